/** Texts of retention in the reader's language; they come with its screens. */
import { webRetentionVi } from '../../../messages/web-retention.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useRetentionWords = makeWords(
  webRetentionVi,
  async () => (await import('../../../messages/web-retention.en.ts')).webRetentionEn,
);
