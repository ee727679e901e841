import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { applyReference, loadReference } from './loading.ts';
import { findUnitByCode, getUnit } from './ops.ts';
import { readReference } from './reference.ts';
import { applyChange } from './reorganisation.ts';

const database = useTestDatabase();

async function countOn(level: string, day: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from units.unit_version
    where level = ${level} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(
    database.db(),
  );
  return found.rows[0]?.n ?? 0;
}

async function count(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await query.execute(database.db())).rows[0]?.n ?? 0;
}

describe('loading of data/', () => {
  test('fills an empty database with both trees, the pairs between them and the figures', async () => {
    const first = await loadReference(database.ctx());
    expect(first).toMatchObject({ loaded: true, units: 14_007, skipped: [] });
    expect(await countOn('province', '2025-06-30')).toBe(63);
    expect(await countOn('district', '2025-06-30')).toBe(696);
    expect(await countOn('commune', '2025-06-30')).toBe(10_035);
    expect(await countOn('province', '2025-07-01')).toBe(34);
    expect(await countOn('district', '2025-07-01')).toBe(0);
    expect(await countOn('commune', '2025-07-01')).toBe(3321);
    const pairs = sql<{ n: number }>`
      select count(*) as n from units.change where source_kind is not null and act_id is not null`;
    expect(await count(pairs)).toBe(10_565);
    const figures = sql<{ n: number }>`
      select count(*) as n from units.population where quality = 'namesake' and people is null`;
    expect(await count(figures)).toBe(159);
  });

  test('381 old communes and no other lie uncertainly today', async () => {
    const uncertain = sql<{ n: number }>`
      select count(*) as n
      from units.placement p
      join units.unit_version v on v.unit_id = p.place_id and v.valid_from = '0001-01-01'
      where v.level = 'commune' and v.valid_to = '2025-07-01' and not p.certain
        and p.valid_from >= '2025-07-01'`;
    expect(await count(uncertain)).toBe(381);
  });

  test('every unit has a placement for every day', async () => {
    const gaps = sql<{ n: number }>`
      select count(*) as n
      from (
        select place_id, min(valid_from) as start, bool_or(valid_to is null) as open,
          count(*) as pieces,
          count(*) filter (where valid_to is not null and not exists (
            select from units.placement q
            where q.place_id = p.place_id and q.valid_from = p.valid_to)) as breaks
        from units.placement p
        group by place_id
      ) as whole
      where start <> '0001-01-01' or not open or breaks > 0`;
    expect(await count(gaps)).toBe(0);
    const placed = sql<{ n: number }>`select count(distinct place_id) as n from units.placement`;
    expect(await count(placed)).toBe(14_007);
  });

  test('a second start finds nothing to do', async () => {
    expect(await loadReference(database.ctx())).toMatchObject({ loaded: false });
  });

  test('a later release renews what changed and leaves what an administrator changed', async () => {
    const ctx = database.ctx();
    const act = {
      number: '1/TEST',
      title: 'Thử',
      issuer: 'HĐND',
      signedOn: null,
      effectiveOn: null,
    };
    const renamed = await applyChange(ctx, {
      command: {
        kind: 'amend',
        effectiveOn: '2027-01-01',
        unitId: 202545,
        name: 'Xã Tân Trào Mới',
      },
      act,
    });
    expect(renamed.ok).toBe(true);
    const reference = readReference();
    reference.hash = 'later';
    for (const version of reference.versions) {
      if (version.unitId === 202545) version.name = 'Xã Tân Trào Khác';
      if (version.unitId === 202548) version.name = 'Xã Bình Ca Mới';
    }
    const later = await applyReference(ctx, reference);
    expect(later.skipped).toEqual([202545]);
    expect(later.units).toBe(1);
    expect((await getUnit(ctx, 202548, '2026-01-01')).name).toBe('Xã Bình Ca Mới');
    expect((await getUnit(ctx, 202545, '2026-01-01')).name).toBe('Xã Tân Trào');
    expect((await getUnit(ctx, 202545, '2027-01-01')).name).toBe('Xã Tân Trào Mới');
  });

  test('a figure an official entered is not overwritten by a release', async () => {
    const ctx = database.ctx();
    await sql`update units.population set superseded_at = now()
      where unit_id = 202545 and superseded_at is null`.execute(ctx.db);
    await sql`insert into units.population
        (unit_id, source_id, on_date, people, quality, recorded_at, actor_name)
      select 202545, source_id, '2024-12-31', 12345, 'official', now(), 'Cán bộ'
      from units.population_source where key = 'de-an-2025'`.execute(ctx.db);
    await applyReference(ctx, { ...readReference(), hash: 'again' });
    const current = sql<{ n: number }>`
      select people as n from units.population p
      join units.population_source s on s.source_id = p.source_id and s.key = 'de-an-2025'
      where unit_id = 202545 and superseded_at is null`;
    expect(await count(current)).toBe(12_345);
    expect((await findUnitByCode(ctx, '02548', '2026-01-01'))?.name).toBe('Xã Bình Ca');
  });
});
