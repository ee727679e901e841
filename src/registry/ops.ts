/**
 * Writes to the register. Every write is one entry in one transaction: who, when, why, from what.
 * Writers take turns, so the order of entries is the order of commits; readers are never held up.
 * What changed is told to `listeners.factsRecorded` in the same transaction.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assert } from '../kernel/assert.ts';
import { type Outcome, Refusal, failure, failures, refuse, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { type Decision, decideFacts } from './decide.ts';
import type { FactChange } from './facts.ts';
import { followMoves } from './household-place.ts';
import { maskValues } from './mask.ts';
import { type Named, type Rights, checkRights, loadDraft, namedIn, placeOf } from './preparing.ts';
import {
  FACT_TABLES,
  collectTouched,
  hasPeople,
  insertTouchedPlaces,
  raiseCounters,
} from './sql-bulk.ts';
import { type ViolationRow, listStaleSearchRows, listViolations } from './sql-checks.ts';
import { followMoved } from './sql-household-place.ts';
import { undoMerges } from './sql-merge.ts';
import { bringBack, endIntroduced, listDependents } from './sql-undo.ts';
import {
  countEntryPlaces,
  findEntry,
  findEntryByKey,
  finishEntry,
  listEntriesById,
  listNumberBearers,
  lockWriters,
  takeIds,
} from './sql.ts';
import {
  type BulkSources,
  type BulkSuperseded,
  COMMANDS_MAX,
  type Command,
  type CommandInput,
  type EntryId,
  type FactTable,
  type Warning,
  commandSchema,
} from './types.ts';
import {
  type EntryMeta,
  type NewIds,
  copySources,
  keyOf,
  openEntry,
  refreshLoaded,
  refuseViolations,
  supersedeSources,
  writeDecision,
} from './writing.ts';

import type { FactChangeView, FactsPreview, RecordedFacts, UndoneEntry } from './views.ts';

export type { EntryMeta } from './writing.ts';

// ── single writes ───────────────────────────────────────────────────────────────────────────────

/**
 * Commands of one write, all or none. Faults name the command (`commands.3`); `registry.fact.stale`
 * = somebody superseded the fact meanwhile.
 */
export async function recordFacts(
  ctx: Context,
  meta: EntryMeta,
  commands: readonly CommandInput[],
): Promise<Outcome<RecordedFacts>> {
  const parsed = z.array(commandSchema).max(COMMANDS_MAX).parse(commands);
  return await inTransaction(ctx, async (tx) => {
    await lockWriters(tx.db);
    const contentHash = hashOf([meta.reason, parsed]);
    const repeated = await findRepeated(tx, meta, contentHash);
    if (repeated) return repeated;
    const prepared = await prepare(tx, parsed);
    if (!prepared.ok) return prepared;
    const ids = await giveIds(tx, parsed, prepared.value.rights);
    const decision = await decide(tx, parsed, prepared.value, ids);
    if (!decision.ok) return decision;
    const named = splitIds(parsed, ids);
    const { added, superseded, warnings } = decision.value;
    const entryId = await asOwner(tx, () =>
      writeDecision(tx, meta, contentHash, decision.value, named),
    );
    const counts = { added: added.length, superseded: superseded.length };
    return success({ entryId, repeated: false, ...named, ...counts, warnings });
  });
}

/** What `recordFacts` would write and warn of; nothing is written. New ones have negative ids. */
export async function previewFacts(
  ctx: Context,
  commands: readonly CommandInput[],
): Promise<Outcome<FactsPreview>> {
  const parsed = z.array(commandSchema).max(COMMANDS_MAX).parse(commands);
  return await inTransaction(ctx, async (tx) => {
    const prepared = await prepare(tx, parsed);
    if (!prepared.ok) return prepared;
    const ids = new Map(newNames(parsed).map((name, at) => [name, -1 - at]));
    const decision = await decide(tx, parsed, prepared.value, ids);
    if (!decision.ok) return decision;
    const { added, superseded, warnings } = decision.value;
    const changes = [
      ...superseded.map((change) => viewOf('superseded', change)),
      ...added.map((change) => viewOf('added', change)),
    ];
    return success({ changes, warnings });
  });
}

