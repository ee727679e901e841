/** One task: who, until when, where it stands in the document, what has happened, what proves it. */
import { Button, FileButton, Group, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { download } from '../../api/client.ts';
import { type TaskPage, WORK_KEY, addEvidence, getTask, moveTask } from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { ClockWord, dueText } from './clock-word.tsx';
import { FormDialog } from './form-dialog.tsx';
import { encodeFile } from '../../ui/encode-file.ts';
import { useWorkUnit } from './work-unit.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export function Task(): ReactNode {
  const t = useWorkWords().tasks;
  const { task } = useParams({ strict: false });
  const unit = useWorkUnit();
  const taskId = Number(task);
  const found = useQuery({
    queryKey: [WORK_KEY, 'task', unit, taskId],
    queryFn: ({ signal }) => getTask(unit, taskId, signal),
    enabled: unit > 0,
  });
  return (
    <Page
      title={found.data?.title ?? t.name}
      above={<DoorLink door={doors.tasks(unit)}>{t.title}</DoorLink>}
      about={found.data?.unit.name}
      actions={found.data && <Moves unit={unit} task={found.data} />}
    >
      <QueryView query={found} lines={10}>
        {(page) => <Body unit={unit} task={page} />}
      </QueryView>
    </Page>
  );
}

function useMove(unit: number, taskId: number): (body: object) => Promise<void> {
  const client = useQueryClient();
  return async (body) => {
    await moveTask(unit, taskId, body);
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
  };
}

type Asked = 'done' | 'progress' | 'reopen' | 'cancel';

function Moves({ unit, task }: { unit: number; task: TaskPage }): ReactNode {
  const all = useWorkWords();
  const t = all.tasks;
  const move = useMove(unit, task.taskId);
  const isOver = task.state === 'done' || task.state === 'cancelled';
  const names = { done: t.done, progress: t.progress, reopen: t.reopen, cancel: t.cancel };
  const offered: Asked[] = isOver ? ['reopen'] : ['done', 'progress', 'cancel'];
  return offered.map((kind) => {
    const isReason = kind === 'reopen' || kind === 'cancel';
    return (
      <FormDialog
        key={kind}
        label={names[kind]}
        icon={ICONS[kind]}
        submit={names[kind]}
        fields={[
          {
            name: 'note',
            label: isReason ? all.reason : all.note,
            kind: 'long',
            required: kind !== 'done',
          },
        ]}
        onSubmit={({ note }) => move({ kind, ...(isReason ? { reason: note } : { note }) })}
      />
    );
  });
}

const ICONS = { done: 'check', progress: 'edit', reopen: 'undo', cancel: 'close' } as const;

