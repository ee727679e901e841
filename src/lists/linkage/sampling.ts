/** Levels of pairs taken at random from a sample of the register: what strangers look like. */
import { type NameTable, nameRecords } from './names.ts';
import type { SharedRecords } from './packed.ts';
import { levelsOfPair } from './pairs.ts';
import { toPairLevels } from './score.ts';
import { type LevelCounts, countPair } from './training.ts';

/** Each of so many persons with the next ones of the sample: a million pairs. */
export const SAMPLE_PEOPLE = 5_000;
const NEIGHBOURS = 200;
const NO_WEIGHTS = new Int32Array(0);

/** Answers how many pairs were counted. */
export function countRandomPairs(
  counts: LevelCounts,
  people: SharedRecords,
  table: NameTable,
): number {
  const names = table.share();
  nameRecords(
    { records: people, parts: names.parts, weights: NO_WEIGHTS, rarest: 0 },
    0,
    people.count,
  );
  let pairs = 0;
  for (let i = 0; i < people.count; i += 1) {
    for (let step = 1; step <= NEIGHBOURS && step < people.count; step += 1) {
      const j = (i + step) % people.count;
      countPair(counts, toPairLevels(levelsOfPair(people, i, people, j, names)), 1, 'person');
      pairs += 1;
    }
  }
  return pairs;
}
