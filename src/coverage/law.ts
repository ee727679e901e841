/** The law as the counting needs it, read once a process. */
import type { LawBook } from '../policy/book.ts';
import { currentLawBook } from '../policy/book-files.ts';
import { type LawOrder, lawOrderOf } from './law-order.ts';

export interface CoverageLaw {
  book: LawBook;
  order: LawOrder;
}

let law: CoverageLaw | undefined;

export function currentLaw(): CoverageLaw {
  if (!law) {
    const book = currentLawBook();
    law = { book, order: lawOrderOf(book) };
  }
  return law;
}
