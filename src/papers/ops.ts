/** Attaching a paper to a record, looking at it, taking it away and bringing it back. */
import { readFile } from 'node:fs/promises';
import type { Role } from '../kernel/actor.ts';
import { Refusal, refuse } from '../kernel/outcome.ts';
import { findItemRow } from '../lists/review/sql-read.ts';
import { rolesOver } from '../lists/review/rights.ts';
import { getPersonHistory } from '../registry/reads.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { blobsOf, dropUpload, keepPaperFile } from './file-ops.ts';
import { PAPER_KEEPING_ROLES, type PaperHolder, isIdentity, mayOpen, mayRemove } from './rules.ts';
import { type PaperRow, insertPaper, listPaperRows, lockSubject, markRemoved } from './sql.ts';
import type {
  AttachedPaper,
  PaperInput,
  PaperPurpose,
  PaperSubject,
  PaperView,
  PapersPage,
} from './types.ts';

/** The gate has decided on the record; what is asked here is what the gate cannot know. */
export async function attachPaper(
  ctx: Context,
  subject: PaperSubject,
  input: PaperInput & { entry?: number | undefined },
  uploadedHash: string,
): Promise<AttachedPaper> {
  return await inTransaction(ctx, async (tx) => {
    try {
      return await attach(tx, subject, input, uploadedHash);
    } catch (cause) {
      if (cause instanceof Refusal) await asOwner(tx, () => dropUpload(tx, uploadedHash));
      throw cause;
    }
  });
}

async function attach(
  tx: Context,
  subject: PaperSubject,
  input: PaperInput & { entry?: number | undefined },
  uploadedHash: string,
): Promise<AttachedPaper> {
  const { personId } = await readSubject(tx, subject);
  if (input.datedOn !== undefined && input.datedOn > today(tx)) {
    refuse('papers.datedInFuture', undefined, 'query.datedOn');
  }
  if (input.entry !== undefined && personId !== null) {
    await refuseStrangeEntry(tx, personId, input.entry);
  }
  return await asOwner(tx, async () => {
    await lockSubject(tx.db, subject);
    const fileHash = await keepPaperFile(tx, uploadedHash);
    const paper = {
      fileHash,
      kind: input.kind,
      personId,
      householdId: subject.kind === 'household' ? subject.id : null,
      itemId: subject.kind === 'item' ? subject.id : null,
      entryId: input.entry ?? null,
      datedOn: input.datedOn ?? null,
      note: input.note,
    };
    const same = (await listPaperRows(tx.db, subject)).find((row) => isSame(row, paper));
    if (same) return { paperId: same.paperId, repeated: true, hash: fileHash };
    const { userId: actorId, name: actorName } = tx.who;
    const at = tx.now().toString();
    const paperId = await insertPaper(tx.db, { ...paper, at, actorId, actorName });
    return { paperId, repeated: false, hash: fileHash };
  });
}

function isSame(
  row: PaperRow,
  paper: { fileHash: string; kind: string; entryId: number | null },
): boolean {
  return (
    row.removedAt === null &&
    row.hash === paper.fileHash &&
    row.kind === paper.kind &&
    row.entryId === paper.entryId
  );
}

async function refuseStrangeEntry(tx: Context, personId: number, entryId: number): Promise<void> {
  const entries = await getPersonHistory(tx, personId);
  if (!entries.some((entry) => entry.entryId === entryId)) {
    refuse('papers.entryOfAnother', undefined, 'query.entry');
  }
}

/** Whom the paper is of; an item that the caller does not see is not there. */
async function readSubject(
  tx: Context,
  subject: PaperSubject,
): Promise<{ personId: number | null; placeId: number | null }> {
  if (subject.kind === 'person') return { personId: subject.id, placeId: null };
  if (subject.kind === 'household') return { personId: null, placeId: null };
  const item = await findItemRow(tx.db, subject.id);
  if (!item) return refuse('review.item.notFound');
  return { personId: item.personId, placeId: item.placeId };
}

// ── looking ─────────────────────────────────────────────────────────────────────────────────────

