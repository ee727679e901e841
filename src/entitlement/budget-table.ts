/**
 * Lines of a budget to cells by commune, category, payer and month, and cells to sums by any of
 * these. Lines that differ in their place or their number of people only are priced once. Pure.
 */
import { type IsoDate, addMonths } from '../kernel/dates.ts';
import { type BudgetLine, type BudgetRow, budgetRows } from '../policy/budget.ts';
import type { LawBook } from '../policy/book.ts';
import type { Payer, SupportLevel } from '../policy/topics.ts';
import type { StretchGroup } from './sql-sponsored.ts';
import type { BudgetDimension, BudgetSum } from './types.ts';

export interface TableCell {
  communeId: number;
  communeName: string;
  category: string;
  payer: string;
  level: string | null;
  month: IsoDate;
  estimatedPeople: number;
  estimatedVnd: number;
  actualPeople: number;
  actualVnd: number;
  /** each person once, whoever else pays beside this payer */
  estimatedOnce: number;
  actualOnce: number;
}

export interface BudgetTable {
  cells: TableCell[];
  /** people whose contribution depends on an income the register does not hold, by category */
  unknown: Map<string, number>;
}

/** The place of a line is its commune. */
export interface BudgetSides {
  estimated: readonly BudgetLine[];
  actual: readonly BudgetLine[];
  /** what communes and sponsors pay of the own parts in these lines */
  sponsored?: readonly StretchGroup[];
}

/** Lines that the law we hold cannot price are told apart, never left out. */
export function makeBudgetTable(
  book: LawBook,
  communes: ReadonlyMap<number, string>,
  sides: BudgetSides,
): BudgetTable {
  const cells = new Map<string, TableCell>();
  const unknown = new Map<string, number>();
  const price = makePricer(book);
  for (const side of ['estimated', 'actual'] as const) {
    for (const line of sides[side]) {
      const rows = price(line);
      if (rows) addRows(cells, communes, line, rows, side);
      else if (side === 'estimated') {
        unknown.set(line.category, (unknown.get(line.category) ?? 0) + line.people);
      }
    }
  }
  for (const group of sides.sponsored ?? []) addSponsored(cells, communes, group);
  return { cells: [...cells.values()].sort(compareCells), unknown };
}

/** Rows of one person of a line; null where the law we hold cannot price it. */
function makePricer(book: LawBook): (line: BudgetLine) => readonly BudgetRow[] | null {
  const known = new Map<string, readonly BudgetRow[] | null>();
  return (line) => {
    const { placeId: _place, people: _people, ...terms } = line;
    const key = JSON.stringify(terms);
    const found = known.get(key);
    if (found !== undefined) return found;
    const rows = budgetRows(book, [{ ...terms, placeId: 0, people: 1 }]);
    const priced = rows.ok ? rows.value : null;
    known.set(key, priced);
    return priced;
  };
}

/** Moves what others pay from the participant to them, month by month. */
function addSponsored(
  cells: Map<string, TableCell>,
  communes: ReadonlyMap<number, string>,
  group: StretchGroup,
): void {
  const { communeId, category, people, communeVnd, sponsorVnd, ownVnd } = group;
  const side = group.isActual ? 'actual' : 'estimated';
  const commune = { communeId, communeName: communes.get(communeId) ?? '' };
  for (let month = group.from; month < group.to; month = addMonths(month, 1)) {
    const cellOfPayer = (payer: Payer): TableCell =>
      cellOf(cells, commune, { category, payer, level: null, month });
    for (const [payer, vnd] of [
      ['commune', communeVnd],
      ['sponsor', sponsorVnd],
    ] as const) {
      if (vnd === 0) continue;
      const cell = cellOfPayer(payer);
      cell[`${side}People`] += people;
      cell[`${side}Vnd`] += vnd * people;
    }
    const own = cellOfPayer('participant');
    own[`${side}Vnd`] -= (communeVnd + sponsorVnd) * people;
    if (ownVnd === 0) own[`${side}People`] -= people;
  }
}

function addRows(
  cells: Map<string, TableCell>,
  communes: ReadonlyMap<number, string>,
  { placeId, people }: BudgetLine,
  rows: readonly BudgetRow[],
  side: 'estimated' | 'actual',
): void {
  const commune = { communeId: placeId, communeName: communes.get(placeId) ?? '' };
  let month = '';
  for (const row of rows) {
    const cell = cellOf(cells, commune, row);
    cell[`${side}People`] += people;
    cell[`${side}Vnd`] += row.personVnd * people;
    if (row.month !== month) cell[`${side}Once`] += people;
    ({ month } = row);
  }
}

