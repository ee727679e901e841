/**
 * Weights from what was seen: log2(m/u), m from pairs known to be one person, u from random pairs.
 * Pure. A level seen too rarely keeps its weight; so do numbers that are equal, whose weight is a cap.
 */
import type { LinkageModel, LinkageWeights, PairLevels, TrainedLevel } from './types.ts';
import {
  BIRTH_LEVELS,
  IDENTIFIER_LEVELS,
  LINK_FIELDS,
  type LinkField,
  NAME_LEVELS,
  PLACE_LEVELS,
  SEX_LEVELS,
} from './words.ts';

/** How often each level of each field was seen. */
export type LevelCounts = Record<LinkField, Map<string, number>>;

export function makeLevelCounts(): LevelCounts {
  return {
    name: new Map(),
    birth: new Map(),
    sex: new Map(),
    place: new Map(),
    nationalId: new Map(),
    socialInsuranceNumber: new Map(),
  };
}

/**
 * Adds a pair. Pairs that a number linked say nothing of that number: it is left out, and counts
 * only where the other number linked them.
 */
export function countPair(
  counts: LevelCounts,
  levels: PairLevels,
  times: number,
  linkedBy: 'person' | 'number',
): void {
  for (const field of LINK_FIELDS) {
    const level = levels[field];
    if (level === 'unknown' || (linkedBy === 'number' && !saysOf(field, levels))) continue;
    counts[field].set(level, (counts[field].get(level) ?? 0) + times);
  }
}

function saysOf(field: LinkField, levels: PairLevels): boolean {
  if (field === 'nationalId') return levels.socialInsuranceNumber === 'equal';
  if (field === 'socialInsuranceNumber') return levels.nationalId === 'equal';
  return true;
}

export interface Trained {
  model: LinkageModel;
  levels: TrainedLevel[];
}

/** Pairs of one person needed before anything is learned from them. */
export const SAME_PAIRS_MIN = 200;

export function trainModel(
  base: LinkageModel,
  version: number,
  same: LevelCounts,
  random: LevelCounts,
): Trained {
  const learn = (field: LinkField, order: readonly string[]): TrainedLevel[] => {
    const m = withTotal(same[field]);
    const u = withTotal(random[field]);
    return order
      .filter((level) => level !== 'unknown')
      .map((level) => learnLevel(base, field, level, m, u));
  };
  const levels = [
    ...learn('name', NAME_LEVELS),
    ...learn('birth', BIRTH_LEVELS),
    ...learn('sex', SEX_LEVELS),
    ...learn('place', PLACE_LEVELS),
    ...learn('nationalId', IDENTIFIER_LEVELS),
    ...learn('socialInsuranceNumber', IDENTIFIER_LEVELS),
  ];
  const weights = structuredClone(base.weights);
  for (const learned of levels) putWeight(weights, learned);
  return { model: { version, weights, bounds: base.bounds }, levels };
}

interface Counted {
  of: ReadonlyMap<string, number>;
  total: number;
}

function withTotal(of: ReadonlyMap<string, number>): Counted {
  let total = 0;
  for (const count of of.values()) total += count;
  return { of, total };
}

const SEEN_MIN = 20;
const RARELY_SEEN = 0.5;
const BITS_MAX = 2000;

function learnLevel(
  base: LinkageModel,
  field: LinkField,
  level: string,
  m: Counted,
  u: Counted,
): TrainedLevel {
  const before = weightIn(base.weights, field, level);
  const same = m.of.get(level) ?? 0;
  const random = u.of.get(level) ?? 0;
  const isCap = isNumberField(field) && level === 'equal';
  const isSeen = same + random >= SEEN_MIN && m.total >= SAME_PAIRS_MIN && u.total > 0;
  const keeps = isCap || !isSeen || (isOwnWords(field, level) && same < SEEN_MIN);
  const after = keeps ? before : weigh(base, field, level, m, u);
  return { field, level, same, random, before, after };
}

function isNumberField(field: LinkField): boolean {
  return field === 'nationalId' || field === 'socialInsuranceNumber';
}

/** The name's own frequency is its u: only m is learned. */
function isOwnWords(field: LinkField, level: string): boolean {
  return field === 'name' && (level === 'equal' || level === 'reordered');
}

function weigh(
  base: LinkageModel,
  field: LinkField,
  level: string,
  m: Counted,
  u: Counted,
): number {
  const shareOfSame = ((m.of.get(level) ?? 0) + RARELY_SEEN) / (m.total + 1);
  if (isOwnWords(field, level))
    return base.weights.typicalNameCentibits + Math.round(100 * Math.log2(shareOfSame));
  const shareOfRandom = ((u.of.get(level) ?? 0) + RARELY_SEEN) / (u.total + 1);
  const bits = Math.round(100 * Math.log2(shareOfSame / shareOfRandom));
  return Math.max(-BITS_MAX, Math.min(BITS_MAX, bits));
}

function weightIn(weights: LinkageWeights, field: LinkField, level: string): number {
  if (field === 'name') return weights.name[level as keyof LinkageWeights['name']].base;
  return (weights[field] as Readonly<Record<string, number>>)[level] ?? 0;
}

function putWeight(weights: LinkageWeights, { field, level, after }: TrainedLevel): void {
  if (field === 'name') weights.name[level as keyof LinkageWeights['name']].base = after;
  else (weights[field] as Record<string, number>)[level] = after;
}
