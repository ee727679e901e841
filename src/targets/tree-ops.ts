/** The tree of targets of a unit: what each unit shall reach, has reached, will reach; sums below. */
import { type Below, coverageBelow } from '../coverage/below-ops.ts';
import { coverageTree } from '../coverage/ops.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, today } from '../stores/context.ts';
import { listRefs, scopeOf } from '../units/ops.ts';
import { type Shown, compareWith, neededBy, seriesOf } from './comparison.ts';
import { nameOfGroup } from './groups.ts';
import { readResults } from './results.ts';
import { type PlacedTarget, listPlacedTargets } from './sql-below.ts';
import { listIndicators, listTargets } from './sql.ts';
import { type Placed, deepestOf, listUnitsTo, refOf } from './tree-units.ts';
import type {
  Indicator,
  InheritedTarget,
  Target,
  TargetNode,
  TreeAnswer,
  UnitRef,
} from './types.ts';
import { countWorkingDays } from './working-days.ts';

export interface TreeQuestion {
  /** an id, or a code of `codeOn` */
  unit: string | number;
  codeOn?: IsoDate | undefined;
  indicator: string;
  group: string;
  from: IsoDate;
  /** first day no longer inside */
  to: IsoDate;
  /** today unless given; never later than the period */
  asOf?: IsoDate | undefined;
  /** by whose tree units are told; `asOf` unless given */
  boundaries?: IsoDate | undefined;
  definition?: string | undefined;
  /** targets as known then; results are always as known now */
  knownAt?: string | undefined;
  /** 0 = the unit alone, 1 = with the units directly below */
  depth: number;
}

export async function targetTree(ctx: Context, question: TreeQuestion): Promise<TreeAnswer> {
  const { indicator: code, from, to, group, depth } = question;
  const last = addDays(to, -1);
  const day = question.asOf ?? today(ctx);
  const asOf = day < last ? day : last;
  const boundaries = question.boundaries ?? asOf;
  const { unit, codeOn, definition } = question;
  const asked = {
    unit,
    asOf,
    boundaries,
    deepest: deepestOf(depth),
    ...(codeOn !== undefined && { codeOn }),
    ...(definition !== undefined && { definition: [definition] }),
  };
  return await coverageBelow(ctx, asked, async (below, tx) => {
    const indicator = (await listIndicators(tx.db)).find((row) => row.code === code);
    if (!indicator) return refuse('targets.indicatorUnknown', { code }, 'query.indicator');
    const units = await listUnitsTo(tx, below, depth);
    const knownAt = question.knownAt ?? null;
    const held = await readTargets(tx, below, units, { indicator, group, from, to, knownAt });
    const unitIds = units.map((row) => row.unitId);
    const period = { from, to, asOf, boundaries };
    const asking = { indicator, group, unitIds, knownAt, withSteps: true, ...period };
    const results = await readResults(tx, below, asking);
    const workingDaysLeft = countWorkingDays(addDays(asOf, 1), to);
    const shown: Shown = { indicator, below, results, workingDaysLeft, asOf };
    const nodes = units.map((row) => nodeOf(row, held, shown));
    addSums(nodes);
    return {
      indicator,
      group,
      groupName: nameOfGroup(group, from).vi,
      ...period,
      knownAt,
      definition: below.definition.code,
      workingDaysLeft,
      decidedOn: results.decided?.decidedOn ?? null,
      nodes,
      ended: held.ended.map((row) => ({
        ...row,
        needed: neededBy(row.target, held.populations.get(row.unit.unitId) ?? null),
      })),
    };
  });
}

interface Held {
  own: ReadonlyMap<number, Target>;
  inherited: ReadonlyMap<number, { unit: UnitRef; target: Target }[]>;
  ended: { unit: UnitRef; target: Target; candidates: UnitRef[] }[];
  /** residents of units that ended, by their own boundaries */
  populations: ReadonlyMap<number, number | null>;
}

/**
 * Targets of units of the tree, and of units that were merged into them: these follow to the unit of
 * the same level that holds them now. Where that is open, or the level is gone, it is said.
 */
