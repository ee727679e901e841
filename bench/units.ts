/**
 * Places at the size of the country: all units of both trees and 20,000 villages. Loading, reads of
 * the tree, search while typing, resolving codes and addresses one by one and in bulk (distinct
 * addresses, no help from a cache), a change of the tree.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import { type Random, makeRandom } from '../src/kernel/random.ts';
import { type Context, NO_LISTENERS } from '../src/stores/context.ts';
import { type Database, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';
import { loadReference } from '../src/units/loading.ts';
import {
  getUnitPage,
  listChildren,
  listSubtree,
  pathOf,
  resolveUnit,
  searchUnits,
} from '../src/units/ops.ts';
import { applyChange, previewChange, undoChange } from '../src/units/reorganisation.ts';
import { getResolver } from '../src/units/resolving.ts';
import { ChangeCommand, VillagesInput } from '../src/units/types.ts';
import { importVillages } from '../src/units/villages.ts';

const VILLAGES = 20_000;
const [BEFORE, TODAY] = ['2025-06-30', '2026-11-21'];

interface Known {
  unitId: number;
  code: string;
  address: string;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  const url = server.url('bench');
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url, connectionsMax: 10 });
  try {
    await migrateDatabase(url);
    const ctx = makeContext(db);
    await once('data/ into an empty database', 3000, () => loadReference(ctx));
    await once('a later start: nothing to do', 50, () => loadReference(ctx));
    const random = makeRandom('units');
    const communes = await readCommunes(ctx);
    await once(`${VILLAGES} villages imported`, null, () => addVillages(ctx, communes, random));
    await measureReads(ctx, communes, random);
    await measureResolving(ctx, communes, random);
    await measureChanges(ctx);
  } finally {
    await db.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeContext(db: Database): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who: SYSTEM_ACTOR,
    now: () => Temporal.Instant.from(`${TODAY}T03:00:00Z`),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

/** Communes of both trees with their addresses as lists write them. */
async function readCommunes(ctx: Context): Promise<Known[]> {
  const known: Known[] = [];
  for (const day of [BEFORE, TODAY]) {
    const units = await listSubtree(ctx, 1, day);
    const byId = new Map(units.map((unit) => [unit.unitId, unit]));
    for (const unit of units) {
      if (unit.level !== 'commune') continue;
      const names: string[] = [];
      for (let at = byId.get(unit.unitId); at && at.unitId !== 1; at = byId.get(at.parentId ?? 0)) {
        names.push(at.name);
      }
      known.push({ unitId: unit.unitId, code: unit.code ?? '', address: names.join(', ') });
    }
  }
  return known;
}

async function addVillages(
  ctx: Context,
  communes: readonly Known[],
  random: Random,
): Promise<void> {
  const now = communes.filter((commune) => commune.unitId >= 200_000);
  const rows = Array.from({ length: VILLAGES }, (_, i) => ({
    name: `Thôn ${i}`,
    commune: random.pick(now).unitId,
  }));
  const outcome = await importVillages(ctx, VillagesInput.parse({ rows, on: TODAY }), false);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults.slice(0, 3)));
  await sql`analyze`.execute(ctx.db);
}

async function measureReads(
  ctx: Context,
  communes: readonly Known[],
  random: Random,
): Promise<void> {
  const commune = (): number => random.pick(communes).unitId;
  await measure('path of a commune, either day', 300, 10, () =>
    pathOf(ctx, commune(), random.chance(0.5) ? BEFORE : TODAY),
  );
  await measure('children of a province of today (≤ 124)', 50, 30, () =>
    listChildren(ctx, 1208, TODAY),
  );
  await measure('an old district by today’s boundaries', 100, 20, () =>
    listChildren(ctx, 2076, TODAY),
  );
  await measure('the whole tree of 30/6/2025 (10,795 units)', 10, 500, () =>
    listSubtree(ctx, 1, BEFORE),
  );
  await measure('head of a unit’s page', 100, 50, () => getUnitPage(ctx, commune(), TODAY));
  const typed = communes.map((known) => known.address.split(', ')[0] ?? '');
  await measure('search while typing: 3 letters', 200, 50, () =>
    searchUnits(ctx, { text: random.pick(typed).split(' ').slice(1).join(' ').slice(0, 3) }),
  );
  await measure('search while typing: a whole name', 200, 50, () =>
    searchUnits(ctx, { text: random.pick(typed) }),
  );
}

