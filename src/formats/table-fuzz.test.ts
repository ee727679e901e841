import * as sheetjs from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTableBytes } from '../../test/read-table.ts';
import { makeWorkbook, makeZip, workbookParts } from '../../test/zip-make.ts';

const GRID = Array.from({ length: 40 }, (_, at) => [
  `Nguyễn Văn ${at}`,
  at,
  at / 3,
  at % 2 === 0,
  null,
]);

function sheetOf(bookType: 'biff8' | 'biff5'): Buffer {
  const book = sheetjs.utils.book_new();
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(GRID), 'a');
  return sheetjs.write(book, { type: 'buffer', bookType }) as Buffer;
}

const SHEET = `<cols><col min="1" max="3"/></cols><sheetData>${GRID.map(
  ([name, number], at) =>
    `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${name}</t></is></c><c r="B${at + 1}" s="1"><f>A1</f><v>${number}</v></c><c t="s"><v>${at % 3}</v></c></row>`,
).join('')}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`;
const WORKBOOK = {
  sheet: SHEET,
  texts: '<sst><si><t>a</t></si><si><r><t>b</t></r></si><si/></sst>',
};
const XML = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>${'<Row><Cell ss:Index="2"><Data ss:Type="Number">5</Data></Cell></Row>'.repeat(20)}</Table></Worksheet></Workbook>`;
const SEEDS: readonly [string, Buffer][] = [
  ['xlsx', makeWorkbook(WORKBOOK)],
  ['xls of Excel 2003', sheetOf('biff8')],
  ['xls of Excel 5', sheetOf('biff5')],
  ['csv', Buffer.from(GRID.map((row) => row.join(';')).join('\r\n'))],
  ['html', Buffer.from(`<table>${'<tr><td colspan=2>Đức<td>&ecirc;</tr>'.repeat(20)}</table>`)],
  ['xml', Buffer.from(XML)],
];

/** Bytes changed, taken out, doubled, at places by seed. */
const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    kind: fc.constantFrom('set', 'cut', 'repeat', 'end'),
    value: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function changed(
  bytes: Buffer,
  list: readonly { at: number; kind: string; value: number }[],
): Buffer {
  let result = Buffer.from(bytes);
  for (const { at, kind, value } of list) {
    const place = Math.floor(at * result.length);
    if (kind === 'set') result[place] = value;
    else if (kind === 'end') result = result.subarray(0, Math.max(1, place + value));
    else {
      const rest = kind === 'cut' ? place + value : Math.max(0, place - value);
      result = Buffer.concat([result.subarray(0, place), result.subarray(rest)]);
    }
  }
  return result;
}

test.each(SEEDS)(
  'whatever happens to the bytes of %s, reading ends with rows or faults',
  async (_, seed) => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const { faults, sheets } = await readTableBytes(changed(seed, list));
        expect(faults.length + sheets.length).toBeGreaterThanOrEqual(0);
        for (const { code } of faults) expect(code).toMatch(/^table\.\w+$/);
      }),
      { seed: 26, numRuns: 400 },
    );
  },
);

test.each(workbookParts(WORKBOOK).map(({ name }) => name))(
  'whatever happens within %s',
  async (name) => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const parts = workbookParts(WORKBOOK).map((part) =>
          part.name === name ? { ...part, data: changed(Buffer.from(part.data), list) } : part,
        );
        const { faults } = await readTableBytes(makeZip(parts));
        for (const { code } of faults) expect(code).toMatch(/^table\.\w+$/);
      }),
      { seed: 27, numRuns: 200 },
    );
  },
);
