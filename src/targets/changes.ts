/** What becomes of a target when it is set: new, the same, adjusted, or refused. Pure. */
import type { Fault } from '../kernel/outcome.ts';
import type { NewRevision } from './sql.ts';
import type { Statement } from './statements.ts';
import type { Target, TargetState } from './types.ts';
import { isBlank, isSameValue } from './values.ts';

export interface Setting {
  /** who sets */
  assignerId: number;
  state: 'draft' | 'assigned';
  reason: string | null;
  actId: number | null;
  /** the unit is the assigner or lies below it: what it set may be set anew */
  isBelow: (unitId: number) => boolean;
}

export type Change =
  | { kind: 'create' | 'change'; revision: Omit<NewRevision, 'targetId'> }
  | { kind: 'same' }
  | { kind: 'fault'; fault: Fault };

/** States in which a value stands: to change it needs a reason, and both values are kept. */
const STANDING: readonly TargetState[] = ['assigned', 'accepted', 'counterProposed', 'adjusted'];

export function decideChange(
  statement: Statement,
  before: Target | undefined,
  setting: Setting,
): Change {
  const at = `rows.${statement.rows[0] ?? 0}`;
  if (!before) return { kind: 'create', revision: revisionOf(statement, setting, null) };
  const { current } = before;
  const isSame = isSameValue(current, statement) || (isBlank(current) && isBlank(statement));
  const isStanding = STANDING.includes(current.state);
  if (!setting.isBelow(current.assignerId)) {
    if (isSame) return { kind: 'same' };
    return { kind: 'fault', fault: { code: 'targets.assignedAbove', at } };
  }
  if (isStanding && setting.state === 'draft') {
    if (isSame) return { kind: 'same' };
    return { kind: 'fault', fault: { code: 'targets.alreadyAssigned', at } };
  }
  const isAsWanted = isStanding || current.state === 'stated' || current.state === setting.state;
  if (isSame && isAsWanted) return { kind: 'same' };
  const isAdjusted = isStanding && !isBlank(current);
  if (isAdjusted && setting.reason === null) {
    return { kind: 'fault', fault: { code: 'targets.reasonNeeded', at } };
  }
  return {
    kind: 'change',
    revision: revisionOf(statement, setting, isAdjusted ? 'adjusted' : null),
  };
}

function revisionOf(
  statement: Statement,
  setting: Setting,
  state: TargetState | null,
): Omit<NewRevision, 'targetId'> {
  const { operator, measure, rateBp, people, population, groupName, isOverride, sources } =
    statement;
  return {
    state: state ?? stateOf(statement, setting),
    operator,
    measure,
    rateBp,
    people,
    population,
    groupName,
    counterRateBp: null,
    counterPeople: null,
    isOverride,
    assignerId: setting.assignerId,
    actId: setting.actId,
    sources,
    reason: setting.reason,
  };
}

/** What a unit sets for itself needs nobody's consent. */
function stateOf(statement: Statement, setting: Setting): TargetState {
  if (statement.kind !== 'target') return 'stated';
  if (setting.state === 'draft') return 'draft';
  return statement.unitId === setting.assignerId ? 'accepted' : 'assigned';
}
