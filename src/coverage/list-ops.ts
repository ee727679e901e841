/** The people behind a figure: insured, not insured, insured until soon; page by page. */
import { isIsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { clean, fold } from '../kernel/text.ts';
import { categoryName, groupOf } from '../policy/groups.ts';
import {
  maskCardNumber,
  maskNationalId,
  maskPhone,
  maskSocialInsuranceNumber,
} from '../registry/mask.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { addSum, emptyFigure, makeReading } from './figures.ts';
import {
  type DetailRow,
  type ListRequest,
  type ListedRow,
  findNameKey,
  listDetails,
  listMemberPlaces,
  listPeople as selectPeople,
  listPlaceNames,
} from './people-sql.ts';
import { listSums } from './read-sql.ts';
import { type Prepared, type Question, lawRowsOn, prepare } from './question.ts';
import {
  type ListAnswer,
  type ListFilter,
  type ListKind,
  type ListSort,
  type ListedPerson,
  type UncoveredReason,
  WITHIN_DAYS_MAX,
} from './types.ts';

export interface ListQuestion extends Question {
  list: ListKind;
  /** `ending`: without cover within so many days after `asOf` */
  withinDays?: number;
  filter?: ListFilter;
  /** by name; by place, then name, for units above a commune */
  sort?: ListSort;
  descending?: boolean;
  limit?: number;
  /** `next` of the page before */
  after?: string;
  /** counts the list even where that takes seconds */
  count?: boolean;
}

export const PAGE_ROWS_MAX = 500;
const PAGE_ROWS = 100;

/**
 * One page. Who is in the list is decided as owner (a figure and its list agree to the person);
 * names and numbers are then read with the caller's own rights, and masked.
 */
export async function listPeople(ctx: Context, question: ListQuestion): Promise<ListAnswer> {
  return await inTransaction(ctx, async (tx) => {
    const { prepared, page } = await asOwner(tx, async () => {
      const asked = await prepare(tx, question);
      return { prepared: asked, page: await findPage(tx, asked, question) };
    });
    const { scope, asOf, knownAt } = prepared;
    return {
      unit: scope.unit,
      list: question.list,
      asOf,
      boundaries: scope.boundaries,
      unitBoundaries: scope.membership,
      knownAt,
      definition: prepared.definitions[0].code,
      total: page.total,
      byReason: page.byReason,
      rows: await describeRows(tx, prepared, page.rows, false),
      next: page.next,
    };
  });
}

/** Rows of a list with names, numbers and places, as far as the caller may see them. */
export async function describeRows(
  tx: Context,
  prepared: Prepared,
  rows: readonly ListedRow[],
  unmask: boolean,
): Promise<ListedPerson[]> {
  const { scope, asOf, known } = prepared;
  const placeIds = [...new Set(rows.map((row) => row.placeId))];
  const places = await listPlaceNames(tx.db, placeIds, scope.boundaries);
  const ids = rows.map((row) => row.personId);
  const facts = rows.flatMap((row) => row.factId ?? []);
  const details = await listDetails(tx.db, ids, facts, asOf, known);
  const byPerson = new Map(details.map((row) => [row.personId, row]));
  const names = new Map(places.map((row) => [row.placeId, row]));
  return rows.map((row) =>
    personOf(prepared, row, byPerson.get(row.personId), names.get(row.placeId), unmask),
  );
}

interface Page {
  rows: ListedRow[];
  total: number | null;
  byReason: ListAnswer['byReason'];
  next: string | null;
}

async function findPage(tx: Context, prepared: Prepared, question: ListQuestion): Promise<Page> {
  const limit = Math.min(question.limit ?? PAGE_ROWS, PAGE_ROWS_MAX);
  const { scope } = prepared;
  const isSmall = scope.unit.level === 'commune' || scope.unit.level === 'village';
  const sort = question.sort ?? (isSmall ? 'name' : 'place');
  const cursor = question.after === undefined ? null : readCursor(question.after);
  const base = requestOf(prepared, question, sort, limit + 1);
  const placeIds = await listMemberPlaces(tx.db, scope);
  const isFirst = cursor === null;
  if (sort === 'place' && !isSmall) {
    const rows = await walkPlaces(tx, base, placeIds, cursor);
    const summary = isFirst && question.count ? await summarise(tx, base, placeIds) : null;
    const total = summary?.total ?? (isFirst ? await totalOf(tx, prepared, question) : null);
    return {
      ...cut(rows, limit, sort),
      total,
      byReason: summary ? reasonsOf(summary.byReason) : null,
    };
  }
  const after = cursor && (await startOf(tx, base, cursor, placeIds));
  const request = { ...base, placeIds, after, withSummary: isFirst };
  const { rows, summary } = await selectPeople(tx.db, request);
  const byReason = summary && question.list === 'uncovered' ? reasonsOf(summary.byReason) : null;
  return { ...cut(rows, limit, sort), total: summary?.total ?? null, byReason };
}

export function requestOf(
  { asOf, known, definitions, law }: Prepared,
  question: ListQuestion,
  sort: ListSort,
  limit: number,
): ListRequest {
  const { filter = {} } = question;
  return {
    placeIds: [],
    day: asOf,
    known,
    issuers: definitions[0].issuers,
    law: lawRowsOn(law, asOf),
    kind: question.list,
    withinDays: Math.min(question.withinDays ?? 30, WITHIN_DAYS_MAX),
    filter: {
      group: filter.group ?? null,
      subgroup: filter.subgroup ?? null,
      category: filter.category ?? null,
      reason: filter.reason ?? null,
      sex: filter.sex ?? null,
      ageFrom: filter.ageFrom ?? null,
      ageTo: filter.ageTo ?? null,
      words: fold(clean(filter.name ?? ''))
        .split(' ')
        .filter((word) => word !== ''),
    },
    sort,
    descending: question.descending ?? false,
    after: null,
    limit,
    withSummary: false,
  };
}

const WALK_PLACES = 8;

/** Place by place in order, only as many as the page needs: the first page of a province is quick. */
async function walkPlaces(
  tx: Context,
  base: ListRequest,
  placeIds: readonly number[],
  cursor: Cursor | null,
): Promise<ListedRow[]> {
  const ordered = base.descending ? placeIds.toReversed() : placeIds;
  let at = cursor ? Math.max(0, ordered.indexOf(cursor.placeId)) : 0;
  let after = cursor;
  let size = WALK_PLACES;
  const rows: ListedRow[] = [];
  while (at < ordered.length && rows.length < base.limit) {
    const chunk = ordered.slice(at, at + size);
    const ids = base.descending ? chunk.toReversed() : chunk;
    const start = after && (await startOf(tx, base, after, ids));
    const request = { ...base, placeIds: ids, after: start, limit: base.limit - rows.length };
    const page = await selectPeople(tx.db, request);
    rows.push(...page.rows);
    at += size;
    size *= 2;
    after = null;
  }
  return rows;
}

async function summarise(tx: Context, base: ListRequest, placeIds: readonly number[]) {
  const { summary } = await selectPeople(tx.db, { ...base, placeIds, limit: 1, withSummary: true });
  return summary ?? { total: 0, byReason: {} };
}

/** From the kept counts, when they can tell: without filters but those the figure has. */
async function totalOf(
  tx: Context,
  { scope, asOf, known, law, definitions }: Prepared,
  { list, filter = {} }: ListQuestion,
): Promise<number | null> {
  const asked = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  const told = list === 'covered' ? ['group', 'subgroup', 'category'] : [];
  if (known !== null || list === 'ending') return null;
  if (asked.length > 1 || asked.some((name) => !told.includes(name))) return null;
  const figure = emptyFigure();
  const reading = makeReading(law, definitions[0].issuers, asOf);
  const sums = await listSums(tx.db, scope, asOf, false);
  for (const sum of sums) if (sum.part === 1) addSum(figure, sum, reading);
  if (list === 'uncovered') return figure.residents - figure.insuredByName;
  if (filter.group !== undefined) return figure.groups.get(filter.group) ?? 0;
  if (filter.category !== undefined) return figure.categories.get(filter.category) ?? 0;
  if (filter.subgroup === undefined) return figure.insuredByName;
  const ending = `/${filter.subgroup}`;
  const same = [...figure.subgroups].filter(([key]) => key.endsWith(ending));
  return same.reduce((sum, [, n]) => sum + n, 0);
}

function reasonsOf(byReason: Readonly<Record<string, number>>): ListAnswer['byReason'] {
  return Object.entries(byReason)
    .map(([reason, people]) => ({ reason: reason as UncoveredReason, people }))
    .sort((a, b) => b.people - a.people || (a.reason < b.reason ? -1 : 1));
}

// ── cursors: no names in addresses ──────────────────────────────────────────────────────────────

interface Cursor {
  personId: number;
  placeId: number;
  /** date sorts only */
  key: string;
}

function cut(
  rows: readonly ListedRow[],
  limit: number,
  sort: ListSort,
): { rows: ListedRow[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { rows: page, next: null };
  const key = sort === 'birthDate' || sort === 'endDate' ? `.${last.sortKey}` : '';
  return { rows: page, next: `${last.personId}.${last.placeId}${key}` };
}

function readCursor(text: string): Cursor {
  const [personId = '', placeId = '', key = ''] = text.split('.');
  const isKey = key === '' || key === 'infinity' || isIsoDate(key);
  if (!/^\d{1,16}$/.test(personId) || !/^\d{1,10}$/.test(placeId) || !isKey) {
    return refuse('coverage.list.unknownPage', {}, 'query.after');
  }
  return { personId: Number(personId), placeId: Number(placeId), key };
}

/** The row of the cursor as the list's order sees it. */
async function startOf(
  tx: Context,
  { sort, day, known }: ListRequest,
  { personId, placeId, key }: Cursor,
  placeIds: readonly number[],
): Promise<{ key: string; personId: number }> {
  if (sort === 'birthDate' || sort === 'endDate') return { key, personId };
  const name = (await findNameKey(tx.db, personId, day, known)) ?? '';
  if (sort === 'name') return { key: name, personId };
  const place = String(placeIds.indexOf(placeId) + 1).padStart(6, '0');
  return { key: `${place}${name}`, personId };
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────

function personOf(
  { law, asOf, scope }: Prepared,
  row: ListedRow,
  detail: DetailRow | undefined,
  place: { name: string; communeName: string | null } | undefined,
  unmask: boolean,
): ListedPerson {
  const counted = row.category === null ? null : groupOf(law.book, row.category, asOf);
  const shown = <T>(value: T, mask: (value: T) => T): T => (unmask ? value : mask(value));
  return {
    personId: row.personId,
    fullName: detail?.fullName ?? null,
    birthDate: detail?.birthDate ?? null,
    birthPrecision: detail?.birthPrecision ?? null,
    sex: detail?.sex ?? null,
    nationalId: shown(detail?.nationalId ?? null, maskNationalId),
    socialInsuranceNumber: shown(detail?.socialInsuranceNumber ?? null, maskSocialInsuranceNumber),
    phone: shown(detail?.phone ?? null, maskPhone),
    placeId: row.placeId,
    placeName: place?.name ?? scope.unit.name,
    communeName: place?.communeName ?? null,
    since: row.since,
    category: row.category,
    categoryName: row.category === null ? null : categoryName(law.book, row.category).vi,
    group: counted?.group ?? null,
    subgroup: counted?.subgroup ?? null,
    issuer: row.issuer,
    cardNumber: shown(detail?.cardNumber ?? null, maskCardNumber),
    cardFrom: detail?.cardFrom ?? null,
    cardTo: detail?.cardTo ?? null,
    reason: row.reason as UncoveredReason | null,
    lapsedOn: row.lapsedOn,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
  };
}
