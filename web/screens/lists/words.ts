/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { listsEn } from '../../../messages/lists.en.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import type { Shape } from '../../../messages/shape.ts';
import { webListsEn } from '../../../messages/web-lists.en.ts';
import { webListsVi } from '../../../messages/web-lists.vi.ts';
import { useSpeech } from '../../text/language.tsx';

export type ListWords = Shape<typeof webListsVi>;

export function useListWords(): ListWords {
  return useSpeech().language === 'en' ? webListsEn : webListsVi;
}

/** Words the server speaks too: kinds, states, fields, reasons of changes, control figures. */
export function useListTerms(): Shape<typeof listsVi> {
  return useSpeech().language === 'en' ? listsEn : listsVi;
}
