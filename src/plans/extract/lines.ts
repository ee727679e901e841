/** First stage: the text as numbered lines, marks of Markdown taken out, spaced-out letters joined. */
import type { SourceLine } from './passage.ts';

/** Rule `lines/read`: one entry a line of the file, blank ones too. */
export function readLines(text: string): SourceLine[] {
  return text.split(/\r\n|\r|\n/).map((raw, index) => readLine(raw, index + 1));
}

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;

function readLine(raw: string, number: number): SourceLine {
  const bare = raw.normalize('NFC').replace(INVISIBLE, '');
  const isMarked = /^\s*(#{1,6}\s|\*\*)/.test(bare);
  const unmarked = bare
    .replace(/^\s*>\s?/, '')
    .replace(/^(\s*)\*(?=\s+\S)/, '$1•')
    .replace(/\\(?=[-.()#*+])/g, '')
    .replace(/[*#]/g, '');
  return { number, raw, isMarked, ...joinSpacedLetters(unmarked) };
}

const LETTER = /^\p{L}$/u;
const TAIL = /^\p{L}[,.;:)]+$/u;

/**
 * Rule `lines/spaced-letters`: "t h ư ờ n g  x u y ê n" reads "thường xuyên". Single letters with
 * one space between them are one word; wider gaps part words. Two letters alone join only when they
 * make a syllable ("l ệ"), so that "ở y tế" stays.
 */
export function joinSpacedLetters(line: string): Pick<SourceLine, 'plain' | 'text' | 'map'> {
  const tokens = [...line.matchAll(/\S+/g)].map((found) => ({ word: found[0], at: found.index }));
  const joins = findJoins(tokens);
  const map: number[] = [];
  let text = '';
  let plain = '';
  tokens.forEach((token, index) => {
    if (index > 0) {
      if (!joins.has(index)) {
        text += ' ';
        map.push(plain.length);
      }
      plain += ' ';
    }
    for (let at = 0; at < token.word.length; at += 1) map.push(plain.length + at);
    text += token.word;
    plain += token.word;
  });
  map.push(plain.length);
  return { plain, text, map };
}

/** Indexes of tokens that belong to the token before them. */
function findJoins(tokens: readonly { word: string; at: number }[]): Set<number> {
  const joins = new Set<number>();
  let at = 0;
  while (at < tokens.length) {
    let end = at;
    while (isNextLetter(tokens, end)) end += 1;
    const run = tokens.slice(at, end + 1).map((token) => token.word);
    if (run.length >= 2 && isSpacedWord(run)) {
      const syllables = splitSyllables(run.join(''));
      const breaks = new Set<number>();
      let count = 0;
      for (const syllable of syllables) {
        breaks.add(at + count);
        count += [...syllable].filter((letter) => LETTER.test(letter)).length;
      }
      for (let index = at + 1; index <= end; index += 1) {
        if (!breaks.has(index)) joins.add(index);
      }
    }
    at = end + 1;
  }
  return joins;
}

function isNextLetter(tokens: readonly { word: string; at: number }[], at: number): boolean {
  const here = tokens[at];
  const next = tokens[at + 1];
  if (!here || !next || !LETTER.test(here.word)) return false;
  const isAdjacent = next.at - here.at - here.word.length === 1;
  return isAdjacent && (LETTER.test(next.word) || TAIL.test(next.word));
}

const CONSONANTS = 'bcdđghklmnpqrstvx';

function isSpacedWord(run: readonly string[]): boolean {
  const word = run.join('').replace(/[^\p{L}]/gu, '');
  if (run.length > 2) return true;
  const [first = '', second = ''] = [...word.toLowerCase()];
  return CONSONANTS.includes(first) && isVowel(second) && word.length === 2;
}

function isVowel(letter: string): boolean {
  const base = letter.normalize('NFD')[0] ?? '';
  return 'aeiouy'.includes(base.toLowerCase());
}

const SYLLABLE =
  /(?:ngh|ng|nh|gh|gi(?=[aeiouyăâêôơư])|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?[aeiouyăâêôơư]+(?:(?:ng|nh|ch|[cmnpt])(?![aeiouyăâêôơư]))?/g;

/** A word drawn together from letters may hold several syllables when no wide gap parted them. */
function splitSyllables(word: string): string[] {
  const toneless = [...word]
    .map((letter) =>
      letter
        .toLowerCase()
        .normalize('NFD')
        .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
        .normalize('NFC'),
    )
    .join('');
  const syllables: string[] = [];
  let at = 0;
  for (const found of toneless.matchAll(SYLLABLE)) {
    if (found.index !== at) return [word];
    syllables.push(word.slice(at, at + found[0].length));
    at += found[0].length;
  }
  const rest = word.slice(at);
  if (/\p{L}/u.test(rest)) return [word];
  if (rest !== '') syllables[syllables.length - 1] = `${syllables.at(-1) ?? ''}${rest}`;
  return syllables;
}

/** Width at which a text is wrapped by hand or by a page; null when each line is a paragraph. */
export function wrapWidth(lines: readonly SourceLine[]): number | null {
  const lengths = lines.map((line) => line.plain.length).filter((length) => length > 0);
  if (lengths.length < 10) return null;
  const sorted = lengths.toSorted((a, b) => a - b);
  const width = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  if (width > 130 || width < 40) return null;
  return goesOnAt(lines) / lengths.length >= 0.12 ? width : null;
}

/** Lines without a stop whose next line begins small: sentences cut by the margin. */
function goesOnAt(lines: readonly SourceLine[]): number {
  return lines.filter((line, at) => {
    const next = lines[at + 1]?.text ?? '';
    return line.text !== '' && !/[.:;!?]$/.test(line.text) && /^\p{Ll}/u.test(next);
  }).length;
}

/** Rule `lines/page-number`: a number of one to three digits alone between blank lines. */
export function isPageNumber(lines: readonly SourceLine[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  if (!/^(?:-\s*)?(?:trang\s*)?\d{1,3}(?:\s*-|\s*\/\s*\d{1,3})?$/i.test(text)) return false;
  const isOpen = (lines[index - 1]?.text ?? '') === '';
  const isShut = (lines[index + 1]?.text ?? '') === '';
  return isCentred(lines[index]) ? isOpen || isShut : isOpen && isShut;
}

/** Far from the margin, as a page number of a printed page is. */
function isCentred(line: SourceLine | undefined): boolean {
  return /^[\s\f]{10,}\S|^\f/.test(line?.raw ?? '');
}
