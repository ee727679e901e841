import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import type { Fault } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { loadReference } from './loading.ts';
import { getUnit, getUnitPage, listChildren, pathOf, resolveUnit } from './ops.ts';
import {
  type UnitEffects,
  applyChange,
  listPendingAssignments,
  listUndoDependents,
  previewChange,
  undoChange,
} from './reorganisation.ts';
import { ChangeCommand, VillagesInput } from './types.ts';
import { importVillages } from './villages.ts';

const database = useTestDatabase();

/** Binh Ca, Minh Thanh, Đông Thọ of Sơn Dương. */
const [BINH_CA, MINH_THANH, DONG_THO, TUYEN_QUANG] = [202548, 202554, 202572, 1208];
const ON = '2027-01-01';
const ACT = {
  number: '99/NQ-HĐND',
  title: 'Nghị quyết thử nghiệm',
  issuer: 'HĐND tỉnh',
  signedOn: null,
  effectiveOn: null,
};

const reanchored: number[] = [];

function ctx(): Context {
  return database.ctx({
    listeners: {
      factsRecorded: async () => {},
      areaClassesRecorded: async () => {},
      filesNeeded: async () => [],
      placesReanchored: async (_tx, placeIds) => {
        reanchored.push(...placeIds);
      },
    },
  });
}

