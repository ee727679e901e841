/**
 * Register and list of a bulk linkage, cut into blocks of whole lines that threads read into shared
 * records, each with names of its own; at the end the names become one table.
 */
import type { LinkerHeader } from './frames.ts';
import type { LinkTables } from './linker.ts';
import { NameTable } from './names.ts';
import { PackedRecords, orderByIds, toShared } from './packed.ts';
import type { Table, ThreadNames } from './thread.ts';
import type { Threads } from './threads.ts';

const BLOCK_BYTES = 1 << 20;
const NEWLINE = 10;

interface Block {
  bytes: Uint8Array;
  length: number;
}

/** What has come of a table. */
interface Incoming {
  records: PackedRecords;
  block: Block;
  ready: Block[];
}

/** Places as recorded in the tree of today, and how many records are to come. */
interface Expected extends Readonly<Record<Table, number>> {
  places: LinkerHeader['places'];
}

export class BlockReader {
  readonly #threads: Threads;
  readonly #tables: Readonly<Record<Table, Incoming>>;
  readonly #running = new Set<Promise<void>>();
  readonly #spare: Uint8Array[] = [];

  readonly #opened: Promise<unknown>;

  constructor(threads: Threads, { places, ...expected }: Expected) {
    this.#threads = threads;
    this.#opened = threads.each<'open'>(() => ({ kind: 'open', places }));
    const table = (count: number): Incoming => ({
      records: new PackedRecords(count),
      block: this.#makeBlock(),
      ready: [],
    });
    this.#tables = { persons: table(expected.persons), rows: table(expected.rows) };
  }

  /** Bytes of a table as they come; `settle` gives what is whole to the threads. */
  take(table: Table, bytes: Uint8Array): void {
    const incoming = this.#tables[table];
    for (let at = 0; at < bytes.length;) {
      const { block } = incoming;
      const part = bytes.subarray(at, at + BLOCK_BYTES - block.length);
      block.bytes.set(part, block.length);
      block.length += part.length;
      at += part.length;
      if (block.length === BLOCK_BYTES) this.#cut(incoming);
    }
  }

  /** Waits while all threads have enough to do. */
  async settle(): Promise<void> {
    for (const table of ['persons', 'rows'] as const) {
      const { ready } = this.#tables[table];
      for (let block = ready.shift(); block; block = ready.shift()) await this.#start(table, block);
    }
  }

  /** The tables, in the order of ids, with their names as numbers of one table. */
  async finish(): Promise<LinkTables> {
    for (const incoming of Object.values(this.#tables)) {
      if (incoming.block.length > 0) this.#cut(incoming);
      if (incoming.block.length > 0) throw new Error('the last line of the input has no end');
    }
    await this.#opened;
    await this.settle();
    await Promise.all(this.#running);
    const persons = toShared(this.#tables.persons.records);
    const rows = toShared(this.#tables.rows.records);
    const joined = joinNames(await this.#threads.each<'names'>(() => ({ kind: 'names' })));
    await this.#threads.each<'rename'>((thread) => ({
      kind: 'rename',
      numbers: joined.numbers[thread] ?? new Int32Array(0),
      persons,
      rows,
    }));
    orderByIds(persons);
    orderByIds(rows);
    const { names, bearers } = joined;
    return { persons, rows, names, bearers, people: persons.count };
  }

  /** After the last whole line; what is left begins the next block. */
  #cut(incoming: Incoming): void {
    const { bytes, length } = incoming.block;
    const end = bytes.lastIndexOf(NEWLINE, length - 1) + 1;
    if (end === 0) throw new Error('a line of the input is longer than a block');
    const next = this.#makeBlock();
    next.bytes.set(bytes.subarray(end, length));
    next.length = length - end;
    incoming.ready.push({ bytes, length: end });
    incoming.block = next;
  }

  #makeBlock(): Block {
    const bytes = this.#spare.pop() ?? new Uint8Array(new SharedArrayBuffer(BLOCK_BYTES));
    return { bytes, length: 0 };
  }

  async #start(table: Table, { bytes, length }: Block): Promise<void> {
    await this.#opened;
    const { records } = this.#tables[table];
    const lines = countLines(bytes, length);
    // what is being filled must not move
    if (records.count + lines > records.ids.length) await Promise.all(this.#running);
    const first = records.reserve(lines);
    const work = this.#threads
      .run<'read'>({
        kind: 'read',
        table,
        bytes: bytes.subarray(0, length),
        records: toShared(records),
        first,
      })
      .then(() => {
        this.#running.delete(work);
        this.#spare.push(bytes);
      });
    this.#running.add(work);
    if (this.#running.size > this.#threads.count) await Promise.race(this.#running);
  }
}

function countLines(bytes: Uint8Array, length: number): number {
  let lines = 0;
  for (let i = 0; i < length; i += 1) if (bytes[i] === NEWLINE) lines += 1;
  return lines;
}

interface JoinedNames {
  names: NameTable;
  /** by the number of the name in any order */
  bearers: Int32Array;
  /** of each thread's names, their numbers in the whole */
  numbers: Int32Array[];
}

function joinNames(sets: readonly ThreadNames[]): JoinedNames {
  const names = new NameTable();
  const numbers = sets.map((set) => {
    const own = new Int32Array(set.count);
    for (let name = 0; name < set.count; name += 1) own[name] = names.adopt(set, name);
    return own;
  });
  const bearers = new Int32Array(names.sortedCount + 1);
  sets.forEach((set, thread) => {
    numbers[thread]?.forEach((name, own) => {
      const sorted = names.sortedOf(name);
      bearers[sorted] = (bearers[sorted] as number) + (set.bearers[own] as number);
    });
  });
  return { names, bearers, numbers };
}
