import { applyEntry, rebuildPlaces } from './coverage/keep-ops.ts';
import { followDecisions, markTouched } from './entitlement/decide-ops.ts';
import { keepPersons, keepPlaces } from './lists/linkage/keep-ops.ts';
import { listNeededFiles } from './lists/sql.ts';
import { listPaperHashes } from './papers/file-ops.ts';
import type { Listeners } from './stores/context.ts';

/** Which higher domain follows which lower one's writes, in the same transaction. */
export const listeners: Listeners = {
  async factsRecorded(tx, entryId) {
    await applyEntry(tx, entryId);
    await markTouched(tx, entryId);
    await keepPersons(tx, entryId);
  },
  async placesReanchored(tx, placeIds) {
    await rebuildPlaces(tx, placeIds);
    await keepPlaces(tx, placeIds);
    await followDecisions(tx);
  },
  areaClassesRecorded: followDecisions,
  async filesNeeded(ctx, hashes) {
    const ofLists = await listNeededFiles(ctx.db, hashes);
    return [...new Set([...ofLists, ...(await listPaperHashes(ctx, hashes))])];
  },
};
