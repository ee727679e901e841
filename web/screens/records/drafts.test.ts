import { describe, expect, test } from 'vitest';
import {
  type CardDraft,
  EMPTY_ATTRIBUTES,
  type HouseholdDraft,
  type NewPersonDraft,
  type StatusDraft,
  cardCommands,
  correctCommands,
  goneCommands,
  householdCommands,
  newPersonCommands,
  residenceCommands,
  statusCommands,
} from './drafts.ts';

const village = { id: 41, name: 'Thôn Cả', detail: '' };
const before = {
  ...EMPTY_ATTRIBUTES,
  fullName: 'Ma Thị Mẫu',
  birthDate: '1990-01-01',
  isYearOnly: true,
};

describe('a correction', () => {
  test('says only what differs, and nothing different is no command', () => {
    const same = { attributes: before, from: null, isSince: false };
    expect(correctCommands(7, same, before)).toBeNull();
    const named = { ...same, attributes: { ...before, fullName: ' Ma Thị Mận ', phone: '0912' } };
    expect(correctCommands(7, named, before)).toEqual([
      {
        kind: 'correctPerson',
        person: 7,
        attributes: { fullName: 'Ma Thị Mận', phone: '0912' },
      },
    ]);
  });

  test('a birth date known to the day replaces a year', () => {
    const attributes = { ...before, birthDate: '1990-05-20', isYearOnly: false };
    expect(correctCommands(7, { attributes, from: null, isSince: false }, before)).toMatchObject([
      { attributes: { birthDate: '1990-05-20', birthPrecision: 'day' } },
    ]);
  });

  test('a change from a day on needs the day', () => {
    const attributes = { ...before, fullName: 'Ma Thị Mận' };
    expect(correctCommands(7, { attributes, from: null, isSince: true }, before)).toBeNull();
    expect(
      correctCommands(7, { attributes, from: '2026-02-01', isSince: true }, before),
    ).toMatchObject([{ from: '2026-02-01' }]);
  });
});

test('the last day people read becomes the first day after', () => {
  const draft = { place: village, kind: 'temporary' as const, from: '2026-01-01', note: '' };
  expect(residenceCommands(7, { ...draft, lastDay: '2026-12-31' })).toEqual([
    {
      kind: 'setResidence',
      person: 7,
      placeId: 41,
      residence: 'temporary',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  ]);
  expect(residenceCommands(7, { ...draft, lastDay: null })).toMatchObject([{ to: null }]);
  expect(residenceCommands(7, { ...draft, place: null, lastDay: null })).toBeNull();
});

test('leaving and death are said each in its own way', () => {
  expect(goneCommands(7, { how: 'died', on: '2026-03-04', note: ' ' })).toEqual([
    { kind: 'recordDeath', person: 7, on: '2026-03-04' },
  ]);
  expect(goneCommands(7, { how: 'left', on: '2026-03-04', note: 'ra Hà Nội' })).toEqual([
    { kind: 'recordLeaving', person: 7, from: '2026-03-04', note: 'ra Hà Nội' },
  ]);
});

describe('a household', () => {
  const draft: HouseholdDraft = {
    how: 'join',
    household: null,
    relation: 'child',
    place: village,
    code: '',
    address: '',
    from: '2026-01-01',
  };

  test('is joined, founded, left, led', () => {
    expect(householdCommands(7, draft, null)).toBeNull();
    const chosen = { ...draft, household: { householdId: 3, name: 'x' } };
    expect(householdCommands(7, chosen, null)).toEqual([
      { kind: 'joinHousehold', person: 7, household: 3, relation: 'child', from: '2026-01-01' },
    ]);
    expect(householdCommands(7, { ...draft, how: 'found' }, 3)?.map((one) => one.kind)).toEqual([
      'addHousehold',
      'joinHousehold',
    ]);
    expect(householdCommands(7, { ...draft, how: 'leave' }, 3)).toHaveLength(1);
    expect(householdCommands(7, { ...draft, how: 'head' }, null)).toBeNull();
    expect(householdCommands(7, { ...draft, how: 'head' }, 3)).toMatchObject([{ household: 3 }]);
  });
});

describe('official lists and cards', () => {
  const status: StatusDraft = {
    how: 'add',
    status: 'poorHousehold',
    from: '2026-01-01',
    lastDay: '2026-12-31',
    detail: '',
    source: '',
    factId: null,
  };
  const card: CardDraft = {
    how: 'add',
    category: 'GD',
    issuer: 'own',
    cardNumber: ' gd4080812345678 ',
    facilityCode: '',
    source: '',
    from: '2026-01-01',
    lastDay: '2026-12-31',
    factId: null,
  };

  test('are added', () => {
    expect(statusCommands(7, status)).toMatchObject([{ kind: 'setStatus', to: '2027-01-01' }]);
    expect(cardCommands(7, card)).toMatchObject([
      { kind: 'addParticipation', cardNumber: 'GD4080812345678', to: '2027-01-01' },
    ]);
  });

  test('are ended and taken away only when one is chosen', () => {
    expect(statusCommands(7, { ...status, how: 'end' })).toBeNull();
    expect(statusCommands(7, { ...status, how: 'end', factId: 5 })).toEqual([
      { kind: 'endStatus', person: 7, factId: 5, to: '2027-01-01' },
    ]);
    expect(cardCommands(7, { ...card, how: 'end', factId: 5, lastDay: null })).toBeNull();
    expect(cardCommands(7, { ...card, how: 'remove', factId: 5 })).toEqual([
      { kind: 'removeFact', person: 7, fact: 'participation', factId: 5 },
    ]);
  });
});

test('a new person comes with a place, and into a household when one is said', () => {
  const draft: NewPersonDraft = {
    attributes: { ...EMPTY_ATTRIBUTES, fullName: 'Ma Văn Bé', birthDate: '2026-11-01' },
    residence: { place: village, kind: 'permanent', from: '2026-11-01', lastDay: null, note: '' },
    household: {
      how: 'join',
      household: { householdId: 3, name: 'x' },
      relation: 'grandchild',
      place: null,
      code: '',
      address: '',
      from: null,
    },
  };
  expect(newPersonCommands(draft)).toMatchObject([
    { kind: 'addPerson', person: 'new:person', residence: { placeId: 41 } },
    {
      kind: 'joinHousehold',
      person: 'new:person',
      household: 3,
      relation: 'grandchild',
      from: '2026-11-01',
    },
  ]);
  const alone = { ...draft, household: { ...draft.household, how: 'leave' as const } };
  expect(newPersonCommands(alone)).toHaveLength(1);
  const nowhere = { ...draft, residence: { ...draft.residence, place: null } };
  expect(newPersonCommands(nowhere)).toBeNull();
});
