/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { entitlementEn } from '../../../messages/entitlement.en.ts';
import { entitlementVi } from '../../../messages/entitlement.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webEntitlementEn } from '../../../messages/web-entitlement.en.ts';
import { webEntitlementVi } from '../../../messages/web-entitlement.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export type EntitlementWords = Shape<typeof webEntitlementVi>;

export function useEntitlementWords(): EntitlementWords {
  return useSpeech().language === 'en' ? webEntitlementEn : webEntitlementVi;
}

export interface Terms {
  reason: (code: string) => string;
  cause: (code: string) => string;
  payer: (code: string) => string;
  notOffered: string;
}

/** Words of reasons, causes and payers by their code; a code without words speaks for itself. */
export function useTerms(): Terms {
  const words = useSpeech().language === 'en' ? entitlementEn : entitlementVi;
  const textOf = (texts: Readonly<Record<string, string>>) => (code: string) => texts[code] ?? code;
  return {
    reason: textOf(words.reasons),
    cause: textOf(words.causes),
    payer: textOf(words.budget.payers),
    notOffered: words.notOffered,
  };
}
