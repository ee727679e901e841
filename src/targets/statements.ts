/**
 * Statements of a document about targets: rows of one target (percent in the text, persons in the
 * table, "trên 71 %" here and "71" there) become one. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import type { z } from 'zod';
import type { Operator, Period, Source, TargetKind, TargetRow } from './types.ts';
import { type TargetValue, complete } from './values.ts';

export type StatedSource = Source & { operator: Operator };

/** One target as a document states it. */
export interface Statement extends TargetValue {
  indicator: string;
  unitId: number;
  group: string;
  groupName: string | null;
  from: IsoDate;
  to: IsoDate;
  kind: TargetKind;
  population: number | null;
  isOverride: boolean;
  sources: StatedSource[];
  /** rows of the input, for faults and answers */
  rows: number[];
}

export type ParsedRow = z.output<typeof TargetRow> & { unitId: number };

export function daysOf(period: Period): { from: IsoDate; to: IsoDate } {
  if (typeof period !== 'number') return period;
  return { from: `${period}-01-01`, to: `${period + 1}-01-01` };
}

/** Two rows that give one target different values of the same measure contradict each other. */
export function mergeRows(rows: readonly ParsedRow[]): {
  statements: Statement[];
  faults: Fault[];
} {
  const byKey = new Map<string, Statement>();
  const faults: Fault[] = [];
  rows.forEach((row, at) => {
    const next = statementOf(row, at);
    const key = keyOf(next);
    const before = byKey.get(key);
    if (!before) byKey.set(key, next);
    else if (contradicts(before, next)) faults.push(contradiction(before, at));
    else byKey.set(key, join(before, next));
  });
  const statements = [...byKey.values()].map((statement) => ({
    ...statement,
    ...complete(statement, statement.population),
  }));
  return { statements, faults };
}

export interface TargetIdentity {
  indicator: string;
  unitId: number;
  group: string;
  from: IsoDate;
  to: IsoDate;
  kind: TargetKind;
}

export function keyOf({ indicator, unitId, group, from, to, kind }: TargetIdentity): string {
  return [unitId, indicator, from, to, kind, group].join(' ');
}

function statementOf(row: ParsedRow, at: number): Statement {
  const { indicator, unitId, group, groupName, measure, value, operator, kind, population } = row;
  return {
    indicator,
    unitId,
    group,
    groupName,
    ...daysOf(row.period),
    kind,
    operator,
    measure,
    rateBp: measure === 'rate' ? value : null,
    people: measure === 'people' ? value : null,
    population,
    isOverride: row.isOverride,
    sources: [{ ...row.source, operator }],
    rows: [at],
  };
}

function contradicts(a: Statement, b: Statement): boolean {
  const differs = (x: number | null, y: number | null) => x !== null && y !== null && x !== y;
  const isOtherSide = a.operator !== b.operator && a.operator !== '=' && b.operator !== '=';
  return differs(a.rateBp, b.rateBp) || differs(a.people, b.people) || isOtherSide;
}

function contradiction(before: Statement, at: number): Fault {
  return {
    code: 'targets.contradiction',
    params: { row: at + 1, other: (before.rows[0] ?? 0) + 1 },
    at: `rows.${at}`,
  };
}

/** The first stated measure stays the stated one; words ("trên", "tối thiểu") say more than "=". */
function join(a: Statement, b: Statement): Statement {
  const isBlankA = a.rateBp === null && a.people === null;
  return {
    ...a,
    measure: isBlankA ? b.measure : a.measure,
    operator: a.operator === '=' ? b.operator : a.operator,
    groupName: a.groupName ?? b.groupName,
    rateBp: a.rateBp ?? b.rateBp,
    people: a.people ?? b.people,
    population: a.population ?? b.population,
    isOverride: a.isOverride || b.isOverride,
    sources: [...a.sources, ...b.sources],
    rows: [...a.rows, ...b.rows],
  };
}
