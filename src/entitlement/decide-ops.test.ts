import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { decideRegister } from './decide-ops.ts';
import { findState } from './sql.ts';
import { DAY, ctxOn as at, idOf, plantHousehold, record } from './test-register.ts';

const database = useTestDatabase();

const ctxOn = (day: string) => at(database, day);

interface Row {
  name: string;
  category: string | null;
  ownBp: number | null;
  position: number | null;
  monthlyVnd: number | null;
  isInsured: boolean;
  reason: string | null;
  nextOn: string | null;
  nextCategory: string | null;
  lapseOn: string | null;
  basisId: number;
}

async function stored(): Promise<Record<string, Row>> {
  const found = await sql<Row>`
    select v.full_name as name, d.category, d.own_bp as "ownBp", d.position,
           d.monthly_vnd as "monthlyVnd", d.is_insured as "isInsured", d.reason,
           d.next_on as "nextOn", d.next_category as "nextCategory", d.lapse_on as "lapseOn",
           d.basis_id as "basisId"
    from entitlement.decision d
    join registry.person_version v on v.person_id = d.person_id and v.recorded_to is null`.execute(
    database.db(),
  );
  return Object.fromEntries(found.rows.map((row) => [row.name, row]));
}

async function indexes(): Promise<unknown[]> {
  const found = await sql`
    select i.indexdef as definition, c.conname as name
    from pg_indexes i
    left join pg_constraint c on c.conname = i.indexname
    where i.schemaname = 'entitlement' and i.tablename = 'decision'
    order by 1`.execute(database.db());
  return found.rows;
}

beforeAll(() => plantHousehold(database));

describe('decisions of the register', () => {
  test('everybody is decided once, with the price in the household', async () => {
    const done = await decideRegister(ctxOn(DAY));
    expect(done).toMatchObject({ isWhole: true, people: 6, on: DAY });
    const rows = await stored();
    // the son has a card, so he stands first on the ladder: father second, mother third
    expect(rows['Ông Cả']).toMatchObject({ category: 'GD', position: 2, reason: 'never' });
    expect(rows['Bà Hai']).toMatchObject({ category: 'GD', position: 3 });
    expect(rows['Anh Ba']).toMatchObject({
      isInsured: true,
      reason: null,
      position: 1,
      lapseOn: '2027-01-01',
    });
    const full = rows['Anh Ba']?.monthlyVnd ?? 0;
    expect(rows['Ông Cả']?.monthlyVnd).toBe(Math.round(full * 0.7));
    expect(rows['Bà Hai']?.monthlyVnd).toBe(Math.round(full * 0.6));
    expect(rows['Bé Tư']).toMatchObject({ category: 'TE', monthlyVnd: 0, position: null });
    expect(rows['Bé Tư']?.nextCategory).toBe('GD');
    expect(rows['Chị Năm']).toMatchObject({
      category: 'CN',
      nextOn: '2027-01-01',
      nextCategory: 'GD',
    });
  });

  test('a write marks exactly the persons it touched and their household', async () => {
    const before = await stored();
    await record(ctxOn(DAY), [
      {
        kind: 'addParticipation',
        person: idOf('Ông Cả'),
        category: 'GD',
        issuer: 'own',
        from: '2026-11-01',
        to: '2027-11-01',
      },
    ]);
    expect((await findState(database.db())).stale).toBe(4);
    const done = await decideRegister(ctxOn(DAY));
    expect(done).toMatchObject({ isWhole: false, people: 4 });
    const rows = await stored();
    expect(rows['Ông Cả']).toMatchObject({ isInsured: true, lapseOn: '2027-11-01', position: 1 });
    expect(rows['Bà Hai']).toMatchObject({ isInsured: false, position: 3 });
    expect(rows['Người Xa']?.basisId).toBe(before['Người Xa']?.basisId);
    expect(rows['Bà Hai']?.basisId).not.toBe(before['Bà Hai']?.basisId);
    expect((await findState(database.db())).stale).toBe(0);
    expect(await decideRegister(ctxOn(DAY))).toMatchObject({ isWhole: false, people: 0 });
  });

  test('parts and wholes give the same rows, and the indexes are as they were', async () => {
    const part = await stored();
    const before = await indexes();
    await decideRegister(ctxOn(DAY), { whole: true });
    const whole = await stored();
    expect(before.length).toBeGreaterThan(3);
    expect(await indexes()).toEqual(before);
    const bare = (rows: Record<string, Row>): unknown =>
      Object.entries(rows)
        .map(([name, row]) => [name, { ...row, basisId: 0 }])
        .sort();
    expect(bare(whole)).toEqual(bare(part));
  });

  test('a day that has come is decided again; another month decides everybody', async () => {
    await decideRegister(ctxOn('2026-12-30'));
    const later = await decideRegister(ctxOn('2027-01-01'));
    expect(later).toMatchObject({ isWhole: true, people: 6 });
    const rows = await stored();
    expect(rows['Anh Ba']).toMatchObject({ isInsured: false, reason: 'termEnded' });
    expect(rows['Chị Năm']).toMatchObject({ category: 'GD' });
  });

  test('who left has no row any more', async () => {
    await record(ctxOn('2027-01-02'), [
      { kind: 'recordDeath', person: idOf('Người Xa'), on: '2027-01-02' },
    ]);
    await decideRegister(ctxOn('2027-01-02'));
    expect((await stored())['Người Xa']).toBeDefined();
    expect(await decideRegister(ctxOn('2027-01-03'))).toMatchObject({ isWhole: false, people: 0 });
    expect((await stored())['Người Xa']).toBeUndefined();
  });
});
