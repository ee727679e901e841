/**
 * Words, rows and commands of the register. A fact row holds on `[validFrom, validTo)` (days, null =
 * open) and is known from entry `recordedFrom` up to, not including, entry `recordedTo` (null = now).
 */
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { IsoDate } from '../kernel/dates.ts';
import type { CopyValue } from '../stores/copy.ts';

export type PersonId = number;
export type HouseholdId = number;
export type EntryId = number;
/** Names a fact for ever: a row that an undo brings back keeps it. */
export type FactId = number;

// ── words ───────────────────────────────────────────────────────────────────────────────────────

/** Who issued a card, seen from the register's own province. */
export const ISSUER_CLASSES = ['own', 'otherProvince', 'army', 'police', 'unknown'] as const;
export type IssuerClass = (typeof ISSUER_CLASSES)[number];

/** thường trú · tạm trú · đi làm ăn, học tập xa · đã chuyển đi · đã chết */
export const RESIDENCE_KINDS = ['permanent', 'temporary', 'away', 'left', 'died'] as const;
export type ResidenceKind = (typeof RESIDENCE_KINDS)[number];

/** Kinds with which a person counts in a place, first to last. `left` and `died` end them all. */
export const COUNTING_KINDS = ['temporary', 'permanent', 'away'] as const;

/** Statuses of official lists; a list of a new law adds a word here, the database takes any. */
export const STATUSES = [
  'poorHousehold',
  'nearPoorHousehold',
  'averageLivingHousehold',
  'merit',
  'meritRelative',
  'veteran',
  'socialProtection',
  'disabled',
  'pupil',
  'student',
  'employee',
  'pensioner',
  'unemploymentBenefit',
  'underSix',
  'ethnicMinority',
  'difficultArea',
  'armyRelative',
  'policeRelative',
  'meritTop',
  'resistance',
  'martyrRelative',
  'meritCarer',
  'deputy',
  'survivorAllowance',
  'socialPension',
  'workAccidentAllowance',
  'longSickness',
  'retiredCommuneCadre',
  'retiredCommuneCadreBudget',
  'formerDisability',
  'supplementaryInsurance',
  'privateInsurance',
] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses that are insurance beside the card; `detail` names the insurer and the contract. */
export const OTHER_INSURANCES = ['supplementaryInsurance', 'privateInsurance'] as const;
export type OtherInsurance = (typeof OTHER_INSURANCES)[number];

/** Relation to the head of the household (quan hệ với chủ hộ). */
export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'childInLaw',
  'grandchild',
  'parent',
  'parentInLaw',
  'grandparent',
  'sibling',
  'otherRelative',
  'notRelated',
] as const;
export type Relation = (typeof RELATIONS)[number];

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

export const BIRTH_PRECISIONS = ['day', 'month', 'year'] as const;
export type BirthPrecision = (typeof BIRTH_PRECISIONS)[number];

