/**
 * Decisions of a province in columns of numbers (about 80 bytes a person), until the price of each
 * is known from the whole household and they are written.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { dayCode } from '../policy/decide-fast.ts';
import type { FiveYears } from '../policy/five-years.ts';
import type { CopyValue } from '../stores/copy.ts';
import { type DeskDay, ownMonthlyVnd } from './law-desk.ts';
import type { Cover, Decided, NextChange } from './person.ts';

export const DECISION_COLUMNS = [
  'person_id',
  'place_id',
  'basis_id',
  'household_id',
  'category',
  'state_bp',
  'province_bp',
  'own_bp',
  'position',
  'monthly_vnd',
  'is_insured',
  'card_category',
  'covered_to',
  'reason',
  'last_category',
  'lapsed_on',
  'next_on',
  'next_cause',
  'next_category',
  'next_state_bp',
  'next_province_bp',
  'next_own_bp',
  'lapse_on',
  'lapse_cause',
  'recheck_on',
  'benefit_bp',
  'full_on',
  'keep_until',
] as const;

export interface DecidedRow {
  personId: number;
  placeId: number;
  placeTo: IsoDate | null;
  householdId: number | null;
  birthDate: IsoDate | null;
  now: Decided;
  cover: Cover;
  reason: string | null;
  /** first day of another reason, where the birthday brings it; null = none */
  reasonTo: IsoDate | null;
  next: NextChange | null;
  lapse: { on: IsoDate; cause: string } | null;
  years: FiveYears | null;
}

const NUMBERS = [
  'place',
  'number',
  'category',
  'stateBp',
  'provinceBp',
  'ownBp',
  'position',
  'isInsured',
  'cardCategory',
  'coveredTo',
  'reason',
  'lastCategory',
  'lapsedOn',
  'nextOn',
  'nextCause',
  'nextCategory',
  'nextStateBp',
  'nextProvinceBp',
  'nextOwnBp',
  'lapseOn',
  'lapseCause',
  'recheckOn',
  'benefitBp',
  'fullOn',
  'keepUntil',
  'birth',
] as const;
type NumberColumn = (typeof NUMBERS)[number];

const FIRST_CAPACITY = 1 << 12;
const NONE = -1;

export interface DecidedRows {
  count(): number;
  add(row: DecidedRow): void;
  /** places on the household ladder, once everybody is added */
  placeOnLadder(day: DeskDay): void;
  rows(day: DeskDay, basisId: number): Iterable<CopyValue[]>;
}

export function makeDecidedRows(): DecidedRows {
  let capacity = FIRST_CAPACITY;
  let size = 0;
  let persons = new Float64Array(capacity);
  let households = new Float64Array(capacity);
  const columns = {} as Record<NumberColumn, Int32Array>;
  for (const name of NUMBERS) columns[name] = new Int32Array(capacity);
  const words = makeWords();

  const grow = (): void => {
    capacity *= 2;
    persons = copied(persons, new Float64Array(capacity));
    households = copied(households, new Float64Array(capacity));
    for (const name of NUMBERS) columns[name] = copied(columns[name], new Int32Array(capacity));
  };
  const add = (row: DecidedRow): void => {
    if (size === capacity) grow();
    const at = size;
    persons[at] = row.personId;
    households[at] = row.householdId ?? 0;
    const { now, cover, next, lapse, years } = row;
    columns.place[at] = row.placeId;
    columns.number[at] = now.category;
    columns.category[at] = words.number(now.categoryCode);
    columns.stateBp[at] = now.stateBp;
    columns.provinceBp[at] = now.provinceBp;
    columns.ownBp[at] = now.ownBp;
    columns.position[at] = 0;
    columns.isInsured[at] = cover.isInsured ? 1 : 0;
    columns.cardCategory[at] = words.number(cover.category);
    columns.coveredTo[at] = dayCode(cover.to);
    columns.reason[at] = words.number(row.reason);
    columns.lastCategory[at] = words.number(cover.last?.category ?? null);
    columns.lapsedOn[at] = dayCode(cover.last?.endedOn ?? null);
    columns.nextOn[at] = dayCode(next?.on ?? null);
    columns.nextCause[at] = words.number(next?.cause ?? null);
    columns.nextCategory[at] = words.number(next?.categoryCode ?? null);
    columns.nextStateBp[at] = next?.stateBp ?? NONE;
    columns.nextProvinceBp[at] = next?.provinceBp ?? NONE;
    columns.nextOwnBp[at] = next?.ownBp ?? NONE;
    columns.lapseOn[at] = dayCode(lapse?.on ?? null);
    columns.lapseCause[at] = words.number(lapse?.cause ?? null);
    const turn = sooner(sooner(next?.on ?? null, cover.to), sooner(cover.startsOn, row.placeTo));
    columns.recheckOn[at] = dayCode(sooner(turn, row.reasonTo));
    columns.benefitBp[at] = now.benefitBp;
    columns.fullOn[at] = dayCode(years?.fullOn ?? null);
    columns.keepUntil[at] = dayCode(years?.keepUntil ?? null);
    columns.birth[at] = dayCode(row.birthDate);
    size += 1;
  };
  return {
    count: () => size,
    add,
    placeOnLadder: (day) => placeOnLadder({ size, households, persons, columns, words }, day),
    *rows(day, basisId) {
      for (let at = 0; at < size; at += 1) {
        yield rowAt({ size, households, persons, columns, words }, day, basisId, at);
      }
    },
  };
}