function viewOf(change: 'added' | 'superseded', { table, fact }: FactChange): FactChangeView {
  const { factId, validFrom, validTo, ...values } = fact;
  return { change, table, factId, from: validFrom, to: validTo, values: maskValues(values) };
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

async function findRepeated(
  tx: Context,
  meta: EntryMeta,
  contentHash: string,
): Promise<Outcome<RecordedFacts> | null> {
  if (meta.idempotencyKey === undefined) return null;
  const found = await findEntryByKey(tx.db, keyOf(tx, meta.idempotencyKey));
  if (!found) return null;
  if (found.contentHash !== contentHash) return failure('registry.idempotencyKey.conflict');
  const { people, households, warnings } = found.result as unknown as RecordedFacts;
  return success({
    entryId: found.entryId,
    repeated: true,
    people,
    households,
    added: found.rowsAdded,
    superseded: found.rowsSuperseded,
    warnings,
  });
}

interface Prepared {
  named: Named;
  rights: Rights;
}

async function prepare(tx: Context, commands: readonly Command[]): Promise<Outcome<Prepared>> {
  const names = newNames(commands);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return failure('registry.reference.twice', { name: twice });
  const named = namedIn(commands);
  const rights = await checkRights(tx, commands, named, today(tx));
  return rights.faults.length > 0 ? failures(rights.faults) : success({ named, rights });
}

async function decide(
  tx: Context,
  commands: readonly Command[],
  prepared: Prepared,
  ids: ReadonlyMap<string, number>,
): Promise<Outcome<Decision>> {
  const before = await asOwner(tx, () => loadDraft(tx.db, prepared.named));
  const decision = decideFacts({ before, commands, ids, today: today(tx) });
  if (!decision.ok) return decision;
  const { added, superseded, warnings } = decision.value;
  if (added.length + superseded.length === 0) return failure('registry.nothingChanges');
  const shared = await warnOfSharedNumbers(tx, added);
  const following = await followMoves(tx, decision.value);
  return success({
    ...decision.value,
    added: [...added, ...following.added],
    superseded: [...superseded, ...following.superseded],
    warnings: [...warnings, ...shared],
  });
}

/** The number stands with another person too; who that is stays hidden from those without sight. */
async function warnOfSharedNumbers(tx: Context, added: readonly FactChange[]): Promise<Warning[]> {
  const versions = added.flatMap((change) =>
    change.table === 'person_version' && 'fullName' in change.fact ? [change.fact] : [],
  );
  const numbersOf = (field: 'nationalId' | 'socialInsuranceNumber'): string[] =>
    versions.flatMap((version) => version[field] ?? []);
  const bearers = await asOwner(tx, () =>
    listNumberBearers(tx.db, numbersOf('nationalId'), numbersOf('socialInsuranceNumber')),
  );
  const warnings: Warning[] = [];
  for (const version of versions) {
    for (const field of ['nationalId', 'socialInsuranceNumber'] as const) {
      const others = bearers.filter(
        (bearer) => bearer[field] === version[field] && bearer.personId !== version.personId,
      );
      if (version[field] === null || others.length === 0) continue;
      const params = { people: others.length };
      warnings.push({ code: 'numberShared', params, field, personId: version.personId });
    }
  }
  return warnings;
}

/** Names the commands give to new ones, in order. */
function newNames(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => {
    if (command.kind === 'addPerson') return [command.person];
    return command.kind === 'addHousehold' ? [command.household] : [];
  });
}

