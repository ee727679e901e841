/** Who loses cover until a day, why, and what keeping it costs: the names behind the forecast. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { priceAfter } from './forecast-ops.ts';
import { currentLawBook } from './law.ts';
import { makeLawDesk } from './law-desk.ts';
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
import { type LapseGroup, type LapsingQuery, listLapseGroups, listLapsing } from './sql-lapses.ts';
import type { BasisView, LapsingAnswer, LapsingFilter, LapsingSort } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface LapsingQuestion extends LapsingFilter {
  unit: string | number;
  codeOn?: string | undefined;
  sort?: LapsingSort;
  descending?: boolean;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
}

type LapsingRow = LapsingAnswer['rows'][number];

/** One page; names with the caller's own rights. */
export async function listLapsingPeople(
  ctx: Context,
  question: LapsingQuestion,
): Promise<LapsingAnswer> {
  const { until, limit, after } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, question));
    const { groups, total } = head;
    const rows = await readPage(tx, head, queryOf(question, offset, limit));
    return {
      unit: head.scope.unit,
      basis: head.basis,
      until,
      total,
      byCause: sumBy(groups, { ...question, cause: undefined }, (row) => row.cause).map(
        ([cause, people]) => ({ cause, people }),
      ),
      byCategory: sumBy(
        groups,
        { ...question, category: undefined },
        (row) => row.cardCategory,
      ).map(([category, people]) => ({ category, name: nameOf(category) ?? category, people })),
      rows,
      next: nextOf(offset, limit, total),
    };
  });
}

interface Head {
  basis: BasisView;
  scope: UnitScope;
  groups: LapseGroup[];
  total: number;
}

async function readHead(tx: Context, question: LapsingQuestion): Promise<Head> {
  const basis = await needBasis(tx);
  const { codeOn, place, until } = question;
  const scope = await readScope(tx, question.unit, basis.decidedOn, { codeOn, place });
  const groups = await listLapseGroups(tx.db, scope.placeIds, until);
  const total = groups.reduce((sum, row) => sum + (fits(row, question) ? row.people : 0), 0);
  return { basis, scope, groups, total };
}

type Choice = Pick<LapsingFilter, 'cause' | 'category'>;

function fits(row: LapseGroup, { cause, category }: Choice): boolean {
  if (cause !== undefined && row.cause !== cause) return false;
  return category === undefined || row.cardCategory === category;
}

function sumBy(
  groups: readonly LapseGroup[],
  choice: Choice,
  keyOf: (row: LapseGroup) => string,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of groups) {
    if (fits(row, choice)) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.people);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function queryOf(question: LapsingQuestion, offset: number, limit: number): LapsingQuery {
  const { until, cause, category, sort = 'lapseOn', descending = false } = question;
  return { until, cause, category, sort, descending, offset, limit };
}

async function readPage(
  tx: Context,
  { basis, scope }: Head,
  query: LapsingQuery,
): Promise<LapsingRow[]> {
  const found = await asOwner(tx, () => listLapsing(tx.db, scope.placeIds, query));
  const people = await describePeople(tx, found, scope.on, basis.decidedOn);
  const desk = makeLawDesk(currentLawBook());
  return people.map(({ row: { stateBp, provinceBp, ownBp, ...row }, who, numbers }) => {
    const shares = { stateBp, provinceBp, ownBp };
    return {
      ...row,
      ...who,
      phone: numbers.phone,
      cardCategoryName: nameOf(row.cardCategory) ?? row.cardCategory,
      categoryName: nameOf(row.category),
      shares,
      monthlyVnd: priceAfter(desk, { ...row, ...shares }),
    };
  });
}

/** The whole list, numbers masked; refuses more than 50,000 rows. */
export async function writeLapsingFile(
  ctx: Context,
  question: Omit<LapsingQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  return await inTransaction(ctx, async (tx) => {
    const head = await asOwner(tx, () => readHead(tx, { ...question, limit: 1 }));
    const { total } = head;
    const language = question.language ?? 'vi';
    const texts = language === 'en' ? entitlementEn : entitlementVi;
    const { lapsing, list } = texts;
    const { unit } = head.scope;
    const causes: Readonly<Record<string, string>> = texts.causes;
    return await writePeopleFile(
      {
        name: lapsing.fileName(unit.code ?? String(unit.unitId), question.until),
        sheetName: lapsing.sheet,
        title: lapsing.title,
        notes: [
          list.unit(unit.name),
          lapsing.until(question.until),
          list.asOf(head.basis.decidedOn, head.basis.lawVersion),
          lapsing.price,
          list.masked,
          list.writtenBy(ctx.who.name),
        ],
        columns: columnsOf(language),
        footer: list.page,
      },
      total,
      async (offset, limit) => {
        const rows = await readPage(tx, head, queryOf({ ...question, limit }, offset, limit));
        return rows.map((row, at) => [
          offset + at + 1,
          row.fullName ?? list.hidden,
          row.birthDate,
          row.phone,
          row.placeName,
          row.communeName,
          nameOf(row.cardCategory, language),
          row.lapseOn,
          causes[row.cause] ?? row.cause,
          nameOf(row.category, language) ?? texts.notOffered,
          row.monthlyVnd,
        ]);
      },
    );
  });
}

function columnsOf(language: 'vi' | 'en') {
  const { lapsing, list } = language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = list;
  const { text, number, date } = column;
  return [
    number(columns.order, 6),
    text(columns.fullName, 26),
    date(columns.birthDate, 12),
    text(columns.phone, 13),
    text(columns.place, 22),
    text(columns.commune, 20),
    text(lapsing.columns.card, 34),
    date(columns.lapsedOn, 12),
    text(lapsing.columns.cause, 34),
    text(columns.category, 36),
    number(columns.monthlyVnd, 14),
  ];
}
