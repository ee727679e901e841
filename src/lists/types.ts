/** Words and answers of lists that come in: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';
import { BIRTH_PRECISIONS, ISSUER_CLASSES, RELATIONS, SEXES } from '../registry/types.ts';

export const Day = z.string().refine(isIsoDate, { error: 'input.wrongFormat' });

// ── words ───────────────────────────────────────────────────────────────────────────────────────

/** What a list is of; what its rows assert and what absence means stands in `kinds.ts`. */
export const LIST_KINDS = [
  'residents',
  'insured',
  'joiners',
  'poor',
  'near-poor',
  'average-living',
  'pupils',
  'students',
  'employees',
  'merit',
  'social-protection',
  'newborns',
  'deaths',
  'employer-debts',
] as const;
export const ListKind = z.enum(LIST_KINDS);
export type ListKind = z.infer<typeof ListKind>;

/** uploaded → mapped → cleaned → linked → compared → reviewed → committed → undone, or abandoned */
export const LIST_STATES = [
  'uploaded',
  'mapped',
  'cleaned',
  'linked',
  'compared',
  'reviewed',
  'committed',
  'undone',
  'abandoned',
] as const;
export const ListState = z.enum(LIST_STATES);
export type ListState = z.infer<typeof ListState>;

/** What a column may be. */
export const FIELDS = [
  'ordinal',
  'fullName',
  'familyName',
  'givenName',
  'birthDate',
  'birthDay',
  'birthMonth',
  'birthYear',
  /** lists that put the year of birth under Nam or under Nữ, or a mark */
  'birthYearMale',
  'birthYearFemale',
  'sex',
  'nationalId',
  'socialInsuranceNumber',
  /** "Mã số BHYT": a card number or the ten digits of it */
  'cardNumber',
  'address',
  'village',
  'commune',
  'communeCode',
  'district',
  'province',
  'householdCode',
  'headName',
  'relation',
  'ethnicity',
  'phone',
  'category',
  'facility',
  'validFrom',
  'validTo',
  'months',
  'school',
  'schoolClass',
  'employer',
  'decisionNumber',
  'decisionDate',
  'classification',
  'diedOn',
  'unitCode',
  'unitName',
  'amountVnd',
  'note',
] as const;
export const Field = z.enum(FIELDS);
export type Field = z.infer<typeof Field>;

/** data = goes on; faulty = comes back to the sender; the others are no persons. */
export const ROW_KINDS = ['data', 'faulty', 'header', 'title', 'section', 'total'] as const;
export const RowKind = z.enum(ROW_KINDS);
export type RowKind = z.infer<typeof RowKind>;

/** Under which heading a row stands: those who join, those who leave. */
export const SECTIONS = ['increase', 'decrease'] as const;
export type Section = (typeof SECTIONS)[number];

/** Whom a row means: what linkage answered, or somebody decided; `leftOut` = nobody's row. */
export const ROW_OUTCOMES = ['linked', 'new', 'review', 'duplicate', 'leftOut'] as const;
export const RowOutcome = z.enum(ROW_OUTCOMES);
export type RowOutcome = z.infer<typeof RowOutcome>;

export const CHANGE_KINDS = ['new', 'changed', 'vanished', 'conflict'] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

// ── faults of cells ─────────────────────────────────────────────────────────────────────────────

export const CellFault = z.object({
  /** a text of messages: `lists.cell.…` */
  code: z.string(),
  field: Field.nullable(),
  /** as Excel says it, "C7"; the row alone where no column is to blame */
  cell: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** said to the sender, but the row goes on */
  isWarning: z.boolean(),
});
export type CellFault = z.infer<typeof CellFault>;

// ── columns ─────────────────────────────────────────────────────────────────────────────────────

