/**
 * The model every installation starts with. Weights are log2(m/u): m from pairs that an identifier
 * had linked, u from a million random pairs, measured on synthetic lists against 1.3 million people.
 * They are a beginning: real errors are correlated, so retrain from confirmed decisions
 * (`lists model train`).
 */
import type { LinkageModel } from './types.ts';

export const FIRST_MODEL: LinkageModel = {
  version: 1,
  weights: {
    name: {
      equal: { base: 1451, rarityPercent: 100 },
      reordered: { base: 789, rarityPercent: 100 },
      typo: { base: 603, rarityPercent: 50 },
      initials: { base: 200, rarityPercent: 50 },
      close: { base: -90, rarityPercent: 50 },
      surnameAndGiven: { base: 324, rarityPercent: 50 },
      similar: { base: -870, rarityPercent: 0 },
      different: { base: -1050, rarityPercent: 0 },
      unknown: { base: 0, rarityPercent: 0 },
    },
    birth: {
      equal: 1430,
      swapped: 920,
      yearOnly: 570,
      yearAndPart: 330,
      nextYear: 730,
      yearDigit: 200,
      nearYear: -680,
      sameYear: -1170,
      different: -1200,
      unknown: 0,
    },
    sex: { equal: 100, different: -660, unknown: 0 },
    place: { sameVillage: 1060, sameCommune: 200, different: -560, unknown: 0 },
    nationalId: { equal: 1800, near: 600, different: -840, unknown: 0 },
    socialInsuranceNumber: { equal: 1800, near: 600, different: -840, unknown: 0 },
    typicalNameCentibits: 1460,
    rarestNameCentibits: 1800,
  },
  bounds: {
    keepMin: 0,
    acceptMin: 300,
    identifierMin: 800,
    duplicateMin: 600,
    marginMin: 300,
    samePersonMin: 1000,
  },
};
