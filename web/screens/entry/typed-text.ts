/** What a clerk's few letters mean in a cell, written out so that he sees it. Pure. */
import { clean, fold } from '../../../src/kernel/text.ts';

export interface TypedChoices {
  sexes: readonly string[];
  relations: readonly string[];
  villages: readonly string[];
  /** year of the list: two digits beyond it are of the century before */
  year: number;
}

const DATES: ReadonlySet<string> = new Set(['birthDate', 'diedOn', 'validFrom', 'validTo']);
const NAMES: ReadonlySet<string> = new Set(['fullName', 'headName']);
const NUMBERS: ReadonlySet<string> = new Set(['nationalId', 'socialInsuranceNumber', 'phone']);

export function readTyped(field: string, typed: string, choices: TypedChoices): string {
  const text = clean(typed);
  if (text === '') return '';
  if (DATES.has(field)) return readDay(text, field === 'birthDate' ? choices.year : null);
  if (NAMES.has(field)) return readName(text);
  if (NUMBERS.has(field)) return /\p{L}/u.test(text) ? text : text.replace(/[\s.\-/]/g, '');
  if (field === 'sex') return readSex(text, choices.sexes);
  if (field === 'relation') return readRelation(text, choices.relations);
  if (field === 'village') return complete(text, choices.villages, BEFORE_VILLAGE);
  return text;
}

/**
 * 01/02/1990, 1/2/90, 01021990, 010290, 1990. What is none of these stays as typed and is said to be
 * wrong. `year` null = years of two digits are of this century (a card, a death).
 */
function readDay(text: string, year: number | null): string {
  const parts = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/.exec(text);
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  const found = parts ?? run;
  if (!found) return text;
  const [, day = '', month = '', written = ''] = found;
  if (Number(day) > 31 || Number(month) > 12) return text;
  return `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${fullYear(written, year)}`;
}

function fullYear(written: string, latest: number | null): string {
  if (written.length === 4) return written;
  const ofThisCentury = latest === null || Number(written) <= latest % 100;
  return `${ofThisCentury ? 20 : 19}${written}`;
}

/** Typed without capitals the words get them; whole capitals stay. */
function readName(text: string): string {
  if (text !== text.toLocaleLowerCase('vi')) return text;
  return text.replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toLocaleUpperCase('vi');
  });
}

/** 1, n, nam = the first of the two words; 2, x, nữ = the second. */
function readSex(text: string, [male = '', female = '']: readonly string[]): string {
  const folded = fold(text);
  if (/^(1|n|na|nam|t|trai)$/.test(folded) && !/ữ/i.test(text)) return male;
  if (/^(2|0|x|nu|g|gai)$/.test(folded)) return female;
  return text;
}

/** 1 = head; else the first word that begins so: v = Vợ, con = Con, chi = Chị. */
function readRelation(text: string, relations: readonly string[]): string {
  if (text === '1') return relations[0] ?? text;
  return complete(text, relations, null);
}

const BEFORE_VILLAGE = /^(thon|ban|xom|to dan pho|tdp|khu|ap|buon|lang)\s+/;

/** The word itself where it is one, else the first that begins so, else what was typed. */
function complete(text: string, words: readonly string[], before: RegExp | null): string {
  const bare = (word: string): string => {
    const folded = fold(word);
    const rest = before ? folded.replace(before, '') : folded;
    return rest === '' ? folded : rest;
  };
  const typed = bare(text);
  if (typed === '') return text;
  return (
    words.find((word) => bare(word) === typed) ??
    words.find((word) => bare(word).startsWith(typed)) ??
    text
  );
}
