/** Names of a plan and what they mean; what adopting it makes. */
import { z } from 'zod';
import { Day, Measure, Operator } from '../targets/types.ts';
import { MatchKind, Meaning } from './names.ts';

export const NameView = z.object({
  kind: MatchKind,
  name: z.string(),
  items: z.array(z.int()),
  /** null = nothing to propose: a person must say it */
  meaning: Meaning.nullable(),
  /** of a unit or group, in words */
  meaningName: z.string().nullable(),
  /** said by a person, in this plan or an earlier one of the unit */
  isConfirmed: z.boolean(),
});
export type NameView = z.infer<typeof NameView>;

export const NamesAnswer = z.object({
  names: z.array(NameView),
  /** what a group or an indicator may be */
  groups: z.array(z.object({ code: z.string(), name: z.string(), depth: z.int() })),
  indicators: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type NamesAnswer = z.infer<typeof NamesAnswer>;

export const MatchInput = z.object({
  matches: z
    .array(
      z.object({
        kind: MatchKind,
        name: z.string().trim().min(1).max(500),
        meaning: Meaning,
      }),
    )
    .min(1)
    .max(1000),
});
export type MatchInput = z.infer<typeof MatchInput>;

const Pair = z.tuple([z.int(), z.int()]);

export const AdoptionView = z.object({
  actorName: z.string(),
  adoptedAt: z.string(),
  effects: z.object({
    targets: z.array(Pair),
    tasks: z.array(Pair),
    duties: z.array(Pair),
    committees: z.array(Pair),
    campaign: Pair.nullable(),
    /** the entry in the register of documents; null = it stood there before */
    document: z.int().nullable(),
    /** revisions of targets that it wrote */
    revisions: z.array(z.int()),
    /** agencies that its tasks and duties named first */
    agencies: z.array(z.int()),
  }),
});
export type AdoptionView = z.infer<typeof AdoptionView>;

/** An adoption that was taken back as a whole. */
export const UndoneAdoption = z.object({
  actorName: z.string(),
  adoptedAt: z.string(),
  undoneBy: z.string(),
  undoneAt: z.string(),
  reason: z.string(),
});
export type UndoneAdoption = z.infer<typeof UndoneAdoption>;

/** A value of a target, in a plan or as it stands. */
const Stated = z.object({
  operator: Operator,
  measure: Measure,
  rateBp: z.int().nullable(),
  people: z.int().nullable(),
});

/** An item that speaks of a target which a unit above set: nothing of it is changed. */
export const GivenAbove = z.object({
  itemNo: z.int(),
  targetId: z.int(),
  unitId: z.int(),
  /** of the first day of its period */
  year: z.int(),
  groupName: z.string().nullable(),
  said: Stated,
  given: Stated,
  isSame: z.boolean(),
  /** the plan's number may go up as a counter-proposal */
  mayCounter: z.boolean(),
});
export type GivenAbove = z.infer<typeof GivenAbove>;

export const AdoptInput = z
  .object({
    /** targets given from above that are answered with the plan's number */
    counter: z.array(z.int().positive()).max(2000).default([]),
    /** first day of what recurs; the day of adoption unless said */
    recursFrom: Day.optional(),
  })
  .default({ counter: [] });
export type AdoptInput = z.output<typeof AdoptInput>;

export const AdoptionPreview = z.object({
  counts: z.object({
    targets: z.int(),
    tasks: z.int(),
    duties: z.int(),
    committees: z.int(),
    campaigns: z.int(),
  }),
  leftOut: z.array(
    z.object({
      itemNo: z.int(),
      reason: z.enum(['nothing', 'isDuty', 'ofUnitsBelow', 'weekly', 'isBasis']),
    }),
  ),
  given: z.array(GivenAbove),
  /** what hinders; `at` = "item.N" where one item does */
  faults: z.array(
    z.object({
      code: z.string(),
      at: z.string().optional(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
  adoption: AdoptionView.nullable(),
  /** newest first */
  undone: z.array(UndoneAdoption),
});
export type AdoptionPreview = z.infer<typeof AdoptionPreview>;

/** Something decided after the adoption about what it made, and that still stands. */
export const LaterDecision = z.object({
  subject: z.enum(['target', 'task', 'duty', 'committee', 'campaign', 'document']),
  id: z.int(),
  unit: z.object({ unitId: z.int(), name: z.string() }),
  title: z.string(),
  /** of a target: the year its period begins */
  year: z.int().nullable(),
  /** what was done: the state of a target, the kind of an event, `split`, `tick`, `mark` … */
  what: z.string(),
  count: z.int(),
  by: z.string(),
  at: z.string(),
});
export type LaterDecision = z.infer<typeof LaterDecision>;

export const UndoPreview = z.object({
  /** what would be taken back */
  counts: z.object({
    targets: z.int(),
    tasks: z.int(),
    duties: z.int(),
    committees: z.int(),
    campaigns: z.int(),
    documents: z.int(),
    agencies: z.int(),
  }),
  /** nothing is taken back while any of these stands */
  later: z.array(LaterDecision),
});
export type UndoPreview = z.infer<typeof UndoPreview>;

export const UndoInput = z.object({ reason: z.string().trim().min(3).max(500) });
export type UndoInput = z.infer<typeof UndoInput>;
