/** Decisions as lines of COPY for `linkage.link` and `linkage.duplicate_pair`, and levels as text. */
import { type Decisions, NOBODY, NO_RIVAL } from './decide.ts';
import { C, STRIDE, type SharedRecords } from './packed.ts';
import { PAIR_STRIDE, levelAt, ruleOf } from './pairs.ts';
import { hasOwnEvidence, toPairLevels } from './score.ts';
import { doubled } from './sequences.ts';
import type { LinkageBounds, PairLevels } from './types.ts';
import {
  BIRTH_LEVELS,
  IDENTIFIER_LEVELS,
  LINK_FIELDS,
  LINK_OUTCOMES,
  LINK_REASONS,
  LINK_RULES,
  NAME_LEVELS,
  PLACE_LEVELS,
  SEX_LEVELS,
} from './words.ts';

/** Columns of `linkage.link` in the order of `linkLines`. */
export const LINK_COLUMNS = [
  'list_id',
  'row_number',
  'outcome',
  'person_id',
  'second_person_id',
  'duplicate_of_row',
  'score_centibits',
  'margin_centibits',
  'name_weight_centibits',
  'rule',
  'levels',
  'reason_code',
  'model_version',
] as const;

/** Columns of `linkage.duplicate_pair` in the order of `pairLines`. */
export const PAIR_COLUMNS = [
  'first_id',
  'second_id',
  'kind',
  'score_centibits',
  'name_weight_centibits',
  'rule',
  'levels',
  'model_version',
  'found_at',
] as const;

const LETTER_A = 97;
const NULL = '\\N';
const CHUNK_LETTERS = 1 << 17;

/** A letter a field: a = the first level of the field. */
export function levelLetters(packed: number): string {
  return String.fromCharCode(...LINK_FIELDS.map((_, field) => LETTER_A + levelAt(packed, field)));
}

export function readLevelLetters(letters: string): PairLevels {
  const at = (field: number): number => letters.charCodeAt(field) - LETTER_A;
  return toPairLevels([at(0), at(1), at(2), at(3), at(4), at(5)]);
}

export function writeLevelLetters(levels: PairLevels): string {
  const letter = (order: readonly string[], level: string): string =>
    String.fromCharCode(LETTER_A + order.indexOf(level));
  return (
    letter(NAME_LEVELS, levels.name) +
    letter(BIRTH_LEVELS, levels.birth) +
    letter(SEX_LEVELS, levels.sex) +
    letter(PLACE_LEVELS, levels.place) +
    letter(IDENTIFIER_LEVELS, levels.nationalId) +
    letter(IDENTIFIER_LEVELS, levels.socialInsuranceNumber)
  );
}

export interface Answered {
  rows: SharedRecords;
  persons: SharedRecords;
  decisions: Decisions;
  listId: number;
  modelVersion: number;
}

/** Lines for `linkage.link` of the rows at from … to. */
export function encodeLinks(answered: Answered, from: number, to: number): Uint8Array {
  const lines = new LineWriter((to - from) * 96);
  for (let row = from; row < to; row += 1) writeLink(lines, answered, row);
  return lines.bytes.slice(0, lines.length);
}

const OUTCOME_CELLS = cells(LINK_OUTCOMES);
const REASON_CELLS = cells(LINK_REASONS);
const RULE_CELLS = cells(LINK_RULES);
const NULL_CELL = Buffer.from(NULL);

function cells(words: readonly string[]): Uint8Array[] {
  return words.map((word) => new TextEncoder().encode(word));
}

function writeLink(lines: LineWriter, answered: Answered, row: number): void {
  const { rows, persons, decisions } = answered;
  const levels = decisions.levels[row] as number;
  const person = decisions.person[row] as number;
  const other = decisions.duplicateOf[row] as number;
  const second = decisions.second[row] as number;
  const margin = decisions.margin[row] as number;
  const hasPair = levels !== NOBODY;
  const putId = (ids: Float64Array, place: number): void =>
    place === NOBODY ? lines.put(NULL_CELL) : lines.putNumber(ids[place] as number);
  const putNumber = (isKnown: boolean, number: number): void =>
    isKnown ? lines.putNumber(number) : lines.put(NULL_CELL);
  lines.putNumber(answered.listId);
  lines.putNumber(rows.ids[row] as number);
  lines.put(OUTCOME_CELLS[decisions.outcome[row] as number] ?? NULL_CELL);
  putId(persons.ids, person);
  putId(persons.ids, second);
  putId(rows.ids, other);
  putNumber(hasPair, decisions.score[row] as number);
  putNumber(margin !== NO_RIVAL, margin);
  putNumber(hasPair, weightOf(rows, row, persons, person, other));
  lines.put(hasPair ? (RULE_CELLS[ruleOf(levels)] ?? NULL_CELL) : NULL_CELL);
  if (hasPair) lines.putLevels(levels);
  else lines.put(NULL_CELL);
  lines.put(REASON_CELLS[decisions.reason[row] as number] ?? NULL_CELL);
  lines.putNumber(answered.modelVersion);
  lines.endLine();
}

