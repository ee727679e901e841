/**
 * Second trees over the same units: a social-insurance office that serves several communes, a post
 * district. Nodes and members carry dates; a unit is in at most one node of a grouping on a day.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failure, failures, refuse, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { findUnit, findUnitByCode, listRefs, refOf } from './ops.ts';
import * as sqlLoad from './sql-load.ts';
import * as sqlFigures from './sql-figures.ts';
import * as sql from './sql.ts';
import type { GroupingNode, GroupingNodeInput, GroupingTree, MembersInput } from './types.ts';

export async function listGroupings(ctx: Context): Promise<sqlFigures.GroupingRow[]> {
  return await sqlFigures.listGroupings(ctx.db);
}

export async function createGrouping(
  ctx: Context,
  input: { code: string; name: string },
): Promise<Outcome<{ groupingId: number }>> {
  return await write(ctx, async (tx) => {
    const recordedAt = tx.now().toString();
    const grouping = { ...input, recordedAt, actorName: tx.who.name };
    const groupingId = await sqlFigures.insertGrouping(tx.db, grouping);
    if (groupingId === 0) return failure('units.groupingCodeTaken', { code: input.code }, 'code');
    return success({ groupingId });
  });
}

export async function addGroupingNode(
  ctx: Context,
  input: GroupingNodeInput,
): Promise<Outcome<{ nodeId: number }>> {
  return await write(ctx, async (tx) => {
    const { groupingId, parentId } = input;
    const groupings = await sqlFigures.listGroupings(tx.db);
    if (!groupings.some((grouping) => grouping.groupingId === groupingId)) {
      return failure('units.notFound', { groupingId });
    }
    if (parentId !== null) {
      const parent = await sqlFigures.findGroupingNode(tx.db, parentId);
      if (parent?.groupingId !== groupingId || parent.validTo !== null) {
        return failure('units.nodeUnknown', { nodeId: parentId }, 'parentId');
      }
    }
    const nodeId = await sqlFigures.insertGroupingNode(tx.db, { ...input, validTo: null });
    if (nodeId === 0) return failure('units.groupingCodeTaken', { code: input.code }, 'code');
    return success({ nodeId });
  });
}

/** From the day on these units are served by the node, whoever served them before. */
export async function setGroupingMembers(
  ctx: Context,
  input: MembersInput,
): Promise<Outcome<{ members: number; moved: number }>> {
  return await write(ctx, async (tx) => {
    const node = await sqlFigures.findGroupingNode(tx.db, input.nodeId);
    if (!node) return failure('units.nodeUnknown', { nodeId: input.nodeId }, 'nodeId');
    const faults: Fault[] = [];
    const unitIds = new Set<number>();
    if (input.from < node.validFrom || (node.validTo !== null && input.from >= node.validTo)) {
      faults.push({ code: 'units.outsideNode', params: { name: node.name }, at: 'from' });
    }
    for (const [i, ref] of input.units.entries()) {
      const unit =
        typeof ref === 'number'
          ? await findUnit(tx, ref, input.from)
          : await findUnitByCode(tx, ref, input.from);
      const at = `units.${i}`;
      if (!unit?.inForce) faults.push({ code: 'units.codeUnknown', params: { code: ref }, at });
      else if (unitIds.has(unit.unitId)) {
        faults.push({ code: 'units.rowTwice', params: { name: unit.name }, at });
      } else unitIds.add(unit.unitId);
    }
    if (faults.length > 0) return failures(faults);
    const nodes = await sqlFigures.listGroupingNodes(tx.db, node.groupingId);
    const ids = nodes.map((other) => other.nodeId);
    const members = await sqlFigures.listGroupingMembers(tx.db, ids, input.from);
    const mine = members.filter((member) => member.nodeId === input.nodeId);
    const leaving = input.replace
      ? mine.map((member) => member.unitId).filter((unitId) => !unitIds.has(unitId))
      : [];
    const joining = [...unitIds].filter((unitId) => !mine.some((m) => m.unitId === unitId));
    const moved = members.filter((m) => m.nodeId !== input.nodeId && unitIds.has(m.unitId)).length;
    await sqlFigures.endGroupingMembers(
      tx.db,
      node.groupingId,
      [...leaving, ...joining],
      input.from,
    );
    await sqlFigures.insertGroupingMembers(tx.db, node, joining, input.from);
    return success({ members: unitIds.size, moved });
  });
}

