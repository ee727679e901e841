/** What may be written down of a failure: never its text, which may quote a person's data. */
import { AssertionFailure } from '../kernel/assert.ts';

export interface FailureNote {
  name: string;
  /** of PostgreSQL (SQLSTATE) or the operating system */
  code?: string;
  constraint?: string;
  table?: string;
  routine?: string;
  /** our own words, with numbers cut */
  why?: string;
  frames: string[];
  cause?: FailureNote;
}

const FRAMES_MAX = 12;
const CAUSES_MAX = 3;

export function noteOf(cause: unknown, depth = 0): FailureNote {
  if (!(cause instanceof Error)) return { name: typeof cause, frames: [] };
  const fields = cause as unknown as Record<string, unknown>;
  const note: FailureNote = { name: cause.name, frames: framesOf(cause) };
  for (const field of ['code', 'constraint', 'table', 'routine'] as const) {
    if (typeof fields[field] === 'string') note[field] = fields[field];
  }
  if (cause instanceof AssertionFailure) {
    note.why = cause.message.replace(/"[^"]*"|'[^']*'|\d{3,}/g, '…');
  }
  if (cause.cause !== undefined && depth < CAUSES_MAX) note.cause = noteOf(cause.cause, depth + 1);
  return note;
}

function framesOf(cause: Error): string[] {
  return (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim().replace(/file:\/\/\S*?\/(src|node_modules)\//, '$1/'));
}

const QUERY_CANCELED = '57014';
const LOST_RACE = ['40001', '40P01'];

/** A failure a second try may mend, or undefined for one of ours. */
export function passingFault(cause: unknown): { status: 409 | 503; code: string } | undefined {
  const code = cause instanceof Error ? (cause as unknown as { code?: unknown }).code : undefined;
  if (code === QUERY_CANCELED) return { status: 503, code: 'http.tookTooLong' };
  if (LOST_RACE.includes(String(code))) return { status: 409, code: 'http.conflict' };
  return undefined;
}
