/**
 * One call of one endpoint: decision, work and the journal of a change stand or fall together in
 * one transaction. The server and the command line both come through here.
 */
import type { Actor } from '../kernel/actor.ts';
import { type Outcome, Refusal, refuse } from '../kernel/outcome.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { type Context, inTransaction, restrictTo } from '../stores/context.ts';
import type { AnyEndpoint, FileReply, InputOf, InputShape } from './endpoint.ts';
import type { Gate, Reach } from './gate.ts';

export const CALL_MS_MAX = 30_000;

const NOBODY: Actor = { userId: '', name: '', kind: 'user', grants: [] };

/**
 * Answers what the endpoint answers. Expected failures are thrown as `Refusal`; `http.signIn`,
 * `http.notFound` and `http.forbidden` are the gate's.
 * @param who null = nobody is signed in
 */
export async function callEndpoint(
  gate: Gate,
  base: Omit<Context, 'who'>,
  who: Actor | null,
  endpoint: AnyEndpoint,
  input: InputOf<InputShape>,
): Promise<unknown> {
  const reason = endpoint.reason?.(input) ?? '';
  const ctx: Context = { ...base, who: SYSTEM_ACTOR };
  let seen: { ctx: Context; reach: Reach } | undefined;
  const value = await inTransaction(ctx, async (owner) => {
    const decision = await gate.decide(owner, who, endpoint, input);
    if (decision.kind !== 'allowed') return refuse(`http.${decision.kind}`);
    const tx = await restrictTo(owner, decision.who ?? NOBODY, endpoint.timeoutMs ?? CALL_MS_MAX);
    const answer = unwrap(await endpoint.handle(tx, input));
    const reach = { ...decision.reach, ...endpoint.reach?.(input, answer) };
    if (endpoint.journal === 'change') await gate.journalChange(tx, endpoint, reach, reason);
    seen = { ctx: { ...ctx, who: tx.who }, reach };
    return answer;
  });
  if (endpoint.journal === 'read' && seen) gate.journalRead(seen.ctx, endpoint, seen.reach, reason);
  return value;
}

/** The gate's decision alone, before a large body is taken in; the call itself decides again. */
export async function checkBeforehand(
  gate: Gate,
  base: Omit<Context, 'who'>,
  who: Actor | null,
  endpoint: AnyEndpoint,
  input: InputOf<InputShape>,
): Promise<void> {
  await inTransaction({ ...base, who: SYSTEM_ACTOR }, async (owner) => {
    const decision = await gate.decide(owner, who, endpoint, input);
    if (decision.kind !== 'allowed') refuse(`http.${decision.kind}`);
  });
}

/** An operation may answer with an Outcome; its faults roll the transaction back. */
function unwrap(value: unknown): unknown {
  if (!isOutcome(value)) return value;
  if (!value.ok) throw new Refusal(value.faults);
  return value.value;
}

function isOutcome(value: unknown): value is Outcome<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true
    ? 'value' in value && Object.keys(value).length === 2
    : value.ok === false && 'faults' in value && Array.isArray(value.faults);
}

export function isFileReply(value: unknown): value is FileReply {
  return typeof value === 'object' && value !== null && 'file' in value;
}
