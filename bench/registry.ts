/**
 * The register at the size of a province: 1.3 million people in 75 communes with 1,500 villages,
 * about 6 million facts by `loadFacts`, then the search by 8 clients at once, class of query by
 * class, against what a trigram index on the folded name does in the same run.
 * `BAOPHU_BENCH_PEOPLE` makes it smaller; `BAOPHU_BENCH_FOLDER` keeps the database for the next run.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { type Actor, SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import { addDays } from '../src/kernel/dates.ts';
import { type Random, makeRandom, weightedPicker } from '../src/kernel/random.ts';
import { fold } from '../src/kernel/text.ts';
import { loadFacts, recordFacts } from '../src/registry/ops.ts';
import { type PeopleQuery, searchPeople } from '../src/registry/search.ts';
import type { BulkRow } from '../src/registry/types.ts';
import { type Context, NO_LISTENERS } from '../src/stores/context.ts';
import { copyIn } from '../src/stores/copy.ts';
import { type Database, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
const CLIENTS = 8;
const QUERIES = 400;
const COMMUNES = 75;
const VILLAGES_OF_COMMUNE = 20;
const COUNTRY = 1;
const PROVINCE = 2;
const COMMUNE = 1_000;
const VILLAGE = 10_000;
const PERSON_BASE = 140_000_000_000;

async function main(): Promise<void> {
  const kept = process.env['BAOPHU_BENCH_FOLDER'];
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const isMade = existsSync(join(folder, 'pg', 'PG_VERSION'));
  const server = await startEmbeddedPostgres({ folder });
  serverPid = Number(
    readFileSync(join(server.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  const url = server.url('bench');
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url, connectionsMax: CLIENTS + 2 });
  try {
    await migrateDatabase(url);
    if (!isMade) await makeRegister(makeContext(db, SYSTEM_ACTOR));
    await measureSearch(db);
    await measureWrites(db);
  } finally {
    await db.destroy();
    await server.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}

function makeContext(db: Database, who: Actor): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who,
    now: () => Temporal.Now.instant(),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

// ── the register ────────────────────────────────────────────────────────────────────────────────

async function makeRegister(ctx: Context): Promise<void> {
  await makeTree(ctx.db);
  const facts = makeFacts();
  let started = performance.now();
  const cpu = cpuSeconds();
  const loaded = await loadFacts(
    ctx,
    { reason: 'bench' },
    {
      person_version: facts.persons(),
      residence: facts.residences(),
      household: facts.households(),
      household_member: facts.members(),
      status: facts.statuses(),
      participation: facts.spells(),
    },
  );
  const rows = Object.values(loaded.rows).reduce((sum, count) => sum + count, 0);
  report('facts loaded', rows, 'rows');
  report('load, with indexes, checks and search rows', seconds(started), 's');
  report('  of processor time', cpuSeconds() - cpu, 's');
  started = performance.now();
  for (let i = 0; i < PEOPLE; i += 1) makePerson(i);
  report('  of it making the people (once of six times)', seconds(started), 's');
  await sql`vacuum analyze`.execute(ctx.db);
  const sizes = await sql<{ facts: number; search: number }>`
    select
      sum(pg_total_relation_size(c.oid)) filter (where c.relname <> 'person') / 1048576 as facts,
      sum(pg_total_relation_size(c.oid)) filter (where c.relname = 'person') / 1048576 as search
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'registry' and c.relkind = 'r'`.execute(ctx.db);
  report('facts on disk', Number(sizes.rows[0]?.facts), 'MB');
  report('search rows on disk', Number(sizes.rows[0]?.search), 'MB');
}

async function makeTree(db: Database): Promise<void> {
  const units: [number, string, number | null, string][] = [
    [COUNTRY, 'country', null, `u${COUNTRY}`],
    [PROVINCE, 'province', COUNTRY, `u${COUNTRY}.u${PROVINCE}`],
  ];
  for (let c = 0; c < COMMUNES; c += 1) {
    const commune = COMMUNE + c;
    units.push([commune, 'commune', PROVINCE, `u${COUNTRY}.u${PROVINCE}.u${commune}`]);
    for (let v = 0; v < VILLAGES_OF_COMMUNE; v += 1) {
      const village = VILLAGE + c * VILLAGES_OF_COMMUNE + v;
      units.push([village, 'village', commune, `u${COUNTRY}.u${PROVINCE}.u${commune}.u${village}`]);
    }
  }
  const start = '0001-01-01';
  await copyIn(
    db,
    'units.unit',
    ['unit_id', 'anchor_id', 'origin'],
    units.map(([id]) => [id, id, 'reference']),
  );
  await copyIn(
    db,
    'units.unit_version',
    ['unit_id', 'valid_from', 'level', 'type', 'code', 'name', 'name_folded', 'parent_id'],
    units.map(([id, level, parent]) => [
      id,
      start,
      level,
      level,
      level === 'province' ? '14' : null,
      `${level} ${id}`,
      `${level} ${id}`,
      parent,
    ]),
  );
  await copyIn(
    db,
    'units.placement',
    ['place_id', 'valid_from', 'path', 'certain', 'candidates'],
    units.map(([id, , , path]) => [id, start, path, true, '{}']),
  );
  await sql`analyze units.placement, units.unit_version`.execute(db);
}

interface Weighted {
  value: string;
  weight: number;
}

/** Column `value` and `weight` of a table of data/names; rows may be chosen by another column. */
function readWeights(file: string, value: string, weight: string, only?: string): Weighted[] {
  const path = join(import.meta.dirname, '..', 'data', 'names', `${file}.tsv`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line && line[0] !== '#');
  const header = (lines.shift() ?? '').split('\t');
  return lines
    .map((line) => line.split('\t'))
    .filter((cells) => only === undefined || cells[0] === only)
    .map((cells) => ({
      value: cells[header.indexOf(value)] ?? '',
      weight: Number(cells[header.indexOf(weight)] ?? 1),
    }));
}

