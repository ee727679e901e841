/** The book and its rules, shipped with the screen, spoken in the reader's language. */
import { lawData } from 'virtual:law-data';
import { shippedRules } from 'virtual:law-rules';
import { useMemo } from 'react';
import { makeLawBook } from '../../../src/policy/book.ts';
import type { LawData } from '../../../src/policy/law-data.ts';
import type { ShippedCase, ShippedRules } from '../../../src/web-law-types.ts';
import { useSpeech } from '../../text/language.tsx';
import { type LawSpeech, speakLaw } from './law-speech.ts';

const shipped = shippedRules as ShippedRules;

export const book = makeLawBook(lawData as LawData);
export const { rules } = shipped;

const cases = new Map(shipped.cases.map((row) => [row.id, row]));

export function findCases(ids: readonly string[]): ShippedCase[] {
  return ids.flatMap((id) => cases.get(id) ?? []);
}

export function useLawSpeech(): LawSpeech {
  const { language } = useSpeech();
  return useMemo(() => speakLaw(book, language), [language]);
}
