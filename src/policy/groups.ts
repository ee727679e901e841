/**
 * Which group a category belongs to on a day, and which category counts first. A category is the
 * object code of the card (mã đối tượng, "DN") or, where the law names a line whose code no source
 * confirms, a name of our own ("securityForce").
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { Citation, Confidence, LocalName } from './types.ts';
import { type LawBook, UNRANKED, placedOn, taxonomyOn } from './book.ts';

/** Group of a card whose code the law of that day does not know: counted, but in no group. */
export const UNCLASSIFIED_GROUP = 0;
export const UNCLASSIFIED_SUBGROUP = 'unclassified';

export interface GroupPlace {
  taxonomy: string;
  /** 1..6; 0 when the law of that day has no place for the category */
  group: number;
  /** point of the law ("o", "3.9", "NĐ188 5.4"); null where no source names it */
  point: string | null;
  subgroup: string;
  confidence: Confidence;
  citation: readonly Citation[];
}

/** Never fails for a category, known or not; refuses for days before the first law (2009-07-01). */
export function groupOf(book: LawBook, category: string, on: IsoDate): GroupPlace {
  const taxonomy = taxonomyOn(book, on).id;
  const placed = placedOn(book, on).get(category);
  if (!placed || !isPlaceOn(placed.place, on)) {
    return {
      taxonomy,
      group: UNCLASSIFIED_GROUP,
      point: null,
      subgroup: UNCLASSIFIED_SUBGROUP,
      confidence: 'memory',
      citation: [],
    };
  }
  const { place, subgroup } = placed;
  const { group, point, citation, confidence } = place;
  return { taxonomy, group, point, subgroup, confidence, citation };
}

/**
 * Smaller counts first. Total: categories the law of that day does not rank come after all others,
 * equal among themselves (order those by code).
 */
export function precedenceOf(book: LawBook, category: string, on: IsoDate): number {
  const placed = placedOn(book, on).get(category);
  return placed && isPlaceOn(placed.place, on) ? placed.rank : UNRANKED;
}

/** The law's order of two categories on a day; equal ranks by code, so that the order is total. */
export function compareCategories(book: LawBook, on: IsoDate, a: string, b: string): number {
  const byRank = precedenceOf(book, a, on) - precedenceOf(book, b, on);
  return byRank !== 0 ? byRank : a < b ? -1 : a > b ? 1 : 0;
}

export interface CategoryOn extends GroupPlace {
  category: string;
  name: LocalName;
  /** two letters of the card; null where no source confirms a code */
  cardCode: string | null;
  cardCodeConfidence: Confidence | null;
  rank: number;
}

/** Every category the law knows on a day, in the law's order. */
export function listCategories(book: LawBook, on: IsoDate): CategoryOn[] {
  return [...placedOn(book, on).values()]
    .filter((placed) => isPlaceOn(placed.place, on))
    .sort((a, b) => a.rank - b.rank)
    .map(({ category, rank }) => ({
      ...groupOf(book, category.id, on),
      category: category.id,
      name: category.name,
      cardCode: category.cardCode?.code ?? null,
      cardCodeConfidence: category.cardCode?.confidence ?? null,
      rank,
    }));
}

export interface GroupOn {
  group: number;
  name: LocalName;
  subgroups: { code: string; name: LocalName }[];
}

/** Groups of a day with their report sub-groups, in the order of reports; group 0 comes last. */
export function subgroupsOf(book: LawBook, on: IsoDate): GroupOn[] {
  const groups = taxonomyOn(book, on).groups.map(({ group, vi, en, subgroups }) => ({
    group,
    name: { vi, en },
    subgroups: subgroups.map((code) => ({ code, name: subgroupName(book, code) })),
  }));
  const name = subgroupName(book, UNCLASSIFIED_SUBGROUP);
  groups.push({
    group: UNCLASSIFIED_GROUP,
    name,
    subgroups: [{ code: UNCLASSIFIED_SUBGROUP, name }],
  });
  return groups;
}

export function subgroupName(book: LawBook, code: string): LocalName {
  const row = book.data.groups.subgroups.find((subgroup) => subgroup.id === code);
  return row ? { vi: row.vi, en: row.en } : { vi: code, en: code };
}

/** Name of a category; an unknown code names itself. */
export function categoryName(book: LawBook, category: string): LocalName {
  return book.categories.get(category)?.name ?? { vi: category, en: category };
}

function isPlaceOn(place: { from?: string | undefined; to?: string | undefined }, on: IsoDate) {
  return (!place.from || place.from <= on) && (!place.to || on < place.to);
}
