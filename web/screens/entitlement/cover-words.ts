import type { Shape } from '../../../messages/shape.ts';
import { webCoverEn } from '../../../messages/web-cover.en.ts';
import { webCoverVi } from '../../../messages/web-cover.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export function useCoverWords(): Shape<typeof webCoverVi> {
  return useSpeech().language === 'en' ? webCoverEn : webCoverVi;
}
