/** Now, or as the system knew the person after any entry about him. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getPersonHistory } from '../../api/registry.ts';
import { useLens } from '../../shell/address.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';

export function usePersonHistory(personId: number) {
  return useQuery({
    queryKey: ['person-history', personId],
    queryFn: ({ signal }) => getPersonHistory(personId, signal),
  });
}

export function KnownAtSwitch({ personId }: { personId: number }): ReactNode {
  const t = useTexts('people').person;
  const format = useFormat();
  const { lens, setLens } = useLens();
  const history = usePersonHistory(personId);
  const entries = history.data ?? [];
  if (entries.length < 2 && lens.knownAt === undefined) return null;
  const choices = [
    { value: '', label: t.knownNow },
    ...entries.map((entry) => ({
      value: entry.recordedAt,
      label: format.instant(entry.recordedAt),
      hint: entry.reason,
    })),
  ];
  const isListed = choices.some((choice) => choice.value === (lens.knownAt ?? ''));
  if (!isListed && lens.knownAt) {
    choices.push({ value: lens.knownAt, label: format.instant(lens.knownAt), hint: '' });
  }
  return (
    <div className="no-print">
      <ChoiceSwitch
        name={t.knownAt}
        value={lens.knownAt ?? ''}
        choices={choices}
        onChange={(value) => setLens({ knownAt: value === '' ? undefined : value })}
      />
    </div>
  );
}
