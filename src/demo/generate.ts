/**
 * A demo, scope by scope: families, cards of the reference day, the years before and after, rows.
 * Pure and seeded: the same plan and today give the same rows on every machine; a later today only
 * adds to them. Memory holds one scope.
 */
import { type Random, makeRandom } from '../kernel/random.ts';
import { BULK_COLUMNS, type BulkRow, type FactTable } from '../registry/types.ts';
import { assignReference } from './assignment.ts';
import { type Day, newYear, yearOf } from './days.ts';
import { peopleVillage } from './families.ts';
import { writeFuture } from './future.ts';
import { type NameMaker, makeNames } from './names.ts';
import { writePast } from './past.ts';
import type { Commune, Household, Person, Serials } from './people.ts';
import type { DemoPlan } from './plan.ts';
import type { IdBases, PlaceIds, RowMaker } from './row-maker.ts';
import { rowsOf } from './rows.ts';
import type { Scope } from './rules.ts';
import { splitByWeight } from './selection.ts';
import type { RowSpool } from './spool.ts';
import type { DemoTables } from './tables.ts';

export interface DemoRun {
  plan: DemoPlan;
  names: NameMaker;
  /** last day that is told; nothing begins after it */
  today: Day;
  places: PlaceIds;
  ids: IdBases;
}

export function makeRun(
  tables: DemoTables,
  plan: DemoPlan,
  options: Pick<DemoRun, 'today' | 'places' | 'ids'>,
): DemoRun {
  return { plan, names: makeNames(tables.names), ...options };
}

/** Serials of a whole demo, all scopes together: seven digits tell persons apart. */
export const SERIALS_MAX = 9_999_999;

function idsOfScope(plan: DemoPlan): number {
  return Math.floor(SERIALS_MAX / plan.scopes.length);
}

/** Everybody of one scope with the whole history. */
export function makeScope(run: DemoRun, index: number): RowMaker {
  const { plan, names } = run;
  const communes = plan.scopes[index] ?? [];
  const random = makeRandom(`${plan.name} ${plan.seed} ${index}`);
  const scope: Scope = { plan, random, communes, households: [] };
  const serials: Serials = { person: 0, household: 0 };
  const surnames = random.fork('surnames');
  const surname = (people: number): string =>
    names.surname(surnames, plan.peoples[people]?.name ?? 'Kinh');
  // years are lived to the end whatever day it is, so that a later today finds the same people
  const lastYear = Math.max(yearOf(run.today), yearOf(plan.reference));
  scope.households = makeHouseholds(scope, serials, surname, random.fork('families'));
  assignReference(scope);
  writePast(scope);
  writeFuture({ scope, serials, surname, lastYear });
  return {
    scope,
    names,
    places: run.places,
    today: run.today,
    people: listPeople(scope.households),
    ids: run.ids,
    offset: index * idsOfScope(plan),
    scopeIndex: index,
  };
}

/** A year's births are planned far enough for any today. */
const HORIZON_YEARS = 25;

function makeHouseholds(
  scope: Scope,
  serials: Serials,
  surname: (people: number) => string,
  random: Random,
): Household[] {
  const { plan } = scope;
  const world = {
    random,
    serials,
    surname,
    since: plan.since,
    reference: plan.reference,
    horizon: newYear(yearOf(plan.reference) + HORIZON_YEARS),
    span: (plan.reference - plan.since) / 1_095,
    kinh: plan.kinh,
  };
  return scope.communes.flatMap((commune: Commune) => {
    const counts = splitByWeight(
      commune.weight,
      commune.villages.map((village) => village.weight),
    );
    return commune.villages.flatMap((village, i) => peopleVillage(world, village, counts[i] ?? 0));
  });
}

function listPeople(households: readonly Household[]): Person[] {
  return households.flatMap((household) => household.members).sort((a, b) => a.serial - b.serial);
}

/** In the order in which a load reads them. */
const FIRST: FactTable = 'person_version';
const OTHERS = (Object.keys(BULK_COLUMNS) as FactTable[]).filter((table) => table !== FIRST);

/**
 * Rows of one table over all scopes, made as they are read. A demo of one scope keeps it in `cache`
 * from table to table; others are made anew for each table, unless they wait in a spool.
 */
export function* generateRows(
  run: DemoRun,
  table: FactTable,
  cache: Map<number, RowMaker> = new Map(),
  onScope: (index: number) => void = () => {},
): Generator<BulkRow> {
  for (let index = 0; index < run.plan.scopes.length; index += 1) {
    onScope(index);
    const maker = cache.get(index) ?? makeScope(run, index);
    if (run.plan.scopes.length === 1) cache.set(index, maker);
    yield* rowsOf(maker, table);
  }
}

/**
 * Rows of one table for a load that reads the tables in their order: people are made while the first
 * is read, the rows of the others wait in the spool until they are asked for.
 */
export function* generateOnce(
  run: DemoRun,
  spool: RowSpool,
  table: FactTable,
  onScope: (index: number) => void,
): Generator<BulkRow> {
  if (table !== FIRST) {
    onScope(0);
    yield* spool.read(table);
    return;
  }
  for (let index = 0; index < run.plan.scopes.length; index += 1) {
    onScope(index);
    const maker = makeScope(run, index);
    for (const other of OTHERS) {
      for (const row of rowsOf(maker, other)) spool.write(other, row);
    }
    yield* rowsOf(maker, FIRST);
  }
}
