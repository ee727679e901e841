/**
 * Detectors over the whole register, set by set: each fills `pg_temp.review_raised` with the matters it
 * finds on a day. Bounded: at most `limit` a run, in the order of persons, so the rest comes next.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';
import { AGE_BOUNDS } from './age-bounds.ts';
import { KIND_RULES } from './kinds.ts';
import type { ReviewKind } from './types.ts';

export const DETECTED_KINDS = [
  'twoCards',
  'insuredNotResident',
  'ageAgainstGroup',
  'nearPoorUninsured',
  'leftOutOfHousehold',
  'sharedNumber',
  'duplicatePeople',
] as const satisfies readonly ReviewKind[];
export type DetectedKind = (typeof DETECTED_KINDS)[number];

/** Columns of a detector: matter, place_id, person_id, other_person_id, score, evidence, facts. */
type Detector = (day: IsoDate) => RawBuilder<unknown>;

/** Answers how many matters it found; more than `limit` = cut. */
export async function detect(
  db: Database,
  kind: DetectedKind,
  day: IsoDate,
  limit: number,
): Promise<number> {
  const rule = KIND_RULES[kind];
  const done = await sql`
    insert into pg_temp.review_raised (kind, matter, place_id, person_id, other_person_id, score,
      agreement, evidence, due_days, returns_after)
    select ${kind}, found.matter, found.place_id, found.person_id, found.other_person_id,
      found.score, '{}',
      found.evidence || jsonb_build_object('facts', found.facts),
      ${rule.dueDays}::int, ${rule.returnsAfterDays}::int
    from (${wholeRow(kind, DETECTORS[kind](day))}) found
    where found.place_id is not null
    order by found.person_id, found.matter
    limit ${limit + 1}`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

/** Detectors of one record have neither score nor candidates; nobody has struck one out. */
function wholeRow(kind: DetectedKind, query: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'duplicatePeople') return query;
  return sql`
    select matter, place_id, person_id, other_person_id, null::real as score,
      '{"candidates": [], "struck": []}'::jsonb as evidence, facts
    from (${query}) one`;
}

/**
 * Open items of a kind that were not found again are gone; of pairs only those that linkage had
 * found: what lists and people raise stays.
 */
