/**
 * What is kept beside the facts to answer quickly (search rows, linkage rows, counts) is made by
 * code. When that code changes, its version changes, and a start makes the rows anew while people
 * work: in short transactions, each of which gives way to whoever holds a row.
 */
import { sql } from 'kysely';
import { type Context, inOwnerTransaction } from './context.ts';
import type { Database } from './database.ts';
import { untilUnlocked } from './lock-wait.ts';

export type OnShare = (share: number) => Promise<void> | void;

/** One thing that is kept, told to `src/upgrade` by the composition root. */
export interface KeptSet {
  name: string;
  /** of the code or law that makes it */
  version: string;
  /** the version it was made by; null = there is nothing to keep yet */
  findMade(ctx: Context): Promise<string | null>;
  /** Makes it anew while others read and write; notes the new version at its end. */
  rebuild(ctx: Context, onShare: OnShare): Promise<void>;
}

export async function findKept(db: Database, name: string): Promise<string | null> {
  const found = await sql<{ version: string }>`
    select version from kernel.kept where name = ${name}`.execute(db);
  return found.rows[0]?.version ?? null;
}

export async function noteKept(db: Database, name: string, version: string): Promise<void> {
  await sql`
    insert into kernel.kept (name, version) values (${name}, ${version})
    on conflict (name) do update set version = excluded.version, made_at = now()`.execute(db);
}

/** Below PostgreSQL's deadlock_timeout of a second: the rebuild gives way, never a person's write. */
const LOCK_WAIT = '400ms';
const PAUSE_MS = 200;
/** Two minutes of giving way; then the job fails and is tried again. */
const TRIES_MAX = 200;

/**
 * Runs `step` from the beginning to the end of a table, each in a short owner's transaction:
 * it gets the last key done and answers the next, null when there is none. A step that meets a
 * locked row is taken back and tried again.
 */
export async function stepThrough(
  ctx: Context,
  step: (tx: Context, after: number) => Promise<number | null>,
): Promise<void> {
  let after = -1;
  for (;;) {
    const next = await givingWay(ctx, (tx) => step(tx, after));
    if (next === null) return;
    after = next;
  }
}

async function givingWay<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  return await untilUnlocked(
    () =>
      inOwnerTransaction(ctx, async (tx) => {
        await sql`select set_config('lock_timeout', ${LOCK_WAIT}, true)`.execute(tx.db);
        return await work(tx);
      }),
    { pauseMs: PAUSE_MS, triesMax: TRIES_MAX },
  );
}
