/**
 * Reads bad files in a process of its own, all or the one that is named, and tells how each ended and
 * how much memory it took.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badFiles } from './bad-files.ts';
import { openTableFile } from '../src/formats/table-file.ts';

export interface BadFileResult {
  name: string;
  ended: string | number;
  firstRow: string[];
}

export interface BadFilesReport {
  results: BadFileResult[];
  memoryMegabytes: number;
}

/** Keeps nothing but the first row, so that memory is the reader's own. */
async function readThrough(path: string): Promise<Pick<BadFileResult, 'ended' | 'firstRow'>> {
  const opened = await openTableFile(path);
  if (!opened.ok) return { ended: opened.faults[0].code, firstRow: [] };
  let fault: string | undefined;
  let rows = 0;
  let firstRow: string[] | undefined;
  for (const index of opened.value.sheets.keys()) {
    for await (const batch of opened.value.readRows(index)) {
      if (!batch.ok) {
        fault ??= batch.faults[0].code;
        continue;
      }
      rows += batch.value.length;
      firstRow ??= batch.value[0]?.cells.slice(0, 20).map(({ text }) => text);
    }
    await opened.value.listMerges(index, 10);
  }
  await opened.value.close();
  return { ended: fault ?? rows, firstRow: firstRow ?? [] };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bad-'));
  const [wanted] = process.argv.slice(2);
  const results: BadFileResult[] = [];
  try {
    const path = join(folder, 'list');
    for (const { name, make } of badFiles()) {
      if (wanted !== undefined && name !== wanted) continue;
      writeFileSync(path, make());
      results.push({ name, ...(await readThrough(path)) });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const memoryMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const report: BadFilesReport = { results, memoryMegabytes };
  process.stdout.write(JSON.stringify(report));
}

await main();
