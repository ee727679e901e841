/** Sentences and clauses of a passage, as places in it. */
import type { Passage } from './passage.ts';

export interface Range {
  at: number;
  end: number;
}

const ABBREVIATION = /(?:^|[\s(])(?:TP|TX|TT|Tp|Tx|Q|P|H|Ths|TS|BS|v\.v|Nxb|st|tr|đ\/c|[A-Z])\.$/;

/** Rule `statements/sentences`: a full stop ends a sentence before a capital; decimals stay whole. */
export function sentencesOf(passage: Passage): Range[] {
  const { text } = passage;
  const ranges: Range[] = [];
  let at = 0;
  for (const stop of text.matchAll(/[.!?…]["”’)]?\s+(?=["“‘(]?[\p{Lu}\d])/gu)) {
    const end = stop.index + 1;
    if (ABBREVIATION.test(text.slice(Math.max(0, end - 5), end))) continue;
    if (stop[0].startsWith('…') && /^\p{Ll}/u.test(text.slice(stop.index + stop[0].length)))
      continue;
    ranges.push({ at, end: stop.index + stop[0].trimEnd().length });
    at = stop.index + stop[0].length;
  }
  if (at < text.length) ranges.push({ at, end: text.length });
  return ranges;
}

/** Rule `statements/clauses`: semicolons outside brackets part a sentence. */
export function clausesOf(passage: Passage, sentence: Range): Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let at = sentence.at;
  for (let place = sentence.at; place < sentence.end; place += 1) {
    const sign = passage.text[place];
    if (sign === '(') depth += 1;
    if (sign === ')') depth = Math.max(0, depth - 1);
    if (sign === ';' && depth === 0) {
      ranges.push({ at, end: place });
      at = place + 1;
      while (passage.text[at] === ' ') at += 1;
    }
  }
  if (at < sentence.end) ranges.push({ at, end: sentence.end });
  return ranges;
}

/** Clauses of all sentences, each with the sentence it belongs to. */
export function allClauses(passage: Passage): { clause: Range; sentence: Range }[] {
  return sentencesOf(passage).flatMap((sentence) =>
    clausesOf(passage, sentence).map((clause) => ({ clause, sentence })),
  );
}
