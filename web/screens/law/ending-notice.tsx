/** Comes before a rule of the law ends: how many, from when, and the way to what follows. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { webEndingVi } from '../../../messages/web-ending.vi.ts';
import { listEndingRules } from '../../api/policy.ts';
import { useSpeech } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { makeWords } from '../../text/words.ts';
import { Notice } from '../../ui/states.tsx';

const useEndingWords = makeWords(
  webEndingVi,
  async () => (await import('../../../messages/web-ending.en.ts')).webEndingEn,
);

/** Long enough for a People's Council to decide, and for lists to be made. */
const DAYS = 90;

/** Nothing while nothing ends, or while it is not known. */
export function EndingNotice(): ReactNode {
  const { language, format } = useSpeech();
  const t = useEndingWords();
  const rules = useQuery({
    queryKey: ['law-ending', DAYS],
    queryFn: ({ signal }) => listEndingRules(DAYS, signal),
    staleTime: 60 * 60_000,
    retry: false,
  });
  const [first] = rules.data ?? [];
  if (!rules.data || !first || first.to === null) return null;
  const names = rules.data.flatMap(({ name }) => (name === null ? [] : [name[language]]));
  return (
    <Notice tone="warn">
      {t.soon(rules.data.length, format.lastDay(first.to))}{' '}
      {names.length > 0 && `${t.named(format.list([...new Set(names)]))} `}
      <DoorLink door={{ to: '/luat', search: { xem: 'ending' } }}>{t.open}</DoorLink>
    </Notice>
  );
}
