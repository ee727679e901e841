import { describe, expect, test } from 'vitest';
import { type ChangeDraft, commandOf, emptyDraft } from './change-draft.ts';

const unit = {
  unitId: 7,
  code: '02530',
  name: 'Xã Tân Trào',
  shortName: 'Tân Trào',
  type: 'xa',
  level: 'commune' as const,
  parentId: 3,
  validFrom: null,
  validTo: null,
  inForce: true,
};
const parent = { id: 3, name: 'Tỉnh Tuyên Quang', detail: '' };
const other = { id: 8, name: 'Xã Minh Thanh', detail: '' };

function draft(form: ChangeDraft['form'], patch: Partial<ChangeDraft> = {}): ChangeDraft {
  return { ...emptyDraft(form, unit, parent), effectiveOn: '2027-01-01', ...patch };
}

describe('commands of the change forms', () => {
  test('without a day there is no command', () => {
    expect(commandOf(draft('abolish', { effectiveOn: null }), unit)).toBeNull();
  });

  test('a merge needs another unit', () => {
    expect(commandOf(draft('merge'), unit)).toBeNull();
    expect(commandOf(draft('merge', { others: [other] }), unit)).toEqual({
      kind: 'merge',
      effectiveOn: '2027-01-01',
      unitIds: [7, 8],
      into: { key: 'part-1', name: 'Xã Tân Trào', type: 'xa', code: '02530', parentId: 3 },
    });
  });

  test('a split needs a name for every part', () => {
    const split = draft('split');
    expect(commandOf(split, unit)).toBeNull();
    const named = split.units.map((part, at) => ({
      ...part,
      name: `Xã Tân Trào ${at + 1}`,
      code: '',
      children: [70 + at],
    }));
    const command = commandOf({ ...split, units: named }, unit);
    expect(command).toMatchObject({
      kind: 'split',
      unitId: 7,
      parts: [
        { name: 'Xã Tân Trào 1', code: null, children: [70], people: 'some' },
        { name: 'Xã Tân Trào 2', code: null, children: [71], people: 'some' },
      ],
    });
  });

  test('an amendment says only what differs', () => {
    const amend = draft('amend');
    expect(commandOf(amend, unit)).toBeNull();
    const renamed = amend.units.map((one) => ({ ...one, name: 'Xã Tân Trào Mới' }));
    expect(commandOf({ ...amend, units: renamed }, unit)).toEqual({
      kind: 'amend',
      effectiveOn: '2027-01-01',
      unitId: 7,
      name: 'Xã Tân Trào Mới',
    });
    const uncoded = amend.units.map((one) => ({ ...one, code: ' ' }));
    expect(commandOf({ ...amend, units: uncoded }, unit)).toMatchObject({ code: null });
  });
});
