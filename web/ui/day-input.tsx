/** A day typed as dd/mm/yyyy, or taken from the device's own calendar; the value is YYYY-MM-DD. */
import { ActionIcon, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { parseTypedDay } from '../shell/lens.ts';
import { useFormat, useText } from '../text/language.tsx';
import { Icon } from './icon.tsx';

export interface DayInputProps {
  label?: string;
  description?: string;
  value: IsoDate | null;
  onChange: (day: IsoDate | null) => void;
  error?: ReactNode;
  required?: boolean;
  size?: 'xs' | 'sm';
  autoFocus?: boolean;
  disabled?: boolean;
}

export function DayInput(props: DayInputProps): ReactNode {
  const t = useText();
  const format = useFormat();
  // what is being typed; null while the field shows the value itself
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = (): void => {
    if (draft === null) return;
    const day = draft.trim() === '' ? null : parseTypedDay(draft);
    const isFault = draft.trim() !== '' && day === null;
    setWrong(isFault);
    if (isFault) return;
    setDraft(null);
    if (day !== props.value) props.onChange(day);
  };
  return (
    <TextInput
      label={props.label}
      description={props.description}
      aria-label={props.label ? undefined : t.lens.typed}
      placeholder="dd/mm/yyyy"
      inputMode="numeric"
      size={props.size ?? 'sm'}
      required={props.required}
      disabled={props.disabled}
      data-autofocus={props.autoFocus || undefined}
      value={draft ?? format.date(props.value)}
      error={isWrong ? t.lens.wrongDate : props.error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
      rightSection={
        <>
          <ActionIcon
            variant="subtle"
            size="sm"
            color="gray"
            aria-label={t.lens.choose}
            disabled={props.disabled}
            onClick={() => picker.current?.showPicker()}
          >
            <Icon name="calendar" size={16} />
          </ActionIcon>
          <input
            ref={picker}
            type="date"
            className="visually-hidden"
            tabIndex={-1}
            aria-hidden="true"
            value={props.value ?? ''}
            onChange={(event) => props.onChange(event.currentTarget.value || null)}
          />
        </>
      }
    />
  );
}
