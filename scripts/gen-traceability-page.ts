/**
 * Writes docs/guide/nhiem-vu-va-tinh-nang.md from docs/traceability.yaml: for users, every duty and
 * feature with its state and the place where it is done. Run: `node scripts/gen-traceability-page.ts`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGE_FILE, readTraceability } from './traceability.ts';
import type { TraceMain, TraceRow, Traceability } from './traceability.ts';

const STATES = ['served', 'partly', 'open'] as const;

/** The whole page as Markdown; the same rows always give the same text. */
export function renderPage(trace: Traceability): string {
  const { page } = trace.main;
  const duties = trace.main.plans.map((plan) => ({
    title: `${page.duties} ${plan.name}`,
    rows: trace.duties.filter((row) => row.id.startsWith(`${plan.id}.`)),
  }));
  const features = trace.main.areas.map((area) => ({
    title: `${area.letter}. ${area.name}`,
    rows: trace.features.filter((row) => row.id.startsWith(area.letter)),
  }));
  return [
    `# ${page.title}`,
    page.intro.trim(),
    `## ${page.summary}`,
    summary(trace.main, [
      ...duties,
      { title: page.features, rows: trace.features },
      { title: page.needs, rows: trace.needs },
    ]),
    ...duties.flatMap(({ title, rows }) => [`## ${title}`, dutyTable(trace.main, rows)]),
    `## ${page.features}`,
    ...features.flatMap(({ title, rows }) => [
      `### ${title}`,
      featureTable(trace.main, rows, page.columns.feature),
    ]),
    `## ${page.needs}`,
    featureTable(trace.main, trace.needs, page.columns.need),
  ]
    .join('\n\n')
    .concat('\n');
}

function summary(main: TraceMain, parts: { title: string; rows: TraceRow[] }[]): string {
  const { columns, states, all } = main.page;
  const total = { title: all, rows: parts.flatMap((part) => part.rows) };
  const count = (rows: TraceRow[], state: string) =>
    String(rows.filter((row) => row.state === state).length);
  return table(
    [columns.part, columns.total, ...STATES.map((state) => states[state])],
    [...parts, total].map(({ title, rows }) => [
      title,
      String(rows.length),
      ...STATES.map((state) => count(rows, state)),
    ]),
  );
}

function dutyTable(main: TraceMain, rows: TraceRow[]): string {
  const { columns, states, none } = main.page;
  return table(
    [columns.id, columns.duty, columns.at, columns.state, columns.where, columns.links],
    rows.map((row) => [
      row.id,
      row.text,
      row.at ?? none,
      states[row.state],
      places(row, none),
      linksOf(main, row),
    ]),
  );
}

function featureTable(main: TraceMain, rows: TraceRow[], heading: string): string {
  const { columns, states, none } = main.page;
  return table(
    [columns.id, heading, columns.state, columns.where],
    rows.map((row) => [row.id, row.text, states[row.state], places(row, none)]),
  );
}

function places(row: TraceRow, none: string): string {
  return row.where.length === 0 ? none : row.where.map((place) => `\`${place}\``).join(', ');
}

function linksOf(main: TraceMain, row: TraceRow): string {
  const links = row.features.map((link) => (link === 'all' ? main.page.all : link));
  return [...links, ...row.needs].join(', ') || main.page.none;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim();
}

if (import.meta.main) {
  const root = process.argv[2] ?? join(import.meta.dirname, '..');
  const { trace, faults } = readTraceability(root);
  for (const fault of faults) console.error(fault);
  if (trace === null || faults.length > 0) {
    process.exitCode = 1;
  } else {
    const path = join(root, PAGE_FILE);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderPage(trace));
    console.log(`${PAGE_FILE}: ${trace.duties.length} duties, ${trace.features.length} features`);
  }
}
