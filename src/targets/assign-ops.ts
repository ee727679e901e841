/** Targets are set, assigned to units below, and changed with an act and a reason. */
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { recordAct } from '../units/acts.ts';
import { findUnitByCode, getUnitByRef, listRefs, parseUnitRef } from '../units/ops.ts';
import { checkWithin, orRefuse } from '../units/scope.ts';
import { type Change, type Setting, decideChange } from './changes.ts';
import {
  type NewRevision,
  appendRevisions,
  ensureTargets,
  listByIdentity,
  listIndicators,
  lockTargets,
} from './sql.ts';
import { type ParsedRow, type Statement, daysOf, keyOf, mergeRows } from './statements.ts';
import { AssignInput, type AssignOutcome, type Target } from './types.ts';
import { COUNTERABLE, isSameValue } from './values.ts';

/**
 * Sets targets of the unit and of units below it: `unit` is who sets them. What a plan, a decision or
 * a split says, row by row; rows of one target become one. All faults at once, with their rows.
 */
export async function assignTargets(
  ctx: Context,
  unit: string | number,
  request: AssignInput,
): Promise<Outcome<AssignOutcome>> {
  const input = AssignInput.parse(request);
  return await inOwnerTransaction(ctx, async (tx) => {
    const decided = await decide(tx, unit, input);
    if (!decided.ok) return decided;
    const { statements, changesBy, faults } = decided.value;
    if (faults.length > 0) return orRefuse(failures(faults));
    const actId = input.act === null ? null : await recordAct(tx, input.act);
    return success(await save(tx, statements, changesBy(actId)));
  });
}

/** What `assignTargets` would refuse, with the rows. Writes nothing. */
export async function findAssignFaults(
  ctx: Context,
  unit: string | number,
  request: AssignInput,
): Promise<readonly Fault[]> {
  const input = AssignInput.parse(request);
  return await inOwnerTransaction(ctx, async (tx) => {
    const decided = await decide(tx, unit, input);
    return decided.ok ? decided.value.faults : decided.faults;
  });
}

/** A target of the request that a unit above set: it stands, whatever the request says. */
export interface AssignedAbove {
  /** rows of the request that speak of it */
  rows: readonly number[];
  target: Target;
  said: Pick<Statement, 'operator' | 'measure' | 'rateBp' | 'people'>;
  /** the same number, "ít nhất" or not */
  isSame: boolean;
  /** the unit may answer it with its own number */
  mayCounter: boolean;
}

/** Which rows restate, or gainsay, what a unit above set. Writes nothing. */
export async function listAssignedAbove(
  ctx: Context,
  unit: string | number,
  request: AssignInput,
): Promise<readonly AssignedAbove[]> {
  const input = AssignInput.parse(request);
  return await inOwnerTransaction(ctx, async (tx) => {
    const decided = await decide(tx, unit, input);
    return decided.ok ? decided.value.above : [];
  });
}

interface Decided {
  statements: readonly Statement[];
  faults: Fault[];
  above: readonly AssignedAbove[];
  /** under the act that says so */
  changesBy: (actId: number | null) => readonly Change[];
}

async function decide(
  tx: Context,
  unit: string | number,
  input: AssignInputParsed,
): Promise<Outcome<Decided>> {
  const assigner = await getUnitByRef(tx, unit, input.codeOn ?? undefined);
  const placed = await placeRows(tx, input, assigner.unitId);
  if (!placed.ok) return placed;
  const { statements, faults } = mergeRows(placed.value);
  if (input.act === null && input.state === 'assigned') {
    const lacking = statements.find((statement) => statement.kind === 'target');
    if (lacking) faults.push({ code: 'targets.actNeeded', at: 'act' });
  }
  await lockTargets(tx.db);
  const before = await listByIdentity(tx.db, statements);
  const current = new Map(before.map((target) => [keyOf(target), target]));
  const setting: Omit<Setting, 'actId'> = {
    assignerId: assigner.unitId,
    state: input.state,
    reason: input.reason,
    isBelow: await unitsBelow(tx, before, assigner.unitId),
  };
  const changesBy = (actId: number | null): readonly Change[] =>
    statements.map((statement) =>
      decideChange(statement, current.get(keyOf(statement)), { ...setting, actId }),
    );
  const refused = changesBy(null).flatMap((change) => {
    return change.kind === 'fault' ? [change.fault] : [];
  });
  const above = statements.flatMap((statement): AssignedAbove[] => {
    const target = current.get(keyOf(statement));
    if (!target || setting.isBelow(target.current.assignerId)) return [];
    const { rows, operator, measure, rateBp, people } = statement;
    const said = { operator, measure, rateBp, people };
    const isSame = isSameValue({ ...target.current, operator }, said);
    const mayCounter =
      target.unitId === assigner.unitId && COUNTERABLE.includes(target.current.state);
    return [{ rows, target, said, isSame, mayCounter }];
  });
  return success({ statements, faults: [...faults, ...refused], above, changesBy });
}

