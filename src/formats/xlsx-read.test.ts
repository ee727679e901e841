import excel from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTableBytes, textsOf } from '../../test/read-table.ts';
import { makeWorkbook } from '../../test/zip-make.ts';
import { PLAIN_NUMBER, dayText, numberText, styleOfFormat } from './excel-values.ts';
import { TABLE_LIMITS, type TableCell } from './table.ts';

const cellOf = async (xml: string, more: Partial<Parameters<typeof makeWorkbook>[0]> = {}) => {
  const sheet = `<sheetData><row r="1">${xml}</row></sheetData>`;
  const { sheets, faults } = await readTableBytes(makeWorkbook({ sheet, ...more }));
  expect(faults).toEqual([]);
  return sheets[0]?.[0]?.cells ?? [];
};

describe('cells of a workbook', () => {
  test.each([
    ['<c r="A1"><v>14193000123</v></c>', 'number', '14193000123'],
    ['<c r="A1"><v>1.4193000123E+10</v></c>', 'number', '14193000123'],
    ['<c r="A1" t="n"><v>0.30000000000000004</v></c>', 'number', '0.3'],
    ['<c r="A1"><v>-1.5E-7</v></c>', 'number', '-0.00000015'],
    ['<c r="A1" s="1"><v>45000</v></c>', 'date', '2023-03-15'],
    ['<c r="A1" s="1"><v>45000.5</v></c>', 'date', '2023-03-15T12:00:00'],
    ['<c r="A1" s="1"><v>1</v></c>', 'date', '1900-01-01'],
    ['<c r="A1" s="1"><v>60</v></c>', 'number', '60'],
    ['<c r="A1" s="1"><v>61</v></c>', 'date', '1900-03-01'],
    ['<c r="A1" s="1"><v>-3</v></c>', 'number', '-3'],
    ['<c r="A1" t="d"><v>2024-02-29T00:00:00</v></c>', 'date', '2024-02-29'],
    ['<c r="A1" t="b"><v>1</v></c>', 'boolean', 'TRUE'],
    ['<c r="A1" t="e"><v>#N/A</v></c>', 'error', '#N/A'],
    ['<c r="A1" t="str"><v>A &amp; B</v></c>', 'text', 'A & B'],
    ['<c r="A1" t="inlineStr"><is><t>Đức</t></is></c>', 'text', 'Đức'],
    [
      '<c r="A1" t="inlineStr"><is><r><t>Đ</t></r><r><rPr/><t xml:space="preserve">ức </t></r><rPh><t>x</t></rPh></is></c>',
      'text',
      'Đức ',
    ],
    ['<c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', 'text', 'a<b'],
    ["<c t='inlineStr' r='A1'><is><t>a_x000D_b</t></is></c>", 'text', 'a\rb'],
    [`<c r="A1" t="inlineStr"><is><t>${'Hoà'.normalize('NFD')}</t></is></c>`, 'text', 'Hoà'],
  ])('%s', async (xml, kind, text) => {
    expect(await cellOf(xml)).toEqual([{ text, kind, isFormula: false }]);
  });

  test('formulas give their cached value, and say so when there is none', async () => {
    const cells = await cellOf(
      '<c r="A1"><f>SUM(B1:B9)</f><v>3</v></c><c r="B1" t="str"><f>WEBSERVICE("http://x")</f><v>cũ</v></c><c r="C1"><f>1+1</f></c>',
    );
    expect(cells).toEqual([
      { text: '3', kind: 'number', isFormula: true },
      { text: 'cũ', kind: 'text', isFormula: true },
      { text: '', kind: 'empty', isFormula: true },
    ]);
  });

  test('days of 1904, identifiers shown with zeros, cells without addresses', async () => {
    const from1904 = { workbookProperties: '<workbookPr date1904="1"/>' };
    expect((await cellOf('<c r="A1" s="1"><v>43538</v></c>', from1904))[0]?.text).toBe(
      '2023-03-15',
    );
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="000000000000"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>';
    const zeros = await cellOf('<c><v>14193000123</v></c><c><v>5</v></c>', { styles });
    expect(zeros.map(({ text }) => text)).toEqual(['014193000123', '000000000005']);
  });

  test('shared texts: plain, rich, escaped, empty, out of range', async () => {
    const texts =
      '<sst><si><t>Nguyễn</t></si><si><r><t>Văn </t></r><r><t>Đức</t></r></si><si><t>a &lt; b</t></si><si/><si><t xml:space="preserve"> x </t></si></sst>';
    const xml = [0, 1, 2, 3, 4, 9].map((at) => `<c t="s"><v>${at}</v></c>`).join('');
    const cells = await cellOf(xml, { texts });
    expect(cells.map(({ text }) => text)).toEqual(['Nguyễn', 'Văn Đức', 'a < b', '', ' x ']);
  });

  test('prefixed names, as .NET writes them; hidden rows; merges; rows that are empty', async () => {
    const x = 'x:';
    const sheet =
      '<x:dimension ref="A1:B9"/><x:sheetData><x:row r="2" hidden="1"><x:c r="B2"><x:v>1</x:v></x:c></x:row><x:row r="3"/><x:row r="4"><x:c r="A4" s="1"/></x:row><x:row><x:c t="inlineStr"><x:is><x:t>y</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:C1"/><x:mergeCell ref="A8:C9"/></x:mergeCells>';
    const bytes = makeWorkbook({ sheet, prefix: x });
    const { file, sheets } = await readTableBytes(bytes);
    expect(file?.sheets[0]).toMatchObject({ name: 'Danh sách', isHidden: false, rowCount: 9 });
    expect(sheets[0]).toMatchObject([
      { row: 2, isHidden: true, cells: [{ text: '' }, { text: '1' }] },
      { row: 5, isHidden: false, cells: [{ text: 'y' }] },
    ]);
  });

  test('limits speak of their place', async () => {
    const sheet =
      '<sheetData><row r="7"><c r="C7" t="inlineStr"><is><t>xxxxxxxxxx</t></is></c></row></sheetData>';
    const bytes = makeWorkbook({ sheet });
    const tight = (limits: Partial<typeof TABLE_LIMITS>) =>
      readTableBytes(bytes, { ...TABLE_LIMITS, ...limits });
    expect((await tight({ cellCharsMax: 9 })).faults).toMatchObject([
      { code: 'table.cellTooLong', at: 'C7' },
    ]);
    expect((await tight({ columnsMax: 2 })).faults).toMatchObject([
      { code: 'table.tooManyColumns' },
    ]);
    expect((await tight({ rowsMax: 0 })).faults).toMatchObject([{ code: 'table.tooManyRows' }]);
    expect((await tight({ partsMax: 3 })).faults).toMatchObject([{ code: 'table.tooManyParts' }]);
    expect((await tight({ fileBytesMax: 100 })).faults).toMatchObject([
      { code: 'table.fileTooLarge' },
    ]);
  });
});

