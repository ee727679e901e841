import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { useTestDatabase } from '../../../test/database.ts';
import { loadProvince } from '../../../test/province.ts';
import { type Random, makeRandom } from '../../kernel/random.ts';
import { recordFacts, undoEntry } from '../../registry/ops.ts';
import { inTransaction } from '../../stores/context.ts';
import { rebuildIfNotKept, rebuildPersons } from './keep-ops.ts';
import {
  compareModels,
  findModel,
  forgetVerdicts,
  recordVerdicts,
  trainFromDecisions,
} from './model-ops.ts';
import { findDuplicates, linkRows, listCandidates, listLinks } from './ops.ts';
import { type MadeList, makeList } from './test-list.ts';
import type { LinkResult, LinkRow } from './types.ts';

const SEED = 20_261_130;
const LIST = 7;

const database = useTestDatabase();
let made: MadeList;

beforeAll(async () => {
  const ctx = database.ctx();
  await loadProvince(ctx, { people: 4_000 });
  made = await makeList(ctx.db, makeRandom(SEED), 3_000);
});

afterEach(async () => {
  await sql`delete from linkage.link`.execute(database.db());
});

async function linkAll(rows: readonly LinkRow[], way: 'small' | 'bulk'): Promise<LinkResult[]> {
  const ctx = database.ctx();
  const summary = await linkRows(ctx, { listId: LIST, source: { rows }, way });
  expect(summary.rows).toBe(rows.length);
  expect(summary.way).toBe(way);
  return await listLinks(ctx, LIST, -1, rows.length);
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

describe(`a list of a small province, seed ${SEED}`, () => {
  test('nearly every row finds its person, and nobody else', async () => {
    const found = await linkAll(made.rows, 'small');
    const linked = found.filter((link) => link.outcome === 'linked');
    const right = linked.filter((link) => made.truth.get(link.row) === link.personId);
    const distinct = new Set(made.truth.values()).size;
    expect(right.length / linked.length).toBeGreaterThan(0.999);
    expect(right.length / distinct).toBeGreaterThan(0.97);
    const duplicates = found.filter((link) => link.outcome === 'duplicate');
    expect(duplicates.length).toBeGreaterThan(50);
    for (const link of duplicates)
      expect(made.truth.get(link.row)).toBe(made.truth.get(link.duplicateOfRow ?? -1));
  });

  test('the small way and the bulk way give the same answers', async () => {
    const small = await linkAll(made.rows, 'small');
    const bulk = await linkAll(made.rows, 'bulk');
    expect(bulk).toEqual(small);
  });

  test('the order of rows makes no difference', async () => {
    const random = makeRandom(SEED + 1);
    const before = await linkAll(made.rows, 'small');
    expect(await linkAll(shuffled(random, made.rows), 'small')).toEqual(before);
    expect(await linkAll(shuffled(random, made.rows), 'bulk')).toEqual(before);
  });

  test('one row a person, and never by a number alone', async () => {
    const found = await linkAll(made.rows, 'small');
    const linked = found.filter((link) => link.outcome === 'linked');
    expect(new Set(linked.map((link) => link.personId)).size).toBe(linked.length);
    for (const { levels, reasonCode } of found) {
      if (reasonCode !== 'identifierOnly') continue;
      expect([levels?.nationalId, levels?.socialInsuranceNumber]).toContain('equal');
    }
    expect(found.some((link) => link.reasonCode === 'identifierOnly')).toBe(true);
  });
});

test("a row with nothing but somebody's numbers goes to a person", async () => {
  const owner = made.rows.find((row) => row.nationalId && row.socialInsuranceNumber);
  if (!owner) throw new Error('nobody has both numbers');
  const thief: LinkRow = {
    ...owner,
    row: 1,
    fullName: 'Ẹ Ọ',
    birthYear: owner.birthYear > 1970 ? 1931 : 2019,
    birthMonth: 11,
    birthDay: 30,
    sex: owner.sex === 'male' ? 'female' : 'male',
  };
  for (const way of ['small', 'bulk'] as const) {
    const [link] = await linkAll([thief], way);
    expect(link).toMatchObject({ outcome: 'review', reasonCode: 'identifierOnly' });
    expect(link?.personId).toBe(made.truth.get(owner.row));
  }
});

test('rows of a statement are linked as rows in memory', async () => {
  const before = await linkAll(made.rows.slice(0, 1), 'small');
  const row = made.rows[0];
  const cell = (value: string | null): string => (value === null ? 'null::text' : `'${value}'`);
  const query = `select 1, ${cell(row?.fullName ?? '')}, ${row?.birthYear}, ${row?.birthMonth},
    ${row?.birthDay}, ${cell(row?.sex ?? null)}, ${row?.placeId ?? 'null::int'},
    ${cell(row?.nationalId ?? null)}, ${cell(row?.socialInsuranceNumber ?? null)}`;
  const ctx = database.ctx();
  for (const way of ['small', 'bulk'] as const) {
    await linkRows(ctx, { listId: LIST, source: { query, rowCount: 1 }, way });
    expect(await listLinks(ctx, LIST, -1, 10)).toEqual(before);
  }
});

test('thousands of rows alike are answered the same both ways, and not linked', async () => {
  const row = made.rows.find((candidate) => candidate.birthDay > 12 && candidate.placeId !== null);
  if (!row) throw new Error('no row');
  const alike = Array.from({ length: 3_000 }, (_, at) => ({
    ...row,
    row: at,
    birthMonth: 0,
    birthDay: 0,
    nationalId: String(14_099_000_000 + at * 1_237).padStart(12, '0'),
    socialInsuranceNumber: null,
  }));
  const rows = [...alike, { ...made.rows[0], row: alike.length } as LinkRow];
  const small = await linkAll(rows, 'small');
  expect(await linkAll(rows, 'bulk')).toEqual(small);
  expect(small.filter((link) => link.outcome === 'linked').length).toBeLessThan(3);
  expect(small.some((link) => link.outcome === 'new')).toBe(false);
  expect(small.at(-1)?.personId).toBe(made.truth.get(made.rows[0]?.row ?? 0));
});

describe('stopped in the middle', () => {
  test('a list that is stopped leaves what was there before', async () => {
    const ctx = database.ctx();
    const before = await linkAll(made.rows.slice(0, 20), 'small');
    for (const step of ['read', 'compare'] as const) {
      const controller = new AbortController();
      const request = { listId: LIST, source: { rows: made.rows }, way: 'bulk' as const };
      const stopped = linkRows(ctx, { ...request, signal: controller.signal }, (progress) => {
        if (progress.step === step) controller.abort();
      });
      await expect(stopped).rejects.toThrow(/abort/i);
      expect(await listLinks(ctx, LIST, -1, 100)).toEqual(before);
    }
  });
});

describe('kept in step with the register', () => {
  const keptRows = async (): Promise<unknown> =>
    (
      await sql`
        select (select jsonb_agg(p order by person_id) from linkage.person p) as persons,
          (select jsonb_agg(n order by sorted_name) from linkage.name n where people > 0) as names`.execute(
        database.db(),
      )
    ).rows;

  test('a correction, a move and an undo leave what a rebuild from the facts gives', async () => {
    const ctx = database.ctx();
    const [first] = made.truth.values();
    const other = made.rows.find((row) => row.placeId !== null)?.placeId ?? 0;
    const before = await keptRows();
    const recorded = await recordFacts(ctx, { reason: 'sửa' }, [
      {
        kind: 'correctPerson',
        person: first ?? 0,
        attributes: { fullName: 'Lý Mỹ Kỳ', birthDate: '1977-07-17', nationalId: '014177000001' },
      },
      {
        kind: 'setResidence',
        person: first ?? 0,
        placeId: other,
        residence: 'temporary',
        from: '2026-01-01',
      },
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: { fullName: 'Đặng Ỷ' },
        provinceCode: '14',
      },
    ]);
    if (!recorded.ok) throw new Error(JSON.stringify(recorded.faults));
    const changed = await keptRows();
    expect(changed).not.toEqual(before);
    await rebuildPersons(ctx);
    expect(await keptRows()).toEqual(changed);
    await undoEntry(ctx, recorded.value.entryId, 'nhầm');
    expect(await keptRows()).toEqual(before);
  });

  test('a register that was filled before is kept at the next start, once', async () => {
    const ctx = database.ctx();
    const before = await keptRows();
    await sql`truncate linkage.person, linkage.name`.execute(ctx.db);
    const shares: number[] = [];
    expect(await rebuildIfNotKept(ctx, (share) => shares.push(share))).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(await keptRows()).toEqual(before);
    expect(await rebuildIfNotKept(ctx)).toBe(false);
  });

  test('what is rolled back is not kept', async () => {
    const ctx = database.ctx();
    const before = await keptRows();
    const failed = inTransaction(ctx, async (tx) => {
      await recordFacts(tx, { reason: 'thử' }, [
        {
          kind: 'addPerson',
          person: 'new:b',
          attributes: { fullName: 'Lò Thị Ín' },
          provinceCode: '14',
        },
      ]);
      throw new Error('later');
    });
    await expect(failed).rejects.toThrow('later');
    expect(await keptRows()).toEqual(before);
  });
});

