import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { jobHandlers, jobSchedule } from '../../src/app.ts';
import { useTestDatabase } from '../database.ts';
import { PLACE } from '../small-tree.ts';
import { undoEntry } from '../../src/registry/ops.ts';
import { recordAreaClasses } from '../../src/units/area-classes.ts';
import { AreaClassInput } from '../../src/units/types.ts';
import { startJobs } from '../../src/stores/jobs.ts';
import { DECIDE_JOB, decideRegister } from '../../src/entitlement/decide-ops.ts';
import { entitlementJobs, resumeEntitlement } from '../../src/entitlement/jobs.ts';
import { listToPersuade } from '../../src/entitlement/persuasion-ops.ts';
import { findLastBasis, findState, replaceAll } from '../../src/entitlement/sql.ts';
import { findLastEntry } from '../../src/entitlement/sql-facts.ts';
import { DAY, ctxOn, idOf, plantHousehold, record } from '../../src/entitlement/test-register.ts';
import {
  SCENARIO_JOB,
  computeScenario,
  getScenario,
  recomputeScenario,
  saveScenario,
} from '../../src/entitlement/what-if-ops.ts';

const database = useTestDatabase();
const UNIT = PLACE.communeE;
const log = pino({ level: 'silent' });

interface Waiting {
  name: string;
  key: string | null;
  seconds: number;
}

