/** Statements on senders, lists and their rows. The difference has `sql-compare.ts` and its own. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import { type CopyValue, copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type {
  ControlFigure,
  ListCounts,
  ListEffect,
  ListKind,
  ListMapping,
  ListOptions,
  ListState,
} from './types.ts';

// ── senders ─────────────────────────────────────────────────────────────────────────────────────

export interface SenderRow {
  senderId: number;
  unitId: number;
  name: string;
}

export async function findSenderByName(
  db: Database,
  name: string,
  unitId: number | null,
): Promise<SenderRow | undefined> {
  const found = await sql<SenderRow>`
    select sender_id as "senderId", unit_id as "unitId", name
    from lists.sender
    where kernel.fold(name) = kernel.fold(${name})
      and (${unitId}::int is null or unit_id = ${unitId})
    order by sender_id desc
    limit 1`.execute(db);
  return found.rows[0];
}

export async function insertSender(
  db: Database,
  sender: { unitId: number; name: string; at: string; actorName: string },
): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into lists.sender (unit_id, name, added_at, actor_name)
    values (${sender.unitId}, ${sender.name}, ${sender.at}, ${sender.actorName})
    returning sender_id as id`.execute(db);
  return inserted.rows[0]?.id ?? 0;
}

export interface SenderLine extends SenderRow {
  unitName: string;
  lists: number;
  lastListId: number | null;
  lastAsOf: IsoDate | null;
}

export async function listSenders(
  db: Database,
  query: { unitId: number | null; limit: number },
): Promise<SenderLine[]> {
  const found = await sql<SenderLine>`
    select s.sender_id as "senderId", s.unit_id as "unitId", s.name,
      coalesce(u.name, '') as "unitName", coalesce(l.lists, 0)::int as lists,
      l.last_id as "lastListId", l.last_as_of as "lastAsOf"
    from lists.sender s
    left join lateral (
      select count(*) as lists, max(list_id) as last_id,
        (array_agg(as_of order by list_id desc))[1] as last_as_of
      from lists.list
      where sender_id = s.sender_id and state <> 'abandoned'
    ) l on true
    left join lateral (${unitName(sql.ref('s.unit_id'))}) u on true
    where ${query.unitId}::int is null or s.unit_id = ${query.unitId}
    order by s.name, s.sender_id
    limit ${query.limit}`.execute(db);
  return found.rows;
}

function unitName(unitId: ReturnType<typeof sql.ref>) {
  return sql`
    select v.name
    from units.unit_version v
    where v.unit_id = ${unitId}
    order by v.valid_from desc
    limit 1`;
}

export async function keepLayout(
  db: Database,
  layout: { senderId: number; kind: ListKind; mapping: ListMapping; at: string; actorName: string },
): Promise<void> {
  await sql`
    insert into lists.layout (sender_id, kind, fingerprint, mapping, confirmed_at, actor_name)
    values (${layout.senderId}, ${layout.kind}, ${layout.mapping.fingerprint},
      ${JSON.stringify(layout.mapping)}::jsonb, ${layout.at}, ${layout.actorName})
    on conflict (sender_id, kind, fingerprint) do update
    set mapping = excluded.mapping, confirmed_at = excluded.confirmed_at,
      actor_name = excluded.actor_name`.execute(db);
}

export async function findLayout(
  db: Database,
  senderId: number,
  kind: ListKind,
  fingerprint: string,
): Promise<ListMapping | undefined> {
  const found = await sql<{ mapping: ListMapping }>`
    select mapping
    from lists.layout
    where sender_id = ${senderId} and kind = ${kind} and fingerprint = ${fingerprint}`.execute(db);
  return found.rows[0]?.mapping;
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────

export interface ListRow {
  listId: number;
  senderId: number;
  senderName: string;
  unitId: number;
  unitName: string;
  kind: ListKind;
  asOf: IsoDate;
  isFull: boolean;
  unknownPeople: 'add' | 'review';
  state: ListState;
  fileName: string;
  fileHash: string;
  fileBytes: number;
  firstFileHash: string;
  mapping: ListMapping | null;
  options: ListOptions;
  notes: Fault[];
  counts: Partial<ListCounts>;
  figures: ControlFigure[];
  effect: ListEffect | null;
  step: string | null;
  jobId: string | null;
  failure: Fault[] | null;
  comparedEntryId: number | null;
  isStale: boolean;
  entryIds: number[];
  actorId: string;
  actorName: string;
  createdAt: string;
  changedAt: string;
}

const LIST_COLUMNS = sql`
  l.list_id as "listId", l.sender_id as "senderId", s.name as "senderName", l.unit_id as "unitId",
  coalesce(u.name, '') as "unitName", l.kind, l.as_of as "asOf", l.is_full as "isFull",
  l.unknown_people as "unknownPeople", l.state, l.file_name as "fileName",
  l.file_hash as "fileHash", l.file_bytes as "fileBytes", l.first_file_hash as "firstFileHash",
  l.mapping, l.options, l.notes, l.counts, l.figures, l.effect, l.step, l.job_id as "jobId",
  l.failure, l.compared_entry_id as "comparedEntryId", l.is_stale as "isStale",
  l.entry_ids as "entryIds", l.actor_id as "actorId", l.actor_name as "actorName",
  l.created_at as "createdAt", l.changed_at as "changedAt"`;

const LIST_TABLES = sql`
  lists.list l
  join lists.sender s on s.sender_id = l.sender_id
  left join lateral (${unitName(sql.ref('l.unit_id'))}) u on true`;

export async function findList(db: Database, listId: number): Promise<ListRow | undefined> {
  const found = await sql<ListRow>`
    select ${LIST_COLUMNS}
    from ${LIST_TABLES}
    where l.list_id = ${listId}`.execute(db);
  return found.rows[0];
}

/** Waits for whoever works on the list, and lets nobody else until the transaction ends. */
export async function lockList(db: Database, listId: number): Promise<void> {
  await sql`select from lists.list where list_id = ${listId} for update`.execute(db);
}

