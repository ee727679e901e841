/**
 * Record linkage at the size of a province: a register and lists by seed, with errors as lists have
 * them, many by the hand that entered the rows. The linker process at 10 and 100 thousand and 1.2
 * million rows; the standard and the hard set, each also by a seed that nothing was fitted to; the
 * same pipeline as PostgreSQL SQL; lists through PostgreSQL; the register on itself; rows all alike.
 * Inputs are made once and kept in the temporary folder. `BAOPHU_BENCH_PEOPLE` bounds the sizes.
 */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { findDuplicates, linkRows } from '../src/lists/linkage/ops.ts';
import type { Context } from '../src/stores/context.ts';
import { fillPersons, fillTree, rowsOf, withDatabase } from './linkage/database.ts';
import { type ErrorSetting, HARD, STANDARD } from './linkage/errors.ts';
import { type MadeFiles, communeOf, makeFiles } from './linkage/maker.ts';
import { type Quality, judgeLinks, judgePairs, rates } from './linkage/quality.ts';
import {
  expectBudget,
  report,
  reportQuality,
  reportRun,
  runLinker,
  runLinkerTwice,
  trainFromNumbers,
} from './linkage/runs.ts';
import { linkBySql, loadTables } from './linkage/sql-pipeline.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
const SQL_PEOPLE = Math.min(108_000, PEOPLE);
const SIZES = [10_800, 108_000].filter((people) => people < PEOPLE).concat(PEOPLE);
const IS_WHOLE = PEOPLE >= 1_300_000;
const ROWS_OF_PEOPLE = 12 / 13;
const SEED = 'linkage';
const SEED_HELD_OUT = 'held out';
const MEGABYTE = 2 ** 20;

const SECONDS_MAX = 8;
const MEGABYTES_MAX = 800;
const F1_MIN = 0.995;
const RECALL_HARD_MIN = 0.95;
const PRECISION_HARD_MIN = 0.999;
const TIMES_FASTER_MIN = 5;
const SECONDS_OF_300_MAX = 2;

async function main(): Promise<void> {
  for (const people of SIZES) await measureStandard(people);
  for (const seed of [SEED, SEED_HELD_OUT]) await measureHard(seed);
  await measureStandardHeldOut();
  await measureRegister();
  await withDatabase(compareWithSql);
  await withDatabase(measureWithDatabase);
}

function make(people: number, setting: ErrorSetting, seed = SEED, twice = 0): MadeFiles {
  return makeFiles({ people, rows: Math.round(people * ROWS_OF_PEOPLE), twice }, setting, seed);
}

// ── the linker process by itself ────────────────────────────────────────────────────────────────

async function measureStandard(people: number): Promise<void> {
  const files = make(people, STANDARD);
  const run = await runLinkerTwice(files);
  reportRun(`standard, ${files.rowCount} rows of ${files.people} people`, run);
  const rows = files.rowCount / 1_000_000;
  const { processorMilliseconds, peakBytes } = run.measure;
  report('  processor time a row', processorMilliseconds / 1000 / rows, 'µs');
  report('  memory a row', Math.round(peakBytes / 1_000_000 / rows), 'bytes');
  const quality = judgeLinks(run.text, files.truth);
  reportQuality(quality);
  if (people === SQL_PEOPLE) {
    const alone = await runLinker(files, { threads: 1 });
    expectBudget('the same answers by one thread', alone.text === run.text);
  }
  if (people !== PEOPLE) return;
  if (IS_WHOLE) {
    expectBudget(`at most ${SECONDS_MAX} s`, run.seconds <= SECONDS_MAX);
    const isSmall = peakBytes <= MEGABYTES_MAX * MEGABYTE;
    expectBudget(`at most ${MEGABYTES_MAX} MB`, isSmall);
  }
  expectBudget(`F1 of at least ${F1_MIN}`, quality.f1 >= F1_MIN);
}

async function measureStandardHeldOut(): Promise<void> {
  const files = make(PEOPLE, STANDARD, SEED_HELD_OUT);
  const run = await runLinker(files);
  const quality = judgeLinks(run.text, files.truth);
  reportRun(`standard, seed “${SEED_HELD_OUT}”`, run);
  reportQuality(quality);
  expectBudget(`F1 of at least ${F1_MIN}`, quality.f1 >= F1_MIN);
}

