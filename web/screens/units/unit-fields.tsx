/** Name, kind, code and parent of a unit that a change makes. */
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { useTexts } from '../../text/language.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import type { NewUnitDraft } from './change-draft.ts';

export interface UnitFieldsProps {
  draft: NewUnitDraft;
  onChange: (draft: NewUnitDraft) => void;
  /** the tree in which the parent is looked for */
  on: IsoDate;
}

export function UnitFields({ draft, onChange, on }: UnitFieldsProps): ReactNode {
  const t = useTexts('units');
  const change = (patch: Partial<NewUnitDraft>): void => onChange({ ...draft, ...patch });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput
        label={t.list.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        required
      />
      <Select
        label={t.unit.type}
        data={Object.entries(t.type).map(([value, label]) => ({ value, label }))}
        value={draft.type}
        onChange={(type) => change({ type: type ?? draft.type })}
        allowDeselect={false}
        searchable
      />
      <TextInput
        label={t.unit.code}
        description={t.change.codeHint}
        value={draft.code}
        onChange={(event) => change({ code: event.currentTarget.value })}
      />
      <UnitPicker
        label={t.unit.parent}
        description={t.change.parentHint}
        value={draft.parent}
        onChange={(parent) => change({ parent })}
        searchKey={['parent', on]}
        search={(text, signal) => searchUnitOptions({ text, on }, signal)}
        required
      />
    </SimpleGrid>
  );
}
