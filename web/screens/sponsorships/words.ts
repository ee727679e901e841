/** Texts of these screens, and the terms of a sponsorship in a few words. */
import type { Format } from '../../../messages/format.ts';
import { webSponsorshipsVi } from '../../../messages/web-sponsorships.vi.ts';
import type { SponsorshipView } from '../../api/sponsorships.ts';
import { makeWords } from '../../text/words.ts';

export const useSponsorshipWords = makeWords(
  webSponsorshipsVi,
  async () => (await import('../../../messages/web-sponsorships.en.ts')).webSponsorshipsEn,
);
export type SponsorshipWords = ReturnType<typeof useSponsorshipWords>;

/** "30 % mức đóng", "70.000 ₫ mỗi người mỗi tháng", "toàn bộ phần còn lại". */
export function amountText(
  { way, shareBp, monthlyVnd }: Pick<SponsorshipView, 'way' | 'shareBp' | 'monthlyVnd'>,
  words: SponsorshipWords,
  format: Format,
): string {
  if (way === 'card') return words.amount.card;
  if (way === 'fixed') return words.amount.fixed(format.money(monthlyVnd ?? 0));
  const bp = shareBp ?? 0;
  return words.amount.share(format.rate(bp, bp % 100 === 0 ? 0 : 2));
}

/** For whom, in a few words: chosen people, or everybody of some categories. */
export function whomText(
  view: Pick<SponsorshipView, 'categories' | 'chosenPeople' | 'chosenHouseholds' | 'withoutCard'>,
  words: SponsorshipWords,
  nameOf: (category: string) => string,
): string {
  const { whom } = words;
  const parts = [
    view.chosenPeople > 0 ? whom.people(view.chosenPeople) : '',
    view.chosenHouseholds > 0 ? whom.households(view.chosenHouseholds) : '',
    view.categories.map((category) => nameOf(category) || category).join('; '),
    view.withoutCard ? whom.withoutCard : '',
  ].filter(Boolean);
  return parts.length === 0 ? whom.everybody : parts.join(', ');
}
