import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { loadReference } from './loading.ts';
import {
  findUnitByCode,
  getUnit,
  getUnitByCode,
  getUnitPage,
  listChildren,
  listSubtree,
  pathOf,
  resolveUnit,
  scopeOf,
  searchUnits,
} from './ops.ts';

const database = useTestDatabase();

beforeAll(async () => {
  await loadReference(database.ctx());
});

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';
const SON_DUONG = 2076;
const TEN = [
  '02536',
  '02545',
  '02548',
  '02554',
  '02572',
  '02578',
  '02608',
  '02611',
  '02620',
  '02623',
];

describe('the tree of a day', () => {
  test('the last day of three levels: Tuyên Quang has districts, Sơn Dương thirty communes', async () => {
    const ctx = database.ctx();
    const province = await getUnitByCode(ctx, '08', BEFORE);
    expect(province.name).toBe('Tỉnh Tuyên Quang');
    const districts = await listChildren(ctx, province.unitId, BEFORE);
    expect(districts.kind).toBe('children');
    expect(districts.units.map((unit) => unit.level)).toEqual(Array(7).fill('district'));
    const sonDuong = districts.units.find((unit) => unit.code === '076');
    expect(sonDuong?.children).toBe(30);
    const communes = await listChildren(ctx, SON_DUONG, BEFORE);
    expect(communes.units).toHaveLength(30);
    expect(communes.units.filter((unit) => unit.type === 'thi-tran')).toHaveLength(1);
  });

  test('the first day of two levels: the province has 124 communes and no districts', async () => {
    const ctx = database.ctx();
    const province = await getUnitByCode(ctx, '08', AFTER);
    expect(province.unitId).toBe(1208);
    const communes = await listChildren(ctx, province.unitId, AFTER);
    expect(communes.units).toHaveLength(124);
    expect(communes.units.every((unit) => unit.level === 'commune')).toBe(true);
    const country = await listChildren(ctx, 1, AFTER);
    expect(country.units).toHaveLength(34);
  });

  test('Sơn Dương of old is held by exactly its ten communes of today', async () => {
    const answer = await listChildren(database.ctx(), SON_DUONG, '2026-01-01');
    expect(answer.kind).toBe('holders');
    expect(answer.units.map((unit) => unit.code)).toEqual(TEN);
    // Tân Trào also took two communes of Yên Sơn
    expect(answer.units.filter((unit) => unit.whole !== true).map((unit) => unit.code)).toEqual([
      '02545',
    ]);
  });

  test('the same the other way: a commune of today seen by the old boundaries lies in the district', async () => {
    const path = await pathOf(database.ctx(), 202548, BEFORE);
    expect(path.pathText).toBe('u1.u1008.u2076');
    expect(path.certain).toBe(false);
    expect(path.candidates.length).toBeGreaterThan(1);
    expect(path.candidates.every((unit) => unit.unitId < 200_000)).toBe(true);
  });

  test('every old commune of Sơn Dương lies certainly in one of the ten', async () => {
    const ctx = database.ctx();
    const old = await listChildren(ctx, SON_DUONG, BEFORE);
    const now = await Promise.all(old.units.map((unit) => pathOf(ctx, unit.unitId, '2026-01-01')));
    expect(now.every((path) => path.certain)).toBe(true);
    expect(new Set(now.map((path) => path.path.at(-1)?.code))).toEqual(new Set(TEN));
  });

  test('the subtree of a day comes whole and from one level to the next', async () => {
    const ctx = database.ctx();
    const before = await listSubtree(ctx, 1, BEFORE);
    expect(before).toHaveLength(1 + 63 + 696 + 10_035);
    const after = await listSubtree(ctx, 1, AFTER);
    expect(after).toHaveLength(1 + 34 + 3321);
    expect(after.find((unit) => unit.unitId === 202545)?.parentId).toBe(1208);
  });

  test('a scope outside the life of a unit is that of its own last day', async () => {
    const ctx = database.ctx();
    expect(await scopeOf(ctx, SON_DUONG, '2026-01-01')).toEqual({
      path: 'u1.u1008.u2076',
      on: BEFORE,
    });
    expect(await scopeOf(ctx, 202545, '2021-12-31')).toEqual({
      path: 'u1.u1208.u202545',
      on: AFTER,
    });
  });
});

