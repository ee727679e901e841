import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { addDays } from '../kernel/dates.ts';
import { fold } from '../kernel/text.ts';
import { inTransaction } from './context.ts';
import { copyOutBinary } from './copy-binary.ts';
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

  test('binary rows are what the database says, also over the edges of chunks', async () => {
    const query = `
      select g::bigint * 80000000001 - 7, (g % 200 - 100)::smallint, -g::int,
             case when g % 5 > 0 then repeat('Đ', g % 5) end, case g % 3 when 0 then '' else 'DT' end,
             date '1899-12-31' + g, case when g % 2 = 0 then date '2000-02-29' end,
             repeat('x', g % 700)
      from generate_series(0, 60000) g
      order by 1`;
    let at = 0;
    const long = { rows: 0, letters: 0 };
    await copyOutBinary(database.db(), query, (row) => {
      const g = at;
      at += 1;
      const found = [row.integer(0), row.integer(1), row.integer(2), row.word(3), row.word(4)];
      const words = [g % 5 > 0 ? 'Đ'.repeat(g % 5) : null, g % 3 === 0 ? '' : 'DT'];
      if (g % 97 === 0) {
        expect(found).toEqual([
          g * 80_000_000_001 - 7,
          (g % 200) - 100,
          g === 0 ? 0 : -g,
          ...words,
        ]);
        expect(row.day(5)).toBe(addDays('1899-12-31', g));
        expect([row.day(6), row.isNull(6)]).toEqual(g % 2 ? [null, true] : ['2000-02-29', false]);
      }
      long.rows += 1;
      long.letters += row.word(7)?.length ?? 0;
    });
    const letters = Array.from({ length: 60_001 }, (_, g) => g % 700).reduce((a, b) => a + b, 0);
    expect(long).toEqual({ rows: 60_001, letters });
  });

  test('a binary copy of no rows tells nothing, and one that fails fails', async () => {
    const db = database.db();
    await copyOutBinary(db, 'select 1 where false', () => expect.unreachable());
    await expect(copyOutBinary(db, 'select 1/0', () => {})).rejects.toThrow('division by zero');
    await expect(
      copyOutBinary(db, `select date 'infinity'`, (row) => void row.day(0)),
    ).rejects.toThrow();
    const after = await sql<{ n: number }>`select 1 as n`.execute(db);
    expect(after.rows[0]?.n).toBe(1);
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
    'Ðỗ Ɖức ðoàn',
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
