/** A new user: who, which grant, why; the answer is a link shown once. */
import { Button, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type OneTimeLink, inviteUser } from '../../api/access.ts';
import { useFormat, useText, useTexts } from '../../text/language.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Notice } from '../../ui/states.tsx';
import { EMPTY_GRANT, GrantFields, grantOf } from './grant-fields.tsx';

export interface InviteDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

export function InviteDialog({ isOpen, onClose }: InviteDialogProps): ReactNode {
  const t = useTexts('access').users;
  return (
    <Modal opened={isOpen} onClose={onClose} title={t.invite} size="lg">
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTexts('access').users;
  const link = useTexts('access').link;
  const words = useText();
  const client = useQueryClient();
  const [person, setPerson] = useState({ name: '', username: '', email: '', reason: '' });
  const [grant, setGrant] = useState(EMPTY_GRANT);
  const [made, setMade] = useState<OneTimeLink | null>(null);
  const change = (patch: Partial<typeof person>): void => setPerson({ ...person, ...patch });
  const action = useFormAction(async () => {
    const wish = grantOf(grant);
    if (!wish) return;
    const { name, username, email, reason } = person;
    const answer = await inviteUser({
      name,
      username,
      email: email.trim() === '' ? undefined : email.trim(),
      grants: [wish],
      reason,
    });
    setMade(answer.link);
    void client.invalidateQueries({ queryKey: ['users'] });
  });
  if (made) return <ShownLink link={made} onClose={onClose} />;
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <TextInput
          label={t.name}
          value={person.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          required
          data-autofocus
        />
        <TextInput
          label={t.username}
          description={link.usernameHint}
          value={person.username}
          onChange={(event) => change({ username: event.currentTarget.value })}
          autoCapitalize="none"
          required
        />
        <TextInput
          label={t.email}
          type="email"
          value={person.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <GrantFields draft={grant} onChange={setGrant} />
        <Textarea
          label={t.reason}
          placeholder={t.reasonHint}
          value={person.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          minLength={3}
          required
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy} disabled={grant.unit === null}>
            {t.invite}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ShownLink({
  link,
  onClose,
}: {
  link: OneTimeLink;
  onClose: () => void;
}): ReactNode {
  const t = useTexts('access').users;
  const words = useText();
  const format = useFormat();
  return (
    <Stack gap="sm">
      <Notice>{t.linkExplain(format.instant(link.expiresAt))}</Notice>
      <CopyLine label={t.linkTitle} text={`${location.origin}${link.path}`} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.action.close}</Button>
      </Group>
    </Stack>
  );
}
