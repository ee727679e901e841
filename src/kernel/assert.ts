/** Our own mistakes: fails the request and is reported. Never for bad input (see `outcome.ts`). */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionFailure(why);
}

export class AssertionFailure extends Error {
  override name = 'AssertionFailure';
}

/** Closes a switch over a union: a new member then fails to compile. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`unreachable: ${JSON.stringify(value)}`);
}
