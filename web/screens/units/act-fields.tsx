/** The legal act behind a change. */
import { SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { NewAct } from '../../api/unit-changes.ts';
import { useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';

export interface ActDraft {
  number: string;
  title: string;
  issuer: string;
  signedOn: IsoDate | null;
}

export const EMPTY_ACT: ActDraft = { number: '', title: '', issuer: '', signedOn: null };

export function actOf(draft: ActDraft, effectiveOn: IsoDate | null): NewAct {
  return { ...draft, effectiveOn };
}

export interface ActFieldsProps {
  draft: ActDraft;
  onChange: (draft: ActDraft) => void;
}

export function ActFields({ draft, onChange }: ActFieldsProps): ReactNode {
  const t = useTexts('units').act;
  const change = (patch: Partial<ActDraft>): void => onChange({ ...draft, ...patch });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput
        label={t.number}
        placeholder={t.numberHint}
        value={draft.number}
        onChange={(event) => change({ number: event.currentTarget.value })}
        required
      />
      <TextInput
        label={t.issuer}
        placeholder={t.issuerHint}
        value={draft.issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
        required
      />
      <TextInput
        label={t.title}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        required
      />
      <DayInput
        label={t.signedOn}
        value={draft.signedOn}
        onChange={(signedOn) => change({ signedOn })}
      />
    </SimpleGrid>
  );
}
