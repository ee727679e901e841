/** What the forms of a change hold, and the command they become; pure. */
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { UnitPage } from '../../api/units.ts';
import type { Command } from '../../api/unit-changes.ts';
import type { UnitOption } from '../../ui/unit-picker.tsx';

export type ChangeForm = 'merge' | 'split' | 'amend' | 'relevel' | 'abolish';

export const CHANGE_FORMS: readonly ChangeForm[] = [
  'merge',
  'split',
  'amend',
  'relevel',
  'abolish',
];

export interface NewUnitDraft {
  key: string;
  name: string;
  type: string;
  code: string;
  parent: UnitOption | null;
  /** split: units below that go into this part */
  children: readonly number[];
  /** split: how many of the people */
  people: 'all' | 'some' | 'none';
}

export interface ChangeDraft {
  form: ChangeForm;
  effectiveOn: IsoDate | null;
  /** merge: the other units */
  others: readonly UnitOption[];
  /** merge, relevel, amend: the one unit that results; split: its parts */
  units: readonly NewUnitDraft[];
}

type Unit = UnitPage['unit'];

export function newUnit(unit: Unit, parent: UnitOption | null, number: number): NewUnitDraft {
  return {
    key: `part-${number}`,
    name: number === 1 ? unit.name : '',
    type: unit.type,
    code: number === 1 ? (unit.code ?? '') : '',
    parent,
    children: [],
    people: 'some',
  };
}

export function emptyDraft(form: ChangeForm, unit: Unit, parent: UnitOption | null): ChangeDraft {
  const count = form === 'split' ? 2 : 1;
  return {
    form,
    effectiveOn: null,
    others: [],
    units: Array.from({ length: count }, (_, at) => newUnit(unit, parent, at + 1)),
  };
}

/** null while something needed is missing. */
export function commandOf(draft: ChangeDraft, unit: Unit): Command | null {
  const { effectiveOn, form } = draft;
  const [first] = draft.units;
  if (effectiveOn === null || !first) return null;
  const { unitId } = unit;
  switch (form) {
    case 'abolish':
      return { kind: 'abolish', effectiveOn, unitId };
    case 'amend':
      return amendment(unit, first, effectiveOn);
    case 'relevel': {
      const into = madeUnit(first);
      return into && { kind: 'relevel', effectiveOn, unitId, into };
    }
    case 'merge': {
      const into = madeUnit(first);
      const unitIds = [unitId, ...draft.others.map((other) => other.id)];
      return into && unitIds.length > 1 ? { kind: 'merge', effectiveOn, unitIds, into } : null;
    }
    case 'split': {
      const parts = draft.units.flatMap((part) => {
        const made = madeUnit(part);
        return made ? [{ ...made, people: part.people, children: [...part.children] }] : [];
      });
      const isWhole = parts.length === draft.units.length && parts.length > 1;
      return isWhole ? { kind: 'split', effectiveOn, unitId, parts } : null;
    }
  }
}

type MadeUnit = Extract<Command, { kind: 'merge' }>['into'];

function madeUnit(draft: NewUnitDraft): MadeUnit | null {
  const name = draft.name.trim();
  if (name === '' || !draft.parent) return null;
  return {
    key: draft.key,
    name,
    type: draft.type as MadeUnit['type'],
    code: draft.code.trim() || null,
    parentId: draft.parent.id,
  };
}

/** Only what differs is said; nothing different is no command. */
function amendment(unit: Unit, draft: NewUnitDraft, effectiveOn: IsoDate): Command | null {
  const name = draft.name.trim();
  const code = draft.code.trim() || null;
  const changes = {
    ...(name !== '' && name !== unit.name ? { name } : {}),
    ...(code === unit.code ? {} : { code }),
    ...(draft.type === unit.type ? {} : { type: draft.type as MadeUnit['type'] }),
    ...(draft.parent && draft.parent.id !== unit.parentId ? { parentId: draft.parent.id } : {}),
  };
  if (Object.keys(changes).length === 0) return null;
  return { kind: 'amend', effectiveOn, unitId: unit.unitId, ...changes };
}
