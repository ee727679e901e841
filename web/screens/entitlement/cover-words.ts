/** Texts of five continuous years and of cards on the same days; they come with these screens. */
import { webCoverVi } from '../../../messages/web-cover.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useCoverWords = makeWords(
  webCoverVi,
  async () => (await import('../../../messages/web-cover.en.ts')).webCoverEn,
);
