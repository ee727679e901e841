/**
 * Merging two records of one person and taking a merge apart, as entries of the register. The loser's
 * facts are superseded and stated again under the survivor; both ids stay findable. Whether a second
 * person must agree is decided above (src/lists/review).
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Outcome, failure, refuse, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { type Draft, type PersonFacts, noFacts } from './facts.ts';
import { maskValues } from './mask.ts';
import { type MergeDecision, decideMerge } from './merge.ts';
import { writeUndo } from './ops.ts';
import { MANAGERS } from './permissions.ts';
import { checkPersonRights, loadDraft } from './preparing.ts';
import { countingResidenceOn } from './rules.ts';
import { holdsOn } from './spans.ts';
import {
  type MergeRow,
  endMerge,
  insertMerge,
  listFactIdsOfEntry,
  listMergesOf,
} from './sql-merge.ts';
import { collectTouched } from './sql-bulk.ts';
import { listDependents } from './sql-undo.ts';
import {
  listMemberSpells,
  listParticipations,
  listResidences,
  listStatuses,
  listVersions,
  lockWriters,
} from './sql.ts';
import type { EntryId, MergeChoices, PersonId } from './types.ts';
import { decideUnmerge } from './unmerge.ts';
import type { MergePreview, MergedPersons, UnmergePreview, UnmergedPersons } from './views.ts';
import { refuseViolations, writeDecision } from './writing.ts';

export interface MergeCommand {
  survivorId: PersonId;
  loserId: PersonId;
  choices?: MergeChoices;
}

// ── merge ───────────────────────────────────────────────────────────────────────────────────────

/** What the one record would be and what the merge does to the counts of today; nothing is written. */
export async function previewMerge(
  ctx: Context,
  command: MergeCommand,
): Promise<Outcome<MergePreview>> {
  return await inTransaction(ctx, async (tx) => {
    const prepared = await prepareMerge(tx, command);
    if (!prepared.ok) return prepared;
    const { before, decision } = prepared.value;
    const { survivorId, loserId } = command;
    return success({
      survivorId,
      loserId,
      fields: decision.fields.map(maskField),
      spells: decision.spells.map(({ fact, ...spell }) => ({
        ...spell,
        factId: fact.factId,
        from: fact.validFrom,
        to: fact.validTo,
        values: maskValues(valuesOf(fact)),
      })),
      warnings: decision.warnings,
      hasCards: [survivorId, loserId].some((id) => hasCard(before.people.get(id), today(tx))),
      counting: compareCounting(before, decision.after, [survivorId, loserId], today(tx)),
    });
  });
}

export async function mergePersons(
  ctx: Context,
  command: MergeCommand,
  reason: string,
): Promise<Outcome<MergedPersons>> {
  return await inTransaction(ctx, async (tx) => {
    await lockWriters(tx.db);
    const prepared = await prepareMerge(tx, command);
    if (!prepared.ok) return prepared;
    const { decision } = prepared.value;
    const { survivorId, loserId } = command;
    const entryId = await asOwner(tx, async () => {
      const written = await writeDecision(tx, { kind: 'merge', reason }, '', decision, NO_NEW);
      await insertMerge(tx.db, written, loserId, survivorId);
      return written;
    });
    const { added, superseded, warnings } = decision;
    return success({
      entryId,
      survivorId,
      loserId,
      added: added.length,
      superseded: superseded.length,
      warnings,
    });
  });
}

const NO_NEW = { people: {}, households: {} };

async function prepareMerge(
  tx: Context,
  { survivorId, loserId, choices = {} }: MergeCommand,
): Promise<Outcome<{ before: Draft; decision: MergeDecision }>> {
  const personIds = [survivorId, loserId];
  const refused = await checkPersonRights(tx, personIds, MANAGERS);
  if (refused !== null) return failure(refused);
  const before = await asOwner(tx, () =>
    loadDraft(tx.db, { personIds, householdIds: [], placeIds: [] }),
  );
  const decision = decideMerge({ before, survivorId, loserId, choices, today: today(tx) });
  return decision.ok ? success({ before, decision: decision.value }) : decision;
}

function maskField(field: MergeDecision['fields'][number]): MergePreview['fields'][number] {
  const shown = (value: string | null): string | null => {
    const masked = maskValues({ [field.field]: value })[field.field];
    return typeof masked === 'string' ? masked : null;
  };
  const { survivor, loser, result } = field;
  return { ...field, survivor: shown(survivor), loser: shown(loser), result: shown(result) };
}

function valuesOf(fact: object): Record<string, string | number | boolean | null> {
  const {
    factId: _id,
    validFrom: _from,
    validTo: _to,
    ...values
  } = fact as Record<string, string | number | boolean | null>;
  return values;
}

function hasCard(facts: PersonFacts | undefined, day: IsoDate): boolean {
  return facts?.participations.some((card) => card.validTo === null || card.validTo > day) ?? false;
}

/** By place: people and insured people more or less on that day. */
function compareCounting(
  before: Draft,
  after: Draft,
  personIds: readonly PersonId[],
  day: IsoDate,
): MergePreview['counting'] {
  const sums = new Map<number, { people: number; insured: number }>();
  const count = (draft: Draft, sign: 1 | -1): void => {
    for (const id of personIds) {
      const facts = draft.people.get(id);
      const home = facts && countingResidenceOn(facts.residences, day);
      if (!facts || !home) continue;
      const sum = sums.get(home.placeId) ?? { people: 0, insured: 0 };
      const isInsured = facts.participations.some((card) => holdsOn(card, day));
      sum.people += sign;
      sum.insured += isInsured ? sign : 0;
      sums.set(home.placeId, sum);
    }
  };
  count(before, -1);
  count(after, 1);
  return [...sums]
    .map(([placeId, sum]) => ({ placeId, ...sum }))
    .filter((sum) => sum.people !== 0 || sum.insured !== 0);
}

