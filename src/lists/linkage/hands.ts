/** The work of the linker done by this thread alone: for lists of a village or a commune. */
import { fillIndex } from './blocking.ts';
import type { Hands } from './linker.ts';
import { collectPairs } from './pairs.ts';

export const OWN_HANDS: Hands = {
  async fill(indexes, records, tight) {
    for (const index of indexes) fillIndex(index, records, tight);
  },
  async collect(task) {
    return collectPairs(task, 0, task.probes.count);
  },
};
