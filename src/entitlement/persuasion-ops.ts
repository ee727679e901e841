/** Whom to persuade (danh sách phải vận động): residents without a card, what each is offered. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import type { XlsxCell } from '../formats/xlsx-write.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { categoryName, groupOf } from '../policy/groups.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { currentLawBook } from './law.ts';
import {
  type Described,
  PAGE_ROWS_MAX,
  type WrittenFile,
  column,
  describePeople,
  nextOf,
  offsetOf,
  writePeopleFile,
} from './people-page.ts';
import { needBasis } from './reads.ts';
import {
  type UncoveredCount,
  type UncoveredRow,
  countUncoveredByPlace,
  countUncoveredRows,
  listPlaceNames,
  listUncoveredRows,
} from './sql-lists.ts';
import type { BasisView, PersuasionAnswer, PersuasionFilter, PersuasionRow } from './types.ts';
import type { PersuasionSort, Reason } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface PersuasionQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  filter?: PersuasionFilter;
  sort?: PersuasionSort;
  descending?: boolean;
  limit?: number;
  /** `next` of the page before */
  after?: string | undefined;
}

const PAGE_ROWS = 100;

/** One page; who is in it is decided as owner, names are read with the caller's own rights. */
export async function listToPersuade(
  ctx: Context,
  question: PersuasionQuestion,
): Promise<PersuasionAnswer> {
  return await inTransaction(ctx, async (tx) => {
    const offset = offsetOf(question.after);
    const limit = Math.min(question.limit ?? PAGE_ROWS, PAGE_ROWS_MAX);
    const head = await asOwner(tx, () => readHead(tx, question));
    const page = await readPage(tx, head, question, offset, limit);
    const { reason: _reason, ...butReason } = question.filter ?? {};
    const { category: _category, ...butCategory } = question.filter ?? {};
    const ofCategory = head.counts.filter((row) => fits(row, butReason));
    const ofReason = head.counts.filter((row) => fits(row, butCategory));
    const total = totalOf(head);
    return {
      unit: head.scope.unit,
      basis: head.basis,
      total,
      byReason: sumBy(ofCategory, (row) => row.reason).map(([found, people]) => ({
        reason: found as Reason,
        text: reasonText(found),
        people,
      })),
      byCategory: sumBy(ofReason, (row) => row.category ?? '').map(([found, people]) => ({
        category: found === '' ? null : found,
        name: nameOf(found === '' ? null : found) ?? entitlementVi.notOffered,
        people,
      })),
      byPlace: head.places,
      monthlyVnd: head.chosen.reduce((sum, row) => sum + row.monthlyVnd, 0),
      sponsoredVnd: head.chosen.reduce((sum, row) => sum + row.sponsoredVnd, 0),
      freePeople: head.chosen.reduce((sum, row) => sum + (row.isFree ? row.people : 0), 0),
      unpricedPeople: head.chosen.reduce((sum, row) => sum + row.unpriced, 0),
      rows: page,
      next: nextOf(offset, limit, total),
    };
  });
}

interface Head {
  basis: BasisView;
  scope: UnitScope;
  /** of the places asked for, whatever the reason and the category */
  counts: UncoveredCount[];
  /** those of the reason and the category */
  chosen: UncoveredCount[];
  places: PersuasionAnswer['byPlace'];
}

function totalOf({ chosen }: Head): number {
  return chosen.reduce((sum, row) => sum + row.people, 0);
}

async function readHead(tx: Context, question: PersuasionQuestion): Promise<Head> {
  const basis = await needBasis(tx);
  const { filter = {}, codeOn } = question;
  const options = { codeOn, place: filter.place };
  const scope = await readScope(tx, question.unit, basis.decidedOn, options);
  const counts = await countUncoveredRows(tx.db, scope.placeIds);
  const chosen = counts.filter((row) => fits(row, filter));
  return { basis, scope, counts, chosen, places: await countByPlace(tx, question, basis) };
}

function fits(row: UncoveredCount, { reason, category, free }: PersuasionFilter): boolean {
  if (reason !== undefined && row.reason !== reason) return false;
  if (category !== undefined && row.category !== category) return false;
  return free !== true || row.isFree;
}

/** People by commune of the unit, or by village of a commune, whatever place the list is narrowed to. */
async function countByPlace(
  tx: Context,
  { unit, codeOn, filter = {} }: PersuasionQuestion,
  { decidedOn }: BasisView,
): Promise<PersuasionAnswer['byPlace']> {
  const scope = await readScope(tx, unit, decidedOn, { codeOn });
  const { level } = scope.unit;
  if (level === 'country' || level === 'village') return [];
  const counts = await countUncoveredByPlace(tx.db, scope.placeIds, filter);
  const names = await listPlaceNames(tx.db, [...counts.keys()], decidedOn);
  const sums = new Map<number, PersuasionAnswer['byPlace'][number]>();
  for (const [placeId, people] of counts) {
    const place = names.get(placeId);
    if (!place) continue;
    const isVillage = level === 'commune' || place.communeId === null;
    const unitId = isVillage ? placeId : (place.communeId ?? placeId);
    const name = isVillage ? place.name : (place.communeName ?? place.name);
    sums.set(unitId, { unitId, name, people: (sums.get(unitId)?.people ?? 0) + people });
  }
  return [...sums.values()].sort((a, b) => b.people - a.people || a.unitId - b.unitId);
}

