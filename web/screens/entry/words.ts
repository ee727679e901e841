/** Texts of typing a paper list in the reader's language. */
import { webEntryVi } from '../../../messages/web-entry.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useEntryWords = makeWords(
  webEntryVi,
  async () => (await import('../../../messages/web-entry.en.ts')).webEntryEn,
);
