import { applyEntry, rebuildPlaces } from './coverage/keep-ops.ts';
import { markTouched } from './entitlement/decide-ops.ts';
import type { Listeners } from './stores/context.ts';

/** Which higher domain follows which lower one's writes, in the same transaction. */
export const listeners: Listeners = {
  async factsRecorded(tx, entryId) {
    await applyEntry(tx, entryId);
    await markTouched(tx, entryId);
  },
  placesReanchored: rebuildPlaces,
};
