/**
 * The law's order of categories, compiled for counting: numbers instead of texts, one array of
 * ranks for each period in which the order stays the same.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { hashText } from '../kernel/random.ts';
import { type LawBook, UNRANKED } from '../policy/book.ts';
import { precedenceOf } from '../policy/groups.ts';
import { type DayNumber, FIRST_ANSWERED, dayNumber } from './days.ts';

export interface LawOrder {
  /** first days of the periods, ascending; before the first one its order holds too */
  starts: readonly DayNumber[];
  /** a small number for a category, the same one every time */
  codeOf(category: string): number;
  categoryOf(code: number): string;
  /** true when, on a day of the period, category `a` counts before `b` */
  isBefore(period: number, a: number, b: number): boolean;
  /** changes when any order changes, so that stored counts are known to be of another law */
  version: string;
}

/** The rank of a category on a day; smaller counts first, equal ranks by the text of the category. */
export type RankOf = (category: string, on: IsoDate) => number;

export function lawOrderOf(book: LawBook): LawOrder {
  const starts = new Set<IsoDate>();
  for (const taxonomy of book.data.groups.taxonomies) {
    starts.add(taxonomy.from);
    if (taxonomy.to) starts.add(taxonomy.to);
  }
  for (const category of book.data.groups.categories) {
    for (const place of category.places) {
      if (place.from) starts.add(place.from);
      if (place.to) starts.add(place.to);
    }
  }
  const known = [...book.categories.keys()];
  return makeLawOrder([...starts], known, (category, on) => precedenceOf(book, category, on));
}

/** `starts`: the days on which any rank may change; those before the first law are left out. */
export function makeLawOrder(
  starts: readonly IsoDate[],
  known: readonly string[],
  rankOf: RankOf,
): LawOrder {
  const days = [...new Set([FIRST_ANSWERED, ...starts])].filter((day) => day >= FIRST_ANSWERED);
  const periods = days.sort().map((start) => ({ start, ranks: new Map<number, number>() }));
  const categories: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (category: string): number => {
    const found = codes.get(category);
    if (found !== undefined) return found;
    const code = categories.length;
    categories.push(category);
    codes.set(category, code);
    for (const period of periods) period.ranks.set(code, rankOf(category, period.start));
    return code;
  };
  for (const category of known) codeOf(category);
  const version = hashText(
    JSON.stringify(periods.map(({ start, ranks }) => [start, [...ranks]])),
  ).toString(16);
  return {
    starts: periods.map((period) => dayNumber(period.start)),
    codeOf,
    categoryOf: (code) => categories[code] ?? '',
    isBefore(period, a, b) {
      const ranks = periods[period]?.ranks;
      const rankA = ranks?.get(a) ?? UNRANKED;
      const rankB = ranks?.get(b) ?? UNRANKED;
      if (rankA !== rankB) return rankA < rankB;
      return (categories[a] ?? '') < (categories[b] ?? '');
    },
    version: version.padStart(8, '0'),
  };
}

/** The rows of the order as a table for SQL: when each category has which rank. */
export function listRanks(
  order: LawOrder,
  categories: readonly string[],
): { category: string; from: DayNumber; to: DayNumber | null; rank: number }[] {
  return order.starts.flatMap((from, period) => {
    const codes = categories.map((category) => order.codeOf(category));
    const sorted = codes.sort((a, b) => (order.isBefore(period, a, b) ? -1 : 1));
    return sorted.map((code, rank) => ({
      category: order.categoryOf(code),
      from: period === 0 ? -OPEN_PAST : from,
      to: order.starts[period + 1] ?? null,
      rank,
    }));
  });
}

/** Days before 1970 far enough for any birth. */
const OPEN_PAST = 100_000;