const surnames = {
  kinh: weightedPicker(readWeights('surnames_kinh', 'surname', 'share_pct')),
  thai: weightedPicker(readWeights('surnames_ethnic', 'surname', 'share_pct_est', 'Thái')),
  mong: weightedPicker(readWeights('surnames_ethnic', 'surname', 'share_pct_est', 'Mông')),
};
const middles = {
  male: weightedPicker(readWeights('middle_male', 'middle', 'count')),
  female: weightedPicker(readWeights('middle_female', 'middle', 'count')),
};
const givens = {
  male: weightedPicker(readWeights('given_male', 'given', 'count')),
  female: weightedPicker(readWeights('given_female', 'given', 'count')),
};
const people = weightedPicker<'kinh' | 'thai' | 'mong'>([
  { value: 'kinh', weight: 22 },
  { value: 'thai', weight: 60 },
  { value: 'mong', weight: 18 },
]);

interface Person {
  id: number;
  village: number;
  household: number;
  nth: number;
  name: string;
  sex: 'male' | 'female';
  birth: string;
  nationalId: string;
  number: string;
  random: Random;
}

/** Neighbours are mostly of one people: who lives in a village is drawn by the village. */
function makePerson(i: number): Person {
  const village = VILLAGE + Math.floor((i / PEOPLE) * COMMUNES * VILLAGES_OF_COMMUNE);
  const local = people(makeRandom(village));
  const random = makeRandom(i * 2_654_435_761 + 17);
  const sex = random.chance(0.5) ? 'male' : 'female';
  const folk = random.chance(0.9) ? local : people(random);
  const middle = random.chance(0.5) ? (sex === 'male' ? 'Văn' : 'Thị') : middles[sex](random);
  const name = `${surnames[folk](random)} ${middle} ${givens[sex](random)}`;
  const birth = addDays('1940-01-01', Math.floor(random.next() ** 0.7 * 31_000));
  const century = Number(birth.slice(0, 4)) < 2000 ? 0 : 2;
  const digit = century + (sex === 'male' ? 0 : 1);
  return {
    id: PERSON_BASE + i + 1,
    village,
    household: PERSON_BASE + Math.floor(i / 4) + 1,
    nth: i % 4,
    name,
    sex,
    birth,
    nationalId: `014${digit}${birth.slice(2, 4)}${String(i % 1_000_000).padStart(6, '0')}`,
    number: String(1_400_000_000 + i),
    random,
  };
}

