/** How many rows there are, who they are, how many have faults. */
import type { ReactNode } from 'react';
import styles from './entry.module.css';
import type { EntryRow } from './entry-rows.ts';
import type { RowChecks } from './row-checks.ts';
import { useEntryWords } from './words.ts';

export function EntryCounts({
  rows,
  checks,
}: {
  rows: readonly { row: EntryRow }[];
  checks: RowChecks;
}): ReactNode {
  const t = useEntryWords();
  const checked = rows.map(({ row }) => checks.of(row));
  const count = (outcome: string): number =>
    checked.filter((one) => one?.outcome === outcome).length;
  const wrong = checked.filter((one) => one?.faults.some((fault) => !fault.isWarning)).length;
  const parts = [
    t.counts(rows.length),
    ...(count('linked') > 0 ? [t.known(count('linked'))] : []),
    ...(count('new') > 0 ? [t.news(count('new'))] : []),
    ...(count('review') > 0 ? [t.doubtful(count('review'))] : []),
    ...(count('duplicate') > 0 ? [t.repeated(count('duplicate'))] : []),
    ...(wrong > 0 ? [t.wrong(wrong)] : []),
  ];
  return (
    <p className={styles.counts}>
      {parts.join(' · ')}
      {wrong > 0 && <span className="soft"> {t.wrongHint}</span>}
    </p>
  );
}
