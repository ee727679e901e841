/**
 * Loads a demo: places, people, cards, in one transaction. A register that holds anything else is
 * left alone; the same demo again changes nothing.
 */
import { dayOf as workingDay } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import {
  type EntryMeta,
  type LoadedFacts,
  allocateHouseholdIds,
  allocatePersonIds,
  loadFacts,
  recordFacts,
} from '../registry/ops.ts';
import { BULK_COLUMNS, type BulkSources, type FactTable } from '../registry/types.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { knownIso, parseDay } from './days.ts';
import {
  type DemoRun,
  SERIALS_MAX,
  generateOnce,
  generateRows,
  makeRun,
  makeScope,
} from './generate.ts';
import { type LateDeath, holdBackDeaths } from './late-deaths.ts';
import { type DemoPlaces, putPlaces, taken } from './places.ts';
import { listProvinces, planProvince } from './plan-province.ts';
import { type DemoPlan, SON_DUONG, planSonDuong } from './plan.ts';
import { type RowMaker, personId } from './row-maker.ts';
import { RowSpool } from './spool.ts';
import { type LoadRow, findLoad, insertLoad, isRegisterUsed } from './sql.ts';
import { type DemoTables, readDemoTables } from './tables.ts';

export interface DemoRequest {
  /** `son-duong`, or a province of today by name (`son-la`) or code (`14`) */
  name: string;
  /** residents of a province; Sơn Dương has those of its plan */
  people?: number;
  seed?: number;
  onProgress?: (progress: DemoProgress) => void;
}

export interface DemoProgress {
  step: 'places' | FactTable | 'counts';
  /** of `total` parts of the step */
  done: number;
  total: number;
}

export interface DemoLoaded {
  name: string;
  /** the unit the demo is about, and the day on which its code holds */
  unitId: number;
  unitCode: string;
  unitsOn: string;
  entryId: number;
  /** false = this demo was there already and nothing was written */
  loaded: boolean;
  /** rows written by table; empty when nothing was */
  rows: Partial<Record<FactTable, number>>;
}

/** Grows when the generator makes other people from the same seed. */
export const DEMO_VERSION = 1;

const SEED = 1;

/** Refuses with `demo.unknown`, `demo.registerUsed`, `demo.otherLoaded`, `demo.fixedPeople`. */
export async function loadDemo(ctx: Context, request: DemoRequest): Promise<DemoLoaded> {
  const tables = readDemoTables();
  return await loadPlan(ctx, planOf(tables, request), request, tables);
}

/** As `loadDemo`, for a plan of one's own (small provinces of tests). */
export async function loadPlan(
  ctx: Context,
  plan: DemoPlan,
  request: DemoRequest,
  tables: DemoTables = readDemoTables(),
): Promise<DemoLoaded> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const known = await findLoad(tx.db);
      if (known) return answerKnown(known, plan, request);
      if (await isRegisterUsed(tx.db)) refuse('demo.registerUsed');
      return await load(tx, tables, plan, request);
    }),
  );
}

function planOf(tables: DemoTables, { name, people, seed = SEED }: DemoRequest): DemoPlan {
  const wanted = fold(name).replaceAll(' ', '-');
  if (wanted === SON_DUONG) {
    if (people !== undefined) refuse('demo.fixedPeople', { name });
    return planSonDuong(tables, seed);
  }
  const provinces = listProvinces(tables);
  const found = provinces.find(
    (province) => province.code === name || slugOf(province.name) === wanted,
  );
  if (!found) refuse('demo.unknown', { name });
  return planProvince(tables, found.code, { people: people ?? null, seed });
}

/** "Tỉnh Sơn La" → "son-la". */
function slugOf(province: string): string {
  return fold(province)
    .replace(/^(tinh|thanh pho) /, '')
    .replaceAll(' ', '-');
}

function answerKnown(known: LoadRow, plan: DemoPlan, request: DemoRequest): DemoLoaded {
  const same =
    known.name === plan.name &&
    known.version === DEMO_VERSION &&
    known.seed === plan.seed &&
    known.people === (request.people ?? null);
  if (!same) refuse('demo.otherLoaded', { name: known.name });
  return {
    name: known.name,
    unitId: known.unitId,
    unitCode: plan.unitCode,
    unitsOn: plan.unitsOn,
    entryId: known.entryId,
    loaded: false,
    rows: {},
  };
}