export async function listPapers(ctx: Context, subject: PaperSubject): Promise<PapersPage> {
  return await inTransaction(ctx, async (tx) => {
    const who = await holderOf(tx, subject);
    const rows = await listPaperRows(tx.db, subject);
    return {
      papers: rows.map((row) => viewOf(row, who)),
      mayAttach: who.holds(PAPER_KEEPING_ROLES),
    };
  });
}

/** Grants in the call's context are those over the record, but of an item only its place tells. */
async function holderOf(tx: Context, subject: PaperSubject): Promise<PaperHolder> {
  const { userId } = tx.who;
  const { placeId } = await readSubject(tx, subject);
  if (placeId !== null) {
    const over = await rolesOver(tx, [placeId]);
    return { userId, holds: (roles) => over(placeId, roles) };
  }
  const isSystem = tx.who.kind === 'system';
  const holds = (roles: readonly Role[]): boolean =>
    isSystem || tx.who.grants.some(({ role }) => roles.includes(role));
  return { userId, holds };
}

function viewOf(row: PaperRow, who: PaperHolder): PaperView {
  const { hash: _hash, preview, actorId: _actor, personId: _person, ...paper } = row;
  const { householdId: _household, ...shown } = paper;
  return {
    ...shown,
    isIdentity: isIdentity(row.kind),
    mayOpen: mayOpen(who, row),
    mayRemove: mayRemove(who, row),
    preview: preview === null ? null : `data:image/png;base64,${preview.toString('base64')}`,
  };
}

export interface OpenedPaper {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** pictures show in the page; documents are saved, so that nothing in them runs here */
  isShown: boolean;
}

/** The whole file; why an identity paper is opened stands in the journal. */
export async function openPaper(
  ctx: Context,
  subject: PaperSubject,
  paperId: number,
  asked: { purpose: PaperPurpose; reason?: string | undefined },
): Promise<OpenedPaper> {
  return await inTransaction(ctx, async (tx) => {
    const row = await getRow(tx, subject, paperId);
    if (!mayOpen(await holderOf(tx, subject), row)) refuse('papers.open.forbidden');
    if (isIdentity(row.kind) && (asked.reason ?? '').length < REASON_MIN) {
      refuse('papers.reason.missing', undefined, 'query.reason');
    }
    const blobs = blobsOf(tx);
    if (!(await blobs.has(row.hash))) refuse('papers.file.gone');
    const ending = ENDINGS[row.mediaType] ?? 'bin';
    return {
      name: `giay-to-${row.paperId}.${ending}`,
      type: row.mediaType,
      bytes: await readFile(blobs.pathOf(row.hash)),
      isShown: row.mediaType.startsWith('image/') && asked.purpose !== 'download',
    };
  });
}

const REASON_MIN = 3;
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

async function getRow(tx: Context, subject: PaperSubject, paperId: number): Promise<PaperRow> {
  const rows = await listPaperRows(tx.db, subject);
  const row = rows.find((one) => one.paperId === paperId);
  return row ?? refuse('papers.unknownPaper');
}

// ── taking away ─────────────────────────────────────────────────────────────────────────────────

/** Taken out of the record; it is kept, with the reason, until retention ends it. */
export async function removePaper(
  ctx: Context,
  subject: PaperSubject,
  paperId: number,
  reason: string,
): Promise<void> {
  await change(ctx, subject, paperId, (row, tx) => {
    if (row.removedAt !== null) return refuse('papers.removed.stale');
    return { at: tx.now().toString(), by: tx.who.name, reason };
  });
}

export async function restorePaper(
  ctx: Context,
  subject: PaperSubject,
  paperId: number,
): Promise<void> {
  await change(ctx, subject, paperId, (row) => {
    if (row.removedAt === null) refuse('papers.removed.stale');
    return null;
  });
}

async function change(
  ctx: Context,
  subject: PaperSubject,
  paperId: number,
  decide: (row: PaperRow, tx: Context) => { at: string; by: string; reason: string } | null,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await getRow(tx, subject, paperId);
    if (!mayRemove(await holderOf(tx, subject), row)) refuse('papers.remove.forbidden');
    const removal = decide(row, tx);
    await asOwner(tx, () => markRemoved(tx.db, paperId, removal));
  });
}
