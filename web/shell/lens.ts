/**
 * The lens: as of which day, by which day's boundaries, by which definition and as known when a
 * figure is read. It lives in the address bar and travels along from page to page.
 */
import { type IsoDate, isIsoDate } from '../../src/kernel/dates.ts';

/** Names in the address bar, kept when another page is opened. */
export const LENS_NAMES = ['ngay', 'diagioi', 'cachtinh', 'biet'] as const;

export interface Lens {
  /** absent = today */
  asOf?: IsoDate;
  /** absent = the same day as `asOf` */
  boundaries?: IsoDate;
  /** code of a coverage definition; absent = the server's first */
  definition?: string;
  /** instant; absent = now */
  knownAt?: string;
}

export type Search = Readonly<Record<string, string | undefined>>;

export function readLens(search: Search): Lens {
  return {
    asOf: dayOrNothing(search['ngay']),
    boundaries: dayOrNothing(search['diagioi']),
    definition: search['cachtinh'] || undefined,
    knownAt: instantOrNothing(search['biet']),
  };
}

/** The search names of a lens; undefined removes the name. */
export function writeLens(lens: Lens): Record<string, string | undefined> {
  return {
    ngay: lens.asOf,
    diagioi: lens.boundaries,
    cachtinh: lens.definition,
    biet: lens.knownAt,
  };
}

function dayOrNothing(text: string | undefined): IsoDate | undefined {
  return text !== undefined && isIsoDate(text) ? text : undefined;
}

function instantOrNothing(text: string | undefined): string | undefined {
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** dd/mm/yyyy, d/m/yy, dd-mm-yyyy, ddmmyyyy or yyyy-mm-dd → a day; null when it is none. */
export function parseTypedDay(text: string): IsoDate | null {
  const trimmed = text.trim();
  if (isIsoDate(trimmed)) return trimmed;
  const parts =
    /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/.exec(trimmed) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed);
  if (!parts) return null;
  const [, day = '', month = '', year = ''] = parts;
  const full = year.length === 2 ? `20${year}` : year;
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}

/** Flat texts in the address bar: no quotes, no JSON, order kept. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}
