import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { PLACE } from '../../test/small-tree.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import type { ScenarioChange } from '../policy/scenario.ts';
import type { CommandInput, Status } from '../registry/types.ts';
import { inOwnerTransaction } from '../stores/context.ts';
import { decideRegister } from './decide-ops.ts';
import { entitlementJobs } from './jobs.ts';
import { scenarioEndpoints } from './scenario-endpoints.ts';
import { recordSponsorship, undoSponsorship } from './sponsorship-ops.ts';
import { SponsorshipInput } from './sponsorship-types.ts';
import { DAY, ctxOn, plantHousehold, record } from './test-register.ts';
import { ScenarioPage } from './types.ts';
import {
  getScenario,
  listScenarios,
  removeScenario,
  renameScenario,
  runWhatIf,
  saveScenario,
  writeScenarioFile,
} from './what-if-ops.ts';

const http = useTestServer(scenarioEndpoints);
const { database } = http;
const unit = PLACE.communeE;

beforeAll(async () => {
  await plantHousehold(database);
  await decideRegister(ctxOn(database, DAY));
});

test('a scenario is saved by name, computed by its job and compared month by month', async () => {
  const ctx = ctxOn(database, DAY);
  const saved = await saveScenario(ctx, unit, {
    name: 'Lương cơ sở 2,7 triệu; cận nghèo được hỗ trợ toàn bộ',
    note: '',
    changes: [
      { kind: 'parameter', id: 'baseSalary', value: 2_700_000, from: '2027-01-01', to: null },
      { kind: 'support', category: 'CN', bp: 10_000, from: '2026-12-01', to: null },
    ],
    uptake: {},
    renewsLists: false,
  });
  expect(saved.state).toBe('computing');
  const job = entitlementJobs(ctx)['entitlement.scenario'];
  await job?.(
    { scenarioId: saved.scenarioId },
    { id: saved.jobId ?? '', name: 'entitlement.scenario' },
  );
  const { result, state } = await getScenario(ctx, unit, saved.scenarioId);
  expect(state).toBe('computed');
  expect(result?.people).toBe(6);
  expect(result?.days.slice(0, 2)).toEqual([DAY, '2026-12-01']);
  expect(result?.days.at(-1)).toBe('2027-12-01');
  // in December the near-poor woman is paid for wholly; her list ends with the year
  expect(result?.today[1]).toMatchObject({ insured: 1, statePaid: 1 });
  expect(result?.scenario[1]).toMatchObject({ insured: 2, statePaid: 2 });
  const [now, then] = [result?.today[2], result?.scenario[2]];
  // the son pays on as the first of his household: 4.5 % of 2,530,000 and of 2,700,000
  expect([now?.ownVnd, then?.ownVnd]).toEqual([113_850, 121_500]);
  expect(result?.communes.map((row) => row.communeId)).toEqual([unit]);
});

