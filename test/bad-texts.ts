/** Texts, pages and XML that are wrong, odd, or in an encoding of before. */
import type { BadFile } from './bad-files.ts';
import { makeRandom } from '../src/kernel/random.ts';

export function badTexts(): BadFile[] {
  return [...encodings(), ...delimited(), ...pages(), ...otherXml()];
}

type Content = string | Uint8Array;

function file(
  name: string,
  expected: BadFile['expected'],
  content: Content | (() => Content),
  firstRow?: readonly string[],
): BadFile {
  const make = () => Buffer.from(typeof content === 'function' ? content() : content);
  return { name, expected, make, firstRow };
}

const latin = (text: string) => Buffer.from(text, 'latin1');

function encodings(): BadFile[] {
  const name = 'Nguyễn Thị Hoà';
  const list = `${name},1\n`;
  const wide = Buffer.from(list, 'utf16le');
  return [
    file('UTF-8 with a mark', 1, `\ufeff${list}`, [name, '1']),
    file('letters in parts', 1, list.normalize('NFD'), [name, '1']),
    file('UTF-16 without a mark', 1, wide, [name, '1']),
    file('UTF-16 the other way round', 1, Buffer.from(wide).swap16(), [name, '1']),
    file(
      'UTF-16 with a byte over',
      2,
      Buffer.concat([Buffer.from('\ufeff', 'utf16le'), wide, Buffer.of(10)]),
    ),
    file('TCVN3', 1, latin('NguyÔn ThÞ Hoµ,1\n'), [name, '1']),
    file('VNI', 1, latin('Nguyeãn Thò Hoaø,1\n'), [name, '1']),
    file('UTF-8 taken for CP1252 and saved again', 1, 'Nguyá»…n Thá»‹ HoÃ ,1\n', [
      'Nguyá»…n Thá»‹ HoÃ ',
      '1',
    ]),
    file(
      'UTF-8 with damaged bytes',
      1,
      Buffer.concat([
        Buffer.from(`${name} ${name} ${name} `),
        Buffer.of(0xc3, 0x28, 0xff),
        latin(',1\n'),
      ]),
    ),
    file('a mark alone', 0, '\ufeff'),
    file('a text with single zeros', 2, `Tên,Tuổi\nNguy\0n,${'x'.repeat(500)}\n`),
    file('random bytes', 'table.unknownKind', () => randomBytes(50_000)),
    file('zeros', 'table.unknownKind', () => Buffer.alloc(50_000)),
  ];
}

function randomBytes(length: number): Uint8Array {
  const random = makeRandom(4);
  return Uint8Array.from({ length }, () => random.int(256));
}

function delimited(): BadFile[] {
  const wide = (columns: number) => Array.from({ length: columns }, () => '1').join(',');
  return [
    file('no bytes', 'table.empty', ''),
    file('blanks', 0, ' '.repeat(3).concat('\n').repeat(0).concat('\n\n\r\n')),
    file('a text of a header alone', 1, 'Họ tên,Ngày sinh\n', ['Họ tên', 'Ngày sinh']),
    file('a text with headers twice', 1, 'Họ tên,Họ tên\n'),
    file('a text of 16,384 columns', 1, () => wide(16_384)),
    file('20,000 columns', 'table.tooManyColumns', () => wide(20_000)),
    file('a quote that is never closed', 'table.unclosedQuote', 'a,b\n"x,1\ny,2\n'),
    file(
      'a quote that is never closed in a long file',
      'table.cellTooLong',
      () => `a,b\n"x,1\n${'y,2\n'.repeat(50_000)}`,
    ),
    file('quotes only', 'table.unclosedQuote', '"""""""'),
    file('fifty megabytes in one line', 'table.cellTooLong', () => Buffer.alloc(50_000_000, 120)),
    file('twenty megabytes of short cells in one line', 'table.tooManyColumns', () =>
      Buffer.alloc(20_000_000, 'x,'),
    ),
    file('a cell of 40,000 letters', 'table.cellTooLong', () => `a,${'x'.repeat(40_000)}\n`),
    file('two million and one rows', 'table.tooManyRows', () => Buffer.alloc(4_000_002, '1\n')),
    file('old line ends', 2, 'a,b\r1,2\r', ['a', 'b']),
    file('mixed line ends', 4, 'a,b\r\n1,2\n3,4\r5,6'),
    file('commas within and semicolons between', 2, 'a;b;c\n1,5;2,5;3,5\n', ['a', 'b', 'c']),
    file('formulas in a text', 1, "=cmd|' /C calc'!A0,@SUM(1),+1,-1\n", [
      "=cmd|' /C calc'!A0",
      '@SUM(1)',
      '+1',
      '-1',
    ]),
    file('a text with marks that turn the direction', 1, '\u202eAn,\u200fB\n', [
      '\u202eAn',
      '\u200fB',
    ]),
    file('JSON', 1, '{"hoTen": "An"}'),
  ];
}

