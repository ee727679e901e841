/**
 * Doing an erasure in bounded batches, each with its proof items in one transaction, and the certificate
 * at the end. Killed in the middle it goes on: what was erased is not due any more.
 */
import { retentionJournalVi } from '../../messages/retention.vi.ts';
import { eraseEnded } from '../access/erase-ops.ts';
import { recordInJournal } from '../access/journal.ts';
import { findChainEnd } from '../access/journal-sql.ts';
import { eraseExports } from '../coverage/erase-ops.ts';
import { refuse } from '../kernel/outcome.ts';
import { eraseOldFiles, listOldFiles } from '../lists/erase-ops.ts';
import { eraseRemovedPapers } from '../papers/erase-ops.ts';
import { eraseContacts } from '../registry/erase-ops.ts';
import { listErased } from '../registry/sql-erase.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { type NewItem, erasePersons, proofKey } from './erasing.ts';
import { type CertificateContent, FIRST_ROOT, digestOf, rootOf } from './proof.ts';
import { type HoldingRule, cutOff, rulesOn } from './rules.ts';
import { goneOf } from './ops.ts';
import { type GoneFilter, listGone } from './sql-due.ts';
import {
  countItems,
  findLastRoot,
  insertCertificate,
  insertItems,
  listItems,
} from './sql-proof.ts';
import { type RunRow, findRun, listSettings, lockRuns, updateRun } from './sql.ts';

/** Persons of a batch: each asks every table for his name. */
const PERSONS_OF_A_BATCH = 25;
const ROWS_OF_A_BATCH = 500;

export interface Progress {
  (done: number, total: number): void;
}

/** Answers how many things were erased; a run that is done already answers zero. */
export async function executeRun(
  ctx: Context,
  runId: number,
  onProgress: Progress = () => {},
): Promise<number> {
  const run = await findRun(ctx.db, runId);
  if (!run) return refuse('retention.run.unknown');
  if (run.state !== 'running') return 0;
  const rule = await ruleOf(ctx, run);
  const total = Object.values(run.due).reduce((sum, count) => sum + count, 0);
  let erased = 0;
  for (;;) {
    const batch = await eraseBatch(ctx, run, rule);
    await dropFiles(ctx, batch);
    if (batch.length === 0) break;
    erased += batch.length;
    onProgress(erased, Math.max(erased, total));
  }
  await issueCertificate(ctx, run, rule);
  return erased;
}

async function ruleOf(ctx: Context, run: RunRow): Promise<HoldingRule> {
  const rules = rulesOn(run.asOf, await listSettings(ctx.db));
  const rule = rules.find((one) => one.id === run.ruleId);
  return rule ?? refuse('retention.run.unknown');
}

async function eraseBatch(ctx: Context, run: RunRow, rule: HoldingRule): Promise<NewItem[]> {
  const key = await proofKey(ctx);
  return await inOwnerTransaction(ctx, async (tx) => {
    await lockRuns(tx.db);
    if (!(await isRunning(tx, run.runId))) return [];
    const items = await WORK[rule.id](tx, run, rule, key);
    const before = await countItems(tx.db, run.runId);
    const erasedAt = tx.now().toString({ fractionalSecondDigits: 3 });
    const numbered = items.map((item, at) => ({ ...item, itemNo: before + at + 1, erasedAt }));
    await insertItems(tx.db, run.runId, numbered);
    return items;
  });
}

/** A job may run twice at once: the lock lets one batch at a time, and the end ends both. */
async function isRunning(tx: Context, runId: number): Promise<boolean> {
  return (await findRun(tx.db, runId))?.state === 'running';
}

/** After the commit: a file that something else still stands on stays. */
async function dropFiles(ctx: Context, items: readonly NewItem[]): Promise<void> {
  const hashes = [...new Set(items.flatMap((item) => item.fileHashes))];
  const personIds = items.flatMap((item) => (item.kind === 'person' ? [item.ref] : []));
  if (hashes.length + personIds.length > 0) {
    const line = { at: ctx.now().toString(), personIds, hashes };
    await ctx.vault?.appendLine(ERASURES_FILE, JSON.stringify(line));
  }
  if (!ctx.blobs || hashes.length === 0) return;
  const needed = new Set(await ctx.listeners.filesNeeded(ctx, hashes));
  for (const hash of hashes) if (!needed.has(hash)) await ctx.blobs.remove(hash);
}

/** Beside the database, so that a backup of an earlier day does not bring back who was erased since. */
export const ERASURES_FILE = 'erasures.jsonl';

// ── what each rule does ─────────────────────────────────────────────────────────────────────────

type Work = (tx: Context, run: RunRow, rule: HoldingRule, key: Buffer) => Promise<NewItem[]>;

function instantOf(run: RunRow, rule: HoldingRule): string {
  const day = cutOff(rule, run.asOf) ?? run.asOf;
  return `${day}T00:00:00+07:00`;
}

const nothing: Work = () => Promise.resolve([]);

