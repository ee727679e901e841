import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDocxText } from './docx-read.ts';

const HEAD = '<?xml version="1.0"?><w:document xmlns:w="x"><w:body>';
const FOOT = '</w:body></w:document>';

/** A real zip of the parts, packed like Word packs them. */
function zip(parts: Readonly<Record<string, string>>, isPacked = true): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text, 'utf8');
    const body = isPacked ? deflateRawSync(data) : data;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(isPacked ? 8 : 0, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isPacked ? 8 : 0, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), body);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

function read(body: string, others: Readonly<Record<string, string>> = {}): string {
  const outcome = readDocxText(zip({ 'word/document.xml': `${HEAD}${body}${FOOT}`, ...others }));
  return outcome.ok ? outcome.value : `fault: ${outcome.faults[0].code}`;
}

describe('readDocxText', () => {
  test('one line a paragraph, entities and breaks decoded, deleted text left out', () => {
    const body =
      paragraph('Tỷ lệ &lt; 40% &amp; giảm') +
      '<w:p><w:r><w:t>Dòng một</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>' +
      '<w:p><w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del><w:r><w:t>còn lại</w:t></w:r></w:p>';
    expect(read(body)).toBe('Tỷ lệ < 40% & giảm\nDòng một\ndòng hai\ncòn lại');
  });

  test('a stored part reads like a packed one', () => {
    const bytes = zip({ 'word/document.xml': `${HEAD}${paragraph('Kế hoạch')}${FOOT}` }, false);
    expect(readDocxText(bytes)).toEqual({ ok: true, value: 'Kế hoạch' });
  });

  test('automatic numbers are written out, level by level', () => {
    const numbering =
      '<w:numbering><w:abstractNum w:abstractNumId="0">' +
      '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>' +
      '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>' +
      '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>' +
      '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
    const at = (level: number): string =>
      `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="5"/></w:numPr>`;
    const body =
      paragraph('MỤC TIÊU', at(0)) +
      paragraph('Mục tiêu chung', at(1)) +
      paragraph('Mục tiêu cụ thể', at(1)) +
      paragraph('Đạt 95%', at(2)) +
      paragraph('TỔ CHỨC', at(0)) +
      paragraph('Sở Y tế', at(1));
    expect(read(body, { 'word/numbering.xml': numbering }).split('\n')).toEqual([
      'I. MỤC TIÊU',
      '1. Mục tiêu chung',
      '2. Mục tiêu cụ thể',
      '- Đạt 95%',
      'II. TỔ CHỨC',
      '1. Sở Y tế',
    ]);
  });

  test('a numbered style numbers its paragraphs', () => {
    const numbering =
      '<w:numbering><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/>' +
      '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num></w:numbering>';
    const styles =
      '<w:styles><w:style w:styleId="Diem"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>';
    const body =
      paragraph('một', '<w:pStyle w:val="Diem"/>') + paragraph('hai', '<w:pStyle w:val="Diem"/>');
    const parts = { 'word/numbering.xml': numbering, 'word/styles.xml': styles };
    expect(read(body, parts)).toBe('a) một\nb) hai');
  });

  test('a table with borders is one line a row, wide cells keep their columns', () => {
    const cell = (text: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
    const body =
      '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>' +
      `<w:tr>${cell('Đơn vị')}${cell('Tỷ lệ', '<w:gridSpan w:val="2"/>')}</w:tr>` +
      `<w:tr>${cell('Xã Tân Hòa')}${cell('94,2')}${cell('95,5')}</w:tr></w:tbl>`;
    expect(read(body).trim().split('\n')).toEqual(['Đơn vị\tTỷ lệ\t', 'Xã Tân Hòa\t94,2\t95,5']);
  });

  test('a table without borders is layout: lines side by side', () => {
    const cell = (...texts: string[]): string =>
      `<w:tc>${texts.map((text) => paragraph(text)).join('')}</w:tc>`;
    const body =
      '<w:tbl><w:tr>' +
      cell('ỦY BAN NHÂN DÂN', 'XÃ TÂN HÒA', 'Số: 45/KH-UBND') +
      cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc') +
      '</w:tr></w:tbl>';
    expect(read(body).trim().split('\n')).toEqual([
      'ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'XÃ TÂN HÒA\tĐộc lập - Tự do - Hạnh phúc',
      'Số: 45/KH-UBND',
    ]);
  });

  test('other bytes and broken parts are refused', () => {
    expect(readDocxText(Buffer.from('KẾ HOẠCH'))).toMatchObject({ ok: false });
    expect(readDocxText(zip({ 'a.txt': 'x' }))).toMatchObject({
      faults: [{ code: 'docx.damaged' }],
    });
    const broken = Buffer.from(
      zip({ 'word/document.xml': `${HEAD}${paragraph('x'.repeat(400))}${FOOT}` }),
    );
    broken.fill(0xff, 60, 80);
    expect(readDocxText(broken)).toMatchObject({ faults: [{ code: 'docx.damaged' }] });
  });

  test('tags that never end do not stop the reader', () => {
    const read = readDocxText(zip({ 'word/document.xml': HEAD + '<a '.repeat(200_000) }));
    expect(read).toMatchObject({ ok: true });
  }, 20_000);
});
