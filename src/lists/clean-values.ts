/** Single values as lists write them: names, numbers, sex, relation, categories. Pure. */
import { clean, fold } from '../kernel/text.ts';
import { normalizeNumber, partsOfCardNumber } from '../registry/identifiers.ts';
import type { Relation, Sex } from '../registry/types.ts';

// ── names ───────────────────────────────────────────────────────────────────────────────────────

export interface ReadName {
  name: string;
  doubt: 'oneWord' | 'notLetters' | null;
}

const NAME_CHARS_MAX = 120;
const UNUSUAL_SPACE = /[^\S ]| {2}|^ | $|[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** `NGUYỄN VĂN AN`, `nguyễn văn an` → `Nguyễn Văn An`; what is written mixed stays. Null = no name. */
export function readName(written: string): ReadName | null {
  let text = UNUSUAL_SPACE.test(written) ? clean(written) : written;
  text = text.replace(/^[\s.,;:*+-]+|[\s.,;:*+]+$/g, '');
  if (text === '' || text.length > NAME_CHARS_MAX || !/\p{L}/u.test(text)) return null;
  if (text === text.toUpperCase() || text === text.toLowerCase()) text = titleCase(text);
  const doubt = /[\d@#%&_=<>{}[\]\\|]/.test(text)
    ? 'notLetters'
    : text.includes(' ')
      ? null
      : 'oneWord';
  return { name: text, doubt };
}

function titleCase(text: string): string {
  let result = '';
  let isStart = true;
  for (const letter of text.toLowerCase()) {
    result += isStart ? letter.toUpperCase() : letter;
    isStart = letter === ' ' || letter === '-' || letter === '(';
  }
  return result;
}

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

export interface ReadNumber {
  number: string;
  doubt: 'zeroAdded' | 'oldCard' | 'wrongLength' | null;
}

const NOTHING = /^[\s.\-_–—/]*$|^((khong|chua)( co)?|k|ko|x|null|n\/?a)$/;

/** "không có" and "chưa có", with what stands around them. */
const NOTHING_CHARS_MAX = 12;
const DIGIT_ZERO = 48;
const DIGIT_NINE = 57;

/** Says that there is none: empty, a dash, "không", "chưa có". */
export function saysNothing(written: string): boolean {
  // asked of every cell: what is longer, or begins with a digit, says something
  if (written.length > NOTHING_CHARS_MAX) return false;
  const first = written.charCodeAt(0);
  if (first >= DIGIT_ZERO && first <= DIGIT_NINE) return false;
  return written === '' || NOTHING.test(fold(written) || written.trim());
}

/** Twelve digits; a zero that a number cell lost comes back; nine are the identity card before. */
export function readNationalId(written: string): ReadNumber | 'rounded' | null {
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(written.trim())) return 'rounded';
  const number = normalizeNumber(written.replace(/^'/, ''));
  if (/^\d{12}$/.test(number)) return { number, doubt: null };
  if (/^\d{11}$/.test(number)) return { number: `0${number}`, doubt: 'zeroAdded' };
  if (/^\d{10}$/.test(number)) return { number: `00${number}`, doubt: 'zeroAdded' };
  if (/^\d{9}$/.test(number)) return { number, doubt: 'oldCard' };
  if (/^\d{8}$/.test(number)) return { number: `0${number}`, doubt: 'oldCard' };
  return number === '' || number.length > 20 ? null : { number, doubt: 'wrongLength' };
}

export interface ReadCard {
  socialInsuranceNumber: string | null;
  cardNumber: string | null;
  /** the first two letters of a whole card number */
  category: string | null;
  doubt: 'zeroAdded' | 'wrongLength' | null;
}

/**
 * What stands under "Mã số BHXH", "Mã số BHYT", "Số thẻ": the ten digits, a card's fifteen
 * characters that hold them, or the personal number, which takes their place since 1/8/2025.
 */
export function readCardOrNumber(written: string): ReadCard | 'rounded' | null {
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(written.trim())) return 'rounded';
  const number = normalizeNumber(written.replace(/^'/, ''));
  const card = partsOfCardNumber(number);
  if (card) {
    const { category, socialInsuranceNumber } = card;
    return { socialInsuranceNumber, cardNumber: number, category, doubt: null };
  }
  const bare = { cardNumber: null, category: null };
  if (/^(\d{10}|\d{12})$/.test(number)) {
    return { ...bare, socialInsuranceNumber: number, doubt: null };
  }
  if (/^\d{9}$/.test(number)) {
    return { ...bare, socialInsuranceNumber: `0${number}`, doubt: 'zeroAdded' };
  }
  if (number === '' || number.length > 20) return null;
  return { ...bare, socialInsuranceNumber: number, doubt: 'wrongLength' };
}

// ── words ───────────────────────────────────────────────────────────────────────────────────────

const SEXES: Readonly<Record<string, Sex>> = {
  nam: 'male',
  trai: 'male',
  male: 'male',
  m: 'male',
  '1': 'male',
  ong: 'male',
  be: 'male',
  nu: 'female',
  gai: 'female',
  female: 'female',
  f: 'female',
  '0': 'female',
  '2': 'female',
  ba: 'female',
};

export function readSex(written: string): Sex | null {
  const folded = fold(written);
  return folded === 'be' ? null : (SEXES[folded] ?? null);
}

/** x, X, 1, √, có: a mark in a column that stands for something. */
export function isMarked(written: string): boolean {
  return /^\s*(x|v|1|có|✓|✔|√|\+|\*)\s*$/i.test(written);
}

const RELATIONS: readonly (readonly [RegExp, Relation])[] = [
  [/^(chu ho|chu|ch|01?)$/, 'head'],
  [/^(vo|chong|vo chong|vc)\b/, 'spouse'],
  [/^(con dau|con re|dau|re)\b/, 'childInLaw'],
  [/^(con|con de|con nuoi|con trai|con gai|con ruot)$/, 'child'],
  [/^(bo|me|cha|ma|ba|bo de|me de)( vo| chong)$/, 'parentInLaw'],
  [/^(bo|me|cha|ma|bo de|me de|cha me|bo me)\b/, 'parent'],
  [/^(ong|ba|ong ba|cu)( noi| ngoai)?$/, 'grandparent'],
  [/^(chau|chat)( noi| ngoai| ruot| trai| gai)?$/, 'grandchild'],
  [/^(anh|chi|em|anh chi em)( trai| gai| ruot)?$/, 'sibling'],
  [/^(o nho|o tro|nguoi o|nguoi giup viec|ban|khac)\b/, 'notRelated'],
];

/** Quan hệ với chủ hộ; what is none of the known words is another relative. Null = nothing said. */
export function readRelation(written: string): Relation | null {
  const folded = fold(written);
  if (folded === '') return null;
  return RELATIONS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'otherRelative';
}

/** Words of lists for the object code of a card. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/\bcan ngheo\b/, 'CN'],
  [/\bho ngheo\b|^ngheo\b/, 'HN'],
  [/\b(hoc sinh|sinh vien|hssv)\b/, 'HS'],
  [/\btre em\b|\bduoi 6 tuoi\b/, 'TE'],
  [/\bho gia dinh\b/, 'GD'],
  [/\bdan toc thieu so\b/, 'DT'],
  [/\bnguoi co cong\b/, 'CC'],
  [/\bbao tro\b/, 'BT'],
  [/\bhuu tri\b/, 'HT'],
];

/** `HN`, `GD4`, a whole card number, or words. Null = no category could be read. */
export function readCategory(written: string): string | null {
  const code = /^\s*([A-Za-zĐđ]{2})\s*[1-5]?\s*$/.exec(written)?.[1];
  if (code !== undefined) return code.toUpperCase();
  const card = partsOfCardNumber(normalizeNumber(written));
  if (card) return card.category;
  const folded = fold(written);
  return CATEGORIES.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** Five characters of a facility, its name aside. */
export function readFacilityCode(written: string): string | null {
  return /\b(\d{2}[A-Z0-9]{3})\b/.exec(written.toUpperCase())?.[1] ?? null;
}

/** Whole đồng; brackets and a minus are debts the other way. */
export function readAmount(written: string): number | null {
  const text = written.replace(/[\s₫đ]/g, '').replace(/^\((.*)\)$/, '-$1');
  if (!/^-?\d[\d.,]*$/.test(text)) return null;
  const value = Number(text.replace(/[.,](?=\d{3}(\D|$))/g, '').replace(',', '.'));
  return Number.isFinite(value) ? Math.round(value) : null;
}
