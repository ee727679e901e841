/**
 * Expected failures are values, not exceptions. `code` has a text in `messages` under `faults`,
 * `params` fill that text. `at` names the field, cell or row where the fault stands.
 */
export interface Fault {
  code: string;
  params?: Record<string, string | number>;
  at?: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; faults: [Fault, ...Fault[]] };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(code: string, params?: Fault['params'], at?: string): Outcome<never> {
  return { ok: false, faults: [{ code, params, at }] };
}

/** All faults at once; an empty list means there is nothing wrong, which is a mistake of the caller. */
export function failures(faults: readonly Fault[]): Outcome<never> {
  const [first, ...rest] = faults;
  if (!first) throw new Error('failures() called without a fault');
  return { ok: false, faults: [first, ...rest] };
}

/**
 * Thrown inside a transaction to roll it back and still answer with expected faults; `http` and
 * `cli` turn it into an answer. Operations that decide before they write return `Outcome` instead.
 */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(faults: readonly [Fault, ...Fault[]]) {
    super(faults.map((fault) => fault.code).join(', '));
    this.faults = faults;
  }
}

export function refuse(code: string, params?: Fault['params'], at?: string): never {
  throw new Refusal([{ code, params, at }]);
}
