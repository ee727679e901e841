/** One line a piece of work: how many units it was given to, how many are done, how many late. */
import type { ReactNode } from 'react';
import type { TaskBundle } from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import type { Door } from '../../ui/door.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { ClockWord } from './clock-word.tsx';
import { sourceText } from './task-table.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export interface BundleTableProps {
  unit: number;
  bundles: readonly TaskBundle[];
  more: More;
}

export function BundleTable({ unit, bundles, more }: BundleTableProps): ReactNode {
  const words = useWorkWords().tasks;
  const columns: Column<TaskBundle>[] = [
    {
      id: 'title',
      title: words.name,
      value: (row) => row.title,
      door: (row) => doorOf(unit, row),
      width: 260,
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
      id: 'owner',
      title: words.owner,
      value: (row) => row.ownerName ?? words.severalOwners,
      width: 140,
    },
    {
      id: 'units',
      title: words.given,
      kind: 'number',
      value: (row) => row.tasks,
      door: (row) => doorOf(unit, row),
    },
    {
      id: 'done',
      title: words.doneCount,
      kind: 'number',
      value: (row) => row.done,
      bar: (row) => ({ share: row.tasks === 0 ? 0 : row.done / row.tasks }),
    },
    {
      id: 'overdue',
      title: words.overdueCount,
      kind: 'number',
      value: (row) => row.overdue,
      door: (row) => doorOf(unit, row, 'qua-han'),
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
      id="task-bundles"
      caption={words.title}
      columns={columns}
      rows={bundles}
      rowKey={(row) => row.bundleId}
      rowDoor={(row) => doorOf(unit, row)}
      more={more}
      empty={{ title: words.empty, hint: words.emptyHint }}
    />
  );
}

/** The task itself, or the tasks of all units. */
function doorOf(unit: number, row: TaskBundle, filter?: string): Door {
  if (row.unit && row.tasks === 1) return doors.task(row.unit.unitId, row.taskId);
  return doors.tasks(unit, { goi: String(row.bundleId), loc: filter });
}
