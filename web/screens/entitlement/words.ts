/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { entitlementVi } from '../../../messages/entitlement.vi.ts';
import { webEntitlementVi } from '../../../messages/web-entitlement.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useEntitlementWords = makeWords(
  webEntitlementVi,
  async () => (await import('../../../messages/web-entitlement.en.ts')).webEntitlementEn,
);
export type EntitlementWords = ReturnType<typeof useEntitlementWords>;

const useServerWords = makeWords(
  entitlementVi,
  async () => (await import('../../../messages/entitlement.en.ts')).entitlementEn,
);

export interface Terms {
  reason: (code: string) => string;
  cause: (code: string) => string;
  payer: (code: string) => string;
  level: (code: string) => string;
  notOffered: string;
}

/** Words of reasons, causes and payers by their code; a code without words speaks for itself. */
export function useTerms(): Terms {
  const words = useServerWords();
  const textOf = (texts: Readonly<Record<string, string>>) => (code: string) => texts[code] ?? code;
  return {
    reason: textOf(words.reasons),
    cause: textOf(words.causes),
    payer: textOf(words.budget.payers),
    level: textOf(words.budget.levels),
    notOffered: words.notOffered,
  };
}
