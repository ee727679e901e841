/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import type { Shape } from '../../../messages/shape.ts';
import { webWorkEn } from '../../../messages/web-work.en.ts';
import { webWorkVi } from '../../../messages/web-work.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export type WorkWords = Shape<typeof webWorkVi>;

export function useWorkWords(): WorkWords {
  return useSpeech().language === 'en' ? webWorkEn : webWorkVi;
}