function Body({ unit, task }: { unit: number; task: TaskPage }): ReactNode {
  const all = useWorkWords();
  const t = all.tasks;
  const format = useFormat();
  return (
    <Columns>
      <Section className={span.half}>
        <Facts
          pairs={[
            [all.clock.title, <ClockWord key="clock" clock={task.clock} />],
            [t.due, dueText(all.clock, format, task.clock.dueAt)],
            [all.clock.printed, task.deadlineText],
            [t.recurring, task.periodKey],
            [t.owner, task.owner.name],
            [t.joiners, task.joiners.map((joiner) => joiner.name).join('; ')],
            [t.unit, task.unit.name],
            [t.givenBy, task.givenBy.name],
            [t.state, t.states[task.state]],
            [t.evidenceWanted, task.evidenceWanted],
            [t.source, sourceText(task, t.line)],
          ]}
        />
        {task.bundle.tasks > 1 && (
          <p className="soft">
            <DoorLink door={doors.tasks(unit)}>
              {t.bundle(task.bundle.done, task.bundle.tasks)}
            </DoorLink>
          </p>
        )}
      </Section>
      {task.text !== '' && (
        <Section className={span.half} title={t.text}>
          <p className={styles.quote}>{task.text}</p>
        </Section>
      )}
      <Section className={span.half} title={t.evidence}>
        <Evidence unit={unit} task={task} />
      </Section>
      <Section className={span.half} title={t.history}>
        <History task={task} />
      </Section>
      {task.obstacles.length > 0 && (
        <Section className={span.half} title={t.obstacles}>
          <ul className={styles.list}>
            {task.obstacles.map((one) => (
              <li key={one.obstacleId}>
                <DoorLink door={doors.obstacle(unit, one.obstacleId)}>{one.title}</DoorLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Columns>
  );
}

function sourceText(task: TaskPage, line: (line: number) => string): string {
  const { source, section } = task;
  if (source === null) return section;
  const at = source.line === undefined ? '' : `, ${line(source.line)}`;
  return [`${source.document}${at}`, section].filter(Boolean).join(' · ');
}

function History({ task }: { task: TaskPage }): ReactNode {
  const t = useWorkWords().tasks;
  const format = useFormat();
  return (
    <ul className={styles.list}>
      {task.history.map((event) => (
        <li key={event.eventId}>
          <div className={styles.line}>
            <strong>{t.events[event.kind]}</strong>
            <span className={styles.small}>
              {format.instant(event.at)} · {event.actorName}
            </span>
          </div>
          {event.note !== '' && <span className={styles.text}>{event.note}</span>}
        </li>
      ))}
    </ul>
  );
}

function Evidence({ unit, task }: { unit: number; task: TaskPage }): ReactNode {
  const t = useWorkWords().tasks;
  const format = useFormat();
  const path = `/v1/tasks/units/${unit}/${task.taskId}/evidence`;
  return (
    <>
      {task.evidence.length === 0 ? (
        <Empty title={t.noEvidence} hint={task.evidenceWanted} />
      ) : (
        <ul className={styles.list}>
          {task.evidence.map((one) => (
            <li key={one.evidenceId}>
              <span className={styles.text}>
                {one.kind === 'file' && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={<Icon name="download" size={14} />}
                    onClick={() => void download(`${path}/${one.evidenceId}`)}
                  >
                    {one.text}
                  </Button>
                )}
                {one.kind === 'link' && (
                  <a href={one.text} rel="noreferrer noopener" target="_blank">
                    {one.text}
                  </a>
                )}
                {one.kind === 'text' && one.text}
              </span>
              <span className={styles.small}>
                {format.instant(one.at)} · {one.actorName}
              </span>
            </li>
          ))}
        </ul>
      )}
      <AddEvidence unit={unit} taskId={task.taskId} />
    </>
  );
}

function AddEvidence({ unit, taskId }: { unit: number; taskId: number }): ReactNode {
  const t = useWorkWords().tasks;
  const words = useText();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const action = useFormAction(async () => {
    if (file) await addEvidence(unit, taskId, { kind: 'file', ...(await encodeFile(file)) });
    else if (/^https?:\/\//.test(text)) await addEvidence(unit, taskId, { kind: 'link', text });
    else await addEvidence(unit, taskId, { kind: 'text', text });
    setText('');
    setFile(null);
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
  });
  return (
    <form onSubmit={action.onSubmit} className="no-print">
      <TextInput
        label={t.evidenceText}
        size="xs"
        mt="xs"
        value={file ? file.name : text}
        disabled={file !== null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <FileButton onChange={setFile} accept="image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx">
          {(props) => (
            <Button {...props} size="compact-xs" variant="default" title={t.evidenceFile}>
              {t.evidenceFile}
            </Button>
          )}
        </FileButton>
        {file && (
          <Button size="compact-xs" variant="subtle" onClick={() => setFile(null)}>
            {words.action.remove}
          </Button>
        )}
        <Button
          type="submit"
          size="compact-xs"
          loading={action.isBusy}
          disabled={file === null && text.trim() === ''}
        >
          {t.addEvidence}
        </Button>
      </Group>
      <FormFault fault={action.fault} />
    </form>
  );
}
