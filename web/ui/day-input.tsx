/** A day typed as dd/mm/yyyy, or taken from the device's own calendar; the value is YYYY-MM-DD. */
import { ActionIcon, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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
  const [text, setText] = useState(format.date(props.value));
  const [isWrong, setWrong] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText(format.date(props.value));
    setWrong(false);
  }, [props.value, format]);
  const take = (typed: string): void => {
    const day = typed.trim() === '' ? null : parseTypedDay(typed);
    const isFault = typed.trim() !== '' && day === null;
    setWrong(isFault);
    if (!isFault && day !== props.value) props.onChange(day);
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
      value={text}
      error={isWrong ? t.lens.wrongDate : props.error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => take(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(text);
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
