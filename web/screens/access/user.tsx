/** One user: account, grants with dates, and what an administrator may do. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  type GrantView,
  type OneTimeLink,
  type UserView,
  addGrant,
  endGrant,
  endUserSessions,
  getUser,
  resetPassword,
  resetSecondFactor,
  resumeUser,
  suspendUser,
} from '../../api/access.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormat, useText, useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { EMPTY_GRANT, GrantFields, grantOf } from './grant-fields.tsx';
import { ShownLink } from './invite-dialog.tsx';

export function User(): ReactNode {
  const { user } = useParams({ strict: false });
  const userId = String(user);
  const query = useQuery({
    queryKey: ['user', userId],
    queryFn: ({ signal }) => getUser(userId, signal),
  });
  return (
    <QueryView query={query} lines={8}>
      {(found) => <UserBody user={found} />}
    </QueryView>
  );
}

/** Everything known of users is asked again after a change. */
function useRefresh(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['user'] });
    void client.invalidateQueries({ queryKey: ['users'] });
  };
}

function UserBody({ user }: { user: UserView }): ReactNode {
  const t = useTexts('access').users;
  const words = useText();
  const format = useFormat();
  const mayManage = useRoles().has('administrator');
  return (
    <Page
      title={user.name}
      above={<Breadcrumb crumbs={[{ key: 0, name: t.title, door: { to: '/nguoi-dung' } }]} />}
      about={[user.username, user.homeUnit?.name].filter(Boolean).join(' · ')}
    >
      <Columns>
        <Section title={t.account} className={span.half}>
          <Facts
            pairs={[
              [t.username, user.username],
              [t.email, user.email],
              [t.home, user.homeUnit?.name],
              [t.created, format.instant(user.createdAt)],
              [t.lastSignIn, format.instant(user.lastSignInAt) || t.never],
              [t.secondFactor, user.hasSecondFactor ? words.state.yes : words.state.no],
              [
                t.state,
                user.suspendedAt === null
                  ? t.active
                  : `${t.suspended}, ${format.instant(user.suspendedAt)}`,
              ],
            ]}
          />
        </Section>
        {mayManage && (
          <Section title={t.actions} className={span.half}>
            <Deeds user={user} />
          </Section>
        )}
        <Grants user={user} mayManage={mayManage} />
      </Columns>
    </Page>
  );
}

type Deed = 'suspend' | 'resume' | 'resetPassword' | 'resetSecondFactor' | 'endSessions';

function Deeds({ user }: { user: UserView }): ReactNode {
  const t = useTexts('access').users;
  const refresh = useRefresh();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const deeds: Deed[] = [
    'resetPassword',
    ...(user.hasSecondFactor ? (['resetSecondFactor'] as const) : []),
    'endSessions',
    user.suspendedAt === null ? 'suspend' : 'resume',
  ];
  const perform = async (reason: string): Promise<void> => {
    if (deed === 'resetPassword') setLink(await resetPassword(user.userId, reason));
    else if (deed === 'suspend') await suspendUser(user.userId, reason);
    else if (deed === 'resume') await resumeUser(user.userId, reason);
    else if (deed === 'resetSecondFactor') await resetSecondFactor(user.userId, reason);
    else if (deed === 'endSessions') await endUserSessions(user.userId, reason);
    setDeed(null);
    refresh();
  };
  return (
    <>
      <Group gap="xs">
        {deeds.map((name) => (
          <Button
            key={name}
            variant="default"
            c={name === 'suspend' ? 'var(--missing)' : undefined}
            onClick={() => setDeed(name)}
          >
            {t[name]}
          </Button>
        ))}
      </Group>
      {deed !== null && (
        <ReasonDialog
          isOpen
          onClose={() => setDeed(null)}
          title={`${t[deed]}: ${user.name}`}
          explain={t[`${deed}Explain`]}
          submit={t[deed]}
          isDangerous={deed === 'suspend'}
          onSubmit={perform}
        />
      )}
      <Modal opened={link !== null} onClose={() => setLink(null)} title={t.linkTitle}>
        {link && <ShownLink link={link} onClose={() => setLink(null)} />}
      </Modal>
    </>
  );
}

function Grants({ user, mayManage }: { user: UserView; mayManage: boolean }): ReactNode {
  const t = useTexts('access');
  const refresh = useRefresh();
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<GrantView | null>(null);
  const columns: Column<GrantView>[] = [
    { id: 'role', title: t.users.role, value: (row) => t.role[row.role], width: 150 },
    { id: 'unit', title: t.users.unit, value: (row) => row.unit.name, width: 140 },
    {
      id: 'boundaries',
      title: t.users.boundaries,
      kind: 'date',
      value: (row) => row.boundaries,
      hidden: true,
    },
    { id: 'from', title: t.users.from, kind: 'date', value: (row) => row.from },
    { id: 'to', title: t.users.toDay, kind: 'lastDay', value: (row) => row.to },
    { id: 'reason', title: t.users.reason, value: (row) => row.reason, width: 160 },
    { id: 'by', title: t.users.grantedBy, value: (row) => row.grantedBy },
  ];
  if (mayManage) {
    columns.push({
      id: 'end',
      title: '',
      value: () => null,
      sortable: false,
      render: (row) => (
        <Button size="compact-xs" variant="subtle" color="gap" onClick={() => setEnding(row)}>
          {t.users.endGrant}
        </Button>
      ),
    });
  }
  return (
    <Section
      title={t.users.grants}
      aside={
        mayManage && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setAdding(true)}
          >
            {t.users.addGrant}
          </Button>
        )
      }
    >
      <DataTable
        id="grants"
        caption={`${t.users.grants}: ${user.name}`}
        columns={columns}
        rows={user.grants}
        rowKey={(row) => row.grantId}
        empty={{ title: t.users.noGrants }}
        withoutTools={user.grants.length < 6}
      />
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={t.users.addGrant} size="lg">
        <GrantForm
          user={user}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            refresh();
          }}
        />
      </Modal>
      {ending && (
        <ReasonDialog
          isOpen
          onClose={() => setEnding(null)}
          title={`${t.users.endGrant}: ${t.role[ending.role]}, ${ending.unit.name}`}
          explain={t.users.endGrantExplain}
          submit={t.users.endGrant}
          isDangerous
          onSubmit={async (reason) => {
            await endGrant(ending.grantId, reason);
            setEnding(null);
            refresh();
          }}
        />
      )}
    </Section>
  );
}

interface GrantFormProps {
  user: UserView;
  onClose: () => void;
  onDone: () => void;
}

function GrantForm({ user, onClose, onDone }: GrantFormProps): ReactNode {
  const t = useTexts('access').users;
  const words = useText();
  const [draft, setDraft] = useState(EMPTY_GRANT);
  const [reason, setReason] = useState('');
  const action = useFormAction(async () => {
    const wish = grantOf(draft);
    if (!wish) return;
    await addGrant(user.userId, wish, reason);
    onDone();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <GrantFields draft={draft} onChange={setDraft} />
        <Textarea
          label={t.reason}
          placeholder={t.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          minLength={3}
          required
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy} disabled={draft.unit === null}>
            {t.addGrant}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
