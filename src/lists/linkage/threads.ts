/**
 * Worker threads over shared memory: each takes one piece of work at a time; what belongs to a thread
 * (its names while it reads) is asked of every one.
 */
import { Worker } from 'node:worker_threads';
import type { Answers, Work } from './thread.ts';

type WorkOf<Kind extends Work['kind']> = Extract<Work, { kind: Kind }>;

export interface Threads {
  count: number;
  /** by whoever is free */
  run<Kind extends Work['kind']>(work: WorkOf<Kind>): Promise<Answers[Kind]>;
  /** by every thread once, with its number */
  each<Kind extends Work['kind']>(make: (thread: number) => WorkOf<Kind>): Promise<Answers[Kind][]>;
  stop(): Promise<void>;
}

export function openThreads(count: number): Threads {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./thread.ts', import.meta.url)),
  );
  const free = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const takeFree = async (): Promise<Worker> =>
    free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  return {
    count,
    async run(work) {
      const worker = await takeFree();
      try {
        return await ask(worker, work);
      } finally {
        giveBack(worker);
      }
    },
    async each(make) {
      return await Promise.all(workers.map((worker, at) => ask(worker, make(at))));
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function ask<Kind extends Work['kind']>(
  worker: Worker,
  work: WorkOf<Kind>,
): Promise<Answers[Kind]> {
  return await new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
    const onMessage = (answer: Answers[Kind]): void => {
      settle();
      resolve(answer);
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
