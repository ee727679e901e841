/**
 * How lists go wrong, as in data/names/entry_errors.tsv: on the name, the birth, the numbers, the
 * place of a row. Rates of the table are estimates for one row by itself; `Hand` makes errors
 * correlated, as they are: a sender with a bad keyboard, a village entered by one hand, a clerk who
 * swaps day and month.
 */
import type { Random } from '../../src/kernel/random.ts';
import { readTable } from '../../src/units/reference.ts';

export interface RowValues {
  fullName: string;
  year: number;
  month: number;
  day: number;
  sex: 'male' | 'female' | null;
  placeId: number | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
}

type NameError = (random: Random, name: string) => string;

/** Errors of names that are left after cleaning; legacy encodings have been converted by then. */
const NAME_ERRORS: Readonly<Record<string, NameError>> = {
  i_y: (_, name) => name.replace(/[yýỳỷỹỵ](?= |$)/g, (y) => 'iíìỉĩị'['yýỳỷỹỵ'.indexOf(y)] ?? 'i'),
  d_eth: (_, name) => name.replaceAll('Đ', 'Ð'),
  no_diacritics: (_, name) => withoutMarks(name),
  upper_case: (_, name) => name.toUpperCase(),
  question_marks: (_, name) =>
    name.replace(/[ăắằẳẵặđĐơớờởỡợưứừửữựễệếềểịỉĩọỏốồổỗộạảấầẩẫậẻẽẹủũụỳỷỹỵ]/g, '?'),
  telex_residue: (_, name) => name.split(' ').map(toTelex).join(' '),
  abbreviation: (random, name) => abbreviate(random, name),
  split_joined: (random, name) => {
    const spaces = [...name.matchAll(/ /g)].map((match) => match.index);
    const at = spaces[random.int(spaces.length)] ?? 0;
    return name.slice(0, at) + name.slice(at + 1);
  },
  initial_confusion: confuseInitials,
  final_confusion: (_, name) => name.replace(/ng(?= |$)/, 'n').replace(/t(?=$)/, 'c'),
  ethnic_spelling: (_, name) => spellOtherwise(name),
  swapped_parts: (_, name) => {
    const words = name.split(' ');
    return [words.at(-1), ...words.slice(0, -1)].join(' ');
  },
  middle_missing: (_, name) => {
    const words = name.split(' ');
    return words.length < 3 ? name : `${words[0]} ${words.at(-1)}`;
  },
  common_name: (random, name) => {
    const words = name.split(' ');
    return [...words.slice(0, -1), random.pick(COMMON_NAMES)].join(' ');
  },
  typing: (random, name) => mistype(random, name),
};

const COMMON_NAMES = ['Tý', 'Cu', 'Bé', 'Sửu', 'Mão', 'Tèo', 'Hĩm', 'Út', 'Cả', 'Tư'];

/** Not in the table: a slip of the finger, a wrong day, a moved person, a wrong or borrowed number. */
const OWN_RATES: Readonly<Record<string, number>> = {
  typing: 0.01,
  dob_digit: 0.004,
  sex_wrong: 0.003,
  id_digit: 0.006,
  id_borrowed: 0.002,
  place_moved: 0.03,
  place_wrong: 0.005,
};

const TABLE_RATES = new Map(
  readTable('names/entry_errors').map((row) => [row['id'] ?? '', Number(row['rate_estimate'])]),
);

function rateOf(id: string): number {
  return TABLE_RATES.get(id) ?? OWN_RATES[id] ?? 0;
}

export interface ErrorSetting {
  /** every rate times this */
  times: number;
  /** share of rows without any number */
  withoutNumbers: number;
  /** share of the errors that come by the hand that entered the row, not one by one */
  correlated: number;
}

export const STANDARD: ErrorSetting = { times: 1, withoutNumbers: 0.25, correlated: 0.5 };
export const HARD: ErrorSetting = { times: 3, withoutNumbers: 0.6, correlated: 0.5 };

/** Who entered the rows of a village: an error of his is on a good part of his rows. */
export interface Hand {
  errors: readonly string[];
}

/** Share of a hand's rows that bear its error. */
const HAND_SHARE = 0.3;

const ALL_ERRORS = [
  ...Object.keys(NAME_ERRORS),
  'dob_swapped',
  'dob_year_only',
  'dob_lunar',
  'dob_digit',
  'sex_wrong',
  'id_9_vs_12',
  'id_lost_zero',
  'id_digit',
  'id_borrowed',
  'place_moved',
  'place_wrong',
];

export function makeHand(random: Random, setting: ErrorSetting): Hand {
  const share = (setting.correlated * setting.times) / HAND_SHARE;
  return { errors: ALL_ERRORS.filter((id) => random.chance(Math.min(0.9, rateOf(id) * share))) };
}

export interface Surroundings {
  setting: ErrorSetting;
  hand: Hand;
  /** a village of the same commune, a village of another */
  otherVillage(random: Random): number;
  farVillage(random: Random): number;
  strangersNumber(random: Random): string;
}

/** The row as somebody entered it. */
export function enterRow(random: Random, row: RowValues, around: Surroundings): RowValues {
  const { setting, hand } = around;
  const entered = { ...row };
  const kept = random.chance(setting.withoutNumbers) ? 0 : random.next();
  if (kept < 0.3) entered.nationalId = null;
  if (kept === 0 || (kept >= 0.3 && kept < 0.5)) entered.socialInsuranceNumber = null;
  for (const id of ALL_ERRORS) {
    const alone = rateOf(id) * setting.times * (1 - setting.correlated);
    const isMade = random.chance(alone) || (hand.errors.includes(id) && random.chance(HAND_SHARE));
    if (isMade) makeError(id, random, entered, around);
  }
  return entered;
}