function cellOf(
  cells: Map<string, TableCell>,
  commune: Pick<TableCell, 'communeId' | 'communeName'>,
  row: Pick<BudgetRow, 'category' | 'payer' | 'level' | 'month'>,
): TableCell {
  const { category, payer, month } = row;
  const level = payer === 'state' ? row.level : (LEVEL_OF[payer] ?? null);
  const key = [commune.communeId, category, payer, level, month].join();
  let cell = cells.get(key);
  if (!cell) {
    const counts = { estimatedPeople: 0, estimatedVnd: 0, actualPeople: 0, actualVnd: 0 };
    const once = { estimatedOnce: 0, actualOnce: 0 };
    cell = { ...commune, category, payer, level, month, ...counts, ...once };
    cells.set(key, cell);
  }
  return cell;
}

/** Whose money it is, beside the state. */
const LEVEL_OF: Readonly<Partial<Record<Payer, SupportLevel>>> = {
  province: 'localResolution',
  commune: 'commune',
  sponsor: 'sponsor',
};

function compareCells(a: TableCell, b: TableCell): number {
  const order = (cell: TableCell): string =>
    [cell.communeName, cell.communeId, cell.category, cell.payer, cell.month].join('\t');
  return order(a) < order(b) ? -1 : 1;
}

export interface BudgetChoice {
  communeId?: number | undefined;
  category?: string | undefined;
  payer?: string | undefined;
  /** whose money it is */
  level?: string | undefined;
  /** only parts that are somebody's support */
  isSupport?: boolean;
  /** first day of a month */
  month?: IsoDate | undefined;
}

/**
 * Sums of the chosen cells by some dimensions. People are person-months, each counted once unless a
 * payer is chosen or told apart; `due` is the estimate of the months that are settled.
 */
export function sumCells(
  cells: readonly TableCell[],
  choice: BudgetChoice,
  by: readonly BudgetDimension[],
  settledBefore: IsoDate,
): BudgetSum[] {
  const isByPayer =
    choice.payer !== undefined ||
    by.includes('payer') ||
    by.includes('level') ||
    choice.level !== undefined;
  const sums = new Map<string, BudgetSum>();
  for (const cell of cells) {
    if (!isChosen(cell, choice)) continue;
    const key = by.map((dimension) => keyOf(cell, dimension)).join('\t');
    const sum = sums.get(key) ?? emptySum(cell, by);
    sums.set(key, sum);
    sum.estimatedMonths += isByPayer ? cell.estimatedPeople : cell.estimatedOnce;
    sum.estimatedVnd += cell.estimatedVnd;
    if (cell.month < settledBefore) sum.dueVnd += cell.estimatedVnd;
    sum.actualMonths += isByPayer ? cell.actualPeople : cell.actualOnce;
    sum.actualVnd += cell.actualVnd;
  }
  return [...sums.values()];
}

function isChosen(cell: TableCell, choice: BudgetChoice): boolean {
  const { communeId, category, payer, level, month } = choice;
  if (choice.isSupport && cell.level === null) return false;
  if (communeId !== undefined && cell.communeId !== communeId) return false;
  if (category !== undefined && cell.category !== category) return false;
  if (payer !== undefined && cell.payer !== payer) return false;
  if (level !== undefined && cell.level !== level) return false;
  return month === undefined || cell.month === month;
}

function keyOf(cell: TableCell, dimension: BudgetDimension): string {
  if (dimension === 'commune') return String(cell.communeId);
  if (dimension === 'level') return cell.level ?? '';
  return cell[dimension];
}

function emptySum(cell: TableCell, by: readonly BudgetDimension[]): BudgetSum {
  const has = (dimension: BudgetDimension): boolean => by.includes(dimension);
  return {
    communeId: has('commune') ? cell.communeId : null,
    communeName: has('commune') ? cell.communeName : null,
    category: has('category') ? cell.category : null,
    payer: has('payer') ? cell.payer : null,
    level: has('level') ? cell.level : null,
    month: has('month') ? cell.month : null,
    estimatedMonths: 0,
    estimatedVnd: 0,
    dueVnd: 0,
    actualMonths: 0,
    actualVnd: 0,
  };
}