export const ColumnMapping = z.object({
  /** 1 = column A */
  column: z.int().min(1).max(16_384),
  /** header as written, parts of a two-line header joined by " / " */
  header: z.string().max(500),
  field: Field.nullable(),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export const SheetMapping = z.object({
  /** 0 = first sheet */
  index: z.int().min(0).max(499),
  name: z.string().max(200),
  /** rows of the header, both ends within; 0 = the sheet has none */
  headerFirst: z.int().min(0),
  headerLast: z.int().min(0),
});
export type SheetMapping = z.infer<typeof SheetMapping>;

export const ListMapping = z.object({
  fingerprint: z.string().max(64),
  columns: z.array(ColumnMapping).max(500),
  /** sheets that are read: those with the same headers */
  sheets: z.array(SheetMapping).max(500),
  /** ready layout the headers were recognised as; null = by single columns */
  layout: z.string().max(40).nullable(),
});
export type ListMapping = z.infer<typeof ListMapping>;

/** What the columns do not say, for all rows. */
export const ListOptions = z.object({
  category: z
    .string()
    .regex(/^([A-Z]{2}|[a-z][A-Za-z]{2,39})$/)
    .optional(),
  issuer: z.enum(ISSUER_CLASSES).optional(),
  validFrom: Day.optional(),
  validTo: Day.optional(),
  /** school, employer, decision */
  detail: z.string().trim().max(200).optional(),
  /** how many persons the sender says there are */
  statedPeople: z.int().min(0).max(2_000_000).optional(),
  /** the day whose names and codes of places the list uses; the day of the list unless said */
  placesOn: Day.optional(),
});
export type ListOptions = z.infer<typeof ListOptions>;

// ── a row, cleaned ──────────────────────────────────────────────────────────────────────────────

export const CleanRow = z.object({
  fullName: z.string(),
  birthDate: Day.nullable(),
  birthPrecision: z.enum(['day', 'month', 'year']).nullable(),
  sex: z.enum(SEXES).nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  placeId: z.int().nullable(),
  communeId: z.int().nullable(),
  cardNumber: z.string().nullable(),
  category: z.string().nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  householdCode: z.string().nullable(),
  headName: z.string().nullable(),
  relation: z.enum(RELATIONS).nullable(),
  facilityCode: z.string().nullable(),
  ethnicityCode: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.string().nullable(),
});
export type CleanRow = z.infer<typeof CleanRow>;

// ── answers ─────────────────────────────────────────────────────────────────────────────────────

const count = z.int().min(0);

/** Rows of the file by what they are, persons by what the linkage and the difference say. */
export const ListCounts = z.object({
  rows: count,
  data: count,
  faulty: count,
  header: count,
  title: count,
  section: count,
  total: count,
  empty: count,
  /** rows that go on but carry a warning */
  warned: count,
  linked: count,
  unknown: count,
  review: count,
  duplicate: count,
  leftOut: count,
  new: count,
  changed: count,
  same: count,
  vanished: count,
  conflict: count,
  /** rows that wait for somebody's decision */
  held: count,
  /** taken into the register so far, by all commits of the list together */
  takenNew: count,
  takenChanged: count,
  takenVanished: count,
  /** of a full list: who has what it asserts on its day in its unit, by the register */
  known: count,
  /** persons on the sender's last full list of the kind */
  lastRows: count,
});
export type ListCounts = z.infer<typeof ListCounts>;

/** Two figures that must agree. */
export const ControlFigure = z.object({
  /** a text of messages: `lists.figures.…` */
  code: z.string(),
  expected: z.int(),
  found: z.int(),
  agrees: z.boolean(),
  /** place or sheet the figure is of */
  subject: z.string().nullable(),
});
export type ControlFigure = z.infer<typeof ControlFigure>;

export const UnitCounts = z.object({
  unitId: z.int().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  rows: count,
  new: count,
  changed: count,
  same: count,
  vanished: count,
  conflict: count,
  /** residents with a card on the day of the list, as it is and as it would be */
  insuredBefore: count,
  insuredAfter: count,
});
export type UnitCounts = z.infer<typeof UnitCounts>;

/** What the commit would do to coverage and to money of the state. */
export const ListEffect = z.object({
  on: Day,
  /** of the communes the list names */
  insuredBefore: count,
  insuredAfter: count,
  gained: count,
  lost: count,
  communes: z.array(z.object({ communeId: z.int().nullable(), before: count, after: count })),
  /** contribution months of new and prolonged spells less those cut short, and who pays them */
  personMonths: z.int(),
  stateVnd: z.int(),
  ownVnd: z.int(),
  otherVnd: z.int(),
  /** person-months of categories whose price hangs on an income */
  unpricedMonths: count,
});
export type ListEffect = z.infer<typeof ListEffect>;

export const SenderView = z.object({
  senderId: z.int(),
  name: z.string(),
  unitId: z.int(),
  unitName: z.string(),
  lists: count,
  lastListId: z.int().nullable(),
  lastAsOf: Day.nullable(),
});
export type SenderView = z.infer<typeof SenderView>;

export const FaultView = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  at: z.string().optional(),
});

/** Why a full list goes in only when somebody repeats how many lose what they had by it. */
export const VanishBrake = z.object({
  vanished: count,
  known: count,
  lastRows: count,
  /** too large a part of those known · far shorter than the sender's last · its own sum says otherwise */
  why: z.array(z.enum(['share', 'lastList', 'stated'])),
});
export type VanishBrake = z.infer<typeof VanishBrake>;

export const ListView = z.object({
  listId: z.int(),
  sender: z.object({ senderId: z.int(), name: z.string() }),
  unit: z.object({ unitId: z.int(), name: z.string() }),
  kind: ListKind,
  asOf: Day,
  isFull: z.boolean(),
  unknownPeople: z.enum(['add', 'review']),
  state: ListState,
  fileName: z.string(),
  fileBytes: count,
  mapping: ListMapping.nullable(),
  options: ListOptions,
  /** about the file: hidden rows, encodings, sheets left out */
  notes: z.array(FaultView),
  counts: ListCounts.partial(),
  figures: z.array(ControlFigure),
  brake: VanishBrake.nullable(),
  effect: ListEffect.nullable(),
  /** runs now; null = waits for a person */
  step: z.string().nullable(),
  jobId: z.string().nullable(),
  failure: z.array(FaultView).nullable(),
  isStale: z.boolean(),
  entryIds: z.array(z.int()),
  actorName: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
});
export type ListView = z.infer<typeof ListView>;

