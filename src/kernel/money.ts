import { assert } from './assert.ts';

/** Money is whole đồng in a safe integer; rates are basis points (10,000 bp = 100 %). */
export type Vnd = number;

/** `part / whole` in basis points, rounded half up; null when the whole is zero (a rate is missing, not 0). */
export function rateBp(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  return Math.floor((part * 10_000 * 2 + whole) / (whole * 2));
}

/**
 * `amount × numerator / denominator`, rounded half up to one đồng. Exact: refuses products past the
 * safe integers instead of losing digits. Not for negative amounts.
 */
export function multiplyRounded(amount: Vnd, numerator: number, denominator: number): Vnd {
  const product = amount * numerator;
  assert(Number.isSafeInteger(product) && product >= 0, 'a product of money is a safe integer');
  const whole = Math.floor(product / denominator);
  return (product - whole * denominator) * 2 >= denominator ? whole + 1 : whole;
}
