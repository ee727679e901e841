/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { plansVi } from '../../../messages/plans.vi.ts';
import { webPlansVi } from '../../../messages/web-plans.vi.ts';
import { makeWords } from '../../text/words.ts';

export const usePlanWords = makeWords(
  webPlansVi,
  async () => (await import('../../../messages/web-plans.en.ts')).webPlansEn,
);
export type PlanWords = ReturnType<typeof usePlanWords>;

const useReaderWords = makeWords(
  plansVi,
  async () => (await import('../../../messages/plans.en.ts')).plansEn,
);

/** What the reader warns of, in words; a code without words speaks for itself. */
export function useWarningText(): (code: string, detail: string | undefined) => string {
  const texts: Readonly<Record<string, (detail: string | undefined) => string>> =
    useReaderWords().warnings;
  return (code, detail) => texts[code]?.(detail) ?? code;
}
