/**
 * Small numbers hidden for open data: a figure below five might point at a person. What is hidden
 * cannot be worked out from the total and the other parts. Pure.
 */

export const CELL_MIN = 5;

function isSmall(value: number): boolean {
  return value > 0 && value < CELL_MIN;
}

/**
 * Parts of a shown total, small ones as null. When the hidden ones alone could be worked out from
 * the total (one part, or fewer than five people), the next smallest is hidden with them.
 */
export function hideSmallParts(parts: readonly number[]): (number | null)[] {
  const hidden = new Set<number>();
  parts.forEach((value, at) => {
    if (isSmall(value)) hidden.add(at);
  });
  if (hidden.size === 0) return [...parts];
  const sum = (): number => [...hidden].reduce((total, at) => total + (parts[at] ?? 0), 0);
  const others = parts
    .map((value, at) => ({ value, at }))
    .filter(({ value, at }) => value > 0 && !hidden.has(at))
    .sort((a, b) => a.value - b.value);
  for (const { at } of others) {
    if (hidden.size > 1 && sum() >= CELL_MIN) break;
    hidden.add(at);
  }
  return parts.map((value, at) => (hidden.has(at) ? null : value));
}

export interface OpenCount {
  population: number | null;
  insured: number | null;
}

/**
 * People and insured of the parts of a total. Who is not insured is a number too: where it is
 * small, the insured are hidden.
 */
export function hideSmallCounts(
  parts: readonly { population: number | null; insured: number }[],
): OpenCount[] {
  const populations = hideSmallParts(parts.map((part) => part.population ?? 0));
  const uninsured = parts.map((part) =>
    part.population === null ? 0 : Math.max(0, part.population - part.insured),
  );
  const insured = hideSmallParts(parts.map((part) => part.insured));
  const gaps = hideSmallParts(uninsured);
  return parts.map((part, at) => ({
    population: part.population === null ? null : (populations[at] ?? null),
    insured:
      insured[at] === null || gaps[at] === null || populations[at] === null ? null : part.insured,
  }));
}
