import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import type { Fault } from '../kernel/outcome.ts';
import { findAreaClasses, listAreaClasses, recordAreaClasses } from './area-classes.ts';
import {
  addGroupingNode,
  createGrouping,
  endGroupingNode,
  getGroupingTree,
  scopeOfNode,
  setGroupingMembers,
} from './groupings.ts';
import { loadReference } from './loading.ts';
import { getUnitPage } from './ops.ts';
import { findPopulation, listPopulation, recordPopulation } from './population.ts';
import { AreaClassInput, MembersInput, PopulationInput } from './types.ts';

const database = useTestDatabase();
const [TAN_TRAO, BINH_CA, MINH_THANH] = [202545, 202548, 202554];
const ACT = { number: '861/QĐ-TTg', title: 'Danh sách xã khu vực III, II, I', issuer: 'Thủ tướng' };

function valueOf<T>(outcome: { ok: true; value: T } | { ok: false; faults: readonly Fault[] }): T {
  if (!outcome.ok) throw new Error(outcome.faults.map((fault) => fault.code).join(' '));
  return outcome.value;
}

beforeAll(async () => {
  await loadReference(database.ctx());
});

describe('population', () => {
  const source = { key: 'nien-giam-2025', title: 'Niên giám thống kê 2025', basis: 'usual' };
  const input = (people: number | null): PopulationInput =>
    PopulationInput.parse({ source, rows: [{ unit: '02545', onDate: '2025-12-31', people }] });

  test('is added, corrected and withdrawn without losing what was said before', async () => {
    const ctx = database.ctx();
    expect(valueOf(await recordPopulation(ctx, input(9000), true))).toMatchObject({ added: 1 });
    expect(valueOf(await recordPopulation(ctx, input(9000), false))).toMatchObject({ added: 1 });
    expect(valueOf(await recordPopulation(ctx, input(9000), false))).toMatchObject({ same: 1 });
    const corrected = valueOf(await recordPopulation(ctx, input(9100), false));
    expect(corrected.corrected).toEqual([
      { unitId: TAN_TRAO, name: 'Xã Tân Trào', before: 9000, after: 9100 },
    ]);
    valueOf(await recordPopulation(ctx, input(null), false));
    const all = (await listPopulation(ctx, [TAN_TRAO], true)).filter(
      (f) => f.source === source.key,
    );
    expect(all.map((figure) => [figure.people, figure.supersededAt === null])).toEqual([
      [null, true],
      [9100, false],
      [9000, false],
    ]);
  });

  test('names every faulty row', async () => {
    const rows = [
      { unit: '00000', onDate: '2025-12-31', people: 1 },
      { unit: '02548', onDate: '2025-12-31', people: 1 },
      { unit: BINH_CA, onDate: '2025-12-31', people: 2 },
    ];
    const outcome = await recordPopulation(
      database.ctx(),
      PopulationInput.parse({ source, rows }),
      true,
    );
    expect(outcome.ok ? [] : outcome.faults.map((fault) => [fault.at, fault.code])).toEqual([
      ['rows.0', 'units.codeUnknown'],
      ['rows.2', 'units.rowTwice'],
    ]);
  });

  test('keeps the plan’s own figure of Sơn Dương and the census apart by source and basis', async () => {
    const page = await getUnitPage(database.ctx(), 2076, '2021-12-31');
    expect(page.population.map((f) => [f.source, f.people, f.basis])).toEqual([
      ['ke-hoach-son-duong', 182_330, 'registered'],
      ['tong-dieu-tra-2019', 183_600, 'usual'],
    ]);
  });

  test('a namesake’s figures are shown as printed and never used', async () => {
    const [hongSon] = await listPopulation(database.ctx(), [202608]);
    expect(hongSon).toMatchObject({ quality: 'namesake', people: null });
    expect(hongSon?.published).toBeGreaterThan(0);
    const found = await findPopulation(database.ctx(), [2076], 'ke-hoach-son-duong', 2022);
    expect(found.get(2076)?.people).toBe(182_330);
  });
});

