/** From codes to sentences: the texts come from `messages`, the names of the law from the book. */
import { assert } from '../kernel/assert.ts';
import { type LawBook, listDocuments } from './book.ts';
import type { TraceLine } from './decide.ts';
import { categoryName } from './groups.ts';
import type { Citation } from './types.ts';

export type Language = 'vi' | 'en';

export type LineParams = Readonly<Record<string, string | number>>;

/** Names a text may need beside its own values. */
export interface LineNames {
  category(id: string): string;
  taxonomy(id: string): string;
  areaClass(code: string): string;
  /** who transfers the state part, by the rule that began on a day */
  flow(id: string, since: string): string;
}

export type LineTexts = Readonly<Record<string, (params: LineParams, names: LineNames) => string>>;

export function bookNames(book: LawBook, language: Language): LineNames {
  const { groups, areas, support } = book.data;
  return {
    category: (id) => categoryName(book, id)[language],
    taxonomy: (id) => groups.taxonomies.find((row) => row.id === id)?.name[language] ?? id,
    areaClass: (code) => areas.areas.find((row) => row.id === code)?.[language] ?? code,
    flow: (id, since) =>
      support.flows.find((row) => row.id === id && row.from === since)?.[language] ?? id,
  };
}

/** One line of a decision or quote as a sentence; every code has a text (test). */
export function explainLine(line: TraceLine, texts: LineTexts, names: LineNames): string {
  const text = texts[line.code];
  assert(text, `a text for the line ${line.code}`);
  return text(line.params, names);
}

/** Builds "điểm o khoản 3 Điều 12 Luật 51/2024/QH15" from its parts; empty parts are left out. */
export type CitationText = (
  document: string,
  article: string,
  clause: string,
  point: string,
) => string;

const CLAUSE = /^(\d+)?(?:\.?([\p{L}]+))?$/u;

export function citationText(
  book: LawBook,
  citation: Citation,
  language: Language,
  text: CitationText,
): string {
  const row = listDocuments(book.data).find((each) => each.id === citation.document);
  const name = row?.[language] ?? citation.document;
  const parts = CLAUSE.exec(citation.clause ?? '');
  const clause = parts ? (parts[1] ?? '') : (citation.clause ?? '');
  return text(name, citation.article ?? '', clause, parts?.[2] ?? '');
}
