/**
 * Targets of the Sơn Dương demo: the road map of its plan as printed, shared among its communes year
 * by year; this year among the communes of today, with answers and entered results, so that every
 * screen of targets has something to show. Composed here: the demo itself knows no targets.
 */
import { demoTargetsVi as text } from '../messages/demo.vi.ts';
import { readDemoTables } from './demo/tables.ts';
import { SON_DUONG } from './demo/plan.ts';
import { findLoad } from './demo/sql.ts';
import { type Context, inOwnerTransaction } from './stores/context.ts';
import { acceptTargets, counterTarget } from './targets/answer-ops.ts';
import { assignTargets } from './targets/assign-ops.ts';
import { addCriterion } from './targets/criterion-ops.ts';
import { setMatrix } from './targets/matrix-ops.ts';
import { recordObservation } from './targets/observation-ops.ts';
import { splitTarget } from './targets/split-ops.ts';
import { listTargets } from './targets/sql.ts';
import {
  CriterionInput,
  MatrixInput,
  ObservationInput,
  SplitInput,
  type SplitAnswer,
} from './targets/types.ts';
import { findUnitByCode } from './units/ops.ts';
import { orRefuse } from './units/scope.ts';

/** The district ended on 1/7/2025; in the year after, its communes of today have the targets. */
const ROADMAP_YEARS = [2022, 2023, 2024, 2025] as const;
const LAST_YEAR = 2026;
const LAST_RATE_BP = 9280;

/** Nothing is done when the demo is another one, or has its targets already. */
export async function plantDemoTargets(ctx: Context): Promise<void> {
  const load = await findLoad(ctx.db);
  if (load?.name !== SON_DUONG) return;
  await inOwnerTransaction(ctx, async (tx) => {
    const on = (day: string): Context => ({
      ...tx,
      now: () => Temporal.Instant.from(`${day}T02:00:00Z`),
    });
    await plantRoadmap(on('2022-07-15'), load.unitId);
    for (const year of ROADMAP_YEARS) await plantYear(on(`${year}-01-20`), load.unitId, year);
    if (load.toldUntil >= `${LAST_YEAR}-01-20`) await plantLastYear(on, load.unitId);
  });
}

/** The table of part II.II.2, the result of 2021 beside the targets. */
async function plantRoadmap(ctx: Context, unitId: number): Promise<void> {
  const rates = new Map(readDemoTables().rates.map((row) => [Number(row['year']), row['rate_bp']]));
  const printed = (bp: number): string => (bp / 100).toFixed(1).replace('.', ',');
  const cells = ROADMAP_YEARS.map((year) => printed(Number(rates.get(year))));
  const input = MatrixInput.parse({
    title: text.roadmap,
    act: text.plan,
    document: text.document,
    columns: [
      { label: text.resultOf('2021'), period: 2021, kind: 'actual' },
      ...ROADMAP_YEARS.map((year) => ({ label: String(year), period: year })),
    ],
    rows: [{ label: text.everybody, group: '', depth: 0, cells: ['85,1', ...cells] }],
  });
  await setMatrix(ctx, unitId, input);
}

/** To the communes of then; each keeps last year's rate. */
async function plantYear(ctx: Context, unitId: number, year: number): Promise<void> {
  const input = SplitInput.parse({
    period: year,
    asOf: `${year}-01-20`,
    method: 'shortfall',
    save: 'assigned',
    act: text.assignment(String(year)),
  });
  const { rows } = await splitTarget(ctx, unitId, input);
  const communes = rows.filter((row) => row.depth === 1).map((row) => row.unit.unitId);
  for (const commune of communes) await acceptAll(ctx, commune, year);
}

async function acceptAll(ctx: Context, unitId: number, year: number): Promise<void> {
  const ids = await idsOf(ctx, unitId, year);
  if (ids.length > 0) await acceptTargets(ctx, unitId, ids);
}

