/**
 * Deciding a whole register: 1.3 million people, 2,000 villages in 200 communes, 1.9 million
 * statuses and spells. The limit: 30 s on 2 cores, 1 GB. Also a day's touched persons, a scenario of
 * the province for 14 days under two laws, its forecast. Seconds of this process' processor stand
 * beside: on a busy machine only they can be compared. `BAOPHU_BENCH_PEOPLE` makes it smaller.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { decideRegister } from '../src/entitlement/decide-ops.ts';
import { forecastLapses } from '../src/entitlement/forecast-ops.ts';
import { runWhatIf } from '../src/entitlement/what-if-ops.ts';
import { SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import { type Context, NO_LISTENERS, inOwnerTransaction } from '../src/stores/context.ts';
import { type Database, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
const TODAY = '2026-11-21';
const NEAR_POOR_WHOLE = {
  kind: 'support',
  category: 'CN',
  bp: 10_000,
  from: '2027-01-01',
  to: null,
} as const;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url: server.url('bench'), connectionsMax: 4 });
  try {
    await migrateDatabase(server.url('bench'));
    await timed('made', () => makeProvince(db));
    const ctx = makeContext(db);
    const memory = watchMemory();
    await timed('decided whole', () => decideRegister(ctx, { whole: true, onProgress: show }));
    await sql`insert into entitlement.stale (person_id, entry_id)
      select 80000000000 + g * 97, 0 from generate_series(1, 5000) g`.execute(db);
    await timed('decided 5,000 touched', () => decideRegister(ctx));
    const scenario = { unit: 2, changes: [NEAR_POOR_WHOLE] };
    await timed('scenario', async () => {
      const { people, days } = await inOwnerTransaction(ctx, (tx) => runWhatIf(tx, scenario));
      return { people, days: days.length };
    });
    await timed('forecast', async () => {
      const { residents, insured } = await forecastLapses(ctx, { unit: 2 });
      return { residents, insured };
    });
    console.log(`peak of the process ${memory.stop()} MB`);
    const kinds = await sql<{ category: string; n: number }>`
      select category, count(*) as n from entitlement.decision group by 1 order by 2 desc limit 9`.execute(
      db,
    );
    console.log(kinds.rows.map((row) => `${row.category} ${row.n}`).join(', '));
  } finally {
    await db.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function show({ step, people }: { step: string; people: number }): void {
  if (people % 400_000 === 0 || step === 'write') {
    console.log(`  ${step} ${people} at ${Math.round(performance.now() / 100) / 10} s`);
  }
}

function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
  return {
    stop() {
      clearInterval(look);
      return Math.round(peak / 2 ** 20);
    },
  };
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const before = process.cpuUsage();
  const done = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const { user, system } = process.cpuUsage(before);
  const processor = ((user + system) / 1e6).toFixed(1);
  console.log(`${name}: ${seconds} s, processor ${processor} s ${JSON.stringify(done) ?? ''}`);
  return done;
}

function makeContext(db: Database): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who: SYSTEM_ACTOR,
    now: () => Temporal.Instant.from(`${TODAY}T08:00:00+07:00`),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

/** Everything is computed from the number of the person, so runs are equal. */
async function makeProvince(db: Database): Promise<void> {
  const statements = [
    `insert into units.act (act_id, title) values (1, 'bench')`,
    `insert into units.unit (unit_id, anchor_id, origin)
     select id, id, 'reference' from generate_series(1, 2300) id`,
    `insert into units.unit_version (unit_id, level, type, code, name, name_folded, parent_id,
       valid_from)
     select id, case when id = 1 then 'country' when id = 2 then 'province'
                     when id <= 202 then 'commune' else 'village' end,
            'x', case when id = 2 then '08' end, 'U' || id, 'u' || id,
            case when id = 1 then null when id = 2 then 1 when id <= 202 then 2
                 else 3 + id % 200 end,
            '0001-01-01'
     from generate_series(1, 2300) id`,
    `insert into units.placement (place_id, valid_from, path, certain, candidates)
     select id, '0001-01-01', (case when id = 1 then 'u1' when id = 2 then 'u1.u2'
       when id <= 202 then 'u1.u2.u' || id
       else 'u1.u2.u' || (3 + id % 200) || '.u' || id end)::ltree,
       true, '{}'
     from generate_series(1, 2300) id`,
    `insert into units.area_class (unit_id, scheme, class, valid_from, act_id, recorded_at,
       actor_name)
     select id, 'ethnicArea', case id % 4 when 0 then 'III' when 1 then 'II' else 'I' end,
            '2021-07-01', 1, now(), 'bench'
     from generate_series(3, 202) id`,
    `insert into registry.entry (recorded_at, actor_id, actor_name, kind, reason)
     values (now(), 'bench', 'bench', 'load', 'bench')`,
    `insert into registry.person_version (person_id, valid_from, recorded_from, birth_date,
       birth_precision, full_name, ethnicity_code)
     select 80000000000 + g, '1900-01-01', 1, date '1945-01-01' + (g * 7919 % 29900)::int, 'day',
            'Người ' || g, case when g % 3 = 0 then '03' else '01' end
     from generate_series(1::bigint, ${PEOPLE}) g`,
    `insert into registry.residence (person_id, valid_from, recorded_from, place_id, kind)
     select 80000000000 + g, '2019-04-01', 1, 203 + (g / 620 % 2000)::int, 'permanent'
     from generate_series(1::bigint, ${PEOPLE}) g`,
    `insert into registry.household_member (person_id, valid_from, recorded_from, household_id,
       is_head, relation)
     select 80000000000 + g, '2019-04-01', 1, 80000000000 + g / 4, g % 4 = 0,
            case when g % 4 = 0 then 'head' else 'child' end
     from generate_series(1::bigint, ${PEOPLE}) g`,
    `insert into registry.status (person_id, valid_from, valid_to, recorded_from, status)
     select 80000000000 + g, '2026-01-01', case when g % 10 < 4 then date '2027-01-01' end, 1,
            case g % 10 when 0 then 'poorHousehold' when 1 then 'nearPoorHousehold'
                        when 2 then 'averageLivingHousehold' when 3 then 'pupil' else 'employee' end
     from generate_series(1::bigint, ${PEOPLE}) g
     where g % 10 < 5`,
    `insert into registry.participation (person_id, valid_from, valid_to, recorded_from, category,
       issuer)
     select 80000000000 + g, make_date(2024 + y, 1 + (g % 12)::int, 1),
            make_date(2025 + y, 1 + (g % 12)::int, 1), 1,
            case g % 10 when 0 then 'HN' when 4 then 'DN' else 'GD' end, 'own'
     from generate_series(1::bigint, ${PEOPLE}) g
     cross join generate_series(0, 2) y
     where (g + y) % 7 > 2`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql`vacuum analyze`.execute(db);
}

await main();
