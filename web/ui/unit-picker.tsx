/** Typing finds a unit by name or code, marks or none; the server knows units of all days. */
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../text/language.tsx';
import { Icon } from './icon.tsx';

export interface UnitOption {
  id: number;
  name: string;
  /** code, parent, dates: what tells two of the same name apart */
  detail: string;
}

export interface UnitPickerProps {
  label?: string;
  description?: string;
  value: UnitOption | null;
  onChange: (unit: UnitOption | null) => void;
  /** how the server is asked; the key makes answers of different askers differ */
  searchKey: readonly unknown[];
  search: (text: string, signal: AbortSignal) => Promise<readonly UnitOption[]>;
  error?: ReactNode;
  required?: boolean;
  size?: 'xs' | 'sm';
}

export function UnitPicker(props: UnitPickerProps): ReactNode {
  const t = useText();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  // what is being typed; null while the field shows the chosen unit
  const [draft, setDraft] = useState<string | null>(null);
  const [needle] = useDebouncedValue((draft ?? '').trim(), 150);
  const isTyping = draft !== null && needle !== '';
  const found = useQuery({
    queryKey: ['unit-picker', ...props.searchKey, needle],
    queryFn: ({ signal }) => props.search(needle, signal),
    enabled: isTyping,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const options = isTyping ? (found.data ?? []) : [];
  // answers come after the key: Enter then takes the best one
  const best = options[0]?.id;
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (best !== undefined) selectFirstOption();
  }, [best, selectFirstOption]);
  const choose = (id: string): void => {
    const unit = options.find((option) => String(option.id) === id);
    setDraft(null);
    if (unit) props.onChange(unit);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target>
        <TextInput
          label={props.label}
          description={props.label && props.value?.detail ? props.value.detail : props.description}
          aria-label={props.label ? undefined : t.unitPicker.label}
          placeholder={t.unitPicker.placeholder}
          size={props.size ?? 'sm'}
          required={props.required}
          error={props.error}
          value={draft ?? props.value?.name ?? ''}
          leftSection={<Icon name="search" size={15} />}
          rightSection={found.isFetching && isTyping ? <Loader size={14} /> : null}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            if (event.currentTarget.value === '') props.onChange(null);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown();
            setDraft(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isTyping}>
        <Combobox.Options aria-label={t.unitPicker.label} mah={280} style={{ overflowY: 'auto' }}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={String(option.id)}>
              <div>{option.name}</div>
              <div className="soft">{option.detail}</div>
            </Combobox.Option>
          ))}
          {options.length === 0 && (
            <Combobox.Empty>
              {found.isFetching ? t.unitPicker.searching : t.unitPicker.nothing}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
