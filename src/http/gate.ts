/**
 * What the server asks of `access` without knowing it: who calls, whether this call is his to
 * make, and the journal. `src/access/gate.ts` is the real one; `src/app.ts` joins the two.
 */
import type { Actor } from '../kernel/actor.ts';
import type { Context } from '../stores/context.ts';
import type { AnyEndpoint, InputOf, InputShape } from './endpoint.ts';

/** Who sends a request. `viaCookie`: the browser sent it by itself, so its origin is checked. */
export interface Caller {
  actor: Actor;
  viaCookie: boolean;
  /** false for tokens that may only read */
  mayChange: boolean;
  /** Set-Cookie lines that prolong the session */
  cookies: readonly string[];
}

/** Where the call reaches, for the journal. */
export interface Reach {
  /** the role under which it is allowed; null for public and own-account calls */
  role: string | null;
  unitIds: readonly number[];
  personIds: readonly number[];
  entryId?: number;
}

/**
 * `notFound` answers exactly as a missing thing does. `forbidden` is said only to someone who may
 * already see the thing and tries to change it.
 */
export type Decision =
  /** `who`: the caller with those of his grants that allow this call; null = nobody is signed in */
  | { kind: 'allowed'; reach: Reach; who: Actor | null }
  | { kind: 'signIn' }
  | { kind: 'notFound' }
  | { kind: 'forbidden' };

export interface Gate {
  /** null = nobody is signed in (or the session, token or user has ended) */
  identify(request: Request): Promise<Caller | null>;
  /** `tx` is an open transaction of the owner; `who` null = nobody is signed in */
  decide(
    tx: Context,
    who: Actor | null,
    endpoint: AnyEndpoint,
    input: InputOf<InputShape>,
  ): Promise<Decision>;
  /**
   * Called for endpoints with a journal. A change is written in the transaction of the change;
   * a read is queued and written soon after.
   */
  journalChange(tx: Context, endpoint: AnyEndpoint, reach: Reach, reason: string): Promise<void>;
  journalRead(ctx: Context, endpoint: AnyEndpoint, reach: Reach, reason: string): void;
}
