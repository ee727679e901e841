/**
 * Deciding one item: what the decision does, remembered with what stood before, so that it can be
 * taken back. Sensitive ones wait for a second person (`approvals.ts`).
 */
import { type Officer, listOfficers } from '../../access/officers.ts';
import { addDays } from '../../kernel/dates.ts';
import { assert } from '../../kernel/assert.ts';
import { Refusal, refuse } from '../../kernel/outcome.ts';
import { recordFacts } from '../../registry/ops.ts';
import type { CommandInput } from '../../registry/types.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { proposeWhenNeeded } from './approvals.ts';
import { KIND_RULES } from './kinds.ts';
import { mergeRecords } from './merging.ts';
import { rolesOver } from './rights.ts';
import {
  type ItemToDecide,
  finishAct,
  insertAct,
  listItemsToDecide,
  lockItems,
  markDecided,
  markLater,
  rememberItems,
  replaceEvidence,
  setAnswer,
  setAssignee,
} from './sql-acts.ts';
import { listPeopleNow } from './sql-people.ts';
import { teachLinkage } from './teaching.ts';
import type { ActId, Candidate, DecideInput, Decided, ItemId } from './types.ts';
import { weighCandidates } from './weighing-ops.ts';

const LATER_DAYS = 7;
const LATER_DAYS_MAX = 180;

export async function decideItem(
  ctx: Context,
  itemId: ItemId,
  input: DecideInput,
): Promise<Decided> {
  return await inTransaction(ctx, async (tx) => {
    const item = await getItemToDecide(tx, itemId);
    const rule = KIND_RULES[item.kind];
    if (!rule.decisions.includes(input.decision)) refuse('review.decision.notAllowed');
    if (input.decision === 'later') return await putOff(tx, item, input);
    if (input.diedOn !== undefined) return await decideDeath(tx, item, input);
    if (input.decision === 'accept' && rule.effect === 'merge') {
      return await decideMerge(tx, item, input);
    }
    if (input.decision === 'accept' && rule.effect === 'endCard') {
      return await decideEndCard(tx, item, input);
    }
    return await decidePlainly(tx, item, input);
  });
}

/** Visible, in the caller's hands, and still waiting. */
async function getItemToDecide(tx: Context, itemId: ItemId): Promise<ItemToDecide> {
  await asOwner(tx, () => lockItems(tx.db, [itemId]));
  const [item] = await listItemsToDecide(tx.db, [itemId]);
  if (!item) refuse('review.item.notFound');
  const holds = await rolesOver(tx, [item.placeId]);
  if (!holds(item.placeId, KIND_RULES[item.kind].roles)) refuse('review.item.forbidden');
  if (item.state !== 'open' && item.state !== 'later') refuse('review.item.stale');
  return item;
}

// ── later ───────────────────────────────────────────────────────────────────────────────────────

async function putOff(tx: Context, item: ItemToDecide, input: DecideInput): Promise<Decided> {
  const until = input.until ?? addDays(today(tx), LATER_DAYS);
  if (until <= today(tx) || until > addDays(today(tx), LATER_DAYS_MAX)) {
    refuse('review.later.day', { days: LATER_DAYS_MAX }, 'until');
  }
  return await act(tx, item, input, (actId) =>
    markLater(tx.db, actId, [item.itemId], until, input.reason),
  );
}

// ── people and rows ─────────────────────────────────────────────────────────────────────────────

async function decidePlainly(
  tx: Context,
  item: ItemToDecide,
  input: DecideInput,
): Promise<Decided> {
  const { decision } = input;
  assert(decision !== 'later', 'put off before');
  const personId = decision === 'accept' ? await whomToLink(tx, item, input) : null;
  const [struck, ...others] = strikeOut(item, input);
  if (decision === 'reject' && item.kind === 'doubtfulMatch' && struck && others.length > 0) {
    const evidence = {
      ...item.evidence,
      candidates: others,
      struck: [...item.evidence.struck, struck],
    };
    return await act(tx, item, input, (actId) =>
      replaceEvidence(tx.db, actId, item.itemId, evidence),
    );
  }
  return await act(tx, item, input, async (actId) => {
    if (personId !== null) await nameCandidate(tx, actId, item, personId);
    await markDecided(tx.db, actId, [item.itemId], {
      decision,
      personIds: [personId],
      at: tx.now().toString(),
      by: tx.who.name,
      reason: input.reason,
    });
    if (item.counterpartId !== null && item.kind === 'inOtherPlace' && decision !== 'new') {
      await answerCounterpart(tx, actId, item.counterpartId, decision);
    }
  });
}

