/** Records supplementary or private insurance of a person as a fact of the register. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type IsoDate, addDays } from '../../../src/kernel/dates.ts';
import type { Role } from '../../../src/kernel/actor.ts';
import { type OtherInsurance, recordInsurance } from '../../api/covers.ts';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import { today } from '../../shell/address.ts';
import { useRoles } from '../../shell/session.ts';
import { useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { useStatusName } from '../people/status-name.ts';
import { useCoverWords } from './cover-words.ts';

/** The server decides; this only spares others a button that would be refused. */
const KEEPERS: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
];

const KINDS: readonly OtherInsurance[] = ['privateInsurance', 'supplementaryInsurance'];

export function RecordInsurance({ personId }: { personId: number }): ReactNode {
  const t = useCoverWords().person;
  const roles = useRoles();
  const [isOpen, setOpen] = useState(false);
  if (!KEEPERS.some((role) => roles.has(role))) return null;
  return (
    <>
      <Button
        className="no-print"
        mt="xs"
        size="compact-xs"
        variant="default"
        onClick={() => setOpen(true)}
      >
        {t.record}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.record} centered>
        <InsuranceForm personId={personId} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

const REASON_MIN = 3;

function InsuranceForm({ personId, onDone }: { personId: number; onDone: () => void }): ReactNode {
  const t = useCoverWords().person;
  const text = useText();
  const client = useQueryClient();
  const statusName = useStatusName();
  const [insurance, setInsurance] = useState<OtherInsurance>('privateInsurance');
  const [detail, setDetail] = useState('');
  const [from, setFrom] = useState<IsoDate | null>(today());
  const [lastDay, setLastDay] = useState<IsoDate | null>(null);
  const [reason, setReason] = useState('');
  const isOrderWrong = from !== null && lastDay !== null && lastDay < from;
  const action = useFormAction(async () => {
    if (from === null || isOrderWrong) return;
    const to = lastDay === null ? null : addDays(lastDay, 1);
    await recordInsurance(personId, {
      insurance,
      detail: detail.trim(),
      from,
      to,
      reason: reason.trim(),
    });
    await client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
    await client.invalidateQueries({ queryKey: ['person', personId] });
    notifications.show({ message: t.recorded });
    onDone();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <NativeSelect
          label={t.kind}
          value={insurance}
          onChange={(event) => setInsurance(event.currentTarget.value as OtherInsurance)}
          data={KINDS.map((value) => ({ value, label: statusName(value) }))}
        />
        <TextInput
          label={t.insurer}
          maxLength={200}
          value={detail}
          onChange={(event) => setDetail(event.currentTarget.value)}
        />
        <DayInput label={t.from} required value={from} onChange={setFrom} />
        <DayInput
          label={t.lastDay}
          value={lastDay}
          onChange={setLastDay}
          error={isOrderWrong ? t.dayOrder : undefined}
        />
        <Textarea
          label={t.reason}
          placeholder={t.reasonHint}
          required
          minLength={REASON_MIN}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {text.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {text.action.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