async function readPage(
  tx: Context,
  { scope, basis }: Head,
  { filter = {}, sort = 'name', descending = false }: PersuasionQuestion,
  offset: number,
  limit: number,
): Promise<PersuasionRow[]> {
  const query = { placeIds: scope.placeIds, filter, sort, descending, offset, limit };
  const found = await asOwner(tx, () => listUncoveredRows(tx.db, query));
  const people = await describePeople(tx, found, scope.on, basis.decidedOn);
  return people.map((person) => rowOf(person, basis.decidedOn));
}

function rowOf({ row, who, numbers }: Described<UncoveredRow>, on: IsoDate): PersuasionRow {
  const { stateBp, provinceBp, ownBp, ...rest } = row;
  const book = currentLawBook();
  return {
    ...rest,
    ...who,
    ...numbers,
    categoryName: nameOf(row.category),
    group: row.category === null ? null : groupOf(book, row.category, on).group,
    shares: { stateBp, provinceBp, ownBp },
    reason: row.reason as Reason,
    reasonText: reasonText(row.reason),
    nextCategoryName: nameOf(row.nextCategory),
  };
}

export function nameOf(category: string | null, language: 'vi' | 'en' = 'vi'): string | null {
  return category === null ? null : categoryName(currentLawBook(), category)[language];
}

function reasonText(reason: string, language: 'vi' | 'en' = 'vi'): string {
  const texts: Readonly<Record<string, string>> = textsOf(language).reasons;
  return texts[reason] ?? reason;
}

function textsOf(language: 'vi' | 'en') {
  return language === 'vi' ? entitlementVi : entitlementEn;
}

function sumBy(
  rows: readonly UncoveredCount[],
  keyOf: (row: UncoveredCount) => string,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.people);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// ── the list as a file ──────────────────────────────────────────────────────────────────────────

/** The whole list, numbers masked; refuses more than 50,000 rows. */
export async function writePersuasionFile(
  ctx: Context,
  question: Omit<PersuasionQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const total = totalOf(head);
    const language = question.language ?? 'vi';
    const { list } = textsOf(language);
    const { unit } = head.scope;
    return await writePeopleFile(
      {
        name: list.fileName(unit.code ?? String(unit.unitId), head.basis.decidedOn),
        sheetName: list.sheet,
        title: list.title,
        notes: [
          list.unit(unit.name),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          list.price,
          list.masked,
          list.writtenBy(ctx.who.name),
        ],
        columns: columnsOf(language),
        footer: list.page,
      },
      total,
      async (offset, limit) => {
        const rows = await readPage(tx, head, question, offset, limit);
        return rows.map((row, at) => cellsOf(row, offset + at + 1, language));
      },
    );
  });
}

function columnsOf(language: 'vi' | 'en') {
  const { columns } = textsOf(language).list;
  const { text, number } = column;
  const date = (header: string) => column.date(header, 12);
  return [
    number(columns.order, 6),
    text(columns.fullName, 26),
    date(columns.birthDate),
    text(columns.phone, 13),
    text(columns.place, 22),
    text(columns.commune, 20),
    text(columns.category, 36),
    text(columns.reason, 34),
    date(columns.lapsedOn),
    number(columns.monthlyVnd, 14),
    number(columns.statePercent, 10),
    number(columns.provincePercent, 10),
    number(columns.communeVnd, 14),
    number(columns.sponsorVnd, 14),
    date(columns.nextOn),
    text(columns.nextCause, 30),
  ];
}

function cellsOf(row: PersuasionRow, order: number, language: 'vi' | 'en'): XlsxCell[] {
  const { list, causes } = textsOf(language);
  const causeTexts: Readonly<Record<string, string>> = causes;
  return [
    order,
    row.fullName ?? list.hidden,
    row.birthDate,
    row.phone,
    row.placeName,
    row.communeName,
    nameOf(row.category, language) ?? textsOf(language).notOffered,
    reasonText(row.reason, language),
    row.lapsedOn,
    row.monthlyVnd,
    row.shares.stateBp / 100,
    row.shares.provinceBp / 100,
    row.communeVnd,
    row.sponsorVnd,
    row.nextOn,
    row.nextCause === null ? null : (causeTexts[row.nextCause] ?? row.nextCause),
  ];
}
