/** Lists for tests: rows made of the people of a register, with errors by seed, and who each truly is. */
import { sql } from 'kysely';
import type { Random } from '../../kernel/random.ts';
import type { Database } from '../../stores/database.ts';
import type { LinkRow } from './types.ts';

export interface MadeList {
  rows: LinkRow[];
  /** row number → person, for rows of people of the register */
  truth: Map<number, number>;
}

interface KnownRow {
  person_id: number;
  full_name: string;
  birth_date: string | null;
  birth_precision: string | null;
  sex: 'male' | 'female' | null;
  place_id: number | null;
  national_id: string | null;
  social_insurance_number: string | null;
}

async function readPeople(db: Database, limit: number): Promise<KnownRow[]> {
  const found = await sql<KnownRow>`
    select p.person_id, v.full_name, v.birth_date, v.birth_precision, v.sex, p.place_id,
      v.national_id, v.social_insurance_number
    from registry.person p
    cross join lateral (
      select f.full_name, f.birth_date, f.birth_precision, f.sex, f.national_id,
        f.social_insurance_number
      from registry.person_version f
      where f.person_id = p.person_id and f.recorded_to is null
      order by f.valid_from desc limit 1
    ) v
    order by p.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function makeList(db: Database, random: Random, people: number): Promise<MadeList> {
  const rows: LinkRow[] = [];
  const truth = new Map<number, number>();
  const add = (row: Omit<LinkRow, 'row'>, personId: number | null): void => {
    const number = rows.length + 1;
    rows.push({ row: number, ...row });
    if (personId !== null) truth.set(number, personId);
  };
  for (const person of await readPeople(db, people)) {
    const kind = random.next();
    if (kind < 0.1) continue;
    const row = rowOf(person);
    add(spoil(random, row), person.person_id);
    if (kind > 0.96) add(spoil(random, row), person.person_id);
    if (kind > 0.94) add(strangerLike(random, row), null);
  }
  return { rows, truth };
}

function rowOf(person: KnownRow): Omit<LinkRow, 'row'> {
  const [year = 0, month = 0, day = 0] = (person.birth_date ?? '0-0-0').split('-').map(Number);
  return {
    fullName: person.full_name,
    birthYear: year,
    birthMonth: person.birth_precision === 'year' ? 0 : month,
    birthDay: person.birth_precision === 'day' ? day : 0,
    sex: person.sex,
    placeId: person.place_id,
    nationalId: person.national_id,
    socialInsuranceNumber: person.social_insurance_number,
  };
}

function spoil(random: Random, row: Omit<LinkRow, 'row'>): Omit<LinkRow, 'row'> {
  const spoilt = { ...row };
  if (random.chance(0.5)) spoilt.nationalId = null;
  if (random.chance(0.5)) spoilt.socialInsuranceNumber = null;
  if (random.chance(0.1)) spoilt.fullName = spoilt.fullName.toUpperCase();
  if (random.chance(0.08)) {
    const at = random.int(spoilt.fullName.length);
    spoilt.fullName = spoilt.fullName.slice(0, at) + spoilt.fullName.slice(at + 1);
  }
  if (random.chance(0.05) && spoilt.birthDay <= 12)
    [spoilt.birthDay, spoilt.birthMonth] = [spoilt.birthMonth, spoilt.birthDay];
  if (random.chance(0.04)) [spoilt.birthDay, spoilt.birthMonth] = [0, 0];
  if (random.chance(0.05)) spoilt.placeId = null;
  return spoilt;
}

/** Somebody who is not in the register: his number may be another's. */
function strangerLike(random: Random, row: Omit<LinkRow, 'row'>): Omit<LinkRow, 'row'> {
  return {
    ...row,
    fullName: `Tôn Nữ ${row.fullName.split(' ').reverse().join(' ')}`,
    birthYear: 1930 + random.int(90),
    birthMonth: 1 + random.int(12),
    birthDay: 1 + random.int(28),
    sex: row.sex === 'male' ? 'female' : 'male',
    nationalId: random.chance(0.3) ? row.nationalId : null,
    socialInsuranceNumber: null,
  };
}