function copied<Numbers extends Float64Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

function sooner(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  return a === null || (b !== null && b < a) ? b : a;
}

interface Table {
  size: number;
  persons: Float64Array;
  households: Float64Array;
  columns: Record<NumberColumn, Int32Array>;
  words: Words;
}

/**
 * Who has a card of the household category stands first, in the order of birth; then those who may
 * join, also oldest first: the law gives the order of payment, which nobody knows beforehand.
 */
function placeOnLadder({ size, persons, households, columns, words }: Table, day: DeskDay): void {
  const household = day.decider.categories[day.household] ?? null;
  const code = words.number(household);
  const isMember = (at: number): boolean =>
    columns.isInsured[at] === 1
      ? columns.cardCategory[at] === code
      : columns.category[at] === code &&
        day.payments[columns.number[at] ?? NONE]?.hasLadder === true;
  const members: number[] = [];
  for (let at = 0; at < size; at += 1) if (isMember(at)) members.push(at);
  const order = (a: number, b: number): number =>
    (households[a] ?? 0) - (households[b] ?? 0) ||
    (columns.isInsured[b] ?? 0) - (columns.isInsured[a] ?? 0) ||
    (columns.birth[a] ?? 0) - (columns.birth[b] ?? 0) ||
    (persons[a] ?? 0) - (persons[b] ?? 0);
  let last = NONE;
  let position = 0;
  for (const at of members.sort(order)) {
    const id = households[at] ?? 0;
    position = id !== 0 && id === last ? position + 1 : 1;
    last = id;
    columns.position[at] = position;
  }
}

function rowAt(table: Table, day: DeskDay, basisId: number, at: number): CopyValue[] {
  const { columns, persons, households, words } = table;
  const n = (column: Int32Array): number => column[at] ?? 0;
  const word = (column: Int32Array): string | null => words.word(n(column));
  const known = (column: Int32Array): number | null => (n(column) === NONE ? null : n(column));
  const household = households[at] ?? 0;
  const shares = {
    stateBp: n(columns.stateBp),
    provinceBp: n(columns.provinceBp),
    ownBp: n(columns.ownBp),
  };
  const position = n(columns.position);
  const isLadder = position > 0 && day.payments[n(columns.number)]?.hasLadder === true;
  const hasNext = n(columns.nextOn) > 0;
  return [
    persons[at],
    n(columns.place),
    basisId,
    household === 0 ? null : household,
    word(columns.category),
    shares.stateBp,
    shares.provinceBp,
    known(columns.ownBp),
    isLadder ? position : null,
    ownMonthlyVnd(day, n(columns.number), shares, Math.max(position, 1)),
    n(columns.isInsured) === 1,
    word(columns.cardCategory),
    isoOf(n(columns.coveredTo)),
    word(columns.reason),
    word(columns.lastCategory),
    isoOf(n(columns.lapsedOn)),
    isoOf(n(columns.nextOn)),
    word(columns.nextCause),
    word(columns.nextCategory),
    hasNext ? n(columns.nextStateBp) : null,
    hasNext ? n(columns.nextProvinceBp) : null,
    known(columns.nextOwnBp),
    isoOf(n(columns.lapseOn)),
    word(columns.lapseCause),
    isoOf(n(columns.recheckOn)),
    n(columns.benefitBp) || null,
    isoOf(n(columns.fullOn)),
    isoOf(n(columns.keepUntil)),
  ];
}

const days = new Map<number, IsoDate>();

/** The day of a `dayCode`; null for 0. */
export function isoOf(code: number): IsoDate | null {
  if (code === 0) return null;
  let found = days.get(code);
  if (found === undefined) {
    const day = code % 32;
    const months = (code - day) / 32 - 1;
    const year = Math.floor(months / 12);
    const pad = (value: number): string => String(value).padStart(2, '0');
    found = `${String(year).padStart(4, '0')}-${pad((months % 12) + 1)}-${pad(day)}`;
    days.set(code, found);
  }
  return found;
}

interface Words {
  number(word: string | null): number;
  word(number: number): string | null;
}

/** Few words many times. */
function makeWords(): Words {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  return {
    number(word) {
      if (word === null) return NONE;
      let known = numbers.get(word);
      if (known === undefined) {
        known = list.length;
        list.push(word);
        numbers.set(word, known);
      }
      return known;
    },
    word: (number) => list[number] ?? null,
  };
}
