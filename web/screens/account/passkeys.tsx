/** Passkeys of the account. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Passkey, addPasskey, endPasskey, listPasskeys } from '../../api/access.ts';
import { ApiFault } from '../../api/client.ts';
import { useFormat, useText, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';

const KEY = ['passkeys'] as const;

export function Passkeys(): ReactNode {
  const t = useTexts('access').account;
  const client = useQueryClient();
  const [name, setName] = useState('');
  const refresh = (): void => void client.invalidateQueries({ queryKey: KEY });
  const passkeys = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listPasskeys(signal) });
  const adding = useFormAction(async () => {
    await addPasskey(name.trim());
    setName('');
    refresh();
  });
  const isDeviceFault = adding.fault !== null && !(adding.fault instanceof ApiFault);
  return (
    <Stack gap="sm">
      <Text size="sm">{t.passkeysExplain}</Text>
      <QueryView query={passkeys} lines={2}>
        {(rows) => <PasskeyList rows={rows} onChange={refresh} />}
      </QueryView>
      {'PublicKeyCredential' in window && (
        <form onSubmit={adding.onSubmit}>
          <Group gap="xs" align="flex-end">
            <TextInput
              label={t.passkeyName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
            />
            <Button
              type="submit"
              variant="default"
              loading={adding.isBusy}
              leftSection={<Icon name="key" size={16} />}
            >
              {t.addPasskey}
            </Button>
          </Group>
        </form>
      )}
      {isDeviceFault ? (
        <Notice tone="warn">{t.passkeyFault}</Notice>
      ) : (
        <FormFault fault={adding.fault} />
      )}
    </Stack>
  );
}

interface PasskeyListProps {
  rows: readonly Passkey[];
  onChange: () => void;
}

function PasskeyList({ rows, onChange }: PasskeyListProps): ReactNode {
  const t = useTexts('access').account;
  const words = useText();
  const format = useFormat();
  if (rows.length === 0) return <Text c="dimmed">{t.noPasskeys}</Text>;
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <Group gap="xs" justify="space-between">
            <span>
              {row.name ?? words.state.unknown}{' '}
              <span className="soft">{format.instant(row.createdAt)}</span>
            </span>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gap"
              onClick={() => void endPasskey(row.id).then(onChange)}
            >
              {words.action.remove}
            </Button>
          </Group>
        </li>
      ))}
    </ul>
  );
}
