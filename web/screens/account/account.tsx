/** The own account: password, two-step sign-in, passkeys, sessions, tokens. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { changePassword, getOwnUser } from '../../api/access.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { Passkeys } from './passkeys.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

export function Account(): ReactNode {
  const t = useTexts('access');
  const format = useFormat();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => getOwnUser(signal) });
  return (
    <Page title={t.account.title}>
      <QueryView query={me} lines={10}>
        {({ user }) =>
          user && (
            <Columns>
              <Section title={t.account.who} className={span.half}>
                <Facts
                  pairs={[
                    [t.users.name, user.name],
                    [t.users.username, user.username],
                    [t.users.email, user.email],
                    [t.users.home, user.homeUnit?.name],
                    [
                      t.users.grants,
                      user.grants
                        .map((grant) => `${t.role[grant.role]}: ${grant.unit.name}`)
                        .join('; '),
                    ],
                    [t.users.lastSignIn, format.instant(user.lastSignInAt)],
                  ]}
                />
              </Section>
              {user.hasPassword && (
                <Section title={t.account.password} className={span.half}>
                  <PasswordForm username={user.username} />
                </Section>
              )}
              {user.hasPassword && (
                <Section title={t.account.secondFactor} className={span.half}>
                  <SecondFactor isOn={user.hasSecondFactor} />
                </Section>
              )}
              <Section title={t.account.passkeys} className={span.half}>
                <Passkeys />
              </Section>
              <Section title={t.account.sessions}>
                <Sessions />
              </Section>
              <Section title={t.account.tokens}>
                <Tokens user={user} />
              </Section>
            </Columns>
          )
        }
      </QueryView>
    </Page>
  );
}

function PasswordForm({ username }: { username: string }): ReactNode {
  const t = useTexts('access').account;
  const link = useTexts('access').link;
  const [form, setForm] = useState({ current: '', next: '', repeat: '' });
  const [isMismatch, setMismatch] = useState(false);
  const [isDone, setDone] = useState(false);
  const change = (patch: Partial<typeof form>): void => setForm({ ...form, ...patch });
  const action = useFormAction(async () => {
    const wrong = form.next !== form.repeat;
    setMismatch(wrong);
    if (wrong) return;
    await changePassword(form.current, form.next);
    setForm({ current: '', next: '', repeat: '' });
    setDone(true);
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm" maw="24rem">
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        <PasswordInput
          label={t.current}
          value={form.current}
          onChange={(event) => change({ current: event.currentTarget.value })}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          label={t.next}
          description={link.passwordHint}
          value={form.next}
          onChange={(event) => change({ next: event.currentTarget.value })}
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
        <FormFault fault={action.fault} />
        {isDone && <Notice icon="check">{t.changed}</Notice>}
        <Button type="submit" loading={action.isBusy} variant="default">
          {t.change}
        </Button>
      </Stack>
    </form>
  );
}
