/** Texts of the review in the reader's language; they come with its screens, not with the first load. */
import { listsVi } from '../../../messages/lists.vi.ts';
import { reviewVi } from '../../../messages/review.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webLinkageVi } from '../../../messages/web-linkage.vi.ts';
import { webReviewVi } from '../../../messages/web-review.vi.ts';
import { makeWords } from '../../text/words.ts';

const VI = {
  ...webReviewVi,
  words: reviewVi,
  linkage: webLinkageVi,
  changeReasons: listsVi.changeReasons,
};

async function loadEnglish(): Promise<Shape<typeof VI>> {
  const [{ webReviewEn }, { reviewEn }, { webLinkageEn }, { listsEn }] = await Promise.all([
    import('../../../messages/web-review.en.ts'),
    import('../../../messages/review.en.ts'),
    import('../../../messages/web-linkage.en.ts'),
    import('../../../messages/lists.en.ts'),
  ]);
  return {
    ...webReviewEn,
    words: reviewEn,
    linkage: webLinkageEn,
    changeReasons: listsEn.changeReasons,
  };
}

export const useReviewWords = makeWords(VI, loadEnglish);
export type ReviewWords = ReturnType<typeof useReviewWords>;
