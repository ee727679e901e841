/**
 * Decides what a change of the tree does. Pure: command and tree in, plan or all faults out. A
 * reorganised unit ends and new ones begin; an amended one keeps its identity and gets a version.
 */
import { FAR_FUTURE, type IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import {
  type ChangePlan,
  type PlannedAssignment,
  type PlannedUnit,
  type PlannedVersion,
  childrenInForce,
  currentParent,
  isInside,
  openVersion,
} from './change-plan.ts';
import { bareName, officialName } from './names.ts';
import type { Tree, UnitVersion } from './rules.ts';
import {
  type ChangeCommand,
  type ChangeKind,
  type Flow,
  type Level,
  type NewUnit,
  type ResidentRule,
  type UnitType,
  levelOf,
} from './types.ts';

const CODE_DIGITS: Partial<Record<Level, number>> = { province: 2, district: 3, commune: 5 };

const PARENT_LEVELS: Record<Level, readonly Level[]> = {
  country: [],
  province: ['country'],
  district: ['province'],
  commune: ['district', 'province'],
  // island districts have no communes
  village: ['commune', 'district'],
};

/** The plan of a command, or everything that is wrong with it. */
export function decideChange(tree: Tree, command: ChangeCommand): Outcome<ChangePlan> {
  if (command.kind === 'amend') return decideAmendment(tree, command);
  if (command.kind === 'abolish') return decideAbolition(tree, command);
  return decideReorganisation(tree, toReorganisation(command));
}

type Reorganisation = Extract<ChangeCommand, { kind: 'reorganise' }>;
type Shape = Reorganisation & { as: 'merge' | 'split' | 'relevel' | 'reorganise' };

/** Merge, split and change of level are reorganisations of one shape. */
function toReorganisation(command: Exclude<ChangeCommand, { kind: 'amend' | 'abolish' }>): Shape {
  const { kind: as, effectiveOn } = command;
  if (command.kind === 'reorganise') return { ...command, as: 'reorganise' };
  const shape = { kind: 'reorganise', as, effectiveOn } as const;
  if (command.kind === 'split') {
    const others = command.parts.filter((part) => part.people === 'none').length;
    const onlyPeopled = others === command.parts.length - 1;
    return {
      ...shape,
      results: command.parts,
      flows: command.parts.map((part) => ({
        fromUnitId: command.unitId,
        toKey: part.key,
        share: part.people === 'none' ? 'empty' : 'part',
        people: part.people === 'some' && onlyPeopled ? 'all' : part.people,
        children: part.children,
      })),
      residents: command.parts.map((part) => ({
        fromUnitId: command.unitId,
        toKey: part.key,
        households: part.households,
        persons: part.persons,
      })),
    };
  }
  const unitIds = command.kind === 'merge' ? command.unitIds : [command.unitId];
  return {
    ...shape,
    results: [command.into],
    flows: unitIds.map((fromUnitId) => ({
      fromUnitId,
      toKey: command.into.key,
      share: 'whole',
      people: 'all',
      children: [],
    })),
    residents: [],
  };
}

function decideReorganisation(tree: Tree, command: Shape): Outcome<ChangePlan> {
  const { effectiveOn } = command;
  const ended = [...new Set(command.flows.map((flow) => flow.fromUnitId))];
  const children = checkChildren(tree, command, ended);
  const faults = [
    ...checkShape(command, ended),
    ...ended.flatMap((unitId) => checkChangeable(tree, unitId, effectiveOn)),
    ...command.results.flatMap((unit) => checkNewUnit(tree, unit, effectiveOn, ended)),
    ...checkRepeatedCodes(command.results),
    ...(command.flows.length > 0 ? checkFlows(command.flows) : []),
    ...children.faults,
    ...checkResidents(command.residents, command.flows),
  ];
  if (faults.length > 0) return failures(faults);
  const created = command.results.map((unit) => ({
    key: unit.key,
    type: unit.type,
    code: unit.code || null,
    name: officialName(unit.type, unit.name),
    parentId: unit.parentId,
  }));
  return success({
    kind: command.as,
    effectiveOn,
    ended,
    created,
    renewed: children.renewed,
    changes: command.flows.map((flow) => ({
      kind: kindOfFlow(command.as, flow),
      from: flow.fromUnitId,
      to: { key: flow.toKey },
      share: flow.share,
      people: flow.people,
    })),
    assignments: listAssignments(command.residents),
    warnings: [...children.warnings, ...warnNewUnits(tree, created, effectiveOn, ended)],
  });
}

function kindOfFlow(as: Shape['as'], flow: Flow): ChangeKind {
  if (as === 'relevel') return 'relevel';
  return flow.share === 'whole' ? 'merge' : 'split';
}

function listAssignments(residents: readonly ResidentRule[]): PlannedAssignment[] {
  return residents.flatMap(({ fromUnitId, toKey, households, persons }) => [
    ...households.map((subjectId) => ({
      fromUnitId,
      toKey,
      subject: 'household' as const,
      subjectId,
    })),
    ...persons.map((subjectId) => ({ fromUnitId, toKey, subject: 'person' as const, subjectId })),
  ]);
}

function checkShape(command: Shape, ended: readonly number[]): Fault[] {
  const faults: Fault[] = [];
  const keys = new Set(command.results.map((unit) => unit.key));
  if (keys.size < command.results.length) faults.push({ code: 'units.keyRepeated', at: 'results' });
  if (command.as === 'merge' && ended.length < 2) {
    faults.push({ code: 'units.mergeNeedsTwo', at: 'unitIds' });
  }
  if (command.as === 'split' && command.results.length < 2) {
    faults.push({ code: 'units.splitNeedsTwo', at: 'parts' });
  }
  const reached = new Set(command.flows.map((flow) => flow.toKey));
  for (const unit of command.results) {
    if (reached.has(unit.key)) continue;
    faults.push({ code: 'units.resultWithoutSource', params: { name: unit.name }, at: unit.key });
  }
  for (const key of reached) {
    if (!keys.has(key)) faults.push({ code: 'units.keyUnknown', params: { key }, at: 'flows' });
  }
  return faults;
}

/** The people of a unit go one way wholly or several ways partly, and nobody is forgotten. */
function checkFlows(flows: readonly Flow[]): Fault[] {
  const faults: Fault[] = [];
  for (const [unitId, ways] of Map.groupBy(flows, (flow) => flow.fromUnitId)) {
    const all = ways.filter((way) => way.people === 'all').length;
    const some = ways.filter((way) => way.people === 'some').length;
    const isFine = (all === 1 && some === 0) || (all === 0 && some >= 2);
    const wholes = ways.filter((way) => way.share === 'whole').length;
    const twice = new Set(ways.map((way) => way.toKey)).size < ways.length;
    if (!isFine || twice || (wholes > 0 && ways.length > 1)) {
      faults.push({ code: 'units.flowsContradict', params: { unitId }, at: `flows.${unitId}` });
    }
    for (const way of ways) {
      if ((way.share === 'empty') !== (way.people === 'none')) {
        faults.push({ code: 'units.emptyMeansNobody', params: { unitId }, at: `flows.${unitId}` });
      }
    }
  }
  return faults;
}

function checkResidents(residents: readonly ResidentRule[], flows: readonly Flow[]): Fault[] {
  const faults: Fault[] = [];
  const ways = new Set(flows.map((flow) => `${flow.fromUnitId} ${flow.toKey}`));
  const seen = new Set<string>();
  for (const rule of residents) {
    const count = rule.households.length + rule.persons.length;
    if (count > 0 && !ways.has(`${rule.fromUnitId} ${rule.toKey}`)) {
      faults.push({
        code: 'units.residentsWithoutWay',
        params: { key: rule.toKey },
        at: 'residents',
      });
    }
    for (const id of [
      ...rule.households.map((h) => `h${h}`),
      ...rule.persons.map((p) => `p${p}`),
    ]) {
      if (seen.has(id)) {
        faults.push({
          code: 'units.residentTwice',
          params: { id: Number(id.slice(1)) },
          at: rule.toKey,
        });
      }
      seen.add(id);
    }
  }
  return faults;
}

interface Children {
  faults: Fault[];
  warnings: Fault[];
  renewed: PlannedVersion[];
}

/** Units below a split one go where they are assigned; villages may stay open, communes may not. */
function checkChildren(tree: Tree, command: Shape, ended: readonly number[]): Children {
  const result: Children = { faults: [], warnings: [], renewed: [] };
  const taken = new Set<number>();
  for (const flow of command.flows) {
    for (const child of flow.children) {
      const version = openVersion(tree, child);
      if (!version || currentParent(tree, version) !== flow.fromUnitId) {
        result.faults.push({
          code: 'units.childNotBelow',
          params: { unitId: child },
          at: flow.toKey,
        });
      } else if (taken.has(child)) {
        result.faults.push({
          code: 'units.childTwice',
          params: { name: version.name },
          at: flow.toKey,
        });
      } else if (ended.includes(child)) {
        result.faults.push({
          code: 'units.childEnds',
          params: { name: version.name },
          at: flow.toKey,
        });
      } else if (version.validFrom >= command.effectiveOn) {
        result.faults.push(laterFault(version));
      } else {
        const { unitId, type, code, name } = version;
        result.renewed.push({ unitId, type, code, name, parent: { key: flow.toKey } });
      }
      taken.add(child);
    }
  }
  for (const [unitId, ways] of Map.groupBy(command.flows, (flow) => flow.fromUnitId)) {
    if (ways.some((way) => way.people === 'all')) continue;
    const open = childrenInForce(tree, unitId).filter(
      (child) => !taken.has(child.unitId) && !ended.includes(child.unitId),
    );
    if (open.length === 0) continue;
    const fault: Fault = {
      code: 'units.childrenUnassigned',
      params: {
        count: open.length,
        names: open
          .slice(0, 10)
          .map((child) => child.name)
          .join(', '),
      },
      at: `flows.${unitId}`,
    };
    if (open.some((child) => child.level !== 'village')) result.faults.push(fault);
    else result.warnings.push(fault);
  }
  return result;
}

function decideAmendment(
  tree: Tree,
  command: Extract<ChangeCommand, { kind: 'amend' }>,
): Outcome<ChangePlan> {
  const { unitId, effectiveOn } = command;
  const faults = checkChangeable(tree, unitId, effectiveOn);
  const version = openVersion(tree, unitId);
  if (!version || version.level === 'country') return failures(faults);
  const type = command.type ?? (version.type as UnitType);
  const name = officialName(type, command.name ?? bareName(version));
  const code = command.code === undefined ? version.code : command.code || null;
  const stated = currentParent(tree, version);
  const parentId = command.parentId ?? stated ?? 0;
  const kinds: ChangeKind[] = [];
  if (type !== version.type) kinds.push('retype');
  if (command.name !== undefined && name !== version.name) kinds.push('rename');
  if (code !== version.code) kinds.push('recode');
  if (parentId !== stated) kinds.push('move');
  if (kinds.length === 0) faults.push({ code: 'units.nothingChanges', at: 'unitId' });
  if (levelOf(type) !== version.level) faults.push({ code: 'units.levelChanges', at: 'type' });
  else {
    const unit: NewUnit = { key: 'unit', type, name, code, parentId };
    faults.push(...checkNewUnit(tree, unit, effectiveOn, [unitId]));
  }
  if (kinds.includes('move') && isInside(tree, parentId, unitId)) {
    faults.push({ code: 'units.insideItself', at: 'parentId' });
  }
  if (faults.length > 0) return failures(faults);
  return success({
    kind: 'amend',
    effectiveOn,
    ended: [],
    created: [],
    renewed: [{ unitId, type, code, name, parent: { unitId: parentId } }],
    changes: kinds.map((kind) => ({
      kind,
      from: unitId,
      to: { unitId },
      share: 'whole',
      people: 'all',
    })),
    assignments: [],
    warnings: [],
  });
}

function decideAbolition(
  tree: Tree,
  command: Extract<ChangeCommand, { kind: 'abolish' }>,
): Outcome<ChangePlan> {
  const { unitId, effectiveOn } = command;
  const faults = checkChangeable(tree, unitId, effectiveOn);
  const below = childrenInForce(tree, unitId);
  if (below.length > 0) {
    const names = below
      .slice(0, 10)
      .map((child) => child.name)
      .join(', ');
    faults.push({
      code: 'units.hasChildren',
      params: { count: below.length, names },
      at: 'unitId',
    });
  }
  if (faults.length > 0) return failures(faults);
  return success({
    kind: 'abolish',
    effectiveOn,
    ended: [unitId],
    created: [],
    renewed: [],
    changes: [{ kind: 'abolish', from: unitId, to: null, share: 'whole', people: 'none' }],
    assignments: [],
    warnings: [],
  });
}

/** Only the last version can be changed, and only later than it began: history is not rewritten. */
function checkChangeable(tree: Tree, unitId: number, effectiveOn: IsoDate): Fault[] {
  const versions = tree.versions.get(unitId);
  const last = versions?.at(-1);
  if (!last) return [{ code: 'units.unknown', params: { unitId }, at: String(unitId) }];
  if (last.level === 'country') return [{ code: 'units.countryStays', at: String(unitId) }];
  if (last.validTo !== null) {
    const params = { name: last.name, on: last.validTo };
    return [{ code: 'units.ended', params, at: String(unitId) }];
  }
  return last.validFrom >= effectiveOn ? [laterFault(last)] : [];
}

function laterFault(version: UnitVersion): Fault {
  return {
    code: 'units.changedLater',
    params: { name: version.name, on: version.validFrom },
    at: String(version.unitId),
  };
}

function checkNewUnit(
  tree: Tree,
  unit: NewUnit,
  effectiveOn: IsoDate,
  replaced: readonly number[],
): Fault[] {
  const faults = checkCode(tree, unit, effectiveOn, replaced);
  const level = levelOf(unit.type);
  const parent = openVersion(tree, unit.parentId);
  if (!parent || parent.validFrom > effectiveOn || replaced.includes(unit.parentId)) {
    const params = { name: unit.name, parentId: unit.parentId };
    faults.push({ code: 'units.parentNotInForce', params, at: unit.key });
  } else if (!PARENT_LEVELS[level].includes(parent.level)) {
    const params = { name: unit.name, parent: parent.name };
    faults.push({ code: 'units.parentLevel', params, at: unit.key });
  }
  return faults;
}

function checkCode(
  tree: Tree,
  unit: NewUnit,
  effectiveOn: IsoDate,
  replaced: readonly number[],
): Fault[] {
  if (!unit.code) return [];
  const level = levelOf(unit.type);
  const { code } = unit;
  const digits = CODE_DIGITS[level];
  if (digits !== undefined && !new RegExp(`^\\d{${digits}}$`).test(code)) {
    return [{ code: 'units.codeFormat', params: { code, digits }, at: unit.key }];
  }
  for (const [unitId, versions] of tree.versions) {
    if (replaced.includes(unitId)) continue;
    const holder = versions.find(
      (v) =>
        v.code === code &&
        v.level === level &&
        (v.validTo ?? FAR_FUTURE) > effectiveOn &&
        (level !== 'village' || v.parentId === unit.parentId),
    );
    if (holder) {
      return [{ code: 'units.codeTaken', params: { code, name: holder.name }, at: unit.key }];
    }
  }
  return [];
}

function checkRepeatedCodes(results: readonly NewUnit[]): Fault[] {
  const seen = new Set<string>();
  return results.flatMap((unit) => {
    if (!unit.code) return [];
    const key = `${levelOf(unit.type)} ${unit.code}`;
    if (seen.has(key)) {
      return [{ code: 'units.codeRepeated', params: { code: unit.code }, at: unit.key }];
    }
    seen.add(key);
    return [];
  });
}

function warnNewUnits(
  tree: Tree,
  created: readonly PlannedUnit[],
  effectiveOn: IsoDate,
  ended: readonly number[],
): Fault[] {
  return created.flatMap((unit): Fault[] => {
    const warnings: Fault[] = [];
    const { key: at, name } = unit;
    if (unit.code === null && levelOf(unit.type) !== 'village') {
      warnings.push({ code: 'units.codeMissing', params: { name }, at });
    }
    const namesake = childrenInForce(tree, unit.parentId).find(
      (v) => !ended.includes(v.unitId) && v.validFrom <= effectiveOn && fold(v.name) === fold(name),
    );
    if (namesake) warnings.push({ code: 'units.sameName', params: { name }, at });
    return warnings;
  });
}
