/** Support budget (dự toán) and settlement (quyết toán) of a unit for a year, month by month. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type XlsxCell, writeXlsx } from '../formats/xlsx-write.ts';
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type BudgetLine, type BudgetRow, budgetRows } from '../policy/budget.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk } from './law-desk.ts';
import { type WrittenFile, nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { countActualMonths, listBudgeted, listOfferGroups } from './sql-budget.ts';
import type { OfferGroup } from './sql-budget.ts';
import { listNames, listPlaceNames } from './sql-lists.ts';
import type { BudgetAnswer, BudgetCell, BudgetPeopleAnswer } from './types.ts';
import { type UnitScope, readScope } from './unit-scope.ts';

export interface BudgetQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  year: number;
}

const MONTHS = 12;

/** Cells by commune × category × payer × month, the estimate beside what was. */
export async function budgetOf(ctx: Context, question: BudgetQuestion): Promise<BudgetAnswer> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => readBudget(tx, question)));
}

async function readBudget(tx: Context, question: BudgetQuestion): Promise<BudgetAnswer> {
  const { year } = question;
  const basis = await needBasis(tx);
  const scope = await readScope(tx, question.unit, basis.decidedOn, question);
  const first: IsoDate = `${year}-01-01`;
  const desk = makeLawDesk(currentLawBook());
  const groups = await listOfferGroups(tx.db, scope.placeIds);
  const planned = groups.flatMap((group) => linesOf(desk, group, first));
  const passed = monthsPassed(first, basis.decidedOn);
  const actual = passed === 0 ? [] : await countActualMonths(tx.db, scope.placeIds, first, passed);
  const happened = actual.map(({ month, people, ...row }): BudgetLine => {
    const shares = sharesThen(desk, row, month);
    return {
      placeId: row.placeId,
      category: row.category,
      people,
      ...shares,
      from: month,
      months: 1,
    };
  });
  const communes = await communesOf(tx, scope);
  const table = new Map<string, BudgetCell>();
  const unknown = new Map<string, number>();
  addRows(table, unknown, communes, planned, 'estimated');
  addRows(table, unknown, communes, happened, 'actual');
  const cells = [...table.values()].sort(compareCells);
  return {
    unit: scope.unit,
    basis,
    year,
    settledMonths: passed,
    cells,
    unknown: [...unknown].map(([category, people]) => ({
      category,
      name: nameOf(category) ?? category,
      people,
    })),
  };
}

/** Whole months of the year that had begun on the day decided for. */
function monthsPassed(first: IsoDate, on: IsoDate): number {
  const months =
    (Number(on.slice(0, 4)) - Number(first.slice(0, 4))) * MONTHS + Number(on.slice(5, 7));
  return Math.max(0, Math.min(MONTHS, months));
}

