/** Statements on searches for exact duplicates: what was looked for, found, and kept by name. */
import { sql } from 'kysely';
import type { Fault } from '../../kernel/outcome.ts';
import { type CopyValue, copyIn } from '../../stores/copy.ts';
import type { Database } from '../../stores/database.ts';
import type { ChoiceKind, SearchColumn } from './types.ts';

export interface SearchRow {
  searchId: number;
  unitId: number;
  listId: number | null;
  columns: SearchColumn[];
  state: 'waiting' | 'done' | 'failed';
  jobId: string | null;
  compared: number;
  blank: number;
  groups: number;
  members: number;
  isCut: boolean;
  failure: Fault[] | null;
  actorName: string;
  madeAt: string;
}

const SEARCH = sql`
  select search_id as "searchId", unit_id as "unitId", list_id as "listId", columns, state,
    job_id as "jobId", compared, blank, groups, members, is_cut as "isCut", failure,
    actor_name as "actorName", made_at as "madeAt"
  from lists.duplicate_search`;

export async function findSearch(db: Database, searchId: number): Promise<SearchRow | undefined> {
  const found = await sql<SearchRow>`${SEARCH} where search_id = ${searchId}`.execute(db);
  return found.rows[0];
}

/** The newest first: of a list, or of the register in the caller's places. */
export async function listSearches(
  db: Database,
  of: { listId: number | null; unitId: number | null },
  limit: number,
): Promise<SearchRow[]> {
  const found = await sql<SearchRow>`
    ${SEARCH}
    where list_id is not distinct from ${of.listId}::bigint
      and (${of.unitId}::int is null or unit_id = ${of.unitId})
    order by search_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function insertSearch(
  db: Database,
  search: Pick<SearchRow, 'unitId' | 'listId' | 'columns' | 'actorName'> & { at: string },
): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into lists.duplicate_search (unit_id, list_id, columns, state, actor_name, made_at)
    values (${search.unitId}, ${search.listId}, ${JSON.stringify(search.columns)}::jsonb, 'waiting',
      ${search.actorName}, ${search.at})
    returning search_id as id`.execute(db);
  return inserted.rows[0]?.id ?? 0;
}

export type Found = Pick<SearchRow, 'compared' | 'blank' | 'groups' | 'members' | 'isCut'>;

export async function finishSearch(db: Database, searchId: number, found: Found): Promise<void> {
  await sql`
    update lists.duplicate_search
    set state = 'done', compared = ${found.compared}, blank = ${found.blank},
      groups = ${found.groups}, members = ${found.members}, is_cut = ${found.isCut}
    where search_id = ${searchId}`.execute(db);
}

export async function updateSearch(
  db: Database,
  searchId: number,
  change: { jobId: string } | { failure: readonly Fault[] },
): Promise<void> {
  const set =
    'jobId' in change
      ? sql`job_id = ${change.jobId}`
      : sql`state = 'failed', failure = ${JSON.stringify(change.failure)}::jsonb`;
  await sql`update lists.duplicate_search set ${set} where search_id = ${searchId}`.execute(db);
}

/** What older searches of the same list or place found is given up but for the newest few. */
export async function deleteOlderSearches(
  db: Database,
  of: { listId: number | null; unitId: number },
  kept: number,
): Promise<void> {
  await sql`
    create temporary table old_search on commit drop as
    select search_id
    from lists.duplicate_search
    where list_id is not distinct from ${of.listId}::bigint and unit_id = ${of.unitId}
    order by search_id desc
    offset ${kept}`.execute(db);
  for (const table of ['duplicate_member', 'duplicate_group', 'duplicate_search']) {
    await sql`
      delete from ${sql.table(`lists.${table}`)}
      where search_id in (select search_id from old_search)`.execute(db);
  }
  await sql`drop table old_search`.execute(db);
}

// ── what was found ──────────────────────────────────────────────────────────────────────────────

export async function copyGroups(
  db: Database,
  lines: Iterable<readonly CopyValue[]>,
): Promise<number> {
  return await copyIn(db, 'lists.duplicate_group', ['search_id', 'group_no', 'members'], lines);
}

export async function copyMembers(
  db: Database,
  lines: AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  const columns = ['search_id', 'group_no', 'member_no', 'row_no', 'sheet', 'line', 'cells'];
  return await copyIn(db, 'lists.duplicate_member', columns, lines);
}

export interface GroupRow {
  groupNo: number;
  members: number;
}