/** The candidate that a rejection is about first, then those that remain. */
function strikeOut(item: ItemToDecide, input: DecideInput) {
  const { candidates } = item.evidence;
  const about = candidates.find((one) => one.personId === input.personId) ?? candidates[0];
  return about ? [about, ...candidates.filter((one) => one !== about)] : [];
}

/** Somebody found by hand stands among the candidates from then on, weighed like them. */
async function nameCandidate(
  tx: Context,
  actId: ActId,
  item: ItemToDecide,
  personId: number,
): Promise<void> {
  const { candidates } = item.evidence;
  if (KIND_RULES[item.kind].effect !== 'link') return;
  if (candidates.some((one) => one.personId === personId)) return;
  const found: Candidate = { personId, bits: null, levels: null, nameWeight: null, rule: null };
  const [weighed] = await weighCandidates(tx, item, [found]);
  const evidence = { ...item.evidence, candidates: [weighed ?? found, ...candidates] };
  await replaceEvidence(tx.db, actId, item.itemId, evidence);
}

/**
 * Whom the row is linked to: the named person, else the best candidate; somebody the caller may see,
 * or whom the other place has confirmed. Items without a row link nobody.
 */
async function whomToLink(
  tx: Context,
  item: ItemToDecide,
  input: DecideInput,
): Promise<number | null> {
  if (KIND_RULES[item.kind].effect !== 'link') return item.personId;
  const personId = input.personId ?? item.evidence.candidates[0]?.personId;
  if (personId === undefined) refuse('review.candidate.missing', undefined, 'personId');
  const visible = await listPeopleNow(tx.db, [personId], today(tx));
  const isConfirmed =
    item.answer === 'accept' && item.evidence.candidates[0]?.personId === personId;
  if (!visible.has(personId) && !isConfirmed) refuse('review.candidate.elsewhere');
  return personId;
}

/** The finder hears yes or no; who and where stays with the other place. */
async function answerCounterpart(
  tx: Context,
  actId: ActId,
  counterpartId: ItemId,
  answer: 'accept' | 'reject',
): Promise<void> {
  await rememberItems(tx.db, actId, [counterpartId]);
  await setAnswer(tx.db, actId, counterpartId, answer);
}

// ── effects on the register ─────────────────────────────────────────────────────────────────────

async function decideMerge(tx: Context, item: ItemToDecide, input: DecideInput): Promise<Decided> {
  const { personId, otherPersonId } = item;
  if (personId === null || otherPersonId === null) refuse('review.candidate.missing');
  const survivorId = input.personId ?? personId;
  if (survivorId !== personId && survivorId !== otherPersonId) {
    refuse('review.candidate.missing', undefined, 'personId');
  }
  const loserId = survivorId === personId ? otherPersonId : personId;
  const command = { survivorId, loserId, choices: input.choices ?? {} };
  return await mergeRecords(tx, command, input.reason);
}

/** Ends the card named, by default the later begun, on the day the other begins (or is named). */
async function decideEndCard(
  tx: Context,
  item: ItemToDecide,
  input: DecideInput,
): Promise<Decided> {
  const { facts } = item.evidence;
  const person = item.personId;
  const factId = input.endFactId;
  if (person === null || factId === undefined) {
    refuse('review.card.missing', undefined, 'endFactId');
  }
  if (factId !== facts['factA'] && factId !== facts['factB']) {
    refuse('review.card.missing', undefined, 'endFactId');
  }
  const own = String(factId === facts['factA'] ? facts['fromA'] : facts['fromB']);
  const other = String(factId === facts['factA'] ? facts['fromB'] : facts['fromA']);
  const to = input.endOn ?? (other > own ? other : null);
  const command: CommandInput =
    to === null
      ? { kind: 'removeFact', person, fact: 'participation', factId }
      : { kind: 'endParticipation', person, factId, to };
  const recorded = await recordFacts(tx, { reason: requireReason(input) }, [command]);
  if (!recorded.ok) throw new Refusal(recorded.faults);
  return await settle(tx, item, input, recorded.value.entryId);
}

/** What the register writes says why. */
function requireReason(input: { reason: string }): string {
  if (input.reason.length < 3) refuse('review.reason.missing', undefined, 'reason');
  return input.reason;
}

/** Death is recorded only when a second person agrees. */
async function decideDeath(tx: Context, item: ItemToDecide, input: DecideInput): Promise<Decided> {
  if (item.kind !== 'insuredNotResident' && item.kind !== 'vanished') {
    refuse('review.decision.notAllowed');
  }
  const { diedOn } = input;
  if (item.personId === null || diedOn === undefined) refuse('review.candidate.missing');
  const proposal = await proposeWhenNeeded(tx, {
    action: 'recordDeath',
    subject: String(item.personId),
    placeId: item.placeId,
    payload: { personId: item.personId, on: diedOn, itemId: item.itemId },
    summary: { on: diedOn },
    personIds: [item.personId],
    reason: input.reason,
  });
  if (proposal !== null) return { actId: null, approvalId: proposal, entryId: null };
  return await recordDeathOf(tx, item, input);
}

