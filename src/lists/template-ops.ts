/** A ready layout as an .xlsx to fill in; sent back, its columns are known. */
import { writeXlsx } from '../formats/xlsx-write.ts';
import type { Layout } from './layouts.ts';
import { headerOf } from './layouts.ts';

const EMPTY_ROWS = 20;

export async function writeTemplate(layout: Layout): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const width = layout.columns.length;
  const blank = Array.from({ length: width }, () => null);
  const sections = layout.sections.length > 0 ? layout.sections : [null];
  async function* rows() {
    for (const section of sections) {
      const heading = section === null ? [] : [[section, ...blank.slice(1)]];
      yield [...heading, ...Array.from({ length: EMPTY_ROWS }, () => blank)];
    }
  }
  await writeXlsx(
    {
      sheetName: layout.id,
      title: layout.title,
      notes: layout.source === null ? [] : [layout.source],
      columns: layout.columns.map((column) => ({
        header: headerOf(column),
        width: column.width,
        kind: 'text' as const,
      })),
      rows: rows(),
      footer: '&P/&N',
    },
    (bytes) => {
      parts.push(bytes.slice());
    },
  );
  return Buffer.concat(parts);
}
