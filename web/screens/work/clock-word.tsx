/** Where a deadline stands, in words: "Còn 3 giờ", "Quá hạn 2 ngày". */
import type { ReactNode } from 'react';
import type { Format } from '../../../messages/format.ts';
import { addDays, dayOf } from '../../../src/kernel/dates.ts';
import type { ClockState } from '../../../src/tasks/clock-types.ts';
import { useFormat } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './work.module.css';
import { type WorkWords, useWorkWords } from './words.ts';

type Words = WorkWords['clock'];

export function clockText(t: Words, clock: ClockState): string {
  switch (clock.state) {
    case 'done':
      return t.done;
    case 'doneLate':
      return t.doneLate(clock.hoursLate ?? 0);
    case 'overdue':
      return t.late(clock.hoursLate ?? 0);
    case 'onTime':
    case 'dueSoon':
      return t.left(clock.hoursLeft ?? 0);
    case 'noClock':
      return t.none;
  }
}

/** A deadline at midnight is the end of the day before, as people say it. */
export function dueText(t: Words, format: Format, dueAt: string | null): string {
  const text = format.instant(dueAt);
  if (dueAt === null || !text.endsWith(' 00:00')) return text;
  return t.endOf(format.date(addDays(dayOf(Temporal.Instant.from(dueAt)), -1)));
}

const TONES = {
  done: styles.done,
  doneLate: styles.soon,
  overdue: styles.overdue,
  dueSoon: styles.soon,
  onTime: '',
  noClock: '',
} as const;

export function ClockWord({ clock }: { clock: ClockState }): ReactNode {
  const t = useWorkWords().clock;
  const format = useFormat();
  if (clock.state === 'noClock') return <span className="soft">{t.none}</span>;
  const isOver = clock.state === 'done' || clock.state === 'doneLate';
  const icon = isOver ? 'check' : clock.state === 'overdue' ? 'warning' : 'jobs';
  return (
    <span
      className={`${styles.clock} ${TONES[clock.state] ?? ''}`}
      title={t.dueAt(dueText(t, format, clock.dueAt))}
    >
      <Icon name={icon} size={13} />
      {clockText(t, clock)}
    </span>
  );
}
