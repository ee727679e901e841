/** Names and groups of card categories by the law; until they are known, codes speak for themselves. */
import { useQuery } from '@tanstack/react-query';
import { getLawGroups } from '../../api/policy.ts';
import { useLens } from '../../shell/address.ts';
import { useSpeech } from '../../text/language.tsx';

export interface Categories {
  /** '' when unknown */
  nameOf: (category: string) => string;
  /** 0 when unknown */
  groupOf: (category: string) => number;
  /** place in the order in which the law counts somebody with several; unknown ones last */
  rankOf: (category: string) => number;
}

/** By the law of the day the page is asked for. */
export function useCategories(): Categories {
  const { language } = useSpeech();
  const { asOf } = useLens();
  const query = useQuery({
    queryKey: ['law-groups', asOf],
    queryFn: ({ signal }) => getLawGroups(asOf, signal),
    staleTime: Infinity,
  });
  const byCode = new Map((query.data?.categories ?? []).map((row) => [row.category, row]));
  return {
    nameOf: (category) => byCode.get(category)?.name[language] ?? '',
    groupOf: (category) => byCode.get(category)?.group ?? 0,
    rankOf: (category) => byCode.get(category)?.rank ?? Number.MAX_SAFE_INTEGER,
  };
}
