/** "Việc đến hạn" of the start page: the nearest few of one's own, with their clocks. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type MyWork, WORK_KEY, getMyWork } from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import { type Door, DoorLink } from '../../ui/door.tsx';
import { Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { ClockWord } from './clock-word.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

const LINES_MAX = 5;
const MY_WORK: Door = { to: '/viec-cua-toi' };

interface Line {
  key: string;
  text: string;
  note: string;
  door: Door;
  clock: MyWork['tasks'][number]['clock'];
}

export function DueBlock(): ReactNode {
  const t = useWorkWords().mine;
  const work = useQuery({
    queryKey: [WORK_KEY, 'mine'],
    queryFn: ({ signal }) => getMyWork(signal),
  });
  return (
    <Section
      className={span.half}
      title={t.block}
      aside={<DoorLink door={MY_WORK}>{t.title}</DoorLink>}
    >
      <QueryView query={work} lines={4}>
        {(found) => <Lines lines={linesOf(found, t)} />}
      </QueryView>
    </Section>
  );
}

function Lines({ lines }: { lines: readonly Line[] }): ReactNode {
  const t = useWorkWords().mine;
  if (lines.length === 0) return <Empty title={t.blockNone} />;
  return (
    <>
      <ul className={styles.list}>
        {lines.slice(0, LINES_MAX).map((line) => (
          <li key={line.key} className={styles.line}>
            <span className={styles.grow}>
              <DoorLink door={line.door}>{line.text}</DoorLink>
              {line.note !== '' && <div className={styles.small}>{line.note}</div>}
            </span>
            <ClockWord clock={line.clock} />
          </li>
        ))}
      </ul>
      {lines.length > LINES_MAX && <p className="soft">{t.more(lines.length - LINES_MAX)}</p>}
    </>
  );
}

const SOON_HOURS = 7 * 24;

/** Late or due within a week; the nearest first. */
function linesOf(work: MyWork, t: { waiting: (missing: number, units: number) => string }): Line[] {
  const tasks = work.tasks
    .filter(({ clock }) => clock.state === 'overdue' || (clock.hoursLeft ?? Infinity) <= SOON_HOURS)
    .map((task): Line => {
      const door = doors.task(task.unit.unitId, task.taskId);
      const { title: text, clock } = task;
      return { key: `t${task.taskId}`, text, note: task.unit.name, door, clock };
    });
  const reports = work.toReceive.map((row): Line => {
    const key = `r${row.duty.dutyId}${row.periodKey}${row.receiver.unitId}`;
    const note = t.waiting(row.counts.missing, row.counts.units);
    return { key, text: row.duty.content, note, door: MY_WORK, clock: row.clock };
  });
  const toSend = work.toSend.map((row): Line => {
    const key = `s${row.duty.dutyId}${row.periodKey}${row.unit.unitId}`;
    return { key, text: row.duty.content, note: row.unit.name, door: MY_WORK, clock: row.clock };
  });
  return [...tasks, ...reports, ...toSend].toSorted((a, b) =>
    (a.clock.dueAt ?? '9').localeCompare(b.clock.dueAt ?? '9'),
  );
}
