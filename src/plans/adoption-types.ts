/** Names of a plan and what they mean; what adopting it makes. */
import { z } from 'zod';
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
  }),
});
export type AdoptionView = z.infer<typeof AdoptionView>;

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
  /** what hinders; `at` = "item.N" where one item does */
  faults: z.array(
    z.object({
      code: z.string(),
      at: z.string().optional(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
  adoption: AdoptionView.nullable(),
});
export type AdoptionPreview = z.infer<typeof AdoptionPreview>;
