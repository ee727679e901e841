/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { webWorkVi } from '../../../messages/web-work.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useWorkWords = makeWords(
  webWorkVi,
  async () => (await import('../../../messages/web-work.en.ts')).webWorkEn,
);
export type WorkWords = ReturnType<typeof useWorkWords>;