async function load(
  tx: Context,
  tables: DemoTables,
  plan: DemoPlan,
  request: DemoRequest,
): Promise<DemoLoaded> {
  const report = request.onProgress ?? (() => {});
  report({ step: 'places', done: 0, total: 1 });
  const places = await putPlaces(tx, tables, plan);
  const province = Number(plan.province);
  const run = makeRun(tables, plan, {
    today: parseDay(workingDay(tx.now())),
    places,
    ids: {
      person: (await allocatePersonIds(tx, province, SERIALS_MAX)) - 1,
      household: (await allocateHouseholdIds(tx, province, SERIALS_MAX)) - 1,
    },
  });
  // the one scope of the district is made once; late deaths are held back before any row is told
  const cache = new Map<number, RowMaker>();
  const late = plan.counts === null ? [] : prepareScope(run, cache);
  const entry = {
    kind: 'load' as const,
    reason: `Dữ liệu minh họa ${plan.name}`,
    source: `demo ${plan.name} ${plan.seed}`,
    // so that questions "as known at" an earlier day have an answer
    recordedAt: startOfDay(knownIso(plan.since)),
  };
  const { entryId, rows } = await loadRows(tx, entry, run, cache, report);
  const maker = cache.get(0);
  if (maker && late.length > 0) await reportDeaths(tx, maker, late);
  await insertLoad(tx.db, markOf(plan, run, places, request, entryId), tx.now().toString());
  report({ step: 'counts', done: 1, total: 1 });
  const { unitId } = places;
  const { name, unitCode, unitsOn } = plan;
  return { name, unitId, unitCode, unitsOn, entryId, loaded: true, rows };
}

function startOfDay(date: string): Temporal.Instant {
  return Temporal.Instant.from(`${date}T00:00:00+07:00`);
}

function prepareScope(run: DemoRun, cache: Map<number, RowMaker>): LateDeath[] {
  const maker = makeScope(run, 0);
  cache.set(0, maker);
  return run.today > run.plan.reference + REPORTED_AFTER_DAYS
    ? holdBackDeaths(maker.scope, maker.people)
    : [];
}

/** Days after the reference day on which the late deaths became known. */
const REPORTED_AFTER_DAYS = 46;

async function loadRows(
  tx: Context,
  entry: EntryMeta,
  run: DemoRun,
  cache: Map<number, RowMaker>,
  report: (progress: DemoProgress) => void,
): Promise<LoadedFacts> {
  const total = run.plan.scopes.length;
  const onScope = (step: FactTable) => (done: number) => report({ step, done, total });
  const spool = total === 1 ? null : new RowSpool();
  const rowsOf = (table: FactTable) =>
    spool
      ? generateOnce(run, spool, table, onScope(table))
      : generateRows(run, table, cache, onScope(table));
  const tables = Object.keys(BULK_COLUMNS) as FactTable[];
  const sources: BulkSources = Object.fromEntries(tables.map((table) => [table, rowsOf(table)]));
  try {
    return await loadFacts(tx, entry, sources);
  } finally {
    spool?.remove();
  }
}

async function reportDeaths(
  tx: Context,
  maker: RowMaker,
  late: readonly LateDeath[],
): Promise<void> {
  const { plan } = maker.scope;
  const meta = {
    reason: 'Ghi nhận muộn các trường hợp tử vong cuối năm (dữ liệu minh họa)',
    recordedAt: startOfDay(knownIso(plan.reference + REPORTED_AFTER_DAYS)),
  };
  const commands = late.map(({ person, on }) => ({
    kind: 'recordDeath' as const,
    person: personId(maker, person),
    on,
  }));
  taken(await recordFacts(tx, meta, commands));
}

function markOf(
  plan: DemoPlan,
  run: DemoRun,
  places: DemoPlaces,
  request: DemoRequest,
  entryId: number,
): LoadRow {
  const village = plan.scopes[0]?.[0]?.villages[0];
  return {
    name: plan.name,
    version: DEMO_VERSION,
    seed: plan.seed,
    people: request.people ?? null,
    toldUntil: knownIso(run.today),
    unitId: places.unitId,
    unitsOn: plan.unitsOn,
    villageId: village ? places.village(village) : places.unitId,
    entryId,
  };
}
