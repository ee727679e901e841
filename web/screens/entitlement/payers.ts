/** Who pays which part, in a few words; pure. */
import type { Format } from '../../../messages/format.ts';
import type { EntitlementWords } from './words.ts';

export interface Shares {
  stateBp: number;
  provinceBp: number;
  /** null = the law we hold does not say */
  ownBp: number | null;
}

/** "ngân sách 70%, tự đóng 30%"; parts of nothing are not named. */
export function payersText(
  { stateBp, provinceBp, ownBp }: Shares,
  words: EntitlementWords['payers'],
  format: Format,
): string {
  if (stateBp + provinceBp >= 10_000) return words.all;
  if (ownBp === 10_000) return words.own;
  const percent = (bp: number): string => format.rate(bp, bp % 100 === 0 ? 0 : 2);
  const others = ownBp === null ? 0 : 10_000 - stateBp - provinceBp - ownBp;
  const parts = [
    stateBp > 0 ? words.state(percent(stateBp)) : '',
    provinceBp > 0 ? words.province(percent(provinceBp)) : '',
    others > 0 ? words.others(percent(others)) : '',
    ownBp === null ? words.unknown : ownBp > 0 ? words.rest(percent(ownBp)) : '',
  ];
  return parts.filter(Boolean).join(', ');
}
