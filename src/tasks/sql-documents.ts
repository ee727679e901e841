/** The register of documents: what is in force, what it replaced, what hangs on it. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { DOCUMENT_KINDS, LINK_KINDS, RELATION_KINDS } from './register-types.ts';

export interface DocumentRow {
  documentId: number;
  unitId: number;
  kind: (typeof DOCUMENT_KINDS)[number];
  number: string | null;
  title: string;
  issuer: string;
  issuedOn: IsoDate | null;
  inForceFrom: IsoDate | null;
  inForceTo: IsoDate | null;
  parties: string[];
  renewOn: IsoDate | null;
  warnDays: number;
  lawDocument: string | null;
  planId: number | null;
  url: string | null;
  note: string;
  actorName: string;
  recordedAt: string;
  withdrawnAt: string | null;
  /** first day on which another document replaced it */
  replacedFrom: IsoDate | null;
  amendedFrom: IsoDate | null;
  tasks: number;
}

const COLUMNS = sql`d.document_id as "documentId", d.unit_id as "unitId", d.kind, d.number, d.title,
  d.issuer, d.issued_on as "issuedOn", d.in_force_from as "inForceFrom",
  d.in_force_to as "inForceTo", d.parties, d.renew_on as "renewOn", d.warn_days as "warnDays",
  d.law_document as "lawDocument", d.plan_id as "planId", d.url, d.note,
  d.actor_name as "actorName", d.recorded_at as "recordedAt", d.withdrawn_at as "withdrawnAt",
  (select min(r.from_day) from tasks.document_relation r
    join tasks.document o on o.document_id = r.document_id and o.withdrawn_at is null
    where r.other_id = d.document_id and r.kind = 'replaces') as "replacedFrom",
  (select min(r.from_day) from tasks.document_relation r
    join tasks.document o on o.document_id = r.document_id and o.withdrawn_at is null
    where r.other_id = d.document_id and r.kind = 'amends') as "amendedFrom",
  (select count(*) from tasks.task t where t.document_id = d.document_id) as tasks`;

export type DocumentInsert = Omit<
  DocumentRow,
  'documentId' | 'withdrawnAt' | 'replacedFrom' | 'amendedFrom' | 'tasks'
> & { actorId: string };

export async function insertDocument(db: Database, row: DocumentInsert): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.document (unit_id, kind, number, title, issuer, issued_on, in_force_from,
      in_force_to, parties, renew_on, warn_days, law_document, plan_id, url, note, folded, actor_id,
      actor_name, recorded_at)
    values (${row.unitId}, ${row.kind}, ${row.number}, ${row.title}, ${row.issuer},
      ${row.issuedOn}::date, ${row.inForceFrom}::date, ${row.inForceTo}::date,
      ${row.parties}::text[], ${row.renewOn}::date, ${row.warnDays}, ${row.lawDocument},
      ${row.planId}, ${row.url}, ${row.note}, ${foldedOf(row)}, ${row.actorId}, ${row.actorName},
      ${row.recordedAt}::timestamptz)
    returning document_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

function foldedOf(row: {
  number: string | null;
  title: string;
  issuer: string;
  parties: readonly string[];
}): RawBuilder<string> {
  const text = [row.number, row.title, row.issuer, ...row.parties].join(' ');
  return sql`kernel.fold(${text})`;
}

export async function updateDocument(
  db: Database,
  documentId: number,
  row: Omit<DocumentInsert, 'unitId' | 'actorId' | 'actorName' | 'recordedAt'>,
): Promise<void> {
  await sql`
    update tasks.document
    set kind = ${row.kind}, number = ${row.number}, title = ${row.title}, issuer = ${row.issuer},
      issued_on = ${row.issuedOn}::date, in_force_from = ${row.inForceFrom}::date,
      in_force_to = ${row.inForceTo}::date, parties = ${row.parties}::text[],
      renew_on = ${row.renewOn}::date, warn_days = ${row.warnDays},
      law_document = ${row.lawDocument}, plan_id = ${row.planId}, url = ${row.url},
      note = ${row.note}, folded = ${foldedOf(row)}
    where document_id = ${documentId}`.execute(db);
}

export async function withdrawDocument(
  db: Database,
  row: { documentId: number; by: string; reason: string; at: string },
): Promise<void> {
  await sql`
    update tasks.document
    set withdrawn_at = ${row.at}::timestamptz, withdrawn_by = ${row.by},
      withdraw_reason = ${row.reason}
    where document_id = ${row.documentId}
      and withdrawn_at is null`.execute(db);
}

