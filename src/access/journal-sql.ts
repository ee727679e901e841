/** SQL of the journal. Requests have no right on it: callers are owner here (see `asOwner`). */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { ChainEnd, JournalContent, JournalLink } from './journal-chain.ts';
import { CHAIN_START } from './journal-chain.ts';

/** Held to the end of the transaction: numbers follow commits, so the chain has no holes. */
const JOURNAL_LOCK = 84_200_003;

export interface JournalRow {
  seq: number;
  at: string;
  user_id: string;
  user_name: string;
  actor_kind: string;
  role: string | null;
  kind: string;
  action: string;
  unit_ids: number[];
  person_ids: number[];
  entry_id: number | null;
  reason: string;
  reason_salt: Buffer | null;
  reason_hash: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
}

export async function lockJournal(db: Database): Promise<ChainEnd> {
  await sql`select pg_advisory_xact_lock(${JOURNAL_LOCK}::bigint)`.execute(db);
  return await findChainEnd(db);
}

export async function findChainEnd(db: Database): Promise<ChainEnd> {
  const found = await sql<ChainEnd>`
    select seq, hash
    from access.journal
    order by seq desc
    limit 1`.execute(db);
  return found.rows[0] ?? CHAIN_START;
}

export async function insertJournal(db: Database, rows: readonly JournalLink[]): Promise<void> {
  const values = rows.map(
    (row) => sql`(
      ${row.seq}::bigint, ${row.at}::timestamptz, ${row.userId}, ${row.userName},
      ${row.actorKind}, ${row.role}, ${row.kind}, ${row.action},
      ${row.unitIds}::int[], ${row.personIds}::bigint[], ${row.entryId}::bigint, ${row.reason},
      ${row.reasonSalt}::bytea, ${row.reasonHash}::bytea,
      ${row.previousHash}::bytea, ${row.hash}::bytea)`,
  );
  await sql`
    insert into access.journal (
      seq, at, user_id, user_name,
      actor_kind, role, kind, action,
      unit_ids, person_ids, entry_id, reason,
      reason_salt, reason_hash,
      previous_hash, hash)
    values ${sql.join(values)}`.execute(db);
}

/** Rows after `seq` in the order of the chain. */
export async function listLinks(db: Database, seq: number, limit: number): Promise<JournalLink[]> {
  const found = await sql<JournalRow>`
    select seq, at, user_id, user_name, actor_kind, role, kind, action,
      unit_ids, person_ids, entry_id, reason, reason_salt, reason_hash, previous_hash, hash
    from access.journal
    where seq > ${seq}
    order by seq
    limit ${limit}`.execute(db);
  return found.rows.map((row) => ({
    ...contentOf(row),
    reasonSalt: row.reason_salt,
    reasonHash: row.reason_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
  }));
}

export async function findLinkHash(db: Database, seq: number): Promise<Buffer | undefined> {
  const found = await sql<{ hash: Buffer }>`
    select hash
    from access.journal
    where seq = ${seq}`.execute(db);
  return found.rows[0]?.hash;
}

export interface JournalFilter {
  /** rows that touch one of these places; null = all rows */
  placeIds: readonly number[] | null;
  userId?: string;
  personId?: number;
  kind?: string;
  action?: string;
  from?: IsoDate;
  /** first day no longer wanted */
  to?: IsoDate;
  /** rows before this number */
  before?: number;
  limit: number;
}

/** Newest first. */
export async function listJournalRows(
  db: Database,
  filter: JournalFilter,
): Promise<JournalContent[]> {
  const conditions = [
    filter.placeIds === null ? sql`true` : sql`unit_ids && ${filter.placeIds}::int[]`,
    filter.userId === undefined ? sql`true` : sql`user_id = ${filter.userId}`,
    filter.personId === undefined
      ? sql`true`
      : sql`person_ids @> array[${filter.personId}]::bigint[]`,
    filter.kind === undefined ? sql`true` : sql`kind = ${filter.kind}`,
    filter.action === undefined ? sql`true` : sql`action = ${filter.action}`,
    filter.from === undefined
      ? sql`true`
      : sql`at >= (${filter.from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
    filter.to === undefined
      ? sql`true`
      : sql`at < (${filter.to}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
    filter.before === undefined ? sql`true` : sql`seq < ${filter.before}`,
  ];
  const found = await sql<JournalRow>`
    select seq, at, user_id, user_name, actor_kind, role, kind, action,
      unit_ids, person_ids, entry_id, reason
    from access.journal
    where ${sql.join(conditions, sql` and `)}
    order by seq desc
    limit ${filter.limit}`.execute(db);
  return found.rows.map(contentOf);
}

function contentOf(row: JournalRow): JournalContent {
  return {
    seq: row.seq,
    at: row.at,
    userId: row.user_id,
    userName: row.user_name,
    actorKind: row.actor_kind,
    role: row.role,
    kind: row.kind,
    action: row.action,
    unitIds: row.unit_ids,
    personIds: row.person_ids,
    entryId: row.entry_id,
    reason: row.reason,
  };
}

/**
 * Blanks the words of rows: those that name one of the persons and hold one of the words, and those
 * that hold one of the numbers. Answers their numbers in the journal.
 */
export async function blankReasons(
  db: Database,
  about: { personIds: readonly number[]; words: readonly string[]; numbers: readonly string[] },
): Promise<number[]> {
  const done = await sql<{ seq: number }>`
    update access.journal j
    set reason = '', reason_salt = null
    where j.reason <> '' and (
      (j.person_ids && ${[...about.personIds]}::bigint[] and exists (
        select from unnest(${[...about.words]}::text[]) as word
        where strpos(lower(j.reason), lower(word)) > 0))
      or exists (
        select from unnest(${[...about.numbers]}::text[]) as number
        where strpos(j.reason, number) > 0))
    returning j.seq`.execute(db);
  return done.rows.map(({ seq }) => seq).sort((a, b) => a - b);
}
