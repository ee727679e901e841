/** Why a full list is held back: how many lose what they have, against what. */
import type { ReactNode } from 'react';
import type { ListView } from '../../api/lists.ts';
import { useListWords } from './words.ts';

export interface BrakeWordsProps {
  list: ListView;
  brake: NonNullable<ListView['brake']>;
}

export function BrakeWords({ list, brake }: BrakeWordsProps): ReactNode {
  const t = useListWords().page.brake;
  const { vanished, known, lastRows, why } = brake;
  return (
    <>
      <p>{t.known(vanished, known)}</p>
      {why.includes('lastList') && <p>{t.lastList(list.counts.data ?? 0, lastRows)}</p>}
      {why.includes('stated') && <p>{t.stated}</p>}
      <p>{t.hint}</p>
    </>
  );
}
