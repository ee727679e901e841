/** Rows that somebody must decide, and what was decided. */
import { sql } from 'kysely';
import type { BirthPrecision, Sex } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { LINKS } from './compare-sql.ts';
import type { LinkReason, LinkRule } from './linkage/types.ts';

export interface DoubtfulRow {
  rowNo: number;
  fullName: string;
  birthDate: string | null;
  birthPrecision: BirthPrecision | null;
  sex: Sex | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  cardNumber: string | null;
  phone: string | null;
  address: string | null;
  placeId: number | null;
  communeId: number | null;
  personId: number | null;
  secondPersonId: number | null;
  scoreCentibits: number | null;
  marginCentibits: number | null;
  modelVersion: number | null;
  /** a letter for each field, as linkage writes it */
  levelLetters: string | null;
  nameWeight: number | null;
  rule: LinkRule | null;
  /** why linkage answered as it did; null where somebody decided */
  linkReason: LinkReason | null;
}

const ROW = sql`
  r.row_no as "rowNo", r.full_name as "fullName", r.birth_date as "birthDate",
  r.birth_precision as "birthPrecision", r.sex, r.national_id as "nationalId",
  r.social_insurance_number as "socialInsuranceNumber",
  case when length(r.card_number) <= 20 then r.card_number end as "cardNumber", r.phone, r.address,
  r.place_id as "placeId", r.commune_id as "communeId", l.person_id as "personId",
  l.second_person_id as "secondPersonId", l.score_centibits as "scoreCentibits",
  l.margin_centibits as "marginCentibits", l.model_version as "modelVersion",
  l.levels as "levelLetters", l.name_weight_centibits as "nameWeight", l.rule,
  nullif(l.reason_code, 'decided') as "linkReason"`;

/** Rows of one outcome that nobody has decided. */
export async function listDoubtfulRows(
  db: Database,
  listId: number,
  outcome: 'review' | 'new',
  limit: number,
): Promise<DoubtfulRow[]> {
  const found = await sql<DoubtfulRow>`
    select ${ROW}
    from ${LINKS} l
    join lists.row r on r.list_id = l.list_id and r.row_no = l.row_no and r.kind = 'data'
    where l.list_id = ${listId} and l.outcome = ${outcome} and l.item_id is null
    order by r.row_no
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface ConflictRow extends DoubtfulRow {
  reason: string;
}

/** Rows whose numbers contradict the register, or whose person lives outside the list's unit. */
export async function listConflictRows(
  db: Database,
  listId: number,
  limit: number,
): Promise<ConflictRow[]> {
  const found = await sql<ConflictRow>`
    select distinct on (r.row_no) ${ROW}, c.reason
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no
    join ${LINKS} l on l.list_id = c.list_id and l.row_no = c.row_no
    where c.list_id = ${listId} and c.kind = 'conflict' and c.reason <> 'attributes'
    order by r.row_no, c.change_no
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface MissingResident {
  personId: number;
  placeId: number;
}

export async function listMissingResidents(
  db: Database,
  listId: number,
  limit: number,
): Promise<MissingResident[]> {
  const found = await sql<MissingResident>`
    select c.person_id as "personId", p.place_id as "placeId"
    from lists.change c
    join registry.person p on p.person_id = c.person_id and p.place_id is not null
    where c.list_id = ${listId} and c.kind = 'vanished' and c.reason = 'missing'
    order by c.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface DecidedRow {
  rowNo: number;
  outcome: string;
  personId: number | null;
  itemId: number;
}

export async function listDecided(db: Database, listId: number): Promise<DecidedRow[]> {
  const found = await sql<DecidedRow>`
    select row_no as "rowNo", outcome, person_id as "personId", item_id as "itemId"
    from lists.decided
    where list_id = ${listId}
    order by row_no
    limit 2000000`.execute(db);
  return found.rows;
}

/** Replaces what was decided of the list's rows. */
export async function insertDecided(
  db: Database,
  listId: number,
  rows: readonly DecidedRow[],
): Promise<void> {
  await sql`delete from lists.decided where list_id = ${listId}`.execute(db);
  if (rows.length === 0) return;
  await sql`
    insert into lists.decided (list_id, row_no, outcome, person_id, item_id)
    select distinct on (n.row_no) ${listId}::bigint, n.row_no, n.outcome, n.person_id, n.item_id
    from unnest(${rows.map((row) => row.rowNo)}::int[], ${rows.map((row) => row.outcome)}::text[],
      ${rows.map((row) => row.personId)}::bigint[], ${rows.map((row) => row.itemId)}::bigint[])
      as n (row_no, outcome, person_id, item_id)
    order by n.row_no, n.item_id desc`.execute(db);
}