function pages(): BadFile[] {
  const table = '<table><tr><td>Họ tên</td><td>1</td></tr></table>';
  return [
    file('a page under the name of Excel', 1, `<html><meta charset="utf-8">${table}</html>`, [
      'Họ tên',
      '1',
    ]),
    file(
      'a page of a session that ended',
      'table.noTables',
      '<!DOCTYPE html><html><body>Phiên làm việc đã hết hạn</body></html>',
    ),
    file(
      'a page of frames',
      'table.noTables',
      '<html><frameset><frame src="sheet001.htm"></frameset></html>',
    ),
    file('tables in tables, deep', 'table.noTables', () => '<table><tr><td>'.repeat(20_000)),
    file('two thousand tables', 'table.tooManySheets', () => table.repeat(2000)),
    file(
      'a cell over a billion rows',
      2,
      '<table><tr><td rowspan="999999999">a<td>b<tr><td>c</table>',
      ['a', 'b'],
    ),
    file(
      'a cell over a billion columns',
      'table.tooManyColumns',
      '<table><tr><td colspan="999999999">a<td>b</table>',
    ),
    file(
      'rows of cells over all columns',
      3000,
      () => `<table><tr><td>x<td>y${'<tr><td colspan="16383">a<td>b'.repeat(2999)}</table>`,
    ),
    file(
      'a script that never ends',
      'table.noTables',
      () => `<html><script>${'<table><tr><td>a<td>b'.repeat(1000)}`,
    ),
    file('a remark that never ends', 'table.noTables', () => `<html><!--${'x'.repeat(3_000_000)}`),
    file(
      'a tag that never ends',
      'table.noTables',
      () => `<html><table><tr><td ${'x="'.repeat(1_000_000)}`,
    ),
    file('smaller-than signs', 'table.noTables', () => `<html>${'<'.repeat(3_000_000)}`),
    file('ampersands', 1, () => `<table><tr><td>a<td>${'&'.repeat(30_000)}</table>`),
    file(
      'a cell of a million letters',
      'table.cellTooLong',
      () => `<table><tr><td>a<td>${'x'.repeat(1_000_000)}</table>`,
    ),
    file(
      'a page as a single file',
      'table.oldKind',
      'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n',
    ),
  ];
}

function otherXml(): BadFile[] {
  const start =
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">';
  const sheet = (rows: string) =>
    `${start}<Worksheet ss:Name="a"><Table>${rows}</Table></Worksheet></Workbook>`;
  const cell = '<Cell><Data ss:Type="String">Họ tên</Data></Cell>';
  return [
    file('XML Spreadsheet 2003', 1, sheet(`<Row>${cell}</Row>`), ['Họ tên']),
    file('XML Spreadsheet 2003 without rows', 'table.noRows', sheet('')),
    file(
      'XML Spreadsheet 2003 that stops',
      1,
      `${start}<Worksheet><Table><Row>${cell}</Row><Row><Cell><Data ss:Type="Str`,
    ),
    file(
      'a row and a cell of a billion',
      1,
      sheet(`<Row ss:Index="999999999"><Cell ss:Index="999999999"><Data>x</Data></Cell></Row>`),
      ['x'],
    ),
    file(
      'a document type in XML',
      'table.doctype',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    ),
    file('another kind of XML', 'table.otherKind', '<?xml version="1.0"?><rss><channel/></rss>'),
    file(
      'a picture of vectors',
      'table.otherKind',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    ),
  ];
}
