/** Says to administrators what an upgrade still has to do, and what that means for what they read. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getUpgrade } from '../../api/upgrade.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useTexts } from '../../text/language.tsx';
import { Notice } from '../../ui/states.tsx';

const ASK_AGAIN_MS = 5_000;

export function UpgradeNotice(): ReactNode {
  const t = useTexts('system').upgrade;
  const upgrade = useQuery({
    queryKey: ['upgrade'],
    queryFn: ({ signal }) => getUpgrade(signal),
    enabled: useHoldsAny(['administrator']),
    retry: false,
    refetchInterval: ({ state }) => (state.data?.isFinished === false ? ASK_AGAIN_MS : false),
  });
  const left = upgrade.data;
  if (!left || left.isFinished) return null;
  return (
    <Notice title={t.title}>
      {t.about}
      <ul>
        {left.pending.map((name) => (
          <li key={name}>{t.statements(name)}</li>
        ))}
        {left.kept
          .filter((set) => !set.isCurrent)
          .map((set) => (
            <li key={set.name}>{t.kept[set.name] ?? set.name}</li>
          ))}
      </ul>
    </Notice>
  );
}
