/**
 * Rows of a large demo wait in temporary files: a load asks for table after table, while people are
 * made once with all their rows. Made anew for each table a province cost 45 s of CPU more (1.3
 * million people); kept in memory, 400 MB. Our rows hold no tabs, line ends or backslashes.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BulkRow } from '../registry/types.ts';
import type { CopyValue } from '../stores/copy.ts';

const CHUNK_CHARACTERS = 1 << 18;
const READ_BYTES = 1 << 19;

/** Null in a file. */
const NOTHING = '\\N';

interface SpoolFile {
  path: string;
  descriptor: number;
  waiting: string;
}

export class RowSpool {
  private readonly folder = mkdtempSync(join(tmpdir(), 'baophu-demo-'));
  private readonly files = new Map<string, SpoolFile>();

  write(table: string, row: BulkRow): void {
    const file = this.files.get(table) ?? this.open(table);
    let line = '';
    for (let i = 0; i < row.length; i += 1) {
      const cell = row[i];
      line += `${i > 0 ? '\t' : ''}${cell === null || cell === undefined ? NOTHING : cell}`;
    }
    file.waiting += `${line}\n`;
    if (file.waiting.length >= CHUNK_CHARACTERS) this.flush(file);
  }

  /** Rows of a table in the order written, as text. */
  *read(table: string): Generator<BulkRow> {
    const file = this.files.get(table);
    if (!file) return;
    this.flush(file);
    const descriptor = openSync(file.path, 'r');
    const decoder = new TextDecoder();
    const bytes = Buffer.alloc(READ_BYTES);
    let rest = '';
    try {
      for (let length = 1; length > 0;) {
        length = readSync(descriptor, bytes, 0, READ_BYTES, null);
        const lines = (rest + decoder.decode(bytes.subarray(0, length), { stream: true })).split(
          '\n',
        );
        rest = lines.pop() ?? '';
        for (const line of lines) yield toRow(line);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  remove(): void {
    for (const file of this.files.values()) closeSync(file.descriptor);
    this.files.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private open(table: string): SpoolFile {
    const path = join(this.folder, table);
    const file = { path, descriptor: openSync(path, 'w', 0o600), waiting: '' };
    this.files.set(table, file);
    return file;
  }

  private flush(file: SpoolFile): void {
    const bytes = Buffer.from(file.waiting);
    for (let at = 0; at < bytes.length;) at += writeSync(file.descriptor, bytes, at);
    file.waiting = '';
  }
}

function toRow(line: string): BulkRow {
  const cells: CopyValue[] = line.split('\t');
  for (let i = 0; i < cells.length; i += 1) if (cells[i] === NOTHING) cells[i] = null;
  return cells;
}
