/**
 * Writes to the register. Every write is one entry in one transaction: who, when, why, from what.
 * Writers take turns, so the order of entries is the order of commits; readers are never held up.
 * What changed is told to `listeners.factsRecorded` in the same transaction.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assert } from '../kernel/assert.ts';
import { type Outcome, failure, failures, refuse, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import { type Decision, decideFacts } from './decide.ts';
import type { FactChange } from './facts.ts';
import { type Named, type Rights, checkRights, loadDraft, namedIn, placeOf } from './preparing.ts';
import { refreshPeople, refreshTouched } from './search-rows.ts';
import {
  FACT_TABLES,
  analyzeRegister,
  collectTouched,
  dropIndexes,
  hasPeople,
  insertTouchedPlaces,
  supersedeMany,
} from './sql-bulk.ts';
import {
  type ViolationRow,
  listStaleSearchRows,
  listUnknownPlaces,
  listViolations,
} from './sql-checks.ts';
import {
  findEntryByKey,
  finishEntry,
  insertEntry,
  insertEntryPlaces,
  insertFacts,
  listNumberBearers,
  lockWriters,
  ownerColumn,
  supersedeFacts,
  takeIds,
} from './sql.ts';
import {
  BULK_COLUMNS,
  type BulkSources,
  type BulkSuperseded,
  COMMANDS_MAX,
  type Command,
  type CommandInput,
  type EntryId,
  type EntryKind,
  type FactTable,
  type Warning,
  commandSchema,
} from './types.ts';

export interface EntryMeta {
  kind?: EntryKind;
  /** why, in words; never empty */
  reason: string;
  /** list, file or document the facts come from */
  source?: string | null;
  /** the same key again answers what the first call answered, and writes nothing */
  idempotencyKey?: string;
  /** loads of the system only: when it is said to have been recorded (demo data); never runs back */
  recordedAt?: Temporal.Instant;
}

export interface RecordedFacts {
  entryId: EntryId;
  /** the idempotency key was known: nothing was written now */
  repeated: boolean;
  /** `new:…` → id */
  people: Record<string, number>;
  households: Record<string, number>;
  added: number;
  superseded: number;
  warnings: Warning[];
}

export interface FactsPreview {
  added: FactChange[];
  superseded: FactChange[];
  warnings: Warning[];
}

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
    const written = await asOwner(tx, () =>
      writeDecision(tx, meta, contentHash, decision.value, named),
    );
    return success({ ...written, repeated: false, ...named });
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
    return success({ added, superseded, warnings });
  });
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
  const found = await findEntryByKey(tx.db, meta.idempotencyKey);
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
  const { added, superseded } = decision.value;
  if (added.length + superseded.length === 0) return failure('registry.nothingChanges');
  const shared = await warnOfSharedNumbers(tx, added);
  return success({ ...decision.value, warnings: [...decision.value.warnings, ...shared] });
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

