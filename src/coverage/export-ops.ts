/** Lists of people as .xlsx: short ones at once, long ones by a job with progress. */
import { writeXlsx } from '../formats/xlsx-write.ts';
import type { XlsxCell } from '../formats/xlsx-write.ts';
import { Refusal, refuse } from '../kernel/outcome.ts';
import { UNMASKING_ROLES } from '../registry/permissions.ts';
import { type Context, asOwner, inOwnerTransaction, restrictTo } from '../stores/context.ts';
import { reportProgress } from '../stores/jobs.ts';
import {
  deleteExportsBefore,
  findExport,
  finishExport,
  insertExport,
  insertExportPart,
  listExportParts,
  startExportFile,
} from './export-sql.ts';
import {
  type FileHead,
  type Language,
  cellsOf,
  columnsOf,
  fileNameOf,
  headOf,
} from './list-file.ts';
import { type ListQuestion, describeRows, requestOf } from './list-ops.ts';
import { type ListedRow, listMemberPlaces, listPeople as selectPeople } from './people-sql.ts';
import { type Prepared, prepare } from './question.ts';

export type ExportQuestion = Omit<ListQuestion, 'limit' | 'after' | 'count'> & {
  language?: Language;
};

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Longer lists are written by a job. */
export const DIRECT_ROWS_MAX = 20_000;
const EXPORT_ROWS_MAX = 1_500_000;

export interface ExportedFile {
  name: string;
  bytes: Uint8Array;
  rows: number;
}

/** The whole list as a file, numbers masked; refuses lists longer than `DIRECT_ROWS_MAX`. */
export async function exportPeople(ctx: Context, question: ExportQuestion): Promise<ExportedFile> {
  const prepared = await asOwner(ctx, () => prepare(ctx, question));
  const head = headFor(ctx, question, true);
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx(
    {
      ...headOf(prepared, head),
      columns: columnsOf(question.list, head.language),
      rows: listBatches(ctx, prepared, question, false, DIRECT_ROWS_MAX),
    },
    (bytes) => void parts.push(bytes),
  );
  return { name: fileNameOf(prepared, head), bytes: Buffer.concat(parts), rows };
}

function headFor(ctx: Context, question: ExportQuestion, isMasked: boolean): FileHead {
  return {
    list: question.list,
    withinDays: question.list === 'ending' ? (question.withinDays ?? 30) : null,
    isMasked,
    writer: ctx.who.name,
    at: ctx.now().toString(),
    language: question.language ?? 'vi',
  };
}

const BATCH_ROWS = 2_000;
const WALK_PLACES = 60;

/** Units above a commune are walked place by place, so that memory stays bounded. */
async function* listBatches(
  tx: Context,
  prepared: Prepared,
  question: ExportQuestion,
  unmask: boolean,
  rowsMax: number,
): AsyncGenerator<XlsxCell[][]> {
  const { level } = prepared.scope.unit;
  const isSmall = level === 'commune' || level === 'village';
  const sort = isSmall ? (question.sort ?? 'name') : 'place';
  const base = requestOf(prepared, question, sort, rowsMax + 1);
  const placeIds = await asOwner(tx, () => listMemberPlaces(tx.db, prepared.scope));
  const step = isSmall ? placeIds.length : WALK_PLACES;
  const language = question.language ?? 'vi';
  let order = 0;
  for (let at = 0; at < placeIds.length; at += step) {
    const request = { ...base, placeIds: placeIds.slice(at, at + step) };
    const page = await asOwner(tx, () => selectPeople(tx.db, request));
    if (order + page.rows.length > rowsMax) refuse('coverage.export.tooLarge', { limit: rowsMax });
    for (let from = 0; from < page.rows.length; from += BATCH_ROWS) {
      const batch: ListedRow[] = page.rows.slice(from, from + BATCH_ROWS);
      const people = await describeRows(tx, prepared, batch, unmask);
      yield people.map((person) => {
        order += 1;
        return cellsOf(question.list, person, order, language);
      });
    }
  }
}

// ── by a job ────────────────────────────────────────────────────────────────────────────────────

export const EXPORT_JOB = 'coverage.export';

export interface LargeExport extends ExportQuestion {
  /** numbers in full: only for roles that may, with the reason the endpoint journals */
  unmask?: boolean;
}