function makeError(id: string, random: Random, row: RowValues, around: Surroundings): void {
  const onName = NAME_ERRORS[id];
  if (onName) row.fullName = onName(random, row.fullName);
  else if (id.startsWith('dob')) spoilBirth(id, random, row);
  else if (id.startsWith('id')) spoilNumber(id, random, row, around);
  else if (id === 'sex_wrong') row.sex = row.sex === 'male' ? 'female' : 'male';
  else if (id === 'place_wrong') row.placeId = around.farVillage(random);
  else row.placeId = random.chance(0.7) ? around.otherVillage(random) : around.farVillage(random);
}

function spoilBirth(id: string, random: Random, row: RowValues): void {
  if (row.day === 0) return;
  if (id === 'dob_swapped') {
    if (row.day <= 12) [row.day, row.month] = [row.month, row.day];
  } else if (id === 'dob_year_only') {
    const asFirst = random.chance(0.5);
    row.month = asFirst ? 1 : 0;
    row.day = asFirst ? 1 : 0;
  } else if (id === 'dob_lunar') {
    row.month = row.month === 1 ? 12 : row.month - 1;
    row.day = 1 + random.int(28);
  } else if (random.chance(0.4)) row.day = 1 + random.int(28);
  else if (random.chance(0.5)) row.month = 1 + random.int(12);
  else row.year += random.pick([-10, -1, -1, 1, 1, 10, -2, 2, 9, -9]);
}

function spoilNumber(id: string, random: Random, row: RowValues, around: Surroundings): void {
  if (id === 'id_borrowed')
    row.nationalId = row.nationalId === null ? null : around.strangersNumber(random);
  else if (row.nationalId === null) return;
  else if (id === 'id_9_vs_12') row.nationalId = String(100_000_000 + random.int(900_000_000));
  else if (id === 'id_lost_zero') row.nationalId = row.nationalId.replace(/^0+/, '');
  else {
    const at = random.int(row.nationalId.length);
    row.nationalId = `${row.nationalId.slice(0, at)}${random.int(10)}${row.nationalId.slice(at + 1)}`;
  }
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────

function withoutMarks(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

const TONES = new Map([
  ['\u0301', 's'],
  ['\u0300', 'f'],
  ['\u0309', 'r'],
  ['\u0303', 'x'],
  ['\u0323', 'j'],
]);

function toTelex(word: string): string {
  const letters = word.normalize('NFD').replace(/đ/g, 'dd').replace(/Đ/g, 'Dd');
  let tone = '';
  let typed = '';
  for (const letter of letters) {
    if (TONES.has(letter)) tone = TONES.get(letter) ?? '';
    else if (letter === '\u0302') typed += typed.at(-1)?.toLowerCase() ?? '';
    else if (letter === '\u0306' || letter === '\u031b') typed += 'w';
    else typed += letter;
  }
  return typed + tone;
}

function abbreviate(random: Random, name: string): string {
  const words = name.split(' ');
  const surname = words[0] ?? '';
  const short = surname.startsWith('Ng') ? 'Ng' : surname.slice(0, 1);
  const middle = words.slice(1, -1).map((word) => `${word.slice(0, 1)}.`);
  return [random.chance(0.5) ? `${short}.` : surname, ...middle, words.at(-1)].join(' ');
}

const INITIALS: readonly (readonly [RegExp, string])[] = [
  [/^L/, 'N'],
  [/^N(?![gh])/, 'L'],
  [/^Ch/, 'Tr'],
  [/^Tr/, 'Ch'],
  [/^S/, 'X'],
  [/^X/, 'S'],
  [/^Gi/, 'D'],
  [/^D/, 'Gi'],
  [/^R/, 'D'],
];

function confuseInitials(_: Random, name: string): string {
  return name
    .split(' ')
    .map((word) => {
      const found = INITIALS.find(([pattern]) => pattern.test(word));
      return found ? word.replace(...found) : word;
    })
    .join(' ');
}

const OTHER_SPELLINGS: readonly (readonly [string, string])[] = [
  ['Giàng', 'Dàng'],
  ['Vừ', 'Vư'],
  ['Lò', 'Lo'],
  ['Sùng', 'Sung'],
  ['Mùa', 'Mua'],
  ['Hờ', 'Hơ'],
  ['Thào', 'Thao'],
  ['Tẩn', 'Tân'],
  ['Chẻo', 'Chéo'],
  ['Phàn', 'Phan'],
  ['Vàng', 'Vang'],
  ["H'", 'H '],
  ['Lường', 'Lương'],
  ['Quàng', 'Hoàng'],
  ['Cà', 'Kà'],
];

function spellOtherwise(name: string): string {
  const found = OTHER_SPELLINGS.find(([usual]) => name.startsWith(usual));
  return found ? name.replace(...found) : name;
}

const KEYS = 'abcdeghiklmnopqrstuvxy';

function mistype(random: Random, name: string): string {
  const at = random.int(name.length);
  const key = KEYS[random.int(KEYS.length)] ?? 'a';
  switch (random.int(4)) {
    case 0:
      return name.slice(0, at) + name.slice(at + 1);
    case 1:
      return name.slice(0, at) + key + name.slice(at);
    case 2:
      return name.slice(0, at) + key + name.slice(at + 1);
    default:
      return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
  }
}