/** The node and its memberships end; its units are served by nobody until they are assigned. */
export async function endGroupingNode(
  ctx: Context,
  input: { nodeId: number; on: IsoDate },
): Promise<Outcome<{ nodeId: number }>> {
  return await write(ctx, async (tx) => {
    const { nodeId, on } = input;
    const node = await sqlFigures.findGroupingNode(tx.db, nodeId);
    if (!node || node.validTo !== null) return failure('units.nodeUnknown', { nodeId }, 'nodeId');
    if (on <= node.validFrom) return failure('units.periodReversed', {}, 'on');
    const below = await sqlFigures.listNodesBelow(tx.db, nodeId, on);
    if (below.length > 1) {
      return failure('units.nodeHasChildren', { count: below.length - 1 }, 'nodeId');
    }
    await sqlFigures.endGroupingNode(tx.db, nodeId, on);
    return success({ nodeId });
  });
}

/** The tree of nodes on a day with their members. */
export async function getGroupingTree(
  ctx: Context,
  groupingId: number,
  on: IsoDate = today(ctx),
): Promise<GroupingTree> {
  const grouping = (await sqlFigures.listGroupings(ctx.db)).find(
    (g) => g.groupingId === groupingId,
  );
  if (!grouping) refuse('units.notFound', { groupingId });
  const nodes = (await sqlFigures.listGroupingNodes(ctx.db, groupingId)).filter(
    (node) => node.validFrom <= on && (node.validTo === null || on < node.validTo),
  );
  const ids = nodes.map((node) => node.nodeId);
  const members = await sqlFigures.listGroupingMembers(ctx.db, ids, on);
  const refs = await listRefs(
    ctx,
    members.map((member) => member.unitId),
    on,
  );
  return {
    groupingId,
    code: grouping.code,
    name: grouping.name,
    on,
    nodes: nodes.map(({ nodeId, parentId, code, name }): GroupingNode => ({
      nodeId,
      parentId,
      code,
      name,
      members: members
        .filter((member) => member.nodeId === nodeId)
        .map((member) => refOf(refs, member.unitId)),
    })),
  };
}

/**
 * A node as a unit of coverage: the paths of all members below it in the tree of the day. A place
 * belongs to it when `placement.path <@ any(paths)` on that day. `lapsed` are members that no
 * longer stand on the day: their successors have to be assigned anew, nobody guesses.
 */
export async function scopeOfNode(
  ctx: Context,
  nodeId: number,
  on: IsoDate,
): Promise<{ paths: string[]; unitIds: number[]; lapsed: number[]; on: IsoDate }> {
  if (!(await sqlFigures.findGroupingNode(ctx.db, nodeId))) refuse('units.notFound', { nodeId });
  const nodes = await sqlFigures.listNodesBelow(ctx.db, nodeId, on);
  const members = await sqlFigures.listGroupingMembers(ctx.db, nodes, on);
  const all = [...new Set(members.map((member) => member.unitId))].sort((a, b) => a - b);
  const placements = await sql.listPlacementsOn(ctx.db, all, on);
  const standing = placements.filter((p) => p.path.endsWith(`.u${p.placeId}`));
  const unitIds = standing.map((p) => p.placeId);
  return {
    paths: standing.map((p) => p.path),
    unitIds,
    lapsed: all.filter((unitId) => !unitIds.includes(unitId)),
    on,
  };
}

async function write<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      return await work(tx);
    }),
  );
}