describe('duplicates of the register', () => {
  test('one village and everywhere give the same pairs; somebody entered twice is proposed', async () => {
    const ctx = database.ctx();
    const row = made.rows.find(
      (r) => r.placeId !== null && r.birthDay > 12 && made.truth.has(r.row) && r.nationalId,
    );
    if (!row) throw new Error('nobody to enter twice');
    const birthDate = `${row.birthYear}-${String(row.birthMonth).padStart(2, '0')}-${row.birthDay}`;
    const recorded = await recordFacts(ctx, { reason: 'nhập lại' }, [
      {
        kind: 'addPerson',
        person: 'new:twice',
        attributes: { fullName: row.fullName, birthDate, sex: row.sex },
        residence: { placeId: row.placeId ?? 0, kind: 'permanent', from: '2026-01-01' },
      },
    ]);
    if (!recorded.ok) throw new Error(JSON.stringify(recorded.faults));
    const pairs = async (): Promise<unknown[]> =>
      (
        await sql`
          select first_id, second_id, kind, score_centibits, rule, levels
          from linkage.duplicate_pair
          order by first_id, second_id`.execute(database.db())
      ).rows;
    await findDuplicates(ctx, {});
    const everywhere = await pairs();
    const twice = recorded.value.people['new:twice'];
    expect(everywhere).toContainEqual(
      expect.objectContaining({
        first_id: made.truth.get(row.row),
        second_id: twice,
        kind: 'proposal',
      }),
    );
    await sql`delete from linkage.duplicate_pair`.execute(database.db());
    const communes = await sql<{ unit_id: number }>`
      select distinct u.anchor_id as unit_id
      from linkage.person p join units.unit u on u.unit_id = p.place_id`.execute(database.db());
    for (const commune of communes.rows) await findDuplicates(ctx, { unitId: commune.unit_id });
    expect(await pairs()).toEqual(everywhere);
  });
});

