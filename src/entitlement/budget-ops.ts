/** Support budget (dự toán) and settlement (quyết toán) of a unit for a year, month by month. */
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import type { BudgetLine } from '../policy/budget.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk, sureShares } from './law-desk.ts';
import { type BudgetTable, type TableCell, makeBudgetTable, sumCells } from './budget-table.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import {
  type ActualGroup,
  type OfferGroup,
  type PlaceCommunes,
  listActualGroups,
  listOfferGroups,
} from './sql-budget.ts';
import { listPlaceNames } from './sql-lists.ts';
import { type StretchGroup, listStretchGroups } from './sql-sponsored.ts';
import type {
  BasisView,
  BudgetAnswer,
  BudgetDimension,
  BudgetFilter,
  BudgetSum,
  BudgetSumsAnswer,
  UnitRef,
} from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface BudgetQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  year: number;
}

const MONTHS = 12;

/** Cells by commune × category × payer × month, the estimate beside what was. */
export async function budgetOf(ctx: Context, question: BudgetQuestion): Promise<BudgetAnswer> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const { unit, basis, year, settledMonths, table } = await readBudget(tx, question);
      return {
        unit,
        basis,
        year,
        settledMonths,
        cells: table.cells
          .filter(isTold)
          .map(({ estimatedOnce: _once, actualOnce: _actualOnce, ...cell }) => ({
            ...cell,
            categoryName: nameOf(cell.category) ?? cell.category,
          })),
        unknown: unknownOf(table),
      };
    }),
  );
}

/** The same table summed by some dimensions, narrowed to some of it. */
export async function budgetSumsOf(
  ctx: Context,
  question: BudgetQuestion & BudgetFilter & { by: readonly BudgetDimension[] },
): Promise<BudgetSumsAnswer> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const { unit, basis, year, settledMonths, table } = await readBudget(tx, question);
      const { cells } = table;
      const settledBefore = addMonths(`${year}-01-01`, settledMonths);
      const { month, level } = question;
      const choice = {
        ...question,
        isSupport: level !== undefined || question.by.includes('level'),
        month: month === undefined ? month : startOfMonth(month),
      };
      const [total = noBudget] = sumCells(cells, choice, [], settledBefore);
      return {
        unit,
        basis,
        year,
        settledMonths,
        rows: sumCells(cells, choice, question.by, settledBefore),
        total,
        choices: choicesOf(cells),
        unknown: unknownOf(table),
      };
    }),
  );
}

/** Cells of people for whom others pay all have nothing to tell. */
function isTold({ estimatedPeople, actualPeople }: TableCell): boolean {
  return estimatedPeople > 0 || actualPeople > 0;
}

const noBudget: BudgetSum = {
  communeId: null,
  communeName: null,
  category: null,
  payer: null,
  level: null,
  month: null,
  estimatedMonths: 0,
  estimatedVnd: 0,
  dueVnd: 0,
  actualMonths: 0,
  actualVnd: 0,
};

function choicesOf(cells: readonly TableCell[]): BudgetSumsAnswer['choices'] {
  const communes = new Map(cells.map((cell) => [cell.communeId, cell.communeName]));
  const categories = new Set(cells.map((cell) => cell.category));
  const payers = new Set(cells.filter(isTold).map((cell) => cell.payer));
  return {
    communes: [...communes].map(([communeId, name]) => ({ communeId, name })),
    categories: [...categories].sort().map((category) => ({
      category,
      name: nameOf(category) ?? category,
    })),
    payers: [...payers].sort(),
  };
}

function unknownOf({ unknown }: BudgetTable): BudgetAnswer['unknown'] {
  return [...unknown].map(([category, people]) => ({
    category,
    name: nameOf(category) ?? category,
    people,
  }));
}

interface ReadBudget {
  unit: UnitRef;
  basis: BasisView;
  year: number;
  settledMonths: number;
  table: BudgetTable;
}

async function readBudget(tx: Context, question: BudgetQuestion): Promise<ReadBudget> {
  const { year } = question;
  const basis = await needBasis(tx);
  const scope = await readScope(tx, question.unit, basis.decidedOn, question);
  const first: IsoDate = `${year}-01-01`;
  const desk = makeLawDesk(currentLawBook());
  const settledMonths = monthsPassed(first, basis.decidedOn);
  const { communes, ...places } = await communesOf(tx, scope);
  const laddered = listLaddered(desk, first);
  const groups = await listOfferGroups(tx.db, places, laddered);
  const settled = { from: first, to: addMonths(first, settledMonths), laddered };
  const actual = settledMonths === 0 ? [] : await listActualGroups(tx.db, places, settled);
  const wholeYear = { from: first, to: addMonths(first, MONTHS) };
  const sponsored = await listStretchGroups(tx.db, places, wholeYear);
  const table = makeBudgetTable(desk.book, communes, {
    sponsored: sponsored.filter((group) => !group.isActual || group.from < settled.to),
    estimated: [
      ...groups.flatMap((group) => linesOf(desk, group, first)),
      ...sponsored.filter((group) => group.isAdded).map(addedLine),
    ],
    actual: actual.flatMap((group) => linesThen(desk, group)),
  });
  return { unit: scope.unit, basis, year, settledMonths, table };
}

