/**
 * Deciding groups for a province: the limit is 30 s for 1.3 million people on 2 cores, 1 GB. One
 * core here. Facts are seeded and random, near the days on which the law changes (the worst case);
 * `BAOPHU_BENCH_PEOPLE` makes it smaller.
 */
import { makeRandom } from '../src/kernel/random.ts';
import { loadLawBook } from '../src/policy/book-files.ts';
import {
  type CompactFacts,
  type FastDecision,
  compactFacts,
  makeDecider,
} from '../src/policy/decide-fast.ts';
import { nextChanges } from '../src/policy/changes.ts';
import { decideOn } from '../src/policy/decide.ts';
import type { PersonFacts } from '../src/policy/facts.ts';
import { lawDay } from '../src/policy/law-day.ts';
import { randomFacts } from '../src/policy/random-facts.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
/** Distinct persons drawn and repeated, which keeps the benchmark's own memory small. */
const DISTINCT = 20_000;
const DAY = '2026-11-21';

function measure(name: string, people: number, work: (index: number) => void): void {
  const start = process.hrtime.bigint();
  for (let index = 0; index < people; index += 1) work(index);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const micros = ((seconds / people) * 1e6).toFixed(2);
  console.log(`${name}: ${people} people, ${seconds.toFixed(2)} s, ${micros} µs a person`);
}

const random = makeRandom('policy');
const persons: PersonFacts[] = Array.from({ length: DISTINCT }, () => randomFacts(random));
const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('empty');
  return item;
};

const started = process.hrtime.bigint();
const book = loadLawBook();
console.log(`law read in ${Number(process.hrtime.bigint() - started) / 1e6} ms, ${book.version}`);
const decider = makeDecider(book, DAY);
const compact: CompactFacts[] = persons.map((facts) => compactFacts(decider, facts));
const out: FastDecision = {
  category: -1,
  stateBp: 0,
  provinceBp: 0,
  benefitBp: 0,
  localUnknown: false,
};

const counted = new Map<string, number>();
measure('decide, compact facts', PEOPLE, (index) => {
  decider.decide(at(compact, index), out);
  const category = decider.categories[out.category] ?? '-';
  counted.set(category, (counted.get(category) ?? 0) + 1);
});
measure('compact the facts and decide', PEOPLE, (index) => {
  decider.decide(compactFacts(decider, at(persons, index)), out);
});
const day = lawDay(book, DAY);
measure('decide with a trace', Math.ceil(PEOPLE / 20), (index) => {
  decideOn(day, at(persons, index));
});
measure('changes of the next year', Math.ceil(PEOPLE / 650), (index) => {
  nextChanges(book, at(persons, index), DAY, '2027-11-21');
});
const most = [...counted].sort((a, b) => b[1] - a[1]).slice(0, 5);
console.log(`most: ${most.map(([category, people]) => `${category} ${people}`).join(', ')}`);
console.log(`memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
