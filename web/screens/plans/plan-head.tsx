/** The head of a plan: number, date, issuer, period; what a person should look at. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { PlanPage } from '../../api/plans.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Facts, Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import type { PlanDesk } from './plan.tsx';
import { usePlanWords, useWarningText } from './words.ts';

type Head = PlanPage['head'];

export function PlanHeadTab({ desk }: { desk: PlanDesk }): ReactNode {
  const words = usePlanWords();
  const t = words.plan;
  const f = words.fields;
  const format = useFormat();
  const warningText = useWarningText();
  const [isEditing, setEditing] = useState(false);
  const { head, warnings, missingAnnexes, recipients } = desk.page;
  return (
    <Stack gap="sm">
      <Section>
        <Facts
          pairs={[
            [f.type, head.docType],
            [f.title, head.title],
            [f.number, head.number.value],
            [f.date, format.date(head.issuedAt.date)],
            [f.issuer, head.issuer.name],
            [f.period, head.period?.text],
            [f.signer, head.signer && [head.signer.capacity, head.signer.title].join(' ').trim()],
          ]}
        />
        {desk.mayEdit && (
          <Group className="no-print">
            <Button size="xs" variant="default" onClick={() => setEditing(true)}>
              {t.edit}
            </Button>
          </Group>
        )}
      </Section>
      {warnings.length > 0 && (
        <Notice tone="warn" title={t.warnings}>
          <ul>
            {warnings.map((warning) => (
              <li key={`${warning.code} ${warning.line ?? ''} ${warning.detail ?? ''}`}>
                {warningText(warning.code, warning.detail)}{' '}
                {warning.line !== null && <LineButton desk={desk} line={warning.line} />}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {missingAnnexes.length > 0 && (
        <Notice tone="missing" title={t.missingAnnexes}>
          <ul>
            {missingAnnexes.map((annex) => (
              <li key={`${annex.line} ${annex.text}`}>
                {annex.text} <LineButton desk={desk} line={annex.line} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {recipients.length > 0 && (
        <Section title={t.recipients}>
          <ul>
            {recipients.map((recipient) => (
              <li key={recipient}>{recipient}</li>
            ))}
          </ul>
        </Section>
      )}
      {isEditing && <HeadForm desk={desk} head={head} onClose={() => setEditing(false)} />}
    </Stack>
  );
}

function LineButton({ desk, line }: { desk: PlanDesk; line: number }): ReactNode {
  const t = usePlanWords().plan;
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => desk.show({ from: line, to: line })}>
      {t.line(line)}
    </Button>
  );
}

interface HeadFormProps {
  desk: PlanDesk;
  head: Head;
  onClose: () => void;
}

function HeadForm({ desk, head, onClose }: HeadFormProps): ReactNode {
  const words = usePlanWords();
  const common = useText();
  const f = words.fields;
  const [title, setTitle] = useState(head.title ?? '');
  const [number, setNumber] = useState(head.number.value ?? '');
  const [date, setDate] = useState<IsoDate | null>(head.issuedAt.date);
  const [issuer, setIssuer] = useState(head.issuer.name ?? '');
  const save = async (): Promise<void> => {
    const isSameDay = date === head.issuedAt.date;
    const next: Head = {
      ...head,
      title: title.trim() || null,
      number: { ...head.number, value: number.trim() || null },
      issuer: { ...head.issuer, name: issuer.trim() || null },
      issuedAt: isSameDay ? head.issuedAt : { ...head.issuedAt, date, precision: 'day' },
    };
    if (await desk.edit([{ action: 'head', head: next }])) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.plan.head}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={f.title}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={f.number}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <DayInput label={f.date} value={date} onChange={setDate} />
          <TextInput
            label={f.issuer}
            value={issuer}
            onChange={(event) => setIssuer(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.action.cancel}
            </Button>
            <Button type="submit" loading={desk.isBusy}>
              {words.plan.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
