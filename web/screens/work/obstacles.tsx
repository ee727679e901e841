/** Vướng mắc: raised below, answered above; answers that serve again. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ObstacleView,
  WORK_KEY,
  answerObstacle,
  getObstacle,
  listObstacles,
  raiseObstacle,
  searchAnswers,
  withdrawObstacle,
} from '../../api/work.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export function Obstacles(): ReactNode {
  const t = useWorkWords().obstacles;
  const unit = useWorkUnit();
  const [search, change] = useAddress();
  const shown = Number(search['xem']);
  const obstacles = useQuery({
    queryKey: [WORK_KEY, 'obstacles', unit],
    queryFn: ({ signal }) => listObstacles(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about} actions={<Raise unit={unit} />}>
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <Section>
        <QueryView query={obstacles} lines={8}>
          {(rows) => <ObstacleTable unit={unit} rows={rows} />}
        </QueryView>
      </Section>
      <Answers />
      <Modal opened={shown > 0} onClose={() => change({ xem: undefined })} title={t.name} size="lg">
        {shown > 0 && <Shown unit={unit} obstacleId={shown} />}
      </Modal>
    </Page>
  );
}

function ObstacleTable({ unit, rows }: { unit: number; rows: readonly ObstacleView[] }) {
  const t = useWorkWords().obstacles;
  const columns: Column<ObstacleView>[] = [
    {
      id: 'title',
      title: t.name,
      value: (row) => row.title,
      door: (row) => doors.obstacle(unit, row.obstacleId),
      width: 220,
    },
    { id: 'topic', title: t.topic, value: (row) => t.topics[row.topic] },
    { id: 'from', title: t.from, value: (row) => row.unit.name },
    {
      id: 'at',
      title: t.at,
      value: (row) => (row.state === 'open' ? row.atUnit.name : null),
    },
    { id: 'state', title: t.state, value: (row) => t.states[row.state] },
    { id: 'raised', title: t.raisedAt, kind: 'instant', value: (row) => row.raisedAt },
    {
      id: 'days',
      title: t.days,
      kind: 'number',
      value: (row) => (row.state === 'open' ? row.daysOpen : null),
    },
  ];
  return (
    <DataTable
      id="obstacles"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.obstacleId}
      rowDoor={(row) => doors.obstacle(unit, row.obstacleId)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function Raise({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().obstacles;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.raise}
      submit={t.raise}
      fields={[
        { name: 'title', label: t.name, required: true },
        {
          name: 'topic',
          label: t.topic,
          kind: 'choice',
          required: true,
          initial: 'other',
          choices: Object.entries(t.topics).map(([value, label]) => ({ value, label })),
        },
        { name: 'text', label: t.detail, kind: 'long', required: true },
      ]}
      onSubmit={async (values) => {
        await raiseObstacle(unit, values);
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

function Shown({ unit, obstacleId }: { unit: number; obstacleId: number }): ReactNode {
  const found = useQuery({
    queryKey: [WORK_KEY, 'obstacle', unit, obstacleId],
    queryFn: ({ signal }) => getObstacle(unit, obstacleId, signal),
  });
  return (
    <QueryView query={found} lines={6}>
      {(obstacle) => <ObstacleBody unit={unit} obstacle={obstacle} />}
    </QueryView>
  );
}

function ObstacleBody({ unit, obstacle }: { unit: number; obstacle: ObstacleView }): ReactNode {
  const t = useWorkWords().obstacles;
  const format = useFormat();
  return (
    <>
      <h2>{obstacle.title}</h2>
      <p className={styles.quote}>{obstacle.text}</p>
      <Facts
        pairs={[
          [t.from, obstacle.unit.name],
          [t.raisedAt, format.instant(obstacle.raisedAt)],
          [t.topic, t.topics[obstacle.topic]],
          [t.state, t.states[obstacle.state]],
          [t.at, obstacle.state === 'open' ? obstacle.atUnit.name : null],
        ]}
      />
      <ul className={styles.list}>
        {obstacle.answers.map((answer) => (
          <li key={answer.answerId}>
            <span className={styles.small}>
              {answer.unit.name} · {format.instant(answer.at)}
              {answer.kind === 'forward' && ` · ${t.forwarded}`}
              {answer.kind === 'withdraw' && ` · ${t.withdrawn}`}
            </span>
            <span className={styles.text}>{answer.text}</span>
            {answer.citation !== '' && <span className={styles.small}>{answer.citation}</span>}
          </li>
        ))}
      </ul>
      {obstacle.state === 'open' && <Reply unit={unit} obstacle={obstacle} />}
      {obstacle.state === 'open' && obstacle.unit.unitId === unit && (
        <WithdrawObstacle obstacle={obstacle} />
      )}
    </>
  );
}

function WithdrawObstacle({ obstacle }: { obstacle: ObstacleView }): ReactNode {
  const all = useWorkWords();
  const t = all.obstacles;
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      icon="close"
      label={t.withdraw}
      submit={t.withdraw}
      fields={[{ name: 'reason', label: all.reason, required: true }]}
      onSubmit={async (values) => {
        const { unit, obstacleId } = obstacle;
        await withdrawObstacle(unit.unitId, obstacleId, values['reason'] ?? '');
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

/** As the unit whose answer is awaited, which may stand above the one of the address. */
function Reply({ unit, obstacle }: { unit: number; obstacle: ObstacleView }): ReactNode {
  const t = useWorkWords().obstacles;
  const client = useQueryClient();
  const at = obstacle.atUnit.unitId;
  const isOurs = unit === at;
  const send = async (body: object): Promise<void> => {
    await answerObstacle(at, obstacle.obstacleId, body);
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
  };
  if (!isOurs) return null;
  return (
    <Toolbar>
      <FormDialog
        label={t.answer}
        icon="edit"
        submit={t.answer}
        fields={[
          { name: 'text', label: t.answerText, kind: 'long', required: true },
          { name: 'citation', label: t.citation },
          { name: 'share', label: t.share, kind: 'check' },
        ]}
        onSubmit={({ text, citation, share }) =>
          send({ kind: 'answer', text, citation, isShared: share === 'true' })
        }
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="arrowUp" size={15} />}
        onClick={() => void send({ kind: 'forward' })}
      >
        {t.forward}
      </Button>
    </Toolbar>
  );
}

function Answers(): ReactNode {
  const t = useWorkWords().obstacles;
  const [typed, setTyped] = useState('');
  const [needle] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({
    queryKey: [WORK_KEY, 'answers', needle],
    queryFn: ({ signal }) => searchAnswers(needle, signal),
    enabled: needle.length >= 2,
  });
  return (
    <Section title={t.similar}>
      <TextInput
        label={t.searchAnswers}
        size="xs"
        maw="30rem"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        leftSection={<Icon name="search" size={14} />}
      />
      {needle.length >= 2 && (
        <QueryView query={found} lines={3}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t.noAnswers} />
            ) : (
              <ul className={styles.list}>
                {rows.map((row) => (
                  <li key={row.answerId}>
                    <strong>{row.title}</strong>
                    <span className={styles.text}>{row.answer}</span>
                    <span className={styles.small}>
                      {row.answeredBy.name} · {row.citation} · {t.uses(row.uses)}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
      )}
    </Section>
  );
}
