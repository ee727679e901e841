/** A backup of an earlier day must not bring back who was erased since: the erasures are done again. */
import { retentionJournalVi } from '../../messages/retention.vi.ts';
import { listErased, listRecordsOf } from '../registry/sql-erase.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import type { Vault } from '../stores/vault.ts';
import { ERASURES_FILE, executeRun } from './execute-ops.ts';
import { listErasures } from './sql-proof.ts';
import { insertRun } from './sql.ts';

export interface Erasures {
  personIds: number[];
  /** files that must not come back */
  hashes: string[];
}

/** All that was ever erased here: as the database in use knows it, and as the folder beside it does. */
export async function readErasures(ctx: Context, vault: Vault | undefined): Promise<Erasures> {
  const known = await inOwnerTransaction(ctx, (tx) => listErasures(tx.db));
  const personIds = new Set(known.personIds);
  const hashes = new Set(known.hashes);
  for (const text of (await vault?.readLines(ERASURES_FILE)) ?? []) {
    const line = JSON.parse(text) as Erasures;
    for (const personId of line.personIds) personIds.add(personId);
    for (const hash of line.hashes) hashes.add(hash);
  }
  return { personIds: [...personIds], hashes: [...hashes] };
}

/** On the restored database, before it is used. Answers how many persons were erased again. */
export async function reapplyErasures(restored: Context, erasures: Erasures): Promise<number> {
  const runId = await inOwnerTransaction(restored, async (tx) => {
    const erased = new Set(await listErased(tx.db, erasures.personIds));
    const there = await listRecordsOf(tx.db, erasures.personIds);
    const personIds = there.filter((personId) => !erased.has(personId));
    if (personIds.length === 0) return null;
    return await insertRun(tx.db, {
      ruleId: 'gonePeople',
      unitId: 1,
      personIds,
      asOf: today(tx),
      due: { person: personIds.length },
      reason: retentionJournalVi.reapplied,
      state: 'running',
      blocks: [],
      actorId: tx.who.userId,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
  });
  return runId === null ? 0 : await executeRun(restored, runId);
}
