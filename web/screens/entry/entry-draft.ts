/** What is being typed, as it is kept in the browser. Pure. */
import { dayOf, isIsoDate } from '../../../src/kernel/dates.ts';
import type { KindView, ListKind } from '../../api/lists.ts';
import type { Session } from '../../api/session.ts';
import type { UnitOption } from '../../ui/unit-picker.tsx';
import type { EntryRow } from './entry-rows.ts';

export const DRAFT = 'entry';

export interface EntryDraft {
  kind: ListKind;
  sender: string;
  place: UnitOption | null;
  asOf: string | null;
  isFull: boolean;
  rows: readonly EntryRow[];
  /** instant of the last change */
  at: string;
}

export function newDraft(
  session: Pick<Session, 'homeUnitId' | 'grants'>,
  kinds: readonly KindView[],
): EntryDraft {
  const home = session.grants.find((grant) => grant.unitId === session.homeUnitId);
  const now = Temporal.Now.instant();
  return {
    kind: kinds[0]?.kind ?? 'residents',
    sender: '',
    place: home ? { id: home.unitId, name: home.unitName, detail: '' } : null,
    asOf: dayOf(now),
    isFull: false,
    rows: [{}],
    at: now.toString(),
  };
}

/** Null for what is no draft, or one of a kind this person may not bring any more. */
export function parseDraft(kept: unknown, kinds: readonly KindView[]): EntryDraft | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const draft = kept as Partial<EntryDraft>;
  const kind = kinds.find((one) => one.kind === draft.kind)?.kind;
  const { rows, place, asOf } = draft;
  if (kind === undefined || !Array.isArray(rows) || rows.length === 0) return null;
  const isEmpty = rows.every((row) => Object.values(row as EntryRow).every((text) => text === ''));
  if (isEmpty) return null;
  return {
    kind,
    sender: typeof draft.sender === 'string' ? draft.sender : '',
    place: place && typeof place.id === 'number' ? place : null,
    asOf: typeof asOf === 'string' && isIsoDate(asOf) ? asOf : null,
    isFull: draft.isFull === true,
    rows: rows as EntryRow[],
    at: typeof draft.at === 'string' ? draft.at : Temporal.Now.instant().toString(),
  };
}