function splitIds(
  commands: readonly Command[],
  ids: ReadonlyMap<string, number>,
): Pick<RecordedFacts, 'people' | 'households'> {
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

type Written = Pick<RecordedFacts, 'entryId' | 'added' | 'superseded' | 'warnings'>;

async function writeDecision(
  tx: Context,
  meta: EntryMeta,
  contentHash: string,
  decision: Decision,
  named: Pick<RecordedFacts, 'people' | 'households'>,
): Promise<Written> {
  const { db } = tx;
  const entryId = await openEntry(tx, meta, contentHash);
  for (const table of FACT_TABLES) {
    const gone = factsOf(decision.superseded, table);
    const keys = gone.map((fact) => [ownerOf(table, fact), fact.factId ?? 0] as const);
    const ended = keys.length === 0 ? 0 : await supersedeFacts(db, table, entryId, keys);
    assert(ended === keys.length, `superseded ${ended} of ${keys.length} facts of ${table}`);
    const added = factsOf(decision.added, table);
    if (added.length > 0) await insertFacts(db, table, entryId, added);
  }
  const personIds = touchedPeople(decision);
  await refreshPeople(db, personIds);
  await insertEntryPlaces(db, entryId, personIds, touchedPlaces(decision));
  const done = { added: decision.added.length, superseded: decision.superseded.length };
  const { warnings } = decision;
  await finishEntry(db, entryId, {
    people: personIds.length,
    rowsAdded: done.added,
    rowsSuperseded: done.superseded,
    result: meta.idempotencyKey === undefined ? null : { ...named, warnings },
  });
  await tx.listeners.factsRecorded(tx, entryId);
  return { entryId, ...done, warnings };
}

function factsOf(changes: readonly FactChange[], table: FactTable): FactChange['fact'][] {
  return changes.filter((change) => change.table === table).map((change) => change.fact);
}

function ownerOf(table: FactTable, fact: FactChange['fact']): number {
  const owners = fact as Partial<Record<'personId' | 'householdId' | 'placeId', number>>;
  const column = ownerColumn(table);
  const owner =
    column === 'person_id'
      ? owners.personId
      : column === 'household_id'
        ? owners.householdId
        : owners.placeId;
  assert(owner !== undefined, `a fact of ${table} without owner`);
  return owner;
}

function touchedPeople(decision: Decision): number[] {
  const changes = [...decision.superseded, ...decision.added];
  const ids = changes.flatMap(({ fact }) => ('personId' in fact ? [fact.personId] : []));
  return [...new Set(ids)];
}

function touchedPlaces(decision: Decision): number[] {
  const changes = [...decision.superseded, ...decision.added];
  const ids = changes.flatMap(({ fact }) => ('placeId' in fact ? [fact.placeId] : []));
  return [...new Set(ids)];
}

async function openEntry(
  tx: Context,
  meta: EntryMeta,
  contentHash: string | null,
  undoesEntryId: EntryId | null = null,
): Promise<EntryId> {
  assert(meta.reason.trim() !== '', 'every entry says why');
  const mayBackdate = tx.who.kind === 'system';
  assert(mayBackdate || !meta.recordedAt, 'only the system states when something was recorded');
  return await insertEntry(tx.db, {
    recordedAt: (meta.recordedAt ?? tx.now()).toString(),
    actorId: tx.who.userId,
    actorName: tx.who.name,
    kind: meta.kind ?? 'record',
    reason: meta.reason,
    source: meta.source ?? null,
    undoesEntryId,
    idempotencyKey: meta.idempotencyKey ?? null,
    contentHash,
  });
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
 * invariants, unknown places and unknown facts refuse the whole (`Refusal`).
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
      const people = await collectTouched(db, entryId);
      await refreshLoaded(db, empty);
      await refuseViolations(db, entryId, empty ? 'all' : 'touched');
      await insertTouchedPlaces(db, entryId);
      const rowsAdded = Object.values(rows).reduce((sum, count) => sum + count, 0);
      await finishEntry(db, entryId, { people, rowsAdded, rowsSuperseded: gone, result: null });
      if (empty) await analyzeRegister(db);
      await tx.listeners.factsRecorded(tx, entryId);
      return { entryId, people, rows, superseded: gone };
    }),
  );
}

async function supersedeSources(
  db: Database,
  entryId: EntryId,
  superseded: BulkSuperseded,
): Promise<number> {
  let sum = 0;
  for (const table of FACT_TABLES) {
    const keys = superseded[table];
    if (!keys) continue;
    const { asked, done } = await supersedeMany(db, table, entryId, keys);
    if (asked !== done) refuse('registry.fact.stale', { table, missing: asked - done });
    sum += done;
  }
  return sum;
}

async function copySources(
  db: Database,
  entryId: EntryId,
  sources: BulkSources,
  empty: boolean,
): Promise<Partial<Record<FactTable, number>>> {
  const restore = empty ? await dropIndexes(db, FACT_TABLES) : null;
  const rows: Partial<Record<FactTable, number>> = {};
  for (const table of FACT_TABLES) {
    const source = sources[table];
    if (!source) continue;
    const columns = ['recorded_from', ...BULK_COLUMNS[table]];
    rows[table] = await copyIn(db, `registry.${table}`, columns, withEntry(source, entryId));
  }
  await restore?.();
  return rows;
}

async function* withEntry<Row extends readonly unknown[]>(
  source: AsyncIterable<Row> | Iterable<Row>,
  entryId: EntryId,
): AsyncGenerator<readonly [number, ...Row]> {
  for await (const row of source) yield [entryId, ...row];
}

async function refreshLoaded(db: Database, empty: boolean): Promise<void> {
  const restore = empty ? await dropIndexes(db, ['person']) : null;
  await refreshTouched(db, { empty });
  await restore?.();
}

async function refuseViolations(
  db: Database,
  entryId: EntryId,
  scope: 'touched' | 'all',
): Promise<void> {
  const [unknown] = await listUnknownPlaces(db, entryId);
  if (unknown !== undefined) refuse('registry.place.unknown', { placeId: unknown });
  const [broken] = await listViolations(db, scope);
  if (broken) refuse(`registry.violation.${broken.code}`, { id: broken.ownerId });
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
