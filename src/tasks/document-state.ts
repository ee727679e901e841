/** What a document is on a day: pure. */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { DocumentState } from './register-types.ts';

export interface DocumentDates {
  inForceFrom: IsoDate | null;
  inForceTo: IsoDate | null;
  renewOn: IsoDate | null;
  warnDays: number;
  withdrawnAt: string | null;
  replacedFrom: IsoDate | null;
  amendedFrom: IsoDate | null;
}

/** The strongest word first: a replaced agreement need not be renewed. */
export function documentState(document: DocumentDates, on: IsoDate): DocumentState {
  if (document.withdrawnAt !== null) return 'withdrawn';
  if (document.replacedFrom !== null && document.replacedFrom <= on) return 'replaced';
  if (document.inForceTo !== null && document.inForceTo <= on) return 'expired';
  if (document.inForceFrom !== null && on < document.inForceFrom) return 'coming';
  if (document.renewOn !== null && document.renewOn <= on) return 'renewLate';
  const end = document.renewOn ?? document.inForceTo;
  if (end !== null && addDays(end, -document.warnDays) <= on) return 'renewSoon';
  return document.amendedFrom !== null && document.amendedFrom <= on ? 'amended' : 'inForce';
}
