/** The one record through which effects reach an operation; tests pass another. */
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Actor } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { dayOf } from '../kernel/dates.ts';
import type { Blobs } from './blobs.ts';
import type { Database } from './database.ts';
import type { Jobs } from './jobs.ts';
import type { Vault } from './vault.ts';

export interface Context {
  db: Database;
  jobs: Jobs;
  log: Logger;
  who: Actor;
  now(): Temporal.Instant;
  newId(): string;
  listeners: Listeners;
  /** secrets and anchors beside the database; absent where an operation needs none (tests) */
  vault?: Vault;
  /** files people brought; absent as the vault is */
  blobs?: Blobs;
}

/** What higher domains do in the same transaction as a lower one's write; composed in app.ts. */
export interface Listeners {
  /** facts of persons were written or superseded by this entry of the register */
  factsRecorded(tx: Context, entryId: number): Promise<void>;
  /** these places got another anchor, so their sums move */
  placesReanchored(tx: Context, placeIds: readonly number[]): Promise<void>;
  /** places came onto, or left, a list of areas on which entitlements depend */
  areaClassesRecorded(tx: Context): Promise<void>;
  /** those of these files (hashes) that something still stands on, so that a sweep leaves them */
  filesNeeded(ctx: Context, hashes: readonly string[]): Promise<readonly string[]>;
}

export const NO_LISTENERS: Listeners = {
  factsRecorded: async () => {},
  placesReanchored: async () => {},
  areaClassesRecorded: async () => {},
  filesNeeded: async () => [],
};

export function today(ctx: Context): IsoDate {
  return dayOf(ctx.now());
}

/**
 * One transaction; a nested call joins the open one. A restricted actor's transaction runs as
 * `baophu_app` under row-level security for the places of his grants (the second net: endpoints
 * check the place first). The system actor writes as owner.
 */
export async function inTransaction<T>(
  ctx: Context,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  if (ctx.db.isTransaction) return await work(ctx);
  return await ctx.db.transaction().execute(async (trx) => {
    await applyActor(trx, ctx.who);
    return await work({ ...ctx, db: trx });
  });
}

const workingAsOwner = new WeakSet<Database>();

/**
 * As the owner of the tables within the open transaction: for writes a restricted actor may cause
 * but not do by hand. A nested call joins the outer one.
 */
export async function asOwner<T>(tx: Context, work: () => Promise<T>): Promise<T> {
  if (tx.who.kind === 'system' || workingAsOwner.has(tx.db)) return await work();
  await sql`reset role`.execute(tx.db);
  workingAsOwner.add(tx.db);
  try {
    return await work();
  } finally {
    workingAsOwner.delete(tx.db);
    await applyActor(tx.db, tx.who).catch(() => {});
  }
}

/** One transaction as the owner, whoever causes it. */
export async function inOwnerTransaction<T>(
  ctx: Context,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => work(tx)));
}

/**
 * Goes on in the open transaction as `who`, with no more rights than his: the caller's place is
 * decided as owner first, then everything else runs under row-level security. No statement of the
 * rest may take longer than `statementMs`.
 */
export async function restrictTo(tx: Context, who: Actor, statementMs: number): Promise<Context> {
  await sql`select set_config('statement_timeout', ${String(statementMs)}, true)`.execute(tx.db);
  await applyActor(tx.db, who);
  return { ...tx, who };
}

async function applyActor(db: Database, who: Actor): Promise<void> {
  if (who.kind === 'system') return;
  await sql`select set_config('app.scope', ${scopeOf(who)}, true),
                   set_config('app.user', ${who.userId}, true),
                   set_config('role', 'baophu_app', true)`.execute(db);
}

/** As `kernel.scope_trees` reads it: the paths of each tree in which somebody holds grants. */
function scopeOf(who: Actor): string {
  const trees = Map.groupBy(who.grants, (grant) => grant.boundaries);
  return [...trees]
    .map(([boundaries, grants]) => `${boundaries}:${grants.map((grant) => grant.path).join(',')}`)
    .join(';');
}