test('where yearly lists are made anew, who is near-poor stays so on both sides', async () => {
  const ctx = ctxOn(database, DAY);
  const changes: ScenarioChange[] = [
    { kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01', to: null },
  ];
  const run = (renewsLists: boolean) =>
    inOwnerTransaction(ctx, (tx) => runWhatIf(tx, { unit, changes, renewsLists }));
  const [ended, renewed] = [await run(false), await run(true)];
  const at = ended.days.indexOf('2027-01-01');
  const paid = (result: typeof ended, side: 'today' | 'scenario') => result[side][at]?.statePaid;
  // her list ends with 2026: nobody is near-poor in 2027, and no support of them changes anything
  expect(paid(ended, 'scenario')).toBe(paid(ended, 'today'));
  expect(paid(renewed, 'scenario')).toBe((paid(renewed, 'today') ?? 0) + 1);
  expect(renewed.days).toEqual(ended.days);
});

test('who is helped by a sponsor is, under either law, as far as something is left to pay', async () => {
  const ctx = ctxOn(database, DAY);
  const gift = SponsorshipInput.parse({
    payer: 'sponsor',
    payerName: 'Hội P',
    categories: ['CN'],
    way: 'card',
    from: '2026-11-01',
    to: '2027-01-01',
  });
  const { sponsorshipId } = await recordSponsorship(ctx, unit, gift);
  const changes: ScenarioChange[] = [
    { kind: 'support', category: 'CN', bp: 10_000, from: '2026-12-01', to: null },
  ];
  const result = await inOwnerTransaction(ctx, (tx) => runWhatIf(tx, { unit, changes }));
  // December: 30 % of 113,850 are left to the near-poor woman without a card; the sponsor pays them,
  // so she has one; in the scenario the State pays all and the sponsor nothing
  expect(result.today[1]).toMatchObject({ insured: 2, sponsorVnd: 34_155, communeVnd: 0 });
  expect(result.scenario[1]).toMatchObject({ insured: 2, sponsorVnd: 0 });
  // in January the promise is over, and so is her list
  expect(result.today[2]?.sponsorVnd).toBe(0);
  await undoSponsorship(ctx, unit, sponsorshipId, { reason: 'thử xong' });
});

test('a scenario gets another name, not one already used, and can be removed', async () => {
  const ctx = ctxOn(database, DAY);
  const changes: ScenarioChange[] = [
    { kind: 'support', category: 'CN', bp: 9000, from: '2027-01-01', to: null },
  ];
  const input = { note: '', changes, uptake: {}, renewsLists: false };
  const first = await saveScenario(ctx, unit, { ...input, name: 'Bản nháp' });
  const other = await saveScenario(ctx, unit, { ...input, name: 'Chín mươi phần trăm' });
  const naming = { name: 'Cận nghèo 90 %', note: 'trình kỳ họp' };
  expect(await renameScenario(ctx, unit, first.scenarioId, naming)).toMatchObject(naming);
  await expect(
    renameScenario(ctx, unit, other.scenarioId, { name: 'Cận nghèo 90 %', note: '' }),
  ).rejects.toMatchObject({ faults: [{ code: 'entitlement.scenario.conflict' }] });
  // of another unit it is not found
  await expect(removeScenario(ctx, PLACE.communeD, first.scenarioId)).rejects.toMatchObject({
    faults: [{ code: 'entitlement.scenario.notFound' }],
  });
  await removeScenario(ctx, unit, first.scenarioId);
  const names = (await listScenarios(ctx, unit)).map((row) => row.name);
  expect(names).toContain('Chín mươi phần trăm');
  expect(names).not.toContain('Cận nghèo 90 %');
  await removeScenario(ctx, unit, other.scenarioId);
});

/** A commune on the list of region III that leaves it on 1/1/2027, in the scenario only. */
describe('cards that leave the state-paid groups', () => {
  const area = PLACE.communeD;
  const born = { birthDate: '1990-01-01', birthPrecision: 'day', sex: 'female' } as const;

  beforeAll(async () => {
    const ctx = ctxOn(database, DAY);
    const add = (key: string, fullName: string): CommandInput => ({
      kind: 'addPerson',
      person: key,
      attributes: { ...born, fullName },
      residence: { placeId: area, kind: 'permanent', from: '2020-01-01' },
    });
    const card = (person: string, category: string, to: string | null): CommandInput => ({
      kind: 'addParticipation',
      person,
      category,
      issuer: 'own',
      from: '2026-01-01',
      to,
    });
    const status = (person: string, code: Status): CommandInput => ({
      kind: 'setStatus',
      person,
      status: code,
      from: '2026-01-01',
      to: null,
    });
    await record(ctx, [
      add('new:a', 'Chỉ có thẻ vùng'),
      card('new:a', 'DK', null),
      add('new:b', 'Đi làm nơi khác, còn thẻ vùng'),
      status('new:b', 'employee'),
      card('new:b', 'DK', '2027-01-01'),
      card('new:b', 'DN', null),
      add('new:c', 'Sinh viên, còn thẻ vùng'),
      status('new:c', 'student'),
      card('new:c', 'DK', '2027-01-01'),
      card('new:c', 'SV', '2028-01-01'),
      add('new:d', 'Thẻ vùng, hộ nghèo'),
      status('new:d', 'poorHousehold'),
      card('new:d', 'DK', '2027-01-01'),
      add('new:e', 'Hưu trí'),
      status('new:e', 'pensioner'),
      card('new:e', 'HT', null),
      add('new:f', 'Có việc làm, chỉ có thẻ vùng'),
      status('new:f', 'employee'),
      card('new:f', 'DK', null),
    ]);
    await sql`
      with act as (insert into units.act (title) values ('danh sách thử') returning act_id)
      insert into units.area_class (unit_id, scheme, class, valid_from, act_id, recorded_at,
        actor_name)
      select ${area}, 'ethnicArea', 'III', '2021-07-01', act_id, now(), 'test'
      from act`.execute(database.db());
    await decideRegister(ctx, { whole: true });
  });

  test('are counted whichever category counts, and only where none of that kind is left', async () => {
    const ctx = ctxOn(database, DAY);
    const leaves: ScenarioChange = {
      kind: 'areaList',
      placeIds: [area],
      areaClass: 'regionIII',
      enters: false,
      from: '2027-01-01',
    };
    const { days, today, scenario } = await inOwnerTransaction(ctx, (tx) =>
      runWhatIf(tx, { unit: area, changes: [leaves] }),
    );
    const at = days.indexOf('2027-01-01');
    // by today's law the four cards of the area go on, beside the poor one's own
    expect(today[at]).toMatchObject({ residents: 6, leftStatePaid: 0, insured: 6 });
    // a, b, c and f lose theirs; d is paid for as poor
    expect(scenario[at]).toMatchObject({ residents: 6, leftStatePaid: 4, statePaid: 1 });
    // b and c go on with their second card, e with his own; a and f take up what is offered, and
    // of employees two of two, of those offered the household none have a card
    expect(scenario[at]?.insured).toBe(5);
  });

  test('a pension is paid by social insurance: neither state-paid nor money of the budget', async () => {
    const ctx = ctxOn(database, DAY);
    const { today } = await inOwnerTransaction(ctx, (tx) =>
      runWhatIf(tx, { unit: area, changes: [] }),
    );
    // a, c and d count in group 3; b and f as employees, e as a pensioner
    expect(today[0]?.statePaid).toBe(3);
    expect(today[0]?.stateVnd).toBe(3 * 113_850);
  });
});

test('the command line gets the figures at once, saved by name all the same', async () => {
  const asked = await http.request<ScenarioPage>(
    SYSTEM_ACTOR,
    'post',
    `/v1/entitlement/u${unit}/scenarios`,
    {
      name: 'Hỗ trợ 100 % hộ cận nghèo',
      changes: [{ kind: 'support', category: 'CN', bp: 10_000, from: '2026-12-01' }],
      now: true,
    },
  );
  expect(asked.status).toBe(200);
  const page = ScenarioPage.parse(asked.body);
  expect(page).toMatchObject({ state: 'computed', jobId: null });
  expect(page.result?.scenario[1]).toMatchObject({ statePaid: 2 });
  const saved = await getScenario(ctxOn(database, DAY), unit, page.scenarioId);
  expect(saved.result).toEqual(page.result);
});

test('names are taken once, scenarios stay with their unit, the annex has every month', async () => {
  const ctx = ctxOn(database, DAY);
  const scenario = (await listScenarios(ctx, unit)).at(-1);
  if (!scenario) throw new Error('no scenario');
  const { name, changes, scenarioId } = scenario;
  await expect(
    saveScenario(ctx, unit, { name, note: '', changes, uptake: {}, renewsLists: false }),
  ).rejects.toThrow('entitlement.scenario.conflict');
  await expect(getScenario(ctx, PLACE.communeD, scenarioId)).rejects.toThrow(
    'entitlement.scenario.notFound',
  );
  const unknown = [{ kind: 'support' as const, category: 'ZZ', bp: 1, from: DAY, to: null }];
  await expect(
    saveScenario(ctx, unit, {
      name: 'sai',
      note: '',
      changes: unknown,
      uptake: {},
      renewsLists: false,
    }),
  ).rejects.toThrow('policy.unknownCategory');
  const file = await writeScenarioFile({ ...ctx, who: SYSTEM_ACTOR }, { unit, scenarioId });
  // the unit and its one commune, a row for each of 14 days
  expect(file.rows).toBe(28);
});
