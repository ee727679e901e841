/** What the domain of places shows to others: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';

export const Level = z.enum(['country', 'province', 'district', 'commune', 'village']);
export type Level = z.infer<typeof Level>;

/** Official kinds of unit, as written in the lists of the statistics office, without marks. */
export const UNIT_TYPES = {
  'quoc-gia': { level: 'country', prefix: '' },
  'thanh-pho-trung-uong': { level: 'province', prefix: 'Thành phố' },
  tinh: { level: 'province', prefix: 'Tỉnh' },
  quan: { level: 'district', prefix: 'Quận' },
  huyen: { level: 'district', prefix: 'Huyện' },
  'thanh-pho': { level: 'district', prefix: 'Thành phố' },
  'thi-xa': { level: 'district', prefix: 'Thị xã' },
  phuong: { level: 'commune', prefix: 'Phường' },
  xa: { level: 'commune', prefix: 'Xã' },
  'thi-tran': { level: 'commune', prefix: 'Thị trấn' },
  'dac-khu': { level: 'commune', prefix: 'Đặc khu' },
  thon: { level: 'village', prefix: 'Thôn' },
  ban: { level: 'village', prefix: 'Bản' },
  'to-dan-pho': { level: 'village', prefix: 'Tổ dân phố' },
  ap: { level: 'village', prefix: 'Ấp' },
  khom: { level: 'village', prefix: 'Khóm' },
  'khu-pho': { level: 'village', prefix: 'Khu phố' },
  khu: { level: 'village', prefix: 'Khu' },
  buon: { level: 'village', prefix: 'Buôn' },
  bon: { level: 'village', prefix: 'Bon' },
  lang: { level: 'village', prefix: 'Làng' },
  plei: { level: 'village', prefix: 'Plei' },
  xom: { level: 'village', prefix: 'Xóm' },
  'khu-dan-cu': { level: 'village', prefix: 'Khu dân cư' },
  'tieu-khu': { level: 'village', prefix: 'Tiểu khu' },
  khac: { level: 'village', prefix: '' },
} as const satisfies Record<string, { level: Level; prefix: string }>;

export type UnitType = keyof typeof UNIT_TYPES;
export const UnitType = z.enum(Object.keys(UNIT_TYPES) as [UnitType, ...UnitType[]]);

export function levelOf(type: UnitType): Level {
  return UNIT_TYPES[type].level;
}

/** How many of a unit's residents went into another one. */
export const People = z.enum(['all', 'some', 'none']);
export type People = z.infer<typeof People>;

export const Share = z.enum(['whole', 'part', 'empty']);
export type Share = z.infer<typeof Share>;

