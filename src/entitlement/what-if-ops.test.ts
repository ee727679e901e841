import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { decideRegister } from './decide-ops.ts';
import { entitlementJobs } from './jobs.ts';
import { DAY, ctxOn, plantHousehold } from './test-register.ts';
import { getScenario, listScenarios, saveScenario, writeScenarioFile } from './what-if-ops.ts';

const database = useTestDatabase();
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

test('names are taken once, scenarios stay with their unit, the annex has every month', async () => {
  const ctx = ctxOn(database, DAY);
  const [scenario] = await listScenarios(ctx, unit);
  if (!scenario) throw new Error('no scenario');
  const { name, changes, scenarioId } = scenario;
  await expect(saveScenario(ctx, unit, { name, note: '', changes, uptake: {} })).rejects.toThrow(
    'entitlement.scenario.conflict',
  );
  await expect(getScenario(ctx, PLACE.communeD, scenarioId)).rejects.toThrow(
    'entitlement.scenario.notFound',
  );
  const unknown = [{ kind: 'support' as const, category: 'ZZ', bp: 1, from: DAY, to: null }];
  await expect(
    saveScenario(ctx, unit, { name: 'sai', note: '', changes: unknown, uptake: {} }),
  ).rejects.toThrow('policy.unknownCategory');
  const file = await writeScenarioFile({ ...ctx, who: SYSTEM_ACTOR }, { unit, scenarioId });
  // the unit and its one commune, a row for each of 14 days
  expect(file.rows).toBe(28);
});
