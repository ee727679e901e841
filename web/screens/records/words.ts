/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import type { Shape } from '../../../messages/shape.ts';
import { webRecordEn } from '../../../messages/web-record.en.ts';
import { webRecordVi } from '../../../messages/web-record.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export type RecordWords = Shape<typeof webRecordVi>;

export function useRecordWords(): RecordWords {
  return useSpeech().language === 'en' ? webRecordEn : webRecordVi;
}
