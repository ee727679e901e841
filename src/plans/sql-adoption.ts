/** What names mean in a unit's plans, and what an adopted plan became. Run as owner. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { AdoptionView, UndoneAdoption } from './adoption-types.ts';
import type { MatchKind, Meaning } from './names.ts';

export interface MatchRow {
  kind: MatchKind;
  nameFolded: string;
  meaning: Meaning;
  actorName: string;
}

/** At most some hundred a unit: every name its plans ever printed. */
export async function listMatches(db: Database, unitId: number): Promise<MatchRow[]> {
  const found = await sql<MatchRow>`
    select kind, name_folded as "nameFolded", meaning, actor_name as "actorName"
    from plans.match
    where unit_id = ${unitId}
    order by kind, name_folded
    limit 5000`.execute(db);
  return found.rows;
}

export interface NewMatch {
  kind: MatchKind;
  name: string;
  nameFolded: string;
  meaning: Meaning;
}

export async function putMatches(
  db: Database,
  unitId: number,
  matches: readonly NewMatch[],
  by: { actorName: string; at: string },
): Promise<void> {
  await sql`
    insert into plans.match (unit_id, kind, name_folded, name, meaning, actor_name, matched_at)
    select ${unitId}, m.kind, m."nameFolded", m.name, m.meaning, ${by.actorName}, ${by.at}
    from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb)
      as m (kind text, "nameFolded" text, name text, meaning jsonb)
    on conflict (unit_id, kind, name_folded) do update
    set name = excluded.name, meaning = excluded.meaning, actor_name = excluded.actor_name,
      matched_at = excluded.matched_at`.execute(db);
}

export interface AdoptionRow extends AdoptionView {
  adoptionId: number;
}

export async function insertAdoption(
  db: Database,
  planId: number,
  row: { actorId: string; actorName: string; at: string; effects: AdoptionView['effects'] },
): Promise<void> {
  await sql`
    insert into plans.adoption (plan_id, actor_id, actor_name, adopted_at, effects)
    values (${planId}, ${row.actorId}, ${row.actorName}, ${row.at},
      ${JSON.stringify(row.effects)}::jsonb)`.execute(db);
}

/** The one that stands. */
export async function findAdoption(db: Database, planId: number): Promise<AdoptionRow | undefined> {
  const found = await sql<AdoptionRow>`
    select adoption_id as "adoptionId", actor_name as "actorName",
      to_json(adopted_at) #>> '{}' as "adoptedAt", effects
    from plans.adoption
    where plan_id = ${planId}
      and undone_at is null`.execute(db);
  return found.rows[0];
}

export async function listUndoneAdoptions(db: Database, planId: number): Promise<UndoneAdoption[]> {
  const found = await sql<UndoneAdoption>`
    select actor_name as "actorName", to_json(adopted_at) #>> '{}' as "adoptedAt",
      undone_by as "undoneBy", to_json(undone_at) #>> '{}' as "undoneAt", undo_reason as reason
    from plans.adoption
    where plan_id = ${planId}
      and undone_at is not null
    order by adoption_id desc
    limit 100`.execute(db);
  return found.rows;
}

export async function closeAdoption(
  db: Database,
  adoptionId: number,
  by: { actorName: string; at: string; reason: string },
): Promise<void> {
  await sql`
    update plans.adoption
    set undone_at = ${by.at}::timestamptz, undone_by = ${by.actorName}, undo_reason = ${by.reason}
    where adoption_id = ${adoptionId}`.execute(db);
}
