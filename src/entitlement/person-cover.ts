/** A person's cards beside what the law offers: five continuous years, cards on the same days. */
import { type IsoDate, addYears, isInside } from '../kernel/dates.ts';
import { type LawBook, findRow } from '../policy/book.ts';
import { type KnownShares, findDoubleCovers } from '../policy/double-cover.ts';
import { type Interruption, makeFiveYearsCounter } from '../policy/five-years.ts';
import type { Language } from '../policy/explain.ts';
import type { Citation } from '../policy/types.ts';
import { OTHER_INSURANCES } from '../registry/types.ts';
import { doubleCoverView } from './double-cover-ops.ts';
import type { PersonRecord } from './person.ts';
import type { EntitlementAnswer } from './person-types.ts';

export interface CoverSpeech {
  language: Language;
  cite: (citation: Citation) => string;
}

type CoverParts = Pick<EntitlementAnswer, 'fiveYears' | 'doubleCovers' | 'beside'>;

export function coverPartsOf(
  book: LawBook,
  { cards, statuses }: PersonRecord,
  on: IsoDate,
  speech: CoverSpeech,
  decided: KnownShares | null,
): CoverParts {
  const yearAgo = addYears(on, -1);
  return {
    fiveYears: fiveYearsOf(book, cards, on, speech),
    doubleCovers: findDoubleCovers(book, cards, on, decided)
      .filter(({ to }) => to === null || to > yearAgo)
      .map((found) => doubleCoverView(found, speech.language)),
    beside: statuses.flatMap(({ status, from, to }) => {
      const insurance = OTHER_INSURANCES.find((each) => each === status);
      return insurance && isInside(on, { from, to }) ? [{ insurance, from, to }] : [];
    }),
  };
}

/** Rules that count time the cards do not tell. */
const NOT_RECKONED = [
  'fiveYearsOnCard',
  'fiveYearsAbroad',
  'fiveYearsWorkAbroad',
  'fiveYearsService',
] as const;

function fiveYearsOf(
  book: LawBook,
  cards: PersonRecord['cards'],
  on: IsoDate,
  { language, cite }: CoverSpeech,
): EntitlementAnswer['fiveYears'] {
  const breaks: Interruption[] = [];
  const found = makeFiveYearsCounter(book, on).count(cards, (gap) => breaks.push(gap));
  if (!found) return null;
  const { since, fullOn, endsOn, keepUntil } = found;
  const isBroken = keepUntil !== null && keepUntil < on;
  return {
    since,
    fullOn,
    isFull: fullOn !== null && fullOn <= on && !isBroken,
    isBroken,
    endsOn,
    keepUntil,
    breaks: breaks.map(({ citation, ...gap }) => ({ ...gap, citations: citation.map(cite) })),
    notReckoned: NOT_RECKONED.flatMap((id) => {
      const rows = book.data.benefit.rules.filter((row) => row.id === id);
      const row = findRow(rows, on);
      if (!row) return [];
      const { citation, confidence } = row;
      return [{ code: id, text: row[language], citations: citation.map(cite), confidence }];
    }),
  };
}
