/**
 * Reads bad files in a process of its own, all or the one that is named, and tells how each ended and
 * how much memory it took.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badFiles } from './bad-files.ts';
import { openTableFile } from '../src/formats/table-file.ts';

const STATUS = '/proc/self/status';

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
  const report: BadFilesReport = { results, memoryMegabytes: ownPeakMegabytes() };
  process.stdout.write(JSON.stringify(report));
}

/**
 * The most this process itself ever held. On Linux `maxRSS` begins with what the parent held when it
 * forked, which in a whole test run is more than a gigabyte.
 */
function ownPeakMegabytes(): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Math.round(Number(kilobytes) / 1024);
}

await main();
