/**
 * An official list of units (code, name, parent) against the tree of a day: what is new, renamed,
 * of another kind, recoded, moved, or no longer there. Pure but for the operations at the end.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Outcome, Refusal, failure, failures, success } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { getUnitByRef, listSubtree, parseUnitRef } from './ops.ts';
import { readPart } from './address.ts';
import { bareName, officialName } from './names.ts';
import { type UnitEffects, applyChange } from './reorganisation.ts';
import { assertWithinGrants, unitsOfCommand } from './scope.ts';
import type {
  ActInput,
  ChangeCommand,
  Level,
  ListedUnit,
  ListComparison,
  TreeNode,
  UnitType,
} from './types.ts';

/** Compares; `effectiveOn` is the day from which the proposed amendments would hold. */
export function compareOfficialList(
  known: readonly TreeNode[],
  listed: readonly ListedUnit[],
  effectiveOn: IsoDate,
): ListComparison {
  const byCode = new Map(known.map((unit) => [`${unit.level} ${unit.code}`, unit]));
  const comparison: ListComparison = {
    same: 0,
    amended: [],
    added: [],
    missing: [],
    faults: [],
  };
  const matched = new Set<number>();
  const seen = new Set<string>();
  listed.forEach((row, i) => {
    const at = `rows.${i}`;
    const key = `${row.level} ${row.code}`;
    if (seen.has(key)) {
      comparison.faults.push({ code: 'units.codeRepeated', params: { code: row.code }, at });
      return;
    }
    seen.add(key);
    const unit = byCode.get(key) ?? findRecoded(known, row, listed);
    if (!unit) {
      comparison.added.push(row);
      return;
    }
    matched.add(unit.unitId);
    const parent = row.parentCode === null ? undefined : parentOf(known, row);
    if (row.parentCode !== null && parent === undefined) {
      const params = { code: row.parentCode };
      comparison.faults.push({ code: 'units.codeUnknown', params, at: `${at}.parentCode` });
      return;
    }
    const command = amendmentOf(unit, row, parent, effectiveOn);
    if (command === null) comparison.same += 1;
    else {
      const { unitId, code, name, type, level } = unit;
      comparison.amended.push({ unit: { unitId, code, name, type, level }, command });
    }
  });
  const levels = new Set<Level>(listed.map((row) => row.level));
  comparison.missing = known
    .filter((unit) => levels.has(unit.level) && !matched.has(unit.unitId))
    .map(({ unitId, code, name, type, level }) => ({ unitId, code, name, type, level }));
  return comparison;
}

/** The only unit of the same name, kind and parent whose own code the list no longer has. */
function findRecoded(
  known: readonly TreeNode[],
  row: ListedUnit,
  listed: readonly ListedUnit[],
): TreeNode | undefined {
  const codes = new Set(listed.filter((r) => r.level === row.level).map((r) => r.code));
  const parent = row.parentCode === null ? null : parentOf(known, row)?.unitId;
  const fits = known.filter(
    (unit) =>
      unit.level === row.level &&
      !codes.has(unit.code ?? '') &&
      fold(unit.name) === fold(nameOf(row, unit)) &&
      (parent === null || unit.parentId === parent),
  );
  return fits.length === 1 ? fits[0] : undefined;
}

function parentOf(known: readonly TreeNode[], row: ListedUnit): TreeNode | undefined {
  return known.find(
    (unit) => unit.code === row.parentCode && unit.level !== row.level && unit.level !== 'village',
  );
}

function amendmentOf(
  unit: TreeNode,
  row: ListedUnit,
  parent: TreeNode | undefined,
  effectiveOn: IsoDate,
): Extract<ChangeCommand, { kind: 'amend' }> | null {
  const type = typeOf(row, unit);
  const name = nameOf(row, unit);
  const command: Extract<ChangeCommand, { kind: 'amend' }> = {
    kind: 'amend',
    effectiveOn,
    unitId: unit.unitId,
  };
  if (type !== unit.type) command.type = type;
  if (bareName({ name, type }) !== bareName(unit)) command.name = name;
  if (row.code !== unit.code) command.code = row.code;
  if (parent && parent.unitId !== unit.parentId) command.parentId = parent.unitId;
  return Object.keys(command).length > 3 ? command : null;
}

function typeOf(row: ListedUnit, unit: { type: string }): UnitType {
  if (row.type !== null) return row.type;
  const part = readPart(row.name);
  return part.type !== null && part.levels?.includes(row.level)
    ? (part.type as UnitType)
    : (unit.type as UnitType);
}

function nameOf(row: ListedUnit, unit: { type: string }): string {
  return officialName(typeOf(row, unit), row.name);
}

/** Compares a list with the tree below a unit on a day. Writes nothing. */
export async function compareList(
  ctx: Context,
  input: { unit: string; on: IsoDate; effectiveOn: IsoDate; rows: readonly ListedUnit[] },
): Promise<ListComparison> {
  const unit = await getUnitByRef(ctx, parseUnitRef(input.unit), input.on);
  const known = await listSubtree(ctx, unit.unitId, input.on, [
    'country',
    'province',
    'district',
    'commune',
  ]);
  return compareOfficialList(known, input.rows, input.effectiveOn);
}

/** Amendments that one call may carry out: each is decided against the tree the one before left. */
export const AMENDMENTS_MAX = 200;

export interface ListAmendments {
  unit: string;
  on: IsoDate;
  effectiveOn: IsoDate;
  rows: readonly ListedUnit[];
  /** only these of the amended units; all when not given */
  unitIds: readonly number[] | null;
  act: ActInput;
  reason: string;
}

/**
 * Carries out what the comparison says of units that go on (name, kind, code, parent), all by one
 * act or nothing; each is an operation that can be undone. Units new or missing are reorganisations.
 */
export async function applyOfficialList(
  ctx: Context,
  input: ListAmendments,
  effects: UnitEffects = {},
): Promise<Outcome<{ operationIds: number[]; changedPlaces: number }>> {
  const { amended, faults } = await compareList(ctx, input);
  const [first, ...rest] = faults;
  if (first) return failures([first, ...rest]);
  const wanted = input.unitIds === null ? null : new Set(input.unitIds);
  const chosen = amended.filter(({ unit }) => wanted?.has(unit.unitId) ?? true);
  if (chosen.length === 0) return failure('units.listChangesNothing');
  if (chosen.length > AMENDMENTS_MAX) {
    const params = { found: chosen.length, most: AMENDMENTS_MAX };
    return failure('units.listChangesTooMany', params, 'body.rows');
  }
  for (const { command } of chosen) await assertWithinGrants(ctx, unitsOfCommand(command));
  return await inTransaction(ctx, async (tx) => {
    const operationIds: number[] = [];
    let changedPlaces = 0;
    for (const { command } of chosen) {
      const { act, reason } = input;
      const applied = await applyChange(tx, { command, act, reason }, effects);
      // nothing of the list is written when one of its lines cannot be
      if (!applied.ok) throw new Refusal(applied.faults);
      operationIds.push(applied.value.operationId);
      changedPlaces += applied.value.changedPlaces;
    }
    return success({ operationIds, changedPlaces });
  });
}
