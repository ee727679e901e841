/** The end of a form: what went wrong, cancel, save. */
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.tsx';
import type { FormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';

export interface FormEndProps {
  action: FormAction;
  onClose: () => void;
  submit?: string;
  isDisabled?: boolean;
  /** another way to end, before the main one */
  children?: ReactNode;
}

export function FormEnd({
  action,
  onClose,
  submit,
  isDisabled,
  children,
}: FormEndProps): ReactNode {
  const t = useText().action;
  return (
    <>
      <FormFault fault={action.fault} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t.cancel}
        </Button>
        {children}
        <Button type="submit" loading={action.isBusy} disabled={isDisabled}>
          {submit ?? t.save}
        </Button>
      </Group>
    </>
  );
}
