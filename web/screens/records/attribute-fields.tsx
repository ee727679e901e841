/** Who a person is, typed: for a new one and for a correction. */
import { Checkbox, NativeSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ETHNICITIES } from '../../../messages/ethnicities.ts';
import { useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import type { AttributesDraft } from './drafts.ts';
import { useRecordWords } from './words.ts';

const PEOPLES = Object.entries(ETHNICITIES).map(([value, label]) => ({ value, label }));

export interface AttributeFieldsProps {
  draft: AttributesDraft;
  onChange: (draft: AttributesDraft) => void;
  /** numbers as they stand, masked; absent for a new person */
  known?: { nationalId: string | null; socialInsuranceNumber: string | null; phone: string | null };
}

export function AttributeFields({ draft, onChange, known }: AttributeFieldsProps): ReactNode {
  const t = useRecordWords().field;
  const words = useTexts('registry');
  const change = (patch: Partial<AttributesDraft>): void => onChange({ ...draft, ...patch });
  const number = (name: 'nationalId' | 'socialInsuranceNumber' | 'phone'): ReactNode => (
    <TextInput
      label={t[name]}
      placeholder={known?.[name] ? t.keep(known[name]) : undefined}
      inputMode="numeric"
      autoComplete="off"
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput
        label={t.fullName}
        value={draft.fullName}
        onChange={(event) => change({ fullName: event.currentTarget.value })}
        required
        autoFocus
        autoComplete="off"
      />
      <div>
        <DayInput
          label={t.birth}
          value={draft.birthDate}
          onChange={(birthDate) => change({ birthDate })}
        />
        <Checkbox
          mt={6}
          size="xs"
          label={t.yearOnly}
          checked={draft.isYearOnly}
          onChange={(event) => change({ isYearOnly: event.currentTarget.checked })}
        />
      </div>
      <NativeSelect
        label={t.sex}
        value={draft.sex ?? ''}
        onChange={(event) => {
          const sex = (['male', 'female'] as const).find(
            (one) => one === event.currentTarget.value,
          );
          change({ sex: sex ?? null });
        }}
        data={[
          { value: '', label: t.unknown },
          { value: 'male', label: words.sex.male },
          { value: 'female', label: words.sex.female },
        ]}
      />
      <Select
        label={t.ethnicity}
        value={draft.ethnicityCode}
        onChange={(ethnicityCode) => change({ ethnicityCode })}
        data={PEOPLES}
        searchable
        clearable
        placeholder={t.unknown}
      />
      {number('nationalId')}
      {number('socialInsuranceNumber')}
      {number('phone')}
    </SimpleGrid>
  );
}