export async function withdrawGone(db: Database, kind: DetectedKind): Promise<number> {
  const done = await sql`
    update review.item i
    set state = 'withdrawn', later_until = null
    where i.kind = ${kind} and i.state in ('open', 'later')
      and (i.kind <> 'duplicatePeople' or i.evidence #>> '{facts,found}' is not null)
      and not exists (
        select from pg_temp.review_raised r
        where r.kind = i.kind and r.matter = i.matter
      )`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

const DETECTORS: Readonly<Record<DetectedKind, Detector>> = {
  twoCards,
  insuredNotResident,
  ageAgainstGroup,
  nearPoorUninsured,
  leftOutOfHousehold,
  sharedNumber,
  duplicatePeople,
};

function holds(alias: string, day: IsoDate): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('recorded_to')} is null and ${column('valid_from')} <= ${day}
    and (${column('valid_to')} is null or ${day} < ${column('valid_to')})`;
}

/** Two spells of different category or issuer on one day; the matter is the pair of them. */
function twoCards(day: IsoDate): RawBuilder<unknown> {
  return sql`
    select a.person_id || ':' || a.category || '/' || a.issuer || '+' || b.category || '/' || b.issuer
        as matter,
      p.place_id, a.person_id, null::bigint as other_person_id,
      jsonb_build_object('factA', min(a.fact_id), 'categoryA', a.category, 'issuerA', a.issuer,
        'fromA', min(a.valid_from), 'toA', max(a.valid_to), 'factB', min(b.fact_id),
        'categoryB', b.category, 'issuerB', b.issuer, 'fromB', min(b.valid_from),
        'toB', max(b.valid_to)) as facts
    from registry.participation a
    join registry.participation b on b.person_id = a.person_id
      and (a.category, a.issuer) < (b.category, b.issuer) and ${holds('b', day)}
    join registry.person p on p.person_id = a.person_id
    where ${holds('a', day)}
    group by a.person_id, p.place_id, a.category, a.issuer, b.category, b.issuer`;
}

/** A card of our own holds, and no place counts: left, died, or nowhere known. */
function insuredNotResident(day: IsoDate): RawBuilder<unknown> {
  return sql`
    select c.person_id::text as matter, p.place_id, c.person_id, null::bigint as other_person_id,
      jsonb_build_object('why', coalesce(gone.kind, 'nowhere'), 'since', gone.valid_from,
        'category', c.category, 'to', c.valid_to) as facts
    from (
      select distinct on (c.person_id) c.person_id, c.category, c.valid_to
      from registry.participation c
      where ${holds('c', day)} and c.issuer = 'own'
      order by c.person_id, c.valid_to desc nulls first
    ) c
    join registry.person p on p.person_id = c.person_id
    left join lateral (
      select r.kind, r.valid_from
      from registry.residence r
      where r.person_id = c.person_id and r.kind in ('left', 'died') and ${holds('r', day)}
      order by r.valid_from
      limit 1
    ) gone on true
    where not exists (
      select from registry.residence r
      where r.person_id = c.person_id and r.kind not in ('left', 'died') and ${holds('r', day)}
    )`;
}

/** A card whose category asks for another age; bounds are data (`age-bounds.ts`). */
function ageAgainstGroup(day: IsoDate): RawBuilder<unknown> {
  const bounds = AGE_BOUNDS.map(
    ({ category, ageFrom, ageBelow }) =>
      sql`(${category}::text, ${ageFrom}::int, ${ageBelow}::int)`,
  );
  return sql`
    select c.person_id || ':' || c.category as matter, p.place_id, c.person_id,
      null::bigint as other_person_id,
      jsonb_build_object('category', c.category, 'age', born.age, 'birthDate', born.birth_date,
        'from', min(c.valid_from), 'to', max(c.valid_to)) as facts
    from registry.participation c
    join (values ${sql.join(bounds)}) as bound (category, age_from, age_below)
      on bound.category = c.category
    join registry.person p on p.person_id = c.person_id
    cross join lateral (
      select v.birth_date, extract(year from age(${day}::date, v.birth_date))::int as age
      from registry.person_version v
      where v.person_id = c.person_id and v.recorded_to is null and v.birth_precision = 'day'
      order by v.valid_from desc
      limit 1
    ) born
    where ${holds('c', day)} and (born.age < bound.age_from or born.age >= bound.age_below)
    group by c.person_id, c.category, p.place_id, born.age, born.birth_date`;
}

/** Poor or near-poor, living here, and without any card. */
function nearPoorUninsured(day: IsoDate): RawBuilder<unknown> {
  return sql`
    select s.person_id || ':' || s.status as matter, p.place_id, s.person_id,
      null::bigint as other_person_id,
      jsonb_build_object('status', s.status, 'since', min(s.valid_from),
        'lapsedOn', max(last.valid_to)) as facts
    from registry.status s
    join registry.person p on p.person_id = s.person_id
    left join lateral (
      select max(c.valid_to) as valid_to
      from registry.participation c
      where c.person_id = s.person_id and c.recorded_to is null and c.valid_to <= ${day}
    ) last on true
    where s.status in ('poorHousehold', 'nearPoorHousehold') and ${holds('s', day)}
      and not exists (
        select from registry.participation c
        where c.person_id = s.person_id and ${holds('c', day)}
      )
      and exists (
        select from registry.residence r
        where r.person_id = s.person_id and r.kind not in ('left', 'died') and ${holds('r', day)}
      )
    group by s.person_id, s.status, p.place_id`;
}

/**
 * A household is poor or near-poor as a whole: who lives in it and is on neither list, while others of
 * it are, was left out of the list, has joined since, or lives elsewhere. The matter is the person and
 * the household's status.
 */
function leftOutOfHousehold(day: IsoDate): RawBuilder<unknown> {
  return sql`
    select m.person_id || '<' || h.status as matter, p.place_id, m.person_id,
      null::bigint as other_person_id,
      jsonb_build_object('status', h.status, 'people', h.people, 'joined', m.valid_from) as facts
    from (
      select own.household_id, s.status, count(*)::int as people
      from registry.status s
      join registry.household_member own on own.person_id = s.person_id and ${holds('own', day)}
      where s.status in ('poorHousehold', 'nearPoorHousehold') and ${holds('s', day)}
      group by own.household_id, s.status
    ) h
    join registry.household_member m on m.household_id = h.household_id and ${holds('m', day)}
    join registry.person p on p.person_id = m.person_id
    where not exists (
        select from registry.status s
        where s.person_id = m.person_id and ${holds('s', day)}
          and s.status in ('poorHousehold', 'nearPoorHousehold')
      )
      and exists (
        select from registry.residence r
        where r.person_id = m.person_id and r.kind not in ('left', 'died') and ${holds('r', day)}
      )`;
}

/** One number, several people: an item for each of them, in his own place. */
function sharedNumber(): RawBuilder<unknown> {
  const bearers = (field: string, column: string) => sql`
    select ${field}::text as field, number, person_id,
      case when person_id = first then second else first end as other, people
    from (
      select ${sql.ref(column)} as number, person_id,
        min(person_id) over w as first, max(person_id) over w as second,
        count(*) over w as people
      from (
        select distinct ${sql.ref(column)}, person_id
        from registry.person_version
        where recorded_to is null and ${sql.ref(column)} is not null
      ) v
      window w as (partition by ${sql.ref(column)})
    ) n
    where people > 1`;
  return sql`
    select n.field || ':' || md5(n.number) || ':' || n.person_id as matter, p.place_id, n.person_id,
      n.other as other_person_id,
      jsonb_build_object('field', n.field, 'people', n.people) as facts
    from (
      ${bearers('nationalId', 'national_id')}
      union all
      ${bearers('socialInsuranceNumber', 'social_insurance_number')}
    ) n
    join registry.person p on p.person_id = n.person_id`;
}

/** Pairs that linkage found in the register when it last looked; who was merged since is none. */
function duplicatePeople(): RawBuilder<unknown> {
  return sql`
    select d.first_id || '-' || d.second_id as matter, p.place_id, d.first_id as person_id,
      d.second_id as other_person_id, (d.score_centibits / 100.0)::real as score,
      jsonb_build_object('struck', '[]'::jsonb, 'modelVersion', d.model_version, 'candidates',
        jsonb_build_array(jsonb_build_object('personId', d.second_id, 'bits',
          d.score_centibits / 100.0, 'levels', d.levels, 'nameWeight', d.name_weight_centibits,
          'rule', d.rule))) as evidence,
      jsonb_build_object('found', d.kind) as facts
    from linkage.duplicate_pair d
    join registry.person p on p.person_id = d.first_id
    join registry.person other on other.person_id = d.second_id`;
}

export interface DetectedRow {
  kind: string;
  detectedOn: IsoDate;
  readToEntry: number;
  found: number;
  opened: number;
  withdrawn: number;
  isCut: boolean;
  detectedAt: string;
}

export async function upsertDetected(db: Database, row: DetectedRow): Promise<void> {
  await sql`
    insert into review.detected (kind, detected_on, read_to_entry, found, opened, withdrawn, is_cut,
      detected_at)
    values (${row.kind}, ${row.detectedOn}, ${row.readToEntry}, ${row.found}, ${row.opened},
      ${row.withdrawn}, ${row.isCut}, ${row.detectedAt})
    on conflict (kind) do update
    set detected_on = excluded.detected_on, read_to_entry = excluded.read_to_entry,
      found = excluded.found, opened = excluded.opened, withdrawn = excluded.withdrawn,
      is_cut = excluded.is_cut, detected_at = excluded.detected_at`.execute(db);
}

export async function listDetected(db: Database): Promise<DetectedRow[]> {
  const found = await sql<DetectedRow>`
    select kind, detected_on as "detectedOn", read_to_entry as "readToEntry", found, opened,
      withdrawn, is_cut as "isCut", detected_at as "detectedAt"
    from review.detected
    order by kind`.execute(db);
  return found.rows;
}

export async function lastEntryId(db: Database): Promise<number> {
  const found = await sql<{ n: number }>`
    select coalesce(max(entry_id), 0) as n from registry.entry`.execute(db);
  return found.rows[0]?.n ?? 0;
}
