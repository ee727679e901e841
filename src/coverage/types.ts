/** What coverage shows to others: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';
import { ISSUER_CLASSES } from '../registry/types.ts';

export const Day = z.string().refine(isIsoDate, { error: 'input.wrongFormat' });
export const KnownAt = z.iso.datetime({ offset: true });
export const IssuerClass = z.enum(ISSUER_CLASSES);

const people = z.int().min(0);

// ── definitions ─────────────────────────────────────────────────────────────────────────────────

export const DefinitionCode = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/);

/** Out of whom: the residents of the register, or a figure of an official source. */
export const Denominator = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registry') }),
  z.object({
    kind: z.literal('official'),
    /** key of the source (units.population_source) */
    source: z.string().min(1).max(100),
    /** null = the year of the day asked for */
    year: z.int().min(1975).max(2100).nullable(),
  }),
]);
export type Denominator = z.infer<typeof Denominator>;

/** What "covered" means, by name. */
export const Definition = z.object({
  code: DefinitionCode,
  /** Vietnamese; nameEn = English */
  name: z.string().min(1).max(200),
  nameEn: z.string().min(1).max(200),
  /** whose cards count */
  issuers: z.array(IssuerClass).max(5),
  /** whose cards known only as a number are added, shown apart */
  aggregateIssuers: z.array(IssuerClass).max(5),
  denominator: Denominator,
  /** where it is defined */
  citation: z.string().min(1).max(500),
});
export type Definition = z.infer<typeof Definition>;

// ── figures ─────────────────────────────────────────────────────────────────────────────────────

export const UnitRef = z.object({
  unitId: z.int(),
  code: z.string().nullable(),
  name: z.string(),
  level: z.enum(['country', 'province', 'district', 'commune', 'village']),
});
export type UnitRef = z.infer<typeof UnitRef>;

export const SubgroupFigure = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  insured: people,
});

export const GroupFigure = z.object({
  /** group of the law on that day, 1..6; 0 = the card's category has no place in it */
  group: z.int().min(0).max(9),
  name: z.string(),
  nameEn: z.string(),
  insured: people,
  subgroups: z.array(SubgroupFigure),
});
export type GroupFigure = z.infer<typeof GroupFigure>;

/** Cards known only as a number. */
export const AggregateFigure = z.object({
  category: z.string(),
  name: z.string(),
  nameEn: z.string(),
  issuer: IssuerClass,
  group: z.int(),
  people,
});
export type AggregateFigure = z.infer<typeof AggregateFigure>;

/** `missing` names what the rate lacks; a rate that is missing is null, never 0. */
const counted = {
  /** the denominator of the definition; null = no figure of that source and year */
  population: people.nullable(),
  insured: people,
  rateBp: z.int().nullable(),
  missing: z.array(z.literal('population')),
  /** persons of the register who count here, insured or not */
  residents: people,
  /** those of them insured by the definition: `insured` less the cards without names */
  insuredByName: people,
};

export const DefinitionFigure = z.object({
  definition: DefinitionCode,
  ...counted,
  byGroup: z.array(GroupFigure),
  aggregates: z.array(AggregateFigure),
});
export type DefinitionFigure = z.infer<typeof DefinitionFigure>;

export const CategoryFigure = z.object({
  category: z.string(),
  name: z.string(),
  nameEn: z.string(),
  group: z.int(),
  subgroup: z.string(),
  insured: people,
});

export const IssuerFigure = z.object({ issuer: IssuerClass, insured: people });

export const ChildFigure = z.object({
  /** name and code of the unit once more, flat, for tables */
  code: z.string().nullable(),
  name: z.string(),
  unit: UnitRef,
  ...counted,
  byGroup: z.array(z.object({ group: z.int(), insured: people })),
});
export type ChildFigure = z.infer<typeof ChildFigure>;

/** An office of a second tree: the units it and the offices below it serve. */
export const GroupingNodeFigure = z.object({
  nodeId: z.int(),
  parentId: z.int().nullable(),
  code: z.string(),
  name: z.string(),
  units: z.int(),
  population: people.nullable(),
  residents: people,
  insured: people,
  rateBp: z.int().nullable(),
});
export type GroupingNodeFigure = z.infer<typeof GroupingNodeFigure>;

export const GroupingAnswer = z.object({
  unit: UnitRef,
  asOf: Day,
  boundaries: Day,
  definition: DefinitionCode,
  grouping: z.object({ groupingId: z.int(), code: z.string(), name: z.string() }),
  nodes: z.array(GroupingNodeFigure),
  /** units below the asked one that no node serves on the day */
  unserved: z.array(UnitRef),
});
export type GroupingAnswer = z.infer<typeof GroupingAnswer>;

