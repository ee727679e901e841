/** The law and its worked cases as this domain asks for them; read from policy/ once a process. */
import type { LawBook } from '../policy/book.ts';
import { currentLawBook as lawOfProcess, readTopics } from '../policy/book-files.ts';
import { type LawCase, parseCases } from '../policy/cases.ts';

let cases: readonly LawCase[] | undefined;

export function currentLawBook(): LawBook {
  return lawOfProcess();
}

export function currentLawCases(): readonly LawCase[] {
  if (!cases) {
    const parsed = parseCases(readTopics());
    cases = parsed.ok ? parsed.value : [];
  }
  return cases;
}
