/** Campaigns, and what was learnt in them. */
import type { ReactNode } from 'react';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { useWorkWords } from '../work/words.ts';

const PATHS = { campaigns: '/chien-dich', practices: '/cach-lam-hay' } as const;

export function CampaignTabs({ unit, tab }: { unit: number; tab: keyof typeof PATHS }): ReactNode {
  const t = useWorkWords().campaigns;
  const labels = { campaigns: t.title, practices: t.practicesAll };
  const tabs = (['campaigns', 'practices'] as const).map((name) => ({
    name,
    label: labels[name],
    door: { to: PATHS[name], search: { donvi: String(unit) } },
  }));
  return <PageTabs label={t.pages} open={tab} tabs={tabs} />;
}