async function idsOf(ctx: Context, unitId: number, year: number): Promise<number[]> {
  const during = { from: `${year}-01-01`, to: `${year}-12-31` };
  const found = await listTargets(ctx.db, { unitIds: [unitId], during, knownAt: null });
  return found
    .filter((target) => target.current.state === 'assigned')
    .map((target) => target.targetId);
}

/** By the province to the communes that hold the district's people today, and on to villages. */
async function plantLastYear(on: (day: string) => Context, unitId: number): Promise<void> {
  const ctx = on(`${LAST_YEAR}-01-20`);
  const province = await findUnitByCode(ctx, '08', `${LAST_YEAR}-01-01`);
  if (!province) return;
  const proposed = await propose(ctx, unitId);
  const communes = proposed.rows.filter((row) => row.depth === 1 && row.population > 0);
  const rows = communes.map((row) => ({
    unit: row.unit.unitId,
    period: LAST_YEAR,
    measure: 'people' as const,
    value: row.people,
    population: row.population,
  }));
  const act = text.provincePlan;
  orRefuse(await assignTargets(ctx, province.unitId, { act, rows }));
  const [first, second, ...others] = communes.map((row) => row.unit.unitId);
  for (const commune of others) await acceptAll(on(`${LAST_YEAR}-01-25`), commune, LAST_YEAR);
  if (first !== undefined) await plantVillages(on(`${LAST_YEAR}-02-02`), first);
  if (second !== undefined)
    await plantAnswer(on(`${LAST_YEAR}-01-28`), second, communes[1]?.people);
}

async function propose(ctx: Context, unitId: number): Promise<SplitAnswer> {
  const asked = { period: LAST_YEAR, asOf: `${LAST_YEAR}-01-20` };
  const probe = await splitTarget(ctx, unitId, SplitInput.parse({ ...asked, total: 0 }));
  const population = probe.rows[0]?.population ?? 0;
  const total = Math.ceil((population * LAST_RATE_BP) / 10_000);
  return await splitTarget(ctx, unitId, SplitInput.parse({ ...asked, total }));
}

async function plantVillages(ctx: Context, commune: number): Promise<void> {
  await acceptAll(ctx, commune, LAST_YEAR);
  const input = SplitInput.parse({
    period: LAST_YEAR,
    asOf: `${LAST_YEAR}-02-02`,
    method: 'shortfall',
    save: 'assigned',
    act: text.communePlan,
  });
  await splitTarget(ctx, commune, input);
  const criterion = { programme: 'newRural', name: text.newRural, year: LAST_YEAR, value: 9500 };
  await addCriterion(ctx, commune, CriterionInput.parse(criterion));
  const special = [
    { indicator: 'satisfaction', value: 9000, operator: '>' as const },
    { indicator: 'outOfPocket', value: 4000, operator: '<' as const },
    { indicator: 'stationsWithDoctor', value: 10_000, operator: '>=' as const },
  ];
  const rows = special.map((row) => ({
    ...row,
    unit: commune,
    period: LAST_YEAR,
    measure: 'rate' as const,
  }));
  orRefuse(await assignTargets(ctx, commune, { act: text.communePlan, rows }));
  for (const [indicator, rateBp] of [
    ['satisfaction', 9140],
    ['outOfPocket', 4210],
  ] as const) {
    const observed = { indicator, unit: commune, on: `${LAST_YEAR}-01-31`, rateBp };
    const result = ObservationInput.parse({ ...observed, source: text.survey });
    await recordObservation(ctx, commune, result);
  }
}

async function plantAnswer(
  ctx: Context,
  commune: number,
  people: number | undefined,
): Promise<void> {
  const [targetId] = await idsOf(ctx, commune, LAST_YEAR);
  if (targetId === undefined || people === undefined) return;
  const value = Math.floor(people * 0.985);
  await counterTarget(ctx, commune, { targetId, measure: 'people', value, reason: text.answer });
}
