/** Steps that write an entry and its facts; each runs inside the writer's transaction, as owner. */
import { assert } from '../kernel/assert.ts';
import { refuse } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type { Decision } from './decide.ts';
import type { FactChange } from './facts.ts';
import { recountWhenGrown, refreshPeople, refreshTouched } from './search-rows.ts';
import {
  FACT_TABLES,
  analyzeRegister,
  dropIndexes,
  insertFrom,
  supersedeMany,
} from './sql-bulk.ts';
import { type CheckScope, listUnknownPlaces, listViolations } from './sql-checks.ts';
import {
  finishEntry,
  insertEntry,
  insertEntryPlaces,
  insertFacts,
  ownerColumn,
  supersedeFacts,
} from './sql.ts';
import {
  BULK_COLUMNS,
  type BulkSources,
  type BulkSuperseded,
  type EntryId,
  type EntryKind,
  type FactTable,
} from './types.ts';

export interface EntryMeta {
  kind?: EntryKind;
  /** why, in words; never empty */
  reason: string;
  /** list, file or document the facts come from */
  source?: string | null;
  /** the same key again answers what the first call answered, and writes nothing */
  idempotencyKey?: string;
  /** of the system only: when it is said to have been recorded (demo data); never runs back */
  recordedAt?: Temporal.Instant;
}

export interface NewIds {
  /** `new:…` → id */
  people: Record<string, number>;
  households: Record<string, number>;
}

export async function writeDecision(
  tx: Context,
  meta: EntryMeta,
  contentHash: string,
  decision: Decision,
  named: NewIds,
): Promise<EntryId> {
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
  if (entryId % RECOUNT_EVERY === 0) await recountWhenGrown(db);
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
  return entryId;
}

/** A key is its sender's own: nobody meets the answer to somebody else's call. */
export function keyOf(tx: Context, idempotencyKey: string): string {
  return `${tx.who.userId}:${idempotencyKey}`;
}

/** Entries between two looks at whether the counts of the search are out of date. */
const RECOUNT_EVERY = 500;

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

export async function openEntry(
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
    idempotencyKey: meta.idempotencyKey === undefined ? null : keyOf(tx, meta.idempotencyKey),
    contentHash,
  });
}

export async function supersedeSources(
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

export async function copySources(
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
    rows[table] =
      'statement' in source
        ? await insertFrom(db, table, entryId, source)
        : await copyIn(db, `registry.${table}`, columns, withEntry(source, entryId));
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

export async function refreshLoaded(db: Database, empty: boolean): Promise<void> {
  const restore = empty ? await dropIndexes(db, ['person']) : null;
  await refreshTouched(db, { empty });
  await restore?.();
  if (empty) await analyzeRegister(db);
  await recountWhenGrown(db);
}

export async function refuseViolations(
  db: Database,
  entryId: EntryId,
  scope: CheckScope,
): Promise<void> {
  const [unknown] = await listUnknownPlaces(db, entryId);
  if (unknown !== undefined) refuse('registry.place.unknown', { placeId: unknown });
  const [broken] = await listViolations(db, scope);
  if (broken) refuse(`registry.violation.${broken.code}`, { id: broken.ownerId });
}