async function listWaiting(): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select task_identifier as name, key, extract(epoch from run_at - now())::int as seconds
    from graphile_worker.jobs
    where task_identifier = ${DECIDE_JOB}
    order by id`.execute(database.db());
  return found.rows;
}

/** Lets the real worker run what waits, as if the seconds had passed. */
async function runWaiting(day: string): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(database.db());
  const ctx = ctxOn(database, day);
  const jobs = await startJobs(database.url(), jobHandlers(ctx), log);
  await expect.poll(listWaiting, { timeout: 20_000, interval: 50 }).toEqual([]);
  await jobs.stop();
}

beforeAll(async () => {
  await plantHousehold(database);
});

describe('decisions follow by themselves', () => {
  test('after the first entry everybody is decided for the first time', async () => {
    expect(await listWaiting()).toHaveLength(1);
    await runWaiting(DAY);
    expect(await findLastBasis(database.db())).toMatchObject({ people: 6, decidedOn: DAY });
  });

  test('many writes are decided once, soon after the first, and exactly whom they touched', async () => {
    const ctx = ctxOn(database, DAY);
    const person = idOf('Ông Cả');
    await record(ctx, [{ kind: 'setStatus', person, status: 'veteran', from: '2026-01-01' }]);
    const [first] = await listWaiting();
    expect(first).toMatchObject({ key: 'entitlement.follow' });
    expect(first?.seconds).toBeGreaterThan(10);
    await record(ctx, [
      { kind: 'setStatus', person: idOf('Người Xa'), status: 'pensioner', from: '2026-01-01' },
    ]);
    expect(await listWaiting()).toHaveLength(1);
    await runWaiting(DAY);
    expect((await findState(database.db())).stale).toBe(0);
    // a veteran, his household of four, and one who lives alone
    expect(await findLastBasis(database.db())).toMatchObject({ people: 5 });
    const { rows } = await listToPersuade(ctx, { unit: UNIT });
    expect(rows.find((row) => row.personId === person)?.category).toBe('CB');
  });

  test('an entry that is undone is decided again too', async () => {
    const ctx = ctxOn(database, DAY);
    await undoEntry(ctx, await findLastEntry(database.db()), 'ghi nhầm');
    expect(await listWaiting()).toHaveLength(1);
    await runWaiting(DAY);
    const { rows } = await listToPersuade(ctx, { unit: UNIT });
    expect(rows.find((row) => row.personId === idOf('Người Xa'))?.category).toBe('GD');
  });

  test('what is written while everybody is decided waits for the next time', async () => {
    const ctx = ctxOn(database, DAY);
    const person = idOf('Bà Hai');
    await decideRegister(ctx, { whole: true });
    const before = await findLastEntry(database.db());
    await record(ctx, [{ kind: 'setStatus', person, status: 'veteran', from: '2026-01-01' }]);
    // as if it had been read up to the entry before
    const basis = await findLastBasis(database.db());
    await replaceAll(database.db(), { basisId: basis?.basisId ?? 0, readToEntry: before }, []);
    expect((await findState(database.db())).stale).toBe(4);
    await decideRegister(ctx, { whole: true });
    expect((await findState(database.db())).stale).toBe(0);
  });

  test('a new list of areas alone is followed: who lives there is offered another category', async () => {
    const ctx = ctxOn(database, DAY);
    const list = AreaClassInput.parse({
      scheme: 'ethnicArea',
      validFrom: '2026-11-01',
      act: { number: '9/QĐ', title: 'Danh sách xã khu vực III', issuer: 'UBND tỉnh P' },
      rows: [{ unit: UNIT, class: 'III' }],
    });
    const told = await recordAreaClasses(ctx, list, false);
    expect(told.ok && told.value.changed).toHaveLength(1);
    expect(await listWaiting()).toHaveLength(1);
    await runWaiting(DAY);
    const { rows } = await listToPersuade(ctx, { unit: UNIT });
    expect(rows.find((row) => row.personId === idOf('Người Xa'))?.category).toBe('DK');
    // the same list once more changes nothing, and nothing waits
    await recordAreaClasses(ctx, list, false);
    expect(await listWaiting()).toEqual([]);
  });

  test('a start decides for the new day; with nothing new nothing is written', async () => {
    await resumeEntitlement(ctxOn(database, '2026-11-22'));
    await runWaiting('2026-11-22');
    const next = await findLastBasis(database.db());
    expect(next).toMatchObject({ decidedOn: '2026-11-22' });
    await resumeEntitlement(ctxOn(database, '2026-11-22'));
    await runWaiting('2026-11-22');
    expect(await findLastBasis(database.db())).toEqual(next);
  });

  test('shortly after midnight of the working zone it runs by the clock', () => {
    const [minute, hour] =
      jobSchedule.find(({ name }) => name === DECIDE_JOB)?.match.split(' ') ?? [];
    const local = Temporal.ZonedDateTime.from('2026-11-22T00:00+07:00[Asia/Ho_Chi_Minh]')
      .add({ minutes: 5 })
      .toInstant()
      .toZonedDateTimeISO('UTC');
    expect([Number(minute), Number(hour)]).toEqual([local.minute, local.hour]);
  });
});

describe('a scenario that cannot be computed', () => {
  test('says why in words it can be asked for, and is computed again when it can', async () => {
    const ctx = ctxOn(database, DAY);
    const { scenarioId } = await saveScenario(ctx, UNIT, {
      name: 'Hỗ trợ toàn bộ hộ cận nghèo',
      note: '',
      changes: [{ kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01', to: null }],
      uptake: {},
      renewsLists: false,
    });
    // the law no longer takes what was saved
    await sql`update entitlement.scenario
      set changes = jsonb_set(changes, '{0,category}', '"ZZ"')
      where scenario_id = ${scenarioId}`.execute(database.db());
    await expect(computeScenario(ctx, scenarioId)).rejects.toThrow();
    await runScenario();
    const failed = await getScenario(ctx, UNIT, scenarioId);
    expect(failed).toMatchObject({ state: 'failed', result: null });
    expect(failed.failure?.[0]?.code).toMatch(/^policy\./);
    await sql`update entitlement.scenario
      set changes = jsonb_set(changes, '{0,category}', '"CN"')
      where scenario_id = ${scenarioId}`.execute(database.db());
    expect(await recomputeScenario(ctx, UNIT, scenarioId)).toMatchObject({
      state: 'computing',
      failure: null,
    });
    await runScenario();
    expect(await getScenario(ctx, UNIT, scenarioId)).toMatchObject({ state: 'computed' });
  });

  test('a fault of ours is tried again, and told when no try is left', async () => {
    const ctx = ctxOn(database, DAY);
    const [scenarioId = 0] = await listScenarioIds();
    const run = entitlementJobs(ctx)[SCENARIO_JOB];
    await sql`update entitlement.scenario
      set changes = '[{"kind": "parameter", "id": "contributionRate", "value": -1,
        "from": "2027-01-01", "to": null}]'
      where scenario_id = ${scenarioId}`.execute(database.db());
    const job = { id: '1', name: SCENARIO_JOB };
    await expect(run?.({ scenarioId }, { ...job, hasMoreTries: true })).rejects.toThrow();
    expect(await getScenario(ctx, UNIT, scenarioId)).toMatchObject({ state: 'computed' });
    await expect(run?.({ scenarioId }, { ...job, hasMoreTries: false })).rejects.toThrow();
    expect(await getScenario(ctx, UNIT, scenarioId)).toMatchObject({
      state: 'failed',
      failure: [{ code: 'entitlement.scenario.broken' }],
    });
  });

  test('a job stopped by hand leaves no scenario computing for ever', async () => {
    const ctx = ctxOn(database, DAY);
    const [known] = await listScenarioIds();
    const { jobId } = await recomputeScenario(ctx, UNIT, known ?? 0);
    await sql`update access.job set state = 'cancelled' where job_id = ${jobId}`.execute(
      database.db(),
    );
    expect(await getScenario(ctx, UNIT, known ?? 0)).toMatchObject({
      state: 'failed',
      failure: [{ code: 'entitlement.scenario.stopped' }],
    });
  });
});

async function listScenarioIds(): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select scenario_id as id from entitlement.scenario order by 1`.execute(database.db());
  return found.rows.map((row) => row.id);
}

async function runScenario(): Promise<void> {
  const ctx = ctxOn(database, DAY);
  const jobs = await startJobs(database.url(), jobHandlers(ctx), log);
  const isOver = async () => {
    const found = await sql<{ n: number }>`
      select count(*) as n from entitlement.scenario where state = 'computing'`.execute(
      database.db(),
    );
    return found.rows[0]?.n;
  };
  await expect.poll(isOver, { timeout: 20_000, interval: 50 }).toBe(0);
  await jobs.stop();
}
