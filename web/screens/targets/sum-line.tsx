/** What the units below add up to, beside what the unit shall reach: always in sight. */
import type { ReactNode } from 'react';
import type { TargetNode } from '../../api/targets.ts';
import styles from './targets.module.css';
import { useTargetWords } from './words.ts';

export function SumLine({ node }: { node: TargetNode }): ReactNode {
  const t = useTargetWords().tree;
  const { below } = node;
  if (!below) return null;
  const { difference } = below;
  const verdict =
    difference === null
      ? t.sumsUnknown
      : difference === 0
        ? t.sumsEqual
        : difference > 0
          ? t.sumsLess(difference)
          : t.sumsMore(-difference);
  return (
    <div className={styles.sum}>
      <span>{t.sums(below.people, below.withTarget, below.units)}</span>
      <span className={difference === 0 ? styles.good : difference === null ? 'soft' : styles.bad}>
        {verdict}
      </span>
    </div>
  );
}
