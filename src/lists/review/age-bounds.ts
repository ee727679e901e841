/**
 * Ages at which a category cannot be right: a wide net for a person's eye, not the law's own limits
 * (those stand in policy/ and decide entitlement).
 */
export interface AgeBound {
  /** object code of the card */
  category: string;
  /** completed years, from … below … */
  ageFrom: number;
  ageBelow: number;
}

export const AGE_BOUNDS: readonly AgeBound[] = [
  // a child's card runs to the end of the month of 72 months, or to 30 September of that year
  { category: 'TE', ageFrom: 0, ageBelow: 7 },
  { category: 'HS', ageFrom: 5, ageBelow: 22 },
  { category: 'SV', ageFrom: 16, ageBelow: 61 },
  { category: 'HT', ageFrom: 35, ageBelow: 121 },
  { category: 'DN', ageFrom: 15, ageBelow: 86 },
];
