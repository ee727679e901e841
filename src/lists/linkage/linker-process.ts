/**
 * The process of one bulk linkage: reads the register and the list as bytes of COPY from its input,
 * links, writes the answers as bytes of COPY. It knows no database and no file; it ends with its
 * work, with its input, or with its parent.
 */
import { once } from 'node:events';
import { linkLines, pairLines } from './answer.ts';
import type { PlaceToday } from './features.ts';
import { FRAME, FrameReader, type LinkerHeader } from './frames.ts';
import { countBearers, linkTables, pairTables } from './linker.ts';
import { NameTable } from './names.ts';
import { PersonReader, RowReader, inOrderOfIds, toShared } from './packed.ts';
import { type ThreadHands, openThreads } from './threads.ts';

/** Told to the parent over the channel beside the streams. */
export type LinkerMessage = { share: number } | { measured: LinkerMeasure };

export interface LinkerMeasure {
  readMilliseconds: number;
  linkMilliseconds: number;
  writeMilliseconds: number;
  peakBytes: number;
}

interface Read {
  header: LinkerHeader;
  names: NameTable;
  persons: PersonReader;
  rows: RowReader;
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
  const hands = openThreads(input.header.threads);
  const lines = await (input.header.work === 'link' ? link(input, hands) : pair(input, hands));
  const linkMilliseconds = lap();
  await hands.stop();
  for (const text of lines) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
  await new Promise<void>((resolve) => process.stdout.end(() => resolve()));
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  tell({ measured: { readMilliseconds, linkMilliseconds, writeMilliseconds: lap(), peakBytes } });
  process.off('disconnect', exit);
  process.disconnect?.();
}

function tell(message: LinkerMessage): void {
  process.send?.(message);
}

async function readInput(): Promise<Read> {
  const read: { input?: Read; isWhole: boolean } = { isWhole: false };
  const frames = new FrameReader((kind, bytes) => {
    if (kind === FRAME.header) read.input = begin(bytes);
    else if (kind === FRAME.persons) read.input?.persons.read(bytes);
    else if (kind === FRAME.rows) read.input?.rows.read(bytes);
    else read.isWhole = true;
  });
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    frames.read(chunk);
    if (read.isWhole) break;
  }
  if (!read.input || !read.isWhole) throw new Error('the input of the linker ended early');
  return read.input;
}

function begin(bytes: Uint8Array): Read {
  const header = JSON.parse(new TextDecoder().decode(bytes)) as LinkerHeader;
  const names = new NameTable();
  const places = new Map<number, PlaceToday>(
    header.places.map(([placeId, villageId, communeId]) => [placeId, { villageId, communeId }]),
  );
  return {
    header,
    names,
    persons: new PersonReader(names, places, header.persons),
    rows: new RowReader(names, places, header.rows),
  };
}

async function link(input: Read, hands: ThreadHands): Promise<Iterable<string>> {
  const { header, names } = input;
  const persons = inOrderOfIds(input.persons.records);
  const rows = inOrderOfIds(input.rows.records);
  const bearers = countBearers(toShared(persons), names.sortedCount);
  const tables = { rows, persons, names, bearers, people: persons.count };
  const decisions = await linkTables(tables, header.model, hands, (share) => tell({ share }));
  return linkLines(
    { rows: toShared(rows), persons: toShared(persons), decisions },
    header.listId,
    header.model.version,
  );
}

async function pair(input: Read, hands: ThreadHands): Promise<Iterable<string>> {
  const { header, names } = input;
  const persons = inOrderOfIds(input.persons.records);
  const bearers = countBearers(toShared(persons), names.sortedCount);
  const tables = { rows: persons, persons, names, bearers, people: persons.count };
  const pairs = await pairTables(tables, header.model, hands);
  const { bounds, version } = header.model;
  return pairLines(pairs, toShared(persons), bounds, version, header.foundAt);
}

await main();