describe('area classes', () => {
  const list = (
    validFrom: string,
    classes: Record<string, string>,
    more: object = {},
  ): AreaClassInput =>
    AreaClassInput.parse({
      scheme: 'ethnicArea',
      act: ACT,
      validFrom,
      rows: Object.entries(classes).map(([unit, name]) => ({ unit, class: name })),
      ...more,
    });

  test('a list from a day on; a later one changes some and drops those it omits', async () => {
    const ctx = database.ctx();
    valueOf(
      await recordAreaClasses(ctx, list('2025-07-01', { '02545': 'III', '02548': 'II' }), false),
    );
    const next = list('2026-01-01', { '02545': 'I' }, { replaceWithin: 1208 });
    const preview = valueOf(await recordAreaClasses(ctx, next, true));
    expect(preview.changed).toEqual([
      { unitId: TAN_TRAO, name: 'Xã Tân Trào', before: 'III', after: 'I' },
    ]);
    expect(preview.dropped).toEqual([
      { unitId: BINH_CA, name: 'Xã Bình Ca', before: 'II', after: 'none' },
    ]);
    valueOf(await recordAreaClasses(ctx, next, false));
    const on = async (day: string): Promise<(string | undefined)[]> => {
      const found = await findAreaClasses(ctx, [TAN_TRAO, BINH_CA, MINH_THANH], 'ethnicArea', day);
      return [TAN_TRAO, BINH_CA, MINH_THANH].map((unitId) => found.get(unitId)?.class);
    };
    expect(await on('2025-12-31')).toEqual(['III', 'II', undefined]);
    expect(await on('2026-01-01')).toEqual(['I', 'none', undefined]);
    const spells = await listAreaClasses(ctx, [TAN_TRAO]);
    expect(
      spells.map((spell) => [spell.class, spell.validFrom, spell.validTo, spell.act?.number]),
    ).toEqual([
      ['III', '2025-07-01', '2026-01-01', ACT.number],
      ['I', '2026-01-01', null, ACT.number],
    ]);
    expect(await listAreaClasses(ctx, [TAN_TRAO], true)).toHaveLength(3);
  });

  test('a commune made later has the class all its predecessors had', async () => {
    const ctx = database.ctx();
    // Minh Thanh is made of these
    const page = await getUnitPage(ctx, MINH_THANH, '2026-01-01');
    const codes = page.predecessors.map((line) => line.unit?.code ?? '');
    expect(codes.length).toBeGreaterThan(1);
    const classes = Object.fromEntries(codes.map((code) => [code, 'II']));
    valueOf(await recordAreaClasses(ctx, list('2021-06-04', classes), false));
    const found = await findAreaClasses(ctx, [MINH_THANH], 'ethnicArea', '2025-08-01');
    expect(found.get(MINH_THANH)).toEqual({ class: 'II', via: 'predecessors' });
  });

  test('a class of another scheme, a district and an unknown unit are refused together', async () => {
    const parsed = AreaClassInput.safeParse({
      scheme: 'island',
      act: ACT,
      validFrom: '2026-01-01',
      rows: [{ unit: '02545', class: 'III' }],
    });
    expect(parsed.success).toBe(false);
    const rows = [
      { unit: 2076, class: 'I' },
      { unit: '99999', class: 'I' },
      { unit: 'Xã Tân Trào, tỉnh Tuyên Quang', class: 'I' },
    ];
    const input = AreaClassInput.parse({
      scheme: 'ethnicArea',
      act: ACT,
      validFrom: '2026-01-01',
      rows,
    });
    const outcome = await recordAreaClasses(database.ctx(), input, true);
    expect(outcome.ok ? [] : outcome.faults.map((fault) => fault.code)).toEqual([
      'units.classNeedsCommune',
      'units.codeUnknown',
    ]);
  });
});

describe('second trees', () => {
  test('an office serves several communes from a day on; a commune has one office at a time', async () => {
    const ctx = database.ctx();
    const { groupingId } = valueOf(await createGrouping(ctx, { code: 'bhxh', name: 'BHXH cơ sở' }));
    const twice = await createGrouping(ctx, { code: 'bhxh', name: 'x' });
    expect(twice.ok ? '' : twice.faults[0].code).toBe('units.groupingCodeTaken');
    const validFrom = '2025-10-01';
    const node = async (code: string, parentId: number | null): Promise<number> => {
      const input = { groupingId, parentId, code, name: `BHXH ${code}`, validFrom };
      return valueOf(await addGroupingNode(ctx, input)).nodeId;
    };
    const province = await node('tq', null);
    const sonDuong = await node('sd', province);
    const yenSon = await node('ys', province);
    const members = (nodeId: number, units: (string | number)[], from: string, replace = false) =>
      setGroupingMembers(ctx, MembersInput.parse({ nodeId, units, from, replace }));
    valueOf(await members(sonDuong, ['02545', '02548', '02554'], validFrom));
    const moved = valueOf(await members(yenSon, ['02545'], '2026-07-01'));
    expect(moved).toEqual({ members: 1, moved: 1 });
    const tree = await getGroupingTree(ctx, groupingId, '2026-06-30');
    expect(tree.nodes.map((n) => [n.code, n.members.map((unit) => unit.code)])).toEqual([
      ['sd', ['02545', '02548', '02554']],
      ['tq', []],
      ['ys', []],
    ]);
    expect((await scopeOfNode(ctx, sonDuong, '2026-07-01')).unitIds).toEqual([BINH_CA, MINH_THANH]);
    expect(await scopeOfNode(ctx, province, '2026-07-01')).toEqual({
      unitIds: [TAN_TRAO, BINH_CA, MINH_THANH],
      paths: ['u1.u1208.u202545', 'u1.u1208.u202548', 'u1.u1208.u202554'],
      lapsed: [],
      on: '2026-07-01',
    });
    const page = await getUnitPage(ctx, TAN_TRAO, '2026-07-01');
    expect(page.groupings.map((g) => g.code)).toEqual(['ys']);
    const refused = await endGroupingNode(ctx, { nodeId: province, on: '2027-01-01' });
    expect(refused.ok ? '' : refused.faults[0].code).toBe('units.nodeHasChildren');
    valueOf(await endGroupingNode(ctx, { nodeId: sonDuong, on: '2027-01-01' }));
    expect((await scopeOfNode(ctx, province, '2027-01-01')).unitIds).toEqual([TAN_TRAO]);
  });

  test('members that are no unit of the day, or named twice, are refused with their places', async () => {
    const ctx = database.ctx();
    const { groupingId } = valueOf(await createGrouping(ctx, { code: 'dang', name: 'Đảng bộ' }));
    const { nodeId } = valueOf(
      await addGroupingNode(ctx, {
        groupingId,
        parentId: null,
        code: '1',
        name: 'Một',
        validFrom: '2025-07-01',
      }),
    );
    const input = { nodeId, units: ['02545', '076', TAN_TRAO], from: '2025-01-01', replace: false };
    const outcome = await setGroupingMembers(ctx, input);
    expect(outcome.ok ? [] : outcome.faults.map((fault) => [fault.at, fault.code])).toEqual([
      ['from', 'units.outsideNode'],
      ['units.2', 'units.codeUnknown'],
    ]);
  });
});
