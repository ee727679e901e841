/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { listsEn } from '../../../messages/lists.en.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { webListsEn } from '../../../messages/web-lists.en.ts';
import { webListsVi } from '../../../messages/web-lists.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useListWords = makeWords(webListsVi, webListsEn);
export type ListWords = ReturnType<typeof useListWords>;

/** Words the server speaks too: kinds, states, fields, reasons of changes, control figures. */
export const useListTerms = makeWords(listsVi, listsEn);
