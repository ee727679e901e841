/**
 * Coverage at the size of a province: 75 communes of today made of 204 old ones, 2,000 villages,
 * 1.3 million people, about 2 million spells. Measures how long the counts take to follow a bulk
 * write, and every read against counting the same from the facts with plain SQL in the same run.
 * `BAOPHU_BENCH_PEOPLE` makes it smaller; `BAOPHU_BENCH_FOLDER` keeps the database for the next run.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { checkCounts } from '../src/coverage/check-ops.ts';
import { applyEntry } from '../src/coverage/keep-ops.ts';
import { coverageEnding } from '../src/coverage/ending-ops.ts';
import { type ListQuestion, listPeople } from '../src/coverage/list-ops.ts';
import { coverageTree } from '../src/coverage/ops.ts';
import { coverageChanges, coverageSeries } from '../src/coverage/series-ops.ts';
import type { ListKind } from '../src/coverage/types.ts';
import { SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import { addDays, addMonths } from '../src/kernel/dates.ts';
import { type Random, makeRandom, weightedPicker } from '../src/kernel/random.ts';
import { type Context, NO_LISTENERS, inTransaction } from '../src/stores/context.ts';
import { type CopyValue, copyIn } from '../src/stores/copy.ts';
import { type Database, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
const COMMUNES = 75;
const OLD_COMMUNES = 204;
const VILLAGES = 2_000;
const REFORM = '2025-07-01';
const TODAY = '2026-03-15';

const COUNTRY = 1;
const PROVINCE = 2;
const DISTRICT = 10;
const DISTRICTS = 12;
const NEW_COMMUNE = 1_000;
const OLD_COMMUNE = 2_000;
const VILLAGE = 1_000_001;

async function main(): Promise<void> {
  const kept = process.env['BAOPHU_BENCH_FOLDER'];
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const isMade = existsSync(join(folder, 'pg', 'PG_VERSION'));
  const server = await startEmbeddedPostgres({ folder });
  const url = server.url('bench');
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url, connectionsMax: 10 });
  try {
    await migrateDatabase(url);
    const ctx = makeContext(db);
    if (!isMade) await makeProvince(ctx);
    await measureBulk(ctx);
    await measureReads(ctx);
    await measureLists(ctx);
  } finally {
    await db.destroy();
    await server.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}

function makeContext(db: Database): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who: SYSTEM_ACTOR,
    now: () => Temporal.Instant.from(`${TODAY}T05:00:00Z`),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

// ── the province ────────────────────────────────────────────────────────────────────────────────

/** Old commune i went whole into new commune i mod 75, but every tenth was split between two. */
function newCommuneOf(oldCommune: number, village: number): number {
  const split = oldCommune % 10 === 9 && village % 2 === 1;
  return NEW_COMMUNE + ((oldCommune + (split ? 1 : 0)) % COMMUNES);
}

async function makeProvince(ctx: Context): Promise<void> {
  const started = performance.now();
  await inTransaction(ctx, async (tx) => {
    await makeTree(tx.db);
    const facts = makeFacts();
    await copyIn(tx.db, 'registry.person_version', PERSON_COLUMNS, facts.persons());
    await copyIn(tx.db, 'registry.residence', RESIDENCE_COLUMNS, facts.residences());
    await insertEntry(tx.db, 'people');
  });
  await sql`vacuum analyze registry.person_version, registry.residence, units.placement`.execute(
    ctx.db,
  );
  report('people made', (performance.now() - started) / 1000, 's');
}

async function makeSpells(ctx: Context): Promise<void> {
  const started = performance.now();
  const spells = await inTransaction(ctx, async (tx) => {
    await insertEntry(tx.db, 'spells');
    return await copyIn(tx.db, 'registry.participation', SPELL_COLUMNS, makeFacts().spells());
  });
  await sql`vacuum analyze registry.participation`.execute(ctx.db);
  report(`${spells} spells made`, (performance.now() - started) / 1000, 's');
}

async function insertEntry(db: Database, reason: string): Promise<void> {
  await sql`
    insert into registry.entry (recorded_at, actor_id, actor_name, kind, reason, people)
    values (now(), 'bench', 'bench', 'load', ${reason}, ${PEOPLE})`.execute(db);
}