export const By = z.enum(['group', 'category', 'issuer', 'children']);
export type By = z.infer<typeof By>;

export const CoverageAnswer = z.object({
  unit: UnitRef,
  asOf: Day,
  /** by the tree of this day the figures are divided */
  boundaries: Day,
  /** by the tree of this day the unit is delimited: `boundaries`, unless it does not exist then */
  unitBoundaries: Day,
  /** null = as known now */
  knownAt: z.string().nullable(),
  definition: DefinitionCode,
  ...counted,
  populationSource: z.object({ title: z.string(), onDate: Day.nullable() }).nullable(),
  byGroup: z.array(GroupFigure),
  aggregates: z.array(AggregateFigure),
  /** people of places that may lie in the unit or outside: not in the figures */
  uncertain: z.object({ people, places: people, insured: people }),
  children: z.array(ChildFigure).optional(),
  /** people of the unit whose child is not known: no village given, or their place was split */
  undivided: z.object({ people, places: people, insured: people }).optional(),
  byCategory: z.array(CategoryFigure).optional(),
  byIssuer: z.array(IssuerFigure).optional(),
  /** the same by the other definitions asked for */
  sideBySide: z.array(DefinitionFigure),
});
export type CoverageAnswer = z.infer<typeof CoverageAnswer>;

// ── series and changes ──────────────────────────────────────────────────────────────────────────

