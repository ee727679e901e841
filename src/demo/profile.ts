/**
 * Cards on the reference day of a province whose figures are not known: assumed shares that shift
 * with the share of town dwellers and of people on the lists of difficult areas.
 */
import { C } from './categories.ts';
import type { Person } from './people.ts';
import { MERIT_SHARES_2025, type ReferenceCounts } from './plan.ts';
import { type Scope, placeCategory, childCardEnd } from './rules.ts';

export function profileCounts(scope: Scope, residents: readonly Person[]): ReferenceCounts {
  const { plan } = scope;
  const total = residents.length;
  let urban = 0;
  let listed = 0;
  let children = 0;
  for (const person of residents) {
    const { village } = person.household;
    if (village.commune.urban) urban += 1;
    if (placeCategory(plan, village, person.people, 'after') !== C.none) listed += 1;
    if (childCardEnd(person.birth) > plan.reference) children += 1;
  }
  const townShare = urban / total;
  const listedShare = listed / total;
  const of = (share: number): number => Math.round(total * share);
  const workers = 0.045 + 0.13 * townShare + 0.03 * (1 - listedShare);
  return {
    categories: {
      publicServant: of(workers * 0.34),
      enterprise: of(workers * 0.55),
      otherBody: of(workers * 0.07),
      cooperative: of(workers * 0.01),
      communeOfficer: of(0.0025),
      officer: of(0.0008),
      policeOfficer: of(0.0007),
      pensioner: of(0.02 + 0.03 * townShare),
      formerCadre: of(0.0005),
      workAccident: of(0.0003),
      unemployed: of(0.002 + 0.003 * townShare),
      poor: of(0.012 + 0.07 * listedShare),
      difficultArea: Math.round(listed * 0.97),
      nearPoor: of(0.02 + 0.02 * (1 - townShare)),
      pupil: of(0.19),
      student: of(0.004),
      averageLiving: of(0.008),
      household: of(0.165 * (1 - listedShare) + 0.13 * townShare),
    },
    meritTotal: children + of(0.062),
    meritShares: MERIT_SHARES_2025,
    lost: 0,
    outside: of(0.012),
    besides: of(0.001),
  };
}
