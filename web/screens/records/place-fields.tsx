/** Where somebody lives, that somebody has gone, and the household: fields of three forms. */
import { SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { getPerson, searchPeople } from '../../api/registry.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { useTexts } from '../../text/language.tsx';
import { ChoiceRadios } from '../../ui/choice-radios.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import type {
  CountingKind,
  GoneDraft,
  HouseholdDraft,
  Relation,
  ResidenceDraft,
} from './drafts.ts';
import { useRecordWords } from './words.ts';

interface FieldsProps<Draft> {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const COUNTING: readonly CountingKind[] = ['permanent', 'temporary', 'away'];

export function PlacePicker(props: {
  value: UnitOption | null;
  onChange: (place: UnitOption | null) => void;
}): ReactNode {
  const t = useRecordWords().field;
  return (
    <UnitPicker
      label={t.place}
      value={props.value}
      onChange={props.onChange}
      searchKey={['home']}
      search={(text, signal) =>
        searchUnitOptions({ text, on: today(), levels: ['village', 'commune'] }, signal)
      }
      required
    />
  );
}

export interface ResidenceFieldsProps extends FieldsProps<ResidenceDraft> {
  /** somebody new has just come: nobody knows until when */
  isNewPerson?: boolean;
}

export function ResidenceFields(props: ResidenceFieldsProps): ReactNode {
  const { draft, onChange, isNewPerson = false } = props;
  const t = useRecordWords().field;
  const words = useTexts('registry').residenceKind;
  const change = (patch: Partial<ResidenceDraft>): void => onChange({ ...draft, ...patch });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <PlacePicker value={draft.place} onChange={(place) => change({ place })} />
      <Select
        label={t.kind}
        value={draft.kind}
        allowDeselect={false}
        data={COUNTING.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => change({ kind: COUNTING.find((kind) => kind === value) })}
      />
      <DayInput label={t.from} value={draft.from} onChange={(from) => change({ from })} required />
      {!isNewPerson && (
        <DayInput
          label={`${t.lastDay} (${t.lastDayHint})`}
          value={draft.lastDay}
          onChange={(lastDay) => change({ lastDay })}
        />
      )}
      <TextInput
        label={t.note}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

export function GoneFields({ draft, onChange }: FieldsProps<GoneDraft>): ReactNode {
  const t = useRecordWords().field;
  const change = (patch: Partial<GoneDraft>): void => onChange({ ...draft, ...patch });
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t.how}
        value={draft.how}
        onChange={(value) => change({ how: value === 'died' ? 'died' : 'left' })}
        data={[
          { value: 'left', label: t.left },
          { value: 'died', label: t.died },
        ]}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <DayInput
          label={draft.how === 'died' ? t.diedOn : t.leftOn}
          value={draft.on}
          onChange={(on) => change({ on })}
          required
        />
        <TextInput
          label={t.note}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  );
}

export interface HouseholdFieldsProps extends FieldsProps<HouseholdDraft> {
  /** the deeds that make sense here, in order */
  deeds: readonly HouseholdDraft['how'][];
  /** a new person's household begins with his residence */
  isNewPerson?: boolean;
}

export function HouseholdFields(props: HouseholdFieldsProps): ReactNode {
  const { draft, onChange, deeds, isNewPerson = false } = props;
  const t = useRecordWords().field;
  const change = (patch: Partial<HouseholdDraft>): void => onChange({ ...draft, ...patch });
  return (
    <Stack gap="sm">
      <ChoiceRadios
        name={t.how}
        value={draft.how}
        choices={deeds.map((deed) => ({
          value: deed,
          label: deed === 'leave' && isNewPerson ? t.noHousehold : t[deed],
        }))}
        onChange={(how) => change({ how })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {draft.how === 'join' && <JoinFields draft={draft} onChange={change} />}
        {draft.how === 'found' && !isNewPerson && (
          <PlacePicker value={draft.place} onChange={(place) => change({ place })} />
        )}
        {draft.how === 'found' && (
          <>
            <TextInput
              label={t.code}
              value={draft.code}
              onChange={(event) => change({ code: event.currentTarget.value })}
            />
            <TextInput
              label={t.address}
              value={draft.address}
              onChange={(event) => change({ address: event.currentTarget.value })}
            />
          </>
        )}
        {!isNewPerson && (
          <DayInput
            label={t.from}
            value={draft.from}
            onChange={(from) => change({ from })}
            required
          />
        )}
      </SimpleGrid>
    </Stack>
  );
}

interface JoinFieldsProps {
  draft: HouseholdDraft;
  onChange: (patch: Partial<HouseholdDraft>) => void;
}

/** A household is found by one of its members. */
function JoinFields({ draft, onChange }: JoinFieldsProps): ReactNode {
  const t = useRecordWords().field;
  const words = useTexts('registry').relation;
  const showFault = useShowFault();
  const relations = Object.keys(words) as Relation[];
  const choose = async (member: UnitOption | null): Promise<void> => {
    if (member === null) return onChange({ household: null });
    try {
      const { household } = await getPerson(member.id, undefined);
      const name = household === null ? t.householdNone : member.name;
      onChange({ household: household && { householdId: household.householdId, name } });
    } catch (cause) {
      showFault(cause);
    }
  };
  const { household } = draft;
  return (
    <>
      <UnitPicker
        label={t.household}
        value={household && { id: household.householdId, name: household.name, detail: '' }}
        onChange={(member) => void choose(member)}
        searchKey={['household']}
        search={async (text, signal) => {
          const { people } = await searchPeople({ text, limit: 8 }, signal);
          return people.map((person) => ({
            id: person.personId,
            name: person.fullName,
            detail: [person.birthYear, person.place?.units.map((unit) => unit.name).join(', ')]
              .filter(Boolean)
              .join(' · '),
          }));
        }}
        required
      />
      <Select
        label={t.relation}
        value={draft.relation}
        allowDeselect={false}
        data={relations.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => onChange({ relation: relations.find((one) => one === value) })}
      />
    </>
  );
}
