/** Papers and their files. Writes run as owner; reads under row-level security. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { PaperKind, PaperSubject } from './types.ts';

export interface FileRow {
  hash: string;
  mediaType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  preview: Buffer | null;
}

export async function insertFile(
  db: Database,
  file: Omit<FileRow, 'preview'> & { preview: Uint8Array | null; at: string },
): Promise<void> {
  await sql`
    insert into papers.file (hash, media_type, bytes, width, height, preview, kept_at)
    values (${file.hash}, ${file.mediaType}, ${file.bytes}, ${file.width}, ${file.height},
      ${file.preview}, ${file.at})
    on conflict (hash) do nothing`.execute(db);
}

export interface PaperRow extends FileRow {
  paperId: number;
  kind: PaperKind;
  personId: number | null;
  householdId: number | null;
  itemId: number | null;
  entryId: number | null;
  datedOn: string | null;
  note: string;
  addedAt: string;
  actorId: string;
  actorName: string;
  removedAt: string | null;
  removedBy: string | null;
  removeReason: string | null;
}

const PAPERS_MAX = 200;

/** Newest first, removed ones last. Of a person also what hangs on records merged into his. */
export async function listPaperRows(db: Database, subject: PaperSubject): Promise<PaperRow[]> {
  const found = await sql<PaperRow>`
    select p.paper_id as "paperId", p.kind, p.person_id as "personId",
      p.household_id as "householdId", p.item_id as "itemId", p.entry_id as "entryId",
      p.dated_on as "datedOn", p.note, p.added_at as "addedAt", p.actor_id as "actorId",
      p.actor_name as "actorName", p.removed_at as "removedAt", p.removed_by as "removedBy",
      p.remove_reason as "removeReason", f.hash, f.media_type as "mediaType", f.bytes, f.width,
      f.height, f.preview
    from papers.paper p
    join papers.file f on f.hash = p.file_hash
    where ${hangsOn(subject)}
    order by p.removed_at is not null, p.paper_id desc
    limit ${PAPERS_MAX}`.execute(db);
  return found.rows;
}

function hangsOn({ kind, id }: PaperSubject) {
  if (kind === 'household') return sql`p.household_id = ${id}`;
  if (kind === 'item') return sql`p.item_id = ${id}`;
  return sql`(p.person_id = ${id} or p.person_id in (
    select m.loser_id from registry.person_merge m
    where m.survivor_id = ${id} and m.recorded_to is null))`;
}

export interface PaperInsert {
  fileHash: string;
  kind: PaperKind;
  personId: number | null;
  householdId: number | null;
  itemId: number | null;
  entryId: number | null;
  datedOn: string | null;
  note: string;
  at: string;
  actorId: string;
  actorName: string;
}

export async function insertPaper(db: Database, paper: PaperInsert): Promise<number> {
  const done = await sql<{ id: number }>`
    insert into papers.paper (file_hash, kind, person_id, household_id, item_id, entry_id, dated_on,
      note, added_at, actor_id, actor_name)
    values (${paper.fileHash}, ${paper.kind}, ${paper.personId}, ${paper.householdId},
      ${paper.itemId}, ${paper.entryId}, ${paper.datedOn}, ${paper.note}, ${paper.at},
      ${paper.actorId}, ${paper.actorName})
    returning paper_id as id`.execute(db);
  return done.rows[0]?.id ?? 0;
}

export async function markRemoved(
  db: Database,
  paperId: number,
  removal: { at: string; by: string; reason: string } | null,
): Promise<void> {
  await sql`
    update papers.paper
    set removed_at = ${removal?.at ?? null}, removed_by = ${removal?.by ?? null},
      remove_reason = ${removal?.reason ?? null}
    where paper_id = ${paperId}`.execute(db);
}

/** One attach of one record at a time, so that a repeated upload is found. */
export async function lockSubject(db: Database, { kind, id }: PaperSubject): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`papers ${kind} ${id}`}, 0))`.execute(
    db,
  );
}

/** Those of the hashes that are the bytes of a paper. */
export async function listKeptHashes(db: Database, hashes: readonly string[]): Promise<string[]> {
  const found = await sql<{ hash: string }>`
    select hash from papers.file
    where hash = any (${[...hashes]}::text[])`.execute(db);
  return found.rows.map(({ hash }) => hash);
}

export async function listAllHashes(db: Database): Promise<string[]> {
  const found = await sql<{ hash: string }>`
    select hash from papers.file order by hash`.execute(db);
  return found.rows.map(({ hash }) => hash);
}