function makeFacts() {
  function* each(rows: (person: Person) => Iterable<BulkRow>): Generator<BulkRow> {
    for (let i = 0; i < PEOPLE; i += 1) yield* rows(makePerson(i));
  }
  return {
    persons: () =>
      each((p) => {
        const phone = p.nth === 0 ? `09${p.number.slice(2)}` : null;
        return [
          [
            p.id,
            p.birth,
            null,
            p.name,
            p.birth,
            'day',
            p.sex,
            '01',
            null,
            p.nationalId,
            p.number,
            phone,
            null,
          ],
        ];
      }),
    residences: () =>
      each((p) => {
        const start = p.birth > '2015-01-01' ? p.birth : '2015-01-01';
        return [[p.id, start, null, p.village, 'permanent', null]];
      }),
    households: () =>
      each((p) => (p.nth === 0 ? [[p.household, '2015-01-01', null, p.village, null, null]] : [])),
    members: () =>
      each((p) => {
        const head = p.nth === 0;
        return [[p.id, '2015-01-01', null, p.household, head, head ? 'head' : 'child']];
      }),
    statuses: () =>
      each((p) =>
        p.random.chance(0.5)
          ? [[p.id, '2021-01-01', '2022-01-01', 'poorHousehold', null, null]]
          : [],
      ),
    spells: () =>
      each((p) => {
        const spells: BulkRow[] = [];
        for (const year of [2021, 2022, 2023]) {
          if (!p.random.chance(0.75)) continue;
          const card = `HN214${p.number}`;
          spells.push([
            p.id,
            `${year}-01-01`,
            `${year + 1}-01-01`,
            'HN',
            'own',
            card,
            '14001',
            null,
          ]);
        }
        return spells;
      }),
  };
}

// ── the search ──────────────────────────────────────────────────────────────────────────────────

type MakeQuery = (random: Random) => PeopleQuery;

function somebody(random: Random): Person {
  return makePerson(random.int(PEOPLE));
}

function shuffled(random: Random, words: string[]): string {
  return words
    .map((word) => ({ word, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ word }) => word)
    .join(' ');
}

const CLASSES: Readonly<Record<string, MakeQuery>> = {
  'whole name, no marks, any order': (random) => ({
    text: shuffled(random, fold(somebody(random).name).split(' ')),
  }),
  'whole name and birth year': (random) => {
    const person = somebody(random);
    return { text: fold(person.name), birthYear: Number(person.birth.slice(0, 4)) };
  },
  'whole name in a commune': (random) => {
    const person = somebody(random);
    return { text: fold(person.name), unitId: communeOf(person) };
  },
  'two words of a name': (random) => {
    const words = fold(somebody(random).name).split(' ');
    const gone = random.int(words.length);
    return { text: words.filter((_, at) => at !== gone).join(' ') };
  },
  'two words and birth year': (random) => {
    const person = somebody(random);
    const words = fold(person.name).split(' ').slice(-2);
    return { text: words.join(' '), birthYear: Number(person.birth.slice(0, 4)) };
  },
  'two words in a commune': (random) => {
    const person = somebody(random);
    return { text: fold(person.name).split(' ').slice(0, 2).join(' '), unitId: communeOf(person) };
  },
  'one word': (random) => ({ text: random.pick(fold(somebody(random).name).split(' ')) }),
  'one word in a commune': (random) => {
    const person = somebody(random);
    return { text: random.pick(fold(person.name).split(' ')), unitId: communeOf(person) };
  },
  'last word half typed': (random) => {
    const name = fold(somebody(random).name);
    return { text: name.slice(0, Math.max(name.lastIndexOf(' ') + 2, name.length - 1)) };
  },
  'the worst: nguyen, van, thi, lo': (random) => ({
    text: random.pick([
      'nguyen',
      'van',
      'thi',
      'nguyen van',
      'nguyen thi',
      'lo',
      'lo thi',
      'thi lo van',
    ]),
    sex: random.chance(0.3) ? random.pick(['male', 'female'] as const) : undefined,
    birthYear: random.chance(0.3) ? 1950 + random.int(60) : undefined,
  }),
  'nobody by that name': (random) => ({
    text: `${fold(somebody(random).name)} ${fold(somebody(random).name).split(' ').at(-1)}`,
  }),
  number: (random) => {
    const person = somebody(random);
    return { text: random.pick([person.nationalId, person.number, `HN214${person.number}`]) };
  },
};

function communeOf(person: Person): number {
  return COMMUNE + Math.floor((person.village - VILLAGE) / VILLAGES_OF_COMMUNE);
}

const OFFICERS: readonly (readonly [string, Actor])[] = [
  ['system', SYSTEM_ACTOR],
  ['province', officer(`u${COUNTRY}.u${PROVINCE}`)],
  ['commune', officer(`u${COUNTRY}.u${PROVINCE}.u${COMMUNE + 7}`)],
];

function officer(path: string): Actor {
  const grant = {
    role: 'socialInsuranceOfficer',
    unitId: PROVINCE,
    path,
    boundaries: '2026-01-01',
  };
  return { userId: path, name: path, kind: 'user', grants: [{ ...grant, role: 'administrator' }] };
}

