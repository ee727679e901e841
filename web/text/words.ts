/** Texts that come with the screens of a folder, not with the first load; English only when it is read. */
import { use } from 'react';
import type { Shape } from '../../messages/shape.ts';
import { useSpeech } from './language.tsx';

/** A hook that answers them in the reader's language; English suspends its screen until it is here. */
export function makeWords<Words>(
  vi: Words,
  loadEnglish: () => Promise<Shape<Words>>,
): () => Shape<Words> {
  let english: Promise<Shape<Words>> | undefined;
  return function useWords() {
    if (useSpeech().language !== 'en') return vi as Shape<Words>;
    english ??= loadEnglish();
    return use(english);
  };
}
