/** Bulk rows in and out by COPY text: about 300,000 rows a second in, bounded memory both ways. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { sql } from 'kysely';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Database, clientOfBackend } from './database.ts';

export type CopyValue = string | number | boolean | null | undefined;

const CHUNK_BYTES = 1 << 18;

/** Rows in the order of `columns`; answers how many were written. Runs inside `db`'s transaction if it is one. */
export async function copyIn(
  db: Database,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly CopyValue[]> | Iterable<readonly CopyValue[]>,
): Promise<number> {
  let count = 0;
  const counted = (row: readonly CopyValue[]): string => {
    count += 1;
    return encodeRow(row);
  };
  await withClient(db, async (client) => {
    const sink = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    const chunks = Symbol.iterator in rows ? chunksOf(rows, counted) : chunksOfAsync(rows, counted);
    await pipeline(Readable.from(chunks), sink);
  });
  return count;
}

type Encode = (row: readonly CopyValue[]) => string;

/** Rows that are there already are not awaited: a promise a row is a sixth of the work. */
function* chunksOf(rows: Iterable<readonly CopyValue[]>, encode: Encode): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += encode(row);
    if (chunk.length >= CHUNK_BYTES) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

async function* chunksOfAsync(
  rows: AsyncIterable<readonly CopyValue[]>,
  encode: Encode,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    chunk += encode(row);
    if (chunk.length >= CHUNK_BYTES) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** The rows of a query as arrays of text (null for SQL null), streamed. */
export async function copyOut(
  db: Database,
  query: string,
  onRow: (row: (string | null)[]) => void,
): Promise<void> {
  await withClient(db, async (client) => {
    const source = client.query(copyTo(`copy (${query}) to stdout`));
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const text = rest + decoder.decode(chunk, { stream: true });
      let start = 0;
      for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
        onRow(decodeRow(text.slice(start, end)));
        start = end + 1;
      }
      rest = text.slice(start);
    }
  });
}

/**
 * The bytes of a query's COPY as they come; the next ones wait for `onBytes`. When that fails the rest
 * is read all the same: a connection left in the middle of a COPY answers nothing more.
 */
export async function copyOutBytes(
  db: Database,
  query: string,
  onBytes: (bytes: Buffer) => Promise<void> | void,
): Promise<void> {
  await withClient(db, async (client) => {
    const source = client.query(copyTo(`copy (${query}) to stdout`));
    let failed: { cause: unknown } | undefined;
    for await (const bytes of source as AsyncIterable<Buffer>) {
      if (failed) continue;
      try {
        await onBytes(bytes);
      } catch (cause) {
        failed = { cause };
      }
    }
    if (failed) throw failed.cause;
  });
}

/** Lines that are in the form of COPY already, in the order of `columns`. */
export async function copyInLines(
  db: Database,
  table: string,
  columns: readonly string[],
  lines: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
): Promise<void> {
  await withClient(db, async (client) => {
    const sink = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from(lines), sink);
  });
}

/** One line of COPY, with its newline. */
export function encodeRow(row: readonly CopyValue[]): string {
  let line = '';
  for (let i = 0; i < row.length; i += 1) {
    if (i > 0) line += '\t';
    line += encodeValue(row[i]);
  }
  return `${line}\n`;
}

const SPECIAL = /[\\\t\n\r]/;

function encodeValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (!SPECIAL.test(value)) return value;
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

function decodeRow(line: string): (string | null)[] {
  const cells: (string | null)[] = line.split('\t');
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (cell === '\\N') cells[i] = null;
    else if (cell?.includes('\\')) cells[i] = unescape(cell);
  }
  return cells;
}

function unescape(cell: string): string {
  return cell.replace(/\\(.)/g, (_, letter: string) =>
    letter === 't' ? '\t' : letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter,
  );
}

/** The client behind a database handle, inside its transaction if it is one. */
export async function withClient(
  db: Database,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const onClient = async (connection: Database): Promise<void> => {
    const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
    await work(clientOfBackend(found.rows[0]?.pid ?? -1));
  };
  if (db.isTransaction) await onClient(db);
  else await db.connection().execute(onClient);
}
