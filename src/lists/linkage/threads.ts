/**
 * The work of the linker shared among worker threads over shared memory. Rows are cut into pieces
 * and the pieces' pairs joined in order, so the answer does not depend on how many there are.
 */
import { Worker } from 'node:worker_threads';
import type { BlockIndex } from './blocking.ts';
import type { Hands } from './linker.ts';
import type { SharedRecords } from './packed.ts';
import type { PairTask } from './pairs.ts';

export type Work =
  | { kind: 'fill'; index: BlockIndex; records: SharedRecords; tight: boolean }
  | { kind: 'collect'; task: PairTask; from: number; to: number };

export interface ThreadHands extends Hands {
  stop(): Promise<void>;
}

/** Enough pieces that nobody waits long for the last one. */
const PIECES_PER_THREAD = 6;

export function openThreads(count: number): ThreadHands {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./thread.ts', import.meta.url)),
  );
  const runAll = async (works: readonly Work[]): Promise<Int32Array[]> => {
    const done: Int32Array[] = [];
    let next = 0;
    const runOne = async (worker: Worker): Promise<void> => {
      while (next < works.length) {
        const at = next;
        next += 1;
        done[at] = await ask(worker, works[at] as Work);
      }
    };
    await Promise.all(workers.map(runOne));
    return done;
  };
  return {
    async fill(indexes, records, tight) {
      await runAll(indexes.map((index) => ({ kind: 'fill', index, records, tight })));
    },
    async collect(task) {
      const size = Math.max(1, Math.ceil(task.probes.count / (count * PIECES_PER_THREAD)));
      const works: Work[] = [];
      for (let from = 0; from < task.probes.count; from += size)
        works.push({ kind: 'collect', task, from, to: Math.min(from + size, task.probes.count) });
      return joined(await runAll(works));
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function ask(worker: Worker, work: Work): Promise<Int32Array> {
  return await new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
    const onMessage = (pairs: Int32Array): void => {
      settle();
      resolve(pairs);
    };
    const onError = (cause: unknown): void => {
      settle();
      reject(new Error('a worker of the linker failed', { cause }));
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(work, []);
  });
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
