/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { plansEn } from '../../../messages/plans.en.ts';
import { plansVi } from '../../../messages/plans.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webPlansEn } from '../../../messages/web-plans.en.ts';
import { webPlansVi } from '../../../messages/web-plans.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export type PlanWords = Shape<typeof webPlansVi>;

export function usePlanWords(): PlanWords {
  return useSpeech().language === 'en' ? webPlansEn : webPlansVi;
}

/** What the reader warns of, in words; a code without words speaks for itself. */
export function useWarningText(): (code: string, detail: string | undefined) => string {
  const words = useSpeech().language === 'en' ? plansEn : plansVi;
  const texts: Readonly<Record<string, (detail: string | undefined) => string>> = words.warnings;
  return (code, detail) => texts[code]?.(detail) ?? code;
}
