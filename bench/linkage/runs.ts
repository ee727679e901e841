/** The linker process by itself, fed from files; what it took and how good its answers are. */
import { createReadStream, readFileSync } from 'node:fs';
import { readLevelLetters } from '../../src/lists/linkage/answer.ts';
import { runBulk, threadsHere } from '../../src/lists/linkage/bulk.ts';
import { FRAME, type LinkerHeader } from '../../src/lists/linkage/frames.ts';
import type { LinkerMeasure } from '../../src/lists/linkage/linker-process.ts';
import { FIRST_MODEL } from '../../src/lists/linkage/model.ts';
import { NameTable } from '../../src/lists/linkage/names.ts';
import { toShared } from '../../src/lists/linkage/packed.ts';
import { PersonReader } from '../../src/lists/linkage/reading.ts';
import { countRandomPairs } from '../../src/lists/linkage/sampling.ts';
import { countPair, makeLevelCounts, trainModel } from '../../src/lists/linkage/training.ts';
import type { LinkageModel } from '../../src/lists/linkage/types.ts';
import { type MadeFiles, placesOf } from './maker.ts';
import { type Quality, linesOf } from './quality.ts';

const MEGABYTE = 2 ** 20;

export interface Run {
  text: string;
  seconds: number;
  measure: LinkerMeasure;
}

export interface RunOptions {
  model?: LinkageModel;
  work?: LinkerHeader['work'];
  threads?: number;
}

/** From the first byte sent to the last one answered. */
export async function runLinker(files: MadeFiles, options: RunOptions = {}): Promise<Run> {
  const { model = FIRST_MODEL, work = 'link', threads = threadsHere() } = options;
  const header: LinkerHeader = {
    work,
    listId: 1,
    model,
    places: placesOf(files.villages),
    persons: files.people,
    rows: work === 'link' ? files.rowCount : 0,
    threads,
    foundAt: '2026-01-01T00:00:00Z',
  };
  const chunks: Buffer[] = [];
  let measure: LinkerMeasure | undefined;
  const started = performance.now();
  await runBulk(header, {
    async feed(send) {
      for await (const bytes of createReadStream(files.persons, { highWaterMark: 1 << 18 }))
        await send(FRAME.persons, bytes as Buffer);
      if (work !== 'link') return;
      for await (const bytes of createReadStream(files.rows, { highWaterMark: 1 << 18 }))
        await send(FRAME.rows, bytes as Buffer);
    },
    async take(lines) {
      for await (const bytes of lines) chunks.push(bytes);
    },
    onMeasured: (measured) => (measure = measured),
  });
  const seconds = (performance.now() - started) / 1000;
  if (!measure) throw new Error('the linker told no measure');
  return { text: Buffer.concat(chunks).toString('latin1'), seconds, measure };
}

/** The quicker of two: others may use the machine meanwhile. */
export async function runLinkerTwice(files: MadeFiles): Promise<Run> {
  const [first, second] = [await runLinker(files), await runLinker(files)];
  if (first.text !== second.text) throw new Error('the same list was answered otherwise');
  return first.seconds <= second.seconds ? first : second;
}

export function reportRun(name: string, { seconds, measure }: Run): void {
  report(name, seconds, 's');
  const parts = [measure.readMilliseconds, measure.linkMilliseconds, measure.writeMilliseconds];
  const inSeconds = parts.map((milliseconds) => milliseconds / 1000);
  report('  reading / comparing / writing', inSeconds, 's');
  report('  processor time', measure.processorMilliseconds / 1000, 's');
  report('  peak memory of the process', Math.round(measure.peakBytes / MEGABYTE), 'MB');
}

export function reportQuality(quality: Quality): void {
  report('  F1', quality.f1, '');
  report('  precision / recall', [quality.precision, quality.recall], '');
  report('  recall with the answers of the review', quality.recallWithReview, '');
  report('  precision of duplicates', quality.precisionOfDuplicates, '');
  const { linked, duplicate, review } = quality;
  report('  linked / duplicate / review / new', [linked, duplicate, review, quality.new], 'rows');
}

export function report(name: string, value: number | readonly number[], unit: string): void {
  const values = typeof value === 'number' ? [value] : value;
  const text = values.map((v) => (Number.isInteger(v) ? String(v) : v.toFixed(v < 1 ? 4 : 2)));
  console.log(`${name.padEnd(58)} ${text.join(' / ').padStart(12)} ${unit}`);
}

/** A promise, and what came of it; a broken one fails the run. */
export function expectBudget(what: string, isKept: boolean): void {
  console.log(`  ${isKept ? 'kept' : 'NOT KEPT'}: ${what}`);
  if (!isKept) process.exitCode = 1;
}

const SAMPLE_PEOPLE = 5_000;

/** What `lists model train` does, from the answers alone: nobody tells it the truth. */
export function trainFromNumbers(files: MadeFiles, text: string): LinkageModel {
  const same = makeLevelCounts();
  for (const cells of linesOf(text)) {
    const isByNumber = cells[9] === 'nationalId' || cells[9] === 'socialInsuranceNumber';
    if (cells[2] === 'linked' && isByNumber)
      countPair(same, readLevelLetters(cells[10] ?? ''), 1, 'number');
  }
  const names = new NameTable();
  const places = new Map(
    placesOf(files.villages).map(([id, villageId, communeId]) => [id, { villageId, communeId }]),
  );
  const reader = new PersonReader(names, places, SAMPLE_PEOPLE);
  const every = Math.max(1, Math.floor(files.people / SAMPLE_PEOPLE));
  const lines = readFileSync(files.persons, 'latin1').split('\n');
  const sample = lines.filter((line, at) => at % every === 0 && line !== '');
  reader.read(Buffer.from(`${sample.join('\n')}\n`));
  const random = makeLevelCounts();
  countRandomPairs(random, toShared(reader.records), names);
  return trainModel(FIRST_MODEL, 2, same, random).model;
}