const WORK: Readonly<Record<HoldingRule['id'], Work>> = {
  async gonePeople(tx, run, rule, key) {
    const ids = run.personIds
      ? (await notYet(tx, run.personIds)).slice(0, PERSONS_OF_A_BATCH)
      : (await listGone(tx.db, await filterOf(tx, run, rule), PERSONS_OF_A_BATCH)).map(
          (p) => p.personId,
        );
    return ids.length === 0 ? [] : await erasePersons(tx, ids, key);
  },
  async contacts(tx, run, rule, key) {
    const due = await listGone(tx.db, await filterOf(tx, run, rule), ROWS_OF_A_BATCH);
    const rows = await eraseContacts(
      tx,
      due.map(({ personId }) => personId),
    );
    return rows.map(({ personId, placeId, numbers }) => ({
      kind: 'contact',
      ref: personId,
      unitId: placeId,
      rows: 1,
      digest: digestOf({ personId, numbers }, key),
      fileHashes: [],
      journalSeqs: [],
    }));
  },
  async listFiles(tx, run, rule, key) {
    const files = await listOldFiles(tx.db, instantOf(run, rule), null, ROWS_OF_A_BATCH);
    await eraseOldFiles(tx, files);
    return files.map(({ listId, unitId, hashes, rows }) => ({
      kind: 'listFile',
      ref: listId,
      unitId,
      rows,
      digest: digestOf({ listId, hashes }, key),
      fileHashes: hashes,
      journalSeqs: [],
    }));
  },
  async removedPapers(tx, run, rule, key) {
    const papers = await eraseRemovedPapers(tx, instantOf(run, rule), ROWS_OF_A_BATCH);
    return papers.map(({ paperId, hash }) => ({
      kind: 'paper',
      ref: paperId,
      unitId: null,
      rows: 1,
      digest: digestOf({ paperId, hash }, key),
      fileHashes: [hash],
      journalSeqs: [],
    }));
  },
  async exports(tx, run, rule, key) {
    const rows = await eraseExports(tx.db, instantOf(run, rule), ROWS_OF_A_BATCH);
    return summed('export', rows, rows, key);
  },
  jobs: ended('jobs', 'job'),
  sessions: ended('sessions', 'session'),
  links: ended('links', 'link'),
  journal: nothing,
  undoneEntries: nothing,
};

function ended(kind: 'jobs' | 'sessions' | 'links', name: string): Work {
  return async (tx, run, rule, key) => {
    const keys = await eraseEnded(tx.db, kind, instantOf(run, rule), ROWS_OF_A_BATCH);
    return summed(name, keys.length, keys, key);
  };
}

/** Things that are nobody's are one item a batch. */
function summed(kind: string, rows: number, what: unknown, key: Buffer): NewItem[] {
  if (rows === 0) return [];
  const digest = digestOf(what, key);
  return [{ kind, ref: 0, unitId: null, rows, digest, fileHashes: [], journalSeqs: [] }];
}

function filterOf(tx: Context, run: RunRow, rule: HoldingRule): Promise<GoneFilter> {
  return goneOf(tx, rule, run.unitId, run.asOf);
}

async function notYet(tx: Context, personIds: readonly number[]): Promise<number[]> {
  const erased = new Set(await listErased(tx.db, personIds));
  return personIds.filter((personId) => !erased.has(personId));
}

// ── the proof ───────────────────────────────────────────────────────────────────────────────────

async function issueCertificate(ctx: Context, run: RunRow, rule: HoldingRule): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockRuns(tx.db);
    if (!(await isRunning(tx, run.runId))) return;
    const at = tx.now().toString({ fractionalSecondDigits: 3 });
    await updateRun(tx.db, run.runId, { state: 'done', finishedAt: at });
    const items = await listItems(tx.db, run.runId);
    const [first] = items;
    const last = items.at(-1);
    if (!first || !last) return;
    const approvedBy = (await findRun(tx.db, run.runId))?.approvedBy ?? null;
    const counts: Record<string, number> = {};
    for (const item of items) {
      counts[item.kind] = (counts[item.kind] ?? 0) + (item.ref === 0 ? item.rows : 1);
    }
    const content: CertificateContent = {
      certificateOf: { rule: rule.id, days: rule.days, basis: rule.basis, deed: rule.deed },
      runId: run.runId,
      unitId: run.unitId,
      asOf: run.asOf,
      reason: run.reason,
      document: run.document,
      proposedBy: run.actorName,
      approvedBy,
      counts,
      rows: items.reduce((sum, item) => sum + item.rows, 0),
      from: new Date(first.erasedAt).toISOString(),
      to: new Date(last.erasedAt).toISOString(),
    };
    const previousRoot = (await findLastRoot(tx.db)) ?? FIRST_ROOT;
    const root = rootOf(previousRoot, content, items);
    await recordInJournal(tx, {
      kind: 'change',
      action: 'retention.certificate',
      unitIds: [run.unitId],
      personIds: items.flatMap((item) => (item.kind === 'person' ? [item.ref] : [])),
      reason: retentionJournalVi.certificate(run.runId, root.toString('hex')),
    });
    const journalSeq = (await findChainEnd(tx.db)).seq;
    await insertCertificate(tx.db, {
      runId: run.runId,
      content,
      previousRoot,
      root,
      journalSeq,
      at,
    });
  });
}
