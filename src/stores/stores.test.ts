import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { fold } from '../kernel/text.ts';
import { inTransaction } from './context.ts';
import { copyIn, copyOut } from './copy.ts';

const database = useTestDatabase();

describe('stores', () => {
  test('rows survive a copy in and out, whatever they hold', async () => {
    await sql`create table public.copied (id int, name text, note text)`.execute(database.db());
    const rows = [
      [1, 'Nguyễn\tVăn\nĐức', null],
      [2, 'C:\\đường\\dẫn', ''],
      [3, '\\N', 'r\rn'],
    ] as const;
    const written = await copyIn(database.db(), 'public.copied', ['id', 'name', 'note'], rows);
    expect(written).toBe(3);
    const back: (string | null)[][] = [];
    await copyOut(database.db(), 'select id, name, note from public.copied order by id', (row) => {
      back.push(row);
    });
    expect(back).toEqual(rows.map((row) => [String(row[0]), row[1], row[2]]));
  });

  test('a copy belongs to its transaction', async () => {
    const ctx = database.ctx();
    await sql`create table public.undone (id int)`.execute(ctx.db);
    const work = inTransaction(ctx, async (tx) => {
      expect(await copyIn(tx.db, 'public.undone', ['id'], [[1], [2]])).toBe(2);
      throw new Error('stop here');
    });
    await expect(work).rejects.toThrow('stop here');
    const left = await sql<{ n: number }>`select count(*) as n from public.undone`.execute(ctx.db);
    expect(left.rows[0]?.n).toBe(0);
  });

  test.each([
    'Nguyễn Văn Đức',
    'HOÀ ƠI, Ưu ái',
    'Thị trấn  Sơn-Dương (cũ)',
    'Lò Văn Ộ 2 ',
    'Quỳnh Đăk Lắk',
  ])('the database folds %s as the kernel does', async (name) => {
    for (const form of [name, name.normalize('NFD')]) {
      const folded = await sql<{ text: string }>`select kernel.fold(${form}) as text`.execute(
        database.db(),
      );
      expect(folded.rows[0]?.text).toBe(fold(name));
    }
  });

  test('dates stay days, big integers stay numbers, instants stay UTC', async () => {
    const found = await sql<{ day: string; big: number; at: string }>`
      select date '2021-12-31' as day, 80000000001::int8 as big,
             timestamptz '2023-11-01 15:30:00+07' as at`.execute(database.db());
    expect(found.rows[0]).toEqual({
      day: '2021-12-31',
      big: 80_000_000_001,
      at: '2023-11-01T08:30:00.000Z',
    });
  });
});
