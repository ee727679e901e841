/** How fast made-up people are made: rows in memory, without a database. One core. */
import { parseDay } from '../src/demo/days.ts';
import { generateRows, makeRun } from '../src/demo/generate.ts';
import { planProvince } from '../src/demo/plan-province.ts';
import { type DemoPlan, planSonDuong } from '../src/demo/plan.ts';
import type { RowMaker } from '../src/demo/row-maker.ts';
import { readDemoTables } from '../src/demo/tables.ts';
import { BULK_COLUMNS, type FactTable } from '../src/registry/types.ts';

const TODAY = '2026-11-22';
const TARGET_PEOPLE_A_SECOND = 200_000;
const tables = readDemoTables();

/** One pass over one table, as a load reads it; CPU seconds, so that busy neighbours do not count. */
function measure(plan: DemoPlan, table: FactTable): { rows: number; seconds: number } {
  const run = makeRun(tables, plan, {
    today: parseDay(TODAY),
    places: {
      commune: (commune) => 100_000 + commune.index,
      village: (village) => 1_000_000 + village.commune.index * 100 + village.index,
    },
    ids: { person: 0, household: 0 },
  });
  const cache = new Map<number, RowMaker>();
  const before = process.cpuUsage();
  let rows = 0;
  for (const row of generateRows(run, table, cache)) rows += row.length > 0 ? 1 : 0;
  const { user, system } = process.cpuUsage(before);
  return { rows, seconds: (user + system) / 1e6 };
}

function show(name: string, plan: DemoPlan): void {
  measure(plan, 'residence');
  const { rows, seconds } = measure(plan, 'person_version');
  const rate = Math.round(rows / seconds);
  const verdict = rate >= TARGET_PEOPLE_A_SECOND ? 'as asked' : 'below 200,000';
  console.log(`${name}: ${rows} people in ${seconds.toFixed(1)} s = ${rate}/s (${verdict})`);
  for (const table of Object.keys(BULK_COLUMNS) as FactTable[]) {
    if (table === 'person_version') continue;
    const made = measure(plan, table);
    console.log(`  ${table}: ${made.rows} rows in ${made.seconds.toFixed(1)} s`);
  }
}

show('Sơn Dương, eight years', planSonDuong(tables, 1));
show('Sơn La 1,300,000, two years', planProvince(tables, '14', { people: 1_300_000, seed: 1 }));
