/** A pair in the scorer's words: levels, bits, what each field weighs. One scorer, that of linkage. Pure. */
import { readLevelLetters, writeLevelLetters } from '../linkage/answer.ts';
import { type PairExplanation, explainLevels, explainPair } from '../linkage/explain.ts';
import type { LinkageModel } from '../linkage/types.ts';
import type { ComparedRecord } from './agreement.ts';
import type { Candidate } from './types.ts';

/** A candidate whose levels are known; bits that linkage found stay. */
export function weigh(
  candidate: Candidate,
  own: ComparedRecord,
  person: ComparedRecord,
  model: LinkageModel,
): Candidate {
  if (candidate.levels !== null) return candidate;
  const { levels, scoreCentibits } = explainPair(toSide(own), toSide(person), model);
  return {
    ...candidate,
    bits: candidate.bits ?? scoreCentibits / 100,
    levels: writeLevelLetters(levels),
  };
}

export interface WeighedField {
  field: string;
  level: string;
  bits: number;
}

/** What each field weighed, and what there was to overcome: the rest of the score. */
export function explainCandidate(
  { bits, levels, nameWeight }: Candidate,
  model: LinkageModel,
): { fields: WeighedField[]; prior: number | null } {
  if (levels === null) return { fields: [], prior: null };
  const weight = nameWeight ?? model.weights.typicalNameCentibits;
  // people decide the prior alone, and that is what remains of the score
  const explained = explainLevels(readLevelLetters(levels), model, weight, 1);
  const fields = explained.fields.map(({ field, level, centibits }) => ({
    field,
    level,
    bits: centibits / 100,
  }));
  const isWhole = bits !== null && nameWeight !== null;
  return { fields, prior: isWhole ? restOf(bits, explained) : null };
}

function restOf(bits: number, { fields }: PairExplanation): number {
  const sum = fields.reduce((total, { centibits }) => total + centibits, 0);
  return Math.round(bits * 100 - sum) / 100;
}

function toSide(record: ComparedRecord): Parameters<typeof explainPair>[0] {
  const [year, month, date] = (record.birthDate ?? '0-0-0').split('-').map(Number);
  const { birthPrecision, placeId, communeId } = record;
  return {
    record: {
      fullName: record.fullName,
      birthYear: year ?? 0,
      birthMonth: birthPrecision === 'year' ? 0 : (month ?? 0),
      birthDay: birthPrecision === 'day' ? (date ?? 0) : 0,
      sex: record.sex,
      placeId,
      nationalId: record.nationalId,
      socialInsuranceNumber: record.socialInsuranceNumber,
    },
    place: {
      villageId: placeId !== null && placeId !== communeId ? placeId : 0,
      communeId: communeId ?? 0,
    },
  };
}
