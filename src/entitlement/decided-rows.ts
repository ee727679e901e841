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
  const set = (name: NumberColumn, value: number): void => {
    columns[name][size] = value;
  };
  const add = (row: DecidedRow): void => {
    if (size === capacity) grow();
    persons[size] = row.personId;
    households[size] = row.householdId ?? 0;
    const { now, cover, next, lapse, years } = row;
    set('place', row.placeId);
    set('number', now.category);
    set('category', words.number(now.categoryCode));
    set('stateBp', now.stateBp);
    set('provinceBp', now.provinceBp);
    set('ownBp', now.ownBp);
    set('position', 0);
    set('isInsured', cover.isInsured ? 1 : 0);
    set('cardCategory', words.number(cover.category));
    set('coveredTo', dayCode(cover.to));
    set('reason', words.number(row.reason));
    set('lastCategory', words.number(cover.last?.category ?? null));
    set('lapsedOn', dayCode(cover.last?.endedOn ?? null));
    set('nextOn', dayCode(next?.on ?? null));
    set('nextCause', words.number(next?.cause ?? null));
    set('nextCategory', words.number(next?.categoryCode ?? null));
    set('nextStateBp', next?.stateBp ?? NONE);
    set('nextProvinceBp', next?.provinceBp ?? NONE);
    set('nextOwnBp', next?.ownBp ?? NONE);
    set('lapseOn', dayCode(lapse?.on ?? null));
    set('lapseCause', words.number(lapse?.cause ?? null));
    const turns = [next?.on ?? null, cover.to, cover.startsOn, row.placeTo, row.reasonTo];
    set('recheckOn', earliest(turns.map(dayCode)));
    set('benefitBp', now.benefitBp);
    set('fullOn', dayCode(years?.fullOn ?? null));
    set('keepUntil', dayCode(years?.keepUntil ?? null));
    set('birth', dayCode(row.birthDate));
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

function earliest(days: readonly number[]): number {
  return days.reduce((first, day) => (day > 0 && (first === 0 || day < first) ? day : first), 0);
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
  const n = (name: NumberColumn): number => columns[name][at] ?? 0;
  const word = (name: NumberColumn): string | null => words.word(n(name));
  const known = (name: NumberColumn): number | null => (n(name) === NONE ? null : n(name));
  const household = households[at] ?? 0;
  const shares = { stateBp: n('stateBp'), provinceBp: n('provinceBp'), ownBp: n('ownBp') };
  const position = n('position');
  const isLadder = position > 0 && day.payments[n('number')]?.hasLadder === true;
  const hasNext = n('nextOn') > 0;
  return [
    persons[at],
    n('place'),
    basisId,
    household === 0 ? null : household,
    word('category'),
    shares.stateBp,
    shares.provinceBp,
    known('ownBp'),
    isLadder ? position : null,
    ownMonthlyVnd(day, n('number'), shares, Math.max(position, 1)),
    n('isInsured') === 1,
    word('cardCategory'),
    isoOf(n('coveredTo')),
    word('reason'),
    word('lastCategory'),
    isoOf(n('lapsedOn')),
    isoOf(n('nextOn')),
    word('nextCause'),
    word('nextCategory'),
    hasNext ? n('nextStateBp') : null,
    hasNext ? n('nextProvinceBp') : null,
    known('nextOwnBp'),
    isoOf(n('lapseOn')),
    word('lapseCause'),
    isoOf(n('recheckOn')),
    n('benefitBp') || null,
    isoOf(n('fullOn')),
    isoOf(n('keepUntil')),
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
