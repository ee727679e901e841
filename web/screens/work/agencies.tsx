/** Agencies of a unit: who can own a task, and which users act for them. */
import { Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type AgencyView,
  WORK_KEY,
  addAgency,
  addAgencyUser,
  changeAgency,
  endAgency,
  endAgencyUser,
  listAgencies,
} from '../../api/work.ts';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useManagesWork } from './manages.ts';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export function Agencies({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  const mayManage = useManagesWork();
  const agencies = useQuery({
    queryKey: [WORK_KEY, 'agencies', unit],
    queryFn: ({ signal }) => listAgencies(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Section
      title={t.agencies}
      aside={
        mayManage && (
          <FormDialog
            isSmall
            label={t.addAgency}
            fields={[{ name: 'name', label: t.agencyName, required: true }]}
            onSubmit={async (values) => {
              await addAgency(unit, values['name'] ?? '');
              await client.invalidateQueries({ queryKey: [WORK_KEY] });
            }}
          />
        )
      }
    >
      <QueryView query={agencies} lines={4}>
        {(rows) => (
          <AgencyTable unit={unit} rows={rows.filter(({ endedOn }) => endedOn === null)} />
        )}
      </QueryView>
    </Section>
  );
}

function AgencyTable({ unit, rows }: { unit: number; rows: readonly AgencyView[] }): ReactNode {
  const t = useWorkWords().committees;
  const mayManage = useManagesWork();
  const columns: Column<AgencyView>[] = [
    { id: 'name', title: t.agencyName, value: (row) => row.name, width: 180 },
    { id: 'open', title: t.openTasks, kind: 'number', value: (row) => row.openTasks },
    {
      id: 'users',
      title: t.users,
      value: (row) => usersOf(row).map(nameOf).join(', '),
      render: (row) => <Users unit={unit} agency={row} mayManage={mayManage} />,
      width: 220,
    },
    {
      id: 'tools',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => mayManage && <AgencyTools unit={unit} agency={row} />,
    },
  ];
  return (
    <DataTable
      id="agencies"
      caption={t.agencies}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.agencyId}
      empty={{ title: t.noAgencies }}
    />
  );
}

type User = AgencyView['users'][number];

function usersOf(agency: AgencyView): readonly User[] {
  return agency.users.filter((user) => user.to === null);
}

function nameOf({ userName, position }: User): string {
  return position === '' ? userName : `${userName} (${position})`;
}

interface OfAgency {
  unit: number;
  agency: AgencyView;
}

function Users({ unit, agency, mayManage }: OfAgency & { mayManage: boolean }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  const users = usersOf(agency);
  if (users.length === 0) return <span className="soft">{t.noUsers}</span>;
  return (
    <ul className={styles.plain}>
      {users.map((user) => (
        <li key={user.userId} className={styles.line}>
          <span className={styles.grow}>{nameOf(user)}</span>
          {mayManage && (
            <FormDialog
              isSmall
              icon="close"
              label={t.endUser}
              title={`${t.endUser}: ${user.userName}`}
              about={t.endUserHint(agency.name)}
              submit={t.endUser}
              fields={[]}
              onSubmit={async () => {
                await endAgencyUser(unit, agency.agencyId, user.userId);
                await client.invalidateQueries({ queryKey: [WORK_KEY] });
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function AgencyTools({ unit, agency }: OfAgency): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  const { agencyId, name, kind, note } = agency;
  const refresh = () => client.invalidateQueries({ queryKey: [WORK_KEY] });
  return (
    <Group gap={6} className="no-print">
      <FormDialog
        isSmall
        label={t.addUser}
        title={`${t.addUser}: ${name}`}
        about={t.addUserHint}
        fields={[
          { name: 'username', label: t.username, required: true },
          { name: 'position', label: t.userPosition },
        ]}
        onSubmit={async ({ username, position }) => {
          await addAgencyUser(unit, agencyId, { username, position });
          await refresh();
        }}
      />
      <FormDialog
        isSmall
        icon="edit"
        label={t.renameAgency}
        fields={[{ name: 'name', label: t.agencyName, required: true, initial: name }]}
        onSubmit={async (values) => {
          await changeAgency(unit, agencyId, { name: values['name'], kind, note });
          await refresh();
        }}
      />
      <FormDialog
        isSmall
        icon="close"
        label={t.endAgency}
        title={`${t.endAgency}: ${name}`}
        about={t.endAgencyHint}
        submit={t.endAgency}
        fields={[]}
        onSubmit={async () => {
          await endAgency(unit, agencyId);
          await refresh();
        }}
      />
    </Group>
  );
}
