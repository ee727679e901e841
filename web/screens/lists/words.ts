/** Texts of these screens in the reader's language; they come with the screens, not with the frame. */
import { listsVi } from '../../../messages/lists.vi.ts';
import { webLinkageVi } from '../../../messages/web-linkage.vi.ts';
import { webListsVi } from '../../../messages/web-lists.vi.ts';
import { makeWords } from '../../text/words.ts';

export const useListWords = makeWords(
  webListsVi,
  async () => (await import('../../../messages/web-lists.en.ts')).webListsEn,
);
export type ListWords = ReturnType<typeof useListWords>;

/** Why a row has its person, in the words of linkage. */
export const useLinkWords = makeWords(
  webLinkageVi,
  async () => (await import('../../../messages/web-linkage.en.ts')).webLinkageEn,
);

/** Words the server speaks too: kinds, states, fields, reasons of changes, control figures. */
export const useListTerms = makeWords(
  listsVi,
  async () => (await import('../../../messages/lists.en.ts')).listsEn,
);
