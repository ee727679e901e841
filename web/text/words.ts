/** Texts that come with the screens of a folder, not with the first load. */
import type { Shape } from '../../messages/shape.ts';
import { useSpeech } from './language.tsx';

/** A hook that answers them in the reader's language. */
export function makeWords<Words>(vi: Words, en: Shape<Words>): () => Shape<Words> {
  return function useWords() {
    return useSpeech().language === 'en' ? en : (vi as Shape<Words>);
  };
}
