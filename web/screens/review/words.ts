/** Texts of the review in the reader's language; they come with its screens, not with the first load. */
import { reviewEn } from '../../../messages/review.en.ts';
import { reviewVi } from '../../../messages/review.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webReviewEn } from '../../../messages/web-review.en.ts';
import { webReviewVi } from '../../../messages/web-review.vi.ts';
import { useSpeech } from '../../text/language.tsx';

const VI = { ...webReviewVi, words: reviewVi };
const EN = { ...webReviewEn, words: reviewEn };

export type ReviewWords = Shape<typeof VI>;

export function useReviewWords(): ReviewWords {
  return useSpeech().language === 'en' ? EN : VI;
}
