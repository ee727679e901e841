import { describe, expect, test } from 'vitest';
import { makeProvince, madePlaces } from '../../test/province.ts';
import { BULK_COLUMNS, type BulkRow, type FactTable } from '../registry/types.ts';
import { parseDay } from './days.ts';
import { generateOnce, makeRun } from './generate.ts';
import { RowSpool } from './spool.ts';
import { readDemoTables } from './tables.ts';

describe('the spool of a large demo', () => {
  test('gives back what was written, table by table, with nothing as nothing', () => {
    const spool = new RowSpool();
    const rows: BulkRow[] = Array.from({ length: 20_000 }, (_, i) => [
      i,
      null,
      'Đặng Thị Hòa',
      true,
    ]);
    for (const row of rows) spool.write('a', row);
    spool.write('b', ['1', '']);
    const back = [...spool.read('a')];
    expect(back.length).toBe(rows.length);
    expect(back[19_999]).toEqual(['19999', null, 'Đặng Thị Hòa', 'true']);
    expect([...spool.read('b')]).toEqual([['1', '']]);
    expect([...spool.read('c')]).toEqual([]);
    spool.remove();
  });

  test('made once or made anew for each table, the rows are the same', () => {
    const { plan, rows } = makeProvince({ people: 60_000, communes: 6 });
    expect(plan.scopes.length).toBeGreaterThan(1);
    const run = makeRun(readDemoTables(), plan, {
      today: parseDay('2026-11-22'),
      places: madePlaces,
      ids: { person: 0, household: 0 },
    });
    const spool = new RowSpool();
    for (const table of Object.keys(BULK_COLUMNS) as FactTable[]) {
      const text = (row: BulkRow): string => row.map((cell) => cell ?? '-').join('|');
      const made = [...generateOnce(run, spool, table, () => {})].map(text);
      expect([table, made.length]).toEqual([table, rows[table].length]);
      expect(made.every((line, i) => line === text(rows[table][i] ?? []))).toBe(true);
    }
    spool.remove();
  }, 120_000);
});
