/** Showing a proof, and proving it after the data have gone. */
import { verifyJournal } from '../access/journal.ts';
import { refuse } from '../kernel/outcome.ts';
import { ERASED_NAME } from '../registry/sql-erase.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { FIRST_ROOT, type ProofItem, rootOf } from './proof.ts';
import { readRules } from './rules.ts';
import {
  type CertificateRow,
  findCertificate,
  isInJournal,
  listCertificates,
  listItems,
  listPersonsBack,
} from './sql-proof.ts';
import { findUnitNames } from './sql.ts';
import type { CertificateView, ProofCheck } from './types.ts';

/** Of a long certificate; all of them are proved. */
const ITEMS_SHOWN = 500;

export async function getCertificate(
  ctx: Context,
  certificateId: number,
): Promise<CertificateView> {
  return await inTransaction(ctx, async (tx) => {
    const row = await findCertificate(tx.db, certificateId);
    if (!row) return refuse('retention.certificate.unknown');
    const items = await listItems(tx.db, row.runId);
    const { certificateOf, ...content } = row.content;
    const names = await findUnitNames(tx.db, [content.unitId], today(tx));
    const rule = readRules().rules.find(({ id }) => id === certificateOf.rule);
    return {
      certificateId,
      ...content,
      ...certificateOf,
      ruleName: rule?.vi ?? certificateOf.rule,
      unitName: names.get(content.unitId) ?? '',
      root: row.root.toString('hex'),
      previousRoot: row.previousRoot.toString('hex'),
      journalSeq: row.journalSeq,
      itemCount: items.length,
      items: items.slice(0, ITEMS_SHOWN).map(viewOfItem),
    };
  });
}

function viewOfItem(item: ProofItem): CertificateView['items'][number] {
  return {
    itemNo: item.itemNo,
    kind: item.kind,
    ref: item.ref,
    rows: item.rows,
    digest: item.digest.toString('hex'),
    files: item.fileHashes.length,
    journalLines: item.journalSeqs.length,
  };
}

const BATCH = 200;

/**
 * Every certificate follows the one before, says what its items say, and stands in the journal, which
 * itself holds; and nothing of what it names is there again.
 */
export async function verifyProofs(ctx: Context): Promise<ProofCheck> {
  const journal = await verifyJournal(ctx);
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const check: ProofCheck = {
        ok: true,
        certificates: 0,
        items: 0,
        persons: 0,
        files: 0,
        faults: [],
      };
      if (!journal.ok) {
        const ref = String(journal.fault?.seq ?? '');
        check.faults.push({ certificateId: null, kind: 'journalBroken', ref });
      }
      let previous: Buffer = FIRST_ROOT;
      for (let after = 0; ;) {
        const rows = await listCertificates(tx.db, after, BATCH);
        for (const row of rows) {
          await verifyOne(tx, row, previous, check);
          previous = row.root;
          after = row.certificateId;
        }
        if (rows.length < BATCH) break;
      }
      return { ...check, ok: check.faults.length === 0 };
    }),
  );
}

async function verifyOne(
  tx: Context,
  row: CertificateRow,
  previous: Buffer,
  check: ProofCheck,
): Promise<void> {
  const { certificateId } = row;
  const items = await listItems(tx.db, row.runId);
  const root = rootOf(row.previousRoot, row.content, items);
  const follows = row.previousRoot.equals(previous) && root.equals(row.root);
  if (!follows)
    check.faults.push({ certificateId, kind: 'changed', ref: row.root.toString('hex') });
  if (!(await isInJournal(tx.db, row.journalSeq, row.root.toString('hex')))) {
    check.faults.push({ certificateId, kind: 'notInJournal', ref: String(row.journalSeq) });
  }
  const personIds = items.flatMap((item) => (item.kind === 'person' ? [item.ref] : []));
  for (const personId of await listPersonsBack(tx.db, personIds, ERASED_NAME)) {
    check.faults.push({ certificateId, kind: 'personBack', ref: String(personId) });
  }
  const hashes = [...new Set(items.flatMap((item) => item.fileHashes))];
  for (const hash of await listFilesBack(tx, hashes)) {
    check.faults.push({ certificateId, kind: 'fileBack', ref: hash });
  }
  check.certificates += 1;
  check.items += items.length;
  check.persons += personIds.length;
  check.files += hashes.length;
}

/** A file that somebody sent again and that something stands on is a new one. */
async function listFilesBack(tx: Context, hashes: readonly string[]): Promise<string[]> {
  const back: string[] = [];
  for (const hash of hashes) if (await tx.blobs?.has(hash)) back.push(hash);
  const needed = new Set(await tx.listeners.filesNeeded(tx, back));
  return back.filter((hash) => !needed.has(hash));
}