async function giveIds(
  tx: Context,
  commands: readonly Command[],
  rights: Rights,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const command of commands) {
    if (command.kind !== 'addPerson' && command.kind !== 'addHousehold') continue;
    const placeId = placeOf(command);
    const stated = command.kind === 'addPerson' ? command.provinceCode : undefined;
    const province = stated ?? rights.places.get(placeId ?? 0)?.provinceCode ?? NO_PROVINCE;
    const name = command.kind === 'addPerson' ? command.person : command.household;
    const allocate = command.kind === 'addPerson' ? allocatePersonIds : allocateHouseholdIds;
    if (!ids.has(name)) ids.set(name, await allocate(tx, Number(province), 1));
  }
  return ids;
}

/** Key of persons whose province is not known; no province has the code 00. */
const NO_PROVINCE = '00';

const IDS_A_PROVINCE = 10_000_000_000;

/** First of `count` consecutive new person ids: province code × 10^10 + sequence. */
export async function allocatePersonIds(
  tx: Context,
  provinceCode: number,
  count: number,
): Promise<number> {
  return await allocateIds(tx, 'person', provinceCode, count);
}

/** First of `count` consecutive new household ids, built as those of persons. */
export async function allocateHouseholdIds(
  tx: Context,
  provinceCode: number,
  count: number,
): Promise<number> {
  return await allocateIds(tx, 'household', provinceCode, count);
}

async function allocateIds(
  tx: Context,
  kind: 'person' | 'household',
  provinceCode: number,
  count: number,
): Promise<number> {
  assert(Number.isInteger(count) && count > 0, 'ids are given out in positive numbers');
  assert(provinceCode >= 0 && provinceCode < 1000, `no province code: ${provinceCode}`);
  const first = await asOwner(tx, () => takeIds(tx.db, kind, provinceCode, count));
  return provinceCode * IDS_A_PROVINCE + first;
}

function splitIds(commands: readonly Command[], ids: ReadonlyMap<string, number>): NewIds {
  const people: Record<string, number> = {};
  const households: Record<string, number> = {};
  for (const command of commands) {
    if (command.kind === 'addPerson') people[command.person] = ids.get(command.person) ?? 0;
    if (command.kind === 'addHousehold') {
      households[command.household] = ids.get(command.household) ?? 0;
    }
  }
  return { people, households };
}

// ── bulk ────────────────────────────────────────────────────────────────────────────────────────

export interface LoadedFacts {
  entryId: EntryId;
  people: number;
  rows: Partial<Record<FactTable, number>>;
  superseded: number;
}

/**
 * Many facts by COPY as one entry: all or nothing. Rows come in the order of `BULK_COLUMNS`; what
 * they replace is named by `superseded`. Into an empty register indexes are made afterwards. Broken
 * invariants, unknown places and unknown facts refuse the whole (`Refusal`). Whether the caller may
 * write to these places is for the caller to check.
 */
export async function loadFacts(
  ctx: Context,
  meta: EntryMeta,
  sources: BulkSources,
  superseded: BulkSuperseded = {},
): Promise<LoadedFacts> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const { db } = tx;
      await lockWriters(db);
      const entryId = await openEntry(tx, { kind: 'load', ...meta }, null);
      const empty = !(await hasPeople(db));
      const gone = await supersedeSources(db, entryId, superseded);
      const rows = await copySources(db, entryId, sources, empty);
      const followed = meta.kind === 'import' ? await followMoved(db, entryId) : NOBODY_FOLLOWED;
      const people = await collectTouched(db, entryId);
      await raiseCounters(db, entryId);
      await refreshLoaded(db, empty);
      await refuseViolations(db, entryId, empty ? 'all' : 'touched');
      await insertTouchedPlaces(db, entryId);
      const rowsAdded = Object.values(rows).reduce((sum, count) => sum + count, followed.added);
      const rowsSuperseded = gone + followed.superseded;
      await finishEntry(db, entryId, { people, rowsAdded, rowsSuperseded, result: null });
      await tx.listeners.factsRecorded(tx, entryId);
      return { entryId, people, rows, superseded: rowsSuperseded };
    }),
  );
}

/** Facts that are loaded say themselves where a household is. */
const NOBODY_FOLLOWED = { added: 0, superseded: 0 };

