import type { ReactNode } from 'react';
import { useText } from '../text/language.tsx';
import { type Door, DoorLink } from './door.tsx';
import styles from './breadcrumb.module.css';

export interface Crumb {
  key: string | number;
  name: string;
  door: Door;
}

export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }): ReactNode {
  const t = useText();
  return (
    <nav aria-label={t.breadcrumb}>
      <ol className={styles.list}>
        {crumbs.map((crumb) => (
          <li key={crumb.key}>
            <DoorLink door={crumb.door}>{crumb.name}</DoorLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
