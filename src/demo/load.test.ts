import { describe, expect, test } from 'vitest';
import { useTestApp } from '../../test/app.ts';
import { useTestDatabase } from '../../test/database.ts';
import { loadProvince, makeProvince, makeSonDuong } from '../../test/province.ts';
import { openDemoUsers } from '../demo-start.ts';
import { checkCounts } from '../coverage/check-ops.ts';
import { coverageTree } from '../coverage/ops.ts';
import { coverageSeries } from '../coverage/series-ops.ts';
import { Refusal } from '../kernel/outcome.ts';
import { checkRegister } from '../registry/ops.ts';
import { listAreaClasses } from '../units/area-classes.ts';
import { getUnitByCode } from '../units/ops.ts';
import { type DemoProgress, loadDemo } from './load.ts';
import { findLoad } from './sql.ts';

const PLAN = ['sonDuongPlan'];

describe('Sơn Dương in a database', () => {
  const app = useTestApp({ web: false });
  const ctx = () => app.ctx();

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
    const children = answer.children ?? [];
    expect(children.length).toBe(10);
    expect(children.reduce((sum, child) => sum + child.residents, 0)).toBe(182_330);
    expect(children.reduce((sum, child) => sum + child.insured, 0)).toBe(155_163);
  });

  test('the kept counts are those of a naive count of the rows', async () => {
    const { naive } = makeSonDuong(1, '2026-11-22');
    for (const day of ['2019-06-15', '2021-06-30', '2021-07-01', '2023-12-31', '2024-10-31']) {
      const figure = naive.on(day);
      const answer = await coverageTree(ctx(), {
        unit: '076',
        codeOn: '2021-12-31',
        asOf: day,
        boundaries: '2021-12-31',
        definition: PLAN,
      });
      expect([day, answer.residents, answer.insuredByName]).toEqual([
        day,
        figure.residents,
        figure.insured,
      ]);
    }
  }, 60_000);

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
    const mark = await findLoad(ctx().db);
    const again = await loadDemo(ctx(), { name: 'Sơn Dương' });
    expect(again).toMatchObject({ loaded: false, entryId: mark?.entryId, rows: {} });
    await expect(loadDemo(ctx(), { name: 'son-duong', seed: 2 })).rejects.toThrow(Refusal);
    await expect(loadDemo(ctx(), { name: 'son-la' })).rejects.toThrow('demo.otherLoaded');
  });
});

describe('a small province in a database', () => {
  const database = useTestDatabase();
  const ctx = () => database.ctx({ now: () => Temporal.Instant.from('2026-11-22T02:00:00Z') });
  const wish = { people: 4_000, communes: 3 };

  test('tells how far it is, is counted as its rows say, and breaks no rule', async () => {
    const told: DemoProgress[] = [];
    const loaded = await loadProvince(ctx(), wish, (progress) => told.push(progress));
    expect(loaded).toMatchObject({ unitCode: '14', loaded: true });
    // its users stand in the tree of today, which has the province without districts
    expect((await openDemoUsers(ctx())).path).toMatch(/^\/bat-dau/);
    expect([...new Set(told.map(({ step }) => step))].slice(0, 3)).toEqual([
      'places',
      'person_version',
      'residence',
    ]);
    expect(told.at(-1)).toEqual({ step: 'counts', done: 1, total: 1 });
    const { naive, plan } = makeProvince(wish);
    for (const day of ['2025-08-31', '2025-12-31', '2026-11-22']) {
      const figure = naive.on(day);
      const answer = await coverageTree(ctx(), { unit: '14', asOf: day, definition: ['allCards'] });
      expect([day, answer.residents, answer.insuredByName]).toEqual([
        day,
        figure.residents,
        figure.insured + figure.otherOnly,
      ]);
      const peopled = answer.children?.filter((child) => child.residents > 0) ?? [];
      expect(peopled.map((child) => child.unit.code)).toEqual(
        plan.scopes.flat().map((commune) => commune.code),
      );
    }
    expect((await checkCounts(ctx())).differences).toEqual([]);
    expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
  }, 120_000);

  test('refuses what it does not know, and a register with people of its own', async () => {
    await expect(loadDemo(ctx(), { name: 'atlantis' })).rejects.toThrow('demo.unknown');
    await expect(loadDemo(ctx(), { name: 'son-duong', people: 5 })).rejects.toThrow(
      'demo.fixedPeople',
    );
    await database
      .db()
      .deleteFrom('demo.load' as never)
      .execute();
    await expect(loadDemo(ctx(), { name: 'son-la' })).rejects.toThrow('demo.registerUsed');
  });
});
