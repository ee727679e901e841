/** What was chosen by name, one line each, and the way to take it out again. */
import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import styles from './sponsorships.module.css';
import { useSponsorshipWords } from './words.ts';

export interface ChosenListProps {
  rows: readonly { key: string; name: string; onRemove: () => void }[];
  /** said while nothing is chosen */
  none: string;
}

export function ChosenList({ rows, none }: ChosenListProps): ReactNode {
  const t = useSponsorshipWords().form;
  if (rows.length === 0) return <p className="soft">{none}</p>;
  return (
    <ul className={styles.chosen}>
      {rows.map((row) => (
        <li key={row.key}>
          <span>{row.name}</span>
          <ActionIcon
            variant="subtle"
            size="sm"
            color="gray"
            aria-label={t.remove(row.name)}
            onClick={row.onRemove}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
