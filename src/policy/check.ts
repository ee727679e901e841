/**
 * The judge of the files of the law: form, dates (overlaps, holes), citations, unknown names,
 * shares that do not sum to one, every worked case, and a case on the day before and the day of
 * every change. Reports all faults, not the first.
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import { makeLawBook } from './book.ts';
import { type LawData, type RawTopics, parseLawData } from './law-data.ts';
import { listDocuments, parameterRows } from './book.ts';
import { type CaseResult, type LawCase, localKey, looksAt, parseCases, runCase } from './cases.ts';
import { type ByCategory, type Dated, checkRuleData, periodsOf } from './check-rules.ts';
import { TOPICS } from './topics.ts';
import type { Citation } from './types.ts';

export interface CheckResult {
  faults: Fault[];
  /** rows that carry dates and a citation */
  rules: number;
  cases: number;
  passed: number;
  /** cases whose rule is inferred and that came out otherwise: told, not failed */
  softDifferences: CaseResult[];
}

/** Checks what `readTopics` read. */
export function checkLaw(raw: RawTopics): CheckResult {
  const none = { rules: 0, cases: 0, passed: 0, softDifferences: [] };
  const data = parseLawData(raw);
  const cases = parseCases(raw);
  const unread = [...unknownFiles(raw), ...(cases.ok ? [] : cases.faults)];
  if (!data.ok) return { ...none, faults: [...unread, ...data.faults] };
  const ruleFaults = checkRuleData(data.value);
  if (ruleFaults.some((fault) => UNCOMPUTABLE.includes(fault.code))) {
    return { ...none, faults: [...unread, ...ruleFaults] };
  }
  const rows = cases.ok ? cases.value : [];
  const book = makeLawBook(data.value);
  const results = rows.map((row) => runCase(book, row));
  const faults = [
    ...unread,
    ...checkCitations(data.value, rows),
    ...ruleFaults,
    ...checkCases(rows, results),
    ...checkChanges(data.value, rows),
  ];
  return {
    faults,
    rules: datedRows(data.value).length,
    cases: results.length,
    passed: results.filter((result) => result.passed).length,
    softDifferences: results.filter((result) => !result.passed && !result.hard),
  };
}

/** With one of these no case can be run. */
const UNCOMPUTABLE = ['policy.valueMissing', 'policy.valueCircular', 'policy.parameterMissing'];

function unknownFiles(raw: RawTopics): Fault[] {
  const known = (name: string) =>
    name in TOPICS || name.startsWith('local/') || name.startsWith('cases/');
  return Object.keys(raw)
    .filter((name) => !known(name))
    .map((name) => ({ code: 'policy.fileUnknown', params: { file: name }, at: name }));
}

// ── citations ─────────────────────────────────────────────────────────────────────────────────

function checkCitations(data: LawData, cases: readonly LawCase[]): Fault[] {
  const faults: Fault[] = [];
  const ids = listDocuments(data).map((row) => row.id);
  const known = new Set(ids);
  for (const id of ids.filter((each, index) => ids.indexOf(each) !== index)) {
    faults.push({ code: 'policy.twice', params: { what: id }, at: 'documents' });
  }
  const cited = [
    ...citedRows(data),
    ...cases.map((row) => ({ at: `cases ${row.id}`, row: { citation: row.citation } })),
  ];
  for (const { at, row } of cited) {
    for (const { document } of row.citation) {
      if (known.has(document)) continue;
      faults.push({ code: 'policy.unknownDocument', params: { document }, at });
    }
  }
  return faults;
}

interface Cited {
  at: string;
  row: Partial<Dated> & { citation: Citation[] };
}

/** Every row with a citation, anywhere in the data, with its path. */
function citedRows(data: LawData): Cited[] {
  const found: Cited[] = [];
  const walk = (node: unknown, at: string): void => {
    if (Array.isArray(node)) {
      node.forEach((inner, index) => walk(inner, `${at}.${index}`));
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    if ('citation' in node && Array.isArray(node.citation)) {
      found.push({ at, row: node as Cited['row'] });
    }
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'citation') walk(value, at === '' ? key : `${at}.${key}`);
    }
  };
  walk(data, '');
  return found;
}

function datedRows(data: LawData): Cited[] {
  return citedRows(data).filter(({ row }) => row.from !== undefined);
}

// ── cases ─────────────────────────────────────────────────────────────────────────────────────

function checkCases(cases: readonly LawCase[], results: readonly CaseResult[]): Fault[] {
  const ids = cases.map((row) => row.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...twice.map((id) => ({ code: 'policy.twice', params: { what: id }, at: `cases ${id}` })),
    ...results
      .filter((result) => result.hard && !result.passed)
      .map((result) => ({
        code: 'policy.caseDiffers',
        params: { case: result.id, differences: result.differences.join('; ') },
        at: `cases ${result.id}`,
      })),
  ];
}

/** Days on which a rule of a category or a parameter begins or ends, by the key of `looksAt`. */
export function changeDays(data: LawData): Map<string, Set<IsoDate>> {
  const days = new Map<string, Set<IsoDate>>();
  const add = (key: string, row: Dated) => {
    const own = days.get(key) ?? new Set<IsoDate>();
    own.add(row.from);
    if (row.to !== null) own.add(row.to);
    days.set(key, own);
  };
  for (const [id, row] of parameterRows(data)) {
    for (const value of row.values) add(`parameter ${id}`, value);
  }
  for (const row of data.benefit.continuity) add('continuity', row);
  for (const { category, period } of periodsOf(data)) add(`groups ${category}`, period);
  const tables: [string, ByCategory[]][] = [
    ['support', data.support.supports],
    ['benefit', data.benefit.levels],
    ['payers', data.contribution.payments],
  ];
  for (const [name, rows] of tables) {
    for (const row of rows) for (const category of row.categories) add(`${name} ${category}`, row);
  }
  for (const { province, resolutions } of Object.values(data.local)) {
    for (const row of resolutions.flatMap((resolution) => resolution.supports)) {
      for (const category of row.categories) add(localKey(province, category), row);
    }
  }
  return days;
}

/** Every change has a case on the day before and on the day. */
function checkChanges(data: LawData, cases: readonly LawCase[]): Fault[] {
  const seen = new Set<string>();
  for (const row of cases) {
    const looks = looksAt(row);
    for (const key of looks?.keys ?? [])
      for (const day of looks?.days ?? []) seen.add(`${key} ${day}`);
  }
  const faults: Fault[] = [];
  for (const [key, days] of changeDays(data)) {
    for (const day of days) {
      for (const on of [addDays(day, -1), day]) {
        if (seen.has(`${key} ${on}`)) continue;
        faults.push({ code: 'policy.changeWithoutCase', params: { rule: key, on }, at: key });
      }
    }
  }
  return faults;
}
