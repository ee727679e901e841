/** Correcting one item: the fields of its kind, all wrong ones named at once. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { ItemValue } from '../../api/plans.ts';
import { useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { type Field, type FieldName, draftOf, fieldsOf, valueOf } from './fields.ts';
import { usePlanWords } from './words.ts';

export interface ItemFormProps {
  title: string;
  hint?: string;
  value: ItemValue;
  isBusy: boolean;
  onClose: () => void;
  onSave: (value: ItemValue) => Promise<void>;
}

export function ItemForm(props: ItemFormProps): ReactNode {
  const t = usePlanWords().plan;
  const words = useText();
  const [draft, setDraft] = useState(() => draftOf(props.value));
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = valueOf(props.value, draft);
    setWrong(read.wrong);
    if (read.wrong.length === 0) void props.onSave(read.value);
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          {props.hint && <p className="soft">{props.hint}</p>}
          {fieldsOf(props.value.kind).map((field, at) => (
            <FieldInput
              key={field.key}
              field={field}
              text={draft[field.key] ?? ''}
              isWrong={wrong.includes(field.name)}
              isFirst={at === 0}
              onChange={(text) => setDraft({ ...draft, [field.key]: text })}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {words.action.cancel}
            </Button>
            <Button type="submit" loading={props.isBusy}>
              {t.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldInputProps {
  field: Field;
  text: string;
  isWrong: boolean;
  isFirst: boolean;
  onChange: (text: string) => void;
}

function FieldInput({ field, text, isWrong, isFirst, onChange }: FieldInputProps): ReactNode {
  const words = usePlanWords();
  const shared = {
    label: words.fields[field.name],
    error: isWrong ? words.fields[field.name] : undefined,
    'data-autofocus': isFirst || undefined,
  };
  switch (field.kind) {
    case 'choice': {
      const texts: Readonly<Record<string, string>> = words.targetKinds;
      const choices = field.choices ?? [];
      return (
        <NativeSelect
          {...shared}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={choices.map((value) => ({ value, label: texts[value] ?? value }))}
        />
      );
    }
    case 'day':
      return (
        <DayInput
          label={words.fields[field.name]}
          value={text === '' ? null : (text as IsoDate)}
          onChange={(day) => onChange(day ?? '')}
        />
      );
    case 'long':
    case 'lines':
      return (
        <Textarea
          {...shared}
          rows={field.kind === 'long' ? 5 : 3}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          value={text}
          inputMode={field.kind === 'number' ? 'decimal' : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
