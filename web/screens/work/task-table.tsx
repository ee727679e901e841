/** Tasks as a table; the row leads to the task. */
import type { ReactNode } from 'react';
import type { TaskView } from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { ClockWord, clockText } from './clock-word.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export interface TaskTableProps {
  id: string;
  tasks: readonly TaskView[];
  more?: More;
  /** every row of the question, for a file */
  allRows?: () => Promise<readonly TaskView[]>;
}

export function TaskTable({ id, tasks, more, allRows }: TaskTableProps): ReactNode {
  const t = useWorkWords();
  const words = t.tasks;
  const columns: Column<TaskView>[] = [
    {
      id: 'title',
      title: words.name,
      value: (row) => row.title,
      door: (row) => doors.task(row.unit.unitId, row.taskId),
      width: 220,
    },
    {
      id: 'clock',
      title: words.due,
      kind: 'instant',
      value: (row) => row.clock.dueAt,
      render: (row) => <ClockWord clock={row.clock} />,
      width: 130,
    },
    {
      id: 'dueAt',
      title: t.clock.title,
      kind: 'instant',
      value: (row) => row.clock.dueAt,
      hidden: true,
    },
    { id: 'owner', title: words.owner, value: (row) => row.owner.name, width: 140 },
    { id: 'unit', title: words.unit, value: (row) => row.unit.name, width: 110 },
    { id: 'state', title: words.state, value: (row) => words.states[row.state] },
    {
      id: 'stands',
      title: words.due,
      value: (row) => clockText(t.clock, row.clock),
      hidden: true,
    },
    {
      id: 'source',
      title: words.source,
      value: (row) => sourceText(words, row),
      render: (row) => <span className={styles.small}>{sourceText(words, row)}</span>,
      width: 130,
    },
  ];
  return (
    <DataTable
      id={id}
      caption={words.title}
      columns={columns}
      rows={tasks}
      rowKey={(row) => row.taskId}
      rowDoor={(row) => doors.task(row.unit.unitId, row.taskId)}
      more={more}
      allRows={allRows}
      empty={{ title: words.empty, hint: words.emptyHint }}
    />
  );
}

export function sourceText(
  words: { line: (line: number) => string },
  { source }: Pick<TaskView, 'source'>,
): string {
  if (source === null) return '';
  const line = source.line === undefined ? '' : `, ${words.line(source.line)}`;
  return `${source.document}${line}`;
}
