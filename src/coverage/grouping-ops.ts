/** Coverage by the offices of a second tree (social insurance, post): sums of the units they serve. */
import { rateBp } from '../kernel/money.ts';
import type { Context } from '../stores/context.ts';
import { getGroupingTree } from '../units/groupings.ts';
import { coverageTree } from './ops.ts';
import type { Question } from './question.ts';
import type { ChildFigure, GroupingAnswer, GroupingNodeFigure } from './types.ts';

/**
 * Units directly below the asked one, summed by the node of the grouping that serves them on the
 * day of the boundaries; a node above others holds theirs too. Units that no node serves are named.
 */
export async function coverageByGrouping(
  ctx: Context,
  question: Question & { groupingId: number },
): Promise<GroupingAnswer> {
  const { groupingId, ...about } = question;
  const answer = await coverageTree(ctx, { ...about, by: ['group', 'children'] });
  const tree = await getGroupingTree(ctx, groupingId, answer.boundaries);
  const byUnit = new Map((answer.children ?? []).map((child) => [child.unit.unitId, child]));
  const served = new Set(tree.nodes.flatMap((node) => node.members.map((unit) => unit.unitId)));
  const nodes = tree.nodes.map((node): GroupingNodeFigure => {
    const below = withBelow(tree.nodes, node.nodeId);
    const units = below.flatMap(({ members }) =>
      members.flatMap((unit) => byUnit.get(unit.unitId) ?? []),
    );
    const { nodeId, parentId, code, name } = node;
    return { nodeId, parentId, code, name, units: units.length, ...sumOf(units) };
  });
  return {
    unit: answer.unit,
    asOf: answer.asOf,
    boundaries: answer.boundaries,
    definition: answer.definition,
    grouping: { groupingId: tree.groupingId, code: tree.code, name: tree.name },
    nodes: nodes.filter((node) => node.units > 0),
    unserved: [...byUnit.values()]
      .filter((child) => !served.has(child.unit.unitId))
      .map((child) => child.unit),
  };
}

interface Node {
  nodeId: number;
  parentId: number | null;
  members: readonly { unitId: number }[];
}

function withBelow<N extends Node>(nodes: readonly N[], nodeId: number): N[] {
  const own = nodes.filter((node) => node.nodeId === nodeId);
  const below = nodes.filter((node) => node.parentId === nodeId);
  return [...own, ...below.flatMap((node) => withBelow(nodes, node.nodeId))];
}

/** A unit without a known population leaves the population and the rate of the whole missing. */
function sumOf(
  units: readonly ChildFigure[],
): Pick<GroupingNodeFigure, 'population' | 'residents' | 'insured' | 'rateBp'> {
  const sum = (pick: (unit: ChildFigure) => number): number =>
    units.reduce((total, unit) => total + pick(unit), 0);
  const isKnown = units.every((unit) => unit.population !== null);
  const population = isKnown ? sum((unit) => unit.population ?? 0) : null;
  const insured = sum((unit) => unit.insured);
  return {
    population,
    residents: sum((unit) => unit.residents),
    insured,
    rateBp: population === null ? null : rateBp(insured, population),
  };
}
