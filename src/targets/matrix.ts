/** A printed table and the targets it states. Pure. */
import { type Fault } from '../kernel/outcome.ts';
import { parsePrintedNumber } from '../kernel/printed-number.ts';
import type { StoredMatrix } from './sql-matrix.ts';
import { daysOf } from './statements.ts';
import type { MatrixCell, MatrixInput, Measure, Target, TargetRow } from './types.ts';

/** Every cell is a row, blank ones too; what is no number is a fault with its place. */
export function rowsOfMatrix(
  input: MatrixInput,
  unitId: number,
): { rows: TargetRow[]; faults: Fault[] } {
  const rows: TargetRow[] = [];
  const faults: Fault[] = [];
  input.rows.forEach((row, at) => {
    const { group } = row;
    if (group === null) return;
    if (row.cells.length > input.columns.length) {
      faults.push({ code: 'targets.cellsBeyond', params: { row: at + 1 }, at: `rows.${at}` });
    }
    input.columns.forEach((column, to) => {
      const printed = row.cells[to] ?? '';
      const number = parsePrintedNumber(printed);
      const place = `rows.${at}.cells.${to}`;
      const value = number && valueOf(number.value, input.measure);
      if (value === undefined) {
        faults.push({ code: 'targets.cellUnread', params: { text: printed }, at: place });
        return;
      }
      rows.push({
        indicator: input.indicator,
        unit: unitId,
        group,
        groupName: row.label,
        period: column.period,
        measure: input.measure,
        value,
        operator: number?.operator ?? '=',
        kind: column.kind,
        source: { document: input.document, line: row.lines[to] ?? null, printed },
      });
    });
  });
  return { rows, faults };
}

function valueOf(value: number | null, measure: Measure): number | null | undefined {
  if (value === null) return null;
  if (measure === 'people') return Number.isInteger(value) ? value : undefined;
  const bp = Math.round(value * 100);
  return Math.abs(bp - value * 100) < 1e-6 ? bp : undefined;
}

export function layoutOf(
  input: MatrixInput,
  unitId: number,
  actId: number | null,
): Omit<StoredMatrix, 'matrixId'> {
  const { indicator, title, document } = input;
  return {
    unitId,
    indicator,
    title,
    document,
    actId,
    columns: input.columns.map(({ label, period, kind }) => ({ label, kind, ...daysOf(period) })),
    rows: input.rows.map(({ label, group, depth, cells }) => ({
      label,
      group,
      depth,
      printed: input.columns.map((_, at) => cells[at] ?? ''),
    })),
  };
}

/** What a cell says now, beside what is printed in it. */
export function cellOf(target: Target | undefined, printed: string | null): MatrixCell {
  const said = printed === null ? undefined : parsePrintedNumber(printed);
  if (!target) return { ...EMPTY_CELL, printed };
  const { state, operator, rateBp, people, measure, sources } = target.current;
  const stated = measure === 'rate' ? rateBp : people;
  const before = said && valueOf(said.value, measure);
  return {
    printed,
    targetId: target.targetId,
    state,
    operator,
    rateBp,
    people,
    isChanged: said !== undefined && before !== stated,
    line: sources.find((source) => source.line !== null)?.line ?? null,
  };
}

const EMPTY_CELL: MatrixCell = {
  printed: null,
  targetId: null,
  state: null,
  operator: null,
  rateBp: null,
  people: null,
  isChanged: false,
  line: null,
};

/** Of targets that no table was entered for: groups in the order of the law, then words. */
export function layoutOfTargets(
  targets: readonly Target[],
  groups: readonly { code: string; name: { vi: string }; depth: number }[],
): Pick<StoredMatrix, 'columns' | 'rows'> {
  const shown = targets.filter((target) => target.kind !== 'support');
  const byColumn = Map.groupBy(shown, ({ from, to, kind }) => [from, to, kind].join(' '));
  const columns = [...byColumn.keys()].sort().map((key) => {
    const [from = '', to = '', kind] = key.split(' ');
    return { label: labelOf(from, to), from, to, kind: kind === 'actual' ? 'actual' : 'target' };
  }) as StoredMatrix['columns'];
  const used = new Map(shown.map((target) => [target.group, target.current.groupName]));
  const known = groups.filter((group) => used.has(group.code));
  const others = [...used.keys()].filter((code) => !groups.some((group) => group.code === code));
  return {
    columns,
    rows: [
      ...known.map(({ code, name, depth }) => ({
        label: used.get(code) ?? name.vi,
        group: code,
        depth,
        printed: [],
      })),
      ...others.map((code) => ({
        label: used.get(code) ?? code.replace(/^#/, ''),
        group: code,
        depth: 1,
        printed: [],
      })),
    ],
  };
}

function labelOf(from: string, to: string): string {
  const isYear = from.endsWith('-01-01') && to === `${Number(from.slice(0, 4)) + 1}-01-01`;
  return isYear ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`;
}