async function makeTree(db: Database): Promise<void> {
  const units: CopyValue[][] = [];
  const versions: CopyValue[][] = [];
  const placements: CopyValue[][] = [];
  const always = '0001-01-01';
  const add = (
    id: number,
    level: string,
    parent: number | null,
    span: [string, string | null],
    code: string | null,
  ): void => {
    const name = `${level} ${id}`;
    versions.push([id, span[0], span[1], level, level, code, name, name, parent]);
  };
  const place = (id: number, from: string, to: string | null, ids: number[], open: number[] = []) =>
    placements.push([
      id,
      from,
      to,
      ids.map((unit) => `u${unit}`).join('.'),
      open.length === 0,
      `{${open.join(',')}}`,
    ]);
  units.push([COUNTRY, COUNTRY, 'reference'], [PROVINCE, PROVINCE, 'reference']);
  add(COUNTRY, 'country', null, [always, null], null);
  add(PROVINCE, 'province', COUNTRY, [always, null], '14');
  place(COUNTRY, always, null, [COUNTRY]);
  place(PROVINCE, always, null, [COUNTRY, PROVINCE]);
  for (let i = 0; i < DISTRICTS; i += 1) {
    units.push([DISTRICT + i, DISTRICT + i, 'reference']);
    add(DISTRICT + i, 'district', PROVINCE, [always, REFORM], String(100 + i));
    place(DISTRICT + i, always, REFORM, [COUNTRY, PROVINCE, DISTRICT + i]);
    place(DISTRICT + i, REFORM, null, [COUNTRY, PROVINCE], [NEW_COMMUNE, NEW_COMMUNE + 1]);
  }
  for (let i = 0; i < COMMUNES; i += 1) {
    const id = NEW_COMMUNE + i;
    units.push([id, id, 'reference']);
    add(id, 'commune', PROVINCE, [REFORM, null], String(10_000 + i));
    place(id, always, REFORM, [COUNTRY, PROVINCE], [OLD_COMMUNE + i, OLD_COMMUNE + i + COMMUNES]);
    place(id, REFORM, null, [COUNTRY, PROVINCE, id]);
  }
  for (let i = 0; i < OLD_COMMUNES; i += 1) {
    const id = OLD_COMMUNE + i;
    const district = DISTRICT + (i % DISTRICTS);
    units.push([id, id, 'reference']);
    add(id, 'commune', district, [always, REFORM], String(20_000 + i));
    place(id, always, REFORM, [COUNTRY, PROVINCE, district, id]);
    const parts = [...new Set([newCommuneOf(i, 0), newCommuneOf(i, 1)])];
    if (parts.length > 1) place(id, REFORM, null, [COUNTRY, PROVINCE], parts);
    else place(id, REFORM, null, [COUNTRY, PROVINCE, newCommuneOf(i, 0)]);
  }
  for (let v = 0; v < VILLAGES; v += 1) {
    const id = VILLAGE + v;
    const old = v % OLD_COMMUNES;
    const order = Math.floor(v / OLD_COMMUNES);
    const split = old % 10 === 9;
    units.push([id, split ? id : OLD_COMMUNE + old, 'local']);
    const commune = newCommuneOf(old, order);
    const district = DISTRICT + (old % DISTRICTS);
    add(id, 'village', OLD_COMMUNE + old, [always, REFORM], null);
    add(id, 'village', commune, [REFORM, null], null);
    place(id, always, REFORM, [COUNTRY, PROVINCE, district, OLD_COMMUNE + old, id]);
    place(id, REFORM, null, [COUNTRY, PROVINCE, commune, id]);
  }
  await copyIn(db, 'units.unit', ['unit_id', 'anchor_id', 'origin'], units);
  const columns = [
    'unit_id',
    'valid_from',
    'valid_to',
    'level',
    'type',
    'code',
    'name',
    'name_folded',
    'parent_id',
  ];
  await copyIn(db, 'units.unit_version', columns, versions);
  const placed = ['place_id', 'valid_from', 'valid_to', 'path', 'certain', 'candidates'];
  await copyIn(db, 'units.placement', placed, placements);
}

// ── the people ──────────────────────────────────────────────────────────────────────────────────

