/** What a scenario changes, in sentences. */
import type { ScenarioChange } from '../../../src/policy/scenario.ts';
import { webScenarioVi } from '../../../messages/web-scenario.vi.ts';
import type { Format } from '../../../messages/format.ts';
import { useFormat } from '../../text/language.tsx';
import { makeWords } from '../../text/words.ts';
import { useCategories } from '../people/categories.ts';

export const useScenarioWords = makeWords(
  webScenarioVi,
  async () => (await import('../../../messages/web-scenario.en.ts')).webScenarioEn,
);
export type ScenarioWords = ReturnType<typeof useScenarioWords>;

export interface Namer {
  category: (code: string) => string;
  area: (code: string) => string;
}

/** `2026-12-31` as the last day of a change whose `to` is the first day after. */
export function sentenceOf(
  change: ScenarioChange,
  words: ScenarioWords['sentence'],
  name: Namer,
  format: Format,
): string {
  const text = bareSentence(change, words, name, format);
  const to = 'to' in change ? change.to : null;
  const from = format.date(change.from);
  return to === null ? words.from(text, from) : words.until(text, from, format.lastDay(to));
}

function bareSentence(
  change: ScenarioChange,
  words: ScenarioWords['sentence'],
  name: Namer,
  format: Format,
): string {
  const percent = (bp: number): string => format.rate(bp, bp % 100 === 0 ? 0 : 2);
  switch (change.kind) {
    case 'support':
      return words.support(name.category(change.category), percent(change.bp));
    case 'localSupport':
      return words.localSupport(name.category(change.category), percent(change.extraBp));
    case 'areaList': {
      const communes = words.communes(change.placeIds.length);
      const list = name.area(change.areaClass);
      return change.enters ? words.enters(communes, list) : words.leaves(communes, list);
    }
    case 'parameter': {
      if (change.id === 'baseSalary') {
        return words.parameter(words.baseSalary, format.money(change.value));
      }
      if (change.id === 'contributionRate') {
        return words.parameter(words.contributionRate, percent(change.value));
      }
      return words.parameter(change.id, format.number(change.value));
    }
    default:
      return words.other(change.kind);
  }
}

/** Says a change in the reader's language. */
export function useSentence(): (change: ScenarioChange) => string {
  const words = useScenarioWords();
  const format = useFormat();
  const categories = useCategories();
  const areas: Readonly<Record<string, string>> = words.areas;
  const name: Namer = {
    category: (code) => categories.nameOf(code) || code,
    area: (code) => areas[code] ?? code,
  };
  return (change) => sentenceOf(change, words.sentence, name, format);
}
