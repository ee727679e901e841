/** A target of a unit is shared among the units below it, level by level; proposed, then saved. */
import { type Below, coverageBelow } from '../coverage/below-ops.ts';
import { addDays } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { orRefuse } from '../units/scope.ts';
import { assignTargets } from './assign-ops.ts';
import { nameOfGroup } from './groups.ts';
import { type Results, readResults } from './results.ts';
import { type Standing, feasibleOf, standingOf, weightOf } from './split-standing.ts';
import { type Share, splitTotal } from './split.ts';
import { listIndicators, listTargets } from './sql.ts';
import { daysOf } from './statements.ts';
import { type Placed, deepestOf, listUnitsTo } from './tree-units.ts';
import type { AssignOutcome, SplitAnswer, SplitInput, SplitRowView, Target } from './types.ts';
import { peopleNeeded } from './values.ts';

export async function splitTarget(
  ctx: Context,
  unit: string | number,
  input: SplitInput,
): Promise<SplitAnswer> {
  const { from, to } = daysOf(input.period);
  const last = addDays(to, -1);
  const day = input.asOf ?? today(ctx);
  const asOf = day < last ? day : last;
  const boundaries = input.boundaries ?? asOf;
  const definition = input.definition === null ? {} : { definition: [input.definition] };
  const asked = { unit, asOf, boundaries, deepest: deepestOf(input.depth), ...definition };
  return await inOwnerTransaction(ctx, (owner) =>
    coverageBelow(owner, asked, async (below, tx) => {
      const units = await listUnitsTo(tx, below, input.depth);
      const plan = await readPlan(tx, below, units, input, { from, to, asOf, boundaries });
      const total = input.total ?? totalOf(plan, units[0]?.unitId ?? 0);
      const rows = shareDown(units, total, plan);
      return {
        group: input.group,
        groupName: nameOfGroup(input.group, from).vi,
        from,
        to,
        asOf,
        boundaries,
        decidedOn: plan.results.decided?.decidedOn ?? null,
        method: input.method,
        total,
        rows,
        saved: await save(tx, unit, input, rows),
      };
    }),
  );
}

interface Plan {
  input: SplitInput;
  results: Results;
  standings: ReadonlyMap<number, Standing>;
  targets: ReadonlyMap<number, Target>;
  overrides: ReadonlyMap<number, number>;
}

async function readPlan(
  tx: Context,
  below: Below,
  units: readonly Placed[],
  input: SplitInput,
  period: { from: string; to: string; asOf: string; boundaries: string },
): Promise<Plan> {
  const { group } = input;
  const indicator = (await listIndicators(tx.db)).find((row) => row.code === input.indicator);
  if (!indicator) return refuse('targets.indicatorUnknown', { code: input.indicator });
  const unitIds = units.map((row) => row.unitId);
  const asked = { indicator, group, unitIds, knownAt: null, withSteps: false, ...period };
  const results = await readResults(tx, below, asked);
  if (group !== '' && !results.decided) return refuse('entitlement.notDecided');
  const targets = new Map<number, Target>();
  const { from, to } = period;
  const during = { from, to: addDays(to, -1) };
  const kind = 'target' as const;
  const filter = { unitIds, indicator: indicator.code, group, kind, during, knownAt: null };
  for (const target of await listTargets(tx.db, filter)) {
    if (target.from === from && target.to === to) targets.set(target.unitId, target);
  }
  const standings = new Map(
    unitIds.map((unitId) => {
      const feasible = feasibleOf(results, unitId, input);
      return [unitId, standingOf(results, unitId, group, feasible)] as const;
    }),
  );
  return { input, results, standings, targets, overrides: overridesOf(input, targets) };
}

/** Those of the request, else those fixed in what was saved before. */
function overridesOf(
  input: SplitInput,
  targets: ReadonlyMap<number, Target>,
): ReadonlyMap<number, number> {
  if (input.overrides) return new Map(input.overrides.map((row) => [row.unitId, row.people]));
  return new Map(
    [...targets].flatMap(([unitId, { current }]) =>
      current.isOverride && current.people !== null ? [[unitId, current.people] as const] : [],
    ),
  );
}

function totalOf({ targets, standings }: Plan, unitId: number): number {
  const own = targets.get(unitId);
  const population = standings.get(unitId)?.population ?? null;
  const needed = own ? peopleNeeded(own.current, population) : null;
  return needed ?? refuse('targets.nothingToSplit', {}, 'body.total');
}

function shareDown(units: readonly Placed[], total: number, plan: Plan): SplitRowView[] {
  const byParent = Map.groupBy(units, (row) => row.parentId);
  const rows = new Map<number, SplitRowView>();
  const [root] = units;
  if (!root) return [];
  rows.set(root.unitId, viewOf(root, plan, ownShare(root.unitId, total)));
  for (const parent of units) {
    const children = byParent.get(parent.unitId) ?? [];
    const above = rows.get(parent.unitId);
    if (children.length === 0 || !above) continue;
    const done = splitTotal(
      above.people,
      children.map(({ unitId }) => splitRowOf(unitId, plan)),
    );
    above.difference = done.difference;
    children.forEach((child, at) => {
      const share = done.shares[at] ?? ownShare(child.unitId, 0);
      rows.set(child.unitId, viewOf(child, plan, share));
    });
  }
  return units.flatMap((row) => rows.get(row.unitId) ?? []);
}

function ownShare(unitId: number, people: number): Share {
  return { unitId, people, isOverride: false, bound: null };
}

function splitRowOf(unitId: number, { input, standings, overrides }: Plan) {
  const standing = standings.get(unitId);
  const override = overrides.get(unitId) ?? null;
  if (!standing) return { unitId, base: 0, weight: 0, atLeast: 0, atMost: 0, override };
  return {
    unitId,
    ...weightOf(standing, input.method),
    atLeast: input.keepsLastYear ? standing.atLeast : 0,
    atMost: standing.atMost,
    override,
  };
}

function viewOf(row: Placed, plan: Plan, share: Share): SplitRowView {
  const { unitId, code, name, level, parentId, depth } = row;
  const standing = plan.standings.get(unitId);
  const population = standing?.population ?? 0;
  return {
    unit: { unitId, code, name, level },
    parentId,
    depth,
    population,
    insured: standing?.insured ?? 0,
    expected: standing?.expected ?? 0,
    lastYear: standing?.lastYear ?? null,
    atLeast: plan.input.keepsLastYear ? (standing?.atLeast ?? 0) : 0,
    atMost: standing?.atMost ?? 0,
    people: share.people,
    rateBp: rateBp(share.people, population),
    isOverride: share.isOverride,
    bound: share.bound,
    difference: null,
    state: plan.targets.get(unitId)?.current.state ?? null,
  };
}

/** As targets in people with their population; the unit's own target stays as it is. */
async function save(
  tx: Context,
  unit: string | number,
  input: SplitInput,
  rows: readonly SplitRowView[],
): Promise<AssignOutcome | null> {
  if (input.save === 'no') return null;
  const { act, reason, save: state, indicator, group, period } = input;
  const assigned = rows.slice(1).map((row) => ({
    indicator,
    unit: row.unit.unitId,
    group,
    period,
    measure: 'people' as const,
    value: row.people,
    population: row.population,
    isOverride: row.isOverride,
  }));
  if (assigned.length === 0) return refuse('targets.nobodyBelow');
  return orRefuse(await assignTargets(tx, unit, { act, reason, state, rows: assigned }));
}