/** Who has no card today, and will have one without paying: others pay all. */
function addedLine({ communeId, from, to, stepBp, paidOn, ...group }: StretchGroup): BudgetLine {
  const { category, people, stateBp, provinceBp } = group;
  return {
    placeId: communeId,
    category,
    people,
    stateBp,
    provinceBp,
    from,
    months: monthsBetween(from, to),
    ...(stepBp !== null && { stepBp }),
    ...(paidOn !== null && { paidOn }),
  };
}

/** Categories whose people pay by the ladder of their household in any month of the year. */
function listLaddered(desk: LawDesk, first: IsoDate): string[] {
  const days = [first, addMonths(first, MONTHS / 2)].map((day) => desk.day(day));
  return [
    ...new Set(
      days.flatMap(({ decider, payments }) =>
        decider.categories.filter((_, at) => payments[at]?.hasLadder === true),
      ),
    ),
  ];
}

/** People with cards of a category, month by month. */
function linesThen(desk: LawDesk, group: ActualGroup): BudgetLine[] {
  const { communeId: placeId, category, people, position, start, stop } = group;
  const lines: BudgetLine[] = [];
  for (let month = start; month < stop; month = addMonths(month, 1)) {
    const day = desk.day(month);
    const payment = day.payments[day.decider.categories.indexOf(category)];
    const hasStep = payment?.hasLadder === true && position !== null;
    const stepBp = hasStep ? day.ladderBp[Math.max(0, position - 1)] : undefined;
    const shares = sharesThen(desk, group, month);
    const line = { placeId, category, people, ...shares, from: month, months: 1 };
    lines.push(stepBp === undefined ? line : { ...line, stepBp });
  }
  return lines;
}

/** Whole months of the year that had begun on the day decided for. */
export function monthsPassed(first: IsoDate, on: IsoDate): number {
  const months =
    (Number(on.slice(0, 4)) - Number(first.slice(0, 4))) * MONTHS + Number(on.slice(5, 7));
  return Math.max(0, Math.min(MONTHS, months));
}

/** Months in the category of now, then those in the next; only who is insured or wholly paid for. */
function linesOf(desk: LawDesk, group: OfferGroup, first: IsoDate): BudgetLine[] {
  const end = addMonths(first, MONTHS);
  const turn = group.nextOn !== null && group.nextOn < end ? group.nextOn : end;
  const before = monthsBetween(first, turn);
  const paid =
    group.paidTo === null ? before : Math.min(before, monthsBetween(first, group.paidTo));
  const { communeId: placeId, people, isInsured, position } = group;
  const now = { category: group.category, stateBp: group.stateBp, provinceBp: group.provinceBp };
  const next = {
    category: group.nextCategory,
    stateBp: group.nextStateBp ?? 0,
    provinceBp: group.nextProvinceBp ?? 0,
  };
  return [
    { ...now, from: first, months: paid },
    { ...next, from: addMonths(first, before), months: MONTHS - before },
  ].flatMap(({ category, stateBp, provinceBp, from, months }) => {
    if (months <= 0 || category === null) return [];
    const day = desk.day(from);
    const payment = day.payments[day.decider.categories.indexOf(category)];
    if (!payment?.fixed) return [];
    const own = payment.isSupported ? 10_000 - stateBp - provinceBp : payment.fixed.ownBp;
    if (!isInsured && own > 0) return [];
    const shares = payment.isSupported ? { stateBp, provinceBp } : { stateBp: 0, provinceBp: 0 };
    const stepBp = payment.hasLadder ? day.ladderBp[Math.max(0, (position ?? 1) - 1)] : undefined;
    const line = { placeId, category, people, ...shares, from, months };
    return [stepBp === undefined ? line : { ...line, stepBp }];
  });
}

function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months = (day: IsoDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return Math.max(0, Math.min(MONTHS, months(to) - months(from)));
}

/** Shares of a card of a past month: those of the person where they are known, else the law's. */
function sharesThen(
  desk: LawDesk,
  row: { category: string; stateBp: number | null; provinceBp: number | null },
  month: IsoDate,
): { stateBp: number; provinceBp: number } {
  const law = desk.day(month).law.byCategory.get(row.category);
  if (law?.payment?.supported !== true || row.stateBp === null) {
    return sureShares(desk, row.category, month);
  }
  return { stateBp: row.stateBp, provinceBp: row.provinceBp ?? 0 };
}

async function communesOf(
  tx: Context,
  { placeIds, on }: UnitScope,
): Promise<PlaceCommunes & { communes: Map<number, string> }> {
  const names = await listPlaceNames(tx.db, placeIds, on);
  const communes = new Map<number, string>();
  const communeIds = placeIds.map((placeId) => {
    const place = names.get(placeId);
    const communeId = place?.communeId ?? placeId;
    communes.set(communeId, place?.communeName ?? place?.name ?? '');
    return communeId;
  });
  return { placeIds, communeIds, communes };
}
