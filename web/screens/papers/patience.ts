/** When to try again what a bad line broke; pure. */

/** Seconds before each new try; afterwards a person decides. */
export const WAITS = [2, 5, 15, 30] as const;

/** null = no more by itself */
export function waitBefore(tries: number): number | null {
  return WAITS[tries - 1] ?? null;
}

/** The line or a busy server may be better in a moment; a refusal stays one. */
export function mayPass(kind: string): boolean {
  return kind === 'network' || kind === 'server' || kind === 'tooMany';
}
