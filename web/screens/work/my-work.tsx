/** Only his units, his tasks, his clock: "còn 3 giờ, 7 xã chưa nộp". */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type MyWork as Work,
  type NoticeView,
  WORK_KEY,
  getMyWork,
  listNotices,
  readNotices,
  tickDuty,
} from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { type Door, DoorLink } from '../../ui/door.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Empty, ErrorNotice, QueryView } from '../../ui/states.tsx';
import { ClockWord, dueText } from './clock-word.tsx';
import { TaskTable } from './task-table.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export function MyWork(): ReactNode {
  const t = useWorkWords().mine;
  const work = useQuery({
    queryKey: [WORK_KEY, 'mine'],
    queryFn: ({ signal }) => getMyWork(signal),
    refetchInterval: 5 * 60_000,
  });
  const names = work.data?.units.map((unit) => unit.name) ?? [];
  const agencies = work.data?.agencies.map((agency) => agency.name) ?? [];
  return (
    <Page title={t.title} about={names.length > 0 && t.about([...agencies, ...names].join(', '))}>
      <QueryView query={work} lines={10}>
        {(found) => <Body work={found} />}
      </QueryView>
    </Page>
  );
}

function Body({ work }: { work: Work }): ReactNode {
  const t = useWorkWords().mine;
  const unitId = work.units[0]?.unitId ?? 0;
  const isEmpty =
    work.tasks.length + work.toSend.length + work.toReceive.length + work.obstacles.length === 0;
  return (
    <Columns>
      {isEmpty && (
        <Section>
          <Empty title={t.nothing} hint={t.nothingHint} />
        </Section>
      )}
      {work.toReceive.length > 0 && (
        <Section title={t.toReceive} className={work.toSend.length > 0 ? span.half : undefined}>
          <ToReceive rows={work.toReceive} />
        </Section>
      )}
      {work.toSend.length > 0 && (
        <Section title={t.toSend} className={work.toReceive.length > 0 ? span.half : undefined}>
          <ToSend rows={work.toSend} />
        </Section>
      )}
      {work.tasks.length > 0 && (
        <Section title={t.tasks} aside={<DoorLink door={doors.tasks(unitId)}>{t.all}</DoorLink>}>
          <TaskTable id="my-tasks" tasks={work.tasks} />
        </Section>
      )}
      <Counted title={t.lateBelow} rows={work.lateBelow} />
      <Counted title={t.follows} rows={work.follows} />
      <Doors
        title={t.obstacles}
        rows={work.obstacles.map((one) => ({
          key: one.obstacleId,
          text: one.title,
          note: one.unit.name,
          door: doors.obstacle(unitId, one.obstacleId),
        }))}
      />
      <Ending rows={work.documents} />
      <Notices />
    </Columns>
  );
}

