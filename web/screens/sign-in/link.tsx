/** `/bat-dau?ma=…`: the first administrator, an invitation, a new password, or the demonstration. */
import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type LinkView, inspectLink, submitLink } from '../../api/session.ts';
import { useAddress } from '../../shell/address.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { GateCard } from './gate.tsx';
import { useEnter } from './sign-in.tsx';

export function OneTimeLink(): ReactNode {
  const t = useTexts('access').link;
  const [search] = useAddress();
  const code = search['ma'] ?? '';
  const link = useQuery({
    queryKey: ['link', code],
    queryFn: () => inspectLink(code),
    enabled: code !== '',
    retry: false,
    staleTime: Infinity,
  });
  const title = useTitle(link.data);
  if (code === '') {
    return (
      <GateCard title={title}>
        <Notice tone="warn">{t.missing}</Notice>
      </GateCard>
    );
  }
  return (
    <GateCard title={title}>
      <QueryView query={link}>{(view) => <LinkForm code={code} view={view} />}</QueryView>
    </GateCard>
  );
}

function useTitle(view: LinkView | undefined): string {
  const t = useTexts('access').link;
  switch (view?.purpose) {
    case 'first':
      return t.titleFirst;
    case 'reset':
      return t.titleReset;
    case 'demo':
      return t.titleDemo;
    default:
      return t.titleInvite;
  }
}

function LinkForm({ code, view }: { code: string; view: LinkView }): ReactNode {
  const t = useTexts('access').link;
  const format = useFormat();
  const enter = useEnter();
  const [form, setForm] = useState({ name: '', username: '', password: '', repeat: '' });
  const [isMismatch, setMismatch] = useState(false);
  const [isDone, setDone] = useState(false);
  const change = (patch: Partial<typeof form>): void => setForm({ ...form, ...patch });
  const action = useFormAction(async () => {
    const wrong = view.needsPassword && form.password !== form.repeat;
    setMismatch(wrong);
    if (wrong) return;
    const { name, username, password } = form;
    const isFirst = view.purpose === 'first';
    const used = await submitLink({
      code,
      password: view.needsPassword ? password : undefined,
      name: isFirst ? name : undefined,
      username: isFirst ? username : undefined,
    });
    if (used.signedIn) enter();
    else setDone(true);
  });
  if (isDone) {
    return (
      <>
        <Notice icon="check">{t.done}</Notice>
        <Button component={Link} to="/dang-nhap">
          {t.toSignIn}
        </Button>
      </>
    );
  }
  return (
    <form onSubmit={action.onSubmit}>
      <Text size="sm">{explanationOf(view, t)}</Text>
      {view.purpose === 'first' && (
        <>
          <TextInput
            label={t.name}
            value={form.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            autoComplete="name"
            required
            autoFocus
          />
          <TextInput
            label={t.username}
            description={t.usernameHint}
            value={form.username}
            onChange={(event) => change({ username: event.currentTarget.value })}
            autoComplete="username"
            autoCapitalize="none"
            required
          />
        </>
      )}
      {view.needsPassword && (
        <>
          {view.username !== null && (
            <TextInput label={t.username} value={view.username} readOnly autoComplete="username" />
          )}
          <PasswordInput
            label={t.password}
            description={t.passwordHint}
            value={form.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
            autoComplete="new-password"
            required
          />
          <PasswordInput
            label={t.repeat}
            value={form.repeat}
            onChange={(event) => change({ repeat: event.currentTarget.value })}
            error={isMismatch ? t.mismatch : undefined}
            autoComplete="new-password"
            required
          />
        </>
      )}
      <FormFault fault={action.fault} />
      <Button type="submit" loading={action.isBusy}>
        {view.purpose === 'demo' ? t.enterDemo : t.submit}
      </Button>
      <Text size="xs" c="dimmed">
        {t.expires(format.instant(view.expiresAt))}
      </Text>
    </form>
  );
}

function explanationOf(view: LinkView, t: LinkTexts): string {
  const name = view.name ?? '';
  switch (view.purpose) {
    case 'first':
      return t.explainFirst;
    case 'invite':
      return t.explainInvite(name);
    case 'reset':
      return t.explainReset(name);
    case 'demo':
      return t.explainDemo;
  }
}

type LinkTexts = ReturnType<typeof useTexts<'access'>>['link'];
