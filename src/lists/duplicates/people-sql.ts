/** Persons of the register who are equal in chosen keys, found set by set. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';
import type { Found } from './sql.ts';
import type { PersonKey } from './types.ts';

interface KeySource {
  /** compared; of the joined table where there is one */
  key: RawBuilder<unknown>;
  /** null and false = nothing there, equal to nobody */
  filled: RawBuilder<unknown>;
  join?: (day: IsoDate) => RawBuilder<unknown>;
  /** as it is shown */
  shown: RawBuilder<unknown>;
}

/** `p` = linkage.person, which every write keeps in step with the facts. */
const SOURCES: Readonly<Record<PersonKey, KeySource>> = {
  fullName: {
    key: sql`p.name`,
    filled: sql`p.name <> ''`,
    shown: sql`person.full_name`,
  },
  birthDate: {
    key: sql`p.birth`,
    filled: sql`p.birth % 32 <> 0`,
    shown: sql`make_date(m.birth_date / 512, m.birth_date / 32 % 16, m.birth_date % 32)::text`,
  },
  birthYear: {
    key: sql`p.birth / 512`,
    filled: sql`p.birth >= 512`,
    shown: sql`m.birth_year::text`,
  },
  sex: {
    key: sql`p.sex`,
    filled: sql`p.sex <> 0`,
    shown: sql`case m.sex when 1 then 'male' else 'female' end`,
  },
  nationalId: {
    key: sql`p.national_id`,
    filled: sql`p.national_id <> 0`,
    shown: sql`lpad(m.national_id::text, 12, '0')`,
  },
  socialInsuranceNumber: {
    key: sql`p.social_insurance_number`,
    filled: sql`p.social_insurance_number <> 0`,
    shown: sql`lpad(m.social_insurance_number::text, 10, '0')`,
  },
  phone: {
    key: sql`version.phone`,
    filled: sql`version.phone <> ''`,
    join: (day) => sql`
      join registry.person_version version on version.person_id = p.person_id
        and ${holds('version', day)} and version.phone is not null`,
    shown: sql`m.phone`,
  },
  village: {
    key: sql`p.place_id`,
    filled: sql`p.place_id in (
      select unit_id from units.unit_version where level = 'village')`,
    shown: sql`(select name from units.unit_version where unit_id = m.village
      order by valid_from desc limit 1)`,
  },
  household: {
    key: sql`home.household_id`,
    filled: sql`true`,
    join: (day) => sql`
      join registry.household_member home on home.person_id = p.person_id
        and ${holds('home', day)}`,
    shown: sql`coalesce((select code from registry.household where household_id = m.household
      and recorded_to is null order by valid_from desc limit 1), '#' || m.household)`,
  },
  cardNumber: {
    key: sql`card.card_number`,
    filled: sql`true`,
    join: (day) => sql`
      join (
        select distinct person_id, card_number
        from registry.participation
        where recorded_to is null and card_number is not null
          and (valid_to is null or ${day}::date < valid_to)
      ) card on card.person_id = p.person_id`,
    shown: sql`m.card_number`,
  },
};

function holds(alias: string, day: IsoDate): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('recorded_to')} is null and ${column('valid_from')} <= ${day}::date
    and (${column('valid_to')} is null or ${day}::date < ${column('valid_to')})`;
}

export interface PeopleQuestion {
  searchId: number;
  keys: readonly PersonKey[];
  /** null = everywhere */
  placeIds: readonly number[] | null;
  day: IsoDate;
  membersMax: number;
  membersOfGroupMax: number;
}

/**
 * Fills groups and members of the search. Two passes by hash over the persons compared: whoever is
 * equal to nobody, nearly everybody, is left behind by the first.
 */
export async function findEqualPeople(db: Database, asked: PeopleQuestion): Promise<Found> {
  const people = await countWithin(db, asked);
  await openEqual(db, asked);
  await insertGroups(db, asked);
  const kept = await insertMembers(db, asked);
  const sums = await sql<{ compared: number; groups: number; members: number }>`
    select (select count(distinct person_id)::int from pg_temp.equal_one) as compared,
      count(*)::int as groups, coalesce(sum(members), 0)::int as members
    from pg_temp.equal_group`.execute(db);
  const { compared, groups, members } = sums.rows[0] ?? { compared: 0, groups: 0, members: 0 };
  await sql`drop table pg_temp.equal_one, pg_temp.equal_group`.execute(db);
  return { compared, blank: people - compared, groups, members, isCut: kept < members };
}

function within({ placeIds }: PeopleQuestion): RawBuilder<unknown> {
  return placeIds === null ? sql`true` : sql`p.place_id = any(${placeIds}::int[])`;
}

async function countWithin(db: Database, asked: PeopleQuestion): Promise<number> {
  const found = await sql<{ people: number }>`
    select count(*)::int as people from linkage.person p where ${within(asked)}`.execute(db);
  return found.rows[0]?.people ?? 0;
}

/** `equal_one`: a person with his keys · `equal_group`: keys that several have. */
async function openEqual(db: Database, asked: PeopleQuestion): Promise<void> {
  const keys = asked.keys.map((key) => sql`${SOURCES[key].key} as ${named(key)}`);
  const joins = asked.keys.map((key) => SOURCES[key].join?.(asked.day) ?? sql``);
  const filled = asked.keys.map((key) => SOURCES[key].filled);
  const names = sql.join(asked.keys.map(named));
  // sorts and hashes of a province fit; given back with the transaction
  await sql`set local work_mem = '64MB'`.execute(db);
  await sql`
    create temporary table equal_one on commit drop as
    select p.person_id, ${sql.join(keys)}
    from linkage.person p
    ${sql.join(joins, sql` `)}
    where ${within(asked)} and ${sql.join(filled, sql` and `)}`.execute(db);
  await sql`analyze pg_temp.equal_one`.execute(db);
  await sql`
    create temporary table equal_group on commit drop as
    select ${names}, count(*)::int as members,
      row_number() over (order by count(*) desc, min(person_id))::int as group_no
    from pg_temp.equal_one
    group by ${names}
    having count(*) > 1`.execute(db);
  await sql`analyze pg_temp.equal_group`.execute(db);
}

function named(key: PersonKey): RawBuilder<unknown> {
  return sql.ref(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

async function insertGroups(db: Database, asked: PeopleQuestion): Promise<void> {
  await sql`
    insert into lists.duplicate_group (search_id, group_no, members)
    select ${asked.searchId}::bigint, group_no, members
    from pg_temp.equal_group
    order by group_no
    limit ${asked.membersMax}`.execute(db);
}

/** Answers how many were kept. */
async function insertMembers(db: Database, asked: PeopleQuestion): Promise<number> {
  const shown = asked.keys.map((key) => sql`coalesce(${SOURCES[key].shown}, '')`);
  const done = await sql`
    insert into lists.duplicate_member (search_id, group_no, member_no, person_id, cells)
    select ${asked.searchId}::bigint, m.group_no, m.member_no, m.person_id,
      array[${sql.join(shown)}]
    from (
      select g.group_no, o.*,
        row_number() over (partition by g.group_no order by o.person_id)::int as member_no
      from pg_temp.equal_group g
      join pg_temp.equal_one o using (${sql.join(asked.keys.map(named))})
    ) m
    join registry.person person on person.person_id = m.person_id
    where m.member_no <= ${asked.membersOfGroupMax}
    order by m.group_no, m.member_no
    limit ${asked.membersMax}`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}
