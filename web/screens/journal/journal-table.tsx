/** Lines of the journal as a table. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JournalRow } from '../../api/journal.ts';
import { listOperations } from '../../api/operations.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { UnitName } from '../units/unit-name.tsx';

const SHOWN_MAX = 3;

export interface JournalTableProps {
  rows: readonly JournalRow[];
  empty: string;
  /** on a person's own page */
  withoutPeople?: boolean;
  more?: More;
}

export function JournalTable({ rows, empty, withoutPeople, more }: JournalTableProps): ReactNode {
  const t = useTexts('system').journal;
  const roles = useTexts('access').role;
  const actionName = useActionNames();
  const fixed = { sortable: false } as const;
  const columns: Column<JournalRow>[] = [
    { id: 'at', title: t.at, kind: 'instant', value: (row) => row.at, width: 140, ...fixed },
    { id: 'user', title: t.user, value: (row) => row.userName || row.userId, width: 140, ...fixed },
    {
      id: 'role',
      title: t.role,
      value: (row) => roleName(row.role, roles),
      width: 110,
      ...fixed,
    },
    {
      id: 'kind',
      title: t.kind,
      value: (row) => t.kinds[row.kind] ?? row.kind,
      width: 95,
      ...fixed,
    },
    { id: 'action', title: t.action, value: (row) => actionName(row.action), width: 220, ...fixed },
    {
      id: 'units',
      title: t.units,
      value: (row) => row.unitIds.join(', ') || null,
      render: (row) => <Units ids={row.unitIds} />,
      ...fixed,
    },
    {
      id: 'people',
      title: t.people,
      value: (row) => row.personIds.join(', ') || null,
      render: (row) => <People ids={row.personIds} />,
      hidden: withoutPeople,
      ...fixed,
    },
    { id: 'reason', title: t.reason, value: (row) => row.reason || null, width: 160, ...fixed },
    { id: 'seq', title: t.number, kind: 'number', value: (row) => row.seq, hidden: true, ...fixed },
  ];
  return (
    <DataTable
      id="journal"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.seq}
      more={more}
      empty={{ title: empty }}
    />
  );
}

function roleName(role: string | null, roles: Readonly<Record<string, string>>): string | null {
  return role === null ? null : (roles[role] ?? role);
}

function Units({ ids }: { ids: readonly number[] }): ReactNode {
  return (
    <>
      {ids.slice(0, SHOWN_MAX).map((id, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <UnitName unitId={id} />
        </span>
      ))}
      {ids.length > SHOWN_MAX && ` +${ids.length - SHOWN_MAX}`}
    </>
  );
}

function People({ ids }: { ids: readonly number[] }): ReactNode {
  const t = useTexts('system').journal;
  if (ids.length > SHOWN_MAX) return t.peopleCount(ids.length);
  return (
    <>
      {ids.map((id, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <DoorLink door={doors.person(id)}>{id}</DoorLink>
        </span>
      ))}
    </>
  );
}

/** Deeds are named as the interface description names them; sign-in has words of its own. */
function useActionNames(): (action: string) => string {
  const own = useTexts('system').journal.actions;
  const operations = useQuery({
    queryKey: ['operations'],
    queryFn: ({ signal }) => listOperations(signal),
    staleTime: Infinity,
  });
  return (action) => own[action] ?? operations.data?.get(action) ?? action;
}
