/** Who does the linker's work: this thread alone, for lists of a village or a commune, or threads. */
import { fillIndex } from './blocking.ts';
import type { Hands } from './linker.ts';
import { nameRecords } from './names.ts';
import { collectPairs } from './pairs.ts';
import type { Threads } from './threads.ts';

export const OWN_HANDS: Hands = {
  width: 1,
  async name(task) {
    nameRecords(task, 0, task.records.count);
  },
  async fill(indexes, records, tight) {
    for (const index of indexes) fillIndex(index, records, tight);
  },
  async collect(task) {
    return [collectPairs(task, 0, task.probes.count)];
  },
};

/** Enough pieces that nobody waits long for the last one. */
const PIECES_PER_THREAD = 6;

/** Pieces' pairs are joined in order, so the answer does not depend on how many threads there are. */
export function handsOf(threads: Threads): Hands {
  const { count } = threads;
  const pieces = <T>(
    length: number,
    ask: (from: number, to: number) => Promise<T>,
  ): Promise<T[]> => {
    const size = Math.max(1, Math.ceil(length / (count * PIECES_PER_THREAD)));
    const asked: Promise<T>[] = [];
    for (let from = 0; from < length; from += size)
      asked.push(ask(from, Math.min(from + size, length)));
    return Promise.all(asked);
  };
  return {
    width: count,
    async name(task) {
      await pieces(task.records.count, (from, to) =>
        threads.run<'name'>({ kind: 'name', task, from, to }),
      );
    },
    async fill(indexes, records, tight) {
      await Promise.all(
        indexes.map((index) => threads.run<'fill'>({ kind: 'fill', index, records, tight })),
      );
    },
    async collect(task) {
      return await pieces(task.probes.count, (from, to) =>
        threads.run<'collect'>({ kind: 'collect', task, from, to }),
      );
    },
  };
}
