/**
 * Small seeded provinces for tests, by the generator of the demos: a few communes with villages,
 * families, and cards of two years. `makeProvince` is pure; `loadProvince` fills a test database.
 */
import type { IsoDate } from '../src/kernel/dates.ts';
import { parseDay } from '../src/demo/days.ts';
import { generateRows, makeRun } from '../src/demo/generate.ts';
import { type DemoLoaded, type DemoProgress, loadPlan } from '../src/demo/load.ts';
import type { Commune, Village } from '../src/demo/people.ts';
import { planProvince } from '../src/demo/plan-province.ts';
import { type DemoPlan, planSonDuong } from '../src/demo/plan.ts';
import type { RowMaker } from '../src/demo/row-maker.ts';
import { readDemoTables } from '../src/demo/tables.ts';
import { BULK_COLUMNS, type BulkRow, type FactTable } from '../src/registry/types.ts';
import type { Context } from '../src/stores/context.ts';
import { loadReference } from '../src/units/loading.ts';
import { type NaiveRegister, naiveRegister } from './naive-count.ts';

export interface ProvinceWish {
  /** province of today; Sơn La unless said */
  code?: string;
  /** residents on 31/12/2025 */
  people: number;
  /** the first so many of its communes; three unless said */
  communes?: number;
  seed?: number;
  /** the last day that is told */
  today?: IsoDate;
}

export type MadeRows = Record<FactTable, BulkRow[]>;

export interface MadeProvince {
  plan: DemoPlan;
  /** rows as `loadFacts` takes them; places are numbered by `madePlaces` */
  rows: MadeRows;
  naive: NaiveRegister;
}

const TODAY = '2026-11-22';
const tables = readDemoTables();

/** Place ids where no database gives any: communes from 100,000, villages from 1,000,000. */
export const madePlaces = {
  commune: (commune: Commune): number => 100_000 + commune.index,
  village: (village: Village): number => 1_000_000 + village.commune.index * 100 + village.index,
};

export function makeProvince(wish: ProvinceWish): MadeProvince {
  return makeRows(planOf(wish), wish.today);
}

export function makeSonDuong(seed = 1, today: IsoDate = TODAY): MadeProvince {
  return makeRows(planSonDuong(tables, seed), today);
}

function makeRows(plan: DemoPlan, today: IsoDate = TODAY): MadeProvince {
  const run = makeRun(tables, plan, {
    today: parseDay(today),
    places: madePlaces,
    ids: { person: 0, household: 0 },
  });
  const cache = new Map<number, RowMaker>();
  const names = Object.keys(BULK_COLUMNS) as FactTable[];
  const rows = Object.fromEntries(
    names.map((name) => [name, [...generateRows(run, name, cache)]]),
  ) as MadeRows;
  return { plan, rows, naive: naiveRegister(rows.residence, rows.participation) };
}

/**
 * Into a database whose register is empty; loads the reference units first where they are missing.
 */
export async function loadProvince(
  ctx: Context,
  wish: ProvinceWish,
  onProgress: (progress: DemoProgress) => void = () => {},
): Promise<DemoLoaded> {
  await loadReference(ctx);
  return await loadPlan(ctx, planOf(wish), { name: `test ${wish.code ?? CODE}`, onProgress });
}

const CODE = '14';

function planOf({ code = CODE, people, communes = 3, seed = 1 }: ProvinceWish): DemoPlan {
  return planProvince(tables, code, { people, seed, communes });
}
