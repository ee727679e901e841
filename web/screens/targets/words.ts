/** Texts of the screens of targets, and values in words. */
import type { Format } from '../../../messages/format.ts';
import { webTargetsVi } from '../../../messages/web-targets.vi.ts';
import type { Target } from '../../api/targets.ts';
import { makeWords } from '../../text/words.ts';

export const useTargetWords = makeWords(
  webTargetsVi,
  async () => (await import('../../../messages/web-targets.en.ts')).webTargetsEn,
);
export type TargetWords = ReturnType<typeof useTargetWords>;

/** Two decimals where a target has them: 96,35% is not 96,4%. */
export function rateText(format: Format, bp: number | null): string {
  return format.rate(bp, bp !== null && bp % 10 !== 0 ? 2 : 1);
}

type Value = Pick<Target['current'], 'operator' | 'measure' | 'rateBp' | 'people'>;

/** "ít nhất 95,5% · 8.912 người"; what was stated comes first; empty for a blank. */
export function valueText(t: TargetWords, format: Format, value: Value): string {
  const rate = value.rateBp === null ? null : rateText(format, value.rateBp);
  const people = value.people === null ? null : `${format.number(value.people)} ${t.people}`;
  const both = value.measure === 'rate' ? [rate, people] : [people, rate];
  const parts = both.filter((part) => part !== null);
  return [t.operators[value.operator], parts.join(' · ')].filter((part) => part !== '').join(' ');
}
