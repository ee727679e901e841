/** Texts of the review in the reader's language; they come with its screens, not with the first load. */
import { listsEn } from '../../../messages/lists.en.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { reviewEn } from '../../../messages/review.en.ts';
import { reviewVi } from '../../../messages/review.vi.ts';
import { webLinkageEn } from '../../../messages/web-linkage.en.ts';
import { webLinkageVi } from '../../../messages/web-linkage.vi.ts';
import { webReviewEn } from '../../../messages/web-review.en.ts';
import { webReviewVi } from '../../../messages/web-review.vi.ts';
import { makeWords } from '../../text/words.ts';

const VI = {
  ...webReviewVi,
  words: reviewVi,
  linkage: webLinkageVi,
  changeReasons: listsVi.changeReasons,
};
const EN = {
  ...webReviewEn,
  words: reviewEn,
  linkage: webLinkageEn,
  changeReasons: listsEn.changeReasons,
};

export const useReviewWords = makeWords(VI, EN);
export type ReviewWords = ReturnType<typeof useReviewWords>;