/** The beginning of a file, for the person who confirms its columns. */
export const FilePreview = z.object({
  kind: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(
    z.object({
      index: z.int(),
      name: z.string(),
      isHidden: z.boolean(),
      rowCount: z.int().nullable(),
    }),
  ),
  sheet: z.int(),
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()), isHidden: z.boolean() })),
  headerFirst: z.int(),
  headerLast: z.int(),
  columns: z.array(ColumnMapping),
  /** fields without which no row can be good */
  missing: z.array(Field),
});
export type FilePreview = z.infer<typeof FilePreview>;

export const RowView = z.object({
  rowNo: z.int(),
  sheet: z.int(),
  line: z.int(),
  kind: RowKind,
  section: z.string().nullable(),
  fullName: z.string().nullable(),
  birthDate: z.string().nullable(),
  birthPrecision: z.string().nullable(),
  sex: z.string().nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  cardNumber: z.string().nullable(),
  placeId: z.int().nullable(),
  placeName: z.string().nullable(),
  communeName: z.string().nullable(),
  category: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  householdCode: z.string().nullable(),
  relation: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.string().nullable(),
  faults: z.array(CellFault).nullable(),
  /** what stood in the cells, of faulty rows */
  cells: z.array(z.string()).nullable(),
  outcome: z.string().nullable(),
  personId: z.int().nullable(),
  scoreCentibits: z.int().nullable(),
  reasonCode: z.string().nullable(),
  /** new | changed | same | conflict */
  class: z.string().nullable(),
});

/** A person of the register beside a row: enough to tell two apart by eye, the number masked. */
export const ShownPerson = z.object({
  fullName: z.string(),
  birthDate: z.string().nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(),
  sex: z.string().nullable(),
  nationalId: z.string().nullable(),
  place: z.string(),
  headName: z.string().nullable(),
});
export type ShownPerson = z.infer<typeof ShownPerson>;

export type RowView = z.infer<typeof RowView>;

export const LinkView = z.object({
  row: z.int(),
  outcome: RowOutcome,
  personId: z.int().nullable(),
  secondPersonId: z.int().nullable(),
  duplicateOfRow: z.int().nullable(),
  scoreCentibits: z.int().nullable(),
  marginCentibits: z.int().nullable(),
  reasonCode: z.string(),
  rule: z.string().nullable(),
  levels: z.string().nullable(),
  modelVersion: z.int(),
});

export const ListDifference = z.object({
  list: ListView,
  /** by commune of today; on the first page only */
  units: z.array(UnitCounts),
  changes: z.array(
    z.object({
      changeNo: z.int(),
      rowNo: z.int().nullable(),
      personId: z.int().nullable(),
      /** as the list writes it, and as the register does */
      fullName: z.string().nullable(),
      registerName: z.string().nullable(),
      kind: ChangeKind,
      /** table of the register */
      fact: z.string(),
      communeName: z.string().nullable(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
      fields: z.array(
        z.object({
          field: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      reason: z.string().nullable(),
    }),
  ),
  next: z.int().nullable(),
});
export type ListDifference = z.infer<typeof ListDifference>;

/** The people of a village as printed, household by household. */
export const PrintedSheet = z.object({
  /** stands on the paper beside the name of the village */
  sheetId: z.int(),
  unitId: z.int(),
  unitName: z.string(),
  communeName: z.string(),
  asOf: Day,
  rows: count,
  printedAt: z.string(),
  actorName: z.string(),
  lines: z.array(
    z.object({
      code: z.string(),
      personId: z.int(),
      fullName: z.string(),
      birthDate: z.string().nullable(),
      birthPrecision: z.string().nullable(),
      sex: z.string().nullable(),
      nationalId: z.string().nullable(),
      householdCode: z.string().nullable(),
      relation: z.string().nullable(),
      coveredTo: z.string().nullable(),
      category: z.string().nullable(),
    }),
  ),
});
export type PrintedSheet = z.infer<typeof PrintedSheet>;

/** What was written beside a row. */
export const SheetCorrection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('died'), code: z.string(), on: Day }),
  z.object({ kind: z.literal('left'), code: z.string(), from: Day }),
  /** lives in another village or commune since */
  z.object({ kind: z.literal('moved'), code: z.string(), placeId: z.int().positive(), from: Day }),
  z.object({
    kind: z.literal('person'),
    code: z.string(),
    fullName: z.string().trim().min(1).max(120).optional(),
    birthDate: Day.optional(),
    sex: z.enum(['male', 'female']).optional(),
    nationalId: z.string().trim().min(9).max(20).optional(),
    phone: z.string().trim().min(9).max(20).optional(),
  }),
]);
export type SheetCorrection = z.infer<typeof SheetCorrection>;
