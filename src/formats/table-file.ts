/** Opens a file of rows, whatever it is. Every failure is a value with a text in messages. */
import { stat } from 'node:fs/promises';
import { type Outcome, failure } from '../kernel/outcome.ts';
import { openCsv } from './csv-read.ts';
import { TABLE_LIMITS, type TableFile, type TableLimits } from './table.ts';

const MEGABYTE = 1024 * 1024;

/**
 * @param path a file that does not change while it is read
 * @returns the opened file, to be closed; or why it can not be read and what to do
 */
export async function openTableFile(
  path: string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<Outcome<TableFile>> {
  const { size } = await stat(path);
  if (size === 0) return failure('table.empty');
  if (size > limits.fileBytesMax) {
    return failure('table.fileTooLarge', {
      size: Math.ceil(size / MEGABYTE),
      limit: Math.floor(limits.fileBytesMax / MEGABYTE),
    });
  }
  return openCsv(path, limits);
}
