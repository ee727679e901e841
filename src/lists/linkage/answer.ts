/** Decisions as lines of COPY for `linkage.link` and `linkage.duplicate_pair`, and levels as text. */
import { type Decisions, NOBODY, NO_RIVAL } from './decide.ts';
import { C, STRIDE, type SharedRecords } from './packed.ts';
import { PAIR_STRIDE, levelAt, ruleOf } from './pairs.ts';
import { hasOwnEvidence, toPairLevels } from './score.ts';
import {
  BIRTH_LEVELS,
  IDENTIFIER_LEVELS,
  LINK_FIELDS,
  LINK_OUTCOMES,
  LINK_REASONS,
  LINK_RULES,
  type LinkageBounds,
  NAME_LEVELS,
  PLACE_LEVELS,
  type PairLevels,
  SEX_LEVELS,
} from './types.ts';

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
}

export function* linkLines(
  { rows, persons, decisions }: Answered,
  listId: number,
  modelVersion: number,
): Generator<string> {
  const personId = (place: number): number | string =>
    place === NOBODY ? NULL : (persons.ids[place] as number);
  let text = '';
  for (let row = 0; row < rows.count; row += 1) {
    const levels = decisions.levels[row] as number;
    const person = decisions.person[row] as number;
    const other = decisions.duplicateOf[row] as number;
    const margin = decisions.margin[row] as number;
    const hasPair = levels !== NOBODY;
    const second = personId(decisions.second[row] as number);
    const rule = hasPair
      ? `${LINK_RULES[ruleOf(levels)]}\t${levelLetters(levels)}`
      : `${NULL}\t${NULL}`;
    text +=
      `${listId}\t${rows.ids[row]}\t${LINK_OUTCOMES[decisions.outcome[row] as number]}\t` +
      `${personId(person)}\t${second}\t${other === NOBODY ? NULL : rows.ids[other]}\t` +
      `${hasPair ? decisions.score[row] : NULL}\t${margin === NO_RIVAL ? NULL : margin}\t` +
      `${hasPair ? weightOf(rows, row, persons, person, other) : NULL}\t${rule}\t` +
      `${LINK_REASONS[decisions.reason[row] as number]}\t${modelVersion}\n`;
    if (text.length >= CHUNK_LETTERS) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
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
