/** One worker thread of the linker: takes a piece of work, answers it. */
import { parentPort } from 'node:worker_threads';
import { type Answered, encodeLinks } from './answer.ts';
import { type BlockIndex, fillIndex } from './blocking.ts';
import type { PlaceToday } from './features.ts';
import { type NameBytesOf, NameSet } from './name-set.ts';
import { C, PackedRecords, STRIDE, type SharedRecords } from './packed.ts';
import { type PairTask, collectPairs } from './pairs.ts';
import { type NameTask, nameRecords } from './names.ts';
import { PersonReader, RowReader } from './reading.ts';
import { doubled } from './sequences.ts';

export type Table = 'persons' | 'rows';

export type Work =
  | { kind: 'open'; places: readonly (readonly [number, number, number])[] }
  | { kind: 'read'; table: Table; bytes: Uint8Array; records: SharedRecords; first: number }
  | { kind: 'names' }
  | { kind: 'rename'; numbers: Int32Array; persons: SharedRecords; rows: SharedRecords }
  | { kind: 'name'; task: NameTask; from: number; to: number }
  | { kind: 'fill'; index: BlockIndex; records: SharedRecords; tight: boolean }
  | { kind: 'collect'; task: PairTask; from: number; to: number }
  | { kind: 'write'; answered: Answered; from: number; to: number };

/** The names a thread met, and how many persons bear each. */
export interface ThreadNames extends NameBytesOf {
  bearers: Int32Array;
}

export interface Answers {
  open: null;
  read: null;
  names: ThreadNames;
  rename: null;
  name: null;
  fill: null;
  collect: Int32Array;
  write: Uint8Array;
}

/** What this thread has read so far. */
interface Own {
  names: NameSet;
  bearers: Int32Array;
  readers: Readonly<Record<Table, PersonReader | RowReader>>;
  /** places of records, from … to, two numbers each */
  ranges: Readonly<Record<Table, number[]>>;
}

let own: Own = openOwn([]);

parentPort?.on('message', (work: Work) => {
  switch (work.kind) {
    case 'open':
      own = openOwn(work.places);
      return answer(null);
    case 'read':
      read(work);
      return answer(null);
    case 'names':
      return answerNames();
    case 'rename':
      rename(work.persons, own.ranges.persons, work.numbers);
      rename(work.rows, own.ranges.rows, work.numbers);
      // names of its own are as large as those of the whole, and no longer of use
      globalThis.gc?.();
      return answer(null);
    case 'name':
      nameRecords(work.task, work.from, work.to);
      return answer(null);
    case 'fill':
      fillIndex(work.index, work.records, work.tight);
      return answer(null);
    case 'collect': {
      const pairs = collectPairs(work.task, work.from, work.to);
      return answer(pairs, [pairs.buffer as ArrayBuffer]);
    }
    default: {
      const lines = encodeLinks(work.answered, work.from, work.to);
      return answer(lines, [lines.buffer as ArrayBuffer]);
    }
  }
});

function answer(value: Answers[keyof Answers], given: ArrayBuffer[] = []): void {
  parentPort?.postMessage(value, given);
}

function openOwn(places: readonly (readonly [number, number, number])[]): Own {
  const names = new NameSet();
  const today = new Map<number, PlaceToday>(
    places.map(([placeId, villageId, communeId]) => [placeId, { villageId, communeId }]),
  );
  return {
    names,
    bearers: new Int32Array(1 << 12),
    readers: {
      persons: new PersonReader(names, today, 0),
      rows: new RowReader(names, today, 0),
    },
    ranges: { persons: [], rows: [] },
  };
}

function read({ table, bytes, records, first }: Extract<Work, { kind: 'read' }>): void {
  const reader = own.readers[table];
  reader.records = PackedRecords.around(records, first);
  reader.readBlock(bytes);
  const end = reader.records.count;
  own.ranges[table].push(first, end);
  if (table === 'persons') countBearers(records.words, first, end);
}

function countBearers(words: Int32Array, from: number, to: number): void {
  while (own.bearers.length <= own.names.count) own.bearers = doubled(own.bearers);
  const { bearers } = own;
  for (let at = from * STRIDE; at < to * STRIDE; at += STRIDE) {
    const name = words[at + C.name] as number;
    if (name !== -1) bearers[name] = (bearers[name] as number) + 1;
  }
}

/** Given away, not copied: from now on names have the numbers of the whole. */
function answerNames(): void {
  const { count, bytes, starts, hashes } = own.names;
  while (own.bearers.length < count) own.bearers = doubled(own.bearers);
  const { bearers } = own;
  own = { ...openOwn([]), ranges: own.ranges };
  const arrays = [bytes, starts, hashes, bearers];
  answer(
    { count, bytes, starts, hashes, bearers },
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
}

function rename({ words }: SharedRecords, ranges: readonly number[], numbers: Int32Array): void {
  for (let range = 0; range < ranges.length; range += 2) {
    const end = (ranges[range + 1] as number) * STRIDE;
    for (let at = (ranges[range] as number) * STRIDE; at < end; at += STRIDE) {
      const name = words[at + C.name] as number;
      if (name !== -1) words[at + C.name] = numbers[name] as number;
    }
  }
}
