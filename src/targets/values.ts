/** What a value asks for: persons out of a population, whether a result reaches it. Pure. */
import { rateBp } from '../kernel/money.ts';
import type { Measure, Operator, TargetState } from './types.ts';

export interface TargetValue {
  operator: Operator;
  /** which of the two was stated */
  measure: Measure;
  rateBp: number | null;
  people: number | null;
}

interface Result {
  rateBp: number | null;
  people: number | null;
}

/**
 * What a unit may answer with another number: also what it took on, when its circumstances change.
 * The answer changes nothing until who assigned decides.
 */
export const COUNTERABLE: readonly TargetState[] = [
  'assigned',
  'accepted',
  'adjusted',
  'counterProposed',
];

/** Neither a rate nor people: a blank cell. */
export function isBlank(value: Pick<TargetValue, 'rateBp' | 'people'>): boolean {
  return value.rateBp === null && value.people === null;
}

/**
 * The least number of people that reaches the value. A stated rate holds for the population of the
 * day, so it is reckoned anew; never more than the population ("trên 100 %" cannot be). Null when a
 * rate meets no population.
 */
export function peopleNeeded(value: TargetValue, population: number | null): number | null {
  if (value.measure === 'people') {
    if (value.people === null) return null;
    return value.operator === '>' ? value.people + 1 : value.people;
  }
  if (value.rateBp === null || population === null) return null;
  const product = population * value.rateBp;
  const least =
    value.operator === '>' ? Math.floor(product / 10_000) + 1 : Math.ceil(product / 10_000);
  return Math.min(least, population);
}

/** People short of the value; 0 = reached; null = cannot be told. */
export function shortfallOf(
  value: TargetValue,
  result: { people: number | null; population: number | null },
): number | null {
  const needed = peopleNeeded(value, result.population);
  if (needed === null || result.people === null) return null;
  return Math.max(0, needed - result.people);
}

/**
 * Whether a result reaches the value. A bare number in a table ("=") is a floor where more is better
 * and a ceiling where less is.
 */
export function isReached(
  value: TargetValue,
  result: Result,
  direction: 'atLeast' | 'atMost',
): boolean | null {
  const stated = value.measure === 'rate' ? value.rateBp : value.people;
  const found = value.measure === 'rate' ? result.rateBp : result.people;
  if (stated === null || found === null) return null;
  if (value.operator === '>') return found > stated;
  if (value.operator === '<') return found < stated;
  if (value.operator === '<=') return found <= stated;
  if (value.operator === '>=' || direction === 'atLeast') return found >= stated;
  return found <= stated;
}

/** The value that was not stated, from the population; what is stated stays as it is. */
export function complete(value: TargetValue, population: number | null): TargetValue {
  if (population === null || isBlank(value)) return value;
  if (value.people === null && value.rateBp !== null) {
    return { ...value, people: peopleNeeded(value, population) };
  }
  if (value.rateBp === null && value.people !== null) {
    return { ...value, rateBp: rateBp(value.people, population) };
  }
  return value;
}

export function isSameValue(a: TargetValue, b: TargetValue): boolean {
  const stated = (value: TargetValue) => (value.measure === 'rate' ? value.rateBp : value.people);
  const isSameStated = a.measure === b.measure && stated(a) === stated(b);
  return isSameStated && a.operator === b.operator;
}