// ── undo ────────────────────────────────────────────────────────────────────────────────────────

/**
 * Restores what stood before an entry, by a new entry. Refused while later entries depend on it:
 * one fault each, newest last, at most 20 (`registry.undo.dependent`). Nothing is forgotten: reads
 * "as known at" any instant in between still see what was known then.
 */
export async function undoEntry(
  ctx: Context,
  entryId: EntryId,
  reason: string,
): Promise<UndoneEntry> {
  return await inTransaction(ctx, async (tx) => {
    await lockWriters(tx.db);
    const entry = await findEntry(tx.db, entryId);
    if (!entry) refuse('registry.entry.notFound');
    await refuseBeyondPlaces(tx, entryId);
    return await asOwner(tx, () => writeUndo(tx, entryId, { kind: 'undo', reason }));
  });
}

/** The steps of an undo, by whoever may: in the writer's transaction, as owner. */
export async function writeUndo(
  tx: Context,
  entryId: EntryId,
  meta: { kind: 'undo' | 'unmerge'; reason: string },
): Promise<UndoneEntry> {
  await refuseDependents(tx.db, await listDependents(tx.db, entryId));
  const undoId = await openEntry(tx, meta, null, entryId);
  const done = { ended: 0, broughtBack: 0 };
  for (const table of FACT_TABLES) {
    done.ended += await endIntroduced(tx.db, table, entryId, undoId);
    done.broughtBack += await bringBack(tx.db, table, entryId, undoId);
  }
  await undoMerges(tx.db, entryId, undoId);
  const people = await collectTouched(tx.db, undoId);
  const broken = await listViolations(tx.db, 'touched');
  await refuseDependents(
    tx.db,
    broken.map((row) => row.entryId).filter((id) => id !== undoId),
  );
  assert(broken.length === 0, `undo of ${entryId} would leave ${broken[0]?.code}`);
  await refreshLoaded(tx.db, false);
  await insertTouchedPlaces(tx.db, undoId);
  await finishEntry(tx.db, undoId, {
    people,
    rowsAdded: done.broughtBack,
    rowsSuperseded: done.ended,
    result: null,
  });
  await tx.listeners.factsRecorded(tx, undoId);
  return { entryId: undoId, people, ...done };
}

/** An entry that reached places outside the caller's is not his to undo, nor to know of. */
async function refuseBeyondPlaces(tx: Context, entryId: EntryId): Promise<void> {
  if (tx.who.kind === 'system') return;
  const mine = await countEntryPlaces(tx.db, entryId);
  const all = await asOwner(tx, () => countEntryPlaces(tx.db, entryId));
  if (mine === 0 || mine < all) refuse('registry.entry.notFound');
}

const DEPENDENTS_SHOWN_MAX = 20;

async function refuseDependents(db: Database, dependents: readonly EntryId[]): Promise<void> {
  if (dependents.length === 0) return;
  const ids = [...new Set(dependents)].sort((a, b) => a - b).slice(0, DEPENDENTS_SHOWN_MAX);
  const entries = await listEntriesById(db, ids);
  const [first, ...rest] = entries.map((entry) => ({
    code: 'registry.undo.dependent',
    params: {
      entryId: entry.entryId,
      recordedAt: entry.recordedAt,
      actorName: entry.actorName,
      reason: entry.reason,
    },
  }));
  if (first) throw new Refusal([first, ...rest]);
}

// ── proof ───────────────────────────────────────────────────────────────────────────────────────

export interface RegisterCheck {
  violations: ViolationRow[];
  /** persons whose search row does not say what the facts say */
  staleSearchRows: number[];
}

/** Looks for broken invariants in all current facts (at most 100 of a kind); reads everything. */
export async function checkRegister(ctx: Context): Promise<RegisterCheck> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => ({
      violations: await listViolations(tx.db, 'all'),
      staleSearchRows: await listStaleSearchRows(tx.db),
    })),
  );
}
