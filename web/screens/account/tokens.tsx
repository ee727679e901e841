/** Tokens with which programs read by the API under a part of the person's grants. */
import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type TokenView, type UserView, addToken, endToken, listTokens } from '../../api/access.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

const KEY = ['tokens'] as const;

export function Tokens({ user }: { user: UserView }): ReactNode {
  const t = useTexts('access').account;
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const tokens = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listTokens(signal) });
  const refresh = (): void => void client.invalidateQueries({ queryKey: KEY });
  return (
    <Stack gap="sm">
      <Text size="sm">{t.tokensExplain}</Text>
      <QueryView query={tokens} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Text c="dimmed">{t.noTokens}</Text>
          ) : (
            <TokenTable rows={rows} onChange={refresh} />
          )
        }
      </QueryView>
      <Group>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setAdding(true)}
        >
          {t.addToken}
        </Button>
      </Group>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={t.addToken}>
        <TokenForm user={user} onClose={() => setAdding(false)} onDone={refresh} />
      </Modal>
    </Stack>
  );
}

interface TokenTableProps {
  rows: readonly TokenView[];
  onChange: () => void;
}

function TokenTable({ rows, onChange }: TokenTableProps): ReactNode {
  const t = useTexts('access').account;
  const words = useText();
  const columns: Column<TokenView>[] = [
    { id: 'name', title: t.tokenName, value: (row) => row.name, width: 150 },
    {
      id: 'kind',
      title: t.kind,
      value: (row) => (row.mayChange ? t.mayChange : t.readOnly),
    },
    { id: 'started', title: t.started, kind: 'instant', value: (row) => row.createdAt },
    { id: 'lastUsed', title: t.lastUsed, kind: 'instant', value: (row) => row.lastUsedAt },
    { id: 'expires', title: t.expires, kind: 'instant', value: (row) => row.expiresAt },
    {
      id: 'end',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gap"
          onClick={() => void endToken(row.tokenId).then(onChange)}
        >
          {words.action.remove}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      id="own-tokens"
      caption={t.tokens}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.tokenId}
      withoutTools
    />
  );
}

interface TokenFormProps {
  user: UserView;
  onClose: () => void;
  onDone: () => void;
}

function TokenForm({ user, onClose, onDone }: TokenFormProps): ReactNode {
  const t = useTexts('access');
  const words = useText();
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [mayChange, setMayChange] = useState(false);
  const [grantIds, setGrantIds] = useState<string[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const action = useFormAction(async () => {
    const answer = await addToken({ name, days, mayChange, grantIds: grantIds.map(Number) });
    setSecret(answer.secret);
    onDone();
  });
  if (secret !== null) {
    return (
      <Stack gap="sm">
        <Notice tone="warn">{t.account.tokenShown}</Notice>
        <CopyLine label={name} text={secret} />
        <Button onClick={onClose}>{words.action.close}</Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <TextInput
          label={t.account.tokenName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <NumberInput
          label={t.account.tokenDays}
          value={days}
          onChange={(value) => setDays(Number(value))}
          min={1}
          max={366}
          required
        />
        <Checkbox.Group label={t.account.tokenGrants} value={grantIds} onChange={setGrantIds}>
          <Stack gap="xs" mt="xs">
            {user.grants.map((grant) => (
              <Checkbox
                key={grant.grantId}
                value={String(grant.grantId)}
                label={`${t.role[grant.role]}: ${grant.unit.name}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label={t.account.tokenMayChange}
          checked={mayChange}
          onChange={(event) => setMayChange(event.currentTarget.checked)}
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy} disabled={grantIds.length === 0}>
            {t.account.addToken}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
