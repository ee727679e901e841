/** Whether a document is in force, in words and colour. */
import type { ReactNode } from 'react';
import type { DocumentView } from '../../api/work.ts';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

const TONES: Partial<Record<DocumentView['state'], string>> = {
  inForce: styles.done,
  amended: styles.done,
  renewSoon: styles.soon,
  renewLate: styles.overdue,
};

export function DocumentWord({ state }: { state: DocumentView['state'] }): ReactNode {
  const t = useWorkWords().documents;
  return <span className={`${styles.clock} ${TONES[state] ?? ''}`}>{t.states[state]}</span>;
}