export async function recordDeathOf(
  tx: Context,
  item: ItemToDecide,
  input: Pick<DecideInput, 'diedOn' | 'reason'>,
): Promise<Decided> {
  if (item.personId === null || input.diedOn === undefined) refuse('review.candidate.missing');
  const recorded = await recordFacts(tx, { reason: requireReason(input) }, [
    { kind: 'recordDeath', person: item.personId, on: input.diedOn },
  ]);
  if (!recorded.ok) throw new Refusal(recorded.faults);
  const decide = { decision: 'accept', reason: input.reason } as const;
  return await settle(tx, item, decide, recorded.value.entryId);
}

/** The register was changed: the item is decided by the same act. */
export async function settle(
  tx: Context,
  item: ItemToDecide,
  input: { decision: 'accept' | 'reject'; reason: string } | DecideInput,
  entryId: number,
): Promise<Decided> {
  const decision = input.decision === 'reject' ? 'reject' : 'accept';
  return await act(
    tx,
    item,
    { decision, reason: input.reason },
    (actId) =>
      markDecided(tx.db, actId, [item.itemId], {
        decision,
        personIds: [item.personId],
        at: tx.now().toString(),
        by: tx.who.name,
        reason: input.reason,
      }),
    entryId,
  );
}

/** One act on one item: as owner, with what stood before. */
async function act(
  tx: Context,
  item: ItemToDecide,
  input: Pick<DecideInput, 'decision' | 'reason'>,
  change: (actId: ActId) => Promise<void>,
  entryId: number | null = null,
): Promise<Decided> {
  return await asOwner(tx, async () => {
    const actId = await insertAct(tx.db, {
      kind: 'decide',
      at: tx.now().toString(),
      actorId: tx.who.userId,
      actorName: tx.who.name,
      decision: input.decision,
      reason: input.reason,
      rule: null,
      undoesActId: null,
    });
    await rememberItems(tx.db, actId, [item.itemId]);
    await change(actId);
    await teachLinkage(tx, [item.itemId]);
    await finishAct(tx.db, actId, 1, entryId);
    return { actId, approvalId: null, entryId };
  });
}

// ── who does it ─────────────────────────────────────────────────────────────────────────────────

/** Officers who decide the kind of an item in its place. */
export async function listAssignees(ctx: Context, itemId: ItemId): Promise<Officer[]> {
  return await inTransaction(ctx, async (tx) => {
    const [item] = await listItemsToDecide(tx.db, [itemId]);
    if (!item) refuse('review.item.notFound');
    return await listOfficers(tx, item.placeId, KIND_RULES[item.kind].roles);
  });
}

/** Gives items to an officer who decides them, to oneself, or to nobody (null). */
export async function assignItems(
  ctx: Context,
  itemIds: readonly ItemId[],
  userId: string | null,
): Promise<{ actId: ActId; items: number }> {
  return await inTransaction(ctx, async (tx) => {
    const items = await listItemsToDecide(tx.db, itemIds);
    if (items.length < new Set(itemIds).size) refuse('review.item.notFound');
    const holds = await rolesOver(
      tx,
      items.map((item) => item.placeId),
    );
    if (!items.every((item) => holds(item.placeId, KIND_RULES[item.kind].roles))) {
      refuse('review.item.forbidden');
    }
    const assignee = await findAssignee(tx, items, userId);
    return await asOwner(tx, async () => {
      const actId = await insertAct(tx.db, {
        kind: 'assign',
        at: tx.now().toString(),
        actorId: tx.who.userId,
        actorName: tx.who.name,
        decision: null,
        reason: '',
        rule: null,
        undoesActId: null,
      });
      await rememberItems(tx.db, actId, itemIds);
      await setAssignee(tx.db, actId, itemIds, assignee);
      await finishAct(tx.db, actId, items.length, null);
      return { actId, items: items.length };
    });
  });
}

async function findAssignee(
  tx: Context,
  items: readonly ItemToDecide[],
  userId: string | null,
): Promise<Officer | null> {
  if (userId === null) return null;
  if (userId === tx.who.userId) return { userId, name: tx.who.name };
  let assignee: Officer | null = null;
  for (const item of items) {
    const officers = await listOfficers(tx, item.placeId, KIND_RULES[item.kind].roles);
    assignee = officers.find((one) => one.userId === userId) ?? null;
    if (assignee === null) refuse('review.assignee.forbidden');
  }
  return assignee;
}