// ── unmerge ─────────────────────────────────────────────────────────────────────────────────────

/** What would go back to the loser, and which later writes stay; null when there is no merge. */
export async function previewUnmerge(
  ctx: Context,
  loserId: PersonId,
): Promise<UnmergePreview | null> {
  return await inTransaction(ctx, async (tx) => {
    if ((await listMergesOf(tx.db, [loserId])).every((row) => row.loserId !== loserId)) return null;
    const merge = await getMerge(tx, loserId);
    return await asOwner(tx, async () => {
      const { loserThen, decision } = await decideApart(tx, merge);
      const { personId: _id, ...parts } = loserThen;
      const goesBack = Object.values(parts).reduce((sum, rows) => sum + rows.length, 0);
      const laterEntries = await listDependents(tx.db, merge.mergedBy);
      return {
        loserId,
        survivorId: merge.survivorId,
        entryId: merge.mergedBy,
        goesBack,
        stays: decision.stays,
        laterEntries,
      };
    });
  });
}

/**
 * The loser is a person of his own again. While nothing was built on the merge this is its exact
 * undo; else what was written since stays with the survivor.
 */
export async function unmergePersons(
  ctx: Context,
  loserId: PersonId,
  reason: string,
): Promise<UnmergedPersons> {
  return await inTransaction(ctx, async (tx) => {
    await lockWriters(tx.db);
    const merge = await getMerge(tx, loserId);
    return await asOwner(tx, async () => {
      const { survivorId, mergedBy } = merge;
      const dependents = await listDependents(tx.db, mergedBy);
      if (dependents.length === 0) {
        const { entryId } = await writeUndo(tx, mergedBy, { kind: 'unmerge', reason });
        return { entryId, survivorId, loserId, stays: 0 };
      }
      const { decision } = await decideApart(tx, merge);
      const whole = { ...decision, warnings: [] };
      const entryId = await writeDecision(tx, { kind: 'unmerge', reason }, '', whole, NO_NEW);
      await endMerge(tx.db, entryId, loserId);
      await collectTouched(tx.db, entryId);
      await refuseViolations(tx.db, entryId, 'touched');
      return { entryId, survivorId, loserId, stays: decision.stays };
    });
  });
}

/** The merge of a loser the caller may take apart; one merged further must be unmerged there first. */
async function getMerge(tx: Context, loserId: PersonId): Promise<MergeRow> {
  const [merge] = (await listMergesOf(tx.db, [loserId])).filter((row) => row.loserId === loserId);
  if (!merge) refuse('registry.merge.notFound');
  const refused = await checkPersonRights(tx, [merge.survivorId], MANAGERS);
  if (refused !== null) refuse(refused);
  if (merge.recordedFrom !== merge.mergedBy) await refuseMergedOn(tx, merge);
  return merge;
}

/** A → B, then B → C: A comes apart only after B. An undone unmerge also begins later, and may. */
async function refuseMergedOn(tx: Context, merge: MergeRow): Promise<void> {
  const all = await asOwner(tx, () => listMergesOf(tx.db, [merge.survivorId]));
  const later = all.find(
    (row) => row.loserId !== merge.loserId && row.recordedFrom === merge.recordedFrom,
  );
  if (later && later.mergedBy === later.recordedFrom) {
    refuse('registry.unmerge.mergedOn', { personId: later.loserId });
  }
}

async function decideApart(tx: Context, merge: MergeRow) {
  const { survivorId, loserId, mergedBy } = merge;
  const then = mergedBy - 1;
  const before = await loadDraft(tx.db, {
    personIds: [survivorId, loserId],
    householdIds: [],
    placeIds: [],
  });
  const survivorThen = await readFactsAt(tx, survivorId, then);
  const loserThen = await readFactsAt(tx, loserId, then);
  const written = await listFactIdsOfEntry(tx.db, survivorId, mergedBy);
  const mergedFactIds = new Set(written);
  const decision = decideUnmerge({ before, survivorThen, loserThen, mergedFactIds });
  return { loserThen, decision };
}

async function readFactsAt(tx: Context, personId: PersonId, known: EntryId): Promise<PersonFacts> {
  const ids = [personId];
  const bare = <T extends { recordedFrom: number; recordedTo: number | null }>(rows: T[]) =>
    rows.map(({ recordedFrom: _from, recordedTo: _to, ...fact }) => fact);
  return {
    ...noFacts(personId),
    versions: bare(await listVersions(tx.db, ids, known)),
    residences: bare(await listResidences(tx.db, ids, known)),
    memberSpells: bare(await listMemberSpells(tx.db, ids, known)),
    statuses: bare(await listStatuses(tx.db, ids, known)),
    participations: bare(await listParticipations(tx.db, ids, known)),
  };
}

// ── ids ─────────────────────────────────────────────────────────────────────────────────────────

/** Whom each id names now: the survivor of a merge, else itself. */
export async function resolveMerged(
  ctx: Context,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, PersonId>> {
  return await inTransaction(ctx, async (tx) => {
    const merges = await asOwner(tx, () => listMergesOf(tx.db, personIds));
    const survivors = new Map(merges.map((row) => [row.loserId, row.survivorId]));
    return new Map(personIds.map((id) => [id, survivors.get(id) ?? id]));
  });
}
