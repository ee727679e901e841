/**
 * Absence from a full list ends what people had. A file that is empty, cut off or of another place
 * would end everybody: what is out of proportion goes in only when a person repeats the number. Pure.
 */
import { refuse } from '../kernel/outcome.ts';
import { KIND_RULES } from './kinds.ts';
import type { ListRow } from './sql.ts';
import type { VanishBrake } from './types.ts';

/** More than a fifth of those who have it, and more than one commune's ordinary year brings. */
const SHARE_BASIS_POINTS = 2_000;
const PEOPLE_MIN = 50;
/** Below that a sender's last list says nothing about the size of the next. */
const LAST_ROWS_MIN = 10;

type Braked = Pick<ListRow, 'kind' | 'isFull' | 'counts' | 'figures'>;

export function endsByAbsence(list: Pick<ListRow, 'kind' | 'isFull'>): boolean {
  return list.isFull && KIND_RULES[list.kind].absence === 'ends';
}

/** Why the list may not go in without the number of those who vanish; null = it may. */
export function brakeOf(list: Braked): VanishBrake | null {
  const { vanished = 0, known = 0, data = 0, lastRows = 0 } = list.counts;
  if (!endsByAbsence(list) || vanished === 0) return null;
  const why: VanishBrake['why'] = [];
  if (vanished > PEOPLE_MIN && vanished * 10_000 > known * SHARE_BASIS_POINTS) why.push('share');
  if (lastRows >= LAST_ROWS_MIN && data * 2 < lastRows) why.push('lastList');
  if (list.figures.some((figure) => figure.code.startsWith('stated') && !figure.agrees)) {
    why.push('stated');
  }
  return why.length === 0 ? null : { vanished, known, lastRows, why };
}

/** @param confirmed the number as somebody repeated it */
export function checkBrake(list: Braked, confirmed: number | undefined): void {
  const brake = brakeOf(list);
  if (!brake || brake.vanished === confirmed) return;
  const { vanished, known } = brake;
  refuse('lists.vanished.unconfirmed', { vanished, known });
}

/** A full list without a single person says that nobody is left: rather the file is wrong. */
export function checkNotEmpty(list: Pick<ListRow, 'kind' | 'isFull' | 'counts'>): void {
  const means = list.isFull && KIND_RULES[list.kind].absence !== 'nothing';
  if (means && (list.counts.data ?? 0) === 0) {
    refuse('lists.full.empty', { faulty: list.counts.faulty ?? 0 });
  }
}
