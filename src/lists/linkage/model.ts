/**
 * The model every installation starts with. Weights are log2(m/u): m from pairs that an identifier
 * had linked, u from a million random pairs, measured on synthetic lists against 1.3 million people.
 * Names with errors, a wrong day and month and a number with a slip were first weighed too low: what
 * training made of a list full of errors moved them halfway (recall there .9486 → .955, by a list that
 * nothing was fitted to). They are a beginning: retrain from confirmed decisions (`lists model train`).
 */
import type { LinkageModel } from './types.ts';

export const FIRST_MODEL: LinkageModel = {
  version: 1,
  weights: {
    name: {
      equal: { base: 1451, rarityPercent: 100 },
      reordered: { base: 789, rarityPercent: 100 },
      typo: { base: 700, rarityPercent: 50 },
      initials: { base: 700, rarityPercent: 50 },
      close: { base: 35, rarityPercent: 50 },
      surnameAndGiven: { base: 470, rarityPercent: 50 },
      similar: { base: -500, rarityPercent: 0 },
      different: { base: -1050, rarityPercent: 0 },
      unknown: { base: 0, rarityPercent: 0 },
    },
    birth: {
      equal: 1430,
      swapped: 920,
      yearOnly: 570,
      yearAndPart: 330,
      nextYear: 580,
      yearDigit: 200,
      nearYear: -170,
      sameYear: -600,
      different: -1200,
      unknown: 0,
    },
    sex: { equal: 100, different: -660, unknown: 0 },
    place: { sameVillage: 1060, sameCommune: 200, different: -560, unknown: 0 },
    nationalId: { equal: 1800, near: 1000, different: -840, unknown: 0 },
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
