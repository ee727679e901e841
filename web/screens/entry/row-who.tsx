/** Who a typed row is, beside it; what is wrong with it, below the grid. */
import type { ReactNode } from 'react';
import type { CheckedRow } from '../../api/entry.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useListTerms } from '../lists/words.ts';
import { birthText } from '../people/birth.ts';
import styles from './entry.module.css';
import type { EntryRow } from './entry-rows.ts';
import type { RowChecks } from './row-checks.ts';
import { useEntryWords } from './words.ts';

interface RowWhoProps {
  row: EntryRow;
  isBlank: boolean;
  checks: RowChecks;
}

export function RowWho({ row, isBlank, checks }: RowWhoProps): ReactNode {
  const t = useEntryWords();
  const checked = checks.of(row);
  if (isBlank) return null;
  if (!checked) return <span className="soft">{checks.isCut ? t.unchecked : t.checking}</span>;
  if (checked.faults.some((fault) => !fault.isWarning)) {
    return <span className={styles.bad}>{t.faulty}</span>;
  }
  switch (checked.outcome) {
    case 'new':
      return <span>{t.fresh}</span>;
    case 'duplicate':
      return <span className={styles.bad}>{t.duplicate((checks.repeats(row) ?? 0) + 1)}</span>;
    case 'linked':
      return <Found checked={checked} words={[t.linked, t.elsewhere]} />;
    case 'review':
      return <Found checked={checked} words={[t.review, t.reviewElsewhere]} />;
    default:
      return null;
  }
}

function Found({
  checked: { person, personId },
  words: [here, elsewhere],
}: {
  checked: CheckedRow;
  words: readonly [here: string, elsewhere: string];
}): ReactNode {
  const format = useFormat();
  if (!person || personId === null) return <span>{elsewhere}</span>;
  const birth = birthText(format, person.birthDate, person.birthPrecision);
  const [village = ''] = person.place.split(', ');
  return (
    <span>
      {here}:{' '}
      <DoorLink door={doors.person(personId)} tabIndex={-1}>
        {person.fullName}
      </DoorLink>
      {[birth, village].filter((text) => text !== '').map((text) => `, ${text}`)}
    </span>
  );
}

export function RowFaults({ row, checks }: { row: EntryRow; checks: RowChecks }): ReactNode {
  const terms = useListTerms();
  const faultText = useFaultText();
  const faults = checks.of(row)?.faults ?? [];
  return faults.map((fault) => (
    <span key={`${fault.code} ${fault.field}`} className={fault.isWarning ? 'soft' : styles.bad}>
      {fault.field ? `${terms.fields[fault.field]}: ` : ''}
      {faultText(fault)}{' '}
    </span>
  ));
}