function ToReceive({ rows }: { rows: Work['toReceive'] }): ReactNode {
  const all = useWorkWords();
  const t = all.mine;
  const format = useFormat();
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={`${row.duty.dutyId}-${row.periodKey}-${row.receiver.unitId}`}>
          <div className={styles.line}>
            <span className={styles.grow}>
              <strong>{row.duty.content}</strong>
            </span>
            <ClockWord clock={row.clock} />
          </div>
          <div className={styles.small}>
            {row.duty.reporterName} → {row.receiver.name} ·{' '}
            {dueText(all.clock, format, row.clock.dueAt)}
          </div>
          <details>
            <summary>{t.waiting(row.counts.missing, row.counts.units)}</summary>
            <div className={styles.small}>{format.list(row.missing.map((unit) => unit.name))}</div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function ToSend({ rows }: { rows: Work['toSend'] }): ReactNode {
  const all = useWorkWords();
  const t = all.mine;
  const format = useFormat();
  const client = useQueryClient();
  const [fault, setFault] = useState<unknown>(null);
  const send = (row: Work['toSend'][number]): void => {
    setFault(null);
    tickDuty(row.unit.unitId, row.duty.dutyId, { periodKey: row.periodKey })
      .then(() => client.invalidateQueries({ queryKey: [WORK_KEY] }))
      .catch(setFault);
  };
  return (
    <>
      {fault !== null && <ErrorNotice error={fault} />}
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={`${row.duty.dutyId}-${row.periodKey}-${row.unit.unitId}`}>
            <div className={styles.line}>
              <span className={styles.grow}>
                <strong>{row.duty.content}</strong>
              </span>
              <ClockWord clock={row.clock} />
              <Button size="compact-xs" variant="default" onClick={() => send(row)}>
                {t.markSent}
              </Button>
            </div>
            <div className={styles.small}>
              {row.unit.name} → {row.duty.receiverName} ·{' '}
              {dueText(all.clock, format, row.clock.dueAt)}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Counted({ title, rows }: { title: string; rows: Work['follows'] }): ReactNode {
  const t = useWorkWords().mine;
  if (rows.length === 0) return null;
  const others = rows.slice(LINES_MAX);
  return (
    <Section title={title} className={span.half}>
      <CountedLines rows={rows.slice(0, LINES_MAX)} />
      {others.length > 0 && (
        <details>
          <summary>{t.moreUnits(others.length)}</summary>
          <CountedLines rows={others} />
        </details>
      )}
    </Section>
  );
}

function CountedLines({ rows }: { rows: Work['follows'] }): ReactNode {
  const t = useWorkWords().mine;
  const format = useFormat();
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.unit.unitId}>
          <div className={styles.line}>
            <span className={styles.grow}>
              <DoorLink door={doors.tasks(row.unit.unitId)}>{row.unit.name}</DoorLink>
            </span>
            <span className="number">
              {t.overdue}: {format.number(row.overdue)} / {t.open}: {format.number(row.open)}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

const LINES_MAX = 12;

interface DoorRow {
  key: number;
  text: string;
  note: string;
  door: Door;
}

function Doors({ title, rows }: { title: string; rows: readonly DoorRow[] }): ReactNode {
  if (rows.length === 0) return null;
  return (
    <Section title={title} className={span.half}>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={row.key}>
            <DoorLink door={row.door}>{row.text}</DoorLink>
            <span className={styles.small}>{row.note}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ending({ rows }: { rows: Work['documents'] }): ReactNode {
  const t = useWorkWords().mine;
  const format = useFormat();
  return (
    <Doors
      title={t.documents}
      rows={rows.map((one) => ({
        key: one.documentId,
        text: one.number === null ? one.title : `${one.number} · ${one.title}`,
        note: `${one.unit.name}, ${t.endsOn(format.date(one.endsOn))}`,
        door: doors.document(one.unit.unitId, one.documentId),
      }))}
    />
  );
}

function Notices(): ReactNode {
  const t = useWorkWords().mine;
  const client = useQueryClient();
  const notices = useQuery({
    queryKey: [WORK_KEY, 'notices'],
    queryFn: ({ signal }) => listNotices(signal),
  });
  const unread = (notices.data ?? []).filter((notice) => !notice.isRead);
  const readAll = async (): Promise<void> => {
    await readNotices(unread.map((notice) => notice.noticeId));
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
  };
  return (
    <Section
      title={t.notices}
      className={span.half}
      aside={
        unread.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => void readAll()}>
            {t.readAll}
          </Button>
        )
      }
    >
      <QueryView query={notices} lines={4}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t.noNotices} />
          ) : (
            <ul className={styles.list}>
              {rows.slice(0, LINES_MAX).map((notice) => (
                <li key={notice.noticeId}>
                  <NoticeLine notice={notice} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Section>
  );
}

function NoticeLine({ notice }: { notice: NoticeView }): ReactNode {
  const t = useWorkWords().notice;
  const format = useFormat();
  const text = t[notice.kind](String(notice.params['title'] ?? ''));
  const door = doorOf(notice);
  return (
    <>
      <span className={notice.isRead ? 'soft' : undefined}>
        {door ? <DoorLink door={door}>{text}</DoorLink> : text}
      </span>
      <span className={styles.small}>
        {notice.unit.name} · {format.instant(notice.at)}
      </span>
    </>
  );
}

function doorOf({ subject, subjectId, unit }: NoticeView): Door | undefined {
  if (subject === 'task') return doors.task(unit.unitId, subjectId);
  if (subject === 'obstacle') return doors.obstacle(unit.unitId, subjectId);
  return subject === 'document' ? doors.document(unit.unitId, subjectId) : undefined;
}
