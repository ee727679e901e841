/**
 * Work of a province of 124 communes: a plan given to every commune (200 lines: 24,800 tasks, a third of
 * them recurring), 60 duties to report with a year of ticks. Measured: giving it, the page of an
 * official, what is due, the watch of the clock, a list, a change of the settings. The limits are what
 * a person waits for without asking why; the baseline is reading all open tasks in the same run.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { type Actor, SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import { addDays } from '../src/kernel/dates.ts';
import { type Context, NO_LISTENERS } from '../src/stores/context.ts';
import { type Database, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';
import { createReportingDuties } from '../src/tasks/duty-ops.ts';
import { createTasks, listTasks } from '../src/tasks/ops.ts';
import { setSettings } from '../src/tasks/settings-ops.ts';
import { type NewDuty, type NewTask, TaskFilter } from '../src/tasks/types.ts';
import { watchClock } from '../src/tasks/watch-ops.ts';
import { getMyWork, listDue } from '../src/tasks/work-ops.ts';

const COMMUNES = 124;
const LINES = 200;
const DUTIES = 60;
const PROVINCE = 2;
const START = '2026-01-05';
const NOW = '2026-11-12T09:00:00+07:00';

const LIMITS_MS = { page: 1000, list: 1000, due: 1500, watch: 10_000, settings: 10_000 } as const;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url: server.url('bench'), connectionsMax: 4 });
  try {
    await migrateDatabase(server.url('bench'));
    await makeUnits(db);
    await measure(db);
  } finally {
    await db.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(db: Database): Promise<void> {
  const early = contextOf(db, SYSTEM_ACTOR, `${START}T08:00:00+07:00`);
  const system = contextOf(db, SYSTEM_ACTOR, NOW);
  await timed('given: a plan of 200 lines to 124 communes', async () => {
    const { tasks } = await createTasks(
      early,
      Array.from({ length: LINES }, (_, at) => line(at)),
    );
    return `${tasks} tasks`;
  });
  await createReportingDuties(
    early,
    Array.from({ length: DUTIES }, (_, at) => duty(at)),
  );
  await plantTicks(db);
  await sql`vacuum analyze`.execute(db);
  const baseline = await medianOf(() =>
    sql`select task_id, title, due_at from tasks.task where state = 'open'`.execute(db),
  );
  console.log(`baseline, all open tasks read: ${baseline} ms`);
  const official = contextOf(db, officialOf(PROVINCE, `u1.u${PROVINCE}`), NOW);
  const commune = contextOf(db, officialOf(3, `u1.u${PROVINCE}.u3`), NOW);
  const filter = TaskFilter.parse({});
  const page = { limit: 100, offset: 0 };
  await check('my work, of the province', LIMITS_MS.page, baseline, () => getMyWork(official));
  await check('my work, of a commune', LIMITS_MS.page, baseline, () => getMyWork(commune));
  await check('tasks of the province', LIMITS_MS.list, baseline, () =>
    listTasks(official, PROVINCE, filter, page),
  );
  await check('what is due in a day', LIMITS_MS.due, baseline, () =>
    listDue(official, { hours: 24 }),
  );
  await timed('the first watch: everything late is told', async () => {
    const { late, notices } = await watchClock(system);
    return `${late} late, ${notices} notices`;
  });
  await check('the watch again', LIMITS_MS.watch, baseline, () => watchClock(system));
  let turn = 0;
  await check('settings changed, open deadlines anew', LIMITS_MS.settings, baseline, () => {
    const beforeDay = (turn += 1) % 2 === 0 ? 'inclusive' : 'exclusive';
    return setSettings(system, PROVINCE, { beforeDay, reason: 'bench' });
  });
}

async function check(
  name: string,
  limitMs: number,
  baseline: number,
  work: () => Promise<unknown>,
): Promise<void> {
  const middle = await medianOf(work);
  const ratio = (middle / Math.max(1, baseline)).toFixed(1);
  console.log(`${name}: ${middle} ms, ${ratio} × the baseline`);
  if (middle <= limitMs) return;
  console.log(`over ${limitMs} ms`);
  process.exitCode = 1;
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.round(times.toSorted((a, b) => a - b)[2] ?? 0);
}

async function timed(name: string, work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const said = await work();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms, ${said}`);
}

function contextOf(db: Database, who: Actor, now: string): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who,
    now: () => Temporal.Instant.from(now),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

function officialOf(unitId: number, path: string): Actor {
  const grant = { role: 'healthOfficer' as const, unitId, path, boundaries: '2026-01-01' };
  return { userId: `can-bo-${unitId}`, name: `Cán bộ ${unitId}`, kind: 'user', grants: [grant] };
}

/** Every third comes each week; the others are due somewhere in the year. */
function line(at: number): NewTask {
  const clock =
    at % 3 === 0
      ? { recurrence: { every: 'week' as const, isoWeekday: 1 + (at % 5), time: '15:00' } }
      : { deadline: { day: addDays(START, 20 + at * 2) } };
  return {
    title: `Việc ${at + 1} của kế hoạch`,
    text: 'Rà soát, lập danh sách, vận động, báo cáo kết quả.',
    to: { kind: 'level', within: PROVINCE, level: 'commune' },
    owner: at % 4 === 0 ? { kind: 'agencyName', name: 'Trạm Y tế xã' } : { kind: 'unit' },
    givenBy: PROVINCE,
    activeFrom: START,
    ...clock,
  };
}

