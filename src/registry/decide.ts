/**
 * Commands → facts. `decideFacts` takes what is known and what is asked, and answers which facts go,
 * which come, and what looks doubtful. Pure: ids of new persons and households are given to it.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { applyHouseholdCommand } from './decide-households.ts';
import { applyPersonCommand } from './decide-people.ts';
import {
  DecisionFailure,
  type Deciding,
  type Touched,
  nothingTouched,
  restoreTouched,
} from './deciding.ts';
import { type Draft, type FactChanges, compareDrafts, copyDraft, membersOf } from './facts.ts';
import {
  type Violation,
  checkHousehold,
  checkPerson,
  findAggregateViolations,
  findHouseholdViolations,
  findPersonViolations,
} from './rules.ts';
import type { Command, Warning } from './types.ts';

export interface DecisionInput {
  /** facts of every person, household and place the commands name */
  before: Draft;
  commands: readonly Command[];
  /** `new:…` → id */
  ids: ReadonlyMap<string, number>;
  today: IsoDate;
}

export interface Decision extends FactChanges {
  after: Draft;
  /** of touched persons and households, as they then stand */
  warnings: Warning[];
}

/** All faults of all commands at once; `at` is `commands.<index>`. */
export function decideFacts(input: DecisionInput): Outcome<Decision> {
  const draft = copyDraft(input.before);
  const all = nothingTouched();
  const faults: Fault[] = [];
  input.commands.forEach((command, index) => {
    const deciding: Deciding = { draft, ids: input.ids, touched: nothingTouched() };
    try {
      applyCommand(deciding, command);
      const [broken] = findViolations(draft, deciding.touched);
      if (broken) throw new DecisionFailure(`registry.violation.${broken.code}`);
      collect(all, deciding.touched);
    } catch (cause) {
      if (!(cause instanceof DecisionFailure)) throw cause;
      faults.push({ code: cause.code, params: cause.params, at: `commands.${index}` });
      restoreTouched(deciding);
    }
  });
  if (faults.length > 0) return failures(faults);
  const changes = compareDrafts(input.before, draft);
  return success({ ...changes, after: draft, warnings: checkTouched(draft, all, input.today) });
}

function collect(all: Touched, some: Touched): void {
  for (const [id, facts] of some.people) all.people.set(id, facts);
  for (const [id, facts] of some.households) all.households.set(id, facts);
}

function applyCommand(deciding: Deciding, command: Command): void {
  switch (command.kind) {
    case 'addHousehold':
    case 'correctHousehold':
    case 'joinHousehold':
    case 'leaveHousehold':
    case 'changeHead':
    case 'setAggregate':
      applyHouseholdCommand(deciding, command);
      break;
    default:
      applyPersonCommand(deciding, command);
  }
}

function findViolations(draft: Draft, touched: Touched): Violation[] {
  const found: Violation[] = [];
  for (const id of touched.people.keys()) {
    const facts = draft.people.get(id);
    if (facts) found.push(...findPersonViolations(facts));
  }
  for (const id of touched.households.keys()) {
    const facts = draft.households.get(id);
    if (facts) found.push(...findHouseholdViolations(facts, membersOf(draft, id)));
  }
  for (const id of touched.aggregates.keys()) {
    found.push(...findAggregateViolations(draft.aggregates.get(id) ?? []));
  }
  return found;
}

function checkTouched(draft: Draft, touched: Touched, today: IsoDate): Warning[] {
  const people = [...touched.people.keys()].flatMap((id) => {
    const facts = draft.people.get(id);
    return facts ? checkPerson(facts, today) : [];
  });
  const households = [...touched.households.keys()].flatMap((id) => {
    const facts = draft.households.get(id);
    return facts ? checkHousehold(facts, membersOf(draft, id)) : [];
  });
  return [...people, ...households];
}
