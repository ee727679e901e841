/** A personal number shown in part; seeing all of it asks for a reason, which the journal keeps. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useText } from '../text/language.tsx';
import { Icon } from './icon.tsx';
import { ErrorNotice } from './states.tsx';

const SHOWN_MS = 120_000;
const REASON_LENGTH_MIN = 8;

export interface MaskedProps {
  /** as the server masked it: "••••••••1234" */
  masked: string;
  /** what it is, for the button: "số định danh cá nhân" */
  what: string;
  /** false: the role may never see it, or nothing is masked */
  canUnmask: boolean;
  unmask: (reason: string) => Promise<string | null>;
}

export function Masked({ masked, what, canUnmask, unmask }: MaskedProps): ReactNode {
  const t = useText();
  const [shown, setShown] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  if (shown !== null) return <span className="number">{shown}</span>;
  return (
    <span
      style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '0 0.375rem' }}
    >
      <span className="number">{masked}</span>
      {canUnmask && (
        <Button
          size="compact-xs"
          variant="subtle"
          className="no-print"
          leftSection={<Icon name="eye" size={14} />}
          aria-label={t.masked.show(what)}
          onClick={() => setAsking(true)}
        >
          {t.action.show}
        </Button>
      )}
      <UnmaskDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        what={what}
        onSubmit={async (reason) => {
          setShown(await unmask(reason));
          setAsking(false);
        }}
      />
    </span>
  );
}

interface UnmaskDialogProps {
  isOpen: boolean;
  what: string;
  onClose: () => void;
  onSubmit: (reason: string) => Promise<void>;
}

export function UnmaskDialog({ isOpen, what, onClose, onSubmit }: UnmaskDialogProps): ReactNode {
  const t = useText();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isTooShort, setTooShort] = useState(false);
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim().length < REASON_LENGTH_MIN) {
      setTooShort(true);
      return;
    }
    setSending(true);
    setFault(null);
    try {
      await onSubmit(reason.trim());
    } catch (cause) {
      setFault(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={`${t.masked.title}: ${what}`} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text size="sm">{t.masked.explain}</Text>
          <Textarea
            label={t.masked.reason}
            placeholder={t.masked.reasonHint}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={isTooShort ? t.masked.reasonShort : undefined}
            minRows={2}
            required
            data-autofocus
          />
          {fault !== null && <ErrorNotice error={fault} />}
          <Text size="xs" c="dimmed">
            {t.masked.until}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.action.cancel}
            </Button>
            <Button type="submit" loading={isSending}>
              {t.masked.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
