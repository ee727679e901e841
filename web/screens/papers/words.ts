/** Texts of papers in the reader's language; they come with the screens that show them. */
import { webPapersVi } from '../../../messages/web-papers.vi.ts';
import { makeWords } from '../../text/words.ts';

export const usePaperWords = makeWords(
  webPapersVi,
  async () => (await import('../../../messages/web-papers.en.ts')).webPapersEn,
);
