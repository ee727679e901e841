import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { checkCounts } from '../coverage/check-ops.ts';
import { coverageTree } from '../coverage/ops.ts';
import { coverageSeries } from '../coverage/series-ops.ts';
import { Refusal } from '../kernel/outcome.ts';
import { checkRegister } from '../registry/ops.ts';
import { listAreaClasses } from '../units/area-classes.ts';
import { loadReference } from '../units/loading.ts';
import { getUnitByCode } from '../units/ops.ts';
import { type DemoLoaded, loadDemo } from './load.ts';

const NOW = Temporal.Instant.from('2026-11-22T02:00:00Z');
const PLAN = ['sonDuongPlan'];

describe('Sơn Dương in a database', () => {
  const database = useTestDatabase();
  const ctx = () => database.ctx({ now: () => NOW });
  let loaded: DemoLoaded;
  const steps = new Set<string>();
  beforeAll(async () => {
    await loadReference(ctx());
    loaded = await loadDemo(ctx(), {
      name: 'Sơn Dương',
      onProgress: ({ step }) => steps.add(step),
    });
  }, 300_000);

  test('tells what it loaded and how far it is', () => {
    expect(loaded).toMatchObject({ name: 'son-duong', unitCode: '076', loaded: true });
    expect(loaded.rows.participation).toBeGreaterThan(800_000);
    expect([...steps].slice(0, 3)).toEqual(['places', 'person_version', 'residence']);
    expect([...steps].at(-1)).toBe('counts');
  });

  // Kế hoạch bao phủ BHYT huyện Sơn Dương 2022–2025, part I.I.2
  test('coverage of district 076 on 31/12/2021 is the plan’s', async () => {
    const answer = await coverageTree(ctx(), {
      unit: '076',
      asOf: '2021-12-31',
      definition: PLAN,
    });
    expect(answer.population).toBe(182_330);
    expect(answer.insured).toBe(155_163);
    expect(answer.rateBp).toBe(8_510);
    const groups = new Map(answer.byGroup.map((group) => [group.group, group.insured]));
    expect([1, 2, 3, 4, 5].map((group) => groups.get(group))).toEqual([
      8_541, 5_374, 80_185, 33_118, 26_735,
    ]);
    expect(answer.aggregates.reduce((sum, row) => sum + row.people, 0)).toBe(1_210);
    expect(answer.uncertain.people).toBe(0);
    expect(answer.children?.length).toBe(30);
  });

  test('its ten communes of today hold the same people', async () => {
    const answer = await coverageTree(ctx(), {
      unit: '076',
      codeOn: '2021-12-31',
      asOf: '2021-12-31',
      boundaries: '2026-01-01',
      definition: PLAN,
    });
    expect(answer.children?.length).toBe(10);
    const sum = (pick: (child: NonNullable<typeof answer.children>[number]) => number): number =>
      (answer.children ?? []).reduce((total, child) => total + pick(child), 0);
    expect(sum((child) => child.residents)).toBe(182_330);
    expect(sum((child) => child.insured)).toBe(155_163);
  });

  test('the series shows July 2021', async () => {
    const { series } = await coverageSeries(ctx(), {
      unit: '076',
      codeOn: '2021-12-31',
      asOf: '2021-12-31',
      months: 12,
      definition: PLAN,
    });
    const points = series[0]?.points ?? [];
    const insuredOn = (day: string): number =>
      points.find((point) => point.day === day)?.insured ?? 0;
    expect(points.length).toBe(12);
    expect(insuredOn('2021-06-30') - insuredOn('2021-07-31')).toBeGreaterThan(20_000);
    expect(insuredOn('2021-12-31')).toBe(155_163);
  });

  test('late deaths were known later', async () => {
    const question = { unit: '076', asOf: '2021-12-31', definition: PLAN };
    const then = await coverageTree(ctx(), { ...question, knownAt: '2022-01-20T00:00:00+07:00' });
    expect(then.residents - 182_330).toBe(24);
    const now = await coverageTree(ctx(), { ...question, knownAt: '2022-03-01T00:00:00+07:00' });
    expect(now.residents).toBe(182_330);
  }, 60_000);

  test('the kept counts equal the facts, and the register breaks no rule', async () => {
    const counts = await checkCounts(ctx());
    expect(counts.differences).toEqual([]);
    const register = await checkRegister(ctx());
    expect(register).toEqual({ violations: [], staleSearchRows: [] });
  }, 300_000);

  test('communes have classes with their acts, before and after July 2021', async () => {
    const unit = await getUnitByCode(ctx(), '02542', '2021-12-31');
    const classes = await listAreaClasses(ctx(), [unit.unitId]);
    const area = classes
      .filter((spell) => spell.scheme === 'ethnicArea')
      .map((spell) => [spell.class, spell.validFrom, spell.act?.number]);
    expect(area).toEqual([
      ['II', '2019-01-01', '582/QĐ-TTg'],
      ['I', '2021-07-01', '861/QĐ-TTg'],
    ]);
  });

  test('the same demo again changes nothing, another one is refused', async () => {
    const again = await loadDemo(ctx(), { name: 'son-duong' });
    expect(again).toMatchObject({ loaded: false, entryId: loaded.entryId, rows: {} });
    await expect(loadDemo(ctx(), { name: 'son-duong', seed: 2 })).rejects.toThrow(Refusal);
    await expect(loadDemo(ctx(), { name: 'son-la' })).rejects.toThrow('demo.otherLoaded');
  });
});
