/** Statements on merges: who became whom, since which entry; undone like facts. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { EntryId, PersonId } from './types.ts';

export interface MergeRow {
  loserId: PersonId;
  /** who bears the loser's facts now, over all merges */
  survivorId: PersonId;
  /** the entry that moved the loser's facts */
  mergedBy: EntryId;
  recordedFrom: EntryId;
}

const columns = sql`loser_id as "loserId", survivor_id as "survivorId", merged_by as "mergedBy",
  recorded_from as "recordedFrom"`;

/** Current merges in which one of these is loser or survivor; what row security hides is missing. */
export async function listMergesOf(
  db: Database,
  personIds: readonly PersonId[],
): Promise<MergeRow[]> {
  const found = await sql<MergeRow>`
    select ${columns}
    from registry.person_merge
    where recorded_to is null and (loser_id = any(${personIds}) or survivor_id = any(${personIds}))
    order by merged_by, loser_id`.execute(db);
  return found.rows;
}

/** Whoever had been merged into the loser is from now on merged into the survivor. */
export async function insertMerge(
  db: Database,
  entryId: EntryId,
  loserId: PersonId,
  survivorId: PersonId,
): Promise<void> {
  await sql`
    with ended as (
      update registry.person_merge
      set recorded_to = ${entryId}
      where survivor_id = ${loserId} and recorded_to is null
      returning loser_id, merged_by
    )
    insert into registry.person_merge (loser_id, survivor_id, merged_by, recorded_from)
    select loser_id, ${survivorId}::bigint, merged_by, ${entryId}::bigint from ended
    union all
    select ${loserId}::bigint, ${survivorId}, ${entryId}, ${entryId}`.execute(db);
}

/** The merge is no more; the loser is a person of his own again. */
export async function endMerge(db: Database, entryId: EntryId, loserId: PersonId): Promise<void> {
  await sql`
    update registry.person_merge
    set recorded_to = ${entryId}
    where loser_id = ${loserId} and recorded_to is null`.execute(db);
}

/** Undo of an entry, for merges as for facts. */
export async function undoMerges(db: Database, entryId: EntryId, undoId: EntryId): Promise<void> {
  await sql`
    update registry.person_merge now
    set recorded_to = ${undoId}
    from registry.person_merge m
    where m.recorded_from = ${entryId} and now.merge_id = m.merge_id
      and now.recorded_to is null`.execute(db);
  await sql`
    insert into registry.person_merge (merge_id, loser_id, survivor_id, merged_by, recorded_from)
    select merge_id, loser_id, survivor_id, merged_by, ${undoId}
    from registry.person_merge
    where recorded_to = ${entryId}`.execute(db);
}

/** Names the losers had when they were merged, and by which entry, newest first. */
export interface MergedFromRow {
  personId: PersonId;
  fullName: string;
  entryId: EntryId;
}

export async function listMergedInto(db: Database, survivorId: PersonId): Promise<MergedFromRow[]> {
  const found = await sql<MergedFromRow>`
    select m.loser_id as "personId", v.full_name as "fullName", m.merged_by as "entryId"
    from registry.person_merge m
    cross join lateral (
      select full_name
      from registry.person_version
      where person_id = m.loser_id and recorded_to = m.merged_by
      order by valid_from desc
      limit 1
    ) v
    where m.survivor_id = ${survivorId} and m.recorded_to is null
    order by m.merged_by desc, m.loser_id
    limit 50`.execute(db);
  return found.rows;
}

/** Current facts that an entry wrote, of one person. */
export async function listFactIdsOfEntry(
  db: Database,
  personId: PersonId,
  entryId: EntryId,
): Promise<number[]> {
  const tables = ['person_version', 'residence', 'household_member', 'status', 'participation'];
  const parts = tables.map(
    (table) => sql`
      select fact_id from ${sql.table(`registry.${table}`)}
      where person_id = ${personId} and recorded_from = ${entryId} and recorded_to is null`,
  );
  const found = await sql<{ fact_id: number }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return found.rows.map((row) => row.fact_id);
}
