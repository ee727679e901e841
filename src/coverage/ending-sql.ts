/**
 * How many people lose cover soon, place by place. Counting a province from the facts takes
 * seconds, so what was counted today is kept with the entry it was counted at; a place that a later
 * entry touched is counted anew.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { EntryId } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type PeopleScope, counted } from './people-sql.ts';
import { lawRows, residents } from './residents-sql.ts';

/** Of one window of days: people of a group whose cover ends within it. */
export interface EndingSum {
  days: number;
  group: number;
  people: number;
}

/** CTE `per_place (place_id, days, grp, people)`; windows count from the request's day. */
function perPlace(request: PeopleScope, windows: readonly number[]): RawBuilder<unknown> {
  const withinDays = windows.at(-1) ?? 0;
  return sql`
    ${lawRows(request.law)},
    ${residents(sql`${request.placeIds}::int[]`, request.day, request.known)},
    ${counted({ ...request, kind: 'ending', sort: 'name', withinDays })},
    per_place as (
      select c.place_id, w.days, coalesce(law.grp, 0) as grp, count(*)::int as people
      from counted c
      join unnest(${windows}::int[]) as w (days) on c.ends_on <= ${request.day}::date + w.days
      left join law on law.category = c.category
      group by c.place_id, w.days, grp
    )`;
}

/** From the facts, nothing kept. `windows` ascending. */
export async function sumEnding(
  db: Database,
  request: PeopleScope,
  windows: readonly number[],
): Promise<EndingSum[]> {
  const found = await sql<EndingSum>`
    with ${perPlace(request, windows)}
    select days, grp as group, sum(people)::int as people
    from per_place
    group by days, grp`.execute(db);
  return found.rows;
}

/** The last entry a reader sees: what is counted after this question knows at least so much. */
export async function findLastEntry(db: Database): Promise<EntryId> {
  const found = await sql<{ entryId: EntryId }>`
    select coalesce(max(entry_id), 0) as "entryId" from registry.entry`.execute(db);
  return found.rows[0]?.entryId ?? 0;
}

export interface EndingKey {
  /** whose cards, by which law, in which windows */
  key: string;
  day: IsoDate;
}

/** Places with people whose sums are not kept, or older than the last entry that touched them. */
export async function listUncounted(
  db: Database,
  { key, day }: EndingKey,
  placeIds: readonly number[],
): Promise<number[]> {
  const found = await sql<{ placeId: number }>`
    select p.place_id as "placeId"
    from coverage.place p
    left join coverage.ending e on e.key = ${key} and e.day = ${day}::date
      and e.place_id = p.place_id
    where p.place_id = any(${placeIds}::int[])
      and (e.entry_id is null or e.entry_id < p.changed_entry_id)
    order by p.place_id`.execute(db);
  return found.rows.map((row) => row.placeId);
}

/** Counts the request's places and keeps them as known at `entryId`; older days are dropped. */
export async function keepEnding(
  db: Database,
  { key, day }: EndingKey,
  request: PeopleScope,
  windows: readonly number[],
  entryId: EntryId,
): Promise<void> {
  await sql`
    insert into coverage.ending (key, day, place_id, entry_id, days, groups, people)
    with ${perPlace(request, windows)}
    select ${key}, ${day}::date, m.place_id, ${entryId}::bigint,
           coalesce(array_agg(s.days) filter (where s.days is not null), '{}'),
           coalesce(array_agg(s.grp) filter (where s.days is not null), '{}'),
           coalesce(array_agg(s.people) filter (where s.days is not null), '{}')
    from unnest(${request.placeIds}::int[]) as m (place_id)
    left join per_place s on s.place_id = m.place_id
    group by m.place_id
    order by m.place_id
    on conflict (key, day, place_id) do update
    set entry_id = excluded.entry_id, days = excluded.days, groups = excluded.groups,
        people = excluded.people
    where excluded.entry_id >= coverage.ending.entry_id`.execute(db);
  await sql`delete from coverage.ending where day < ${day}::date`.execute(db);
}

export async function sumKeptEnding(
  db: Database,
  { key, day }: EndingKey,
  placeIds: readonly number[],
): Promise<EndingSum[]> {
  const found = await sql<EndingSum>`
    select s.days, s.grp as group, sum(s.people)::int as people
    from coverage.ending e
    cross join unnest(e.days, e.groups, e.people) as s (days, grp, people)
    where e.key = ${key}
      and e.day = ${day}::date
      and e.place_id = any(${placeIds}::int[])
    group by s.days, s.grp`.execute(db);
  return found.rows;
}