/** Starts a job that writes the list; the file waits for a day. */
export async function startExport(
  ctx: Context,
  question: LargeExport,
): Promise<{ exportId: string; jobId: string }> {
  if (question.unmask && ctx.who.kind !== 'system') {
    const may = ctx.who.grants.some((grant) => UNMASKING_ROLES.includes(grant.role));
    if (!may) refuse('coverage.unmask.forbidden', {}, 'body.unmask');
  }
  const exportId = ctx.newId();
  return await inOwnerTransaction(ctx, async (tx) => {
    await prepare(tx, question);
    const createdAt = tx.now().toString();
    const { userId, name, kind, grants } = tx.who;
    const actor = { userId, name, kind, grants };
    await insertExport(tx.db, { exportId, actor, question, createdAt });
    const jobId = await tx.jobs.add(tx.db, EXPORT_JOB, { exportId }, { queue: 'exports' });
    return { exportId, jobId };
  });
}

const KEPT_HOURS = 24;
const STATEMENT_MS_MAX = 10 * 60_000;
const PART_BYTES = 1 << 20;

/** The job: reads one snapshot with the rights of who asked, writes the file in pieces. */
export async function runExport(
  ctx: Context,
  exportId: string,
  job: { id: string; name: string },
): Promise<void> {
  const old = ctx.now().subtract({ hours: KEPT_HOURS });
  await deleteExportsBefore(ctx.db, old.toString());
  const row = await findExport(ctx.db, exportId);
  if (!row || row.state === 'done') return;
  const question = row.question as LargeExport;
  const tell = (rows: number, state: 'running' | 'done' | 'failed') =>
    reportProgress(ctx.db, {
      jobId: job.id,
      name: job.name,
      share: state === 'done' ? 1 : null,
      step: EXPORT_JOB,
      params: { rows, exportId },
      state,
    });
  try {
    const rows = await writeExport(ctx, exportId, row.actor, question, async (count) => {
      if (!(await tell(count, 'running'))) refuse('jobs.cancelled');
    });
    await finishExport(ctx.db, exportId, 'done', rows, ctx.now().toString());
    await tell(rows, 'done');
  } catch (cause) {
    await finishExport(ctx.db, exportId, 'failed', 0, ctx.now().toString());
    await tell(0, 'failed');
    // stopped, or refused for a reason that stays: another try would end the same
    if (!(cause instanceof Refusal)) throw cause;
  }
}

async function writeExport(
  ctx: Context,
  exportId: string,
  actor: Context['who'],
  question: LargeExport,
  onProgress: (rows: number) => Promise<void>,
): Promise<number> {
  const snapshot = ctx.db.transaction().setIsolationLevel('repeatable read');
  return await snapshot.execute(async (db) => {
    const tx = await restrictTo({ ...ctx, db }, actor, STATEMENT_MS_MAX);
    const prepared = await asOwner(tx, () => prepare(tx, question));
    const head = headFor(tx, question, question.unmask !== true);
    await startExportFile(ctx.db, exportId, fileNameOf(prepared, head));
    const pieces = makePieces(async (part, bytes) => {
      await insertExportPart(ctx.db, exportId, part, bytes);
    });
    const rows = await writeXlsx(
      {
        ...headOf(prepared, head),
        columns: columnsOf(question.list, head.language),
        rows: listBatches(tx, prepared, question, question.unmask === true, EXPORT_ROWS_MAX),
        onProgress,
      },
      pieces.add,
    );
    await pieces.finish();
    return rows;
  });
}

/** Bytes gathered to pieces of about a mebibyte. */
function makePieces(write: (part: number, bytes: Uint8Array) => Promise<void>) {
  let held: Uint8Array[] = [];
  let size = 0;
  let part = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const bytes = Buffer.concat(held);
    held = [];
    size = 0;
    part += 1;
    await write(part, bytes);
  };
  return {
    async add(bytes: Uint8Array): Promise<void> {
      held.push(bytes);
      size += bytes.length;
      if (size >= PART_BYTES) await flush();
    },
    finish: flush,
  };
}

/** The file of a finished export, for who asked for it; to others it does not exist. */
export async function readExport(ctx: Context, exportId: string): Promise<ExportedFile> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await findExport(tx.db, exportId);
    const isMine = row && (tx.who.kind === 'system' || row.actor.userId === tx.who.userId);
    if (!row || !isMine) return refuse('coverage.export.notFound');
    if (row.state !== 'done') refuse('coverage.export.conflict');
    const parts = await listExportParts(tx.db, exportId);
    return { name: row.fileName, bytes: Buffer.concat(parts), rows: row.rows };
  });
}
