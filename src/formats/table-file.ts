/** Opens a file of rows, whatever it is. Every failure is a value with a text in messages. */
import { open } from 'node:fs/promises';
import { type Outcome, failure, failures } from '../kernel/outcome.ts';
import { openCsv } from './csv-read.ts';
import { sniffKind } from './file-kind.ts';
import { openMarkup } from './markup-read.ts';
import { TABLE_LIMITS, type TableFile, type TableLimits } from './table.ts';
import { openXls } from './xls-read.ts';
import { openXlsx } from './xlsx-read.ts';

const MEGABYTE = 1024 * 1024;
const HEAD_BYTES = 4096;

/**
 * @param path a file that does not change while it is read; its name plays no part
 * @returns the opened file, to be closed; or why it can not be read and what to do
 */
export async function openTableFile(
  path: string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<Outcome<TableFile>> {
  const file = await open(path);
  const head = Buffer.alloc(HEAD_BYTES);
  let size: number;
  try {
    size = (await file.stat()).size;
    await file.read(head, 0, HEAD_BYTES, 0);
  } finally {
    await file.close();
  }
  if (size === 0) return failure('table.empty');
  if (size > limits.fileBytesMax) {
    return failure('table.fileTooLarge', {
      size: Math.ceil(size / MEGABYTE),
      limit: Math.floor(limits.fileBytesMax / MEGABYTE),
    });
  }
  const kind = sniffKind(head.subarray(0, Math.min(size, HEAD_BYTES)));
  if (kind === 'zip') return openXlsx(path, limits);
  if (kind === 'compound') return openXls(path, limits);
  if (kind === 'html' || kind === 'xml') return openMarkup(path, kind, limits);
  return kind === 'text' ? openCsv(path, limits) : failures([kind]);
}