async function measureResolving(
  ctx: Context,
  communes: readonly Known[],
  random: Random,
): Promise<void> {
  await once('the resolver in memory is built', null, () => getResolver(ctx));
  await measure('resolve a code', 500, 5, () =>
    resolveUnit(ctx, { code: random.pick(communes).code, on: TODAY }),
  );
  await measure('resolve an address', 500, 20, () =>
    resolveUnit(ctx, { text: roughen(random.pick(communes).address, random) }),
  );
  const resolver = await getResolver(ctx);
  const texts = Array.from({ length: 100_000 }, (_, i) => {
    const address = roughen(random.pick(communes).address, random);
    return `Số ${i}, ${address}`;
  });
  const started = performance.now();
  const certain = texts.filter((text) => resolver.resolve({ text }).certainty === 'certain').length;
  const seconds = (performance.now() - started) / 1000;
  report('addresses in bulk, all different', texts.length / seconds, 'a second');
  report('  of them certain', (certain / texts.length) * 100, '%');
}

/** As people write: kinds cut short, capitals, no marks, a missing letter. */
function roughen(address: string, random: Random): string {
  let text = address;
  if (random.chance(0.5)) {
    text = text
      .replace('Phường ', 'P.')
      .replace('Thị trấn ', 'TT. ')
      .replace('Huyện ', 'H.')
      .replace('Tỉnh ', '')
      .replace('Thành phố ', 'TP ');
  }
  if (random.chance(0.2)) text = text.toUpperCase();
  if (random.chance(0.1)) text = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  if (random.chance(0.02)) {
    const at = random.int(text.length);
    text = text.slice(0, at) + text.slice(at + 1);
  }
  return text;
}

async function measureChanges(ctx: Context): Promise<void> {
  const command = ChangeCommand.parse({
    kind: 'merge',
    effectiveOn: '2027-01-01',
    unitIds: [202548, 202554],
    into: { key: 'x', name: 'Bình Thanh', type: 'xa', code: '02548', parentId: 1208 },
  });
  const act = { number: '1', title: 'x', issuer: 'x', signedOn: null, effectiveOn: null };
  await once('a merge previewed', 2000, () => previewChange(ctx, command));
  let operationId = 0;
  await once('a merge applied', 3000, async () => {
    const applied = await applyChange(ctx, { command, act });
    if (!applied.ok) throw new Error(JSON.stringify(applied.faults));
    operationId = applied.value.operationId;
  });
  await once('a merge undone', 3000, () => undoChange(ctx, { operationId }));
}

async function once(
  name: string,
  limit: number | null,
  work: () => Promise<unknown>,
): Promise<void> {
  const started = performance.now();
  await work();
  report(name, performance.now() - started, 'ms', limit ?? undefined);
}

/** Median and 95th percentile; the limit is for the latter. */
async function measure(
  name: string,
  times: number,
  limit: number | null,
  work: () => Promise<unknown>,
): Promise<void> {
  await work();
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  const middle = taken[Math.floor(times / 2)] ?? 0;
  const late = taken[Math.min(times - 1, Math.floor(times * 0.95))] ?? 0;
  report(`${name} (median ${middle.toFixed(1)})`, late, 'ms p95', limit ?? undefined);
}

function report(name: string, value: number, unit: string, limit?: number): void {
  const shown = value.toLocaleString('en', { maximumFractionDigits: 1 });
  const verdict =
    limit === undefined ? '' : value <= limit ? `  (≤ ${limit}: ok)` : `  (≤ ${limit}: MISSED)`;
  console.log(`  ${name.padEnd(60)} ${shown.padStart(10)} ${unit}${verdict}`);
  if (limit !== undefined && value > limit) process.exitCode = 1;
}

await main();