test('candidates for one record, best first', async () => {
  const ctx = database.ctx();
  const row = made.rows.find((r) => made.truth.has(r.row) && r.nationalId && r.birthDay > 0);
  if (!row) throw new Error('no row');
  const found = await listCandidates(ctx, row);
  expect(found[0]?.personId).toBe(made.truth.get(row.row));
  expect(found[0]?.levels.nationalId).toBe('equal');
});

describe('the model', () => {
  test('is trained from what numbers linked and people decided, and used from then on', async () => {
    const ctx = database.ctx();
    await linkAll(made.rows, 'small');
    const [link] = await listLinks(ctx, LIST, -1, 1);
    const levels = link?.levels;
    if (!levels) throw new Error('the first row was not linked');
    const verdict = { same: true, levels, nameWeightCentibits: 1200, personId: link.personId };
    const preview = await trainFromDecisions(ctx, { reason: 'xem trước', preview: true });
    if (!preview.ok) throw new Error(JSON.stringify(preview.faults));
    await inTransaction(ctx, (tx) =>
      recordVerdicts(tx, [{ ...verdict, other: { listId: LIST, row: link.row } }]),
    );
    expect((await findModel(ctx))?.version).toBe(1);
    const trained = await trainFromDecisions(ctx, { reason: 'tính lại' });
    if (!trained.ok) throw new Error(JSON.stringify(trained.faults));
    expect(trained.value.decided).toBe(preview.value.decided + 1);
    expect(trained.value.version).toBe(2);
    const summary = await linkRows(ctx, { listId: LIST, source: { rows: made.rows } });
    expect(summary.modelVersion).toBe(2);
    const compared = await compareModels(ctx, 1, 2);
    if (!compared.ok) throw new Error(JSON.stringify(compared.faults));
    const changed = trained.value.levels.filter(({ before, after }) => before !== after);
    const inOrder = <T extends { field: string; level: string }>(items: T[]): T[] =>
      items.toSorted((a, b) => `${a.field} ${a.level}`.localeCompare(`${b.field} ${b.level}`));
    expect(inOrder(compared.value.differences)).toEqual(
      inOrder(
        changed.map(({ field, level, before, after }) => ({
          field,
          level,
          from: before,
          to: after,
        })),
      ),
    );
    await inTransaction(ctx, (tx) => forgetVerdicts(tx, LIST, [link.row]));
    const again = await trainFromDecisions(ctx, { reason: 'xem lại', preview: true });
    expect(again.ok && again.value.decided).toBe(preview.value.decided);
    await sql`delete from linkage.model`.execute(ctx.db);
  });

  test('is not trained from a handful', async () => {
    const trained = await trainFromDecisions(database.ctx(), { reason: 'ít', listIds: [999_999] });
    expect(trained).toMatchObject({ ok: false, faults: [{ code: 'linkage.model.tooFewPairs' }] });
  });
});
