/**
 * Reads an address as written in lists: parts, their kinds, keys that ignore spelling. Pure.
 *
 * "Thôn 5, TT. Sơn Dương - H.Sơn Dương, T. Tuyên Quang" → four parts with the levels they may have.
 */
import { fold } from '../kernel/text.ts';
import type { Level } from './types.ts';

export interface AddressPart {
  /** as written, without its kind; with it in `whole` */
  text: string;
  whole: string;
  /** key of the text without its kind */
  key: string;
  /** key of the whole part, for names that begin like a kind ("Xã" of "Xã Lát") */
  wholeKey: string;
  /** key that keeps marks */
  marked: string;
  /** levels the kind allows; null = no kind written */
  levels: readonly Level[] | null;
  /** official kind (types.ts), when the word says it unmistakably */
  type: string | null;
  /** official kinds the word allows; null = any of the levels (people write Xã for Phường) */
  types: readonly string[] | null;
}

interface Kind {
  words: string;
  levels: readonly Level[];
  type: string | null;
  types?: readonly string[];
}

const CITIES = ['thanh-pho-trung-uong', 'thanh-pho'];

/**
 * Folded words that stand before a name; longer ones first. One letter counts only before a dot, a
 * digit or a blank.
 */
const KINDS: readonly Kind[] = [
  { words: 'thanh pho truc thuoc trung uong', levels: ['province'], type: 'thanh-pho-trung-uong' },
  { words: 'thanh pho', levels: ['province', 'district'], type: null, types: CITIES },
  { words: 'to dan pho so', levels: ['village'], type: 'to-dan-pho' },
  { words: 'to dan pho', levels: ['village'], type: 'to-dan-pho' },
  { words: 'khu dan cu', levels: ['village'], type: 'khu-dan-cu' },
  { words: 'khu pho', levels: ['village'], type: 'khu-pho' },
  { words: 'tieu khu', levels: ['village'], type: 'tieu-khu' },
  { words: 'thi tran', levels: ['commune'], type: 'thi-tran' },
  { words: 'dac khu', levels: ['commune'], type: 'dac-khu' },
  { words: 'thi xa', levels: ['district'], type: 'thi-xa' },
  { words: 'thon so', levels: ['village'], type: 'thon' },
  { words: 'phuong', levels: ['commune'], type: 'phuong' },
  { words: 'huyen', levels: ['district'], type: 'huyen' },
  { words: 'quan', levels: ['district'], type: 'quan' },
  { words: 'tinh', levels: ['province'], type: 'tinh' },
  { words: 'thon', levels: ['village'], type: 'thon' },
  { words: 'khom', levels: ['village'], type: 'khom' },
  { words: 'buon', levels: ['village'], type: 'buon' },
  { words: 'lang', levels: ['village'], type: 'lang' },
  { words: 'plei', levels: ['village'], type: 'plei' },
  { words: 'khoi', levels: ['village'], type: null },
  { words: 'xom', levels: ['village'], type: 'xom' },
  { words: 'bon', levels: ['village'], type: 'bon' },
  { words: 'ban', levels: ['village'], type: 'ban' },
  { words: 'khu', levels: ['village'], type: 'khu' },
  { words: 'tdp', levels: ['village'], type: 'to-dan-pho' },
  { words: 'kdc', levels: ['village'], type: 'khu-dan-cu' },
  { words: 'ap', levels: ['village'], type: 'ap' },
  { words: 'to', levels: ['village'], type: 'to-dan-pho' },
  { words: 'kp', levels: ['village'], type: 'khu-pho' },
  { words: 'xa', levels: ['commune'], type: 'xa' },
  { words: 't p', levels: ['province', 'district'], type: null, types: CITIES },
  { words: 'tp', levels: ['province', 'district'], type: null, types: CITIES },
  { words: 't x', levels: ['district'], type: 'thi-xa' },
  { words: 'tx', levels: ['district'], type: 'thi-xa' },
  { words: 't t', levels: ['commune'], type: 'thi-tran' },
  { words: 'tt', levels: ['commune'], type: 'thi-tran' },
  { words: 'ph', levels: ['commune'], type: 'phuong' },
  { words: 'th', levels: ['village'], type: 'thon' },
  { words: 'p', levels: ['commune'], type: 'phuong' },
  { words: 'f', levels: ['commune'], type: 'phuong' },
  { words: 'x', levels: ['commune'], type: 'xa' },
  { words: 'h', levels: ['district'], type: 'huyen' },
  { words: 'q', levels: ['district'], type: 'quan' },
  { words: 't', levels: ['province', 'village'], type: null },
  { words: 'b', levels: ['village'], type: 'ban' },
  { words: 'k', levels: ['village'], type: 'khu' },
];

/** Kinds whose word is unmistakable enough to begin a new part inside a run of words. */
const STARTS = [
  'thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã|thôn|tổ dân phố',
  'thanh pho|thi xa|thi tran|dac khu|tinh|huyen|phuong',
  String.raw`tp\.?|tx\.|tt\.|h\.|q\.|p\.|x\.|t\.`,
].join('|');

