/** What the forms of the register hold, and the commands they become; pure. Last days are as people read them. */
import { type IsoDate, addDays } from '../../../src/kernel/dates.ts';
import type { CommandInput, MemberFields } from '../../api/records.ts';
import type { UnitOption } from '../../ui/unit-picker.tsx';

export const RECORD_FORMS = [
  'correct',
  'residence',
  'gone',
  'household',
  'status',
  'card',
] as const;
export type RecordForm = (typeof RECORD_FORMS)[number];

type Of<Kind extends CommandInput['kind']> = Extract<CommandInput, { kind: Kind }>;
export type Relation = MemberFields['relation'];
export type StatusCode = Of<'setStatus'>['status'];
export type CountingKind = Of<'setResidence'>['residence'];
export type Issuer = Of<'addParticipation'>['issuer'];
export type Sex = 'male' | 'female';

/** A command list, or null while something needed is missing. */
export type Commands = CommandInput[] | null;

/** The day after the last one: periods are half-open inside. */
function endOf(lastDay: IsoDate | null): IsoDate | null {
  return lastDay === null ? null : addDays(lastDay, 1);
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

// ── attributes ──────────────────────────────────────────────────────────────────────────────────

export interface AttributesDraft {
  fullName: string;
  birthDate: IsoDate | null;
  isYearOnly: boolean;
  sex: Sex | null;
  ethnicityCode: string | null;
  /** numbers: empty = as it is */
  nationalId: string;
  socialInsuranceNumber: string;
  phone: string;
}

export const EMPTY_ATTRIBUTES: AttributesDraft = {
  fullName: '',
  birthDate: null,
  isYearOnly: false,
  sex: null,
  ethnicityCode: null,
  nationalId: '',
  socialInsuranceNumber: '',
  phone: '',
};

type Changed = Of<'correctPerson'>['attributes'];

/** Only what differs from `before` is said; numbers only when typed. */
function changedAttributes(draft: AttributesDraft, before: AttributesDraft): Changed {
  const name = draft.fullName.trim();
  const isBirthChanged =
    draft.birthDate !== before.birthDate || draft.isYearOnly !== before.isYearOnly;
  const numbers = { ...numbersOf(draft) };
  return {
    ...(name !== '' && name !== before.fullName ? { fullName: name } : {}),
    ...(isBirthChanged && draft.birthDate !== null ? birthOf(draft) : {}),
    ...(draft.sex !== before.sex && draft.sex !== null ? { sex: draft.sex } : {}),
    ...(draft.ethnicityCode === before.ethnicityCode ? {} : { ethnicityCode: draft.ethnicityCode }),
    ...numbers,
  };
}

function numbersOf(draft: AttributesDraft): Changed {
  const nationalId = textOrNull(draft.nationalId);
  const socialInsuranceNumber = textOrNull(draft.socialInsuranceNumber);
  const phone = textOrNull(draft.phone);
  return {
    ...(nationalId === null ? {} : { nationalId }),
    ...(socialInsuranceNumber === null ? {} : { socialInsuranceNumber }),
    ...(phone === null ? {} : { phone }),
  };
}

function birthOf(draft: AttributesDraft): Changed {
  return { birthDate: draft.birthDate, birthPrecision: draft.isYearOnly ? 'year' : 'day' };
}

export interface CorrectDraft {
  attributes: AttributesDraft;
  /** null = a mistake put right for all times */
  from: IsoDate | null;
  isSince: boolean;
}

export function correctCommands(
  person: number,
  draft: CorrectDraft,
  before: AttributesDraft,
): Commands {
  const attributes = changedAttributes(draft.attributes, before);
  if (Object.keys(attributes).length === 0) return null;
  if (!draft.isSince) return [{ kind: 'correctPerson', person, attributes }];
  if (draft.from === null) return null;
  return [{ kind: 'correctPerson', person, attributes, from: draft.from }];
}

// ── where somebody lives ────────────────────────────────────────────────────────────────────────

export interface ResidenceDraft {
  place: UnitOption | null;
  kind: CountingKind;
  from: IsoDate | null;
  lastDay: IsoDate | null;
  note: string;
}

export function residenceCommands(person: number, draft: ResidenceDraft): Commands {
  if (draft.place === null || draft.from === null) return null;
  return [
    {
      kind: 'setResidence',
      person,
      placeId: draft.place.id,
      residence: draft.kind,
      from: draft.from,
      to: endOf(draft.lastDay),
      ...noteOf(draft.note),
    },
  ];
}

function noteOf(note: string): { note?: string } {
  const text = textOrNull(note);
  return text === null ? {} : { note: text };
}

export interface GoneDraft {
  how: 'left' | 'died';
  on: IsoDate | null;
  note: string;
}

export function goneCommands(person: number, draft: GoneDraft): Commands {
  if (draft.on === null) return null;
  const note = noteOf(draft.note);
  return draft.how === 'died'
    ? [{ kind: 'recordDeath', person, on: draft.on, ...note }]
    : [{ kind: 'recordLeaving', person, from: draft.on, ...note }];
}

// ── household ───────────────────────────────────────────────────────────────────────────────────

export interface HouseholdOption {
  householdId: number;
  name: string;
}

export interface HouseholdDraft {
  how: 'join' | 'found' | 'leave' | 'head';
  household: HouseholdOption | null;
  relation: Relation;
  /** of a new household */
  place: UnitOption | null;
  code: string;
  address: string;
  from: IsoDate | null;
}

/** `current`: the household the person is in, for a change of head. */
export function householdCommands(
  person: MemberFields['person'],
  draft: HouseholdDraft,
  current: number | null,
): Commands {
  const { from } = draft;
  if (from === null) return null;
  switch (draft.how) {
    case 'leave':
      return [{ kind: 'leaveHousehold', person, from }];
    case 'head':
      return current === null ? null : [{ kind: 'changeHead', household: current, person, from }];
    case 'join':
      return draft.household === null
        ? null
        : [
            {
              kind: 'joinHousehold',
              person,
              household: draft.household.householdId,
              relation: draft.relation,
              from,
            },
          ];
    case 'found':
      return draft.place === null
        ? null
        : [
            {
              kind: 'addHousehold',
              household: 'new:household',
              placeId: draft.place.id,
              code: textOrNull(draft.code),
              address: textOrNull(draft.address),
              from,
            },
            { kind: 'joinHousehold', person, household: 'new:household', relation: 'head', from },
          ];
  }
}

// ── statuses of official lists ──────────────────────────────────────────────────────────────────

export type SpellDeed = 'add' | 'end' | 'remove';

export interface StatusDraft {
  how: SpellDeed;
  status: StatusCode | null;
  from: IsoDate | null;
  lastDay: IsoDate | null;
  detail: string;
  source: string;
  factId: number | null;
}

export function statusCommands(person: number, draft: StatusDraft): Commands {
  if (draft.how === 'add') {
    if (draft.status === null || draft.from === null) return null;
    return [
      {
        kind: 'setStatus',
        person,
        status: draft.status,
        detail: textOrNull(draft.detail),
        source: textOrNull(draft.source),
        from: draft.from,
        to: endOf(draft.lastDay),
      },
    ];
  }
  if (draft.factId === null) return null;
  if (draft.how === 'remove') {
    return [{ kind: 'removeFact', person, fact: 'status', factId: draft.factId }];
  }
  const to = endOf(draft.lastDay);
  return to === null ? null : [{ kind: 'endStatus', person, factId: draft.factId, to }];
}

// ── cards ───────────────────────────────────────────────────────────────────────────────────────

export interface CardDraft {
  how: SpellDeed;
  category: string | null;
  issuer: Issuer;
  cardNumber: string;
  facilityCode: string;
  source: string;
  from: IsoDate | null;
  lastDay: IsoDate | null;
  factId: number | null;
}

export function cardCommands(person: number, draft: CardDraft): Commands {
  if (draft.how === 'add') {
    if (draft.category === null || draft.from === null) return null;
    return [
      {
        kind: 'addParticipation',
        person,
        category: draft.category,
        issuer: draft.issuer,
        cardNumber: textOrNull(draft.cardNumber)?.toUpperCase() ?? null,
        facilityCode: textOrNull(draft.facilityCode),
        source: textOrNull(draft.source),
        from: draft.from,
        to: endOf(draft.lastDay),
      },
    ];
  }
  if (draft.factId === null) return null;
  if (draft.how === 'remove') {
    return [{ kind: 'removeFact', person, fact: 'participation', factId: draft.factId }];
  }
  const to = endOf(draft.lastDay);
  return to === null ? null : [{ kind: 'endParticipation', person, factId: draft.factId, to }];
}

// ── a person the register does not know ─────────────────────────────────────────────────────────

export const NEW_PERSON = 'new:person';

export interface NewPersonDraft {
  attributes: AttributesDraft;
  residence: ResidenceDraft;
  /** `leave` = in no household */
  household: HouseholdDraft;
}

export function newPersonCommands(draft: NewPersonDraft): Commands {
  const { attributes, residence, household } = draft;
  const fullName = attributes.fullName.trim();
  if (fullName === '' || residence.place === null || residence.from === null) return null;
  const added: CommandInput = {
    kind: 'addPerson',
    person: NEW_PERSON,
    attributes: {
      fullName,
      ...(attributes.birthDate === null
        ? {}
        : {
            birthDate: attributes.birthDate,
            birthPrecision: attributes.isYearOnly ? 'year' : 'day',
          }),
      sex: attributes.sex,
      ethnicityCode: attributes.ethnicityCode,
      nationalId: textOrNull(attributes.nationalId),
      socialInsuranceNumber: textOrNull(attributes.socialInsuranceNumber),
      phone: textOrNull(attributes.phone),
    },
    residence: {
      placeId: residence.place.id,
      kind: residence.kind,
      from: residence.from,
      ...noteOf(residence.note),
    },
  };
  if (household.how === 'leave') return [added];
  const own = { ...household, place: residence.place, from: residence.from };
  const joined = householdCommands(NEW_PERSON, own, null);
  return joined && [added, ...joined];
}
