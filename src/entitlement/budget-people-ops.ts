/** The people behind a figure of the budget or of the settlement, with how many months each. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import {
  BUDGET_LEVELS,
  type BudgetLevel,
  type Payer,
  type SupportLevel,
} from '../policy/topics.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { type BudgetQuestion, monthsPassed } from './budget-ops.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk } from './law-desk.ts';
import {
  FILE_ROWS_MAX,
  type WrittenFile,
  column,
  describePeople,
  nextOf,
  offsetOf,
  writePeopleFile,
} from './people-page.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { type BudgetedQuery, type PaidBy, listActual, listBudgeted } from './sql-budget-people.ts';
import type { BudgetFilter, BudgetPeopleAnswer, BudgetSide } from './types.ts';
import { readScope } from './unit-scope.ts';

export interface BudgetPeopleQuestion extends BudgetQuestion, BudgetFilter {
  side: BudgetSide;
  limit: number;
  after?: string | undefined;
}

/** In order of names, which are read with the caller's own rights. */
export async function listBudgetPeople(
  ctx: Context,
  question: BudgetPeopleQuestion,
): Promise<BudgetPeopleAnswer> {
  const { limit, after } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, (tx) => readPage(tx, question, offset, limit));
}

async function readPage(
  tx: Context,
  question: Omit<BudgetPeopleQuestion, 'limit' | 'after'>,
  offset: number,
  limit: number,
): Promise<BudgetPeopleAnswer> {
  const found = await asOwner(tx, async () => {
    const basis = await needBasis(tx);
    const { codeOn, communeId: place } = question;
    const scope = await readScope(tx, question.unit, basis.decidedOn, { codeOn, place });
    const query = { ...queryOf(question, basis.decidedOn), offset, limit };
    const list = question.side === 'actual' ? listActual : listBudgeted;
    return { basis, scope, ...(await list(tx.db, scope.placeIds, query)) };
  });
  const people = await describePeople(tx, found.rows, found.scope.on, found.basis.decidedOn);
  return {
    unit: found.scope.unit,
    basis: found.basis,
    total: found.total,
    personMonths: found.personMonths,
    rows: people.map(({ row, who }) => ({
      ...row,
      ...who,
      categoryName: nameOf(row.category) ?? row.category,
    })),
    next: nextOf(offset, limit, found.total),
  };
}

/** The whole list behind a figure; refuses more than 50,000 rows. */
export async function writeBudgetPeopleFile(
  ctx: Context,
  question: Omit<BudgetPeopleQuestion, 'limit' | 'after'> & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  const { language = 'vi', side, year } = question;
  const { budget, budgetPeople, list } = language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = list;
  const { text, number, date } = column;
  return await inTransaction(ctx, async (tx) => {
    const whole = await readPage(tx, question, 0, FILE_ROWS_MAX);
    const { unit, basis, total, personMonths } = whole;
    return await writePeopleFile(
      {
        name: budgetPeople.fileName(unit.code ?? String(unit.unitId), String(year)),
        sheetName: budgetPeople.sheet,
        title: budgetPeople.title(budgetPeople.sides[side], String(year)),
        notes: [
          list.unit(unit.name),
          list.asOf(basis.decidedOn, basis.lawVersion),
          budgetPeople.sum(personMonths),
          list.writtenBy(ctx.who.name),
        ],
        columns: [
          number(columns.order, 6),
          text(columns.fullName, 26),
          date(columns.birthDate, 12),
          text(columns.place, 22),
          text(columns.commune, 20),
          text(budget.columns.category, 40),
          number(budgetPeople.months, 10),
        ],
        footer: list.page,
      },
      total,
      async (offset, limit) =>
        whole.rows
          .slice(offset, offset + limit)
          .map((row, at) => [
            offset + at + 1,
            row.fullName ?? list.hidden,
            row.birthDate,
            row.placeName,
            row.communeName,
            nameOf(row.category, language),
            row.months,
          ]),
    );
  });
}

const MONTHS = 12;

function queryOf(
  { year, month, category, payer, level, side }: Omit<BudgetPeopleQuestion, 'limit' | 'after'>,
  decidedOn: IsoDate,
): Omit<BudgetedQuery, 'offset' | 'limit'> {
  const first: IsoDate = `${year}-01-01`;
  const settled = side === 'actual' ? monthsPassed(first, decidedOn) : MONTHS;
  const end = addMonths(first, settled);
  const one = month === undefined ? null : startOfMonth(month);
  const from = one ?? first;
  const to = one === null ? end : one >= first && one < end ? addMonths(one, 1) : one;
  const desk = makeLawDesk(currentLawBook());
  const whose = level === undefined ? payer : payerOf(level);
  const paidBy = categoriesPaid(
    desk,
    from,
    whose,
    BUDGET_LEVELS.find((each) => each === level),
  );
  const only = (categories: string[]): string[] =>
    category === undefined ? categories : categories.filter((each) => each === category);
  return {
    from,
    to,
    paidBy: { ...paidBy, always: only(paidBy.always), byShare: only(paidBy.byShare) },
  };
}

function payerOf(level: SupportLevel): Payer {
  if (level === 'commune' || level === 'sponsor') return level;
  return level === 'localResolution' ? 'province' : 'state';
}

/** Categories the register can price: those of which a payer has a part by law, or by the person. */
function categoriesPaid(
  desk: LawDesk,
  on: IsoDate,
  payer: Payer | undefined,
  level: BudgetLevel | undefined,
): PaidBy {
  const day = desk.day(on);
  const always: string[] = [];
  const byShare: string[] = [];
  day.law.lines.forEach((line, at) => {
    const payment = day.payments[at];
    if (!payment?.fixed || !payment.isOnReference) return;
    if (level !== undefined && line.flow?.level !== level) return;
    if (payer === undefined) always.push(line.category);
    else if (payment.isSupported) byShare.push(line.category);
    else if (line.payment?.shares?.[payer]) always.push(line.category);
  });
  return { always, byShare, payer };
}
