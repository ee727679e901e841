import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { loadReference } from './loading.ts';

const database = useTestDatabase();

describe('loading of data/', () => {
  test('loads', async () => {
    const t = performance.now();
    console.log(await loadReference(database.ctx()), performance.now() - t);
    const t2 = performance.now();
    console.log(await loadReference(database.ctx()), performance.now() - t2);
    const n = await sql<{ n: number }>`select count(*) as n from units.placement`.execute(
      database.db(),
    );
    expect(n.rows[0]?.n).toBe(28002);
  });
});
