/**
 * Reading plans: every golden text, cold (first of the process) and warm, and how it grows with a
 * plan of many times the length. Printed in milliseconds; the limit is 200 for a plan.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPdfText } from '../src/formats/pdf-text.ts';
import { extractPlan } from '../src/plans/extract.ts';

const LIMIT_MS = 200;
const RUNS = 15;
const FOLDER = join(import.meta.dirname, '../test/golden/plans');

function main(): void {
  const texts = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
  const [first] = texts;
  if (first) console.log(`cold     ${first.name}: ${millis(() => extractPlan(first.text))} ms`);
  let isSlow = false;
  for (const { name, text } of texts) {
    const times = Array.from({ length: RUNS }, () => millis(() => extractPlan(text)));
    const middle = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
    isSlow ||= middle > LIMIT_MS;
    console.log(
      `${String(middle).padStart(5)} ms  ${name} (${Math.round(text.length / 1000)}k characters)`,
    );
  }
  const long = Array.from({ length: 5 }, () => texts.map(({ text }) => text).join('\n\n')).join(
    '\n\n',
  );
  console.log(
    `${millis(() => extractPlan(long))} ms  a text of ${Math.round(long.length / 1000)}k characters`,
  );
  const pdf = readFileSync(join(FOLDER, 'ban-in-ke-hoach-xa.pdf'));
  console.log(`${millis(() => readPdfText(pdf))} ms  text of a one-page PDF`);
  if (isSlow) {
    console.log(`over ${LIMIT_MS} ms`);
    process.exitCode = 1;
  }
}

function millis(work: () => unknown): number {
  const start = performance.now();
  work();
  return Math.round((performance.now() - start) * 10) / 10;
}

main();
