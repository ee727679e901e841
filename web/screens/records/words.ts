/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { webRecordVi } from '../../../messages/web-record.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useRecordWords = makeWords(
  webRecordVi,
  async () => (await import('../../../messages/web-record.en.ts')).webRecordEn,
);
