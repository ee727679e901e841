/**
 * Pages of people and files of them: who is in a list is decided as owner, names and numbers are read
 * with the caller's own rights, numbers masked.
 */
import { type XlsxCell, type XlsxList, writeXlsx } from '../formats/xlsx-write.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { maskNationalId, maskPhone } from '../registry/mask.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { listNames, listPlaceNames } from './sql-lists.ts';

/** Largest page of a list. */
export const PAGE_ROWS_MAX = 500;
/** Largest file. */
export const FILE_ROWS_MAX = 50_000;
const BATCH_ROWS = 2_000;
const OFFSET_MAX = 2_000_000;

/** Where the page begins that `next` of the page before names. */
export function offsetOf(after: string | undefined): number {
  if (after === undefined) return 0;
  const offset = Number(after);
  const isKnown = /^\d{1,7}$/.test(after) && offset <= OFFSET_MAX;
  return isKnown ? offset : refuse('entitlement.unknownPage', {}, 'query.after');
}

/** What the page after this is asked with; null = this is the last. */
export function nextOf(offset: number, limit: number, total: number): string | null {
  return offset + limit < total ? String(offset + limit) : null;
}

export interface Described<Row> {
  row: Row;
  who: {
    /** null = not visible to the caller any more */
    fullName: string | null;
    birthDate: IsoDate | null;
    placeName: string;
    communeName: string | null;
  };
  /** masked */
  numbers: { sex: 'male' | 'female' | null; nationalId: string | null; phone: string | null };
}

/** Places as of the day `placesOn`, names as of `on`. */
export async function describePeople<Row extends { personId: number; placeId: number }>(
  tx: Context,
  rows: readonly Row[],
  placesOn: IsoDate,
  on: IsoDate,
): Promise<Described<Row>[]> {
  const placeIds = [...new Set(rows.map((row) => row.placeId))];
  const places = await asOwner(tx, () => listPlaceNames(tx.db, placeIds, placesOn));
  const personIds = [...new Set(rows.map((row) => row.personId))];
  const names = await listNames(tx.db, personIds, on);
  return rows.map((row) => {
    const person = names.get(row.personId);
    const place = places.get(row.placeId);
    return {
      row,
      who: {
        fullName: person?.fullName ?? null,
        birthDate: person?.birthDate ?? null,
        placeName: place?.name ?? '',
        communeName: place?.communeName ?? null,
      },
      numbers: {
        sex: person?.sex ?? null,
        nationalId: maskNationalId(person?.nationalId ?? null),
        phone: maskPhone(person?.phone ?? null),
      },
    };
  });
}

export interface WrittenFile {
  name: string;
  bytes: Uint8Array;
  rows: number;
}

/** A whole list as a file, read batch by batch; refuses more than 50,000 rows. */
export async function writePeopleFile(
  sheet: Omit<XlsxList, 'rows'> & { name: string },
  total: number,
  readRows: (offset: number, limit: number) => Promise<XlsxCell[][]>,
): Promise<WrittenFile> {
  if (total > FILE_ROWS_MAX) refuse('entitlement.tooLong', { limit: FILE_ROWS_MAX });
  async function* batches(): AsyncGenerator<XlsxCell[][]> {
    for (let offset = 0; offset < total; offset += BATCH_ROWS) {
      yield await readRows(offset, BATCH_ROWS);
    }
  }
  const { name, ...rest } = sheet;
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx({ ...rest, rows: batches() }, (bytes) => void parts.push(bytes));
  return { name, bytes: Buffer.concat(parts), rows };
}

/** Columns of a sheet. */
export const column = {
  text: (header: string, width: number) => ({ header, width, kind: 'text' as const }),
  number: (header: string, width = 14) => ({ header, width, kind: 'number' as const }),
  date: (header: string, width = 13) => ({ header, width, kind: 'date' as const }),
};
