/**
 * The law book: all files of `policy/` as one frozen object. `LawData` is plain JSON (the server
 * sends it to the browser as it is); `makeLawBook` adds the look-up tables. Nothing here reads
 * files: see `book-files.ts`.
 */
import { assert } from '../kernel/assert.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { hashText } from '../kernel/random.ts';
import type { CategoryPlace, CategoryRow, DocumentRow, Sourced, TaxonomyRow } from './types.ts';
import type { LawData } from './law-data.ts';
import type { ParameterId, ParameterRow, ParameterValue } from './topics.ts';

/** A category in one taxonomy. `rank`: smaller counts first; total within the taxonomy. */
export interface PlacedCategory {
  category: CategoryRow;
  place: CategoryPlace;
  subgroup: string;
  rank: number;
}

export interface LawBook {
  /** changes when any value of the law changes; stored with every decision and quote */
  version: string;
  /** the latest day on which somebody looked at a file */
  checkedOn: IsoDate;
  data: LawData;
  categories: ReadonlyMap<string, CategoryRow>;
  placed: ReadonlyMap<string, ReadonlyMap<string, PlacedCategory>>;
  parameters: ReadonlyMap<string, ParameterRow>;
}

/** Builds the look-up tables. The data must have passed `parseLawData`. */
export function makeLawBook(data: LawData): LawBook {
  const { local, ...topics } = data;
  const checkedOn = [...Object.values(topics), ...Object.values(local)]
    .map((topic) => topic.checkedOn)
    .reduce((latest, day) => (day > latest ? day : latest));
  const hash = hashText(JSON.stringify(data)).toString(16).padStart(8, '0');
  const categories = new Map(data.groups.categories.map((row) => [row.id, row]));
  const placed = new Map(
    data.groups.taxonomies.map((taxonomy) => [taxonomy.id, placeCategories(data, taxonomy)]),
  );
  const version = `${checkedOn}-${hash}`;
  const parameters = new Map(parameterRows(data));
  return Object.freeze({ version, checkedOn, data, categories, placed, parameters });
}

/** Every text the rules cite: those of the country and those of the provinces. */
export function listDocuments(data: LawData): DocumentRow[] {
  return [
    ...data.documents.documents,
    ...Object.values(data.local).flatMap((file) => file.documents),
  ];
}

/** Every parameter of every topic. */
export function parameterRows(data: LawData): [string, ParameterRow][] {
  return [data.contribution, data.benefit, data.calendar, data.collection, data.penalties].flatMap(
    (topic) => Object.entries(topic.parameters),
  );
}

function placeCategories(data: LawData, taxonomy: TaxonomyRow): Map<string, PlacedCategory> {
  const order = data.precedence.orders.find((row) => row.taxonomy === taxonomy.id)?.order ?? [];
  const ranks = new Map(order.map((id, index) => [id, index + 1]));
  const placed = new Map<string, PlacedCategory>();
  for (const category of data.groups.categories) {
    const place = category.places.find((row) => row.taxonomy === taxonomy.id);
    if (!place) continue;
    placed.set(category.id, {
      category,
      place,
      subgroup: place.subgroup ?? category.subgroup,
      rank: ranks.get(category.id) ?? UNRANKED,
    });
  }
  return placed;
}

/** After everything the law ranks. */
export const UNRANKED = 10_000;

/** The row that holds on a day, or undefined. Rows of one rule never overlap (`check.ts`). */
export function findRow<Row extends { from: IsoDate; to: IsoDate | null }>(
  rows: readonly Row[],
  on: IsoDate,
): Row | undefined {
  return rows.find((row) => row.from <= on && (row.to === null || on < row.to));
}

/** The row that holds on a day; refuses with the name of the missing rule. */
export function getRow<Row extends { from: IsoDate; to: IsoDate | null }>(
  rows: readonly Row[],
  on: IsoDate,
  rule: string,
): Row {
  return findRow(rows, on) ?? refuse('policy.missingRule', { rule, on });
}

/** A value of the law that was used: what a quote or decision keeps as its snapshot. */
export interface ValueOn extends Sourced {
  rule: string;
  value: number;
  from: IsoDate;
  to: IsoDate | null;
}

/**
 * The value of a parameter on a day (đồng, basis points, days or times, by its unit). A value that
 * the law sets equal to another carries the narrower of both periods. Refuses, naming the rule.
 */
export function valueOn(book: LawBook, id: ParameterId, on: IsoDate): ValueOn {
  const row = getRow<ParameterValue>(book.parameters.get(id)?.values ?? [], on, id);
  if (row.sameAs) {
    const other = valueOn(book, row.sameAs, on);
    const from = row.from > other.from ? row.from : other.from;
    const to =
      row.to === null ? other.to : other.to === null || row.to < other.to ? row.to : other.to;
    return { ...other, rule: id, from, to, citation: [...row.citation, ...other.citation] };
  }
  assert(row.value !== undefined, `parameter ${id} has a value or sameAs`);
  const { value, from, to, citation, confidence, checkedOn } = row;
  return { rule: id, value, from, to, citation, confidence, checkedOn };
}

/** The one taxonomy of a day; refuses before the first law (2009-07-01). */
export function taxonomyOn(book: LawBook, on: IsoDate): TaxonomyRow {
  return getRow(book.data.groups.taxonomies, on, 'taxonomy');
}

export function placedOn(book: LawBook, on: IsoDate): ReadonlyMap<string, PlacedCategory> {
  const placed = book.placed.get(taxonomyOn(book, on).id);
  assert(placed, 'every taxonomy has its table');
  return placed;
}
