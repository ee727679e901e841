import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { makeRandom } from '../kernel/random.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { checkCounts } from './check-ops.ts';
import { applyEntry, rebuildAll, rebuildPlaces } from './keep-ops.ts';

const database = useTestDatabase();

/** Two communes of two villages each. */
const COMMUNES = [900_001, 900_002] as const;
const VILLAGES = [1_000_001, 1_000_002, 1_000_003, 1_000_004] as const;

interface FactRow {
  table: 'residence' | 'participation';
  personId: number;
  from: string;
  to: string | null;
  /** place and kind, or category and issuer */
  what: [string | number, string];
}

beforeAll(async () => {
  const db = database.db();
  await sql`insert into units.unit (unit_id, anchor_id, origin)
    values (900001, 900001, 'reference'), (900002, 900002, 'reference')`.execute(db);
  await sql`insert into units.unit (unit_id, anchor_id, origin)
    values (1000001, 900001, 'local'), (1000002, 900001, 'local'),
           (1000003, 900002, 'local'), (1000004, 900002, 'local')`.execute(db);
});

/** One entry that supersedes facts and adds others, followed by the counts. */
async function write(
  ctx: Context,
  added: readonly FactRow[],
  superseded: { table: FactRow['table']; personId: number; factId: number }[] = [],
): Promise<number> {
  return await inTransaction(ctx, async (tx) => {
    const entry = await sql<{ entry_id: number }>`
      insert into registry.entry (recorded_at, actor_id, actor_name, kind, reason)
      values (now(), 'test', 'test', 'record', 'test') returning entry_id`.execute(tx.db);
    const entryId = entry.rows[0]?.entry_id ?? 0;
    for (const fact of superseded) {
      await sql`update registry.${sql.raw(fact.table)} set recorded_to = ${entryId}
        where person_id = ${fact.personId} and fact_id = ${fact.factId}
          and recorded_to is null`.execute(tx.db);
    }
    for (const fact of added) {
      const columns = fact.table === 'residence' ? 'place_id, kind' : 'category, issuer';
      await sql`insert into registry.${sql.raw(fact.table)}
        (person_id, valid_from, valid_to, recorded_from, ${sql.raw(columns)})
        values (${fact.personId}, ${fact.from}::date, ${fact.to}::date, ${entryId},
                ${fact.what[0]}, ${fact.what[1]})`.execute(tx.db);
    }
    await applyEntry(tx, entryId);
    return entryId;
  });
}

async function stored(ctx: Context): Promise<unknown[]> {
  const flows = await sql`select 'flow' as t, place_id, day, from_signature_id, to_signature_id, n
    from coverage.flow order by 2, 3, 4, 5`.execute(ctx.db);
  const counts = await sql`select 'count' as t, layer, place_id, grain, start, signature_id, n
    from coverage.count order by 2, 3, 4, 5, 6`.execute(ctx.db);
  return [...flows.rows, ...counts.rows];
}

