import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTableFile } from './table-file.ts';
import { TABLE_LIMITS, type TableLimits } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function readBytes(bytes: Uint8Array | string, limits: TableLimits = TABLE_LIMITS) {
  const path = join(folder, 'list.csv');
  writeFileSync(path, bytes);
  const opened = await openTableFile(path, limits);
  if (!opened.ok) return { faults: opened.faults.map(({ code }) => code), rows: [] };
  const { encoding, delimiter, notes } = opened.value;
  const rows: string[][] = [];
  const numbers: number[] = [];
  const faults: string[] = [];
  for await (const batch of opened.value.readRows(0)) {
    if (!batch.ok) faults.push(...batch.faults.map(({ code, at }) => `${code} ${at ?? ''}`.trim()));
    else
      for (const { row, cells } of batch.value) {
        rows.push(cells.map(({ text }) => text));
        numbers.push(row);
      }
  }
  await opened.value.close();
  return { encoding, delimiter, notes: notes.map(({ code }) => code), rows, numbers, faults };
}

describe('text files of rows', () => {
  test.each([
    [',', 'Họ và tên,Ngày sinh\nNguyễn Văn An,01/02/1990\n'],
    [';', 'Họ và tên;Ngày sinh\nNguyễn Văn An;01/02/1990\n'],
    ['\t', 'Họ và tên\tNgày sinh\r\nNguyễn Văn An\t01/02/1990\r\n'],
    ['|', 'Họ và tên|Ngày sinh\rNguyễn Văn An|01/02/1990'],
    [';', '"Họ, tên, đệm";"Ngày;sinh"\n"Nguyễn, An";1\n'],
    ['^', 'sep=^\nHọ và tên^Ngày sinh\n'],
  ])('the delimiter %j is found', async (delimiter, text) => {
    expect(await readBytes(text)).toMatchObject({ delimiter, encoding: 'utf-8', faults: [] });
  });

  test('quotes, line ends within, blank lines, numbers of rows', async () => {
    const found = await readBytes('a,b\n\n"x ""y""\nz",2\n,,\n3,"4"5\n');
    expect(found.rows).toEqual([
      ['a', 'b'],
      ['x "y"\nz', '2'],
      ['3', '45'],
    ]);
    expect(found.numbers).toEqual([1, 3, 5]);
  });

  const name = 'Họ tên,Thôn\nNguyễn Thị Hoà,Đồng Quắn\nTrần Đức Ưởng,Khuôn Trạn\n';
  const expected = [
    ['Họ tên', 'Thôn'],
    ['Nguyễn Thị Hoà', 'Đồng Quắn'],
    ['Trần Đức Ưởng', 'Khuôn Trạn'],
  ];
  test.each([
    ['utf-8', Buffer.from(name)],
    ['utf-8', Buffer.from(`\ufeff${name}`)],
    ['utf-8', Buffer.from(name.normalize('NFD'))],
    ['utf-16le', Buffer.from(`\ufeff${name}`, 'utf16le')],
    ['utf-16le', Buffer.from(name, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${name}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(name, 'utf16le').swap16()],
    [
      'tcvn3',
      Buffer.from(
        'Hä tªn,Th«n\nNguyÔn ThÞ Hoµ,§ång Qu¾n\nTrÇn §øc \u00a6ëng,Khu«n Tr¹n\n'.replace(
          '¦',
          '\u00ad',
        ),
        'latin1',
      ),
    ],
    [
      'vni',
      Buffer.from(
        'Hoï teân,Thoân\nNguyeãn Thò Hoaø,Ñoàng Quaén\nTraàn Ñöùc ÖÛûng,Khuoân Traïn\n'.replace(
          'ÖÛû',
          'Öôû',
        ),
        'latin1',
      ),
    ],
    ['windows-1258', windows1258(name)],
  ])('%s', async (encoding, bytes) => {
    const found = await readBytes(bytes);
    expect(found).toMatchObject({ encoding, faults: [] });
    expect(found.rows.map((row) => row.map((cell) => cell.replace('ưởng', 'Ưởng')))).toEqual(
      expected,
    );
  });

  test('letters that come only after a long ASCII beginning are found', async () => {
    const start = 'id,ten\n' + '1,An\n'.repeat(100_000);
    const bytes = Buffer.concat([Buffer.from(start), Buffer.from('2,NguyÔn ThÞ Hoµ\n', 'latin1')]);
    const found = await readBytes(bytes);
    expect(found.encoding).toBe('tcvn3');
    expect(found.rows.at(-1)).toEqual(['2', 'Nguyễn Thị Hoà']);
  });

  test('a quote that is never closed is told with its cell, the rows before it are read', async () => {
    const found = await readBytes('a,b\n1,2\n3,"4\n5,6\n');
    expect(found.faults).toEqual(['table.unclosedQuote B3']);
    expect(found.rows).toHaveLength(2);
  });

  test('limits of rows, columns and cells', async () => {
    const small = { ...TABLE_LIMITS, rowsMax: 10, columnsMax: 3, cellCharsMax: 20 };
    expect((await readBytes('a\n'.repeat(11), small)).faults).toEqual(['table.tooManyRows']);
    expect((await readBytes('a,b,c,d\n', small)).faults).toEqual(['table.tooManyColumns D1']);
    expect((await readBytes(`a,${'x'.repeat(21)}\n`, small)).faults).toEqual([
      'table.cellTooLong B1',
    ]);
    expect((await readBytes('')).faults).toEqual(['table.empty']);
  });
});

/** Base letters with their tone after them, as that code page has it. */
function windows1258(text: string): Uint8Array {
  const bytes = new Map<string, number>();
  const decoder = new TextDecoder('windows-1258');
  for (let byte = 0; byte < 256; byte += 1) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/g;
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const apart = letter.normalize('NFD');
      const [mark = ''] = apart.match(tone) ?? [];
      const base = apart.replace(tone, '').normalize('NFC');
      return [...base, ...mark].map((part) => bytes.get(part) ?? 63);
    }),
  );
}
