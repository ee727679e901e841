/** Who and what is due. Run as owner: the endpoint has decided on the unit. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { DuePerson } from './types.ts';

export interface GoneFilter {
  /** gone before this day */
  before: IsoDate;
  today: IsoDate;
  /** only those of whom a phone or an address of mail is still kept */
  withContacts: boolean;
  /** places under this path by the boundaries of this day (`scopeOf` of units) */
  path: string;
  on: IsoDate;
}

/**
 * Died or left before the day, nowhere counted since, insured by nothing that still runs, not held, not
 * erased, and with nothing open about them.
 */
function gone({ before, today, withContacts, path, on }: GoneFilter) {
  return sql`
    from registry.residence r
    join registry.person p on p.person_id = r.person_id
    join units.placement at_day on at_day.place_id = coalesce(p.place_id, 1)
      and at_day.valid_from <= ${on} and (at_day.valid_to is null or ${on} < at_day.valid_to)
      and at_day.path <@ ${path}::ltree
    where r.kind in ('died', 'left') and r.recorded_to is null and r.valid_from < ${before}
      and (r.valid_to is null or ${today} < r.valid_to)
      and not exists (select from registry.erased_person e where e.person_id = r.person_id)
      and not exists (
        select from registry.residence lives
        where lives.person_id = r.person_id and lives.recorded_to is null
          and lives.kind in ('permanent', 'temporary', 'away')
          and (lives.valid_to is null or ${today} < lives.valid_to))
      and not exists (
        select from registry.participation c
        where c.person_id = r.person_id and c.recorded_to is null
          and (c.valid_to is null or ${today} < c.valid_to))
      and not exists (
        select from retention.hold h
        where h.person_id = r.person_id and h.released_at is null)
      and not exists (
        select from review.item i
        where i.state in ('open', 'later')
          and (i.person_id = r.person_id or i.other_person_id = r.person_id))
      and (${!withContacts} or exists (
        select from registry.person_version v
        where v.person_id = r.person_id and (v.phone is not null or v.email is not null)))`;
}

export async function countGone(
  db: Database,
  filter: GoneFilter,
): Promise<{ unitId: number; due: number }[]> {
  const found = await sql<{ unitId: number; due: number }>`
    select substr(subpath(at_day.path,
        least(nlevel(${filter.path}::ltree), nlevel(at_day.path) - 1), 1)::text, 2)::int
        as "unitId",
      count(distinct r.person_id)::int as due
    ${gone(filter)}
    group by 1
    order by 1
    limit 5000`.execute(db);
  return found.rows;
}

export async function listGone(
  db: Database,
  filter: GoneFilter,
  limit: number,
): Promise<DuePerson[]> {
  const found = await sql<DuePerson>`
    select distinct on (r.person_id) r.person_id as "personId", p.full_name as "fullName",
      p.birth_year as "birthYear", r.kind, r.valid_from as since
    ${gone(filter)}
    order by r.person_id, r.valid_from
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface Standing {
  isResident: boolean;
  hasCover: boolean;
  /** first day after the last card */
  coverEnded: IsoDate | null;
  erasedAt: string | null;
  placeId: number | null;
}

export async function findStanding(
  db: Database,
  personId: number,
  today: IsoDate,
): Promise<Standing | undefined> {
  const found = await sql<Standing>`
    select
      exists (
        select from registry.residence r
        where r.person_id = p.person_id and r.recorded_to is null
          and r.kind in ('permanent', 'temporary', 'away') and r.valid_from <= ${today}
          and (r.valid_to is null or ${today} < r.valid_to)) as "isResident",
      exists (
        select from registry.participation c
        where c.person_id = p.person_id and c.recorded_to is null
          and (c.valid_to is null or ${today} < c.valid_to)) as "hasCover",
      (select max(c.valid_to) from registry.participation c
        where c.person_id = p.person_id and c.recorded_to is null) as "coverEnded",
      (select e.erased_at from registry.erased_person e
        where e.person_id = p.person_id) as "erasedAt",
      p.place_id as "placeId"
    from registry.person p
    where p.person_id = ${personId}`.execute(db);
  return found.rows[0];
}
