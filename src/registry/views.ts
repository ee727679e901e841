/** What the register answers: one name for schema and type. Numbers of persons are masked. */
import { z } from 'zod';
import {
  BIRTH_PRECISIONS,
  ISSUER_CLASSES,
  MERGE_FIELDS,
  MERGE_SIDES,
  RELATIONS,
  RESIDENCE_KINDS,
  SEXES,
} from './types.ts';

const id = z.number().int();
const day = z.string();
const dayOrOpen = z.string().nullable();

/** A place as an address reads: from the smallest unit up, the country left out. */
export const PlaceName = z.object({
  placeId: id,
  name: z.string(),
  units: z.array(z.object({ unitId: id, name: z.string(), level: z.string() })),
});
export type PlaceName = z.output<typeof PlaceName>;

/** The code has a text under `registry.warnings` of messages. */
export const WarningView = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  field: z.string().optional(),
  personId: id.optional(),
});

/** Who recorded a fact, when, why, from what. */
export const RecordedBy = z.object({
  entryId: id,
  recordedAt: z.string(),
  actorName: z.string(),
  reason: z.string(),
  source: z.string().nullable(),
});
export type RecordedBy = z.output<typeof RecordedBy>;

export const Spell = z.object({ factId: id, from: day, to: dayOrOpen, recorded: RecordedBy });
export type Spell = z.output<typeof Spell>;

export const Attributes = z.object({
  fullName: z.string(),
  birthDate: z.string().nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(),
  sex: z.enum(SEXES).nullable(),
  ethnicityCode: z.string().nullable(),
  nationalityCode: z.string().nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});

export const AttributesSpell = Spell.extend(Attributes.shape);
export type AttributesSpell = z.output<typeof AttributesSpell>;

export const ResidenceSpell = Spell.extend({
  kind: z.enum(RESIDENCE_KINDS),
  placeId: id,
  place: PlaceName.nullable(),
  note: z.string().nullable(),
});

export const MemberSpell = Spell.extend({ householdId: id, relation: z.enum(RELATIONS) });

export const StatusRow = Spell.extend({
  status: z.string(),
  detail: z.string().nullable(),
  source: z.string().nullable(),
});

export const ParticipationSpell = Spell.extend({
  category: z.string(),
  issuer: z.enum(ISSUER_CLASSES),
  cardNumber: z.string().nullable(),
  facilityCode: z.string().nullable(),
  source: z.string().nullable(),
});

export const Member = z.object({
  personId: id,
  fullName: z.string(),
  birthYear: z.number().int().nullable(),
  relation: z.enum(RELATIONS),
  isHead: z.boolean(),
  from: day,
  to: dayOrOpen,
});
export type Member = z.output<typeof Member>;

export const HouseholdPage = z.object({
  householdId: id,
  code: z.string().nullable(),
  address: z.string().nullable(),
  placeId: id,
  place: PlaceName.nullable(),
  /** the head, other present members, those who left */
  members: z.array(Member),
  warnings: z.array(WarningView),
});
export type HouseholdPage = z.output<typeof HouseholdPage>;

/** The other record of a merge, and who merged when and why. */
export const MergedRecord = z.object({ personId: id, fullName: z.string(), recorded: RecordedBy });
export type MergedRecord = z.output<typeof MergedRecord>;

export const PersonPage = z.object({
  personId: id,
  /** the instant asked for; null = now */
  knownAt: z.string().nullable(),
  /** as they hold today, else last or first known */
  attributes: AttributesSpell,
  /** where the person counts today, else lived last */
  place: PlaceName.nullable(),
  residenceKind: z.enum(RESIDENCE_KINDS).nullable(),
  household: HouseholdPage.nullable(),
  attributeHistory: z.array(AttributesSpell),
  residences: z.array(ResidenceSpell),
  memberSpells: z.array(MemberSpell),
  statuses: z.array(StatusRow),
  participations: z.array(ParticipationSpell),
  warnings: z.array(WarningView),
  /** this record was merged into that one; what is shown here stood just before */
  mergedInto: MergedRecord.nullable(),
  /** since then the name, the numbers and the words of this person are gone for ever */
  erasedAt: z.string().nullable(),
  /** records that were merged into this one, newest first */
  mergedFrom: z.array(MergedRecord),
});
export type PersonPage = z.output<typeof PersonPage>;

export const UnmaskedPerson = z.object({
  personId: id,
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** by the fact that holds them */
  cardNumbers: z.array(z.object({ factId: id, cardNumber: z.string() })),
});
export type UnmaskedPerson = z.output<typeof UnmaskedPerson>;

export const EntryView = z.object({
  entryId: id,
  recordedAt: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  kind: z.string(),
  reason: z.string(),
  source: z.string().nullable(),
  undoesEntryId: id.nullable(),
  people: z.number().int(),
  rowsAdded: z.number().int(),
  rowsSuperseded: z.number().int(),
});

const FactValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const FactChangeView = z.object({
  change: z.enum(['added', 'superseded']),
  table: z.string(),
  factId: id.nullable(),
  from: day,
  to: dayOrOpen,
  /** what the fact says */
  values: FactValues,
});
export type FactChangeView = z.output<typeof FactChangeView>;

export const HistoryEntry = EntryView.extend({ changes: z.array(FactChangeView) });
export type HistoryEntry = z.output<typeof HistoryEntry>;

export const EntryPage = EntryView.extend({
  /** persons it touched that the caller sees, by id, at most 100 */
  touched: z.array(
    z.object({
      personId: id,
      fullName: z.string(),
      birthYear: z.number().int().nullable(),
    }),
  ),
  /** pass as `after` for more; null = that was all */
  next: id.nullable(),
});
export type EntryPage = z.output<typeof EntryPage>;

export const FoundPerson = z.object({
  personId: id,
  fullName: z.string(),
  birthYear: z.number().int().nullable(),
  birthDate: z.string().nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(),
  sex: z.enum(SEXES).nullable(),
  place: PlaceName.nullable(),
  /** `left` and `died` say why someone no longer counts there */
  residenceKind: z.enum(RESIDENCE_KINDS).nullable(),
  householdHead: z.object({ personId: id, fullName: z.string() }).nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
});
export type FoundPerson = z.output<typeof FoundPerson>;

export const PeoplePage = z.object({
  people: z.array(FoundPerson),
  /** pass as `cursor` for more; null = that was all */
  next: z.string().nullable(),
});
export type PeoplePage = z.output<typeof PeoplePage>;

export const RecordedFacts = z.object({
  entryId: id,
  /** the idempotency key was known: nothing was written now */
  repeated: z.boolean(),
  /** `new:…` → id */
  people: z.record(z.string(), id),
  households: z.record(z.string(), id),
  added: z.number().int(),
  superseded: z.number().int(),
  warnings: z.array(WarningView),
});
export type RecordedFacts = z.output<typeof RecordedFacts>;

export const FactsPreview = z.object({
  changes: z.array(FactChangeView),
  warnings: z.array(WarningView),
});
export type FactsPreview = z.output<typeof FactsPreview>;

export const UndoneEntry = z.object({
  /** the entry that undoes; it can be undone in turn */
  entryId: id,
  people: z.number().int(),
  /** facts the entry had written, now superseded */
  ended: z.number().int(),
  /** facts the entry had superseded, now current again */
  broughtBack: z.number().int(),
});
export type UndoneEntry = z.output<typeof UndoneEntry>;

const side = z.enum(MERGE_SIDES);

export const MergePreview = z.object({
  survivorId: id,
  loserId: id,
  /** what stays of each attribute; numbers are masked */
  fields: z.array(
    z.object({
      field: z.enum(MERGE_FIELDS),
      survivor: z.string().nullable(),
      loser: z.string().nullable(),
      result: z.string().nullable(),
      from: side,
      differs: z.boolean(),
    }),
  ),
  /** what becomes of each spell of both */
  spells: z.array(
    z.object({
      side,
      table: z.string(),
      factId: id.nullable(),
      from: day,
      to: dayOrOpen,
      values: FactValues,
      outcome: z.enum(['kept', 'cut', 'dropped']),
      /** of cards: one of the other record holds at the same time */
      overlaps: z.boolean(),
    }),
  ),
  warnings: z.array(WarningView),
  /** one of the two has a card that holds now or later: a second person must agree */
  hasCards: z.boolean(),
  /** people and insured people more or less in each place today */
  counting: z.array(z.object({ placeId: id, people: z.number().int(), insured: z.number().int() })),
});
export type MergePreview = z.output<typeof MergePreview>;

export const MergedPersons = z.object({
  entryId: id,
  survivorId: id,
  loserId: id,
  added: z.number().int(),
  superseded: z.number().int(),
  warnings: z.array(WarningView),
});
export type MergedPersons = z.output<typeof MergedPersons>;

export const UnmergePreview = z.object({
  loserId: id,
  survivorId: id,
  /** the entry of the merge */
  entryId: id,
  /** facts the loser gets back */
  goesBack: z.number().int(),
  /** facts written on the survivor since: they stay there */
  stays: z.number().int(),
  /** entries that changed what the merge had written */
  laterEntries: z.array(id),
});
export type UnmergePreview = z.output<typeof UnmergePreview>;

export const UnmergedPersons = z.object({
  entryId: id,
  survivorId: id,
  loserId: id,
  stays: z.number().int(),
});
export type UnmergedPersons = z.output<typeof UnmergedPersons>;
