/** How the law is spoken of in one language: texts, names of the book, citations. Pure. */
import { type Format, enFormat, viFormat } from '../../../messages/format.ts';
import { lawNotesVi } from '../../../messages/law-notes.vi.ts';
import { policyEn } from '../../../messages/policy.en.ts';
import { policyVi } from '../../../messages/policy.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webLawEn } from '../../../messages/web-law.en.ts';
import { webLawVi } from '../../../messages/web-law.vi.ts';
import type { LawBook } from '../../../src/policy/book.ts';
import {
  type Language,
  type LineNames,
  bookNames,
  citationText,
} from '../../../src/policy/explain.ts';
import type { Citation } from '../../../src/policy/types.ts';

export interface LawSpeech {
  language: Language;
  book: LawBook;
  t: Shape<typeof webLawVi>;
  law: Shape<typeof policyVi>;
  format: Format;
  names: LineNames;
  cite(citation: Citation): string;
  /** notes are kept in English; Vietnamese has its own words for each */
  note(text: string): string;
}

export function speakLaw(book: LawBook, language: Language): LawSpeech {
  const isVietnamese = language === 'vi';
  const law = isVietnamese ? policyVi : policyEn;
  return {
    language,
    book,
    t: isVietnamese ? webLawVi : webLawEn,
    law,
    format: isVietnamese ? viFormat : enFormat,
    names: bookNames(book, language),
    cite: (citation) => citationText(book, citation, language, law.citation),
    note: (text) => (isVietnamese ? (lawNotesVi[text] ?? text) : text),
  };
}
