/**
 * Readers stop deep inside by throwing; here it becomes the value that callers get. What damaged
 * bytes make of zlib and of reads past the end is expected, any other exception is our mistake and
 * goes on.
 */
import { type Outcome, Refusal, failure, failures } from '../kernel/outcome.ts';

export async function asOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return refusalOf(error);
  }
}

/** The batches, and as the last one why there are no more. */
export async function* asOutcomes<T>(batches: AsyncIterable<T>): AsyncGenerator<Outcome<T>> {
  try {
    for await (const value of batches) yield { ok: true, value };
  } catch (error) {
    yield refusalOf(error);
  }
}

const READ_PAST_END: readonly unknown[] = [
  'ERR_OUT_OF_RANGE',
  'ERR_BUFFER_OUT_OF_BOUNDS',
  'ERR_BUFFER_TOO_LARGE',
];

function refusalOf(error: unknown): Outcome<never> {
  if (error instanceof Refusal) return failures(error.faults);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isPacking = typeof code === 'string' && code.startsWith('Z_');
  if (isPacking || READ_PAST_END.includes(code)) return failure('table.damaged', { part: '' });
  throw error;
}