const PERSON_COLUMNS = [
  'person_id',
  'valid_from',
  'recorded_from',
  'full_name',
  'birth_date',
  'birth_precision',
  'sex',
  'national_id',
];
const RESIDENCE_COLUMNS = [
  'person_id',
  'valid_from',
  'valid_to',
  'recorded_from',
  'place_id',
  'kind',
];
const SPELL_COLUMNS = [
  'person_id',
  'valid_from',
  'valid_to',
  'recorded_from',
  'category',
  'issuer',
];

const SURNAMES = ['Lò', 'Quàng', 'Nguyễn', 'Trần', 'Cầm', 'Hoàng', 'Vì', 'Lường', 'Đỗ', 'Bùi'];
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Thanh', 'Minh', 'Ngọc', 'Thu', 'Quang'];
const GIVEN = [
  'An',
  'Ánh',
  'Bình',
  'Chung',
  'Dũng',
  'Đạt',
  'Hà',
  'Hạnh',
  'Hùng',
  'Lan',
  'Mai',
  'Ơn',
  'Quỳnh',
  'Tâm',
  'Thảo',
  'Ưng',
  'Yến',
];

const PERSON_BASE = 140_000_000_000;

/** Each stream draws by the person's own seed, so the three tables agree without being kept. */
function makeFacts() {
  const pickLife = weightedPicker([
    { value: 'difficultArea', weight: 30 },
    { value: 'poor', weight: 10 },
    { value: 'household', weight: 16 },
    { value: 'pupil', weight: 15 },
    { value: 'employee', weight: 7 },
    { value: 'pensioner', weight: 4 },
    { value: 'child', weight: 10 },
    { value: 'none', weight: 8 },
  ] as const);
  const randomOf = (person: number): Random => makeRandom(person * 2_654_435_761 + 17);
  const birthOf = (random: Random): string => addDays('1940-01-01', random.int(31_000));
  return {
    *persons(): Generator<CopyValue[]> {
      for (let i = 0; i < PEOPLE; i += 1) {
        const random = randomOf(i);
        const birth = birthOf(random);
        const name = `${random.pick(SURNAMES)} ${random.pick(MIDDLES)} ${random.pick(GIVEN)}`;
        const sex = random.chance(0.5) ? 'male' : 'female';
        const number = String(14_000_000_000 + i).padStart(12, '0');
        yield [PERSON_BASE + i, birth, 1, name, birth, 'day', sex, number];
      }
    },
    *residences(): Generator<CopyValue[]> {
      for (let i = 0; i < PEOPLE; i += 1) {
        const random = randomOf(i);
        const birth = birthOf(random);
        const start = birth > '2019-01-01' ? birth : '2019-01-01';
        const home = VILLAGE + Math.floor((i * VILLAGES) / PEOPLE);
        if (random.chance(0.05)) {
          const moved = addDays('2019-06-01', random.int(2_400));
          if (moved > start) {
            yield [PERSON_BASE + i, start, moved, 1, home, 'permanent'];
            yield [PERSON_BASE + i, moved, null, 1, VILLAGE + random.int(VILLAGES), 'permanent'];
            continue;
          }
        }
        yield [PERSON_BASE + i, start, null, 1, home, 'permanent'];
        if (random.chance(0.03)) {
          const from = addDays('2020-01-01', random.int(2_000));
          if (from > start) {
            const place = VILLAGE + random.int(VILLAGES);
            yield [
              PERSON_BASE + i,
              from,
              addDays(from, 90 + random.int(600)),
              1,
              place,
              'temporary',
            ];
          }
        }
      }
    },
    *spells(): Generator<CopyValue[]> {
      for (let i = 0; i < PEOPLE; i += 1) {
        const random = randomOf(i);
        const birth = birthOf(random);
        const life = pickLife(random);
        const issuer = random.chance(0.02)
          ? random.pick(['otherProvince', 'army', 'police'])
          : 'own';
        for (const [from, to, category] of spellsOf(random, life, birth)) {
          if (from < to) yield [PERSON_BASE + i, from, to, 2, category, issuer];
        }
      }
    },
  };
}

