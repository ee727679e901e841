/** Every entry about a person: who, when, why, what it added and what it superseded. */
import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../api/registry.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { QueryView } from '../../ui/states.tsx';
import { UndoEntry } from '../records/writing.tsx';
import { FactWords } from './fact-words.tsx';
import { usePersonHistory } from './known-at.tsx';
import styles from './person.module.css';

export function PersonHistory({ personId }: { personId: number }): ReactNode {
  const history = usePersonHistory(personId);
  return (
    <QueryView query={history}>
      {(entries) => (
        <ol className={styles.entries}>
          {entries.map((entry) => (
            <Entry key={entry.entryId} entry={entry} personId={personId} />
          ))}
        </ol>
      )}
    </QueryView>
  );
}

function Entry({ entry, personId }: { entry: HistoryEntry; personId: number }): ReactNode {
  const t = useTexts('people').person;
  const words = useTexts('registry');
  const format = useFormat();
  const { lens } = useLens();
  return (
    <li>
      <div className={styles.entryHead}>
        <strong className="number">{format.instant(entry.recordedAt)}</strong>
        <span>{entry.actorName}</span>
        <span className="soft">{[entry.reason, entry.source].filter(Boolean).join(' · ')}</span>
        {lens.knownAt !== entry.recordedAt && (
          <DoorLink door={doors.person(personId, { biet: entry.recordedAt })}>
            {t.showThen}
          </DoorLink>
        )}
        {entry.kind === 'record' && <UndoEntry entryId={entry.entryId} />}
      </div>
      <ul className={styles.changes}>
        {entry.changes.map((change) => (
          <li key={`${change.change}-${change.table}-${change.factId}`} data-change={change.change}>
            <span>{change.change === 'added' ? t.added : t.superseded}</span>{' '}
            {words.table[change.table as keyof typeof words.table] ?? change.table}
            {': '}
            <FactWords change={change} />{' '}
            <span className="soft number">
              {format.date(change.from)} – {format.lastDay(change.to)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
