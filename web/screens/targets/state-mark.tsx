/** The state of a target in a word, and the warning that a unit fell below last year. */
import type { ReactNode } from 'react';
import type { TargetState } from '../../api/targets.ts';
import { useFormat } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './targets.module.css';
import { useTargetWords } from './words.ts';

const TONES: Partial<Record<TargetState, string | undefined>> = {
  accepted: styles.accepted,
  draft: styles.waiting,
  counterProposed: styles.waiting,
};

export function StateMark({ state }: { state: TargetState }): ReactNode {
  const t = useTargetWords();
  return <span className={`${styles.state} ${TONES[state] ?? ''}`}>{t.states[state]}</span>;
}

export interface BelowMarkProps {
  since: string | null;
  /** in a narrow cell */
  isShort?: boolean;
}

export function BelowMark({ since, isShort }: BelowMarkProps): ReactNode {
  const t = useTargetWords().tree;
  const format = useFormat();
  if (since === null) return null;
  return (
    <span className={styles.flag}>
      <Icon name="warning" size={13} />
      {isShort ? t.belowShort(format.date(since)) : t.belowSince(format.date(since))}
    </span>
  );
}
