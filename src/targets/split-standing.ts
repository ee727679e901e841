/** Where a unit stands before a target is shared: who can be won, what must not be lost. Pure. */
import { isOfGroup } from './groups.ts';
import { type Results, offeredIn } from './results.ts';
import type { SplitInput, SplitMethod } from './types.ts';

export interface Standing {
  population: number;
  insured: number;
  expected: number;
  lastYear: { people: number; rateBp: number | null } | null;
  /** people that keep last year's rate with today's population */
  atLeast: number;
  atMost: number;
}

/** Of the unit's people without a card, those who by the request cannot be won. */
export function feasibleOf(
  { decided }: Pick<Results, 'decided'>,
  unitId: number,
  { feasibleBp, group }: Pick<SplitInput, 'feasibleBp' | 'group'>,
): { lost: number } {
  const standing = decided?.units.get(unitId);
  const codes = Object.keys(feasibleBp);
  if (!decided || !standing || codes.length === 0) return { lost: 0 };
  let lost = 0;
  for (const [category, { residents, insured }] of standing.offered) {
    if (!isOfGroup(group, category, decided.decidedOn)) continue;
    // the narrowest group the request names decides
    const [code] = codes
      .filter((one) => isOfGroup(one, category, decided.decidedOn))
      .sort((a, b) => b.length - a.length);
    const feasible = code === undefined ? 10_000 : (feasibleBp[code] ?? 10_000);
    lost += Math.ceil(((residents - insured) * (10_000 - feasible)) / 10_000);
  }
  return { lost };
}

/**
 * Everybody: by the definition, with the forecast. A group: out of those the law offers it to, as
 * decided last; of a group no last year is known, so nothing is kept.
 */
export function standingOf(
  results: Results,
  unitId: number,
  group: string,
  { lost }: { lost: number },
): Standing {
  const decided = results.decided?.units.get(unitId);
  if (group !== '') {
    const offered =
      decided && results.decided
        ? offeredIn(decided, group, results.decided.decidedOn)
        : { residents: 0, insured: 0 };
    const { residents, insured } = offered;
    const atMost = Math.max(insured, residents - lost);
    const none = { lastYear: null, atLeast: 0 };
    return { population: residents, insured, expected: insured, ...none, atMost };
  }
  const now = results.now.get(unitId);
  const before = results.start.get(unitId);
  const population = now?.population ?? 0;
  const insured = now?.insured ?? 0;
  const isForecast = isInside(results);
  const fading = decided && isForecast ? decided.insured - decided.expected : 0;
  const atMost = Math.max(0, Math.min(population, Math.max(insured, population - lost)));
  const keeps =
    before?.population && before.population > 0
      ? Math.ceil((before.insured * population) / before.population)
      : 0;
  return {
    population,
    insured,
    expected: Math.max(0, insured - fading),
    lastYear: before ? { people: before.insured, rateBp: before.rateBp } : null,
    atLeast: Math.min(keeps, atMost),
    atMost,
  };
}

/** Only decisions of the period itself foretell its end. */
function isInside({ decided, startOn, last }: Results): boolean {
  return decided !== null && startOn < decided.decidedOn && decided.decidedOn <= last;
}

/** Units that did not grow still carry a little, so that every total can be shared. */
const LEAST_GROWTH = 0.001;

export function weightOf(
  { population, insured, expected, lastYear, atMost }: Standing,
  method: SplitMethod,
): { base: number; weight: number } {
  if (method === 'population') return { base: 0, weight: population };
  if (method === 'shortfall') return { base: expected, weight: Math.max(0, atMost - expected) };
  const growth = Math.max(0, insured - (lastYear?.people ?? insured));
  return { base: expected, weight: growth + population * LEAST_GROWTH };
}
