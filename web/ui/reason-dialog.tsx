/** A deed that needs a reason: what will happen, why, then yes or no. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useText, useTexts } from '../text/language.tsx';
import { useFormAction } from './form-action.ts';
import { FormFault } from './form-fault.tsx';

export interface ReasonDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  explain?: string;
  submit: string;
  isDangerous?: boolean;
  onSubmit: (reason: string) => Promise<void>;
  children?: ReactNode;
}

export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered>
      <ReasonForm {...props} />
    </Modal>
  );
}

function ReasonForm(props: ReasonDialogProps): ReactNode {
  const t = useText();
  const words = useTexts('access').users;
  const [reason, setReason] = useState('');
  const action = useFormAction(() => props.onSubmit(reason.trim()));
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        {props.explain && <Text size="sm">{props.explain}</Text>}
        {props.children}
        <Textarea
          label={words.reason}
          placeholder={words.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          minLength={3}
          minRows={2}
          autosize={false}
          required
          data-autofocus
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t.action.cancel}
          </Button>
          <Button
            type="submit"
            loading={action.isBusy}
            color={props.isDangerous ? 'gap' : undefined}
          >
            {props.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
