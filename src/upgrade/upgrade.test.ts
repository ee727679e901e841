/** An older release's rows are made anew while people search, count and write. */
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { loadProvince } from '../../test/province.ts';
import { keptSets } from '../app-kept.ts';
import { checkCounts } from '../coverage/check-ops.ts';
import { recordFacts } from '../registry/ops.ts';
import { searchPeople } from '../registry/search.ts';
import { connectClient } from '../stores/database.ts';
import { startJobs } from '../stores/jobs.ts';
import { upgradeJobs } from './jobs.ts';
import { UPGRADE_JOB, finishUpgrade, planUpgrade, readUpgrade } from './ops.ts';

const database = useTestDatabase();
const PEOPLE = 4_500;

type Rows = readonly unknown[];
let before: Rows;

beforeAll(async () => {
  await loadProvince(database.ctx(), { people: PEOPLE });
  before = await keptRows();
});

async function keptRows(): Promise<Rows> {
  const found = await sql<{ rows: unknown[] }>`
    select jsonb_build_array(
      (select md5(string_agg(p::text, '' order by p.person_id)) from registry.person p),
      (select md5(string_agg(p::text, '' order by p.person_id)) from linkage.person p),
      (select md5(string_agg(n::text, '' order by n.sorted_name))
        from linkage.name n where people > 0),
      (select sum(n) from coverage.flow), (select count(*) from coverage.count)) as rows`.execute(
    database.db(),
  );
  return found.rows[0]?.rows ?? [];
}

/** As if an older release had made everything that is kept, each thing wrong in its own way. */
async function makeOld(): Promise<void> {
  const db = database.db();
  await sql`update registry.person set name_sorted = 'cu', search_keys = '{}'`.execute(db);
  await sql`delete from linkage.name where sorted_name <> ''`.execute(db);
  await sql`
    insert into linkage.name (sorted_name, people)
    select 'cu ten', count(*) from linkage.person`.execute(db);
  await sql`update linkage.person set name = 'ten cu', name_year = 0, birth_given = 0`.execute(db);
  await sql`update coverage.count set n = n + 1 where layer = 1 and grain = 2`.execute(db);
  await sql`update coverage.kept set law_order = 'older'`.execute(db);
  await sql`
    insert into kernel.kept (name, version) values ('search.person', '0'), ('linkage.person', '0')
    on conflict (name) do update set version = '0'`.execute(db);
}

async function searched(text: string): Promise<number> {
  const found = await searchPeople(database.ctx(), { text });
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.value.people.length;
}

async function anybody(): Promise<{ personId: number; fullName: string }> {
  const found = await sql<{ personId: number; fullName: string }>`
    select person_id as "personId", full_name as "fullName" from registry.person
    order by person_id desc limit 1`.execute(database.db());
  const [first] = found.rows;
  if (!first) throw new Error('the register is empty');
  return first;
}

describe('after an upgrade', () => {
  beforeEach(makeOld);
  const last: { rows: Rows } = { rows: [] };

  test('what an older release made is found, and made anew to the last row', async () => {
    const ctx = database.ctx();
    const old = await readUpgrade(ctx, keptSets);
    expect(old.isFinished).toBe(false);
    expect(old.kept.map((set) => set.isCurrent)).toEqual([false, false, false]);
    const { fullName } = await anybody();
    expect(await searched(fullName)).toBe(0);
    expect((await finishUpgrade(ctx, keptSets)).isFinished).toBe(true);
    expect(await keptRows()).toEqual(before);
    expect(await searched(fullName)).toBeGreaterThan(0);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
  });

  test('a person written in the middle stands as written', async () => {
    const ctx = database.ctx();
    const { personId } = await anybody();
    const renamed = 'Khoàng Thị Mới Tinh';
    const seen: string[] = [];
    await finishUpgrade(ctx, keptSets, async (progress) => {
      if (progress.step !== 'kept' || progress.name === 'coverage.counts') return true;
      if (seen.includes(progress.name)) return true;
      seen.push(progress.name);
      // inside the rebuild's transaction: another connection writes the person it has not reached
      const written = await recordFacts(ctx, { reason: 'sửa tên' }, [
        {
          kind: 'correctPerson',
          person: personId,
          attributes: { fullName: `${renamed} ${['Một', 'Hai'][seen.length - 1]}` },
        },
      ]);
      expect(written.ok).toBe(true);
      return true;
    });
    expect(seen).toEqual(['search.person', 'linkage.person']);
    expect(await searched(`${renamed} Hai`)).toBe(1);
    const kept = await sql<{ name: string }>`
      select name from linkage.person where person_id = ${personId}`.execute(ctx.db);
    expect(kept.rows[0]?.name).toBe('khoang thi moi tinh hai');
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
    last.rows = await keptRows();
  });

  test('whoever holds a row is waited for, and is never the one to lose', async () => {
    const { personId } = await anybody();
    const writer = await connectClient(database.url());
    await writer.query('begin');
    await writer.query('select from registry.person where person_id = $1 for update', [personId]);
    const finishing = finishUpgrade(database.ctx(), keptSets);
    // the rebuild gives up on the row at least once
    await until(async () => {
      const done = await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%registry.person%for update%'`.execute(
        database.db(),
      );
      return (done.rows[0]?.n ?? 0) > 0;
    });
    await writer.query(`set local lock_timeout = '5s'`);
    await writer.query('update registry.person set sex = sex where person_id < $1', [personId]);
    await writer.query('rollback');
    await writer.end();
    expect((await finishing).isFinished).toBe(true);
    expect(await keptRows()).toEqual(last.rows);
  });

  test('coverage is read while it is counted anew', async () => {
    const sum = `select sum(n) as n from coverage.count where layer = 1 and grain = 2`;
    const reader = await connectClient(database.url());
    await reader.query(`set lock_timeout = '200ms'`);
    const read = async (): Promise<number> => Number((await reader.query(sum)).rows[0].n);
    const wrong = await read();
    const during: number[] = [];
    await finishUpgrade(database.ctx(), keptSets, async (progress) => {
      if (progress.step === 'kept' && progress.name === 'coverage.counts' && progress.share < 1) {
        during.push(await read());
      }
      return true;
    });
    expect(during).toEqual([wrong, wrong]);
    expect(await read()).toBeLessThan(wrong);
    await reader.end();
  });
});

describe('the job of a start', () => {
  afterAll(() => sql`delete from graphile_worker._private_jobs`.execute(database.db()));

  test('nothing is left to do: none is asked for', async () => {
    await finishUpgrade(database.ctx(), keptSets);
    expect(await planUpgrade(database.ctx(), keptSets)).toBe(false);
  });

  test('asked for, run beside the server, and free of a worker that was killed', async () => {
    const ctx = database.ctx();
    await makeOld();
    expect(await planUpgrade(ctx, keptSets)).toBe(true);
    // a worker took it and died with its process
    await sql`
      update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now()`.execute(
      ctx.db,
    );
    await sql`
      update graphile_worker._private_job_queues
      set locked_by = 'worker-dead', locked_at = now()`.execute(ctx.db);
    const log = pino({ level: 'silent' });
    const jobs = await startJobs(database.url(), upgradeJobs(ctx, keptSets), log);
    await until(async () => (await readUpgrade(ctx, keptSets)).isFinished);
    await jobs.stop();
    const told = await sql<{ state: string; step: string }>`
      select state, step from access.job where name = ${UPGRADE_JOB}`.execute(ctx.db);
    expect(told.rows).toContainEqual({ state: 'done', step: 'upgrade.done' });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
