import { expect, test } from 'vitest';
import { FIRST_MODEL } from './model.ts';
import { countPair, makeLevelCounts, trainModel } from './training.ts';
import { LinkageModel, type PairLevels } from './types.ts';

const SAME: PairLevels = {
  name: 'equal',
  birth: 'equal',
  sex: 'equal',
  place: 'sameVillage',
  nationalId: 'equal',
  socialInsuranceNumber: 'unknown',
};
const STRANGERS: PairLevels = {
  name: 'different',
  birth: 'different',
  sex: 'different',
  place: 'different',
  nationalId: 'different',
  socialInsuranceNumber: 'different',
};

/** 1,000 pairs of one person, 100,000 random ones, in shares that are easy to reckon with. */
function train() {
  const same = makeLevelCounts();
  countPair(same, SAME, 900, 'number');
  countPair(same, { ...SAME, name: 'typo', birth: 'sameYear', sex: 'different' }, 100, 'number');
  const random = makeLevelCounts();
  countPair(random, STRANGERS, 98_750, 'person');
  countPair(random, { ...STRANGERS, birth: 'sameYear', sex: 'equal' }, 1_250, 'person');
  return trainModel(FIRST_MODEL, 2, same, random);
}

test('weights are log2 of the shares', () => {
  const { model } = train();
  expect(LinkageModel.parse(model)).toEqual(model);
  // 900 of 1,000 bear the very name: log2(0.8996) = −0.15 beside the name's own rarity
  expect(model.weights.name.equal.base).toBe(1460 - 15);
  // 100.5 / 1,001 against 1,250.5 / 100,001: log2(8.029) = 3.01
  expect(model.weights.birth.sameYear).toBe(301);
  // 900.5 / 1,001 against 1,250.5 / 100,001: log2(71.94) = 6.17
  expect(model.weights.sex.equal).toBe(617);
  // 100.5 / 1,001 against 98,750.5 / 100,001: log2(0.10167) = −3.30
  expect(model.weights.sex.different).toBe(-330);
  // never seen among random pairs: 1,000.5 / 1,001 against 0.5 / 100,001, cut at 20 bits: 17.61
  expect(model.weights.place.sameVillage).toBe(1761);
});

test('what was not seen keeps its weight, and so does the cap of an equal number', () => {
  const { model, levels } = train();
  expect(model.weights.birth.swapped).toBe(FIRST_MODEL.weights.birth.swapped);
  expect(model.weights.nationalId).toEqual(FIRST_MODEL.weights.nationalId);
  expect(model.weights.name.reordered).toEqual(FIRST_MODEL.weights.name.reordered);
  expect(model.bounds).toEqual(FIRST_MODEL.bounds);
  expect(levels.find(({ field, level }) => field === 'sex' && level === 'equal')).toEqual({
    field: 'sex',
    level: 'equal',
    same: 900,
    random: 1250,
    before: 100,
    after: 617,
  });
});

test('pairs linked by a number teach nothing of that number', () => {
  const counts = makeLevelCounts();
  countPair(counts, SAME, 5, 'number');
  expect(counts.nationalId.size).toBe(0);
  countPair(counts, { ...SAME, socialInsuranceNumber: 'near' }, 5, 'number');
  expect(counts.socialInsuranceNumber.get('near')).toBe(5);
  countPair(counts, SAME, 5, 'person');
  expect(counts.nationalId.get('equal')).toBe(5);
});