/** Months in the category of now, then those in the next; only who is insured or wholly paid for. */
function linesOf(desk: LawDesk, group: OfferGroup, first: IsoDate): BudgetLine[] {
  const end = addMonths(first, MONTHS);
  const turn = group.nextOn !== null && group.nextOn < end ? group.nextOn : end;
  const before = monthsBetween(first, turn);
  const { placeId, people, isInsured, position } = group;
  const now = { category: group.category, stateBp: group.stateBp, provinceBp: group.provinceBp };
  const next = {
    category: group.nextCategory,
    stateBp: group.nextStateBp ?? 0,
    provinceBp: group.nextProvinceBp ?? 0,
  };
  return [
    { ...now, from: first, months: before },
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
  if (law?.payment?.supported !== true) return { stateBp: 0, provinceBp: 0 };
  if (row.stateBp !== null) return { stateBp: row.stateBp, provinceBp: row.provinceBp ?? 0 };
  const sure = law.supports.filter((support) => support.when === undefined);
  return { stateBp: Math.max(0, ...sure.map((support) => support.bp)), provinceBp: 0 };
}

interface Commune {
  communeId: number;
  name: string;
}

async function communesOf(tx: Context, scope: UnitScope): Promise<Map<number, Commune>> {
  const names = await listPlaceNames(tx.db, scope.placeIds, scope.on);
  return new Map(
    [...names.values()].map(({ placeId, name, communeId, communeName }) => [
      placeId,
      { communeId: communeId ?? placeId, name: communeName ?? name },
    ]),
  );
}

/** Lines that the law we hold cannot price (pay on an income) are told apart, never left out. */
function addRows(
  table: Map<string, BudgetCell>,
  unknown: Map<string, number>,
  communes: ReadonlyMap<number, Commune>,
  lines: readonly BudgetLine[],
  side: 'estimated' | 'actual',
): void {
  const book = currentLawBook();
  for (const line of lines) {
    const rows = budgetRows(book, [line]);
    if (rows.ok) for (const row of rows.value) addRow(table, communes, row, side);
    else if (side === 'estimated') {
      unknown.set(line.category, (unknown.get(line.category) ?? 0) + line.people);
    }
  }
}

function addRow(
  table: Map<string, BudgetCell>,
  communes: ReadonlyMap<number, Commune>,
  row: BudgetRow,
  side: 'estimated' | 'actual',
): void {
  const commune = communes.get(row.placeId) ?? { communeId: row.placeId, name: '' };
  const { category, payer, level, month } = row;
  const key = [commune.communeId, category, payer, level, month].join();
  let cell = table.get(key);
  if (!cell) {
    cell = {
      communeId: commune.communeId,
      communeName: commune.name,
      category,
      categoryName: nameOf(category) ?? category,
      payer,
      level,
      month,
      estimatedPeople: 0,
      estimatedVnd: 0,
      actualPeople: 0,
      actualVnd: 0,
    };
    table.set(key, cell);
  }
  cell[`${side}People`] += row.people;
  cell[`${side}Vnd`] += row.amountVnd;
}

function compareCells(a: BudgetCell, b: BudgetCell): number {
  const order = (cell: BudgetCell): string =>
    [cell.communeName, cell.communeId, cell.category, cell.payer, cell.month].join('\t');
  return order(a) < order(b) ? -1 : 1;
}

/** The people of a cell of the estimate; names with the caller's own rights. */
export async function listBudgetPeople(
  ctx: Context,
  question: BudgetQuestion & {
    communeId: number;
    category: string;
    month: IsoDate;
    limit: number;
    after?: string | undefined;
  },
): Promise<BudgetPeopleAnswer> {
  const { communeId, category, month, limit, after = '0' } = question;
  if (!/^\d{1,7}$/.test(after)) refuse('entitlement.unknownPage', {}, 'query.after');
  const offset = Number(after);
  return await inTransaction(ctx, async (tx) => {
    const found = await asOwner(tx, async () => {
      const { decidedOn } = await needBasis(tx);
      const options = { codeOn: question.codeOn, place: communeId };
      const scope = await readScope(tx, question.unit, decidedOn, options);
      const query = { category, month: startOfMonth(month), offset, limit: limit + 1 };
      const rows = await listBudgeted(tx.db, scope.placeIds, query);
      return { rows, decidedOn };
    });
    const rows = found.rows.slice(0, limit);
    const ids = rows.map((row) => row.personId);
    const names = await listNames(tx.db, ids, found.decidedOn);
    return {
      rows: rows.map((row) => ({ ...row, fullName: names.get(row.personId)?.fullName ?? null })),
      next: found.rows.length > limit ? String(offset + limit) : null,
    };
  });
}

/** One row a commune, category, payer and month. */
export async function writeBudgetFile(
  ctx: Context,
  question: BudgetQuestion & { language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  const answer = await budgetOf(ctx, question);
  const { budget, list } = question.language === 'en' ? entitlementEn : entitlementVi;
  const { columns, payers } = budget;
  const payerTexts: Readonly<Record<string, string>> = payers;
  const text = (header: string, width: number) => ({ header, width, kind: 'text' as const });
  const number = (header: string) => ({ header, width: 16, kind: 'number' as const });
  async function* batches(): AsyncGenerator<XlsxCell[][]> {
    yield answer.cells.map((cell) => [
      cell.communeName,
      cell.categoryName,
      payerTexts[cell.payer] ?? cell.payer,
      cell.month,
      cell.estimatedPeople,
      cell.estimatedVnd,
      cell.actualPeople,
      cell.actualVnd,
      cell.actualVnd - cell.estimatedVnd,
    ]);
  }
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx(
    {
      sheetName: budget.sheet,
      title: budget.title(String(answer.year)),
      notes: [
        list.unit(answer.unit.name),
        list.asOf(answer.basis.decidedOn, answer.basis.lawVersion),
        budget.settled(String(answer.settledMonths)),
        list.writtenBy(ctx.who.name),
      ],
      columns: [
        text(columns.commune, 24),
        text(columns.category, 40),
        text(columns.payer, 20),
        { header: columns.month, width: 12, kind: 'date' },
        number(columns.estimatedPeople),
        number(columns.estimatedVnd),
        number(columns.actualPeople),
        number(columns.actualVnd),
        number(columns.difference),
      ],
      rows: batches(),
      footer: list.page,
    },
    (bytes) => void parts.push(bytes),
  );
  const name = budget.fileName(answer.unit.code ?? String(answer.unit.unitId), String(answer.year));
  return { name, bytes: Buffer.concat(parts), rows };
}