async function readTargets(
  tx: Context,
  below: Below,
  units: readonly Placed[],
  asked: {
    indicator: Indicator;
    group: string;
    from: IsoDate;
    to: IsoDate;
    knownAt: string | null;
  },
): Promise<Held> {
  const { unit, boundaries } = below;
  const { path, on: membership } = await scopeOf(tx, unit.unitId, boundaries);
  const byId = new Map(units.map((row) => [row.unitId, row]));
  const { group, from, to, knownAt } = asked;
  const indicator = asked.indicator.code;
  const unitIds = [...byId.keys()];
  const filter = { path, membership, boundaries, unitIds, indicator, group, from, to };
  const placed = await listPlacedTargets(tx.db, filter);
  const placedById = new Map(placed.map((row) => [row.targetId, row]));
  const targets = await listTargets(tx.db, { targetIds: [...placedById.keys()], knownAt });
  const refs = await listRefs(
    tx,
    [...targets.map((row) => row.unitId), ...placed.flatMap((row) => row.candidates)],
    from,
  );
  const ended: Held['ended'] = [];
  const endedIds = new Set<number>();
  const own = new Map<number, Target>();
  const inherited = new Map<number, { unit: UnitRef; target: Target }[]>();
  for (const target of targets) {
    const row = placedById.get(target.targetId);
    const ref = refs.get(target.unitId);
    if (!row || !ref) continue;
    const stands = isInTree(row) || byId.has(target.unitId);
    if (stands) {
      if (closer(target, own.get(target.unitId), asked)) own.set(target.unitId, target);
      continue;
    }
    endedIds.add(target.unitId);
    const holder = row.certain ? Number(row.path.split('.').at(-1)?.slice(1)) : 0;
    if (byId.get(holder)?.level === ref.level) {
      inherited.set(holder, [...(inherited.get(holder) ?? []), { unit: refOf(ref), target }]);
    } else if (!row.certain || !byId.has(holder) || holder === unit.unitId) {
      const candidates = row.candidates.flatMap((id) => refs.get(id) ?? []).map(refOf);
      ended.push({ unit: refOf(ref), target, candidates });
    }
  }
  const populations = group === '' ? await readPopulations(tx, [...endedIds], from) : new Map();
  return { own, inherited, ended, populations };
}

const ENDED_UNITS_MAX = 300;

async function readPopulations(
  tx: Context,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<Map<number, number | null>> {
  const populations = new Map<number, number | null>();
  for (const unit of unitIds.slice(0, ENDED_UNITS_MAX)) {
    const asOf = on < today(tx) ? on : today(tx);
    const { population } = await coverageTree(tx, { unit, asOf, by: [] });
    populations.set(unit, population === 0 ? null : population);
  }
  return populations;
}

function isInTree(row: PlacedTarget): boolean {
  return row.certain && row.path.endsWith(`u${row.unitId}`);
}

/** Of several targets that hold in a period, the one of exactly that period, else the shortest. */
function closer(target: Target, other: Target | undefined, asked: { from: string; to: string }) {
  if (!other) return true;
  const isExact = ({ from, to }: Target) => from === asked.from && to === asked.to;
  if (isExact(target) !== isExact(other)) return isExact(target);
  return target.from > other.from || target.to < other.to;
}

function nodeOf(row: Placed, held: Held, shown: Shown): TargetNode {
  const { parentId, depth, unitId } = row;
  const inherited = (held.inherited.get(unitId) ?? []).map((one) => ({
    ...one,
    needed: neededBy(one.target, held.populations.get(one.unit.unitId) ?? null),
  }));
  return {
    unit: refOf(row),
    parentId,
    depth,
    ...compareWith(held.own.get(unitId) ?? null, unitId, shown),
    series: shown.indicator.reads === 'coverage' ? seriesOf(unitId, shown) : [],
    inherited,
    below: null,
  };
}

/** Sums of the units directly below, beside what is needed above them. */
function addSums(nodes: TargetNode[]): void {
  const byParent = Map.groupBy(nodes, (node) => node.parentId);
  for (const node of nodes) {
    const children = byParent.get(node.unit.unitId) ?? [];
    const having = children.filter((child) => neededIn(child) !== null);
    if (having.length === 0) continue;
    const people = having.reduce((sum, child) => sum + (neededIn(child) ?? 0), 0);
    const needed = neededIn(node);
    node.below = {
      units: children.length,
      withTarget: having.length,
      people,
      difference: needed === null ? null : needed - people,
    };
  }
}

/** Its own, or what units merged into it were set. */
function neededIn(node: TargetNode): number | null {
  if (node.target) return node.needed;
  const parts = node.inherited.map((row: InheritedTarget) => row.needed);
  if (parts.length === 0 || parts.includes(null)) return null;
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