describe('the counts follow the register', () => {
  test('one person who comes, is insured, moves and dies', async () => {
    const ctx = database.ctx();
    await write(ctx, [
      {
        table: 'residence',
        personId: 1,
        from: '2019-04-01',
        to: null,
        what: [VILLAGES[0], 'permanent'],
      },
      {
        table: 'participation',
        personId: 1,
        from: '2020-01-01',
        to: '2021-01-01',
        what: ['GD', 'own'],
      },
    ]);
    expect((await checkCounts(ctx)).differences).toEqual([]);
    const flows = await sql<{ day: string; f: number; t: number }>`
      select day, from_signature_id as f, to_signature_id as t from coverage.flow order by day`.execute(
      ctx.db,
    );
    expect(flows.rows).toEqual([
      { day: '2019-04-01', f: -1, t: 0 },
      { day: '2020-01-01', f: 0, t: 1 },
      { day: '2021-01-01', f: 1, t: 0 },
    ]);
    await write(ctx, [
      {
        table: 'residence',
        personId: 1,
        from: '2020-06-01',
        to: '2020-09-01',
        what: [VILLAGES[2], 'temporary'],
      },
    ]);
    expect((await checkCounts(ctx)).differences).toEqual([]);
  });

  test('thousands of random writes, whole and in part taken back', async () => {
    const ctx = database.ctx();
    const random = makeRandom('coverage-keep');
    for (let round = 0; round < 12; round += 1) {
      const known = await sql<{ table: FactRow['table']; personId: number; factId: number }>`
        select 'residence' as table, person_id as "personId", fact_id as "factId"
        from registry.residence where recorded_to is null
        union all
        select 'participation', person_id, fact_id
        from registry.participation where recorded_to is null
        order by 1, 2, 3`.execute(ctx.db);
      const gone = known.rows.filter(() => random.chance(round % 4 === 3 ? 0.4 : 0.05));
      const people = round % 3 === 0 ? 400 : 25;
      await write(ctx, randomFacts(random, people), gone);
      const check = await checkCounts(ctx);
      expect(check.differences).toEqual([]);
      expect(check.compared).toBeGreaterThan(1000);
    }
    const kept = await stored(ctx);
    await rebuildAll(ctx);
    expect(await stored(ctx)).toEqual(kept);
  });

  test('places that get another anchor take their sums along', async () => {
    const ctx = database.ctx();
    await inTransaction(ctx, async (tx) => {
      await sql`update units.unit set anchor_id = ${COMMUNES[1]} where unit_id = ${VILLAGES[1]}`.execute(
        tx.db,
      );
      await sql`update units.unit set anchor_id = unit_id where unit_id = ${VILLAGES[3]}`.execute(
        tx.db,
      );
      await rebuildPlaces(tx, [...VILLAGES]);
    });
    expect((await checkCounts(ctx)).differences).toEqual([]);
    await sql`update units.unit set anchor_id = ${COMMUNES[0]} where unit_id = ${VILLAGES[1]}`.execute(
      ctx.db,
    );
    const wrong = await checkCounts(ctx);
    expect(wrong.differences.map((difference) => difference.table)).toContain('place');
    await inTransaction(ctx, (tx) => rebuildPlaces(tx, [VILLAGES[1]]));
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
  });

  test('a falsified row is found and named; a rebuild repairs it', async () => {
    const ctx = database.ctx();
    await sql`update coverage.count set n = n + 1
      where layer = 1 and grain = 2 and place_id = ${COMMUNES[0]} and start = '2022-01-01'
        and signature_id = 0`.execute(ctx.db);
    await sql`delete from coverage.flow
      where (place_id, day) = (select place_id, day from coverage.flow order by 1, 2 limit 1)`.execute(
      ctx.db,
    );
    const check = await checkCounts(ctx);
    expect(check.differences).toContainEqual(
      expect.objectContaining({
        table: 'count',
        layer: 'anchor',
        placeId: COMMUNES[0],
        grain: 'year',
        start: '2022-01-01',
        signature: '-,-,-,-,-',
      }),
    );
    expect(check.differences.some((difference) => difference.table === 'flow')).toBe(true);
    await rebuildAll(ctx);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
  });
});

function randomFacts(random: ReturnType<typeof makeRandom>, people: number): FactRow[] {
  const rows: FactRow[] = [];
  const day = (): string => {
    const year = 2008 + random.int(18);
    if (random.chance(0.3)) return `${year}-01-01`;
    return `${year}-${String(1 + random.int(12)).padStart(2, '0')}-${String(1 + random.int(28)).padStart(2, '0')}`;
  };
  for (let i = 0; i < people; i += 1) {
    const personId = 1 + random.int(900);
    const [from, later] = [day(), day()].sort() as [string, string];
    const to = random.chance(0.5) || later === from ? null : later;
    if (random.chance(0.5)) {
      const kind = random.pick(['permanent', 'permanent', 'temporary', 'away', 'left', 'died']);
      rows.push({
        table: 'residence',
        personId,
        from,
        to,
        what: [random.pick([...VILLAGES, ...COMMUNES]), kind],
      });
    } else {
      const category = random.pick(['GD', 'GD', 'HN', 'DN', 'TE', 'HS', 'TQ', 'XK', 'QZ']);
      const issuer = random.pick([
        'own',
        'own',
        'own',
        'otherProvince',
        'army',
        'police',
        'unknown',
      ]);
      rows.push({ table: 'participation', personId, from, to, what: [category, issuer] });
    }
  }
  return rows;
}
