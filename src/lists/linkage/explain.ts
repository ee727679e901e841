/** A pair explained field by field, for the review screen: levels (words in messages) and bits. */
import { NO_PLACE, type PlaceToday, makeFeatures } from './features.ts';
import { levelsOf, makeScorer, nameCentibits, nameWeight, toPairLevels } from './score.ts';
import type { LinkRecord, LinkageModel, PairLevels } from './types.ts';
import { LINK_FIELDS, NAME_LEVELS, type LinkField } from './words.ts';

export interface FieldExplanation {
  field: LinkField;
  /** text: `linkage.levels[field][level]` of the messages */
  level: string;
  centibits: number;
}

export interface PairExplanation {
  levels: PairLevels;
  fields: FieldExplanation[];
  /** what any pair must overcome among so many people */
  priorCentibits: number;
  scoreCentibits: number;
}

export interface ExplainedSide {
  record: LinkRecord;
  /** of the tree of today; without it nothing is said of the place */
  place?: PlaceToday;
}

export interface NameFrequency {
  /** people of the register, and how many of them bear the commoner of the two names */
  people: number;
  bearers: number;
}

const SMALL_PROVINCE: NameFrequency = { people: 1_300_000, bearers: 52 };

/** Without a frequency the name counts as typically rare among 1.3 million people. */
export function explainPair(
  a: ExplainedSide,
  b: ExplainedSide,
  model: LinkageModel,
  frequency: NameFrequency = SMALL_PROVINCE,
): PairExplanation {
  const levels = toPairLevels(
    levelsOf(
      makeFeatures(a.record, a.place ?? NO_PLACE),
      makeFeatures(b.record, b.place ?? NO_PLACE),
    ),
  );
  const scorer = makeScorer(model, frequency.people);
  const weight = nameWeight(scorer, frequency.bearers);
  return explainLevels(levels, model, weight, frequency.people);
}

/** The same of a stored link: its levels and name weight, among so many people. */
export function explainLevels(
  levels: PairLevels,
  model: LinkageModel,
  nameWeightCentibits: number,
  people: number,
): PairExplanation {
  const scorer = makeScorer(model, people);
  const fields = LINK_FIELDS.map((field) => ({
    field,
    level: levels[field],
    centibits:
      field === 'name'
        ? nameCentibits(scorer, nameLevelPlace(levels), nameWeightCentibits)
        : fieldCentibits(model, field, levels),
  }));
  const sum = fields.reduce((total, field) => total + field.centibits, 0);
  return { levels, fields, priorCentibits: scorer.prior, scoreCentibits: scorer.prior + sum };
}

function nameLevelPlace(levels: PairLevels): number {
  return NAME_LEVELS.indexOf(levels.name);
}

function fieldCentibits(
  model: LinkageModel,
  field: Exclude<LinkField, 'name'>,
  levels: PairLevels,
): number {
  const weights: Readonly<Record<string, number>> = model.weights[field];
  return weights[levels[field]] ?? 0;
}