export interface ListFilter {
  unitId: number | null;
  senderId: number | null;
  kind: ListKind | null;
  state: ListState | null;
  /** lists before this one */
  before: number | null;
  limit: number;
}

export async function listLists(db: Database, filter: ListFilter): Promise<ListRow[]> {
  const found = await sql<ListRow>`
    select ${LIST_COLUMNS}
    from ${LIST_TABLES}
    where (${filter.unitId}::int is null or l.unit_id = ${filter.unitId})
      and (${filter.senderId}::bigint is null or l.sender_id = ${filter.senderId})
      and (${filter.kind}::text is null or l.kind = ${filter.kind})
      and (${filter.state}::text is null or l.state = ${filter.state})
      and (${filter.before}::bigint is null or l.list_id < ${filter.before})
    order by l.list_id desc
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

/** The list of the same bytes, kind and unit that is not given up. */
export async function findSameFile(
  db: Database,
  unitId: number,
  kind: ListKind,
  fileHash: string,
): Promise<number | undefined> {
  const found = await sql<{ listId: number }>`
    select list_id as "listId"
    from lists.list
    where unit_id = ${unitId} and kind = ${kind} and file_hash = ${fileHash}
      and state not in ('abandoned', 'undone')`.execute(db);
  return found.rows[0]?.listId;
}

export async function insertList(
  db: Database,
  list: {
    senderId: number;
    unitId: number;
    kind: ListKind;
    asOf: IsoDate;
    isFull: boolean;
    unknownPeople: string;
    fileName: string;
    fileHash: string;
    fileBytes: number;
    options: ListOptions;
    actorId: string;
    actorName: string;
    at: string;
  },
): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into lists.list (sender_id, unit_id, kind, as_of, is_full, unknown_people, state,
      file_name, file_hash, file_bytes, first_file_hash, options, actor_id, actor_name, created_at,
      changed_at)
    values (${list.senderId}, ${list.unitId}, ${list.kind}, ${list.asOf}, ${list.isFull},
      ${list.unknownPeople}, 'uploaded', ${list.fileName}, ${list.fileHash}, ${list.fileBytes},
      ${list.fileHash}, ${JSON.stringify(list.options)}::jsonb, ${list.actorId},
      ${list.actorName}, ${list.at}, ${list.at})
    returning list_id as id`.execute(db);
  return inserted.rows[0]?.id ?? 0;
}

export interface ListChange {
  state?: ListState;
  mapping?: ListMapping | null;
  options?: ListOptions;
  notes?: readonly Fault[];
  figures?: readonly ControlFigure[];
  effect?: ListEffect | null;
  step?: string | null;
  jobId?: string | null;
  failure?: readonly Fault[] | null;
  comparedEntryId?: number | null;
  isStale?: boolean;
  entryIds?: readonly number[];
  file?: { name: string; hash: string; bytes: number };
  asOf?: IsoDate;
  isFull?: boolean;
  unknownPeople?: string;
  /** put beside the counts that are there */
  counts?: Partial<ListCounts>;
}

export async function updateList(
  db: Database,
  listId: number,
  at: string,
  change: ListChange,
): Promise<void> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
  const sets = [sql`changed_at = ${at}`];
  if (change.state !== undefined) sets.push(sql`state = ${change.state}`);
  if (change.mapping !== undefined) sets.push(sql`mapping = ${json(change.mapping)}`);
  if (change.options !== undefined) sets.push(sql`options = ${json(change.options)}`);
  if (change.notes !== undefined) sets.push(sql`notes = ${json(change.notes)}`);
  if (change.figures !== undefined) sets.push(sql`figures = ${json(change.figures)}`);
  if (change.effect !== undefined) {
    sets.push(change.effect === null ? sql`effect = null` : sql`effect = ${json(change.effect)}`);
  }
  if (change.step !== undefined) sets.push(sql`step = ${change.step}`);
  if (change.jobId !== undefined) sets.push(sql`job_id = ${change.jobId}`);
  if (change.failure !== undefined) {
    sets.push(
      change.failure === null ? sql`failure = null` : sql`failure = ${json(change.failure)}`,
    );
  }
  if (change.comparedEntryId !== undefined) {
    sets.push(sql`compared_entry_id = ${change.comparedEntryId}`);
  }
  if (change.isStale !== undefined) sets.push(sql`is_stale = ${change.isStale}`);
  if (change.entryIds !== undefined) sets.push(sql`entry_ids = ${change.entryIds}::bigint[]`);
  if (change.asOf !== undefined) sets.push(sql`as_of = ${change.asOf}`);
  if (change.isFull !== undefined) sets.push(sql`is_full = ${change.isFull}`);
  if (change.unknownPeople !== undefined) sets.push(sql`unknown_people = ${change.unknownPeople}`);
  if (change.file !== undefined) {
    sets.push(sql`file_name = ${change.file.name}`, sql`file_hash = ${change.file.hash}`);
    sets.push(sql`file_bytes = ${change.file.bytes}`);
  }
  if (change.counts !== undefined) sets.push(sql`counts = counts || ${json(change.counts)}`);
  await sql`
    update lists.list
    set ${sql.join(sets)}
    where list_id = ${listId}`.execute(db);
}

