/** Sign-in by password and second step, or by passkey; then back to where the person wanted to go. */
import {
  Anchor,
  Button,
  Checkbox,
  PasswordInput,
  PinInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiFault } from '../../api/client.ts';
import {
  signInByPasskey,
  signInByPassword,
  verifyBackupCode,
  verifySecondFactor,
} from '../../api/session.ts';
import { useAddress } from '../../shell/address.ts';
import { useForgetAll } from '../../shell/session.ts';
import { useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/states.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { GateCard, Or } from './gate.tsx';

export function SignIn(): ReactNode {
  const t = useTexts('access').signIn;
  const [needsSecond, setNeedsSecond] = useState(false);
  const enter = useEnter();
  if (needsSecond) {
    return (
      <GateCard title={t.secondTitle}>
        <SecondStep onDone={enter} />
      </GateCard>
    );
  }
  return (
    <GateCard title={t.title}>
      <PasswordForm onDone={enter} onSecond={() => setNeedsSecond(true)} />
      {'PublicKeyCredential' in window && (
        <>
          <Or text={t.or} />
          <PasskeyButton onDone={enter} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {t.help}
      </Text>
    </GateCard>
  );
}

/** Leads into the app: to the page asked for, never to another site. */
export function useEnter(): () => void {
  const [search] = useAddress();
  const navigate = useNavigate();
  const router = useRouter();
  const forget = useForgetAll();
  return () => {
    forget();
    const wanted = search['ve'] ?? '/';
    if (/^\/(?![/\\])/.test(wanted)) router.history.push(wanted);
    else void navigate({ to: '/' });
  };
}

interface PasswordFormProps {
  onDone: () => void;
  onSecond: () => void;
}

function PasswordForm({ onDone, onSecond }: PasswordFormProps): ReactNode {
  const t = useTexts('access').signIn;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const action = useFormAction(async () => {
    const answer = await signInByPassword(username.trim(), password);
    if (answer === 'second') onSecond();
    else onDone();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <TextInput
        label={t.username}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
      />
      <PasswordInput
        label={t.password}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        required
      />
      <FormFault fault={action.fault} />
      <Button type="submit" loading={action.isBusy} fullWidth>
        {t.submit}
      </Button>
    </form>
  );
}

function PasskeyButton({ onDone }: { onDone: () => void }): ReactNode {
  const t = useTexts('access').signIn;
  const action = useFormAction(async () => {
    await signInByPasskey();
    onDone();
  });
  const isDeviceFault = action.fault !== null && !(action.fault instanceof ApiFault);
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        fullWidth
        leftSection={<Icon name="key" />}
        loading={action.isBusy}
        onClick={() => void action.run()}
        styles={{ label: { whiteSpace: 'normal' }, root: { height: 'auto', minHeight: 36 } }}
      >
        {t.passkey}
      </Button>
      {isDeviceFault ? (
        <Notice tone="warn">{t.passkeyFailed}</Notice>
      ) : (
        <FormFault fault={action.fault} />
      )}
    </Stack>
  );
}

function SecondStep({ onDone }: { onDone: () => void }): ReactNode {
  const t = useTexts('access').signIn;
  const [isBackup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const [isTrusted, setTrusted] = useState(false);
  const action = useFormAction(async () => {
    await (isBackup ? verifyBackupCode(code.trim()) : verifySecondFactor(code, isTrusted));
    onDone();
  });
  const change = (): void => {
    setBackup(!isBackup);
    setCode('');
    action.clear();
  };
  return (
    <form onSubmit={action.onSubmit}>
      <Text size="sm">{isBackup ? t.backupExplain : t.secondExplain}</Text>
      {isBackup ? (
        <TextInput
          label={t.backupCode}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          required
          autoFocus
        />
      ) : (
        <PinInput
          length={6}
          type="number"
          oneTimeCode
          autoFocus
          aria-label={t.code}
          value={code}
          onChange={setCode}
        />
      )}
      {!isBackup && (
        <Checkbox
          label={t.trust}
          checked={isTrusted}
          onChange={(event) => setTrusted(event.currentTarget.checked)}
        />
      )}
      <FormFault fault={action.fault} />
      <Button type="submit" loading={action.isBusy} fullWidth>
        {t.verify}
      </Button>
      <Anchor component="button" type="button" size="sm" onClick={change}>
        {isBackup ? t.useCode : t.useBackup}
      </Anchor>
    </form>
  );
}
