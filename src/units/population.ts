/**
 * Population figures: per unit, day and source, in versions. A correction supersedes, nothing is
 * overwritten.
 */
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { findUnit, findUnitByCode } from './ops.ts';
import { checkWithin } from './scope.ts';
import * as sqlLoad from './sql-load.ts';
import * as sql from './sql-figures.ts';
import type { PopulationFigure, PopulationInput } from './types.ts';

export interface PopulationOutcome {
  added: number;
  /** figures that replace another one of the same unit, source and day */
  corrected: { unitId: number; name: string; before: number | null; after: number | null }[];
  same: number;
  preview: boolean;
}

/**
 * Records figures, or only says what would be recorded. All faults come at once, with their rows.
 * With `within`, units that never lay in that one are faults too.
 */
export async function recordPopulation(
  ctx: Context,
  input: PopulationInput,
  preview: boolean,
  within: number | null = null,
): Promise<Outcome<PopulationOutcome>> {
  const faults: Fault[] = [];
  const figures: (Omit<sql.NewFigure, 'sourceId'> & { name: string; at: string })[] = [];
  const seen = new Set<string>();
  for (const [i, row] of input.rows.entries()) {
    const at = `rows.${i}`;
    const unit =
      typeof row.unit === 'number'
        ? await findUnit(ctx, row.unit, row.onDate)
        : await findUnitByCode(ctx, row.unit, row.onDate);
    if (!unit) {
      faults.push({ code: 'units.codeUnknown', params: { code: row.unit }, at });
      continue;
    }
    const key = `${unit.unitId} ${row.onDate}`;
    if (seen.has(key)) faults.push({ code: 'units.rowTwice', params: { name: unit.name }, at });
    seen.add(key);
    figures.push({
      unitId: unit.unitId,
      name: unit.name,
      at,
      onDate: row.onDate,
      people: row.people,
      published: row.people,
      quality: row.people === null ? 'withdrawn' : row.quality,
      note: row.note,
    });
  }
  const named = figures.map(({ unitId, name, at }) => ({ unitId, name, at }));
  faults.push(...(await checkWithin(ctx, named, within)));
  if (faults.length > 0) return failures(faults);
  const before = await listCurrent(ctx, input.source.key, figures);
  const corrected = figures.flatMap((figure) => {
    const old = before.get(`${figure.unitId} ${figure.onDate}`);
    if (!old || old.people === figure.people) return [];
    const { unitId, name } = figure;
    return [{ unitId, name, before: old.people, after: figure.people }];
  });
  const added = figures.filter((f) => !before.has(`${f.unitId} ${f.onDate}`)).length;
  const same = figures.length - added - corrected.length;
  const outcome = { added, corrected, same, preview };
  if (preview) return success(outcome);
  await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      const sourceId = await sql.findOrAddSource(tx.db, input.source);
      await sql.recordFigures(
        tx.db,
        figures.map((figure) => ({ ...figure, sourceId })),
        tx.now().toString(),
        tx.who.name,
      );
    }),
  );
  return success(outcome);
}

async function listCurrent(
  ctx: Context,
  source: string,
  figures: readonly { unitId: number }[],
): Promise<Map<string, sql.PopulationRow>> {
  const unitIds = [...new Set(figures.map((figure) => figure.unitId))];
  const rows = await sql.listPopulation(ctx.db, unitIds, false);
  return new Map(
    rows.filter((row) => row.source === source).map((row) => [`${row.unitId} ${row.onDate}`, row]),
  );
}

export async function listPopulation(
  ctx: Context,
  unitIds: readonly number[],
  withSuperseded = false,
): Promise<PopulationFigure[]> {
  return await sql.listPopulation(ctx.db, unitIds, withSuperseded);
}

/**
 * For a rate: the figure of one source nearest to a year, per unit; units without one are absent.
 */
export async function findPopulation(
  ctx: Context,
  unitIds: readonly number[],
  source: string,
  year: number,
): Promise<Map<number, PopulationFigure>> {
  const rows = await sql.listPopulationOfSource(ctx.db, unitIds, source, year);
  return new Map(rows.map((row) => [row.unitId, row]));
}

export async function listPopulationSources(ctx: Context): Promise<sql.PopulationSourceRow[]> {
  return await sql.listPopulationSources(ctx.db);
}