describe('what became of units', () => {
  test('Xã Kỳ Lợi was split three ways: nobody guesses', async () => {
    const path = await pathOf(database.ctx(), 118796, AFTER);
    expect(path.certain).toBe(false);
    expect(path.path.map((unit) => unit.name)).toEqual(['Việt Nam', 'Tỉnh Hà Tĩnh']);
    expect(path.candidates.map((unit) => unit.code)).toEqual(['18754', '18823', '18832']);
  });

  test('when all people went with one part the answer is certain', async () => {
    // 04012 Chiềng Hắc: only land went elsewhere
    const certain = await resolveUnit(database.ctx(), { code: '04012', on: BEFORE });
    expect(certain.today.certain).toBe(true);
  });

  test('Ba Chẽ: one unit, two codes, both lead to it', async () => {
    const ctx = database.ctx();
    const old = await getUnitByCode(ctx, '06970', '2026-01-01');
    const now = await getUnitByCode(ctx, '06978', '2026-05-01');
    expect(old.unitId).toBe(now.unitId);
    expect((await findUnitByCode(ctx, '06970', '2026-05-01'))?.inForce).toBe(false);
    const page = await getUnitPage(ctx, now.unitId, '2026-05-01');
    expect(page.amendments.map((line) => line.kind)).toEqual(['recode']);
    expect(page.versions.map((version) => version.code)).toEqual(['06970', '06978']);
  });

  test('Đồng Nai becomes a city on 30/4/2026 and ten of its communes wards', async () => {
    const ctx = database.ctx();
    expect((await getUnitByCode(ctx, '75', '2026-04-29')).name).toBe('Tỉnh Đồng Nai');
    expect((await getUnitByCode(ctx, '75', '2026-04-30')).name).toBe('Thành phố Đồng Nai');
    const wards = async (day: string): Promise<number> =>
      (await listChildren(ctx, 1275, day)).units.filter((unit) => unit.type === 'phuong').length;
    expect((await wards('2026-04-30')) - (await wards('2026-04-29'))).toBe(10);
    const longThanh = await getUnitPage(ctx, 226368, '2026-05-01');
    expect(longThanh.versions.map((version) => version.name)).toEqual([
      'Xã Long Thành',
      'Phường Long Thành',
    ]);
    expect(longThanh.amendments[0]?.act?.number).toBe('237/NQ-UBTVQH16');
  });

  test('an island district is today one special zone', async () => {
    const ctx = database.ctx();
    const answer = await listChildren(ctx, 2536, '2026-01-01');
    expect(answer.units.map((unit) => unit.name)).toEqual(['Đặc khu Lý Sơn']);
    const back = await pathOf(ctx, 221548, BEFORE);
    expect(back).toMatchObject({ certain: true, pathText: 'u1.u1051.u2536' });
  });

  test('an unchanged commune keeps its identity under another parent', async () => {
    const ctx = database.ctx();
    const then = await getUnitByCode(ctx, '00859', BEFORE);
    const now = await getUnitByCode(ctx, '00859', AFTER);
    expect(now.unitId).toBe(then.unitId);
    expect((await pathOf(ctx, now.unitId, BEFORE)).pathText).toMatch(/^u1\.u1002\.u2\d+\.u100859$/);
    expect((await pathOf(ctx, now.unitId, AFTER)).pathText).toBe('u1.u1208.u100859');
  });

  test('provinces that merged are new units that bear the code of one of them', async () => {
    const ctx = database.ctx();
    const bacNinh = await getUnitByCode(ctx, '24', AFTER);
    expect(bacNinh.name).toBe('Tỉnh Bắc Ninh');
    expect((await getUnitByCode(ctx, '24', BEFORE)).name).toBe('Tỉnh Bắc Giang');
    const page = await getUnitPage(ctx, bacNinh.unitId, AFTER);
    expect(page.predecessors.map((line) => line.unit?.name).toSorted()).toEqual([
      'Tỉnh Bắc Giang',
      'Tỉnh Bắc Ninh',
    ]);
    expect(page.predecessors[0]?.act?.number).toBe('202/2025/QH15');
  });

  test('the page of a commune names what it came from, by which clause', async () => {
    const page = await getUnitPage(database.ctx(), 202536, '2026-01-01');
    expect(page.predecessors.map((line) => line.unit?.name)).toEqual([
      'Thị trấn Sơn Dương',
      'Xã Tú Thịnh',
      'Xã Hợp Thành',
      'Xã Phúc Ứng',
    ]);
    expect(page.predecessors.every((line) => line.act?.number === '1684/NQ-UBTVQH15')).toBe(true);
    expect(page.predecessors.every((line) => line.clause !== null)).toBe(true);
    expect(page.geography?.lon).toBeGreaterThan(105);
    expect(page.population.map((figure) => figure.source)).toContain('de-an-2025');
  });

  test('an unknown unit is refused as not found', async () => {
    await expect(getUnit(database.ctx(), 999_999)).rejects.toThrow('units.notFound');
  });
});