async function measureHard(seed: string): Promise<void> {
  const files = make(PEOPLE, HARD, seed);
  const first = await runLinker(files);
  reportRun(`hard, seed “${seed}”, first model`, first);
  const byFirst = judgeLinks(first.text, files.truth);
  reportQuality(byFirst);
  expectHard(byFirst);
  if (seed !== SEED_HELD_OUT) return;
  const model = trainFromNumbers(files, first.text);
  const second = await runLinker(files, { model });
  reportRun(`hard, seed “${seed}”, trained from its own numbers`, second);
  reportQuality(judgeLinks(second.text, files.truth));
}

function expectHard({ precision, recall }: Quality): void {
  expectBudget(`precision of at least ${PRECISION_HARD_MIN}`, precision >= PRECISION_HARD_MIN);
  expectBudget(`recall of at least ${RECALL_HARD_MIN}`, recall >= RECALL_HARD_MIN);
}

async function measureRegister(): Promise<void> {
  const files = make(PEOPLE, STANDARD, SEED, 0.02);
  const run = await runLinker(files, { work: 'duplicates' });
  reportRun(`duplicates among ${files.people} people, ${files.twice} entered twice`, run);
  for (const bits of [0, 3, 10]) {
    const { said, precision, recall } = judgePairs(run.text, files.twice, bits * 100);
    report(`  from ${bits} bits: pairs / precision / recall`, [said, precision, recall], '');
  }
}

// ── with PostgreSQL ─────────────────────────────────────────────────────────────────────────────

/** At a tenth of a province: with all of it SQL takes minutes, and the ratio grows. */
async function compareWithSql({ db }: Context): Promise<void> {
  const files = make(SQL_PEOPLE, STANDARD);
  const run = await runLinkerTwice(files);
  await sql`create extension if not exists fuzzystrmatch`.execute(db);
  await loadTables(db, readFileSync(files.persons, 'utf8'), readFileSync(files.rows, 'utf8'));
  const started = performance.now();
  const links = await linkBySql(db);
  const took = seconds(started);
  let right = 0;
  for (const [row, person] of links) if (files.truth[row - 1] === person) right += 1;
  const there = new Set(files.truth.filter((person) => person > 0)).size;
  report(`PostgreSQL SQL, ${files.rowCount} rows of ${files.people} people`, took, 's');
  report('  F1 of its links', rates(right, links.size, there).f1, '');
  report('  the linker process on the same files', run.seconds, 's');
  report('  times faster', took / run.seconds, '');
  expectBudget(`${TIMES_FASTER_MIN} times faster`, took / run.seconds >= TIMES_FASTER_MIN);
}

async function measureWithDatabase(ctx: Context): Promise<void> {
  const files = make(PEOPLE, STANDARD);
  await fillTree(ctx.db, files.villages);
  const started = performance.now();
  await fillPersons(ctx.db, files);
  report(`${files.people} people as linkage keeps them, with indexes`, seconds(started), 's');
  const size = await sql<{ megabytes: number }>`
    select pg_total_relation_size('linkage.person')::float8 / ${MEGABYTE} as megabytes`.execute(
    ctx.db,
  );
  report('  on disk', Math.round(size.rows[0]?.megabytes ?? 0), 'MB');
  const lines = readFileSync(files.rows, 'utf8').split('\n');
  for (const count of [300, 300, 5_000, 20_000]) await measureSmall(ctx, lines, count);
  const rows = rowsOf(lines, files.rowCount);
  const done = await linkRows(ctx, { listId: 2, source: { rows }, way: 'bulk' });
  const whole = done.milliseconds / 1000;
  report(`PostgreSQL → linker → PostgreSQL, ${done.rows} rows`, whole, 's');
  const commune = await findDuplicates(ctx, { unitId: communeOf(10_000) });
  report(`duplicates of a commune of ${commune.people}`, commune.milliseconds / 1000, 's');
  report('peak memory of this process', Math.round(process.resourceUsage().maxRSS / 1024), 'MB');
}

async function measureSmall(ctx: Context, lines: readonly string[], count: number): Promise<void> {
  const rows = rowsOf(lines, count);
  const done = await linkRows(ctx, { listId: 1, source: { rows }, way: 'small' });
  const took = done.milliseconds / 1000;
  report(`list of ${rows.length} rows through PostgreSQL`, took, 's');
  const { linked, review, duplicate } = done;
  report('  linked / duplicate / review / new', [linked, duplicate, review, done.new], 'rows');
  if (count === 300) expectBudget(`at most ${SECONDS_OF_300_MAX} s`, took <= SECONDS_OF_300_MAX);
}

function seconds(started: number): number {
  return (performance.now() - started) / 1000;
}

await main();
