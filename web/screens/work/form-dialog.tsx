/** A button that opens a short form: texts, days, choices; closed when the server has taken it. */
import { Button, Checkbox, Group, Modal, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';

export interface Field {
  name: string;
  label: string;
  hint?: string;
  kind?: 'text' | 'long' | 'day' | 'choice' | 'number' | 'check';
  choices?: readonly { value: string; label: string }[];
  initial?: string;
  required?: boolean;
}

/** Texts by name; '' = nothing was entered, 'true' = checked. */
export type Values = Readonly<Record<string, string>>;

export interface FormDialogProps {
  label: string;
  title?: string;
  about?: ReactNode;
  icon?: IconName;
  isSmall?: boolean;
  fields: readonly Field[];
  submit?: string;
  onSubmit: (values: Values) => Promise<void>;
}

export function FormDialog(props: FormDialogProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size={props.isSmall ? 'compact-xs' : 'xs'}
        variant="default"
        className="no-print"
        leftSection={<Icon name={props.icon ?? 'plus'} size={props.isSmall ? 13 : 15} />}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={props.title ?? props.label}
        size="lg"
      >
        <DialogForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function DialogForm(props: FormDialogProps & { onClose: () => void }): ReactNode {
  const words = useText();
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(props.fields.map((field) => [field.name, field.initial ?? ''])),
  );
  const action = useFormAction(async () => {
    await props.onSubmit(values);
    props.onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        {props.about && <div className="soft">{props.about}</div>}
        {props.fields.map((field, at) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            isFirst={at === 0}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {props.submit ?? words.action.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldInputProps {
  field: Field;
  value: string;
  isFirst: boolean;
  onChange: (value: string) => void;
}

function FieldInput({ field, value, isFirst, onChange }: FieldInputProps): ReactNode {
  const { label, hint, required } = field;
  const shared = { label, description: hint, required, 'data-autofocus': isFirst || undefined };
  switch (field.kind) {
    case 'day':
      return (
        <DayInput
          label={label}
          description={hint}
          required={required}
          value={value === '' ? null : value}
          onChange={(day: IsoDate | null) => onChange(day ?? '')}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          value={value === '' ? null : value}
          data={(field.choices ?? []).map(({ value: one, label: text }) => {
            return { value: one, label: text };
          })}
          allowDeselect={!required}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'check':
      return (
        <Checkbox
          label={label}
          checked={value === 'true'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')}
        />
      );
    case 'long':
      return (
        <Textarea
          {...shared}
          value={value}
          minRows={4}
          autosize
          maxRows={14}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          value={value}
          inputMode={field.kind === 'number' ? 'numeric' : undefined}
          pattern={field.kind === 'number' ? '[0-9. ]*' : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** Lines that say something. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Undefined for what was left empty. */
export function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** "1.250" → 1250 */
export function numberOf(text: string | undefined): number {
  return Number((text ?? '').replaceAll(/[. ]/g, ''));
}