/** Seconds of processor time PostgreSQL and this process have used; 0 for the server off Linux. */
function cpuSeconds(): number {
  const own = process.cpuUsage();
  let sum = (own.user + own.system) / 1e6;
  for (const entry of existsSync('/proc/self') ? readdirSync('/proc') : []) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isServer = Number(entry) === serverPid || Number(fields[1]) === serverPid;
      if (isServer) sum += (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    } catch {
      // the process has ended meanwhile
    }
  }
  return sum;
}

const TICKS_A_SECOND = 100;
let serverPid = 0;

async function measureSearch(db: Database): Promise<void> {
  for (const [name, actor] of OFFICERS) {
    const ctx = makeContext(db, actor);
    const all: number[] = [];
    for (const [kind, make] of Object.entries(CLASSES)) {
      const times = await measure(`${name}: ${kind}`, make, async (query) => {
        const page = await searchPeople(ctx, query);
        if (!page.ok) throw new Error(page.faults[0].code);
        return page.value.people.length;
      });
      all.push(...times);
    }
    summarize(`${name}: all classes`, all);
  }
  await measureBaseline(db);
}

const BASELINE_CLASSES = [
  'whole name, no marks, any order',
  'two words of a name',
  'two words and birth year',
  'two words in a commune',
  'one word',
] as const;

async function measureBaseline(db: Database): Promise<void> {
  const started = performance.now();
  await sql`create index if not exists bench_trigram on registry.person
    using gin (kernel.fold(full_name) gin_trgm_ops)`.execute(db);
  report('baseline: trigram index made', seconds(started), 's');
  for (const kind of BASELINE_CLASSES) {
    const make = CLASSES[kind];
    if (!make) throw new Error(kind);
    await measure(`trigram: ${kind}`, make, async (query) => {
      const patterns = fold(query.text)
        .split(' ')
        .map((word) => `%${word}%`);
      const found = await sql`
        select p.person_id, p.full_name from registry.person p
        where kernel.fold(p.full_name) like all (${patterns}::text[])
          and (${query.birthYear ?? null}::int is null or p.birth_year = ${query.birthYear ?? null})
          and (${query.sex ?? null}::text is null or p.sex = ${query.sex ?? null})
          and (${query.unitId ?? null}::int is null or p.place_id = any(
            select place_id from units.placement
            where path ~ ${`*.u${query.unitId ?? 0}.*`}::lquery))
        order by p.person_id limit 20`.execute(db);
      return found.rows.length;
    });
  }
}

/** 8 clients, each with the next query as soon as its last is answered. */
async function measure(
  name: string,
  make: MakeQuery,
  run: (query: PeopleQuery) => Promise<number>,
): Promise<number[]> {
  const random = makeRandom(`search:${name.slice(name.indexOf(':'))}`);
  const queries = Array.from({ length: name.startsWith('trigram') ? CLIENTS : QUERIES }, () =>
    make(random),
  );
  const times: number[] = [];
  let found = 0;
  let next = 0;
  const cpu = cpuSeconds();
  const client = async (): Promise<void> => {
    for (let query = queries[next]; query; query = queries[next]) {
      next += 1;
      const started = performance.now();
      const count = await run(query);
      times.push(performance.now() - started);
      if (count > 0) found += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const cpuMs = ((cpuSeconds() - cpu) * 1000) / queries.length;
  const more = `processor ${cpuMs.toFixed(1)} ms · ${found} of ${queries.length} found someone`;
  summarize(name, times, ` · ${more}`);
  return times;
}

async function measureWrites(db: Database): Promise<void> {
  const ctx = makeContext(db, SYSTEM_ACTOR);
  const random = makeRandom('writes');
  const times: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const person = somebody(random);
    const started = performance.now();
    const done = await recordFacts(ctx, { reason: 'bench' }, [
      {
        kind: 'addParticipation',
        person: person.id,
        category: 'GD',
        issuer: 'own',
        from: addDays('2024-01-01', i),
        to: '2026-01-01',
      },
    ]);
    if (!done.ok && done.faults[0].code !== 'registry.participation.twice') {
      throw new Error(done.faults[0].code);
    }
    times.push(performance.now() - started);
  }
  summarize('one write, one client', times);
}

function summarize(name: string, times: readonly number[], more = ''): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  console.log(`${name.padEnd(52)} p50 ${at(0.5)} ms · p95 ${at(0.95)} ms · max ${at(1)} ms${more}`);
}

function seconds(started: number): number {
  return (performance.now() - started) / 1000;
}

function report(name: string, value: number, unit: string): void {
  console.log(
    `${name.padEnd(52)} ${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`,
  );
}

await main();
