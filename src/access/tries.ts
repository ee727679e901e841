/**
 * Locking a login name after wrong tries, with a growing delay. Names that do not exist are counted
 * alike, so a lock tells nothing; an attacker can delay a person by an hour at most, and an
 * administrator's link goes round the lock.
 */
import { createHmac } from 'node:crypto';
import type { Context } from '../stores/context.ts';
import { type TriesRow, forgetTries, holdTries, saveTries } from './sql-accounts.ts';

const FREE_TRIES = 5;
const DELAY_MINUTES_MAX = 60;
const FORGET_HOURS = 24;

/** Minutes to wait after the n-th wrong try in a row: 0, 0, 0, 0, 1, 2, 4 … 60. */
export function delayMinutes(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(DELAY_MINUTES_MAX, 2 ** Math.min(10, failures - FREE_TRIES));
}

export type TryDecision =
  { allowed: true; tries: TriesRow } | { allowed: false; minutesLeft: number };

/** Counts the try before it is made and locks at once, so that tries side by side gain nothing. */
export function decideTry(known: TriesRow, now: Temporal.Instant): TryDecision {
  if (known.locked_until !== null) {
    const left = Temporal.Instant.from(known.locked_until).since(now).total('minutes');
    if (left > 0) return { allowed: false, minutesLeft: Math.ceil(left) };
  }
  const isOld = now.since(Temporal.Instant.from(known.last_at)).total('hours') >= FORGET_HOURS;
  const failures = (isOld ? 0 : known.failures) + 1;
  const delay = delayMinutes(failures);
  const lockedUntil = delay > 0 ? now.add({ minutes: delay }).toString() : null;
  return {
    allowed: true,
    tries: { failures, last_at: now.toString(), locked_until: lockedUntil },
  };
}

/** 0 = the try may be made; else the minutes to wait. */
export async function beginTry(ctx: Context, login: string): Promise<number> {
  const now = ctx.now();
  const hash = await loginHash(ctx, login);
  return await ctx.db.transaction().execute(async (trx) => {
    const known = await holdTries(trx, hash, now.toString());
    if (!known) return 0;
    const decision = decideTry(known, now);
    if (!decision.allowed) return decision.minutesLeft;
    await saveTries(trx, hash, decision.tries);
    return 0;
  });
}

export async function endTries(ctx: Context, login: string): Promise<void> {
  await forgetTries(ctx.db, await loginHash(ctx, login));
}

/** Keyed: people type their password into the wrong field now and then. */
async function loginHash(ctx: Context, login: string): Promise<Buffer> {
  const key = (await ctx.vault?.secret('tries')) ?? 'no vault';
  return createHmac('sha256', key).update(login.trim().toLowerCase(), 'utf8').digest();
}
