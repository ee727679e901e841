/** What the typed list is of, who made it, of which place and day. */
import { Autocomplete, Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type KindView, LISTS_KEY, type ListKind, listSenders } from '../../api/lists.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import styles from '../lists/lists.module.css';
import { useListTerms, useListWords } from '../lists/words.ts';
import type { EntryDraft } from './entry-draft.ts';
import { useEntryWords } from './words.ts';

export interface EntryHeadProps {
  draft: EntryDraft;
  kinds: readonly KindView[];
  onChange: (patch: Partial<EntryDraft>) => void;
}

export function EntryHead({ draft, kinds, onChange }: EntryHeadProps): ReactNode {
  const t = useEntryWords();
  const terms = useListTerms();
  const { absence } = useListWords().list;
  const senders = useQuery({
    queryKey: [LISTS_KEY, 'senders'],
    queryFn: ({ signal }) => listSenders(signal),
  });
  const rule = kinds.find((kind) => kind.kind === draft.kind);
  return (
    <>
      <div className={styles.fields}>
        <NativeSelect
          label={t.kind}
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value as ListKind })}
          data={kinds.map(({ kind }) => ({ value: kind, label: terms.kinds[kind] }))}
        />
        <Autocomplete
          label={t.sender}
          placeholder={t.senderHint}
          value={draft.sender}
          onChange={(sender) => onChange({ sender })}
          data={[...new Set((senders.data ?? []).map((one) => one.name))]}
          autoFocus={draft.sender === ''}
          required
        />
        <UnitPicker
          label={t.unit}
          value={draft.place}
          onChange={(place) => onChange({ place })}
          searchKey={['entry-unit']}
          search={(text, signal) => searchUnitOptions({ text }, signal)}
          required
        />
        <DayInput
          label={t.asOf}
          value={draft.asOf}
          onChange={(asOf) => onChange({ asOf })}
          required
        />
      </div>
      <Checkbox
        mt="sm"
        label={t.isFull}
        description={rule && absence[rule.absence]}
        checked={draft.isFull}
        onChange={(event) => onChange({ isFull: event.currentTarget.checked })}
      />
    </>
  );
}