export const SeriesPoint = z.object({
  /** last day of the month; the last point is the day asked for */
  day: Day,
  ...counted,
  byGroup: z.array(z.object({ group: z.int(), insured: people })),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const SeriesEvent = z.object({
  on: Day,
  /** a change of units by an act, or of the law */
  kind: z.enum(['units', 'areaClass', 'law']),
  title: z.string(),
  titleEn: z.string(),
  number: z.string().nullable(),
  /** units of the answer's unit that changed */
  units: z.int().min(0),
});
export type SeriesEvent = z.infer<typeof SeriesEvent>;

export const SeriesAnswer = z.object({
  unit: UnitRef,
  boundaries: Day,
  unitBoundaries: Day,
  knownAt: z.string().nullable(),
  series: z.array(z.object({ definition: DefinitionCode, points: z.array(SeriesPoint) })),
  events: z.array(SeriesEvent),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

export const GroupChange = z.object({
  group: z.int(),
  name: z.string(),
  nameEn: z.string(),
  before: people,
  after: people,
  /** people who came into the group, from another one or from no card */
  joined: people,
  /** people who left it, or left the unit */
  left: people,
  /** moved by a change of the law that day, not of the people */
  reclassified: z.int(),
});
export type GroupChange = z.infer<typeof GroupChange>;

export const ChangesAnswer = z.object({
  unit: UnitRef,
  /** state at the end of this day … */
  from: Day,
  /** … and at the end of this one */
  to: Day,
  boundaries: Day,
  definition: DefinitionCode,
  before: z.object({ residents: people, insuredByName: people }),
  after: z.object({ residents: people, insuredByName: people }),
  /** residents who became insured, residents who ceased to be */
  gained: people,
  lost: people,
  /** people who came to a place of the unit or left one (births, deaths, moves, also between them) */
  came: z.object({ insured: people, uninsured: people }),
  went: z.object({ insured: people, uninsured: people }),
  byGroup: z.array(GroupChange),
});
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;

// ── lists of people ─────────────────────────────────────────────────────────────────────────────

export const ListKind = z.enum(['covered', 'uncovered', 'ending']);
export type ListKind = z.infer<typeof ListKind>;

export const ListSort = z.enum(['name', 'birthDate', 'endDate', 'place']);
export type ListSort = z.infer<typeof ListSort>;

/**
 * otherIssuer: has a card the definition does not count · lapsed: had one, it ended · newborn: born
 * within a year · movedIn: came within a year, no card known · never: no card known
 */
export const UncoveredReason = z.enum(['otherIssuer', 'lapsed', 'newborn', 'movedIn', 'never']);
export type UncoveredReason = z.infer<typeof UncoveredReason>;

export const ListFilter = z.object({
  group: z.int().min(0).max(9).optional(),
  subgroup: z.string().max(60).optional(),
  category: z.string().max(60).optional(),
  reason: UncoveredReason.optional(),
  sex: z.enum(['male', 'female']).optional(),
  /** completed years on the day */
  ageFrom: z.int().min(0).max(150).optional(),
  ageTo: z.int().min(0).max(150).optional(),
  /** words of the name, marks or not */
  name: z.string().max(100).optional(),
});
export type ListFilter = z.infer<typeof ListFilter>;

/** A person in a list. What the caller may not see of a person who has left his places is null. */
export const ListedPerson = z.object({
  personId: z.int(),
  fullName: z.string().nullable(),
  birthDate: Day.nullable(),
  birthPrecision: z.enum(['day', 'month', 'year']).nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  phone: z.string().nullable(),
  placeId: z.int(),
  placeName: z.string(),
  communeName: z.string().nullable(),
  /** lives there since */
  since: Day,
  /** card that counts; for who is not insured, the last one or that of the other issuer */
  category: z.string().nullable(),
  categoryName: z.string().nullable(),
  group: z.int().nullable(),
  subgroup: z.string().nullable(),
  issuer: IssuerClass.nullable(),
  cardNumber: z.string().nullable(),
  cardFrom: Day.nullable(),
  /** first day on which the card no longer holds */
  cardTo: Day.nullable(),
  reason: UncoveredReason.nullable(),
  /** first day without cover after the last card */
  lapsedOn: Day.nullable(),
  /** a card that begins later is known */
  startsOn: Day.nullable(),
  /** first day without cover, renewals known now reckoned in */
  endsOn: Day.nullable(),
});
export type ListedPerson = z.infer<typeof ListedPerson>;

export const ListAnswer = z.object({
  unit: UnitRef,
  list: ListKind,
  asOf: Day,
  boundaries: Day,
  unitBoundaries: Day,
  knownAt: z.string().nullable(),
  definition: DefinitionCode,
  /** people in the list; null when counting them would take seconds (ask with `count`) */
  total: people.nullable(),
  byReason: z.array(z.object({ reason: UncoveredReason, people })).nullable(),
  rows: z.array(ListedPerson),
  /** what the next page is asked with; null = this is the last */
  next: z.string().nullable(),
});
export type ListAnswer = z.infer<typeof ListAnswer>;

/** Cover that ends later than that is asked for by its day. */
export const WITHIN_DAYS_MAX = 366;

export const EndingAnswer = z.object({
  unit: UnitRef,
  asOf: Day,
  boundaries: Day,
  definition: DefinitionCode,
  windows: z.array(
    z.object({
      days: z.int(),
      people,
      byGroup: z.array(z.object({ group: z.int(), people })),
    }),
  ),
});
export type EndingAnswer = z.infer<typeof EndingAnswer>;

// ── open data ───────────────────────────────────────────────────────────────────────────────────

const openPeople = people.nullable();

/** Figures for everybody: numbers below five, and those that would give them away, are null. */
export const OpenAnswer = z.object({
  unit: UnitRef,
  asOf: Day,
  boundaries: Day,
  definition: DefinitionCode,
  population: openPeople,
  insured: openPeople,
  rateBp: z.int().nullable(),
  byGroup: z.array(
    z.object({ group: z.int(), name: z.string(), nameEn: z.string(), insured: openPeople }),
  ),
  children: z.array(
    z.object({
      code: z.string().nullable(),
      name: z.string(),
      population: openPeople,
      insured: openPeople,
      rateBp: z.int().nullable(),
    }),
  ),
});
export type OpenAnswer = z.infer<typeof OpenAnswer>;

// ── proof and repair ────────────────────────────────────────────────────────────────────────────

export const CountDifference = z.object({
  /** `flow`: who changed · `count`: a state or sum of changes · `place`: under a wrong anchor */
  table: z.enum(['flow', 'count', 'place']),
  layer: z.enum(['place', 'anchor', 'region']).nullable(),
  placeId: z.int(),
  placeName: z.string().nullable(),
  grain: z.enum(['day', 'month', 'year']).nullable(),
  start: Day.nullable(),
  /** categories by issuer (own, other province, army, police, unknown), `-` = none */
  fromSignature: z.string().nullable(),
  signature: z.string().nullable(),
  expected: z.int(),
  found: z.int(),
});
export type CountDifference = z.infer<typeof CountDifference>;

export const CountCheck = z.object({
  /** rows that were compared, on either side */
  compared: z.int(),
  differenceCount: z.int(),
  /** the first of them */
  differences: z.array(CountDifference),
});
export type CountCheck = z.infer<typeof CountCheck>;
