/**
 * The whole of access for one installation: sign-in, the gate, the journal. `src/app.ts` opens it
 * beside the server and closes it before the database.
 */
import type { Gate } from '../http/gate.ts';
import type { FaultText } from '../http/problem.ts';
import type { Context } from '../stores/context.ts';
import { type Auth, makeAuth } from './auth.ts';
import { makeGate } from './gate.ts';
import { anchorJournal, openReadJournal } from './journal.ts';
import { deleteExpired } from './sql-accounts.ts';

export interface HouseOptions {
  /** acts as the system; with a vault */
  ctx: Context;
  /** address people type */
  url: string;
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
  text: FaultText;
}

export interface House {
  gate: Gate;
  auth: Auth;
  /** writes the waiting rows of the journal and anchors its end */
  close(): Promise<void>;
}

const ANCHOR_MS = 3_600_000;

export async function openHouse(options: HouseOptions): Promise<House> {
  const { ctx } = options;
  if (!ctx.vault) throw new Error('access needs the vault of the installation');
  const secret = (await ctx.vault.secret('sign-in')).toString('base64');
  const auth = makeAuth({ ...options, secret });
  const reads = openReadJournal(ctx);
  await anchorJournal(ctx);
  const hourly = setInterval(() => {
    tidy(ctx).catch((cause: unknown) => ctx.log.error({ err: cause }, 'hourly tidying failed'));
  }, ANCHOR_MS);
  hourly.unref();
  return {
    gate: makeGate(ctx, auth.sessions, reads),
    auth,
    async close() {
      clearInterval(hourly);
      await reads.close();
      await anchorJournal(ctx);
    },
  };
}

async function tidy(ctx: Context): Promise<void> {
  await anchorJournal(ctx);
  await deleteExpired(ctx.db, ctx.now().toString());
}
