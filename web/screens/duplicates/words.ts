/** Texts of the search for exact duplicates in the reader's language. */
import { webDuplicatesVi } from '../../../messages/web-duplicates.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useDuplicateWords = makeWords(
  webDuplicatesVi,
  async () => (await import('../../../messages/web-duplicates.en.ts')).webDuplicatesEn,
);