function spellsOf(random: Random, life: string, birth: string): [string, string, string][] {
  switch (life) {
    case 'difficultArea':
      return random.chance(0.25)
        ? [
            ['2019-01-01', '2021-07-01', 'DT'],
            [addDays('2021-07-01', 30 + random.int(700)), '2027-01-01', 'DT'],
          ]
        : [['2019-01-01', '2027-01-01', 'DT']];
    case 'poor':
      return [2021, 2022, 2023, 2024, 2025, 2026]
        .filter(() => random.chance(0.7))
        .map((year) => [`${year}-01-01`, `${year + 1}-01-01`, random.chance(0.6) ? 'HN' : 'CN']);
    case 'household':
      return householdSpells(random);
    case 'pupil':
      return [2022, 2023, 2024, 2025].map((year) => [`${year}-10-01`, `${year + 1}-10-01`, 'HS']);
    case 'employee': {
      const from = addDays('2019-03-01', random.int(2_000));
      return [[from, addDays(from, 200 + random.int(2_000)), 'DN']];
    }
    case 'pensioner':
      return [['2019-01-01', '2035-01-01', 'HT']];
    case 'child': {
      const from = birth > '2019-01-01' ? birth : addDays('2019-01-01', random.int(2_000));
      return [[from, addMonths(from, 72), 'TE']];
    }
    default:
      return [];
  }
}

function householdSpells(random: Random): [string, string, string][] {
  const spells: [string, string, string][] = [];
  let from = addDays('2021-01-01', random.int(900));
  for (let i = 0; i < 5; i += 1) {
    const to = addMonths(from, random.pick([3, 6, 12, 12, 12]));
    spells.push([from, to, 'GD']);
    from = random.chance(0.6) ? to : addDays(to, 1 + random.int(120));
    if (from > TODAY) break;
  }
  return spells;
}

// ── what is measured ────────────────────────────────────────────────────────────────────────────

async function measureBulk(ctx: Context): Promise<void> {
  const there = await sql<{ n: number }>`select count(*) as n from coverage.count`.execute(ctx.db);
  if ((there.rows[0]?.n ?? 0) > 0) return;
  for (const [name, entry] of [
    ['people', 1],
    ['spells', 2],
  ] as const) {
    // facts of an entry are there only when its turn has come, as in the register
    if (name === 'spells') await makeSpells(ctx);
    const started = performance.now();
    const kept = await inTransaction(ctx, (tx) => applyEntry(tx, entry));
    const seconds = (performance.now() - started) / 1000;
    console.log(`  ${name}: ${JSON.stringify(kept)}`);
    report(`counts follow the load of ${name}`, seconds, 's', 60);
    report('  memory of the process, at most', process.resourceUsage().maxRSS / 1024, 'MB', 1024);
  }
  await sql`vacuum analyze coverage.flow, coverage.count`.execute(ctx.db);
  const started = performance.now();
  const check = await checkCounts(ctx);
  report(
    `recount of ${check.compared} sums, ${check.differenceCount} differences`,
    (performance.now() - started) / 1000,
    's',
    300,
  );
  const size = await sql<{ mb: number }>`
    select (sum(pg_total_relation_size(c.oid)) / 1048576)::int as mb
    from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'coverage' and c.relkind = 'r'`.execute(ctx.db);
  report('size of the counts', size.rows[0]?.mb ?? 0, 'MB');
}

const ANY_DAYS = ['2021-06-30', '2021-12-31', '2023-08-17', '2024-12-30', '2025-07-01', TODAY];