describe('numbers and days', () => {
  test.each([
    ['dd/mm/yyyy;@', 'date'],
    ['[$-1042]d "tháng" m', 'date'],
    ['[$-F800]dddd, mmmm dd, yyyy', 'date'],
    ['hh:mm:ss', 'time'],
    ['[h]:mm', 'time'],
    ['#,##0 "đồng"', 'number'],
    ['#,##0.00\\ [$đ-42A];[Red]-#,##0.00', 'number'],
    ['0.00E+00', 'number'],
    ['General', 'number'],
    ['@', 'number'],
  ])('%s shows a %s', (code, shows) => {
    expect(styleOfFormat(code).shows).toBe(shows);
  });

  test('a number never has an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBeCloseTo(
          value,
          Math.max(0, 10 - Math.ceil(Math.log10(Math.abs(value) + 1))),
        );
      }),
      { seed: 4 },
    );
    expect(PLAIN_NUMBER.shows).toBe('number');
  });

  test('every day of two centuries', () => {
    const start = Date.UTC(1900, 2, 1);
    for (let day = 0; day < 73_000; day += 1) {
      const expected = new Date(start + day * 86_400_000).toISOString().slice(0, 10);
      expect(dayText(day + 61, false)).toBe(expected);
    }
  });
});

describe('exceljs reads the same', () => {
  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'Nguyễn Văn Đức<>&"\' ơừ\n123'), maxLength: 20 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    fc.boolean(),
    fc.date({ min: new Date('1900-03-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    fc.constant(null),
    fc.constantFrom({ error: '#N/A' }, { error: '#REF!' }),
    fc.integer().map((result) => ({ formula: 'A1+1', result })),
    fc
      .array(fc.constantFrom('Đ', 'ức ', ' x'), { minLength: 1, maxLength: 3 })
      .map((texts) => ({ richText: texts.map((text) => ({ text })) })),
  );

  test.each([true, false])('cell for cell, shared texts %s', async (useSharedStrings) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { maxLength: 12 }), { maxLength: 30 }),
        async (grid) => {
          const bytes = await writeGrid(grid, useSharedStrings);
          const { sheets, faults } = await readTableBytes(bytes);
          expect(faults).toEqual([]);
          const book = new excel.Workbook();
          await book.xlsx.load(bytes as unknown as ArrayBuffer);
          const expected: string[][] = [];
          book.worksheets[0]?.eachRow((row) => {
            const texts: string[] = [];
            row.eachCell((cell, column) => {
              texts[column - 1] = oracleText(cell);
            });
            expected.push(withoutEmptyEnd(Array.from(texts, (text) => text ?? '')));
          });
          const rows = (sheets[0] ?? []).map(({ cells }) => cells.map(comparable));
          expect(rows).toEqual(expected.filter((row) => row.length > 0));
        },
      ),
      { seed: 11, numRuns: 40 },
    );
  });
});