const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;
const CELL_MAX = 64;
const HALF = 2 ** 32;

/** Cells of COPY, each with its tab, as bytes: a text a line would cost three times as much. */
class LineWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(bytesExpected: number) {
    this.bytes = new Uint8Array(bytesExpected + CELL_MAX);
  }

  put(cell: Uint8Array): void {
    this.#makeRoom();
    for (let i = 0; i < cell.length; i += 1) this.bytes[this.length + i] = cell[i] as number;
    this.length += cell.length;
    this.bytes[this.length++] = TAB;
  }

  putNumber(number: number): void {
    this.#makeRoom();
    let rest = number;
    if (rest < 0) {
      this.bytes[this.length++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let next = 10; next <= rest; next *= 10) digits += 1;
    this.length += digits;
    for (let at = this.length - 1; digits > 0; digits -= 1, at -= 1) {
      const tenth = rest < HALF ? ((rest >>> 0) / 10) >>> 0 : Math.floor(rest / 10);
      this.bytes[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
    this.bytes[this.length++] = TAB;
  }

  putLevels(packed: number): void {
    this.#makeRoom();
    for (let field = 0; field < LINK_FIELDS.length; field += 1)
      this.bytes[this.length++] = LETTER_A + levelAt(packed, field);
    this.bytes[this.length++] = TAB;
  }

  /** In place of the last tab. */
  endLine(): void {
    this.bytes[this.length - 1] = NEWLINE;
  }

  #makeRoom(): void {
    if (this.length + CELL_MAX > this.bytes.length) this.bytes = doubled(this.bytes);
  }
}

/** Of the pair that was scored: with the person, else with the other row of the list. */
function weightOf(
  rows: SharedRecords,
  row: number,
  persons: SharedRecords,
  person: number,
  other: number,
): number {
  const own = rows.words[row * STRIDE + C.weight] as number;
  if (person !== NOBODY) return Math.min(own, persons.words[person * STRIDE + C.weight] as number);
  if (other !== NOBODY) return Math.min(own, rows.words[other * STRIDE + C.weight] as number);
  return own;
}

/** Pairs of the register that are worth somebody's time; numbers alone are for a person to judge. */
export function* pairLines(
  pairs: Int32Array,
  persons: SharedRecords,
  bounds: LinkageBounds,
  modelVersion: number,
  foundAt: string,
): Generator<string> {
  let text = '';
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const first = pairs[at] as number;
    const second = pairs[at + 1] as number;
    const score = pairs[at + 2] as number;
    const levels = pairs[at + 3] as number;
    const isSure =
      score >= bounds.samePersonMin && hasOwnEvidence(levelAt(levels, 0), levelAt(levels, 1));
    text +=
      `${persons.ids[first]}\t${persons.ids[second]}\t${isSure ? 'proposal' : 'doubtful'}\t${score}\t` +
      `${weightOf(persons, first, persons, second, NOBODY)}\t${LINK_RULES[ruleOf(levels)]}\t` +
      `${levelLetters(levels)}\t${modelVersion}\t${foundAt}\n`;
    if (text.length >= CHUNK_LETTERS) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

export interface RowMatch {
  row: number;
  outcome: (typeof LINK_OUTCOMES)[number];
  personId: number | null;
  duplicateOfRow: number | null;
}

/** Lines of `encodeLinks` read back: no value in them is escaped. */
export function readMatches(lines: string): RowMatch[] {
  const at = (column: (typeof LINK_COLUMNS)[number]): number => LINK_COLUMNS.indexOf(column);
  const number = (text: string | undefined): number | null =>
    text === undefined || text === NULL ? null : Number(text);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t');
      const said = cells[at('outcome')];
      return {
        row: Number(cells[at('row_number')]),
        outcome: LINK_OUTCOMES.find((outcome) => outcome === said) ?? 'new',
        personId: number(cells[at('person_id')]),
        duplicateOfRow: number(cells[at('duplicate_of_row')]),
      };
    });
}
