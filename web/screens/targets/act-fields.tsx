/** The act that assigns: as in other places, but a plan may still be without its number. */
import { SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useTargetWords } from './words.ts';

export interface ActDraft {
  number: string;
  title: string;
  issuer: string;
  signedOn: IsoDate | null;
}

export const EMPTY_ACT: ActDraft = { number: '', title: '', issuer: '', signedOn: null };

/** Null while nothing was written. */
export function actOf(draft: ActDraft) {
  const { number, title, issuer, signedOn } = draft;
  if (title.trim() === '' && number.trim() === '') return null;
  return { number: number.trim() === '' ? null : number.trim(), title, issuer, signedOn };
}

export interface ActFieldsProps {
  draft: ActDraft;
  onChange: (draft: ActDraft) => void;
  isRequired: boolean;
}

export function ActFields({ draft, onChange, isRequired }: ActFieldsProps): ReactNode {
  const t = useTexts('units').act;
  const hint = useTargetWords().set.numberHint;
  const change = (patch: Partial<ActDraft>): void => onChange({ ...draft, ...patch });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <TextInput
        label={t.number}
        placeholder={hint}
        value={draft.number}
        onChange={(event) => change({ number: event.currentTarget.value })}
      />
      <TextInput
        label={t.issuer}
        value={draft.issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
        required={isRequired}
      />
      <TextInput
        label={t.title}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        required={isRequired}
      />
      <DayInput
        label={t.signedOn}
        value={draft.signedOn}
        onChange={(signedOn) => change({ signedOn })}
      />
    </SimpleGrid>
  );
}