async function writeGrid(grid: unknown[][], useSharedStrings: boolean): Promise<Buffer> {
  const { PassThrough } = await import('node:stream');
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings });
  const sheet = book.addWorksheet('Một');
  for (const values of grid) {
    const row = sheet.addRow(values);
    row.eachCell((cell) => {
      if (cell.value instanceof Date) cell.numFmt = 'dd/mm/yyyy hh:mm:ss';
    });
    row.commit();
  }
  sheet.commit();
  await book.commit();
  return Buffer.concat(chunks);
}

function oracleText(cell: excel.Cell): string {
  const plain = cell.type === excel.ValueType.Formula ? cell.result : cell.value;
  if (plain instanceof Date) return String(Math.round(plain.getTime() / 1000));
  if (typeof plain === 'number') return String(Number(plain.toPrecision(15)));
  if (typeof plain === 'boolean') return plain ? 'TRUE' : 'FALSE';
  if (plain && typeof plain === 'object' && 'error' in plain) return String(plain.error);
  if (plain && typeof plain === 'object' && 'richText' in plain) {
    return plain.richText
      .map(({ text }) => text)
      .join('')
      .normalize('NFC');
  }
  return String(plain ?? '').normalize('NFC');
}

function comparable({ text, kind }: TableCell): string {
  if (kind === 'number') return String(Number(Number(text).toPrecision(15)));
  if (kind !== 'date') return text;
  return String(
    Math.round(Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`) / 1000),
  );
}

function withoutEmptyEnd(texts: string[]): string[] {
  while (texts.length > 0 && texts[texts.length - 1] === '') texts.pop();
  return texts;
}

test('texts of rows', async () => {
  const sheet = '<sheetData><row><c t="inlineStr"><is><t>a</t></is></c></row></sheetData>';
  expect(textsOf((await readTableBytes(makeWorkbook({ sheet }))).sheets[0] ?? [])).toEqual([['a']]);
});
