/** Pages that belong together, as a row of doors under the title; the one that is open is marked. */
import type { ReactNode } from 'react';
import { type Door, DoorLink } from './door.tsx';
import styles from './page-tabs.module.css';

export interface PageTab<Name extends string> {
  name: Name;
  label: string;
  door: Door;
}

export function PageTabs<Name extends string>({
  label,
  open,
  tabs,
}: {
  label: string;
  open: Name;
  tabs: readonly PageTab<Name>[];
}): ReactNode {
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={label}>
      {tabs.map((tab) => (
        <DoorLink
          key={tab.name}
          door={tab.door}
          className={tab.name === open ? styles.here : styles.tab}
        >
          {tab.label}
        </DoorLink>
      ))}
    </nav>
  );
}
