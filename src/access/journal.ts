/** The journal: who saw or changed what, when, why. Appended to, proved, anchored. */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/assert.ts';
import type { Context } from '../stores/context.ts';
import { asOwner, inTransaction } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import {
  type Anchor,
  CHAIN_START,
  type ChainEnd,
  type ChainFault,
  type JournalContent,
  anchorKey,
  checkLink,
  hashOf,
  isAnchorGenuine,
  makeAnchor,
  sealReason,
} from './journal-chain.ts';
import {
  findChainEnd,
  findLinkHash,
  insertJournal,
  listLinks,
  lockJournal,
} from './journal-sql.ts';

export interface JournalEvent {
  kind: 'read' | 'change' | 'signIn' | 'system';
  /** id of the endpoint or of the event */
  action: string;
  role?: string | null;
  unitIds?: readonly number[];
  personIds?: readonly number[];
  entryId?: number | null;
  reason?: string;
}

type Unnumbered = Omit<JournalContent, 'seq'>;

const PERSONS_OF_A_ROW_MAX = 1000;
const ROWS_OF_A_BATCH_MAX = 500;

/**
 * Writes one row in the open transaction. Call it last: from here to the commit no other change of
 * the whole installation can be journaled.
 */
export async function recordInJournal(tx: Context, event: JournalEvent): Promise<void> {
  assert(tx.db.isTransaction, 'the journal of a change is written in its transaction');
  const row = contentOf(event, tx.who, tx.now());
  await asOwner(tx, () => append(tx.db, [row]));
}

function contentOf(event: JournalEvent, who: Actor, at: Temporal.Instant): Unnumbered {
  return {
    at: isoMilliseconds(at),
    userId: who.userId,
    userName: who.name,
    actorKind: who.kind,
    role: event.role ?? null,
    kind: event.kind,
    action: event.action,
    unitIds: event.unitIds ?? [],
    personIds: (event.personIds ?? []).slice(0, PERSONS_OF_A_ROW_MAX),
    entryId: event.entryId ?? null,
    reason: event.reason ?? '',
  };
}

/** As it comes back from the column: always three digits, so that the hash can be made again. */
function isoMilliseconds(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}

const SALT_BYTES = 16;

async function append(db: Database, rows: readonly Unnumbered[]): Promise<void> {
  let end = await lockJournal(db);
  const links = rows.map((row) => {
    const seal = sealReason(row.reason, randomBytes(SALT_BYTES));
    const content = { ...row, ...seal, seq: end.seq + 1 };
    const link = { ...content, previousHash: end.hash, hash: hashOf(content, end.hash) };
    end = link;
    return link;
  });
  await insertJournal(db, links);
}

export interface ReadJournal {
  /** Queues the row of a read; it is written at most a second later. */
  add(who: Actor, event: JournalEvent): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits and takes no more; part of a clean stop. */
  close(): Promise<void>;
}

const FLUSH_MS = 500;

/** Reads are many and must not wait for each other, so their rows go in together. */
export function openReadJournal(ctx: Context): ReadJournal {
  const waiting: Unnumbered[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, ROWS_OF_A_BATCH_MAX);
      await ctx.db.transaction().execute((trx) => append(trx, batch));
      waiting.splice(0, batch.length);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeAll, writeAll);
    return writing;
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => {
      flush().catch((cause: unknown) => {
        ctx.log.error({ err: cause }, 'rows of the journal wait: writing them failed');
        flushSoon();
      });
    }, FLUSH_MS);
  }

  return {
    add(who, event) {
      waiting.push(contentOf(event, who, ctx.now()));
      if (waiting.length >= ROWS_OF_A_BATCH_MAX) flush().catch(() => flushSoon());
      else flushSoon();
    },
    flush,
    close: flush,
  };
}

// ── proof ──

export interface JournalCheck {
  ok: boolean;
  rows: number;
  lastSeq: number;
  /** hex */
  lastHash: string;
  /** the first place where it does not hold */
  fault: ChainFault | null;
  anchors: number;
}

const VERIFY_BATCH = 2000;

/**
 * Follows the whole chain, compares it with the anchors kept beside the database and those given.
 * A forged anchor is left out: it proves nothing.
 */
export async function verifyJournal(
  ctx: Context,
  givenAnchors: readonly Anchor[] = [],
): Promise<JournalCheck> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => verifyAsOwner(tx, givenAnchors)));
}

async function verifyAsOwner(tx: Context, given: readonly Anchor[]): Promise<JournalCheck> {
  let end: ChainEnd = CHAIN_START;
  let rows = 0;
  let fault: ChainFault | null = null;
  while (fault === null) {
    const links = await listLinks(tx.db, end.seq, VERIFY_BATCH);
    for (const link of links) {
      fault = checkLink(link, end);
      if (fault) break;
      end = link;
      rows += 1;
    }
    if (links.length < VERIFY_BATCH) break;
  }
  const anchors = [...(await readAnchors(tx)), ...(await genuineOf(tx, given))];
  const against = await checkAnchors(tx.db, anchors, end);
  if (against && (fault === null || against.seq < fault.seq)) fault = against;
  return {
    ok: fault === null,
    rows,
    lastSeq: end.seq,
    lastHash: end.hash.toString('hex'),
    fault,
    anchors: anchors.length,
  };
}

async function checkAnchors(
  db: Database,
  anchors: readonly Anchor[],
  end: ChainEnd,
): Promise<ChainFault | null> {
  for (const anchor of [...anchors].sort((a, b) => a.seq - b.seq)) {
    if (anchor.seq === 0) continue;
    const hash = await findLinkHash(db, anchor.seq);
    if (hash === undefined && anchor.seq > end.seq) return { seq: end.seq + 1, kind: 'cut' };
    if (hash !== undefined && hash.toString('hex') !== anchor.hash) {
      return { seq: anchor.seq, kind: 'rewritten' };
    }
  }
  return null;
}

// ── anchors ──

const ANCHORS_FILE = 'journal-anchors.jsonl';
const ANCHOR_KEY = 'journal';

/** Signs the journal's end and keeps it beside the database; null when there is no vault or nothing new. */
export async function anchorJournal(ctx: Context): Promise<Anchor | null> {
  if (!ctx.vault) return null;
  const end = await inTransaction(ctx, (tx) => asOwner(tx, () => findChainEnd(tx.db)));
  const last = (await readAnchors(ctx)).at(-1);
  if (last?.seq === end.seq && last.hash === end.hash.toString('hex')) return last;
  const key = anchorKey(await ctx.vault.secret(ANCHOR_KEY));
  const anchor = makeAnchor(end, isoMilliseconds(ctx.now()), key);
  await ctx.vault.appendLine(ANCHORS_FILE, JSON.stringify(anchor));
  return anchor;
}

async function readAnchors(ctx: Context): Promise<Anchor[]> {
  const lines = (await ctx.vault?.readLines(ANCHORS_FILE)) ?? [];
  return await genuineOf(
    ctx,
    lines.map((line) => JSON.parse(line) as Anchor),
  );
}

async function genuineOf(ctx: Context, anchors: readonly Anchor[]): Promise<Anchor[]> {
  if (!ctx.vault || anchors.length === 0) return [];
  const key = anchorKey(await ctx.vault.secret(ANCHOR_KEY));
  return anchors.filter((anchor) => isAnchorGenuine(anchor, key));
}
