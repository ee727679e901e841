/** On a person's page: whether the data may be erased and why not, the person's request, holds. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ErasurePreview,
  RETENTION_KEY,
  placeHold,
  previewErasure,
  releaseHold,
  requestErasure,
} from '../../api/retention.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { QueryView } from '../../ui/states.tsx';
import { useRetentionWords } from './words.ts';

export function PersonErasure({ personId }: { personId: number }): ReactNode {
  const t = useRetentionWords();
  const mayLook = useHoldsAny(['administrator', 'socialInsuranceOfficer', 'auditor']);
  const [isOpen, setOpen] = useState(false);
  if (!mayLook) return null;
  return (
    <Section title={t.person.title}>
      {isOpen ? (
        <Opened personId={personId} />
      ) : (
        <Button variant="default" className="no-print" onClick={() => setOpen(true)}>
          {t.person.request}
        </Button>
      )}
    </Section>
  );
}

function Opened({ personId }: { personId: number }): ReactNode {
  const preview = useQuery({
    queryKey: [RETENTION_KEY, 'person', personId],
    queryFn: ({ signal }) => previewErasure(personId, signal),
  });
  return (
    <QueryView query={preview} lines={4}>
      {(found) => <Preview personId={personId} preview={found} />}
    </QueryView>
  );
}

interface PreviewProps {
  personId: number;
  preview: ErasurePreview;
}

function Preview({ personId, preview }: PreviewProps): ReactNode {
  const words = useRetentionWords();
  const t = words.person;
  const format = useFormat();
  const mayHold = useHoldsAny(['administrator', 'auditor']);
  const mayRequest = useHoldsAny(['administrator', 'socialInsuranceOfficer']);
  const [asked, setAsked] = useState<'request' | 'hold' | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Stack gap="sm">
      {preview.blocks.length === 0 ? (
        <span>
          {t.free} {t.would(format.number(preview.rows), format.number(preview.papers))}
        </span>
      ) : (
        <div>
          {t.blocked}
          <ul>
            {preview.blocks.map((block) => (
              <li key={block.id}>
                {block.name}{' '}
                <span className="soft">({block.citation ?? words.basis[block.basis]})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.holds.map((hold) => (
        <Held key={hold.holdId} personId={personId} hold={hold} mayRelease={mayHold} />
      ))}
      {preview.runs.length > 0 && (
        <ul>
          {preview.runs.map((run) => (
            <li key={run.runId}>
              {format.instant(run.proposedAt)}: {words.state[run.state]}, {run.document}{' '}
              {run.certificateId !== null && (
                <DoorLink door={doors.certificate(run.certificateId)}>
                  {words.certificateDoor(run.certificateId)}
                </DoorLink>
              )}
            </li>
          ))}
        </ul>
      )}
      <Group className="no-print">
        {mayRequest && (
          <Button variant="default" onClick={() => setAsked('request')}>
            {t.request}
          </Button>
        )}
        {mayHold && (
          <Button variant="default" onClick={() => setAsked('hold')}>
            {t.hold}
          </Button>
        )}
      </Group>
      {asked === 'request' && (
        <LetterDialog personId={personId} preview={preview} kind="request" onClose={close} />
      )}
      {asked === 'hold' && (
        <LetterDialog personId={personId} preview={preview} kind="hold" onClose={close} />
      )}
    </Stack>
  );
}

interface HeldProps {
  personId: number;
  hold: ErasurePreview['holds'][number];
  mayRelease: boolean;
}

function Held({ personId, hold, mayRelease }: HeldProps): ReactNode {
  const t = useRetentionWords().person;
  const format = useFormat();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      {t.held(hold.document, hold.actorName, format.instant(hold.placedAt))}: {hold.reason}{' '}
      {mayRelease && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t.release}
        </Button>
      )}
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t.release}
        submit={t.release}
        onSubmit={async (reason) => {
          await releaseHold(personId, hold.holdId, reason);
          await client.invalidateQueries({ queryKey: [RETENTION_KEY] });
          setOpen(false);
        }}
      />
    </div>
  );
}

interface LetterDialogProps extends PreviewProps {
  kind: 'request' | 'hold';
  onClose: () => void;
}

function LetterDialog({ personId, preview, kind, onClose }: LetterDialogProps): ReactNode {
  const words = useRetentionWords();
  const t = words.person;
  const format = useFormat();
  const client = useQueryClient();
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [receivedOn, setReceivedOn] = useState<string | null>(today());
  const isRequest = kind === 'request';
  const action = useFormAction(async () => {
    if (isRequest) {
      if (receivedOn === null) return;
      await requestErasure(personId, { document, reason, receivedOn });
    } else await placeHold(personId, { document, reason });
    await client.invalidateQueries({ queryKey: [RETENTION_KEY] });
    onClose();
  });
  const explain = isRequest
    ? preview.blocks.length > 0
      ? t.requestBlocked
      : t.requestFree
    : t.holdExplain;
  return (
    <Modal opened onClose={onClose} title={isRequest ? t.requestTitle : t.holdTitle} centered>
      <form onSubmit={action.onSubmit}>
        <Stack gap="sm">
          <span>{explain}</span>
          <TextInput
            label={t.document}
            placeholder={t.documentHint}
            value={document}
            minLength={3}
            maxLength={200}
            required
            data-autofocus
            onChange={(event) => setDocument(event.currentTarget.value)}
          />
          {isRequest && (
            <DayInput label={t.receivedOn} value={receivedOn} onChange={setReceivedOn} required />
          )}
          <TextInput
            label={words.reason}
            value={reason}
            minLength={3}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {isRequest && (
            <span className="soft">
              {t.answerBy(format.date(preview.answerBy), preview.requestCitation)}
            </span>
          )}
          <FormFault fault={action.fault} />
          <Group justify="flex-end">
            <Button type="submit" loading={action.isBusy}>
              {isRequest ? t.submit : t.hold}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
