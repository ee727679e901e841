/** Names of matters: what makes the same doubt the same when it comes up again. Pure. */
import { createHash } from 'node:crypto';
import { foldSorted } from '../../kernel/text.ts';
import type { RowRecord } from './types.ts';

/**
 * A row is the same row in the sender's next list while name, birth, numbers and place are the same:
 * its number in the file is not. Hashed, because a matter may stand in logs and names no person.
 */
export function rowMatter(
  sender: string,
  row: Pick<
    RowRecord,
    'fullName' | 'birthDate' | 'nationalId' | 'socialInsuranceNumber' | 'placeId'
  >,
): string {
  const parts = [
    sender,
    foldSorted(row.fullName),
    row.birthDate,
    row.nationalId,
    row.socialInsuranceNumber,
    row.placeId,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}

/** Two persons, in whatever order they are named. */
export function pairMatter(a: number, b: number): string {
  return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
