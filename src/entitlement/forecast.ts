/**
 * From groups of lapses and past renewals to a forecast. The interval is Wilson's for 95 %, by
 * category of the card; the bounds of all categories are taken together, which is wider than chance
 * would have it, never narrower. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { LapseGroup, RenewalCount } from './sql-lapses.ts';

export interface Renewal extends RenewalCount {
  /** 0…1; null = no such card ended in the period */
  share: number | null;
  low: number;
  high: number;
}

const Z = 1.959964;

/** Wilson score interval of k out of n for 95 %; the whole of [0, 1] where nothing was seen. */
export function wilson(k: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const p = k / n;
  const centre = p + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const whole = 1 + (Z * Z) / n;
  return {
    low: Math.max(0, (centre - spread) / whole),
    high: Math.min(1, (centre + spread) / whole),
  };
}

export function renewalOf(row: RenewalCount): Renewal {
  const { ended, renewed } = row;
  return { ...row, share: ended === 0 ? null : renewed / ended, ...wilson(renewed, ended) };
}

export interface ExpectedInsured {
  expected: number;
  low: number;
  high: number;
}

/**
 * Insured on a day, if people whose cover ends by then renew as such people did. A category without
 * history is expected to renew as all together did, its bounds are nobody and everybody.
 */
export function expectInsured(
  insured: number,
  lapses: readonly Pick<LapseGroup, 'lapseOn' | 'cardCategory' | 'people'>[],
  renewals: readonly Renewal[],
  on: IsoDate,
): ExpectedInsured {
  const byCategory = new Map(renewals.map((row) => [row.category, row]));
  const ended = renewals.reduce((sum, row) => sum + row.ended, 0);
  const renewed = renewals.reduce((sum, row) => sum + row.renewed, 0);
  const overall = ended === 0 ? 0 : renewed / ended;
  const lost = { expected: 0, low: 0, high: 0 };
  for (const { lapseOn, cardCategory, people } of lapses) {
    if (lapseOn > on) continue;
    const renewal = byCategory.get(cardCategory);
    lost.expected += people * (1 - (renewal?.share ?? overall));
    lost.low += people * (1 - (renewal?.high ?? 1));
    lost.high += people * (1 - (renewal?.low ?? 0));
  }
  return {
    expected: Math.round(insured - lost.expected),
    low: Math.floor(insured - lost.high),
    high: Math.ceil(insured - lost.low),
  };
}