function duty(at: number): NewDuty {
  return {
    within: PROVINCE,
    reporter: { kind: 'level', level: 'commune' },
    reporterName: 'Cấp xã',
    receiverName: 'Ban Chỉ đạo tỉnh',
    content: `Báo cáo ${at + 1}`,
    recurrence:
      at % 2 === 0
        ? { every: 'week', isoWeekday: 3, time: '15:30' }
        : { every: 'month', day: 1 + (at % 28) },
    activeFrom: START,
  };
}

/** Nine of ten weekly reports of the year came. */
async function plantTicks(db: Database): Promise<void> {
  await sql`
    insert into tasks.tick (duty_id, unit_id, period_key, kind, at, actor_id, actor_name,
      recorded_at)
    select d.duty_id, 2 + c, to_char(w, 'YYYY-MM-DD'), 'received', w, 'bench', 'bench', w
    from tasks.duty d
    cross join generate_series(1, ${COMMUNES}::int) c
    cross join generate_series(
      timestamptz '2026-01-07 10:00+07', '2026-11-11 10:00+07', '7 days') w
    where d.recurrence ->> 'every' = 'week'
      and (d.duty_id + c) % 10 > 0`.execute(db);
}

/** The country, the province, its communes. */
async function makeUnits(db: Database): Promise<void> {
  const level = `case unit_id when 1 then 'country' when 2 then 'province' else 'commune' end`;
  const path = `case unit_id when 1 then 'u1' when 2 then 'u1.u2' else 'u1.u2.u' || unit_id end`;
  const parent = `case unit_id when 1 then null when 2 then 1 else 2 end`;
  const statements = [
    `insert into units.unit (unit_id, anchor_id, origin)
     select id, id, 'reference' from generate_series(1, ${2 + COMMUNES}) id`,
    `insert into units.unit_version (unit_id, level, type, code, name, name_folded, parent_id,
       valid_from)
     select unit_id, ${level}, 'x', case when unit_id = 2 then '08' end, 'U' || unit_id,
            'u' || unit_id, ${parent}, '0001-01-01'
     from units.unit`,
    `insert into units.placement (place_id, valid_from, path, certain, candidates, parent_id)
     select unit_id, '0001-01-01', (${path})::ltree, true, '{}', ${parent}
     from units.unit`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

await main();