function valueOf<T>(outcome: { ok: true; value: T } | { ok: false; faults: readonly Fault[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.value;
}

async function villages(commune: string, names: string[]): Promise<number[]> {
  const rows = names.map((name) => ({ name, commune }));
  valueOf(await importVillages(ctx(), VillagesInput.parse({ rows, on: '2026-01-01' }), false));
  const found = await sql<{ id: number }>`
    select v.unit_id as id from units.unit_version v
    join units.unit_version c on c.unit_id = v.parent_id and c.code = ${commune}
    where v.name = any(${names}) order by v.unit_id`.execute(database.db());
  return found.rows.map((row) => row.id);
}

/** A digest of everything the tree is made of. */
async function snapshot(): Promise<string | undefined> {
  const rows = await sql<{ digest: string }>`
    select md5(string_agg(line, '|' order by line)) as digest
    from (
      select v::text as line from units.unit_version v
      union all select p::text from units.placement p
      union all select (to_jsonb(c) - 'change_id')::text from units.change c
      union all select u::text from units.unit u
    ) as lines`.execute(database.db());
  return rows.rows[0]?.digest;
}

const merge = ChangeCommand.parse({
  kind: 'merge',
  effectiveOn: ON,
  unitIds: [BINH_CA, MINH_THANH],
  into: { key: 'moi', name: 'Bình Thanh', type: 'xa', code: '02548', parentId: TUYEN_QUANG },
});

beforeAll(async () => {
  await loadReference(ctx());
});

describe('a merge', () => {
  let [villageA, villageB]: (number | undefined)[] = [];
  let operationId = 0;
  let merged = 0;
  let before: string | undefined;

  test('is previewed with places and people, and writes nothing', async () => {
    [villageA] = await villages('02548', ['Thôn Bình Một']);
    [villageB] = await villages('02554', ['Thôn Minh Một']);
    before = await snapshot();
    const countPeople: UnitEffects['countPeople'] = async (_tx, placeIds) =>
      new Map(placeIds.map((placeId) => [placeId, placeId === villageA ? 7 : 1]));
    const preview = valueOf(await previewChange(ctx(), merge, { countPeople }));
    expect(preview).toMatchObject({
      kind: 'merge',
      ended: [{ code: '02548' }, { code: '02554' }],
      created: [{ name: 'Xã Bình Thanh', parent: 'Tỉnh Tuyên Quang' }],
      warnings: [],
    });
    // both communes, their villages, the old communes that became them, the old districts
    expect(preview.places.changed).toBeGreaterThan(4);
    expect(preview.places.uncertain).toBe(0);
    expect(preview.people?.changed).toBe(7 + preview.places.changed - 1);
    expect(await snapshot()).toEqual(before);
  });

  test('places everything of both in the new unit from the day on', async () => {
    const applied = valueOf(await applyChange(ctx(), { command: merge, act: ACT }));
    operationId = applied.operationId;
    merged = applied.created[0]?.unitId ?? 0;
    expect(merged).toBeGreaterThanOrEqual(1_000_000);
    for (const place of [BINH_CA, MINH_THANH]) {
      expect((await pathOf(ctx(), place, ON)).pathText).toBe(`u1.u1208.u${merged}`);
      expect((await pathOf(ctx(), place, '2026-12-31')).pathText).toBe(`u1.u1208.u${place}`);
    }
    for (const village of [villageA, villageB]) {
      const path = await pathOf(ctx(), village ?? 0, ON);
      expect(path.pathText).toBe(`u1.u1208.u${merged}.u${village}`);
    }
    const old = await resolveUnit(ctx(), {
      text: 'xã Bình Yên, huyện Sơn Dương',
      on: '2021-01-01',
    });
    expect(old.on?.unit?.name).toBe('Xã Bình Yên');
  });

  test('reads as children, holders and history', async () => {
    const children = await listChildren(ctx(), merged, ON);
    expect(children.units.map((unit) => unit.name)).toEqual(['Thôn Bình Một', 'Thôn Minh Một']);
    const holders = await listChildren(ctx(), BINH_CA, ON);
    expect(holders.units).toMatchObject([{ unitId: merged, whole: false }]);
    const page = await getUnitPage(ctx(), merged, ON);
    expect(page.predecessors.map((line) => [line.unit?.unitId, line.act?.number])).toEqual([
      [BINH_CA, ACT.number],
      [MINH_THANH, ACT.number],
    ]);
    const district = await listChildren(ctx(), 2076, ON);
    expect(district.units.map((unit) => unit.unitId)).toContain(merged);
    expect(district.units).toHaveLength(9);
  });

  test('changed no anchors: villages followed their communes', () => {
    expect(reanchored).toEqual([]);
  });

  test('is not undone while something depends on it, and says what', async () => {
    const rename = ChangeCommand.parse({
      kind: 'amend',
      effectiveOn: '2028-01-01',
      unitId: merged,
      name: 'Xã Thanh Bình',
    });
    const later = valueOf(await applyChange(ctx(), { command: rename, act: ACT }));
    await sql`insert into units.population
        (unit_id, source_id, on_date, people, quality, recorded_at, actor_name)
      select ${merged}::int, 1, '2027-12-31', 5000, 'official', now(), 'Cán bộ'`.execute(
      database.db(),
    );
    const countPeople: UnitEffects['countPeople'] = async () => new Map([[merged, 3]]);
    const dependents = valueOf(await listUndoDependents(ctx(), operationId, { countPeople }));
    expect(dependents).toEqual([
      { kind: 'operation', count: 1, operationId: later.operationId },
      { kind: 'population', count: 1 },
      { kind: 'people', count: 3 },
    ]);
    const refused = await undoChange(ctx(), { operationId }, { countPeople });
    expect(refused.ok ? [] : refused.faults.map((fault) => fault.code)).toEqual([
      'units.dependent.operation',
      'units.dependent.population',
      'units.dependent.people',
    ]);
    valueOf(await undoChange(ctx(), { operationId: later.operationId }));
    await sql`delete from units.population where unit_id = ${merged}`.execute(database.db());
  });

  test('undone, leaves the tree exactly as it was', async () => {
    valueOf(await undoChange(ctx(), { operationId, reason: 'nhập nhầm' }));
    expect(await snapshot()).toEqual(before);
    expect((await getUnit(ctx(), BINH_CA, ON)).inForce).toBe(true);
    const again = await undoChange(ctx(), { operationId });
    expect(again.ok ? '' : again.faults[0].code).toBe('units.alreadyUndone');
  });
});

describe('a split', () => {
  test('puts villages and listed households into their part; the rest stays uncertain', async () => {
    reanchored.length = 0;
    const ids = await villages('02572', ['Thôn Đông Một', 'Thôn Đông Hai', 'Thôn Đông Ba']);
    const [one = 0, two = 0, three = 0] = ids;
    const split = ChangeCommand.parse({
      kind: 'split',
      effectiveOn: ON,
      unitId: DONG_THO,
      parts: [
        {
          key: 'bac',
          name: 'Bắc Thọ',
          type: 'xa',
          code: '02572',
          parentId: TUYEN_QUANG,
          children: [one],
          households: [71, 72],
          persons: [9001],
        },
        {
          key: 'nam',
          name: 'Nam Thọ',
          type: 'xa',
          code: '02573',
          parentId: TUYEN_QUANG,
          children: [two],
        },
      ],
    });
    const preview = valueOf(await previewChange(ctx(), split));
    expect(preview.warnings.map((warning) => warning.code)).toEqual(['units.childrenUnassigned']);
    expect(preview.assignments).toEqual({ households: 2, persons: 1 });
    expect(preview.people).toBeNull();
    const before = await snapshot();
    const applied = valueOf(await applyChange(ctx(), { command: split, act: ACT }));
    const [north = 0, south = 0] = applied.created.map((unit) => unit.unitId);
    expect((await pathOf(ctx(), one, ON)).pathText).toBe(`u1.u1208.u${north}.u${one}`);
    expect((await pathOf(ctx(), two, ON)).pathText).toBe(`u1.u1208.u${south}.u${two}`);
    for (const open of [three, DONG_THO]) {
      const path = await pathOf(ctx(), open, ON);
      expect(path.certain).toBe(false);
      expect(path.candidates.map((unit) => unit.unitId)).toEqual([north, south]);
    }
    const below = await listChildren(ctx(), north, ON);
    expect(below.units.map((unit) => [unit.unitId, unit.certain])).toEqual([
      [three, false],
      [one, true],
    ]);
    // the parts lay in Đông Thọ alone: their villages are anchored by them now
    expect(reanchored).toEqual([one, two]);
    const pending = await listPendingAssignments(ctx(), applied.operationId);
    expect(pending.map((row) => [row.subject, row.subjectId, row.toUnitId])).toEqual([
      ['household', 71, north],
      ['household', 72, north],
      ['person', 9001, north],
    ]);
    valueOf(await undoChange(ctx(), { operationId: applied.operationId }));
    expect(await snapshot()).toEqual(before);
  });

  test('hands listed residents to the register in the same transaction', async () => {
    const split = ChangeCommand.parse({
      kind: 'split',
      effectiveOn: ON,
      unitId: MINH_THANH,
      parts: ['a', 'b'].map((key, i) => ({
        key,
        name: `Minh ${key}`,
        type: 'xa',
        code: null,
        parentId: TUYEN_QUANG,
        households: [i + 1],
      })),
    });
    const moved: number[] = [];
    const effects: UnitEffects = {
      assignResidents: async (_tx, rows) => {
        moved.push(...rows.map((row) => row.subjectId));
      },
    };
    const applied = valueOf(await applyChange(ctx(), { command: split, act: ACT }, effects));
    expect(moved).toEqual([1, 2]);
    expect(await listPendingAssignments(ctx(), applied.operationId)).toEqual([]);
    const dependents = valueOf(await listUndoDependents(ctx(), applied.operationId));
    expect(dependents).toEqual([{ kind: 'assignment', count: 2 }]);
  });

  test('that fails in the register leaves nothing behind', async () => {
    const before = await snapshot();
    const split = ChangeCommand.parse({
      kind: 'split',
      effectiveOn: '2029-01-01',
      unitId: BINH_CA,
      parts: ['a', 'b'].map((key) => ({
        key,
        name: `Bình ${key}`,
        type: 'xa',
        parentId: TUYEN_QUANG,
        households: key === 'a' ? [1] : [],
      })),
    });
    const effects: UnitEffects = {
      assignResidents: async () => {
        throw new Error('no such household');
      },
    };
    await expect(applyChange(ctx(), { command: split, act: ACT }, effects)).rejects.toThrow();
    expect(await snapshot()).toEqual(before);
  });
});

describe('amendments', () => {
  test('rename, recode and move keep the identity and are found by old and new name', async () => {
    const command = ChangeCommand.parse({
      kind: 'amend',
      effectiveOn: ON,
      unitId: 202608,
      name: 'Hồng Sơn Mới',
      code: '02609',
      type: 'phuong',
    });
    const preview = valueOf(await previewChange(ctx(), command));
    expect(preview.renewed).toEqual([
      {
        unitId: 202608,
        before: 'Xã Hồng Sơn (02608), Tỉnh Tuyên Quang',
        after: 'Phường Hồng Sơn Mới (02609), Tỉnh Tuyên Quang',
      },
    ]);
    expect(preview.places.changed).toBe(0);
    valueOf(await applyChange(ctx(), { command, act: ACT }));
    expect((await getUnit(ctx(), 202608, '2026-12-31')).name).toBe('Xã Hồng Sơn');
    expect((await getUnit(ctx(), 202608, ON)).name).toBe('Phường Hồng Sơn Mới');
    for (const code of ['02608', '02609']) {
      const found = await resolveUnit(ctx(), { code, on: ON });
      expect(found.matches.some((match) => match.unitId === 202608)).toBe(true);
    }
    const page = await getUnitPage(ctx(), 202608, ON);
    expect(page.amendments.map((line) => line.kind).toSorted()).toEqual([
      'recode',
      'rename',
      'retype',
    ]);
  });

  test('moving a commune to another province moves its places from the day on', async () => {
    const [village = 0] = await villages('02611', ['Thôn Phú Một']);
    const command = ChangeCommand.parse({
      kind: 'amend',
      effectiveOn: ON,
      unitId: 202611,
      parentId: 1219,
    });
    const applied = valueOf(await applyChange(ctx(), { command, act: ACT }));
    expect((await pathOf(ctx(), village, '2026-12-31')).pathText).toMatch(/^u1\.u1208\./);
    expect((await pathOf(ctx(), village, ON)).pathText).toBe(`u1.u1219.u202611.u${village}`);
    valueOf(await undoChange(ctx(), { operationId: applied.operationId }));
    expect((await pathOf(ctx(), village, ON)).pathText).toMatch(/^u1\.u1208\./);
  });

  test('a change of level makes a new unit that its past leads to', async () => {
    const command = ChangeCommand.parse({
      kind: 'relevel',
      effectiveOn: ON,
      unitId: 202620,
      into: { key: 'd', name: 'Sơn Thủy', type: 'thi-xa', code: '076', parentId: TUYEN_QUANG },
    });
    const applied = valueOf(await applyChange(ctx(), { command, act: ACT }));
    const path = await pathOf(ctx(), 202620, ON);
    expect(path.certain).toBe(true);
    expect(path.path.at(-1)).toMatchObject({ level: 'district', name: 'Thị xã Sơn Thủy' });
    valueOf(await undoChange(ctx(), { operationId: applied.operationId }));
  });
});
