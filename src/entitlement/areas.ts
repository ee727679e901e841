/**
 * The dated area classes and provinces of a place, out of the classes of the commune and village it
 * lies in. A new list overrides the earlier one of its scheme from its first day; the list of a
 * commune that ended goes on for its old places until the new commune is classed (inferred: no text we hold
 * leaves policies of old communes in force; inferred). Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { AreaClassSpell } from '../policy/facts.ts';
import { areaClassesOf } from '../policy/outside-names.ts';

export interface ClassRow {
  unitId: number;
  scheme: string;
  class: string;
  from: IsoDate;
  to: IsoDate | null;
}

export interface PlacementSpan {
  from: IsoDate;
  to: IsoDate | null;
  /** units from the country down to the place or what holds it */
  path: readonly number[];
}

export interface ProvinceCode {
  unitId: number;
  code: string;
  from: IsoDate;
  to: IsoDate | null;
}

export interface PlaceFacts {
  areas: readonly AreaClassSpell[];
  /** province of the day asked, by code; null before or outside what is known */
  provinceOn(day: IsoDate): string | null;
}

export const LAST_DAY_OF_63 = '2025-06-30';

export function placeFactsOf(
  placeId: number,
  spans: readonly PlacementSpan[],
  classesOf: (unitId: number) => readonly ClassRow[],
  provincesOf: (unitId: number) => readonly ProvinceCode[],
): PlaceFacts {
  const provinceOn = (day: IsoDate): string | null => {
    const span = spans.find((row) => holds(row, day));
    const rows = span?.path[1] === undefined ? [] : provincesOf(span.path[1]);
    return rows.find((row) => holds(row, day))?.code ?? null;
  };
  return { areas: areasOf(placeId, spans, classesOf), provinceOn };
}

function areasOf(
  placeId: number,
  spans: readonly PlacementSpan[],
  classesOf: (unitId: number) => readonly ClassRow[],
): AreaClassSpell[] {
  const since = new Map<number, IsoDate>([[placeId, '0001-01-01']]);
  for (const span of spans) {
    for (const unitId of span.path.slice(2)) {
      const known = since.get(unitId);
      if (known === undefined || span.from < known) since.set(unitId, span.from);
    }
  }
  const byScheme = new Map<string, ClassRow[]>();
  for (const [unitId, from] of since) {
    for (const row of classesOf(unitId)) {
      const start = row.from > from ? row.from : from;
      if (row.to !== null && row.to <= start) continue;
      const rows = byScheme.get(row.scheme) ?? [];
      rows.push({ ...row, from: start });
      byScheme.set(row.scheme, rows);
    }
  }
  return [...byScheme.values()].flatMap(spellsOf);
}

/** Rows of one scheme: each runs until it ends or the next begins. */
function spellsOf(rows: ClassRow[]): AreaClassSpell[] {
  rows.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const spells: AreaClassSpell[] = [];
  rows.forEach((row, at) => {
    const next = rows[at + 1]?.from ?? null;
    const to = next !== null && (row.to === null || next < row.to) ? next : row.to;
    if (to !== null && to <= row.from) return;
    for (const areaClass of areaClassesOf(row.scheme, row.class)) {
      const last = spells.findLast((spell) => spell.areaClass === areaClass);
      if (last && last.to === row.from) last.to = to;
      else spells.push({ areaClass, from: row.from, to });
    }
  });
  return spells;
}

function holds(row: { from: IsoDate; to: IsoDate | null }, day: IsoDate): boolean {
  return row.from <= day && (row.to === null || day < row.to);
}
