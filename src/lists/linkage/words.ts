/**
 * The words of linkage in their order: levels of agreement field by field, rules, outcomes, reasons.
 * Apart from `types.ts`, because every thread of the linker reads them and none needs zod.
 */

/** From the best to the worst; `unknown` = one side does not say, and nothing follows. */
export const NAME_LEVELS = [
  /** the same folded name */
  'equal',
  /** the same words in another order */
  'reordered',
  /** one letter more, less, other or swapped with its neighbour */
  'typo',
  /** words shortened to their first letters ("Ng. T. Hòa"), the given name whole */
  'initials',
  /** surname and given name agree, what stands between does not */
  'surnameAndGiven',
  /** nearly the same spelling */
  'close',
  /** a distant likeness */
  'similar',
  'different',
  'unknown',
] as const;

export const BIRTH_LEVELS = [
  'equal',
  /** day and month changed places */
  'swapped',
  /** the same year; one side says no more, or 1 January for want of better */
  'yearOnly',
  /** the same year and one of day and month */
  'yearAndPart',
  /** day and month agree, years are one apart */
  'nextYear',
  /** day and month agree, one digit of the year is another or two have changed places */
  'yearDigit',
  /** day and month agree, years are two apart */
  'nearYear',
  /** nothing but the year */
  'sameYear',
  'different',
  'unknown',
] as const;

export const SEX_LEVELS = ['equal', 'different', 'unknown'] as const;

/** By the tree of today. */
export const PLACE_LEVELS = ['sameVillage', 'sameCommune', 'different', 'unknown'] as const;

/** `near` = one digit another, or two neighbours swapped. */
export const IDENTIFIER_LEVELS = ['equal', 'near', 'different', 'unknown'] as const;

/** In this order wherever levels are stored or shown. */
export const LINK_FIELDS = [
  'name',
  'birth',
  'sex',
  'place',
  'nationalId',
  'socialInsuranceNumber',
] as const;
export type LinkField = (typeof LINK_FIELDS)[number];

export const LINK_OUTCOMES = ['linked', 'review', 'duplicate', 'new'] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

/**
 * By which rule a pair was brought together, the first that holds. Names and words are compared by
 * sound and in any order here (soundOf() of features.ts). `nameVillage` serves above three million
 * people only.
 */
export const LINK_RULES = [
  'nationalId',
  'socialInsuranceNumber',
  'nameYear',
  'birthGiven',
  'birthCommune',
  'nameCommune',
  'givenYearVillage',
  'nameVillage',
  'dayMonthVillage',
] as const;
export type LinkRule = (typeof LINK_RULES)[number];

/** Why a row has the outcome it has; texts in messages under `linkage.reasons`. */
export const LINK_REASONS = [
  /** linked: an identifier agrees, and enough beside it */
  'identifierAndMore',
  /** linked: name, birth and place agree well enough, nobody else comes near */
  'bestByFar',
  /** review: the person is likely but the evidence is thin */
  'thinEvidence',
  /** review: a second person fits nearly as well */
  'secondNearlyAsGood',
  /** review: an identifier agrees and the rest contradicts it */
  'identifierOnly',
  /** review: the person it fits went to a row that fits about as well */
  'takenByAnotherRow',
  /** review: so many rows and persons look alike that not all were compared */
  'manyAlike',
  /** duplicate: another row of the list is this person */
  'samePersonAsRow',
  /** new: nobody of the register fits */
  'nobodyFits',
  /** new: someone came near, not enough for a question */
  'tooFar',
] as const;
export type LinkReason = (typeof LINK_REASONS)[number];
