/** A unit's own targets beside their results, its criteria, and the answers it has to decide. */
import { type Below, coverageBelow } from '../coverage/below-ops.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listActs } from '../units/acts.ts';
import { getUnitByRef, listRefs, pathOf, scopeOf } from '../units/ops.ts';
import { compareWith } from './comparison.ts';
import { nameOfGroup } from './groups.ts';
import { type DecidedCache, readResults } from './results.ts';
import { listOpenAnswers as listOpen } from './sql-below.ts';
import { listCriteria } from './sql-matrix.ts';
import { listIndicators, listTargets } from './sql.ts';
import { deepestOf } from './tree-units.ts';
import type {
  Criterion,
  CriterionView,
  Indicator,
  OpenAnswer,
  Target,
  UnitRef,
  UnitTarget,
  UnitTargets,
} from './types.ts';
import { isReached, peopleNeeded } from './values.ts';
import { countWorkingDays } from './working-days.ts';

export interface UnitQuestion {
  unit: string | number;
  codeOn?: IsoDate | undefined;
  asOf?: IsoDate | undefined;
  /** targets of periods that hold a day of this year */
  year: number;
  definition?: string | undefined;
  knownAt?: string | undefined;
}

interface Reading {
  tx: Context;
  below: Below;
  indicators: ReadonlyMap<string, Indicator>;
  cache: DecidedCache;
  day: IsoDate;
  boundaries: IsoDate;
  knownAt: string | null;
}

/** Every target of the unit in a year beside what was reached, and what programmes ask for. */
export async function compareUnit(ctx: Context, question: UnitQuestion): Promise<UnitTargets> {
  const { unit, codeOn, year, definition } = question;
  const day = question.asOf ?? today(ctx);
  const during = { from: `${year}-01-01`, to: `${year}-12-31` };
  const boundaries = day < during.to ? day : during.to;
  const asked = {
    unit,
    asOf: boundaries,
    boundaries,
    deepest: deepestOf(0),
    ...(codeOn !== undefined && { codeOn }),
    ...(definition !== undefined && { definition: [definition] }),
  };
  return await coverageBelow(ctx, asked, async (below, tx) => {
    const indicators = new Map((await listIndicators(tx.db)).map((row) => [row.code, row]));
    const knownAt = question.knownAt ?? null;
    const cache: DecidedCache = new Map();
    const reading: Reading = { tx, below, indicators, cache, day, boundaries, knownAt };
    const unitIds = [below.unit.unitId];
    const filter = { unitIds, kind: 'target' as const, during, knownAt };
    const targets = await listTargets(tx.db, filter);
    const acts = await listActs(
      tx,
      targets.flatMap((target) => target.current.actId ?? []),
    );
    const rows: UnitTarget[] = [];
    for (const target of targets) {
      const row = await compareOne(reading, target);
      const { actId } = target.current;
      if (row) rows.push({ ...row, act: actId === null ? null : (acts.get(actId) ?? null) });
    }
    return {
      unit: below.unit,
      asOf: boundaries,
      decidedOn: [...cache.values()].find((one) => one !== null)?.decidedOn ?? null,
      targets: rows,
      criteria: await viewCriteria(reading, targets, year),
    };
  });
}

async function compareOne(
  reading: Reading,
  target: Target,
): Promise<Omit<UnitTarget, 'act'> | undefined> {
  const { indicators, below } = reading;
  const indicator = indicators.get(target.indicator);
  if (!indicator) return undefined;
  const { group, from, to } = target;
  const { results, asOf } = await readOne(reading, indicator, { group, from, to });
  const workingDaysLeft = countWorkingDays(addDays(asOf, 1), to);
  const shown = { indicator, below, results, workingDaysLeft, asOf };
  return {
    ...compareWith(target, below.unit.unitId, shown),
    target,
    indicatorName: indicator.name,
    direction: indicator.direction,
    groupName: target.current.groupName ?? nameOfGroup(group, from).vi,
  };
}

