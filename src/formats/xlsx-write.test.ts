import excel from 'exceljs';
import { describe, expect, test } from 'vitest';
import { type XlsxList, writeXlsx } from './xlsx-write.ts';

async function* batches(count: number, size: number) {
  for (let from = 0; from < count; from += size) {
    yield Array.from({ length: Math.min(size, count - from) }, (_, at) => [
      `Nguyễn Thị Ánh ${from + at}`,
      '012345678901',
      from + at,
      '2021-12-31',
    ]);
  }
}

function listOf(count: number, more: Partial<XlsxList> = {}): XlsxList {
  return {
    sheetName: 'Chưa tham gia',
    title: 'Danh sách người chưa tham gia BHYT',
    notes: ['Huyện Sơn Dương', 'Tính đến ngày 31/12/2021'],
    columns: [
      { header: 'Họ và tên', width: 28, kind: 'text' },
      { header: 'Số định danh', width: 16, kind: 'text' },
      { header: 'Số thứ tự', width: 8, kind: 'number' },
      { header: 'Ngày', width: 12, kind: 'date' },
    ],
    rows: batches(count, 1000),
    footer: 'Trang &P/&N',
    ...more,
  };
}

async function write(list: XlsxList): Promise<{ rows: number; bytes: Buffer }> {
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx(list, (bytes) => void parts.push(bytes));
  return { rows, bytes: Buffer.concat(parts) };
}

describe('a list as .xlsx', () => {
  test('is read back as written: texts stay texts, days stay days', async () => {
    const progress: number[] = [];
    const { rows, bytes } = await write(
      listOf(2500, { onProgress: (count) => void progress.push(count) }),
    );
    expect(rows).toBe(2500);
    expect(progress).toEqual([1000, 2000, 2500]);
    const book = new excel.Workbook();
    await book.xlsx.load(bytes.buffer as ArrayBuffer);
    const sheet = book.worksheets[0];
    expect(sheet?.name).toBe('Chưa tham gia');
    expect(sheet?.getCell('A1').value).toBe('Danh sách người chưa tham gia BHYT');
    expect(sheet?.getCell('A5').value).toBe('Họ và tên');
    expect(sheet?.getRow(6).values).toEqual([
      undefined,
      'Nguyễn Thị Ánh 0',
      '012345678901',
      0,
      new Date('2021-12-31T00:00:00Z'),
    ]);
    expect(sheet?.rowCount).toBe(2505);
    expect(sheet?.pageSetup.printTitlesRow).toBe('5:5');
  });

  test('a reader that fails stops the writing', async () => {
    const stopped = writeXlsx(listOf(5000), () => {
      throw new Error('disk full');
    });
    await expect(stopped).rejects.toThrow('disk full');
  });

  test('rows that fail stop the writing', async () => {
    async function* broken() {
      yield [['a', 'b', 1, '2021-01-01']];
      throw new Error('connection lost');
    }
    await expect(write(listOf(0, { rows: broken() }))).rejects.toThrow('connection lost');
  });
});
