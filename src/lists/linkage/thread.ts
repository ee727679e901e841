/** One worker thread of the linker: takes a piece of work, answers its pairs. */
import { parentPort } from 'node:worker_threads';
import { fillIndex } from './blocking.ts';
import { collectPairs } from './pairs.ts';
import type { Work } from './threads.ts';

parentPort?.on('message', (work: Work) => {
  if (work.kind === 'fill') {
    fillIndex(work.index, work.records, work.tight);
    parentPort?.postMessage(new Int32Array(0), []);
    return;
  }
  const pairs = collectPairs(work.task, work.from, work.to);
  parentPort?.postMessage(pairs, [pairs.buffer as ArrayBuffer]);
});
