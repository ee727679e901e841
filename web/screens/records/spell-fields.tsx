/** Official lists and cards: add a spell, end one, or take a mistaken one away. */
import { SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getLawGroups } from '../../api/policy.ts';
import type { PersonPage } from '../../api/registry.ts';
import { today } from '../../shell/address.ts';
import { useFormat, useSpeech, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useStatusName } from '../people/status-name.ts';
import type { CardDraft, Issuer, SpellDeed, StatusCode, StatusDraft } from './drafts.ts';
import { useRecordWords } from './words.ts';

interface FieldsProps<Draft> {
  page: PersonPage;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const DEEDS: readonly SpellDeed[] = ['add', 'end', 'remove'];

interface DeedProps {
  value: SpellDeed;
  onChange: (how: SpellDeed) => void;
  /** without recorded spells there is only adding */
  hasSpells: boolean;
}

function DeedSwitch({ value, onChange, hasSpells }: DeedProps): ReactNode {
  const t = useRecordWords().field;
  if (!hasSpells) return null;
  return (
    <SegmentedControl
      aria-label={t.how}
      value={value}
      onChange={(chosen) => onChange(DEEDS.find((deed) => deed === chosen) ?? 'add')}
      data={DEEDS.map((deed) => ({ value: deed, label: t[deed] }))}
    />
  );
}

interface SpellPickProps {
  spells: readonly { factId: number; from: string; to: string | null; name: string }[];
  value: number | null;
  onChange: (factId: number | null) => void;
}

function SpellPick({ spells, value, onChange }: SpellPickProps): ReactNode {
  const t = useRecordWords().field;
  const format = useFormat();
  return (
    <Select
      label={t.spell}
      value={value === null ? null : String(value)}
      data={spells.map((spell) => ({
        value: String(spell.factId),
        label: `${spell.name}: ${format.date(spell.from)} – ${
          spell.to === null ? t.openEnd : format.lastDay(spell.to)
        }`,
      }))}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
      required
    />
  );
}

export function StatusFields({ page, draft, onChange }: FieldsProps<StatusDraft>): ReactNode {
  const t = useRecordWords().field;
  const nameOf = useStatusName();
  const statuses = Object.keys(useTexts('registry').status) as StatusCode[];
  const change = (patch: Partial<StatusDraft>): void => onChange({ ...draft, ...patch });
  return (
    <Stack gap="sm">
      <DeedSwitch
        value={draft.how}
        onChange={(how) => change({ how })}
        hasSpells={page.statuses.length > 0}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {draft.how === 'add' ? (
          <>
            <Select
              label={t.status}
              value={draft.status}
              data={statuses.map((value) => ({ value, label: nameOf(value) }))}
              onChange={(value) =>
                change({ status: statuses.find((one) => one === value) ?? null })
              }
              searchable
              required
            />
            <TextInput
              label={t.detail}
              value={draft.detail}
              onChange={(event) => change({ detail: event.currentTarget.value })}
            />
            <DayInput
              label={t.from}
              value={draft.from}
              onChange={(from) => change({ from })}
              required
            />
          </>
        ) : (
          <SpellPick
            spells={page.statuses.map((row) => ({ ...row, name: nameOf(row.status) }))}
            value={draft.factId}
            onChange={(factId) => change({ factId })}
          />
        )}
        <LastDay draft={draft} onChange={(lastDay) => change({ lastDay })} />
      </SimpleGrid>
    </Stack>
  );
}

interface LastDayProps {
  draft: Pick<StatusDraft, 'how' | 'lastDay'>;
  onChange: (lastDay: string | null) => void;
}

function LastDay({ draft, onChange }: LastDayProps): ReactNode {
  const t = useRecordWords().field;
  if (draft.how === 'remove') return null;
  const isOpen = draft.how === 'add';
  return (
    <DayInput
      label={isOpen ? `${t.lastDay} (${t.lastDayHint})` : t.lastDay}
      value={draft.lastDay}
      onChange={onChange}
      required={!isOpen}
    />
  );
}

export function CardFields({ page, draft, onChange }: FieldsProps<CardDraft>): ReactNode {
  const words = useTexts('registry');
  const change = (patch: Partial<CardDraft>): void => onChange({ ...draft, ...patch });
  return (
    <Stack gap="sm">
      <DeedSwitch
        value={draft.how}
        onChange={(how) => change({ how })}
        hasSpells={page.participations.length > 0}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {draft.how === 'add' ? (
          <NewCard draft={draft} onChange={change} />
        ) : (
          <SpellPick
            spells={page.participations.map((row) => ({
              ...row,
              name: `${row.category} · ${words.issuer[row.issuer]}`,
            }))}
            value={draft.factId}
            onChange={(factId) => change({ factId })}
          />
        )}
        <LastDay draft={draft} onChange={(lastDay) => change({ lastDay })} />
      </SimpleGrid>
    </Stack>
  );
}

interface NewCardProps {
  draft: CardDraft;
  onChange: (patch: Partial<CardDraft>) => void;
}

function NewCard({ draft, onChange }: NewCardProps): ReactNode {
  const t = useRecordWords().field;
  const issuers = useTexts('registry').issuer;
  const { language } = useSpeech();
  const law = useQuery({
    queryKey: ['law-groups', draft.from ?? today()],
    queryFn: ({ signal }) => getLawGroups(draft.from ?? today(), signal),
    staleTime: Infinity,
  });
  const codes = Object.keys(issuers) as Issuer[];
  return (
    <>
      <Select
        label={t.category}
        value={draft.category}
        data={(law.data?.categories ?? []).map((row) => ({
          value: row.category,
          label: `${row.category} · ${row.name[language]}`,
        }))}
        onChange={(category) => onChange({ category })}
        searchable
        required
      />
      <Select
        label={t.issuer}
        value={draft.issuer}
        allowDeselect={false}
        data={codes.map((value) => ({ value, label: issuers[value] }))}
        onChange={(value) => onChange({ issuer: codes.find((one) => one === value) })}
      />
      <TextInput
        label={t.cardNumber}
        autoComplete="off"
        value={draft.cardNumber}
        onChange={(event) => onChange({ cardNumber: event.currentTarget.value })}
      />
      <TextInput
        label={t.facility}
        value={draft.facilityCode}
        onChange={(event) => onChange({ facilityCode: event.currentTarget.value })}
      />
      <DayInput
        label={t.from}
        value={draft.from}
        onChange={(from) => onChange({ from })}
        required
      />
    </>
  );
}
