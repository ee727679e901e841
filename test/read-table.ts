/** A file of rows read whole, as tests want it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../src/kernel/outcome.ts';
import { openTableFile } from '../src/formats/table-file.ts';
import type { TableFile, TableLimits, TableRow } from '../src/formats/table.ts';

export interface ReadTable {
  file: TableFile | undefined;
  /** of every sheet in turn */
  sheets: TableRow[][];
  faults: Fault[];
}

export async function readTablePath(path: string, limits?: TableLimits): Promise<ReadTable> {
  const opened = await openTableFile(path, limits);
  if (!opened.ok) return { file: undefined, sheets: [], faults: opened.faults };
  const file = opened.value;
  const read: ReadTable = { file, sheets: [], faults: [] };
  for (const index of file.sheets.keys()) {
    const rows: TableRow[] = [];
    for await (const batch of file.readRows(index)) {
      if (batch.ok) rows.push(...batch.value);
      else read.faults.push(...batch.faults);
    }
    read.sheets.push(rows);
  }
  await file.close();
  return read;
}

export async function readTableBytes(
  bytes: Uint8Array | string,
  limits?: TableLimits,
): Promise<ReadTable> {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  try {
    const path = join(folder, 'list');
    writeFileSync(path, bytes);
    return await readTablePath(path, limits);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function textsOf(rows: readonly TableRow[]): string[][] {
  return rows.map(({ cells }) => cells.map(({ text }) => text));
}