async function readOne(
  { tx, below, cache, day, boundaries, knownAt }: Reading,
  indicator: Indicator,
  { group, from, to }: { group: string; from: IsoDate; to: IsoDate },
) {
  const last = addDays(to, -1);
  const asOf = day < last ? day : last;
  const unitIds = [below.unit.unitId];
  const span = { from, to, asOf, boundaries };
  const asked = { indicator, group, ...span, unitIds, knownAt, withSteps: true };
  return { results: await readResults(tx, below, asked, cache), asOf };
}

async function viewCriteria(
  reading: Reading,
  targets: readonly Target[],
  year: number,
): Promise<CriterionView[]> {
  const { tx, below } = reading;
  const { unitId } = below.unit;
  const rows = (await listCriteria(tx.db, unitId)).filter((row) => row.year === year);
  const acts = await listActs(
    tx,
    rows.flatMap((row) => row.actId ?? []),
  );
  const views: CriterionView[] = [];
  for (const row of rows) {
    const act = row.actId === null ? null : (acts.get(row.actId) ?? null);
    views.push({ ...row, act, ...(await judge(reading, row, targets)) });
  }
  return views;
}

async function judge(
  reading: Reading,
  row: Criterion,
  targets: readonly Target[],
): Promise<Pick<CriterionView, 'result' | 'isMet' | 'targetId' | 'isAboveTarget'>> {
  const indicator = reading.indicators.get(row.indicator);
  const period = { from: `${row.year}-01-01`, to: `${row.year + 1}-01-01` };
  const nothing = { on: null, rateBp: null, people: null, population: null, source: null };
  const { unitId } = reading.below.unit;
  const result = indicator
    ? (await readOne(reading, indicator, { group: row.group, ...period })).results.resultOf(unitId)
    : nothing;
  const value = {
    operator: row.operator,
    measure: row.measure,
    rateBp: row.measure === 'rate' ? row.value : null,
    people: row.measure === 'people' ? row.value : null,
  };
  const target = targets.find((one) => one.indicator === row.indicator && one.group === row.group);
  const asked = peopleNeeded(value, result.population);
  const set = target ? peopleNeeded(target.current, result.population) : null;
  return {
    result,
    isMet: isReached(value, result, indicator?.direction ?? 'atLeast'),
    targetId: target?.targetId ?? null,
    isAboveTarget: asked !== null && set !== null && asked > set,
  };
}

/** Answers of units below that wait for who assigned; the oldest first. */
export async function listAnswersToDecide(
  ctx: Context,
  ref: string | number,
): Promise<{ unit: UnitRef; answers: OpenAnswer[] }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const unit = await getUnitByRef(tx, ref);
    const { unitId, code, name, level } = unit;
    const day = today(tx);
    const { path, on } = await scopeOf(tx, unitId, day);
    const targetIds = await listOpen(tx.db, path, on);
    const targets = await listTargets(tx.db, { targetIds, knownAt: null });
    const names = new Map((await listIndicators(tx.db)).map((row) => [row.code, row.name]));
    const refs = await listRefs(
      tx,
      targets.map((row) => row.unitId),
      day,
    );
    const answers: OpenAnswer[] = [];
    for (const target of targets) {
      const ref = refs.get(target.unitId);
      if (!ref) continue;
      const above = (await pathOf(tx, target.unitId, on)).path.at(-2) ?? null;
      answers.push({
        target,
        unit: ref,
        parent: above,
        indicatorName: names.get(target.indicator) ?? target.indicator,
        groupName: target.current.groupName ?? nameOfGroup(target.group, target.from).vi,
      });
    }
    const byAge = answers.sort((a, b) =>
      a.target.current.recordedAt < b.target.current.recordedAt ? -1 : 1,
    );
    return { unit: { unitId, code, name, level }, answers: byAge };
  });
}
