/**
 * Who soon has five continuous years, whose count is about to break and until when a card must begin
 * again, whose count broke: from the stored decisions, names with the caller's own rights.
 */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { addDays, addYears } from '../kernel/dates.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import {
  type WrittenFile,
  column,
  describePeople,
  nextOf,
  offsetOf,
  writePeopleFile,
} from './people-page.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import {
  type FiveYearsCount,
  type FiveYearsDays,
  type FiveYearsQuery,
  countFiveYears,
  listFiveYears,
} from './sql-five-years.ts';
import type { FiveYearsAnswer, FiveYearsFilter, FiveYearsSort } from './cover-types.ts';
import type { BasisView } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface FiveYearsQuestion extends FiveYearsFilter {
  unit: string | number;
  codeOn?: string | undefined;
  sort?: FiveYearsSort;
  descending?: boolean;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
}

type FiveYearsRow = FiveYearsAnswer['rows'][number];

/** Days ahead that are asked about unless said otherwise. */
const AHEAD_DAYS = 90;

export async function listFiveYearsPeople(
  ctx: Context,
  question: FiveYearsQuestion,
): Promise<FiveYearsAnswer> {
  const { show, limit, after } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const { total, counts, days } = head;
    const sum = (keyOf: (row: FiveYearsCount) => number): number =>
      counts.reduce((people, row) => people + keyOf(row), 0);
    return {
      unit: head.scope.unit,
      basis: head.basis,
      show,
      since: days.since,
      until: days.until,
      total,
      counts: {
        soonFull: sum((row) => row.soonFull),
        atRisk: sum((row) => row.atRisk),
        broken: sum((row) => row.broken),
      },
      byCategory: counts
        .filter((row) => row[show] > 0)
        .map(({ cardCategory: category, ...row }) => ({
          category,
          name: nameOf(category) ?? category,
          people: row[show],
        }))
        .sort((a, b) => b.people - a.people || (a.category < b.category ? -1 : 1)),
      rows: await readPage(tx, head, queryOf(question, days, offset, limit)),
      next: nextOf(offset, limit, total),
    };
  });
}

interface Head {
  basis: BasisView;
  scope: UnitScope;
  days: FiveYearsDays;
  /** of the places asked for, whatever the card */
  counts: FiveYearsCount[];
  total: number;
}

async function readHead(tx: Context, question: FiveYearsQuestion): Promise<Head> {
  const basis = await needBasis(tx);
  const on = basis.decidedOn;
  const { show, category, codeOn, place, withAll = false } = question;
  const days = {
    on,
    since: question.since ?? addYears(on, -1),
    until: question.until ?? addDays(on, AHEAD_DAYS),
  };
  const scope = await readScope(tx, question.unit, on, { codeOn, place });
  const counts = await countFiveYears(tx.db, scope.placeIds, days, withAll);
  const chosen = counts.filter((row) => category === undefined || row.cardCategory === category);
  const total = chosen.reduce((people, row) => people + row[show], 0);
  return { basis, scope, days, counts, total };
}

function queryOf(
  { show, category, withAll = false, sort = 'day', descending = false }: FiveYearsQuestion,
  days: FiveYearsDays,
  offset: number,
  limit: number,
): FiveYearsQuery {
  return { show, days, withAll, category, sort, descending, offset, limit };
}

async function readPage(
  tx: Context,
  { basis, scope }: Head,
  query: FiveYearsQuery,
): Promise<FiveYearsRow[]> {
  const found = await asOwner(tx, () => listFiveYears(tx.db, scope.placeIds, query));
  const people = await describePeople(tx, found, scope.on, basis.decidedOn);
  return people.map(({ row, who, numbers }) => ({
    ...row,
    ...who,
    phone: numbers.phone,
    cardCategoryName: nameOf(row.cardCategory),
    categoryName: nameOf(row.category),
  }));
}

/** The whole list, numbers masked; refuses more than 50,000 rows. */
export async function writeFiveYearsFile(
  ctx: Context,
  question: Omit<FiveYearsQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  return await inTransaction(ctx, async (tx) => {
    const asked = { ...question, limit: 1 };
    const head = await asOwner(tx, () => readHead(tx, asked));
    const { total, days } = head;
    const language = question.language ?? 'vi';
    const { fiveYears, list } = language === 'en' ? entitlementEn : entitlementVi;
    const { unit } = head.scope;
    return await writePeopleFile(
      {
        name: fiveYears.fileName(unit.code ?? String(unit.unitId), head.basis.decidedOn),
        sheetName: fiveYears.sheet,
        title: fiveYears.titles[question.show],
        notes: [
          list.unit(unit.name),
          fiveYears.periods[question.show](days.since, days.until),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          fiveYears.rule,
          list.masked,
          list.writtenBy(ctx.who.name),
        ],
        columns: columnsOf(language),
        footer: list.page,
      },
      total,
      async (offset, limit) => {
        const rows = await readPage(tx, head, queryOf(asked, days, offset, limit));
        return rows.map((row, at) => [
          offset + at + 1,
          row.fullName ?? list.hidden,
          row.birthDate,
          row.phone,
          row.placeName,
          row.communeName,
          nameOf(row.cardCategory, language),
          row.coveredTo === null ? null : addDays(row.coveredTo, -1),
          row.fullOn,
          row.keepUntil,
          row.monthlyVnd,
        ]);
      },
    );
  });
}

function columnsOf(language: 'vi' | 'en') {
  const { fiveYears, lapsing, list } = language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = list;
  const { text, number, date } = column;
  return [
    number(columns.order, 6),
    text(columns.fullName, 26),
    date(columns.birthDate),
    text(columns.phone, 13),
    text(columns.place, 22),
    text(columns.commune, 20),
    text(lapsing.columns.card, 34),
    date(fiveYears.columns.lastDay),
    date(fiveYears.columns.fullOn),
    date(fiveYears.columns.keepUntil),
    number(columns.monthlyVnd, 14),
  ];
}