/** The unit's entry of a plan, or of the same number; undefined when it was withdrawn. */
export async function findRegistered(
  db: Database,
  row: { unitId: number; planId: number; number: string | null },
): Promise<number | undefined> {
  const found = await sql<{ id: number }>`
    select document_id as id
    from tasks.document
    where unit_id = ${row.unitId}
      and withdrawn_at is null
      and (plan_id = ${row.planId} or kernel.fold(number) = kernel.fold(${row.number}::text))
    order by plan_id = ${row.planId} desc nulls last, document_id
    limit 1`.execute(db);
  return found.rows[0]?.id;
}

export interface DocumentQuestion {
  unitIds: readonly number[];
  kind?: string | undefined;
  text?: string | undefined;
  limit: number;
}

export async function listDocuments(
  db: Database,
  { unitIds, kind, text, limit }: DocumentQuestion,
): Promise<DocumentRow[]> {
  const found = await sql<DocumentRow>`
    select ${COLUMNS}
    from tasks.document d
    where d.unit_id = any (${unitIds}::int[])
      and ${kind ? sql`d.kind = ${kind}` : sql`true`}
      and ${text ? sql`d.folded like '%' || kernel.fold(${text}) || '%'` : sql`true`}
    order by d.issued_on desc nulls last, d.document_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function findDocument(
  db: Database,
  documentId: number,
): Promise<DocumentRow | undefined> {
  const found = await sql<DocumentRow>`
    select ${COLUMNS}
    from tasks.document d
    where d.document_id = ${documentId}`.execute(db);
  return found.rows[0];
}

/** Agreements to renew and documents that end, of all places. Run as owner. */
export async function listEnding(db: Database, on: IsoDate): Promise<DocumentRow[]> {
  const found = await sql<DocumentRow>`
    select ${COLUMNS}
    from tasks.document d
    where d.withdrawn_at is null
      and coalesce(d.renew_on, d.in_force_to) is not null
      and coalesce(d.renew_on, d.in_force_to) - d.warn_days <= ${on}::date
      and coalesce(d.renew_on, d.in_force_to) > ${on}::date - 30
      and not exists (
        select from tasks.document_relation r
        where r.other_id = d.document_id and r.kind = 'replaces')
    order by d.document_id
    limit 5000`.execute(db);
  return found.rows;
}

export interface RelationRow {
  relationId: number;
  documentId: number;
  kind: (typeof RELATION_KINDS)[number];
  otherId: number;
  from: IsoDate;
  note: string;
  number: string | null;
  title: string;
}

/** Both directions; number and title are those of the document at the other end. */
export async function listRelations(db: Database, documentId: number): Promise<RelationRow[]> {
  const found = await sql<RelationRow>`
    select r.relation_id as "relationId", r.document_id as "documentId", r.kind,
      r.other_id as "otherId", r.from_day as "from", r.note, d.number, d.title
    from tasks.document_relation r
    join tasks.document d
      on d.document_id = r.document_id + r.other_id - ${documentId}::int
    where ${documentId} in (r.document_id, r.other_id)
    order by r.from_day desc, r.relation_id
    limit 500`.execute(db);
  return found.rows;
}

export async function insertRelation(
  db: Database,
  row: {
    documentId: number;
    kind: string;
    otherId: number;
    from: IsoDate;
    note: string;
    actorName: string;
    at: string;
  },
): Promise<boolean> {
  const done = await sql`
    insert into tasks.document_relation (document_id, kind, other_id, from_day, note, actor_name,
      recorded_at)
    values (${row.documentId}, ${row.kind}, ${row.otherId}, ${row.from}::date, ${row.note},
      ${row.actorName}, ${row.at}::timestamptz)
    on conflict (document_id, kind, other_id) do nothing`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

export interface LinkRow {
  linkId: number;
  kind: (typeof LINK_KINDS)[number];
  target: string;
  label: string;
}

export async function listLinks(db: Database, documentId: number): Promise<LinkRow[]> {
  const found = await sql<LinkRow>`
    select link_id as "linkId", kind, target, label
    from tasks.document_link
    where document_id = ${documentId}
    order by kind, link_id
    limit 1000`.execute(db);
  return found.rows;
}

export async function insertLink(
  db: Database,
  row: Omit<LinkRow, 'linkId'> & { documentId: number; actorName: string; at: string },
): Promise<boolean> {
  const done = await sql`
    insert into tasks.document_link (document_id, kind, target, label, actor_name, recorded_at)
    values (${row.documentId}, ${row.kind}, ${row.target}, ${row.label}, ${row.actorName},
      ${row.at}::timestamptz)
    on conflict (document_id, kind, target) do nothing`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}