describe('search while typing', () => {
  test.each([
    ['tan trao', 202545],
    ['Tân Trào', 202545],
    ['xã tân trào', 202545],
    ['02545', 202545],
    ['tân trà', 202545],
    ['Tân Trào, Tuyên Quang', 202545],
    ['huyện sơn dương', SON_DUONG],
    ['hcm', 1279],
  ])('%s finds first %i', async (text, expected) => {
    const [first] = await searchUnits(database.ctx(), { text, on: '2026-01-01' });
    expect(first?.unitId).toBe(expected);
  });

  test('units no longer in force come after and say where they are now', async () => {
    const hits = await searchUnits(database.ctx(), { text: 'tân trào', on: '2026-01-01' });
    const namesakes = hits.filter((hit) => hit.shortName === 'Tân Trào');
    const order = namesakes.map((hit) => hit.inForce);
    expect(order).toContain(false);
    expect(order).toEqual(order.toSorted((a, b) => Number(b) - Number(a)));
    const old = hits.find((hit) => hit.unitId === 102545);
    expect(old?.above).toEqual(['Huyện Sơn Dương', 'Tỉnh Tuyên Quang']);
    expect(old?.now.map((unit) => unit.unitId)).toEqual([202545]);
  });

  test("of namesakes those of the asker's own places come first", async () => {
    const ctx = database.ctx();
    const on = '2026-01-01';
    const search = { text: 'tân tiến', levels: ['commune'] as const, on };
    const everywhere = await searchUnits(ctx, search);
    const last = everywhere.filter((hit) => hit.inForce && hit.shortName === 'Tân Tiến').at(-1);
    expect(last?.unitId).not.toBe(everywhere[0]?.unitId);
    const { path } = await pathOf(ctx, last?.unitId ?? 0, on);
    const own = path.map((step) => `u${step.unitId}`).join('.');
    const grant = { role: 'healthOfficer', unitId: 0, path: own, boundaries: on } as const;
    const who = { userId: 'x', name: '', kind: 'user', grants: [grant] } as const;
    const [first] = await searchUnits({ ...ctx, who }, search);
    expect(first?.unitId).toBe(last?.unitId);
  });

  test('a commune whose name begins like a kind is found', async () => {
    const hits = await searchUnits(database.ctx(), { text: 'bản lang', on: BEFORE });
    expect(hits[0]?.name).toBe('Xã Bản Lang');
  });
});
