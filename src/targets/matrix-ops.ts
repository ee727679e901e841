/** Printed tables of targets: entered, shown as printed with what has changed since, as a file. */
import { targetsEn } from '../../messages/targets.en.ts';
import { targetsVi } from '../../messages/targets.vi.ts';
import { type XlsxCell, writeXlsx } from '../formats/xlsx-write.ts';
import { failures, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { listActs, recordAct } from '../units/acts.ts';
import { getUnitByRef } from '../units/ops.ts';
import { orRefuse } from '../units/scope.ts';
import { assignTargets } from './assign-ops.ts';
import { groupsOn } from './groups.ts';
import { cellOf, layoutOf, layoutOfTargets, rowsOfMatrix } from './matrix.ts';
import { insertMatrix, listMatrices } from './sql-matrix.ts';
import { listIndicators, listTargets } from './sql.ts';
import type { AssignOutcome, MatrixAnswer, MatrixInput } from './types.ts';

/** Its values become targets of the unit (results printed in it, stated results). */
export async function setMatrix(
  ctx: Context,
  unit: string | number,
  input: MatrixInput,
): Promise<AssignOutcome & { matrixId: number }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const { rows, faults } = rowsOfMatrix(input, unitId);
    if (faults.length > 0) return orRefuse(failures(faults));
    const { act, state, reason } = input;
    const done = orRefuse(await assignTargets(tx, unitId, { act, state, reason, rows }));
    const actId = act === null ? null : await recordAct(tx, act);
    const by = { name: tx.who.name, at: tx.now().toString() };
    const matrixId = await insertMatrix(tx.db, layoutOf(input, unitId, actId), by);
    return { ...done, matrixId };
  });
}

export interface MatrixQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  indicator: string;
  /** the newest unless given; 0 = all targets, whatever table they came from */
  matrix?: number | undefined;
  knownAt?: string | undefined;
}

export async function getMatrix(ctx: Context, question: MatrixQuestion): Promise<MatrixAnswer> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const knownAt = question.knownAt ?? null;
    const unit = await getUnitByRef(tx, question.unit, question.codeOn);
    const { unitId, code, name, level } = unit;
    const matrices = await listMatrices(tx.db, unitId, knownAt);
    const wanted = question.matrix ?? matrices[0]?.matrixId ?? 0;
    const stored = matrices.find((row) => row.matrixId === wanted);
    if (wanted !== 0 && !stored) return refuse('targets.matrix.unknown');
    const indicatorCode = stored?.indicator ?? question.indicator;
    const indicator = (await listIndicators(tx.db)).find((row) => row.code === indicatorCode);
    if (!indicator) return refuse('targets.indicatorUnknown', { code: indicatorCode });
    const unitIds = [unitId];
    const targets = await listTargets(tx.db, { unitIds, indicator: indicatorCode, knownAt });
    const newest = targets.at(-1)?.from ?? '2026-01-01';
    const { columns, rows } = stored ?? layoutOfTargets(targets, groupsOn(newest));
    const byCell = new Map(targets.map((row) => [cellKey(row.group, row), row]));
    const acts = await listActs(tx, stored?.actId ? [stored.actId] : []);
    return {
      unit: { unitId, code, name, level },
      matrixId: stored?.matrixId ?? null,
      title: stored?.title ?? null,
      document: stored?.document ?? null,
      act: stored?.actId ? (acts.get(stored.actId) ?? null) : null,
      indicator,
      knownAt,
      columns,
      rows: rows.map(({ label, group, depth, printed }) => ({
        label,
        group,
        depth,
        cells:
          group === null
            ? []
            : columns.map((column, at) =>
                cellOf(byCell.get(cellKey(group, column)), printed[at] ?? null),
              ),
      })),
      matrices: matrices.map((row) => ({ matrixId: row.matrixId, title: row.title })),
    };
  });
}

function cellKey(group: string, { from, to, kind }: { from: string; to: string; kind: string }) {
  return [from, to, kind, group].join(' ');
}

/** Values as they stand, blanks blank. */
export async function writeMatrixFile(
  ctx: Context,
  question: MatrixQuestion & { language: 'vi' | 'en' },
): Promise<{ name: string; bytes: Uint8Array }> {
  const answer = await getMatrix(ctx, question);
  const t = (question.language === 'vi' ? targetsVi : targetsEn).matrix;
  const parts: Uint8Array[] = [];
  const head = answer.columns.map(({ label, kind }) => ({
    header: kind === 'actual' ? t.actual(label) : label,
    width: 14,
    kind: 'number' as const,
  }));
  const rows = answer.rows.map(({ label, depth, cells }): XlsxCell[] => [
    `${'    '.repeat(Math.max(0, depth - 1))}${label}`,
    ...cells.map(({ rateBp, people }) => (rateBp === null ? people : rateBp / 100)),
  ]);
  async function* batches() {
    yield rows;
  }
  const act = answer.act ? t.act(answer.act.number ?? answer.act.title) : t.noAct;
  await writeXlsx(
    {
      sheetName: t.sheet,
      title: answer.title ?? t.title,
      notes: [t.unit(answer.unit.name), act, t.values],
      columns: [{ header: t.group, width: 52, kind: 'text' }, ...head],
      rows: batches(),
      footer: t.page,
    },
    (bytes) => void parts.push(bytes),
  );
  const name = t.fileName(answer.unit.code ?? String(answer.unit.unitId));
  return { name, bytes: Buffer.concat(parts) };
}
