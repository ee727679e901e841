/** The pages of work given: tasks, duties to report, the calendar by which deadlines run. */
import type { ReactNode } from 'react';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { useWorkWords } from './words.ts';

const PATHS = { tasks: '/viec', duties: '/viec-bao-cao', clock: '/lich-lam-viec' } as const;

export function WorkTabs({ unit, tab }: { unit: number; tab: keyof typeof PATHS }): ReactNode {
  const t = useWorkWords().tabs;
  const tabs = (['tasks', 'duties', 'clock'] as const).map((name) => ({
    name,
    label: t[name],
    door: { to: PATHS[name], search: { donvi: String(unit) } },
  }));
  return <PageTabs label={t.label} open={tab} tabs={tabs} />;
}
