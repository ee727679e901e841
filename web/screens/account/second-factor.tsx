/** Two-step sign-in: the password, a QR code, backup codes, the first right code. */
import { Button, Code, Group, List, PasswordInput, PinInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type SecondFactorSetup,
  confirmSecondFactor,
  endSecondFactor,
  prepareSecondFactor,
  renewBackupCodes,
} from '../../api/access.ts';
import { useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Notice } from '../../ui/states.tsx';

type Deed = 'turnOn' | 'turnOff' | 'newCodes';

export function SecondFactor({ isOn }: { isOn: boolean }): ReactNode {
  const t = useTexts('access').account;
  const client = useQueryClient();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = (): void => void client.invalidateQueries({ queryKey: ['me'] });
  const perform = async (password: string): Promise<void> => {
    if (deed === 'turnOn') setSetup(await prepareSecondFactor(password));
    else if (deed === 'turnOff') await endSecondFactor(password);
    else setCodes(await renewBackupCodes(password));
    setDeed(null);
    refresh();
  };
  if (setup) {
    return (
      <Setup
        setup={setup}
        onDone={() => {
          setSetup(null);
          refresh();
        }}
      />
    );
  }
  return (
    <Stack gap="sm">
      <Notice tone={isOn ? 'info' : 'warn'} icon={isOn ? 'check' : 'warning'}>
        {isOn ? t.secondOn : t.secondOff}
      </Notice>
      {codes && <BackupCodes codes={codes} />}
      {deed === null ? (
        <Group gap="xs">
          {isOn ? (
            <>
              <Button variant="default" onClick={() => setDeed('newCodes')}>
                {t.newCodes}
              </Button>
              <Button variant="default" onClick={() => setDeed('turnOff')}>
                {t.turnOff}
              </Button>
            </>
          ) : (
            <Button onClick={() => setDeed('turnOn')}>{t.turnOn}</Button>
          )}
        </Group>
      ) : (
        <PasswordStep submit={t[deed]} onSubmit={perform} />
      )}
    </Stack>
  );
}

interface PasswordStepProps {
  submit: string;
  onSubmit: (password: string) => Promise<void>;
}

function PasswordStep({ submit, onSubmit }: PasswordStepProps): ReactNode {
  const t = useTexts('access').account;
  const [password, setPassword] = useState('');
  const action = useFormAction(() => onSubmit(password));
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm" maw="24rem">
        <PasswordInput
          label={t.passwordFirst}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          autoFocus
        />
        <FormFault fault={action.fault} />
        <Button type="submit" loading={action.isBusy}>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}

function Setup({ setup, onDone }: { setup: SecondFactorSetup; onDone: () => void }): ReactNode {
  const t = useTexts('access').account;
  const codeLabel = useTexts('access').signIn.code;
  const [code, setCode] = useState('');
  const action = useFormAction(async () => {
    await confirmSecondFactor(code);
    onDone();
  });
  const secret = new URL(setup.totpURI).searchParams.get('secret') ?? '';
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Text size="sm">{t.scan}</Text>
        <QrCode text={setup.totpURI} label={t.scanAlt} />
        <Text size="sm">
          {t.secret} <Code>{secret}</Code>
        </Text>
        <Text size="sm">{t.save}</Text>
        <BackupCodes codes={setup.backupCodes} />
        <Text size="sm">{t.enterCode}</Text>
        <PinInput
          length={6}
          type="number"
          oneTimeCode
          aria-label={codeLabel}
          value={code}
          onChange={setCode}
        />
        <FormFault fault={action.fault} />
        <Button type="submit" loading={action.isBusy} disabled={code.length < 6}>
          {t.confirm}
        </Button>
      </Stack>
    </form>
  );
}

function BackupCodes({ codes }: { codes: readonly string[] }): ReactNode {
  return (
    <List listStyleType="none" style={{ columns: '8rem' }}>
      {codes.map((code) => (
        <List.Item key={code}>
          <Code>{code}</Code>
        </List.Item>
      ))}
    </List>
  );
}
