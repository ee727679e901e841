/**
 * Faulty rows go back as the sender's own file with a reason beside each, and come again corrected:
 * the same list goes on.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { faultText } from '../../messages/faults.ts';
import { listsEn } from '../../messages/lists.en.ts';
import { listsVi } from '../../messages/lists.vi.ts';
import { type CellReason, annotateTableFile } from '../formats/table-annotate.ts';
import { assert } from '../kernel/assert.ts';
import { Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction } from '../stores/context.ts';
import type { CopyValue } from '../stores/copy.ts';
import { getResolver } from '../units/resolving.ts';
import { countRows, mergeCorrected, openCorrected } from './correct-sql.ts';
import { type ReceivedFile, cleanerParts, getListAsOwner, lineOf, withFile } from './intake-ops.ts';
import { getList } from './pages-ops.ts';
import { listFaultyLines } from './pages-sql.ts';
import { emptyReading, readList } from './reading.ts';
import { type ListRow, lockList, updateList } from './sql.ts';
import { withdrawItemsOfList } from './review/ops.ts';

/** States in which rows may still be put right. */
const CORRECTABLE: ReadonlySet<string> = new Set(['cleaned', 'linked', 'compared', 'reviewed']);

/**
 * A file that was given back with reasons: its rows take the place of those of the same number. Any
 * other file takes the place of the whole: the list is read anew.
 */
export async function correctList(
  ctx: Context,
  listId: number,
  file: ReceivedFile,
): Promise<{ corrected: number }> {
  const resolver = await getResolver(ctx);
  return await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (!CORRECTABLE.has(list.state)) refuse('lists.state.notNow', { state: list.state });
    const { mapping } = list;
    assert(mapping, 'a cleaned list has a mapping');
    const parts = await cleanerParts(tx, list, mapping, resolver);
    const at = tx.now().toString();
    const isReturned = await withFile(tx, { fileHash: file.hash }, async (opened) => {
      const returned = mapping.sheets.filter(
        ({ index }) => opened.sheets[index]?.returnMark === markOf(list),
      );
      if (returned.length === 0) return false;
      const only = { ...parts, mapping: { ...mapping, sheets: returned } };
      const rows = correctedLines(listId, readList(opened, only, emptyReading()));
      await openCorrected(tx.db, rows);
      return true;
    });
    const named = { name: file.name.slice(0, 200), hash: file.hash, bytes: file.bytes };
    await withdrawItemsOfList(tx, listId);
    if (!isReturned) {
      await updateList(tx.db, listId, at, {
        file: named,
        mapping: null,
        state: 'uploaded',
        counts: {},
      });
      return { corrected: 0 };
    }
    const corrected = await mergeCorrected(tx.db, listId);
    await updateList(tx.db, listId, at, {
      state: 'cleaned',
      counts: await countRows(tx.db, listId),
    });
    return { corrected };
  });
}

/** Names the list in a file that is given back. */
export function markOf(list: Pick<ListRow, 'listId'>): string {
  return `list-${list.listId}`;
}

async function* correctedLines(
  listId: number,
  batches: ReturnType<typeof readList>,
): AsyncGenerator<readonly CopyValue[]> {
  let added = 0;
  for await (const batch of batches) {
    if (!batch.ok) throw new Refusal(batch.faults);
    for (const row of batch.value) {
      if (row.kind !== 'data' && row.kind !== 'faulty') continue;
      if (row.originalLine === null) added += 1;
      yield lineOf(listId, added, { ...row, line: row.originalLine ?? row.line });
    }
  }
}

// ── back to the sender ──────────────────────────────────────────────────────────────────────────

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FAULTS_BATCH = 5_000;

/**
 * The sender's own file with the reasons beside each faulty row, sheet by sheet; the bytes stream from
 * a file that is gone when they are read.
 */
export async function writeFaultsFile(
  ctx: Context,
  listId: number,
  language: 'vi' | 'en',
): Promise<{ name: string; type: string; bytes: ReadableStream<Uint8Array> }> {
  const list = await getList(ctx, listId);
  const { mapping } = list;
  if (!mapping || !ctx.blobs) refuse('lists.columns.notFound');
  const reasons = await asOwner(ctx, () => readReasons(ctx, listId, language));
  const folder = await mkdtemp(join(tmpdir(), 'baophu-faults-'));
  let source = ctx.blobs.pathOf(list.fileHash);
  let extension = 'xlsx';
  try {
    for (const sheet of mapping.sheets) {
      const of = reasons.get(sheet.index) ?? [];
      if (of.length === 0 && mapping.sheets.length > 1) continue;
      const out = join(folder, `${sheet.index}.xlsx`);
      const done = await annotateTableFile(source, of, out, {
        sheetIndex: sheet.index,
        mark: markOf(list),
        headerRow: sheet.headerLast,
        reasonHead: language === 'vi' ? listsVi.reasonHead : listsEn.reasonHead,
        onlyFaulty: true,
      });
      if (!done.ok) throw new Refusal(done.faults);
      extension = done.value.extension;
      source = out;
    }
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
  const bytes = createReadStream(source);
  bytes.once('close', () => void rm(folder, { recursive: true, force: true }));
  const name = `${list.fileName.replace(/\.[^.]*$/, '')}-loi.${extension}`;
  return { name, type: XLSX_TYPE, bytes: Readable.toWeb(bytes) as ReadableStream<Uint8Array> };
}

/** What is wrong, by sheet, in words. */
async function readReasons(
  ctx: Context,
  listId: number,
  language: 'vi' | 'en',
): Promise<Map<number, CellReason[]>> {
  const reasons = new Map<number, CellReason[]>();
  for (let after = 0; ;) {
    const rows = await listFaultyLines(ctx.db, listId, { after, limit: FAULTS_BATCH });
    for (const { sheet, line, faults } of rows) {
      const of = reasons.get(sheet) ?? [];
      reasons.set(sheet, of);
      for (const fault of faults) {
        const column = columnOf(fault.cell);
        const reason = faultText(fault, language);
        of.push({ row: line, reason, ...(column !== null && { column }) });
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < FAULTS_BATCH) return reasons;
    after = last.rowNo;
  }
}

/** "AB7" → 28; null for a row alone. */
function columnOf(cell: string): number | null {
  const letters = /^[A-Z]+/.exec(cell)?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
