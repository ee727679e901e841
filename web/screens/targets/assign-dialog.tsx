/** A split is saved as drafts, or assigned with its act (and a reason where something changes). */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type SplitAnswer, type SplitRequest, splitTargets } from '../../api/targets.ts';
import { useText } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { useTargetWords } from './words.ts';

export interface AssignDialogProps {
  unitId: number;
  units: number;
  people: number;
  request: SplitRequest;
  onSaved: (answer: SplitAnswer) => Promise<void>;
}

export function AssignDialog(props: AssignDialogProps): ReactNode {
  const t = useTargetWords().split;
  const [isOpen, setOpen] = useState(false);
  const drafting = useFormAction(async () =>
    props.onSaved(await splitTargets(props.unitId, { ...props.request, save: 'draft' })),
  );
  const close = (): void => setOpen(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={drafting.isBusy}
        onClick={() => void drafting.run()}
      >
        {t.saveDraft}
      </Button>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t.assign}
      </Button>
      <Modal opened={drafting.fault !== null} onClose={drafting.clear} title={t.saveDraft}>
        <FormFault fault={drafting.fault} />
      </Modal>
      <Modal opened={isOpen} onClose={close} title={t.assignTitle} size="lg">
        <AssignForm {...props} onClose={close} />
      </Modal>
    </>
  );
}

function AssignForm(props: AssignDialogProps & { onClose: () => void }): ReactNode {
  const t = useTargetWords();
  const words = useText();
  const [act, setAct] = useState(EMPTY_ACT);
  const [reason, setReason] = useState('');
  const action = useFormAction(async () => {
    const why = reason.trim() === '' ? null : reason.trim();
    const request = { ...props.request, save: 'assigned' as const, act: actOf(act), reason: why };
    await props.onSaved(await splitTargets(props.unitId, request));
    props.onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Text size="sm">{t.split.assignExplain(props.units, props.people)}</Text>
        <ActFields draft={act} onChange={setAct} isRequired />
        <Textarea
          label={t.set.reason}
          description={t.set.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {t.split.assign}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
