/** Items and certificates. Only ever appended to. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { CertificateContent, ProofItem } from './proof.ts';

export async function countItems(db: Database, runId: number): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from retention.item where run_id = ${runId}`.execute(db);
  return found.rows[0]?.n ?? 0;
}

export async function insertItems(
  db: Database,
  runId: number,
  items: readonly ProofItem[],
): Promise<void> {
  for (const item of items) {
    await sql`
      insert into retention.item (run_id, item_no, kind, ref, unit_id, rows, digest, file_hashes,
        journal_seqs, erased_at)
      values (${runId}, ${item.itemNo}, ${item.kind}, ${item.ref}, ${item.unitId}, ${item.rows},
        ${item.digest}, ${[...item.fileHashes]}, ${[...item.journalSeqs]}, ${item.erasedAt})`.execute(
      db,
    );
  }
}

export async function listItems(db: Database, runId: number): Promise<ProofItem[]> {
  const found = await sql<ProofItem>`
    select item_no as "itemNo", kind, ref, unit_id as "unitId", rows, digest,
      file_hashes as "fileHashes", journal_seqs as "journalSeqs", erased_at as "erasedAt"
    from retention.item
    where run_id = ${runId}
    order by item_no`.execute(db);
  return found.rows;
}

export interface CertificateRow {
  certificateId: number;
  runId: number;
  content: CertificateContent;
  previousRoot: Buffer;
  root: Buffer;
  journalSeq: number | null;
}

const columns = sql`certificate_id as "certificateId", run_id as "runId", content,
  previous_root as "previousRoot", root, journal_seq as "journalSeq"`;

export async function insertCertificate(
  db: Database,
  row: Omit<CertificateRow, 'certificateId'> & { at: string },
): Promise<void> {
  await sql`
    insert into retention.certificate (run_id, content, previous_root, root, journal_seq, issued_at)
    values (${row.runId}, ${JSON.stringify(row.content)}::jsonb, ${row.previousRoot}, ${row.root},
      ${row.journalSeq}, ${row.at})`.execute(db);
}

export async function findLastRoot(db: Database): Promise<Buffer | undefined> {
  const found = await sql<{ root: Buffer }>`
    select root from retention.certificate order by certificate_id desc limit 1`.execute(db);
  return found.rows[0]?.root;
}

export async function findCertificate(
  db: Database,
  certificateId: number,
): Promise<CertificateRow | undefined> {
  const found = await sql<CertificateRow>`
    select ${columns} from retention.certificate
    where certificate_id = ${certificateId}`.execute(db);
  return found.rows[0];
}

/** Oldest first. */
export async function listCertificates(
  db: Database,
  after: number,
  limit: number,
): Promise<CertificateRow[]> {
  const found = await sql<CertificateRow>`
    select ${columns} from retention.certificate
    where certificate_id > ${after}
    order by certificate_id
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Whether the journal says that this root was issued. */
export async function isInJournal(
  db: Database,
  seq: number | null,
  root: string,
): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select exists (
      select from access.journal
      where seq = ${seq} and action = 'retention.certificate' and strpos(reason, ${root}) > 0) as yes`.execute(
    db,
  );
  return found.rows[0]?.yes ?? false;
}

/** Those of the persons of whom something is there again that was erased. */
export async function listPersonsBack(
  db: Database,
  personIds: readonly number[],
  name: string,
): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select asked.id
    from unnest(${[...personIds]}::bigint[]) as asked (id)
    where not exists (select from registry.erased_person e where e.person_id = asked.id)
      or exists (
        select from registry.person_version v
        where v.person_id = asked.id and (v.full_name <> ${name} or v.national_id is not null
          or v.social_insurance_number is not null or v.phone is not null or v.email is not null))
      or exists (select from papers.paper p where p.person_id = asked.id)
    order by 1`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** Everybody who was erased, and every file that went with them or by its time. */
export async function listErasures(
  db: Database,
): Promise<{ personIds: number[]; hashes: string[] }> {
  const persons = await sql<{ id: number }>`
    select person_id as id from registry.erased_person order by 1`.execute(db);
  const files = await sql<{ hash: string }>`
    select distinct unnest(file_hashes) as hash from retention.item order by 1`.execute(db);
  return {
    personIds: persons.rows.map(({ id }) => id),
    hashes: files.rows.map(({ hash }) => hash),
  };
}