/** Rows with their units found, inside the assigner's places; indicators known, values sensible. */
async function placeRows(
  tx: Context,
  input: AssignInputParsed,
  assignerId: number,
): Promise<Outcome<ParsedRow[]>> {
  const faults: Fault[] = [];
  const indicators = new Map((await listIndicators(tx.db)).map((row) => [row.code, row]));
  const byCode = new Map<string, number | undefined>();
  const rows: ParsedRow[] = [];
  for (const [i, row] of input.rows.entries()) {
    const at = `rows.${i}`;
    const indicator = indicators.get(row.indicator);
    if (!indicator) {
      faults.push({ code: 'targets.indicatorUnknown', params: { code: row.indicator }, at });
    } else if (indicator.reads !== 'coverage' && indicator.measure !== row.measure) {
      faults.push({ code: 'targets.wrongMeasure', params: { name: indicator.name }, at });
    }
    const ref = typeof row.unit === 'number' ? row.unit : parseUnitRef(row.unit);
    if (typeof ref === 'string') {
      const on = input.codeOn ?? daysOf(row.period).from;
      const key = `${ref} ${on}`;
      if (!byCode.has(key)) byCode.set(key, (await findUnitByCode(tx, ref, on))?.unitId);
      const unitId = byCode.get(key);
      if (unitId === undefined)
        faults.push({ code: 'units.codeUnknown', params: { code: ref }, at });
      else rows.push({ ...row, unitId });
    } else rows.push({ ...row, unitId: ref });
  }
  faults.push(...(await checkPlaces(tx, rows, assignerId)));
  return faults.length > 0 ? failures(faults) : success(rows);
}

type AssignInputParsed = ReturnType<typeof AssignInput.parse>;

async function checkPlaces(
  tx: Context,
  rows: readonly ParsedRow[],
  assignerId: number,
): Promise<Fault[]> {
  const ids = [...new Set(rows.map((row) => row.unitId))];
  const refs = await listRefs(tx, ids, today(tx));
  const named = ids.map((unitId) => ({
    unitId,
    name: refs.get(unitId)?.name ?? String(unitId),
    at: `rows.${rows.findIndex((row) => row.unitId === unitId)}`,
  }));
  const unknown = named.filter(({ unitId }) => !refs.has(unitId));
  if (unknown.length > 0) {
    return unknown.map(({ unitId, at }) => ({ code: 'units.notFound', params: { unitId }, at }));
  }
  return await checkWithin(tx, named, assignerId);
}

/** Which of the units that set what stands now are the assigner itself or lie below it. */
async function unitsBelow(
  tx: Context,
  before: readonly Target[],
  assignerId: number,
): Promise<(unitId: number) => boolean> {
  const assigners = [...new Set(before.map((target) => target.current.assignerId))];
  const named = assigners.map((unitId) => ({ unitId, name: '', at: String(unitId) }));
  const outside = new Set((await checkWithin(tx, named, assignerId)).map((fault) => fault.at));
  return (unitId) => unitId === assignerId || !outside.has(String(unitId));
}

async function save(
  tx: Context,
  statements: readonly Statement[],
  changes: readonly Change[],
): Promise<AssignOutcome> {
  const ids = await ensureTargets(tx.db, statements);
  const revisions = changes.flatMap((change, at): NewRevision[] =>
    change.kind === 'create' || change.kind === 'change'
      ? [{ ...change.revision, targetId: ids[at] ?? 0 }]
      : [],
  );
  const { userId, name } = tx.who;
  const by = { userId, name, at: tx.now().toString() };
  const revisionIds = await appendRevisions(tx.db, revisions, by);
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  const ofRow = new Map(
    statements.flatMap(({ rows }, at) => rows.map((row) => [row, ids[at] ?? 0] as const)),
  );
  return {
    created: count('create'),
    changed: count('change'),
    same: count('same'),
    targetIds: [...ofRow].sort(([a], [b]) => a - b).map(([, id]) => id),
    revisionIds,
  };
}
