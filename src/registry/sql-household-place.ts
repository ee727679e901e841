/** Which households all their people have moved out of, and where to. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { EntryId } from './types.ts';

export interface FollowingHousehold {
  householdId: number;
  factId: number;
  validFrom: IsoDate;
  placeId: number;
  code: string | null;
  address: string | null;
  /** from this day on it is in the new place */
  from: IsoDate;
  newPlaceId: number;
}

export interface MovedPerson {
  personId: number;
  placeId: number;
  from: IsoDate;
}

/**
 * `moved` has `person_id, place_id, from_day`. A household follows when everybody in it now lives in
 * one place, the moved ones where they moved to, the others where the register has them for good,
 * else for a time; who lives nowhere any more is not asked. `changing` = who is leaving it.
 */
function following(moved: RawBuilder<unknown>, changing: readonly number[]): RawBuilder<unknown> {
  const stays = (alias: string): RawBuilder<unknown> =>
    changing.length === 0
      ? sql`true`
      : sql`${sql.ref(`${alias}.person_id`)} <> all(${[...changing]}::bigint[])`;
  return sql`
    with moved as materialized (${moved}), touched as (
      select m.household_id, max(moved.from_day) as day
      from moved
      join registry.household_member m on m.person_id = moved.person_id and m.recorded_to is null
        and m.valid_to is null
      where ${stays('m')}
      group by m.household_id
    )
    select t.household_id, h.fact_id, h.valid_from, h.place_id, h.code, h.address,
      greatest(t.day, h.valid_from) as from_day, home.place_id as new_place_id
    from touched t
    join registry.household h on h.household_id = t.household_id and h.recorded_to is null
      and h.valid_to is null
    cross join lateral (
      select min(lives.place_id) as place_id, max(lives.place_id) as other_place_id
      from registry.household_member m
      left join moved on moved.person_id = m.person_id
      left join lateral (
        select r.place_id
        from registry.residence r
        where r.person_id = m.person_id and r.recorded_to is null and r.valid_to is null
          and r.kind in ('permanent', 'temporary')
        order by r.kind = 'permanent' desc, r.valid_from desc
        limit 1
      ) kept on moved.person_id is null
      cross join lateral (select coalesce(moved.place_id, kept.place_id) as place_id) lives
      where m.household_id = t.household_id and m.recorded_to is null and m.valid_to is null
        and ${stays('m')}
    ) home
    where home.place_id = home.other_place_id and home.place_id <> h.place_id`;
}

/** Of persons who are about to move. */
export async function listFollowing(
  db: Database,
  moved: readonly MovedPerson[],
  changing: readonly number[],
): Promise<FollowingHousehold[]> {
  const rows = sql`
    select distinct on (person_id) person_id, place_id, from_day
    from unnest(${moved.map((one) => one.personId)}::bigint[],
      ${moved.map((one) => one.placeId)}::int[], ${moved.map((one) => one.from)}::date[])
      as n (person_id, place_id, from_day)
    order by person_id, from_day desc`;
  const found = await sql<FollowingHousehold>`
    select household_id as "householdId", fact_id as "factId", valid_from as "validFrom",
      place_id as "placeId", code, address, from_day as "from", new_place_id as "newPlaceId"
    from (${following(rows, changing)}) f
    order by household_id
    limit ${Math.max(1, moved.length)}`.execute(db);
  return found.rows;
}

/** Of persons whom the facts of an entry moved; new ones and households it made are where it said. */
export async function followMoved(
  db: Database,
  entryId: EntryId,
): Promise<{ added: number; superseded: number }> {
  const moved = sql`
    select distinct on (r.person_id) r.person_id, r.place_id, r.valid_from as from_day
    from registry.residence r
    where r.recorded_from = ${sql.lit(entryId)} and r.recorded_to is null and r.valid_to is null
      and r.kind = 'permanent'
      and exists (
        select from registry.residence before
        where before.person_id = r.person_id and before.recorded_from < ${sql.lit(entryId)})
    order by r.person_id, r.valid_from desc`;
  await sql`drop table if exists pg_temp.household_following`.execute(db);
  await sql`
    create temporary table household_following on commit drop as
    select f.*
    from (${following(moved, [])}) f
    where not exists (
      select from registry.household own
      where own.household_id = f.household_id and own.recorded_from = ${sql.lit(entryId)})`.execute(
    db,
  );
  const ended = await sql`
    update registry.household h
    set recorded_to = ${entryId}
    from pg_temp.household_following f
    where h.household_id = f.household_id and h.fact_id = f.fact_id
      and h.recorded_to is null`.execute(db);
  const added = await sql`
    insert into registry.household (household_id, valid_from, valid_to, recorded_from, place_id,
      code, address)
    select household_id, valid_from, from_day, ${entryId}::bigint, place_id, code, address
    from pg_temp.household_following
    where valid_from < from_day
    union all
    select household_id, from_day, null, ${entryId}::bigint, new_place_id, code, null
    from pg_temp.household_following`.execute(db);
  return {
    added: Number(added.numAffectedRows ?? 0),
    superseded: Number(ended.numAffectedRows ?? 0),
  };
}