export const ChangeKind = z.enum([
  'create',
  'merge',
  'split',
  'rename',
  'recode',
  'retype',
  'relevel',
  'move',
  'abolish',
  'unchanged',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** A day as `YYYY-MM-DD`. */
export const Day = z.string().refine(isIsoDate, { error: 'input.wrongFormat' });

export const UnitId = z.int().positive();

/** The legal act behind a change. One already known by number and issuer is used again. */
export const ActInput = z.object({
  number: z.string().trim().min(1).max(100),
  title: z.string().trim().min(1).max(500),
  issuer: z.string().trim().min(1).max(200),
  signedOn: Day.nullable().default(null),
  effectiveOn: Day.nullable().default(null),
});
export type ActInput = z.infer<typeof ActInput>;

/** An act as plans cite it: its number may have been left blank. */
export const CitedAct = ActInput.extend({
  number: z.string().trim().min(1).max(100).nullable(),
});
export type CitedAct = z.infer<typeof CitedAct>;

/** A unit that a change makes. `key` names it within the command. */
export const NewUnit = z.object({
  key: z.string().trim().min(1).max(50),
  /** official code; null when none is given yet, and for most villages */
  code: z.string().trim().max(20).nullable().default(null),
  /** with or without its kind; stored with it */
  name: z.string().trim().min(1).max(200),
  type: UnitType,
  parentId: UnitId,
});
export type NewUnit = z.infer<typeof NewUnit>;

/**
 * From an old unit to a new one: how much of the land, how many of the people, which units below
 * it.
 */
export const Flow = z.object({
  fromUnitId: UnitId,
  toKey: z.string(),
  share: Share,
  people: People,
  /** units directly below the old one that go this way (villages of a commune that is split) */
  children: z.array(UnitId).max(2000).default([]),
});
export type Flow = z.infer<typeof Flow>;

/** Households and persons of a split unit that a list puts into one part. */
export const ResidentRule = z.object({
  fromUnitId: UnitId,
  toKey: z.string(),
  households: z.array(z.int().positive()).max(50_000).default([]),
  persons: z.array(z.int().positive()).max(50_000).default([]),
});
export type ResidentRule = z.infer<typeof ResidentRule>;

const Part = NewUnit.extend({
  people: People.default('some'),
  children: z.array(UnitId).max(2000).default([]),
  households: z.array(z.int().positive()).max(50_000).default([]),
  persons: z.array(z.int().positive()).max(50_000).default([]),
});

/** What an administrator may do to the tree, from a day on. */
export const ChangeCommand = z.discriminatedUnion('kind', [
  /** several whole units become one */
  z.object({
    kind: z.literal('merge'),
    effectiveOn: Day,
    unitIds: z.array(UnitId).min(1).max(200),
    into: NewUnit,
  }),
  /** one unit becomes several; children and residents not assigned stay uncertain */
  z.object({
    kind: z.literal('split'),
    effectiveOn: Day,
    unitId: UnitId,
    parts: z.array(Part).min(1).max(50),
  }),
  /** a unit goes on on another level (huyện đảo → đặc khu) */
  z.object({ kind: z.literal('relevel'), effectiveOn: Day, unitId: UnitId, into: NewUnit }),
  /** any mixture of whole units and parts, as resolutions order it */
  z.object({
    kind: z.literal('reorganise'),
    effectiveOn: Day,
    results: z.array(NewUnit).min(1).max(200),
    flows: z.array(Flow).min(1).max(2000),
    residents: z.array(ResidentRule).max(2000).default([]),
  }),
  /** the same unit with another name, code, kind or parent */
  z.object({
    kind: z.literal('amend'),
    effectiveOn: Day,
    unitId: UnitId,
    name: z.string().trim().min(1).max(200).optional(),
    code: z.string().trim().max(20).nullable().optional(),
    type: UnitType.optional(),
    parentId: UnitId.optional(),
  }),
  /** a unit ends; who may live there is asked */
  z.object({ kind: z.literal('abolish'), effectiveOn: Day, unitId: UnitId }),
]);
export type ChangeCommand = z.infer<typeof ChangeCommand>;

// ── what is shown ───────────────────────────────────────────────────────────────────────────────

export const UnitRef = z.object({
  unitId: z.int(),
  code: z.string().nullable(),
  /** official name in full: "Xã Tân Trào" */
  name: z.string(),
  type: z.string(),
  level: Level,
});
export type UnitRef = z.infer<typeof UnitRef>;

export const Unit = UnitRef.extend({
  /** without its kind: "Tân Trào" */
  shortName: z.string(),
  parentId: z.int().nullable(),
  /** period of this version; null from = since before the records, null to = in force */
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  /** the unit stands in the tree of the day asked */
  inForce: z.boolean(),
});
export type Unit = z.infer<typeof Unit>;

export const Act = z.object({
  actId: z.int(),
  number: z.string().nullable(),
  title: z.string(),
  issuer: z.string().nullable(),
  signedOn: Day.nullable(),
  effectiveOn: Day.nullable(),
});
export type Act = z.infer<typeof Act>;

/** Where a place lies by the boundaries of a day. */
export const PathAnswer = z.object({
  unitId: z.int(),
  boundaries: Day,
  /**
   * from the country down; ends in the unit of the day that holds the place, or its deepest certain
   * ancestor
   */
  path: z.array(UnitRef),
  /** the same as text for ltree: u1.u1208.u202536 */
  pathText: z.string(),
  certain: z.boolean(),
  candidates: z.array(UnitRef),
});
export type PathAnswer = z.infer<typeof PathAnswer>;

export const ChildUnit = UnitRef.extend({
  /** false: it may lie below the unit asked, nobody has said */
  certain: z.boolean(),
  /**
   * for a unit of another day: all land and people of this one belonged to it; null for children
   * proper
   */
  whole: z.boolean().nullable(),
  /** how many units lie directly below this one */
  children: z.int(),
});
export type ChildUnit = z.infer<typeof ChildUnit>;

export const ChildrenAnswer = z.object({
  unit: Unit,
  boundaries: Day,
  /**
   * children = units below it that day; holders = the day's tree does not know the unit: these hold
   * what was it
   */
  kind: z.enum(['children', 'holders']),
  units: z.array(ChildUnit),
});
export type ChildrenAnswer = z.infer<typeof ChildrenAnswer>;

export const TreeNode = UnitRef.extend({ parentId: z.int().nullable() });
export type TreeNode = z.infer<typeof TreeNode>;

export const SearchHit = Unit.extend({
  /** names of the units above, smallest first */
  above: z.array(z.string()),
  /** for a unit no longer in force: the units of the day that hold it */
  now: z.array(UnitRef),
});
export type SearchHit = z.infer<typeof SearchHit>;

const Answer = z.object({
  day: Day,
  unit: UnitRef.nullable(),
  certain: z.boolean(),
  candidates: z.array(UnitRef),
});

export const ResolveAnswer = z.object({
  certainty: z.enum(['certain', 'likely', 'ambiguous', 'none']),
  matches: z.array(
    UnitRef.extend({
      validFrom: Day.nullable(),
      validTo: Day.nullable(),
      by: z.enum(['code', 'name', 'similar']),
    }),
  ),
  on: Answer.nullable(),
  today: Answer,
  rest: z.array(z.string()),
});
export type ResolveAnswer = z.infer<typeof ResolveAnswer>;

/** A line of a unit's history, told from the unit's side. */
export const HistoryLine = z.object({
  kind: ChangeKind,
  effectiveOn: Day,
  /** the other unit; null when it is this one, or none */
  unit: UnitRef.nullable(),
  share: Share,
  people: People,
  clause: z.string().nullable(),
  act: Act.nullable(),
  operationId: z.int().nullable(),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const PopulationFigure = z.object({
  populationId: z.int(),
  unitId: z.int(),
  source: z.string(),
  sourceTitle: z.string(),
  issuer: z.string().nullable(),
  /** figures of different basis never meet in one rate */
  basis: z.enum(['usual', 'registered', 'other']),
  onDate: Day,
  people: z.int().nullable(),
  published: z.int().nullable(),
  quality: z.string(),
  note: z.string().nullable(),
  recordedAt: z.string(),
  actorName: z.string(),
  supersededAt: z.string().nullable(),
});
export type PopulationFigure = z.infer<typeof PopulationFigure>;

export const AreaClassSpell = z.object({
  areaClassId: z.int(),
  unitId: z.int(),
  scheme: z.string(),
  class: z.string(),
  validFrom: Day,
  validTo: Day.nullable(),
  act: Act.nullable(),
  recordedAt: z.string(),
  actorName: z.string(),
  supersededAt: z.string().nullable(),
});
export type AreaClassSpell = z.infer<typeof AreaClassSpell>;

export const Geography = z.object({
  lon: z.number(),
  lat: z.number(),
  areaKm2: z.number().nullable(),
  areaMeasuredKm2: z.number().nullable(),
  seat: z.string().nullable(),
});
export type Geography = z.infer<typeof Geography>;

export const UnitPage = z.object({
  unit: Unit,
  on: Day,
  path: PathAnswer,
  versions: z.array(Unit.extend({ parent: UnitRef.nullable(), act: Act.nullable() })),
  predecessors: z.array(HistoryLine),
  successors: z.array(HistoryLine),
  amendments: z.array(HistoryLine),
  geography: Geography.nullable(),
  population: z.array(PopulationFigure),
  areaClasses: z.array(AreaClassSpell),
  groupings: z.array(
    z.object({ groupingId: z.int(), nodeId: z.int(), code: z.string(), name: z.string() }),
  ),
});
export type UnitPage = z.infer<typeof UnitPage>;

// ── what is said about units ────────────────────────────────────────────────────────────────────

/** A unit by id or by the code it bears on the day in question. */
export const RefInput = z.union([UnitId, z.string().trim().min(1).max(20)]);

export const PopulationInput = z.object({
  source: z.object({
    /** short name of the source, kept for ever */
    key: z.string().trim().min(1).max(60),
    title: z.string().trim().min(1).max(300),
    issuer: z.string().trim().min(1).max(200).nullable().default(null),
    basis: z.enum(['usual', 'registered', 'other']),
  }),
  rows: z
    .array(
      z.object({
        unit: RefInput,
        onDate: Day,
        /** null withdraws the figure of the same source and day */
        people: z.int().min(0).max(200_000_000).nullable(),
        quality: z
          .enum(['official', 'published', 'rounded', 'summed', 'estimate'])
          .default('official'),
        note: z.string().trim().max(500).nullable().default(null),
      }),
    )
    .min(1)
    .max(20_000),
});
export type PopulationInput = z.infer<typeof PopulationInput>;

/** Classes by scheme: khu vực I/II/III, or a list a unit is on. */
export const CLASS_SCHEMES = {
  ethnicArea: ['I', 'II', 'III', 'none'],
  especiallyDifficult: ['yes', 'none'],
  island: ['yes', 'none'],
  border: ['yes', 'none'],
  safeZone: ['yes', 'none'],
  coastal: ['yes', 'none'],
} as const;

export const ClassScheme = z.enum(
  Object.keys(CLASS_SCHEMES) as [keyof typeof CLASS_SCHEMES, ...(keyof typeof CLASS_SCHEMES)[]],
);
export type ClassScheme = z.infer<typeof ClassScheme>;

export const AreaClassInput = z
  .object({
    scheme: ClassScheme,
    act: ActInput,
    validFrom: Day,
    validTo: Day.nullable().default(null),
    /** units below this one that the list omits lose their class on the day */
    replaceWithin: UnitId.nullable().default(null),
    rows: z
      .array(
        z.object({
          /** id, code, or an address such as "Thôn Đồng Găng, xã Kháng Nhật, huyện Sơn Dương" */
          unit: z.union([UnitId, z.string().trim().min(1).max(300)]),
          class: z.enum(['I', 'II', 'III', 'yes', 'none']),
        }),
      )
      .min(1)
      .max(20_000),
  })
  .refine(
    (input) =>
      input.rows.every((row) =>
        (CLASS_SCHEMES[input.scheme] as readonly string[]).includes(row.class),
      ),
    { error: 'units.classOfOtherScheme', path: ['rows'] },
  );
export type AreaClassInput = z.infer<typeof AreaClassInput>;

export const GroupingInput = z.object({
  code: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1).max(200),
});

export const GroupingNodeInput = GroupingInput.extend({
  groupingId: z.int().positive(),
  parentId: z.int().positive().nullable().default(null),
  validFrom: Day,
});
export type GroupingNodeInput = z.infer<typeof GroupingNodeInput>;

export const MembersInput = z.object({
  nodeId: z.int().positive(),
  units: z.array(RefInput).max(5000),
  from: Day,
  /** members not named leave the node on the day */
  replace: z.boolean().default(false),
});
export type MembersInput = z.infer<typeof MembersInput>;

export const GroupingNode = z.object({
  nodeId: z.int(),
  parentId: z.int().nullable(),
  code: z.string(),
  name: z.string(),
  members: z.array(UnitRef),
});
export type GroupingNode = z.infer<typeof GroupingNode>;

export const GroupingTree = z.object({
  groupingId: z.int(),
  code: z.string(),
  name: z.string(),
  on: Day,
  nodes: z.array(GroupingNode),
});
export type GroupingTree = z.infer<typeof GroupingTree>;

// ── villages ────────────────────────────────────────────────────────────────────────────────────

export const VillageInput = z.object({
  name: z.string().trim().min(1).max(200),
  /** local code where there is one; unique within the commune */
  code: z.string().trim().max(20).nullable().default(null),
  /** from the name, or thôn, unless given */
  type: UnitType.nullable().default(null),
  /** id, code or name of the commune on the day of the list */
  commune: z.union([UnitId, z.string().trim().min(1).max(300)]),
  /** the commune it lay in before the last reorganisation, where that is in question */
  formerCommune: z
    .union([UnitId, z.string().trim().min(1).max(300)])
    .nullable()
    .default(null),
  /** first day of the village; as old as its commune unless given */
  validFrom: Day.nullable().default(null),
});
export type VillageInput = z.infer<typeof VillageInput>;

export const VillagesInput = z.object({
  /** the day of the list, by whose tree communes are named; today unless given */
  on: Day.nullable().default(null),
  /** names of communes are looked for in this unit */
  within: UnitId.nullable().default(null),
  /** the act that founded them, when one did */
  act: ActInput.nullable().default(null),
  /** write the good rows and leave the faulty ones out */
  skipFaulty: z.boolean().default(false),
  rows: z.array(VillageInput).min(1).max(20_000),
});
export type VillagesInput = z.infer<typeof VillagesInput>;

export const FaultRow = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  at: z.string().optional(),
});

export const VillagesOutcome = z.object({
  rows: z.int(),
  added: z.int(),
  /** already known by name */
  same: z.int(),
  /** known without a code, which the list gives */
  coded: z.int(),
  /** every fault, `at` = rows.<index from 0> */
  faults: z.array(FaultRow),
  preview: z.boolean(),
  operationId: z.int().nullable(),
});
export type VillagesOutcome = z.infer<typeof VillagesOutcome>;

// ── changes, as shown ───────────────────────────────────────────────────────────────────────────

export const ChangePreview = z.object({
  kind: z.string(),
  effectiveOn: Day,
  ended: z.array(
    z.object({ unitId: z.int(), code: z.string().nullable(), name: z.string(), type: z.string() }),
  ),
  created: z.array(
    z.object({
      key: z.string(),
      code: z.string().nullable(),
      name: z.string(),
      type: z.string(),
      parent: z.string(),
    }),
  ),
  renewed: z.array(z.object({ unitId: z.int(), before: z.string(), after: z.string() })),
  /** places whose position in the tree changes on some day, and of those the ones left uncertain */
  places: z.object({ changed: z.int(), uncertain: z.int() }),
  /** people in those places; null when nobody can say */
  people: z.object({ changed: z.int(), uncertain: z.int() }).nullable(),
  assignments: z.object({ households: z.int(), persons: z.int() }),
  warnings: z.array(FaultRow),
});
export type ChangePreview = z.infer<typeof ChangePreview>;

export const AppliedChange = z.object({
  operationId: z.int(),
  created: z.array(z.object({ key: z.string(), unitId: z.int() })),
  changedPlaces: z.int(),
  warnings: z.array(FaultRow),
});
export type AppliedChange = z.infer<typeof AppliedChange>;

/** Something that was built on a change and stands in the way of its undoing. */
export const Dependent = z.object({
  kind: z.enum([
    'operation',
    'people',
    'population',
    'areaClass',
    'grouping',
    'child',
    'assignment',
  ]),
  count: z.int(),
  /** the operation, where it is one */
  operationId: z.int().optional(),
});
export type Dependent = z.infer<typeof Dependent>;

export const Operation = z.object({
  operationId: z.int(),
  kind: z.string(),
  effectiveOn: Day,
  act: Act.nullable(),
  /** units it ended or amended, at most fifty */
  touched: z.array(UnitRef),
  created: z.array(UnitRef),
  reason: z.string().nullable(),
  actorName: z.string(),
  recordedAt: z.string(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
});
export type Operation = z.infer<typeof Operation>;

/** A row of an official list of units. */
export const ListedUnit = z.object({
  code: z.string().trim().min(2).max(5),
  name: z.string().trim().min(1).max(200),
  level: z.enum(['province', 'district', 'commune']),
  /** from the name unless given */
  type: UnitType.nullable().default(null),
  parentCode: z.string().trim().max(5).nullable().default(null),
});
export type ListedUnit = z.infer<typeof ListedUnit>;

export const ListComparison = z.object({
  same: z.int(),
  /** units that go on changed, with the command that would do it */
  amended: z.array(
    z.object({
      unit: UnitRef,
      command: z.object({
        kind: z.literal('amend'),
        effectiveOn: Day,
        unitId: UnitId,
        name: z.string().optional(),
        code: z.string().nullable().optional(),
        type: UnitType.optional(),
        parentId: UnitId.optional(),
      }),
    }),
  ),
  /** in the list only: to be made by a merge, split or reorganisation that says from what */
  added: z.array(ListedUnit),
  /** in the tree only */
  missing: z.array(UnitRef),
  faults: z.array(FaultRow),
});
export type ListComparison = z.infer<typeof ListComparison>;