/** record = by hand; load = bulk; import = a list of another body; canvass = from the field. */
export const ENTRY_KINDS = [
  'record',
  'load',
  'import',
  'canvass',
  'undo',
  'merge',
  'unmerge',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

// ── rows ────────────────────────────────────────────────────────────────────────────────────────

export interface FactPeriod {
  factId: FactId;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  recordedFrom: EntryId;
  recordedTo: EntryId | null;
}

export interface PersonAttributes {
  fullName: string;
  birthDate: IsoDate | null;
  /** `birthDate` is then the first day of the month or year; null only without a date */
  birthPrecision: BirthPrecision | null;
  sex: Sex | null;
  /** code of QĐ 121-TCTK/PPCĐ */
  ethnicityCode: string | null;
  /** ISO 3166 alpha-2, null = Việt Nam */
  nationalityCode: string | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  phone: string | null;
  email: string | null;
}

export interface PersonVersion extends FactPeriod, PersonAttributes {
  personId: PersonId;
}

export interface Residence extends FactPeriod {
  personId: PersonId;
  placeId: number;
  kind: ResidenceKind;
  note: string | null;
}

export interface HouseholdVersion extends FactPeriod {
  householdId: HouseholdId;
  placeId: number;
  /** free text of the issuer (mã hộ) */
  code: string | null;
  address: string | null;
}

export interface HouseholdMember extends FactPeriod {
  personId: PersonId;
  householdId: HouseholdId;
  isHead: boolean;
  relation: Relation;
}

export interface StatusSpell extends FactPeriod {
  personId: PersonId;
  status: string;
  detail: string | null;
  source: string | null;
}

export interface Participation extends FactPeriod {
  personId: PersonId;
  /** object code of the card (mã đối tượng), or a name of policy/groups.yaml without a code */
  category: string;
  issuer: IssuerClass;
  cardNumber: string | null;
  facilityCode: string | null;
  source: string | null;
}

export interface AggregateParticipation extends FactPeriod {
  placeId: number;
  category: string;
  issuer: IssuerClass;
  people: number;
  source: string | null;
}

export interface Entry {
  entryId: EntryId;
  /** instant, ISO in UTC */
  recordedAt: string;
  actorId: string;
  actorName: string;
  kind: string;
  reason: string;
  source: string | null;
  undoesEntryId: EntryId | null;
  people: number;
  rowsAdded: number;
  rowsSuperseded: number;
}

// ── bulk rows ───────────────────────────────────────────────────────────────────────────────────

/**
 * Columns of `loadFacts` rows, in this order. `recorded_from` and `fact_id` are added by the loader;
 * a value may be null where the column allows it. Persons' search rows are derived by the loader.
 */
export const BULK_COLUMNS = {
  person_version: [
    'person_id',
    'valid_from',
    'valid_to',
    'full_name',
    'birth_date',
    'birth_precision',
    'sex',
    'ethnicity_code',
    'nationality_code',
    'national_id',
    'social_insurance_number',
    'phone',
    'email',
  ],
  residence: ['person_id', 'valid_from', 'valid_to', 'place_id', 'kind', 'note'],
  household: ['household_id', 'valid_from', 'valid_to', 'place_id', 'code', 'address'],
  household_member: ['person_id', 'valid_from', 'valid_to', 'household_id', 'is_head', 'relation'],
  status: ['person_id', 'valid_from', 'valid_to', 'status', 'detail', 'source'],
  participation: [
    'person_id',
    'valid_from',
    'valid_to',
    'category',
    'issuer',
    'card_number',
    'facility_code',
    'source',
  ],
  aggregate_participation: [
    'place_id',
    'valid_from',
    'valid_to',
    'category',
    'issuer',
    'people',
    'source',
  ],
} as const satisfies Record<string, readonly string[]>;

export type FactTable = keyof typeof BULK_COLUMNS;

export type BulkRow = readonly CopyValue[];
export type BulkRows = AsyncIterable<BulkRow> | Iterable<BulkRow>;

/** Rows that a statement of the same transaction gives: nothing leaves the database. */
export interface BulkStatement {
  statement: RawBuilder<unknown>;
}

/** What a bulk load brings, table by table; loaded in the order of `BULK_COLUMNS`. */
export type BulkSources = Partial<Record<FactTable, BulkRows | BulkStatement>>;

/** Current facts a bulk load supersedes: `[person (household, place) id, fact id]`. */
export type BulkSuperseded = Partial<
  Record<
    FactTable,
    AsyncIterable<readonly [number, FactId]> | Iterable<readonly [number, FactId]> | BulkStatement
  >
>;

// ── commands ────────────────────────────────────────────────────────────────────────────────────

const text = (max: number) => z.string().trim().min(1).max(max);
const isoDate = z.iso.date();
const dayOrOpen = isoDate.nullable().optional();
const factId = z.number().int().positive();
const placeId = z.number().int().positive();

/** An id of the register, or `new:<any word>` for one made earlier in the same list of commands. */
const reference = z.union([z.number().int().positive(), z.string().regex(/^new:[\w-]{1,40}$/)]);

const attributeFields = {
  birthDate: isoDate.nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(),
  sex: z.enum(SEXES).nullable(),
  ethnicityCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  nationalityCode: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  nationalId: text(20).nullable(),
  socialInsuranceNumber: text(20).nullable(),
  phone: text(20).nullable(),
  email: text(120).nullable(),
};

/** Of a new person: what is not given is not known. `birthPrecision` is `day` unless said. */
export const personAttributes = z.object({
  fullName: text(120),
  birthDate: attributeFields.birthDate.default(null),
  birthPrecision: attributeFields.birthPrecision.optional(),
  sex: attributeFields.sex.default(null),
  ethnicityCode: attributeFields.ethnicityCode.default(null),
  nationalityCode: attributeFields.nationalityCode.default(null),
  nationalId: attributeFields.nationalId.default(null),
  socialInsuranceNumber: attributeFields.socialInsuranceNumber.default(null),
  phone: attributeFields.phone.default(null),
  email: attributeFields.email.default(null),
});

/** Of a correction: what is not given stays. */
const changedAttributes = z.object({ fullName: text(120), ...attributeFields }).partial();

const participationFields = {
  category: z.string().regex(/^([A-Z]{2}|[a-z][A-Za-z]{2,39})$/),
  issuer: z.enum(ISSUER_CLASSES),
  cardNumber: text(20).nullable().optional(),
  facilityCode: text(10).nullable().optional(),
  source: text(200).nullable().optional(),
};

export const commandSchema = z.discriminatedUnion('kind', [
  /** `person` is the word later commands of the list use; the id comes back in the answer */
  z.object({
    kind: z.literal('addPerson'),
    person: z.string().regex(/^new:[\w-]{1,40}$/),
    attributes: personAttributes,
    /** first place, with the day from which the person lives there */
    residence: z
      .object({ placeId, kind: z.enum(COUNTING_KINDS), from: isoDate, note: text(200).optional() })
      .optional(),
    /** two digits; needed when there is no residence */
    provinceCode: z
      .string()
      .regex(/^\d{2}$/)
      .optional(),
  }),
  /** without `from` a mistake is put right for all times, with it the change holds from that day */
  z.object({
    kind: z.literal('correctPerson'),
    person: reference,
    attributes: changedAttributes,
    from: isoDate.optional(),
  }),
  /** lives there from that day; an open spell of the same kind ends */
  z.object({
    kind: z.literal('setResidence'),
    person: reference,
    placeId,
    residence: z.enum(COUNTING_KINDS),
    from: isoDate,
    to: dayOrOpen,
    note: text(200).optional(),
  }),
  z.object({ kind: z.literal('endResidence'), person: reference, factId, to: isoDate }),
  /** has left the province's registers for good: every counting spell ends */
  z.object({
    kind: z.literal('recordLeaving'),
    person: reference,
    from: isoDate,
    note: text(200).optional(),
  }),
  /** `on` = day of death; the day after is the first without the person */
  z.object({
    kind: z.literal('recordDeath'),
    person: reference,
    on: isoDate,
    note: text(200).optional(),
  }),
  z.object({
    kind: z.literal('addHousehold'),
    household: z.string().regex(/^new:[\w-]{1,40}$/),
    placeId,
    code: text(20).nullable().optional(),
    address: text(200).nullable().optional(),
    from: isoDate,
  }),
  z.object({
    kind: z.literal('correctHousehold'),
    household: reference,
    placeId: placeId.optional(),
    code: text(20).nullable().optional(),
    address: text(200).nullable().optional(),
    from: isoDate.optional(),
  }),
  /** leaves another household on that day, if in one */
  z.object({
    kind: z.literal('joinHousehold'),
    person: reference,
    household: reference,
    relation: z.enum(RELATIONS),
    from: isoDate,
  }),
  z.object({ kind: z.literal('leaveHousehold'), person: reference, from: isoDate }),
  /** the former head stays as a member with `formerRelation` */
  z.object({
    kind: z.literal('changeHead'),
    household: reference,
    person: reference,
    formerRelation: z.enum(RELATIONS).exclude(['head']).default('otherRelative'),
    from: isoDate,
  }),
  z.object({
    kind: z.literal('setStatus'),
    person: reference,
    status: z.enum(STATUSES),
    detail: text(200).nullable().optional(),
    source: text(200).nullable().optional(),
    from: isoDate,
    to: dayOrOpen,
  }),
  z.object({ kind: z.literal('endStatus'), person: reference, factId, to: isoDate }),
  z.object({
    kind: z.literal('addParticipation'),
    person: reference,
    ...participationFields,
    from: isoDate,
    to: dayOrOpen,
  }),
  z.object({
    kind: z.literal('correctParticipation'),
    person: reference,
    factId,
    category: participationFields.category.optional(),
    issuer: participationFields.issuer.optional(),
    cardNumber: participationFields.cardNumber,
    facilityCode: participationFields.facilityCode,
    source: participationFields.source,
    from: isoDate.optional(),
    to: dayOrOpen,
  }),
  z.object({ kind: z.literal('endParticipation'), person: reference, factId, to: isoDate }),
  /** this fact was a mistake altogether */
  z.object({
    kind: z.literal('removeFact'),
    person: reference,
    fact: z.enum(['residence', 'household_member', 'status', 'participation']),
    factId,
  }),
  /** replaces what was known of this place, category and issuer in the period; 0 people = none */
  z.object({
    kind: z.literal('setAggregate'),
    placeId,
    category: participationFields.category,
    issuer: participationFields.issuer,
    people: z.number().int().min(0).max(10_000_000),
    source: text(200).nullable().optional(),
    from: isoDate,
    to: dayOrOpen,
  }),
]);

/** As sent (defaults not filled in). */
export type CommandInput = z.input<typeof commandSchema>;
export type Command = z.output<typeof commandSchema>;
export type PersonReference = z.output<typeof reference>;

/** Commands of one write. */
export const COMMANDS_MAX = 2_000;

/** Said beside an answer, never a reason to refuse: `code` has a text under `warnings`. */
export interface Warning {
  code: string;
  params?: Record<string, string | number>;
  /** `fullName`, `nationalId`, … */
  field?: string;
  personId?: PersonId;
}

// ── merging two records of one person ───────────────────────────────────────────────────────────

export const MERGE_FIELDS = [
  'fullName',
  'birthDate',
  'sex',
  'ethnicityCode',
  'nationalityCode',
  'nationalId',
  'socialInsuranceNumber',
  'phone',
  'email',
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

export const MERGE_SIDES = ['survivor', 'loser'] as const;
export type MergeSide = (typeof MERGE_SIDES)[number];

export const MergeChoices = z.object({
  /** whose value stays; where nothing is said the survivor's, or the one that is known */
  fields: z.partialRecord(z.enum(MERGE_FIELDS), z.enum(MERGE_SIDES)).optional(),
  /** whose history leads where both say something of one time */
  residences: z.enum(MERGE_SIDES).optional(),
  household: z.enum(MERGE_SIDES).optional(),
});
export type MergeChoices = z.infer<typeof MergeChoices>;
