/** The pages of work given: tasks, duties to report, the calendar by which deadlines run. */
import type { ReactNode } from 'react';
import { type Door, DoorLink } from '../../ui/door.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

const PATHS = { tasks: '/viec', duties: '/viec-bao-cao', clock: '/lich-lam-viec' } as const;

export function WorkTabs({ unit, tab }: { unit: number; tab: keyof typeof PATHS }): ReactNode {
  const t = useWorkWords().tabs;
  const doorOf = (to: string): Door => ({ to, search: { donvi: String(unit) } });
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={t.label}>
      {(['tasks', 'duties', 'clock'] as const).map((name) => (
        <DoorLink
          key={name}
          door={doorOf(PATHS[name])}
          className={name === tab ? styles.here : styles.tab}
        >
          {t[name]}
        </DoorLink>
      ))}
    </nav>
  );
}
