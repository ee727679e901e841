/** Users of one's places: who may do what where; new ones are invited by a one-time link. */
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type UserView, listUsers } from '../../api/access.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormat, useText, useTexts } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { userDoor } from './user-door.ts';

export function Users(): ReactNode {
  const t = useTexts('access').users;
  const words = useText();
  const mayManage = useRoles().has('administrator');
  const [typed, setTyped] = useState('');
  const [needle] = useDebouncedValue(typed.trim(), 200);
  const [isInviting, setInviting] = useState(false);
  const users = useInfiniteQuery({
    queryKey: ['users', needle],
    queryFn: ({ pageParam, signal }) =>
      listUsers({ query: needle || undefined, after: pageParam, limit: 100 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = users.data?.pages.flatMap((page) => page.users) ?? [];
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        mayManage && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>
            {t.invite}
          </Button>
        )
      }
    >
      <Toolbar>
        <TextInput
          aria-label={t.find}
          placeholder={t.find}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w="22rem"
          maw="100%"
        />
      </Toolbar>
      {users.isError && <ErrorNotice error={users.error} onRetry={() => void users.refetch()} />}
      {users.isPending ? <Loading lines={8} /> : <UsersTable rows={rows} />}
      {users.hasNextPage && (
        <Button
          variant="default"
          loading={users.isFetchingNextPage}
          onClick={() => void users.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
      <span className="visually-hidden">{words.table.keyboard}</span>
    </Page>
  );
}

function UsersTable({ rows }: { rows: readonly UserView[] }): ReactNode {
  const t = useTexts('access');
  const format = useFormat();
  const words = useText();
  const columns: Column<UserView>[] = [
    {
      id: 'name',
      title: t.users.name,
      kind: 'name',
      value: (row) => row.name,
      door: userDoor,
      width: 160,
    },
    { id: 'username', title: t.users.username, value: (row) => row.username },
    {
      id: 'roles',
      title: t.users.roles,
      value: (row) =>
        row.grants.map((grant) => `${t.role[grant.role]}: ${grant.unit.name}`).join('; '),
      width: 240,
    },
    {
      id: 'lastSignIn',
      title: t.users.lastSignIn,
      kind: 'instant',
      value: (row) => row.lastSignInAt,
      render: (row) => format.instant(row.lastSignInAt) || t.users.never,
    },
    {
      id: 'state',
      title: t.users.state,
      value: (row) =>
        row.suspendedAt !== null
          ? t.users.suspended
          : row.hasPassword || row.isDemo
            ? t.users.active
            : t.users.notActivated,
    },
    {
      id: 'secondFactor',
      title: t.users.secondFactor,
      value: (row) => (row.hasSecondFactor ? words.state.yes : words.state.no),
    },
  ];
  return (
    <DataTable
      id="users"
      caption={t.users.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.userId}
      rowDoor={userDoor}
      empty={{ title: t.users.empty }}
    />
  );
}