async function measureReads(ctx: Context): Promise<void> {
  const random = makeRandom('reads');
  const anyDay = (): string => random.pick(ANY_DAYS);
  const anyUnit = (): number =>
    random.pick([
      VILLAGE + random.int(VILLAGES),
      NEW_COMMUNE + random.int(COMMUNES),
      OLD_COMMUNE + random.int(OLD_COMMUNES),
      DISTRICT + random.int(DISTRICTS),
      PROVINCE,
    ]);
  const figure = (unit: number, asOf: string, boundaries?: string) =>
    coverageTree(ctx, { unit, asOf, boundaries, by: ['group'] });
  await measure('any unit × day × group', 200, 30, () => figure(anyUnit(), anyDay()));
  await measure('any unit × day × group, other boundaries', 100, 30, () =>
    figure(anyUnit(), anyDay(), random.pick(['2021-12-31', TODAY])),
  );
  await measure('province × day × group', 50, 30, () => figure(PROVINCE, anyDay()));
  await measure('province by commune × group', 50, 80, () =>
    coverageTree(ctx, { unit: PROVINCE, asOf: anyDay(), boundaries: TODAY }),
  );
  await measure('commune by village × group', 50, 80, () =>
    coverageTree(ctx, { unit: NEW_COMMUNE + random.int(COMMUNES), asOf: TODAY }),
  );
  await measure('series of 36 months of a commune', 100, 30, () =>
    coverageSeries(ctx, { unit: NEW_COMMUNE + random.int(COMMUNES), asOf: TODAY, months: 36 }),
  );
  await measure('series of 36 months of the province', 20, 300, () =>
    coverageSeries(ctx, { unit: PROVINCE, asOf: TODAY, months: 36 }),
  );
  await measure('changes of the province since yesterday', 20, 80, () =>
    coverageChanges(ctx, { unit: PROVINCE, asOf: TODAY }),
  );
  await measure('changes of the province since the month began', 20, 150, () =>
    coverageChanges(ctx, { unit: PROVINCE, asOf: TODAY, since: '2026-02-28' }),
  );
  const kept = (unit: number) => coverageTree(ctx, { unit, asOf: TODAY });
  const plain = (unit: number) =>
    coverageTree(ctx, { unit, asOf: TODAY, knownAt: '2999-01-01T00:00:00Z' });
  const commune = NEW_COMMUNE + random.int(COMMUNES);
  for (const [name, unit, times] of [
    ['a commune', commune, 10],
    ['the province', PROVINCE, 2],
  ] as const) {
    const counts = await measure(`${name} by its parts, from the counts`, 20, null, () =>
      kept(unit),
    );
    const facts = await measure(`${name} by its parts, from the facts`, times, null, () =>
      plain(unit),
    );
    report('  quicker by', facts / counts, 'times');
  }
}

async function measureLists(ctx: Context): Promise<void> {
  const random = makeRandom('lists');
  const list = (kind: ListKind, unit: number, more: Partial<ListQuestion> = {}) =>
    listPeople(ctx, { list: kind, unit, asOf: TODAY, ...more });
  const commune = (): number => NEW_COMMUNE + random.int(COMMUNES);
  await measure('uncovered of a commune, first page', 30, 150, () => list('uncovered', commune()));
  const first = await list('uncovered', NEW_COMMUNE);
  if (first.next) {
    const after = first.next;
    await measure('uncovered of a commune, next page', 20, 150, () =>
      list('uncovered', NEW_COMMUNE, { after }),
    );
  }
  await measure('covered of a commune, first page', 20, 300, () => list('covered', commune()));
  await measure('ending in 90 days in a commune, first page', 20, 300, () =>
    list('ending', commune(), { withinDays: 90 }),
  );
  await measure('uncovered of the province, first page', 10, 300, () =>
    list('uncovered', PROVINCE),
  );
  await measure('ending in 90/91 days, commune, from the facts', 10, 300, () =>
    coverageEnding(ctx, { unit: commune(), windows: [90, 91] }),
  );
  const started = performance.now();
  await coverageEnding(ctx, { unit: PROVINCE, windows: [30, 60, 90] });
  report('ending in 30/60/90 days, province, first of the day', performance.now() - started, 'ms');
  await measure('ending in 30/60/90 days, province, kept', 20, 80, () =>
    coverageEnding(ctx, { unit: PROVINCE, windows: [30, 60, 90] }),
  );
}

/** Median and 95th percentile; the limit is for the latter. */
async function measure(
  name: string,
  times: number,
  limit: number | null,
  work: () => Promise<unknown>,
): Promise<number> {
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
  return middle;
}

function report(name: string, value: number, unit: string, limit?: number): void {
  const shown = value.toLocaleString('en', { maximumFractionDigits: 1 });
  const verdict =
    limit === undefined ? '' : value <= limit ? `  (≤ ${limit}: ok)` : `  (≤ ${limit}: MISSED)`;
  console.log(`  ${name.padEnd(52)} ${shown.padStart(10)} ${unit}${verdict}`);
  if (limit !== undefined && value > limit) process.exitCode = 1;
}

await main();
