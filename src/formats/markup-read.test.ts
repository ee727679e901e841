import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTableBytes, textsOf } from '../../test/read-table.ts';

describe('pages under the name of Excel', () => {
  test('a table as portals export it', async () => {
    const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">
      <style>td { mso-number-format: "\\@" } </td></style>
      <!--[if gte mso 9]><xml><td>x</td></xml><![endif]-->
      </head>
      <body><TABLE border=1>
      <tr><td colspan=3><b>DANH S&Aacute;CH</b><br>h&#7897; ngh&egrave;o</td></tr>
      <tr><th rowspan="2">H&#7885; t&ecirc;n<th colspan="2">Sinh</tr><tr><th>Ng&agrave;y<th>Năm
      <tr style='display:none'><td>Nguyễn&nbsp;Văn  An</td><td>1 &lt; 2</td><td></td></tr>
      <tr><td>${'Trần'.normalize('NFD')}</td></table></body>`;
    const { file, sheets, faults } = await readTableBytes(html);
    expect(faults).toEqual([]);
    expect(file).toMatchObject({
      kind: 'html',
      encoding: 'utf-8',
      notes: [{ code: 'table.note.html' }],
    });
    expect(textsOf(sheets[0] ?? [])).toEqual([
      ['DANH SÁCH hộ nghèo'],
      ['Họ tên', 'Sinh'],
      ['', 'Ngày', 'Năm'],
      ['Nguyễn Văn An', '1 < 2'],
      ['Trần'],
    ]);
    expect(sheets[0]?.map(({ row, isHidden }) => [row, isHidden])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
      [5, false],
    ]);
    expect(await file?.listMerges(0, 2)).toMatchObject({
      value: [
        { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 3 },
        { firstRow: 2, lastRow: 3, firstColumn: 1, lastColumn: 1 },
        { firstRow: 2, lastRow: 2, firstColumn: 2, lastColumn: 3 },
      ],
    });
  });

  test('a table in a table is one of its own', async () => {
    const { sheets } = await readTableBytes(
      '<table><tr><td>trái<td><table><tr><td>a<td>b</table><td>phải</table>',
    );
    expect(sheets.map(textsOf)).toEqual([[['trái', '', 'phải']], [['a', 'b']]]);
  });

  test('a page without tables says so', async () => {
    const { faults } = await readTableBytes('<html><body>Phiên làm việc đã hết hạn</body></html>');
    expect(faults).toMatchObject([{ code: 'table.noTables' }]);
  });
});

describe('XML Spreadsheet 2003', () => {
  test('sheets, kinds, places', async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Worksheet ss:Name="Hộ nghèo"><Table><Column/><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Họ tên</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">14193000123</Data></Cell></Row>
      <Row ss:Hidden="1"><Cell ss:Formula="=1+1"><Data ss:Type="Number">1.5E3</Data></Cell><Cell><Data ss:Type="DateTime">1990-02-01T00:00:00.000</Data></Cell><Cell/><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><ss:Data ss:Type="String"><B>đậm</B> &amp; nhạt</ss:Data></Cell></Row></Table></Worksheet>
      <Worksheet ss:Name="Ẩn"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`;
    const { file, sheets, faults } = await readTableBytes(xml);
    expect(faults).toEqual([]);
    expect(file?.sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Hộ nghèo', false],
      ['Ẩn', true],
    ]);
    expect(sheets[0]).toMatchObject([
      { row: 3, isHidden: false },
      { row: 4, isHidden: true },
    ]);
    expect(sheets.map(textsOf)).toEqual([
      [
        ['Họ tên', '', '', '14193000123'],
        ['1500', '1990-02-01', '', 'TRUE', 'đậm & nhạt'],
      ],
      [['x']],
    ]);
    expect(sheets[0]?.[1]?.cells[0]).toMatchObject({ kind: 'number', isFormula: true });
  });
});

test('any soup of tags ends', async () => {
  const parts = [
    '<table>',
    '<tr>',
    '<td',
    '>',
    '</table>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '"',
    '=',
    '&',
    'x',
    '<',
    '<style>',
    'rowspan=99999',
    ' ',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...parts), { maxLength: 300 }), async (soup) => {
      const { sheets, faults } = await readTableBytes(`<html>${soup.join('')}`);
      expect(sheets.length + faults.length).toBeGreaterThan(0);
    }),
    { seed: 3, numRuns: 200 },
  );
  const long = '<a="<b=\''.repeat(100_000) + '<!--x-->'.repeat(100_000) + '<td'.repeat(100_000);
  const { faults } = await readTableBytes(`<html><table><tr>${long}`);
  expect(faults).toMatchObject([{ code: 'table.noTables' }]);
});
