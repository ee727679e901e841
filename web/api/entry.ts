/** A paper list typed row after row. */
import type { CheckedRow, TypedRow } from '../../src/lists/typing/types.ts';
import type { ListKind, ReceivedList } from './lists.ts';
import { call, post } from './client.ts';

export type { CheckedRow, TypedRow };

export interface TypedQuestion {
  kind: ListKind;
  unit: number;
  asOf: string;
}

export async function checkTyped(
  { unit, ...question }: TypedQuestion,
  rows: readonly TypedRow[],
  signal: AbortSignal,
): Promise<CheckedRow[]> {
  const body = { ...question, unit: `u${unit}`, rows };
  const path = '/v1/typed-lists/check';
  return (await call<{ rows: CheckedRow[] }>('POST', path, { body, signal })).rows;
}

export function sendTyped(
  { unit, ...list }: TypedQuestion & { sender: string; isFull: boolean },
  rows: readonly TypedRow[],
): Promise<ReceivedList> {
  return post('/v1/typed-lists', { ...list, unit: `u${unit}`, rows });
}
