/**
 * Proves docs/traceability.yaml: every duty and feature stands there once, a row that claims to be
 * served (or partly) says where and names tests that exist, and the page of the guide is up to
 * date. All faults are listed at once. Run: `node scripts/check-traceability.ts`
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { renderPage } from './gen-traceability-page.ts';
import { KINDS, PAGE_FILE, expandLink, readTraceability } from './traceability.ts';
import type { Kind, TraceRow, Traceability } from './traceability.ts';

/** How many rows each plan, feature letter and list of needs must have. */
export interface Expected {
  /** plan → number of duties, numbered from 01 */
  plans: Record<string, number>;
  /** letter → number of features, numbered from 1 */
  letters: Record<string, number>;
  needs: readonly string[];
}

/** 266 duties of the four plans, 147 features, and 12 needs that no feature names. */
export const EXPECTED: Expected = {
  plans: { '0': 92, '1': 75, '2': 47, '3': 52 },
  letters: {
    A: 10,
    B: 13,
    C: 11,
    D: 10,
    E: 14,
    F: 11,
    G: 8,
    H: 7,
    I: 12,
    J: 7,
    K: 5,
    L: 4,
    M: 7,
    N: 4,
    O: 7,
    P: 6,
    Q: 6,
    R: 5,
  },
  needs: [
    'trainingRegister',
    'staffRegister',
    'agentsRegister',
    'teamRegister',
    'sponsorFund',
    'investmentProjectList',
    'pieceWorkRecord',
    'datedPriceList',
    'urgentLane',
    'distributionList',
    'bestPracticeLibrary',
    'onlineRequests',
  ],
};

/** Every fault of the traceability files under `root`, one line each; empty when all is well. */
export function traceabilityFaults(root: string, expected: Expected = EXPECTED): string[] {
  const { trace, faults } = readTraceability(root);
  if (trace === null) return faults;
  const ids = expectedIds(expected);
  for (const kind of KINDS) faults.push(...idFaults(kind, trace[kind], ids[kind]));
  const rows = KINDS.flatMap((kind) => trace[kind]);
  faults.push(...headingFaults(trace, expected), ...linkFaults(trace, ids));
  for (const row of rows) faults.push(...rowFaults(root, row));
  // A page made from faulty rows would only hide the faults above.
  if (faults.length === 0) faults.push(...pageFaults(root, trace));
  return faults;
}

function expectedIds(expected: Expected): Record<Kind, string[]> {
  const numbered = (counts: Record<string, number>, name: (key: string, n: number) => string) =>
    Object.entries(counts).flatMap(([key, count]) =>
      Array.from({ length: count }, (_, index) => name(key, index + 1)),
    );
  return {
    duties: numbered(expected.plans, (plan, n) => `${plan}.${String(n).padStart(2, '0')}`),
    features: numbered(expected.letters, (letter, n) => `${letter}${n}`),
    needs: [...expected.needs],
  };
}

function idFaults(kind: Kind, rows: TraceRow[], wanted: string[]): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const row of rows) {
    if (seen.has(row.id)) faults.push(`${row.file}: row ${row.id}: stands twice`);
    if (!wanted.includes(row.id)) faults.push(`${row.file}: row ${row.id}: no such id in ${kind}`);
    seen.add(row.id);
  }
  const missing = wanted.filter((id) => !seen.has(id));
  if (missing.length > 0) faults.push(`${kind}: missing ${missing.join(', ')}`);
  return faults;
}

/** A plan or letter without a heading would fall off the page. */
function headingFaults(trace: Traceability, expected: Expected): string[] {
  const plans = trace.main.plans.map((plan) => plan.id);
  const letters = trace.main.areas.map((area) => area.letter);
  return [
    ...differences('plans', plans, Object.keys(expected.plans)),
    ...differences('areas', letters, Object.keys(expected.letters)),
  ];
}

function differences(name: string, found: string[], wanted: string[]): string[] {
  if (found.join() === wanted.join()) return [];
  return [`${name}: must be ${wanted.join(', ')}, are ${found.join(', ')}`];
}

function linkFaults(trace: Traceability, ids: Record<Kind, string[]>): string[] {
  const states = new Map([...trace.features, ...trace.needs].map((row) => [row.id, row.state]));
  const faults: string[] = [];
  for (const row of trace.duties) {
    const fault = (text: string) => faults.push(`${row.file}: row ${row.id}: ${text}`);
    const features = row.features.includes('all') ? [] : row.features.flatMap(expandLink);
    if (row.features.length + row.needs.length === 0) fault('names no feature and no need');
    for (const id of features) if (!ids.features.includes(id)) fault(`unknown feature ${id}`);
    for (const id of row.needs) if (!ids.needs.includes(id)) fault(`unknown need ${id}`);
    if (row.state !== 'served') continue;
    const open = [...features, ...row.needs].filter((id) => states.get(id) === 'open');
    if (open.length > 0) fault(`is served, but ${open.join(', ')} is still open`);
  }
  return faults;
}

function rowFaults(root: string, row: TraceRow): string[] {
  const faults: string[] = [];
  if (row.state !== 'open' && row.where.length === 0) faults.push(`is ${row.state} without where`);
  if (row.state !== 'open' && row.tests.length === 0) faults.push(`is ${row.state} without tests`);
  for (const place of row.where) {
    if (!isPlace(root, place)) {
      faults.push(`where "${place}" is no screen path, no command and no file`);
    }
  }
  for (const reference of row.tests) faults.push(...testFaults(root, reference));
  return faults.map((text) => `${row.file}: row ${row.id}: ${text}`);
}

function isPlace(root: string, place: string): boolean {
  return /^(\/|bin\/baophu |npm |node scripts\/)/.test(place) || isInside(root, place);
}

/** `path` or `path#text`: the file is a test of this repository and holds the text. */
function testFaults(root: string, reference: string): string[] {
  const [path = '', ...rest] = reference.split('#');
  const fragment = rest.join('#');
  if (!/\.test\.tsx?$/.test(path)) return [`test "${reference}" is no *.test.ts file`];
  if (!isInside(root, path)) return [`test file "${path}" does not exist`];
  if (fragment === '' || readFileSync(join(root, path), 'utf8').includes(fragment)) return [];
  return [`test file "${path}" does not hold "${fragment}"`];
}

function isInside(root: string, path: string): boolean {
  return !normalize(path).startsWith('..') && existsSync(join(root, path));
}

function pageFaults(root: string, trace: Traceability): string[] {
  const path = join(root, PAGE_FILE);
  if (existsSync(path) && readFileSync(path, 'utf8') === renderPage(trace)) return [];
  return [`${PAGE_FILE}: out of date; run node scripts/gen-traceability-page.ts`];
}

if (import.meta.main) {
  const root = process.argv[2] ?? join(import.meta.dirname, '..');
  const faults = traceabilityFaults(root);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error(`traceability: ${faults.length} faults`);
    process.exitCode = 1;
  } else {
    console.log('traceability: every duty and feature accounted for');
  }
}
