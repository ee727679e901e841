/** The whole way of a list: by itself as far as it goes, killed in the middle, corrected, printed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLACES } from '../registry/test-places.ts';
import { advanceList } from './advance-ops.ts';
import { abandonList, commitList } from './commit-ops.ts';
import { correctList, writeFaultsFile } from './correct-ops.ts';
import { importList } from './import-ops.ts';
import { cleanList, confirmColumns, getListAsOwner, receiveList } from './intake-ops.ts';
import { resumeLists } from './jobs.ts';
import { LAYOUTS, headerOf } from './layouts.ts';
import { correctBySheet, printSheets } from './sheet-ops.ts';
import { writeLayout } from './template-ops.ts';
import { plantPlaces, useTestLists } from './test-lists.ts';

const lists = useTestLists();
const folder = mkdtempSync(join(tmpdir(), 'baophu-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await plantPlaces(lists.database.db());
});

function fileOf(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const INPUT = {
  kind: 'residents',
  unit: '02545',
  sender: 'Công an xã',
  asOf: '2026-10-01',
  commits: false,
} as const;

const HEADER = 'Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Thôn';

async function rowsOf(listId: number): Promise<{ line: number; kind: string; name: string }[]> {
  const found = await sql<{ line: number; kind: string; name: string }>`
    select line, kind, full_name as name
    from lists.row
    where list_id = ${listId} and kind in ('data', 'faulty')
    order by row_no`.execute(lists.database.db());
  return found.rows;
}

describe('the same bytes', () => {
  test('are one list until it is given up', async () => {
    const path = fileOf('a.csv', `${HEADER}\nLò Văn Một,01/02/1990,Nam,,Lũng Tẩu\n`);
    const first = await importList(lists.ctx(), { ...INPUT, path });
    expect(first).toMatchObject({
      repeated: false,
      state: 'compared',
      counts: { data: 1, new: 1 },
    });
    const again = await importList(lists.ctx(), { ...INPUT, path });
    expect(again).toMatchObject({ repeated: true, listId: first.listId });
    await abandonList(lists.ctx(), first.listId);
    const anew = await importList(lists.ctx(), { ...INPUT, path });
    expect(anew).toMatchObject({ repeated: false, state: 'compared' });
    expect(anew.listId).not.toBe(first.listId);
  });

  test('of another unit are another list', async () => {
    const path = fileOf('b.csv', `${HEADER}\nLò Văn Hai,01/02/1990,Nam,,\n`);
    const one = await importList(lists.ctx(), { ...INPUT, path });
    const other = await importList(lists.ctx(), { ...INPUT, unit: '02548', path });
    expect(other.listId).not.toBe(one.listId);
  });
});

describe('columns', () => {
  test('of a layout that was confirmed go on by themselves', async () => {
    const strange = 'Ho va ten,Cot la,Thon\n';
    const ctx = lists.ctx();
    const keep = async (text: string) => {
      const bytes = Buffer.from(text);
      const blob = await ctx.blobs?.add(
        (async function* () {
          yield bytes;
        })(),
        1 << 20,
      );
      const file = { name: 'la.csv', hash: blob?.hash ?? '', bytes: bytes.length };
      return (await receiveList(ctx, { ...INPUT, sender: 'Thôn', options: {} }, file)).listId;
    };
    const first = await keep(`${strange}Lò Văn Ba,1990,Lũng Tẩu\n`);
    const waiting = await advanceList(ctx, first);
    expect(waiting.state).toBe('uploaded');
    const mapping = waiting.mapping;
    if (!mapping) throw new Error('nothing was proposed');
    const columns = mapping.columns.map((column) =>
      column.header === 'Cot la' ? { ...column, field: 'birthYear' as const } : column,
    );
    await confirmColumns(ctx, first, { mapping: { ...mapping, columns } });
    expect((await advanceList(ctx, first)).state).toBe('compared');
    const second = await keep(`${strange}Lò Văn Bốn,1991,Lũng Tẩu\n`);
    expect((await advanceList(ctx, second)).state).toBe('compared');
  });

  test.each(LAYOUTS.map((layout) => [layout.id, layout] as const))(
    'of the template %s read back',
    async (id, layout) => {
      const path = fileOf(`${id}.xlsx`, await writeLayout(layout));
      const failed = await importList(lists.ctx(), { ...INPUT, kind: layout.kind, path }).catch(
        (cause: Error) => cause.message,
      );
      const list = typeof failed === 'string' ? null : failed;
      expect(list?.mapping?.layout ?? failed).toBe(id);
      expect(list?.mapping?.columns.map((column) => column.header)).toEqual(
        layout.columns.map(headerOf),
      );
      expect(list?.counts.data).toBe(0);
    },
  );
});

describe('a process that is killed', () => {
  test('in the middle of a step leaves nothing of it, and the step is done again', async () => {
    const words = 'An Bình Cúc Dung Hà Hòa Khoa Lan Mai Nga Phúc Sơn'.split(' ');
    const rows = Array.from({ length: 11_000 }, (_, at) => {
      const name = `Lò ${words[at % 12]} ${words[Math.floor(at / 12) % 12]}`;
      const birth = `${1 + (at % 28)}/${1 + (Math.floor(at / 28) % 12)}/${1940 + (at % 70)}`;
      return `${name},${birth},Nam,,Lũng Tẩu`;
    });
    const path = fileOf('c.csv', `${HEADER}\n${rows.join('\n')}\n`);
    const ctx = lists.ctx();
    const killed = importList(ctx, {
      ...INPUT,
      path,
      onProgress(step, _share, params) {
        if (step === 'clean' && params) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    const found = await sql<{ listId: number }>`
      select list_id as "listId" from lists.list where file_name = 'c.csv'`.execute(ctx.db);
    const listId = found.rows[0]?.listId ?? 0;
    expect(await getListAsOwner(ctx, listId)).toMatchObject({ state: 'mapped', step: 'clean' });
    expect(await rowsOf(listId)).toEqual([]);
    expect(await resumeLists(ctx)).toBeGreaterThan(0);
    const done = await advanceList(ctx, listId);
    expect(done).toMatchObject({ state: 'compared', step: null });
    expect(done.counts.data).toBe(11_000);
  }, 60_000);

  test('a step that is done is not done twice', async () => {
    const path = fileOf('d.csv', `${HEADER}\nLò Văn Năm,01/02/1990,Nam,,Lũng Tẩu\n`);
    const { listId } = await importList(lists.ctx(), { ...INPUT, path });
    await cleanList(lists.ctx(), listId);
    expect((await getListAsOwner(lists.ctx(), listId)).state).toBe('compared');
  });
});

describe('faulty rows', () => {
  test('come back as a file with reasons; corrected, the same list goes on', async () => {
    const text = `${HEADER}\nLò Văn Tốt,01/02/1990,Nam,,Lũng Tẩu\nLò Văn Lỗi,31/02/1990,Nam,,Lũng Tẩu\n,01/02/1990,Nam,,Lũng Tẩu\n`;
    const ctx = lists.ctx();
    const { listId } = await importList(ctx, { ...INPUT, path: fileOf('e.csv', text) });
    expect((await rowsOf(listId)).map((row) => row.kind)).toEqual(['data', 'faulty', 'faulty']);
    const returned = await writeFaultsFile(ctx, listId, 'vi');
    const path = fileOf(
      'loi.xlsx',
      new Uint8Array(await new Response(returned.bytes).arrayBuffer()),
    );
    const { default: excel } = await import('exceljs');
    const book = new excel.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    if (!sheet) throw new Error('no sheet came back');
    const shown: string[] = [];
    sheet.eachRow((row) => {
      shown.push(Array.isArray(row.values) ? row.values.join('|') : '');
      if (row.getCell(1).text === 'Lò Văn Lỗi') row.getCell(2).value = '28/02/1990';
    });
    expect(shown.join('\n')).toContain('Không đọc được ngày sinh');
    expect(shown.join('\n')).toContain('Thiếu họ tên');
    await book.xlsx.writeFile(path);
    const bytes = readFileSync(path);
    const blob = await ctx.blobs?.add(
      (async function* () {
        yield bytes;
      })(),
      1 << 24,
    );
    const file = { name: 'da-sua.xlsx', hash: blob?.hash ?? '', bytes: bytes.length };
    expect(await correctList(ctx, listId, file)).toEqual({ corrected: 2 });
    const list = await advanceList(ctx, listId);
    expect(list.counts).toMatchObject({ data: 2, faulty: 1, new: 2 });
    expect(await rowsOf(listId)).toEqual([
      { line: 2, kind: 'data', name: 'Lò Văn Tốt' },
      { line: 3, kind: 'data', name: 'Lò Văn Lỗi' },
      { line: 4, kind: 'faulty', name: null },
    ]);
  });
});

test('names of those who sign under a list are no faulty rows', async () => {
  const rows =
    'Lò Văn Chín,01/02/1990,Nam,,Lũng Tẩu\nNgười lập biểu,,,,Giám đốc\n\nLê Thị Bé,,,,Trần Văn Cả\n';
  const path = fileOf('ky.csv', `${HEADER}\n${rows}`);
  const list = await importList(lists.ctx(), { ...INPUT, path });
  expect(list.counts).toMatchObject({ data: 1, faulty: 0, title: 2 });
});

test('a name written as a formula is a fault', async () => {
  const rows =
    '=HYPERLINK("http://x"),01/02/1990,Nam,,Lũng Tẩu\n- Lò Văn Mười,01/02/1990,Nam,,Lũng Tẩu\n';
  const path = fileOf('cong-thuc.csv', `${HEADER}\n${rows}`);
  const list = await importList(lists.ctx(), { ...INPUT, path });
  expect(list.counts).toMatchObject({ data: 1, faulty: 1 });
  const found = await sql<{ code: string }>`
    select faults -> 0 ->> 'code' as code from lists.row
    where list_id = ${list.listId} and kind = 'faulty'`.execute(lists.database.db());
  expect(found.rows).toEqual([{ code: 'lists.cell.nameFormula' }]);
});

describe('the figure the sender states', () => {
  test('must agree before the list goes in', async () => {
    const path = fileOf('f.csv', `${HEADER}\nLò Văn Sáu,01/02/1990,Nam,,Lũng Tẩu\n`);
    const options = { statedPeople: 2 };
    const list = await importList(lists.ctx(), { ...INPUT, path, options });
    expect(list.figures).toContainEqual({
      code: 'statedBySender',
      expected: 2,
      found: 1,
      agrees: false,
      subject: null,
    });
    const refused = commitList(lists.ctx(), list.listId, 'thử');
    await expect(refused).rejects.toThrow('lists.figures.disagree');
  });
});

describe('a village list on paper', () => {
  test('is printed with a code a row and corrected by code, all or nothing', async () => {
    const made = await lists.record([
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: { fullName: 'Vi Thị In', birthDate: '1970-01-02', sex: 'female' },
        residence: { placeId: PLACES.villageTwo, kind: 'permanent', from: '2000-01-01' },
      },
    ]);
    const [sheet] = await printSheets(lists.ctx(), PLACES.villageTwo, '2026-11-20');
    const line = sheet?.lines.find((one) => one.personId === made['new:a']);
    expect(sheet).toMatchObject({ unitName: 'Tân Lập', communeName: 'Tân Trào' });
    const correct = (code: string) =>
      correctBySheet(
        lists.ctx(),
        sheet?.sheetId ?? 0,
        [
          { kind: 'person', code, fullName: 'Vi Thị Inh' },
          { kind: 'died', code, on: '2026-11-18' },
        ],
        'Danh sách thôn ký ngày 20/11',
      );
    await expect(correct('99Z')).rejects.toThrow('lists.code.unknown');
    expect(await correct(line?.code ?? '')).toMatchObject({ corrected: 2 });
    const found = await sql<{ name: string }>`
      select full_name as name from registry.person where person_id = ${made['new:a']}`.execute(
      lists.database.db(),
    );
    expect(found.rows).toEqual([{ name: 'Vi Thị Inh' }]);
  });
});