const STARTS_PART = new RegExp(
  String.raw`(?<=\S)(?<!(?:^|\s)th[iị]) (?=(?:${STARTS}) ?\S|[pqf]\.?\d{1,2}(?:\s|$)|tphcm$)`,
  'giu',
);

const SEPARATORS = /[,;|\n\t]+|\s+[-–—]+\s+/u;

/**
 * The parts in the order written, smallest first as a rule. At most 12; empty ones dropped.
 * `isName` tells whether a key names a unit, so that "Xã Tam Thôn Hiệp" is not cut before "Thôn".
 */
export function parseAddress(text: string, isName: (key: string) => boolean): AddressPart[] {
  return text
    .normalize('NFC')
    .split(SEPARATORS)
    .flatMap((piece) => splitAtKinds(piece.replace(/\s+/g, ' ').trim(), isName))
    .filter((piece) => piece !== '')
    .slice(0, 12)
    .map(readPart)
    .filter((part) => part.wholeKey !== '');
}

/**
 * "xã Tân Trào huyện Sơn Dương" → two pieces; "Xã Bản Lang" stays one: a piece is more than its
 * kind.
 */
function splitAtKinds(piece: string, isName: (key: string) => boolean): string[] {
  const cuts = piece.split(STARTS_PART);
  if (cuts.length === 1 || isName(readPart(piece).key)) return [piece];
  const pieces: string[] = [];
  for (const next of cuts) {
    const last = pieces.at(-1);
    if (last !== undefined && isKindAlone(last)) pieces[pieces.length - 1] = `${last} ${next}`;
    else pieces.push(next);
  }
  return pieces;
}

function isKindAlone(text: string): boolean {
  const folded = fold(text);
  return KINDS.some((kind) => kind.words === folded);
}

/** Parts repeat from row to row (the same districts again and again): they are remembered. */
const remembered = new Map<string, AddressPart>();
const REMEMBERED_MAX = 20_000;

export function readPart(text: string): AddressPart {
  const known = remembered.get(text);
  if (known) return known;
  const part = makePart(text);
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(text, part);
  return part;
}

function makePart(text: string): AddressPart {
  const folded = fold(text);
  const wholeKey = keyOf(folded);
  for (const kind of KINDS) {
    const rest = afterKind(folded, kind.words);
    if (rest === null) continue;
    const bare = withoutWords(text, kind.words);
    return {
      text: bare,
      whole: text,
      key: keyOf(rest),
      wholeKey,
      marked: markedKey(bare),
      levels: kind.levels,
      type: kind.type,
      types: kind.types ?? null,
    };
  }
  return {
    text,
    whole: text,
    key: wholeKey,
    wholeKey,
    marked: markedKey(text),
    levels: null,
    type: null,
    types: null,
  };
}

/**
 * What stands behind the kind; "p12" and "q1" may be written together; null = does not begin so.
 */
function afterKind(folded: string, words: string): string | null {
  if (!folded.startsWith(words)) return null;
  const rest = folded.slice(words.length);
  if (/^ \S/.test(rest)) return rest.slice(1);
  if (words.length <= 3 && /^\d+$/.test(rest)) return rest;
  return null;
}

/** Cuts as many letters and digits from the front as the folded words have. */
function withoutWords(text: string, words: string): string {
  let left = words.replaceAll(' ', '').length;
  let at = 0;
  for (const letter of text.normalize('NFC')) {
    if (left === 0) break;
    at += letter.length;
    if (fold(letter) !== '') left -= 1;
  }
  return text
    .normalize('NFC')
    .slice(at)
    .replace(/^[\s.:]+/, '');
}

/**
 * Key of a name: no marks, no blanks, numbers without leading zeros, y as i where it is the only
 * vowel (Lý = Lí, Mỹ = Mĩ), "so" dropped before a number.
 */
export function nameKey(name: string): string {
  return keyOf(fold(name));
}

function keyOf(folded: string): string {
  return folded
    .split(' ')
    .filter((word, i, all) => !(word === 'so' && /^\d/.test(all[i + 1] ?? '')))
    .map(wordKey)
    .join('');
}

function wordKey(word: string): string {
  if (/^0+\d/.test(word)) return word.replace(/^0+/, '');
  return /^(?:[bcdghklmnpqrstvx]+|qu)y$/.test(word) ? `${word.slice(0, -1)}i` : word;
}

/** True when the text bears Vietnamese marks, so that a missing one means something. */
export function hasMarks(text: string): boolean {
  return /[\u0300-\u036fđð]/.test(text.normalize('NFD').toLowerCase());
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Key that keeps marks but not where the tone is written (Hòa = Hoà). */
export function markedKey(name: string): string {
  const words = name.normalize('NFD').toLowerCase().replace(/[ð]/g, 'đ');
  return words
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => {
      const tones = (word.match(TONES) ?? []).join('');
      const letters = word.replace(TONES, '');
      const yless = /^(?:[bcdđghklmnpqrstvx]+|qu)y$/.test(letters)
        ? `${letters.slice(0, -1)}i`
        : letters;
      return yless.replace(/^0+(?=\d)/, '') + tones;
    })
    .join('');
}

/** Damerau-Levenshtein (adjacent swaps), given up beyond `max`. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? max + 1;
}
