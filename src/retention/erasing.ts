/** Steps of an erasure, each in the transaction of its proof items; every domain takes out its own. */
import { sql } from 'kysely';
import { blankReasons } from '../access/journal-sql.ts';
import { eraseExports } from '../coverage/erase-ops.ts';
import { assert } from '../kernel/assert.ts';
import { eraseFromLists } from '../lists/erase-ops.ts';
import { forgetPersons } from '../lists/linkage/keep-ops.ts';
import { eraseFromReview } from '../lists/review/erase-ops.ts';
import { erasePapersOf } from '../papers/erase-ops.ts';
import { eraseFacts } from '../registry/erase-ops.ts';
import type { Context } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { type ProofItem, digestOf } from './proof.ts';
import { patternOf, sweepTexts } from './sweep.ts';

export type NewItem = Omit<ProofItem, 'itemNo' | 'erasedAt'>;

const PROOF_KEY = 'erasure-proof';
const EVERY_EXPORT = 1_000_000;

export async function proofKey(ctx: Context): Promise<Buffer> {
  assert(ctx.vault, 'proofs need the key of the installation');
  return await ctx.vault.secret(PROOF_KEY);
}

/** One item a person who was asked for; what went from lists and journal stands with the first. */
export async function erasePersons(
  tx: Context,
  askedIds: readonly number[],
  key: Buffer,
): Promise<NewItem[]> {
  const { personIds, naming, ownNames } = await eraseFacts(tx, askedIds);
  const names = [...new Set(naming.flatMap((row) => row.names))];
  const numbers = [...new Set(naming.flatMap((row) => row.numbers))];
  const entryIds = [...new Set(naming.flatMap((row) => row.entryIds))];
  const lists = await eraseFromLists(tx, { personIds, names, numbers, entryIds });
  const items = await eraseFromReview(tx, personIds);
  const papers = await erasePapersOf(tx, personIds);
  await forgetPersons(tx, personIds);
  // a list of people made for a download may hold anybody
  await eraseExports(tx.db, tx.now().toString(), EVERY_EXPORT);
  await blankEntries(tx.db, entryIds, names);
  const swept = await sweepTexts(tx.db, [...numbers, ...ownNames]);
  const journalSeqs = await blankReasons(tx.db, { personIds, words: names, numbers });
  return naming.map((row, at) => {
    const own = papers.filter((paper) => paper.personId === row.personId);
    const isFirst = at === 0;
    return {
      kind: 'person',
      ref: row.personId,
      unitId: row.placeId,
      rows: row.rows + own.length + (isFirst ? lists.rows + items + swept : 0),
      digest: digestOf({ ...row, papers: own.map(({ hash }) => hash) }, key),
      fileHashes: [...own.map(({ hash }) => hash), ...(isFirst ? lists.hashes : [])],
      journalSeqs: isFirst ? journalSeqs : [],
    };
  });
}

/** Entries of the register that wrote of the persons: their names go from the words, also shared ones. */
async function blankEntries(
  db: Database,
  entryIds: readonly number[],
  names: readonly string[],
): Promise<void> {
  const pattern = patternOf(names);
  if (pattern === null) return;
  await sql`
    update registry.entry
    set reason = regexp_replace(reason, ${pattern}, '(đã xóa)', 'g'),
      source = regexp_replace(source, ${pattern}, '(đã xóa)', 'g')
    where entry_id = any (${[...entryIds]}::bigint[])
      and (reason ~ ${pattern} or source ~ ${pattern})`.execute(db);
}
