/** Excel to 2003 that is wrong, and files that are no spreadsheets at all. */
import * as sheetjs from '@e965/xlsx';
import { gzipSync } from 'node:zlib';
import type { BadFile } from './bad-files.ts';

export function badBinaries(): BadFile[] {
  return [...brokenXls(), ...compounds(), ...others()];
}

function file(
  name: string,
  expected: BadFile['expected'],
  make: () => Uint8Array,
  firstRow?: readonly string[],
): BadFile {
  return { name, expected, make, firstRow };
}

const GRID = [
  ['Họ tên', 'Tuổi'],
  ['An', 30],
];

function xls(bookType: 'biff8' | 'biff5' | 'biff2', grid: unknown[][] = GRID): Buffer {
  const book = sheetjs.utils.book_new();
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(grid), 'a');
  return sheetjs.write(book, { type: 'buffer', bookType }) as Buffer;
}

/** The stream of records, changed, in a container anew. */
function changedXls(change: (stream: Buffer) => Buffer): Buffer {
  const container = sheetjs.CFB.read(xls('biff8'), { type: 'buffer' });
  const entry = sheetjs.CFB.find(container, 'Workbook');
  return compound({ Workbook: change(Buffer.from((entry?.content ?? []) as Uint8Array)) });
}

function compound(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const container = sheetjs.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) {
    sheetjs.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  }
  return Buffer.from(sheetjs.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** Where a record begins. */
function recordAt(stream: Buffer, type: number): number {
  let at = 0;
  while (at + 4 <= stream.length && stream.readUInt16LE(at) !== type) {
    at += 4 + stream.readUInt16LE(at + 2);
  }
  return at;
}

function brokenXls(): BadFile[] {
  const cut = (share: number) => () => {
    const whole = xls(
      'biff8',
      Array.from({ length: 3000 }, (_, at) => [`người ${at}`, at]),
    );
    return whole.subarray(0, Math.floor(whole.length * share));
  };
  const withRecord = (type: number, change: (stream: Buffer, at: number) => void) => () =>
    changedXls((stream) => {
      change(stream, recordAt(stream, type));
      return stream;
    });
  return [
    file('xls cut after its header', 'table.truncated', cut(0.005)),
    file('xls cut in the middle', 'table.truncated', cut(0.5)),
    file('xls cut near its end', 'table.truncated', cut(0.9)),
    file(
      'xls of Excel 5',
      2,
      () =>
        xls('biff5', [
          ['Ho ten', 'Tuoi'],
          ['An', 30],
        ]),
      ['Ho ten', 'Tuoi'],
    ),
    file('xls of Excel 4', 'table.oldKind', () => Buffer.from([9, 4, 6, 0, 0, 0, 16, 0, 0, 0])),
    file('xls of Excel 3', 'table.oldKind', () => Buffer.from([9, 2, 6, 0, 0, 0, 16, 0, 0, 0])),
    file('xls of Excel 2', 'table.oldKind', () => xls('biff2')),
    file('xls with a password', 'table.encrypted', () =>
      changedXls((stream) => {
        const first = 4 + stream.readUInt16LE(2);
        const password = Buffer.from([0x2f, 0, 4, 0, 1, 0, 1, 0]);
        return Buffer.concat([stream.subarray(0, first), password, stream.subarray(first)]);
      }),
    ),
    file(
      'shared texts that state too many',
      2,
      withRecord(0xfc, (stream, at) => stream.writeUInt32LE(0xffffffff, at + 8)),
    ),
    file(
      'a shared text longer than the record',
      2,
      withRecord(0xfc, (stream, at) => stream.writeUInt16LE(0xffff, at + 12)),
    ),
    file(
      'a record longer than the stream',
      'table.noSheets',
      withRecord(0x85, (stream, at) => stream.writeUInt16LE(0xfff0, at + 2)),
    ),
    file(
      'a sheet beyond the stream',
      0,
      withRecord(0x85, (stream, at) => stream.writeUInt32LE(0x7fffffff, at + 4)),
    ),
    file(
      'a sheet that is the workbook',
      0,
      withRecord(0x85, (stream, at) => stream.writeUInt32LE(0, at + 4)),
    ),
    file('records of zeros', 'table.damaged', () => compound({ Workbook: Buffer.alloc(10_000) })),
    file('a stream of nothing', 'table.damaged', () => compound({ Workbook: Buffer.alloc(0) })),
  ];
}

function compounds(): BadFile[] {
  const looped = () => {
    const bytes = xls(
      'biff8',
      Array.from({ length: 3000 }, (_, at) => [`người ${at}`, at]),
    );
    const table = (bytes.readUInt32LE(76) + 1) * 512;
    for (let at = 0; at < 512; at += 4) bytes.writeUInt32LE(1, table + at);
    return bytes;
  };
  const text = Buffer.from('x'.repeat(5000));
  return [
    file('a Word document of 2003', 'table.otherKind', () => compound({ WordDocument: text })),
    file('a presentation of 2003', 'table.otherKind', () =>
      compound({ 'PowerPoint Document': text }),
    ),
    file('a workbook with a password', 'table.encrypted', () =>
      compound({ EncryptionInfo: text, EncryptedPackage: text }),
    ),
    file('a container of something else', 'table.unknownKind', () => compound({ Contents: text })),
    file('a container that goes in circles', 'table.damaged', looped),
    file('the first bytes of a container', 'table.truncated', () => xls('biff8').subarray(0, 100)),
    file('a container with a sector size of nothing', 'table.damaged', () => {
      const bytes = xls('biff8');
      bytes.writeUInt16LE(0, 30);
      return bytes;
    }),
  ];
}

function others(): BadFile[] {
  const start = (name: string, expected: string, head: string) =>
    file(name, expected, () => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(2000, 7)]));
  return [
    start('a PDF', 'table.otherKind', '%PDF-1.7\n'),
    start('a PNG', 'table.otherKind', '\x89PNG\r\n\x1a\n'),
    start('a photograph', 'table.otherKind', '\xff\xd8\xff\xe0'),
    start('a GIF', 'table.otherKind', 'GIF89a'),
    start('a bitmap', 'table.otherKind', 'BM'),
    start('a program', 'table.unknownKind', 'MZ'),
    start('a program of Linux', 'table.unknownKind', '\x7fELF'),
    start('RTF', 'table.otherKind', '{\\rtf1'),
    start('a database', 'table.otherKind', 'SQLite format 3\0'),
    start('RAR', 'table.archive', 'Rar!\x1a\x07'),
    start('7z', 'table.archive', "7z\xbc\xaf'\x1c"),
    start('SYLK', 'table.oldKind', 'ID;PWXL;N;E\r\n'),
    start('Lotus', 'table.oldKind', '\x00\x00\x02\x00'),
    file('gzip', 'table.archive', () => gzipSync('x')),
  ];
}
