/**
 * The process of one bulk linkage: reads the register and the list as bytes of COPY from its input,
 * links, writes the answers as bytes of COPY. It knows no database and no file; it ends with its
 * work, with its input, or with its parent.
 */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type Answered, pairLines } from './answer.ts';
import { BlockReader } from './block-reader.ts';
import { FRAME, FrameReader, type LinkerHeader } from './frames.ts';
import { handsOf } from './hands.ts';
import { type LinkTables, linkTables, pairTables } from './linker.ts';
import { type Threads, openThreads } from './threads.ts';

/** Told to the parent over the channel beside the streams. */
export type LinkerMessage = { share: number } | { measured: LinkerMeasure };

export interface LinkerMeasure {
  readMilliseconds: number;
  linkMilliseconds: number;
  writeMilliseconds: number;
  /** of all its threads */
  processorMilliseconds: number;
  peakBytes: number;
}

interface Input {
  header: LinkerHeader;
  threads: Threads;
  tables: LinkTables;
}

async function main(): Promise<void> {
  const exit = (): void => process.exit(1);
  process.on('disconnect', exit);
  let started = performance.now();
  const lap = (): number => {
    const now = performance.now();
    const passed = Math.round(now - started);
    started = now;
    return passed;
  };
  const input = await readInput();
  const readMilliseconds = lap();
  const lines = await (input.header.work === 'link' ? link(input) : pair(input));
  const linkMilliseconds = lap();
  for await (const bytes of lines) {
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
  }
  await input.threads.stop();
  await new Promise<void>((resolve) => process.stdout.end(() => resolve()));
  const used = process.resourceUsage();
  const measured: LinkerMeasure = {
    readMilliseconds,
    linkMilliseconds,
    writeMilliseconds: lap(),
    processorMilliseconds: Math.round((used.userCPUTime + used.systemCPUTime) / 1000),
    peakBytes: peakKilobytes(used.maxRSS) * 1024,
  };
  tell({ measured });
  process.off('disconnect', exit);
  process.disconnect?.();
}

const STATUS = '/proc/self/status';

/** On Linux `maxRSS` begins with what the parent held when it forked. */
function peakKilobytes(maxRss: number): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? maxRss);
}

function tell(message: LinkerMessage): void {
  process.send?.(message);
}

async function readInput(): Promise<Input> {
  const read: { header?: LinkerHeader; threads?: Threads; blocks?: BlockReader; isWhole: boolean } =
    {
      isWhole: false,
    };
  const frames = new FrameReader((kind, bytes) => {
    if (kind === FRAME.header) {
      read.header = JSON.parse(new TextDecoder().decode(bytes)) as LinkerHeader;
      read.threads = openThreads(read.header.threads);
      read.blocks = new BlockReader(read.threads, read.header);
    } else if (kind === FRAME.persons) read.blocks?.take('persons', bytes);
    else if (kind === FRAME.rows) read.blocks?.take('rows', bytes);
    else read.isWhole = true;
  });
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    frames.read(chunk);
    await read.blocks?.settle();
    if (read.isWhole) break;
  }
  const { header, threads, blocks } = read;
  if (!header || !threads || !blocks || !read.isWhole)
    throw new Error('the input of the linker ended early');
  return { header, threads, tables: await blocks.finish() };
}

const ROWS_WRITTEN_AT_ONCE = 40_000;

async function link({ header, threads, tables }: Input): Promise<AsyncIterable<Uint8Array>> {
  const { rows, persons } = tables;
  const { listId, model } = header;
  const decisions = await linkTables(tables, model, handsOf(threads), (share) => {
    tell({ share });
    // what a step has left is half the register in size, yet too few objects to be noticed
    globalThis.gc?.();
  });
  const answered = { rows, persons, decisions, listId, modelVersion: model.version };
  return writeLinks(answered, threads);
}

/** In order, with as many pieces under way as there are threads. */
async function* writeLinks(answered: Answered, threads: Threads): AsyncGenerator<Uint8Array> {
  const pieces: Promise<Uint8Array>[] = [];
  for (let from = 0; from < answered.rows.count; from += ROWS_WRITTEN_AT_ONCE) {
    const to = Math.min(from + ROWS_WRITTEN_AT_ONCE, answered.rows.count);
    pieces.push(threads.run<'write'>({ kind: 'write', answered, from, to }));
    if (pieces.length > threads.count) yield (await pieces.shift()) ?? new Uint8Array(0);
  }
  for (const piece of pieces) yield await piece;
}

async function pair({ header, threads, tables }: Input): Promise<Iterable<string>> {
  const pairs = await pairTables(
    { ...tables, rows: tables.persons },
    header.model,
    handsOf(threads),
  );
  const { bounds, version } = header.model;
  return pairLines(pairs, tables.persons, bounds, version, header.foundAt);
}

await main();
