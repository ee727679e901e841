/** What begins a line: numbering, letters, bullets. Ranks order them from the widest to the narrowest. */
import type { SourceLine } from './passage.ts';
import { foldSame } from './passage.ts';

export type MarkerStyle =
  | 'annex'
  | 'part'
  | 'capital'
  | 'roman'
  | 'article'
  | 'arabic'
  | 'letter'
  | 'dash'
  | 'plus'
  | 'dot';

export interface Marker {
  style: MarkerStyle;
  /** "III", "2.1", "a", "-" */
  value: string;
  rank: number;
  /** characters of `SourceLine.text` that the marker takes */
  length: number;
}

const ROMAN = /^([IVX]{1,6})(?:\s*[.)/:]|\s*[–-](?=\s))(?:\s+(?=\S)|(?=[\p{Lu}“"]))/u;
const PART = /^(phan(?: thu)?) ([ivx]+|\d+|nhat|hai|ba|bon|nam)\b[\s.:–-]*/;
const CHAPTER = /^(chuong|muc) ([ivx]+|\d+)\b[\s.:–-]*/;
const ANNEX = /^(phu luc|bieu(?: so)?|phu bieu)(?: so)?(?: ([ivx]+|\d+[a-z]?))?\b[\s.:–-]*/;
const ARTICLE = /^dieu (\d+)\s*[.:]\s*/;
const ARABIC =
  /^(\d{1,2}(?:\.\d{1,2}){0,3})\s*(?:[.)/:]|(?<=\d)[-–](?=\s)|(?<=\.\d{1,2}))\s*(?=[\p{L}(“"‘])/u;
const LETTER = /^([a-zđ]|[A-HĐ])\s*\)\s*(?=\S)|^([a-zđ])\s*\.\s+(?=\p{L}{2})/u;
const CAPITAL = /^([A-H])\s*[.)]\s+(?=\p{Lu})/u;

const BULLETS: Readonly<Record<string, MarkerStyle>> = {
  '-': 'dash',
  '–': 'dash',
  '—': 'dash',
  '−': 'dash',
  '•': 'dash',
  '●': 'dash',
  '▪': 'dash',
  '\uf0b7': 'dash',
  '\uf02d': 'dash',
  '+': 'plus',
  '◦': 'plus',
  '○': 'plus',
  '*': 'dot',
  '.': 'dot',
};

export const RANKS = {
  part: 0,
  capital: 0.5,
  roman: 1,
  article: 1,
  arabic: 2,
  letter: 6,
  dash: 7,
  plus: 8,
  dot: 9,
} as const;

/** Rule `markers/read`: the marker of a line, or null when it begins with plain words. */
export function readMarker(line: SourceLine): Marker | null {
  return readBullet(line) ?? readNumber(line);
}

function readBullet(line: SourceLine): Marker | null {
  const found = /^([-–—−•●▪\uf0b7\uf02d+◦○.*])\s*([-+])?\s*(?=\S)/u.exec(line.text);
  if (!found) return null;
  const sign = found[2] ?? found[1] ?? '';
  const rest = line.text.slice(found[0].length);
  if (/^[\d.,\s%-]*$/.test(rest) || (found[1] === '.' && !/^\s/.test(line.text.slice(1)))) {
    return null;
  }
  const style = BULLETS[sign] ?? 'dash';
  return { style, value: sign, rank: RANKS[style as 'dash'], length: found[0].length };
}

function readNumber(line: SourceLine): Marker | null {
  const { text } = line;
  const folded = foldSame(text);
  const isCapital = text.length > 3 && text === text.toUpperCase();
  const part = PART.exec(folded) ?? CHAPTER.exec(folded);
  if (part && /^(PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)/.test(text) && isTitleLike(text, part[0])) {
    return make('part', part[2] ?? '', 0, part[0].length);
  }
  const annex = ANNEX.exec(folded);
  if (annex && /^(PHỤ|Phụ|BIỂU|Biểu)/.test(text) && (isCapital || text.length <= 24)) {
    return make('annex', annex[2] ?? '', 0, 0);
  }
  const article = ARTICLE.exec(folded);
  if (article && text.startsWith('Đ'))
    return make('article', article[1] ?? '', 1, article[0].length);
  const roman = ROMAN.exec(text);
  if (roman && isRoman(roman[1] ?? '')) return make('roman', roman[1] ?? '', 1, roman[0].length);
  const capital = CAPITAL.exec(text);
  if (capital && isCapital) return make('capital', capital[1] ?? '', 0.5, capital[0].length);
  const arabic = ARABIC.exec(text);
  if (arabic) {
    const value = arabic[1] ?? '';
    return make('arabic', value, 1 + value.split('.').length, arabic[0].length);
  }
  const letter = LETTER.exec(text);
  if (letter)
    return make('letter', (letter[1] ?? letter[2] ?? '').toLowerCase(), 6, letter[0].length);
  return null;
}

/** "PHẦN II" or "Phần I. Đánh giá", never "Phần lớn người dân". */
function isTitleLike(text: string, marker: string): boolean {
  const rest = text.slice(marker.length);
  return rest === '' || /^\p{Lu}/u.test(rest);
}

function make(style: MarkerStyle, value: string, rank: number, length: number): Marker {
  return { style, value, rank, length };
}

const ROMANS = /^(?:X{0,2})(?:IX|IV|V?I{0,3})$/;

function isRoman(text: string): boolean {
  return text !== '' && ROMANS.test(text);
}

const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** "IV" → 4. */
export function romanValue(text: string): number {
  let total = 0;
  const digits = [...text.toUpperCase()].map((digit) => ROMAN_DIGITS[digit] ?? 0);
  digits.forEach((digit, at) => {
    total += digit < (digits[at + 1] ?? 0) ? -digit : digit;
  });
  return total;
}
