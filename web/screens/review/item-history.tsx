/** What was done to an item, newest first. */
import type { ReactNode } from 'react';
import type { ItemPage } from '../../api/review.ts';
import { useFormat } from '../../text/language.tsx';
import { decisionText } from './item-columns.tsx';
import styles from './review.module.css';
import { useReviewWords } from './words.ts';

export function ItemHistory({ item }: { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const acts: Readonly<Record<string, string>> = t.words.act;
  if (item.acts.length === 0) return <p className="soft">{t.item.historyEmpty}</p>;
  return (
    <ul className={styles.history}>
      {item.acts.map((act) => {
        const what =
          act.decision === 'later'
            ? t.words.decision.later
            : decisionText({ kind: item.kind, decision: act.decision }, t);
        const words = [
          acts[act.kind] ?? act.kind,
          what,
          act.items > 1 ? t.item.manyItems(act.items) : '',
          act.reason,
          act.isUndone ? t.item.undone : '',
        ];
        return (
          <li key={act.actId}>
            <span className="soft">
              {format.instant(act.at)} · {act.actorName}
            </span>{' '}
            {words.filter(Boolean).join(' · ')}
          </li>
        );
      })}
    </ul>
  );
}
