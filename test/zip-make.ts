/** Zips for tests, part by part, so that they can be wrong in one place only. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface PartToPack {
  name: string;
  data: string | Uint8Array;
  /** general purpose bits; 1 is "encrypted" */
  flags?: number;
  method?: 0 | 8 | 99;
  /** what the directory says instead of the truth */
  statedBytes?: number;
  /** packed bytes that stand instead of the right ones */
  packed?: Uint8Array;
}

export function makeZip(parts: readonly PartToPack[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const method = part.method ?? 8;
    const packed = Buffer.from(part.packed ?? (method === 0 ? data : deflateRawSync(data)));
    const name = Buffer.from(part.name);
    const sizes = [crc32(data), packed.length, part.statedBytes ?? data.length];
    const local = header(0x04034b50, 30, part.flags ?? 0, method, sizes, name.length, 14, 26);
    const entry = header(0x02014b50, 46, part.flags ?? 0, method, sizes, name.length, 16, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, name, packed);
    directory.push(entry, name);
    offset += local.length + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

function header(
  signature: number,
  bytes: number,
  flags: number,
  method: number,
  sizes: readonly number[],
  nameBytes: number,
  sizesAt: number,
  nameAt: number,
): Buffer {
  const made = Buffer.alloc(bytes);
  made.writeUInt32LE(signature, 0);
  made.writeUInt16LE(flags, sizesAt - 8);
  made.writeUInt16LE(method, sizesAt - 6);
  sizes.forEach((size, at) => made.writeUInt32LE(size >>> 0, sizesAt + at * 4));
  made.writeUInt16LE(nameBytes, nameAt);
  return made;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface WorkbookToPack {
  /** of the sheet, between `<worksheet>` and its end */
  sheet: string;
  texts?: string;
  styles?: string;
  workbookProperties?: string;
  /** whole xml instead of what is made */
  replace?: Readonly<Record<string, string>>;
  more?: readonly PartToPack[];
  prefix?: string;
}

/** The smallest workbook around one sheet. */
export function workbookParts(workbook: WorkbookToPack): PartToPack[] {
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
  const x = workbook.prefix ?? '';
  const space = x === '' ? `xmlns="${MAIN}"` : `xmlns:${x.slice(0, -1)}="${MAIN}"`;
  const made: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${link('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${link('s1', 'worksheet', 'worksheets/sheet1.xml')}${link('t', 'sharedStrings', 'sharedStrings.xml')}${link('y', 'styles', 'styles.xml')}</Relationships>`,
    'xl/workbook.xml': `<${x}workbook ${space} xmlns:r="${LINKS}">${workbook.workbookProperties ?? ''}<${x}sheets><${x}sheet name="Danh sách" sheetId="1" r:id="s1"/></${x}sheets></${x}workbook>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><${x}worksheet ${space}>${workbook.sheet}</${x}worksheet>`,
    'xl/styles.xml':
      workbook.styles ??
      `<${x}styleSheet ${space}><${x}cellXfs><${x}xf numFmtId="0"/><${x}xf numFmtId="14"/></${x}cellXfs></${x}styleSheet>`,
    ...(workbook.texts === undefined ? {} : { 'xl/sharedStrings.xml': workbook.texts }),
    ...workbook.replace,
  };
  const parts = Object.entries(made).map(([name, data]) => ({ name, data }));
  return [...parts, ...(workbook.more ?? [])];
}

export function makeWorkbook(workbook: WorkbookToPack): Buffer {
  return makeZip(workbookParts(workbook));
}
