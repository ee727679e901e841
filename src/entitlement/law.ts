/** The law book of this process: read from policy/ once, on first use. */
import type { LawBook } from '../policy/book.ts';
import { loadLawBook, readTopics } from '../policy/book-files.ts';
import { type LawCase, parseCases } from '../policy/cases.ts';

let book: LawBook | undefined;
let cases: readonly LawCase[] | undefined;

export function currentLawBook(): LawBook {
  book ??= loadLawBook();
  return book;
}

export function currentLawCases(): readonly LawCase[] {
  if (!cases) {
    const parsed = parseCases(readTopics());
    cases = parsed.ok ? parsed.value : [];
  }
  return cases;
}
