/** Figures of scenarios side by side: measures, differences, sums over months. Pure. */
import type { ScenarioResult } from '../../api/entitlement.ts';

export type Figures = ScenarioResult['today'][number];

/** A computed scenario: its name with its figures. */
export interface Computed {
  scenarioId: number;
  name: string;
  result: ScenarioResult;
}

export const MEASURES = [
  'rate',
  'insured',
  'statePaid',
  'leftStatePaid',
  'stateVnd',
  'provinceVnd',
  'communeVnd',
  'sponsorVnd',
  'ownVnd',
] as const;
export type Measure = (typeof MEASURES)[number];

export const MONEY = ['stateVnd', 'provinceVnd', 'communeVnd', 'sponsorVnd', 'ownVnd'] as const;
export type Money = (typeof MONEY)[number];

/** Basis points for the rate; null where nobody lives. */
export function measureOf(figures: Figures | undefined, measure: Measure): number | null {
  if (!figures) return null;
  if (measure !== 'rate') return figures[measure];
  const { insured, residents } = figures;
  return residents === 0 ? null : Math.round((insured * 10_000) / residents);
}

export function differenceOf(then: number | null, now: number | null): number | null {
  return then === null || now === null ? null : then - now;
}

/**
 * Đồng over the months that begin in the result: each first of a month stands for its month; the day
 * decided for is left out unless it is a first itself.
 */
export function sumOf(
  result: Pick<ScenarioResult, 'days'>,
  side: readonly Figures[],
  money: Money,
): number {
  return result.days.reduce(
    (sum, day, at) => (day.endsWith('-01') ? sum + (side[at]?.[money] ?? 0) : sum),
    0,
  );
}

/** First and last month of such a sum. */
export function monthsOf({ days }: Pick<ScenarioResult, 'days'>): [string, string] | null {
  const firsts = days.filter((day) => day.endsWith('-01'));
  const [first] = firsts;
  const last = firsts.at(-1);
  return first === undefined || last === undefined ? null : [first, last];
}

/** `12.7` of the address bar as ids, each once; at most six stand side by side. */
export function readIds(text: string | undefined): number[] {
  const ids = (text ?? '')
    .split('.')
    .flatMap((part) => (/^[1-9]\d{0,8}$/.test(part) ? [Number(part)] : []));
  return [...new Set(ids)].slice(0, COMPARED_MAX);
}

const COMPARED_MAX = 6;
