/** Words of fault codes that come inside an answer; the table is fetched when first needed. */
import { useQuery } from '@tanstack/react-query';
import type { Fault } from '../../src/kernel/outcome.ts';
import { useSpeech } from './language.tsx';

export function useFaultText(): (fault: Fault) => string {
  const { language } = useSpeech();
  const texts = useQuery({
    queryKey: ['fault-texts'],
    queryFn: () => import('../../messages/faults.ts'),
    staleTime: Infinity,
  });
  return (fault) => texts.data?.faultText(fault, language) ?? fault.code;
}