/** Lists a killed process left in the middle of a step. */
export async function listUnfinished(db: Database): Promise<number[]> {
  const found = await sql<{ listId: number }>`
    select list_id as "listId"
    from lists.list
    where step is not null
    order by list_id
    limit 1000`.execute(db);
  return found.rows.map((row) => row.listId);
}

/** Files no list needs any more, out of those named. */
export async function listNeededFiles(db: Database, hashes: readonly string[]): Promise<string[]> {
  const found = await sql<{ hash: string }>`
    select h.hash
    from unnest(${[...hashes]}::text[]) as h (hash)
    where exists (
      select from lists.list l
      where (l.file_hash = h.hash or l.first_file_hash = h.hash) and l.file_erased_at is null
    )`.execute(db);
  return found.rows.map((row) => row.hash);
}

export async function findLastEntryId(db: Database): Promise<number> {
  const found = await sql<{ id: number }>`
    select coalesce(max(entry_id), 0) as id from registry.entry`.execute(db);
  return found.rows[0]?.id ?? 0;
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────

export const ROW_COLUMNS = [
  'list_id',
  'row_no',
  'sheet',
  'line',
  'kind',
  'section',
  'full_name',
  'birth_date',
  'birth_precision',
  'sex',
  'national_id',
  'social_insurance_number',
  'place_id',
  'commune_id',
  'card_number',
  'category',
  'valid_from',
  'valid_to',
  'household_code',
  'head_name',
  'relation',
  'facility_code',
  'ethnicity_code',
  'phone',
  'address',
  'detail',
  'faults',
  'cells',
] as const;

export async function deleteRows(db: Database, listId: number): Promise<void> {
  await sql`delete from lists.change where list_id = ${listId}`.execute(db);
  await sql`delete from lists.decided where list_id = ${listId}`.execute(db);
  await sql`delete from lists.row where list_id = ${listId}`.execute(db);
}

/** Rows in the order of `ROW_COLUMNS`. */
export async function copyRows(
  db: Database,
  rows: AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  return await copyIn(db, 'lists.row', ROW_COLUMNS, rows);
}

/** From here on a plan made for a handful of rows is dear. */
export const ANALYZE_ROWS_MIN = 1_000;

/** What joins rows and links is planned by what is known of both. */
export async function analyzeLinks(db: Database, rows: number): Promise<void> {
  if (rows < ANALYZE_ROWS_MIN) return;
  await sql`
    analyze linkage.link (list_id, row_number, outcome, person_id, duplicate_of_row)`.execute(db);
}

export async function analyzeRows(db: Database, rows: number): Promise<void> {
  if (rows < ANALYZE_ROWS_MIN) return;
  await sql`
    analyze lists.row (list_id, row_no, kind, full_name, birth_date, national_id, place_id,
      commune_id, household_code)`.execute(db);
}

/** Villages and communes of a day with the commune they lie in. */
export async function listCommunes(
  db: Database,
  day: IsoDate,
): Promise<{ placeId: number; communeId: number }[]> {
  const found = await sql<{ placeId: number; communeId: number }>`
    select p.place_id as "placeId",
      case v.level when 'commune' then p.place_id
        else substr(subpath(p.path, -2, 1)::text, 2)::int end as "communeId"
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id and v.level in ('commune', 'village')
      and v.valid_from <= ${day} and (v.valid_to is null or ${day} < v.valid_to)
    where p.certain and nlevel(p.path) > 2
      and p.valid_from <= ${day} and (p.valid_to is null or ${day} < p.valid_to)
    order by p.place_id
    limit 1000000`.execute(db);
  return found.rows;
}

/** Places that lie in a unit, by the tree of a day. */
export async function listPlacesWithin(db: Database, path: string, on: IsoDate): Promise<number[]> {
  const found = await sql<{ placeId: number }>`
    select place_id as "placeId"
    from units.placement
    where path <@ ${path}::ltree and certain
      and valid_from <= ${on} and (valid_to is null or ${on} < valid_to)
    order by place_id
    limit 1000000`.execute(db);
  return found.rows.map((row) => row.placeId);
}