export async function listGroups(
  db: Database,
  searchId: number,
  after: number,
  limit: number,
): Promise<GroupRow[]> {
  const found = await sql<GroupRow>`
    select group_no as "groupNo", members
    from lists.duplicate_group
    where search_id = ${searchId} and group_no > ${after}
    order by group_no
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface MemberRow {
  groupNo: number;
  memberNo: number;
  rowNo: number | null;
  sheet: number | null;
  line: number | null;
  personId: number | null;
  cells: string[];
}

/** Of the groups from the first to the last, at most so many of each. */
export async function listMembers(
  db: Database,
  searchId: number,
  groups: { from: number; to: number; membersMax: number },
): Promise<MemberRow[]> {
  const found = await sql<MemberRow>`
    select group_no as "groupNo", member_no as "memberNo", row_no as "rowNo", sheet, line,
      person_id as "personId", cells
    from lists.duplicate_member
    where search_id = ${searchId} and group_no between ${groups.from} and ${groups.to}
      and member_no <= ${groups.membersMax}
    order by group_no, member_no
    limit 200000`.execute(db);
  return found.rows;
}

// ── columns kept under a name ───────────────────────────────────────────────────────────────────

export interface ChoiceRow {
  choiceId: number;
  unitId: number;
  kind: ChoiceKind;
  name: string;
  columns: string[];
}

const CHOICE = sql`choice_id as "choiceId", unit_id as "unitId", kind, name, columns`;

export async function listChoices(db: Database, kind: ChoiceKind): Promise<ChoiceRow[]> {
  const found = await sql<ChoiceRow>`
    select ${CHOICE}
    from lists.duplicate_choice
    where kind = ${kind}
    order by name, choice_id
    limit 200`.execute(db);
  return found.rows;
}

export async function findChoice(db: Database, choiceId: number): Promise<ChoiceRow | undefined> {
  const found = await sql<ChoiceRow>`
    select ${CHOICE}
    from lists.duplicate_choice
    where choice_id = ${choiceId}`.execute(db);
  return found.rows[0];
}

export async function upsertChoice(
  db: Database,
  choice: Omit<ChoiceRow, 'choiceId'> & { at: string; actorName: string },
): Promise<number> {
  const kept = await sql<{ id: number }>`
    insert into lists.duplicate_choice (unit_id, kind, name, columns, kept_at, actor_name)
    values (${choice.unitId}, ${choice.kind}, ${choice.name}, ${choice.columns}::text[],
      ${choice.at}, ${choice.actorName})
    on conflict (unit_id, kind, kernel.fold(name)) do update
    set name = excluded.name, columns = excluded.columns, kept_at = excluded.kept_at,
      actor_name = excluded.actor_name
    returning choice_id as id`.execute(db);
  return kept.rows[0]?.id ?? 0;
}

export async function deleteChoice(db: Database, choiceId: number): Promise<void> {
  await sql`delete from lists.duplicate_choice where choice_id = ${choiceId}`.execute(db);
}

// ── for the review ──────────────────────────────────────────────────────────────────────────────

export interface RepeatedRow {
  groupNo: number;
  memberNo: number;
  firstLine: number;
  /** name in the row it repeats, as cleaned */
  firstName: string | null;
  line: number;
  rowNo: number;
  fullName: string;
  birthDate: string | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
  sex: 'male' | 'female' | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  cardNumber: string | null;
  phone: string | null;
  address: string | null;
  placeId: number | null;
  communeId: number | null;
}

/** Rows that say again what the first of their group says, as cleaned; of small groups only. */
export async function listRepeatedRows(
  db: Database,
  search: { searchId: number; listId: number },
  only: { groupNos: readonly number[] | null; membersMax: number; limit: number },
): Promise<RepeatedRow[]> {
  const found = await sql<RepeatedRow>`
    select m.group_no as "groupNo", m.member_no as "memberNo", first.line as "firstLine",
      said.full_name as "firstName", m.line,
      m.row_no as "rowNo", r.full_name as "fullName", r.birth_date as "birthDate",
      r.birth_precision as "birthPrecision", r.sex, r.national_id as "nationalId",
      r.social_insurance_number as "socialInsuranceNumber",
      case when length(r.card_number) <= 20 then r.card_number end as "cardNumber", r.phone,
      r.address, r.place_id as "placeId", r.commune_id as "communeId"
    from lists.duplicate_group g
    join lists.duplicate_member m on m.search_id = g.search_id and m.group_no = g.group_no
      and m.member_no > 1
    join lists.duplicate_member first on first.search_id = g.search_id
      and first.group_no = g.group_no and first.member_no = 1
    join lists.row r on r.list_id = ${search.listId} and r.row_no = m.row_no and r.kind = 'data'
    left join lists.row said on said.list_id = ${search.listId} and said.row_no = first.row_no
    where g.search_id = ${search.searchId} and g.members <= ${only.membersMax}
      and (${only.groupNos}::int[] is null or g.group_no = any(${only.groupNos}::int[]))
    order by m.group_no, m.member_no
    limit ${only.limit}`.execute(db);
  return found.rows;
}

export interface EqualPair {
  personId: number;
  otherPersonId: number;
  placeId: number;
}

/** The first person of each small group with each of the others. */
export async function listEqualPairs(
  db: Database,
  searchId: number,
  only: { groupNos: readonly number[] | null; membersMax: number; limit: number },
): Promise<EqualPair[]> {
  const found = await sql<EqualPair>`
    select first.person_id as "personId", m.person_id as "otherPersonId",
      p.place_id as "placeId"
    from lists.duplicate_group g
    join lists.duplicate_member m on m.search_id = g.search_id and m.group_no = g.group_no
      and m.member_no > 1
    join lists.duplicate_member first on first.search_id = g.search_id
      and first.group_no = g.group_no and first.member_no = 1
    join registry.person p on p.person_id = first.person_id and p.place_id is not null
    join registry.person other on other.person_id = m.person_id
    where g.search_id = ${searchId} and g.members <= ${only.membersMax}
      and (${only.groupNos}::int[] is null or g.group_no = any(${only.groupNos}::int[]))
      and not exists (
        select from registry.person_merge merged
        where merged.loser_id in (first.person_id, m.person_id) and merged.recorded_to is null)
    order by m.group_no, m.member_no
    limit ${only.limit}`.execute(db);
  return found.rows;
}
