/**
 * The scorer: levels of a pair to bits. One for everybody who asks: the bulk linker, lists linked
 * through PostgreSQL, duplicates of the register, the review screen. Pure, browser-safe.
 */
import type { Features } from './features.ts';
import {
  BIRTH,
  NAME,
  birthLevel,
  identifierLevel,
  nationalIdLevel,
  placeLevel,
  sexLevel,
  spellingLevel,
  toBytes,
} from './levels.ts';
import type { LinkageModel, PairLevels } from './types.ts';
import { BIRTH_LEVELS, IDENTIFIER_LEVELS, NAME_LEVELS, PLACE_LEVELS, SEX_LEVELS } from './words.ts';

/** The model's weights by place of the level, and how many people there are to choose from. */
export interface Scorer {
  nameBase: Int32Array;
  nameRarityPercent: Int32Array;
  birth: Int32Array;
  sex: Int32Array;
  place: Int32Array;
  nationalId: Int32Array;
  socialInsuranceNumber: Int32Array;
  typicalName: number;
  rarestName: number;
  people: number;
  /** −log2 of the people, in centibits: what a pair must overcome */
  prior: number;
}

export function makeScorer(model: LinkageModel, people: number): Scorer {
  const { weights } = model;
  const inOrder = <Level extends string>(
    levels: readonly Level[],
    of: Readonly<Record<Level, number>>,
  ): Int32Array => Int32Array.from(levels, (level) => of[level]);
  return {
    nameBase: Int32Array.from(NAME_LEVELS, (level) => weights.name[level].base),
    nameRarityPercent: Int32Array.from(NAME_LEVELS, (level) => weights.name[level].rarityPercent),
    birth: inOrder(BIRTH_LEVELS, weights.birth),
    sex: inOrder(SEX_LEVELS, weights.sex),
    place: inOrder(PLACE_LEVELS, weights.place),
    nationalId: inOrder(IDENTIFIER_LEVELS, weights.nationalId),
    socialInsuranceNumber: inOrder(IDENTIFIER_LEVELS, weights.socialInsuranceNumber),
    typicalName: weights.typicalNameCentibits,
    rarestName: weights.rarestNameCentibits,
    people,
    prior: -Math.round(100 * Math.log2(Math.max(1, people))),
  };
}

/** How rare a name is that `bearers` people bear, in centibits. */
export function nameWeight(scorer: Scorer, bearers: number): number {
  const share = (bearers + 0.5) / Math.max(1, scorer.people);
  return Math.max(0, Math.min(scorer.rarestName, Math.round(-100 * Math.log2(share))));
}

export function nameCentibits(scorer: Scorer, level: number, weight: number): number {
  const base = scorer.nameBase[level] ?? 0;
  const percent = scorer.nameRarityPercent[level] ?? 0;
  return base + Math.round((percent * (weight - scorer.typicalName)) / 100);
}

/** Levels by their place, in the order of `LINK_FIELDS`. */
export type LevelPlaces = readonly [number, number, number, number, number, number];

export function levelsOf(a: Features, b: Features): LevelPlaces {
  return [
    nameLevel(a, b),
    birthLevel(a.year, a.month, a.day, b.year, b.month, b.day),
    sexLevel(a.sex, b.sex),
    placeLevel(a.villageId, a.communeId, b.villageId, b.communeId),
    nationalIdLevel(a.nationalId, b.nationalId),
    identifierLevel(a.socialInsuranceNumber, b.socialInsuranceNumber),
  ];
}

function nameLevel(a: Features, b: Features): number {
  if (a.name === '' || b.name === '') return NAME.unknown;
  if (a.name === b.name) return NAME.equal;
  if (a.sorted === b.sorted) return NAME.reordered;
  return spellingLevel(toBytes(a.name), toBytes(b.name));
}

/**
 * Whether name or birth speak for the pair. Some numbers belong to somebody else: where neither
 * does, equal numbers, sex and place make a question for a person and never a link.
 */
export function hasOwnEvidence(name: number, birth: number): boolean {
  return name <= NAME.close || birth <= BIRTH.yearDigit;
}

export function toPairLevels(levels: LevelPlaces): PairLevels {
  const [name, birth, sex, place, nationalId, socialInsuranceNumber] = levels;
  return {
    name: NAME_LEVELS[name] ?? 'unknown',
    birth: BIRTH_LEVELS[birth] ?? 'unknown',
    sex: SEX_LEVELS[sex] ?? 'unknown',
    place: PLACE_LEVELS[place] ?? 'unknown',
    nationalId: IDENTIFIER_LEVELS[nationalId] ?? 'unknown',
    socialInsuranceNumber: IDENTIFIER_LEVELS[socialInsuranceNumber] ?? 'unknown',
  };
}
