/** Rows in batches whose memory is bounded: a thousand rows, or fewer when they are very wide. */
import { refuse } from '../kernel/outcome.ts';
import type { TableRow } from './table.ts';

const BATCH_ROWS = 1_000;
const BATCH_CELLS = 100_000;

/** Leaves out what `toRow` makes nothing of; throws `Refusal` past `rowsMax`. */
export async function* inBatches<Found>(
  lists: AsyncIterable<Iterable<Found>>,
  toRow: (found: Found) => TableRow | undefined,
  rowsMax: number,
): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  let cells = 0;
  let total = 0;
  for await (const list of lists) {
    for (const found of list) {
      const row = toRow(found);
      if (!row) continue;
      total += 1;
      if (total > rowsMax) {
        yield batch;
        refuse('table.tooManyRows', { limit: rowsMax });
      }
      batch.push(row);
      cells += row.cells.length;
      if (batch.length >= BATCH_ROWS || cells >= BATCH_CELLS) {
        yield batch;
        batch = [];
        cells = 0;
      }
    }
  }
  if (batch.length > 0) yield batch;
}
