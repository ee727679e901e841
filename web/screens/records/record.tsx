/** A change of what the register knows of a person: one form a kind of fact. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type PersonPage, getPerson } from '../../api/registry.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { ChoiceRadios } from '../../ui/choice-radios.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import {
  type AttributesDraft,
  type CardDraft,
  type Commands,
  type CorrectDraft,
  type GoneDraft,
  type HouseholdDraft,
  RECORD_FORMS,
  type RecordForm,
  type ResidenceDraft,
  type StatusDraft,
  cardCommands,
  correctCommands,
  goneCommands,
  householdCommands,
  residenceCommands,
  statusCommands,
} from './drafts.ts';
import { GoneFields, HouseholdFields, ResidenceFields } from './place-fields.tsx';
import { CardFields, StatusFields } from './spell-fields.tsx';
import { useRecordWords } from './words.ts';
import { Writing } from './writing.tsx';

export function RecordChange(): ReactNode {
  const { person } = useParams({ strict: false });
  const personId = Number(person);
  const [search] = useAddress();
  const form = RECORD_FORMS.find((name) => name === search['loai']) ?? 'correct';
  const page = useQuery({
    queryKey: ['person', personId, undefined],
    queryFn: ({ signal }) => getPerson(personId, undefined, signal),
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <RecordBody key={form} page={found} form={form} />}
    </QueryView>
  );
}

function RecordBody({ page, form }: { page: PersonPage; form: RecordForm }): ReactNode {
  const t = useRecordWords();
  const { personId } = page;
  const name = page.attributes.fullName;
  const Form = FORMS[form];
  return (
    <Page
      title={`${t.forms[form]}: ${name}`}
      above={<Breadcrumb crumbs={[{ key: 0, name, door: doors.person(personId) }]} />}
      about={t.about[form]}
    >
      <Form page={page} />
    </Page>
  );
}

interface FormProps {
  page: PersonPage;
}

const FORMS: Readonly<Record<RecordForm, (props: FormProps) => ReactNode>> = {
  correct: CorrectForm,
  residence: ResidenceForm,
  gone: GoneForm,
  household: HouseholdForm,
  status: StatusForm,
  card: CardForm,
};

interface PersonWritingProps extends FormProps {
  commands: Commands;
  fields: ReactNode;
}

function PersonWriting({ page, commands, fields }: PersonWritingProps): ReactNode {
  const t = useRecordWords();
  return (
    <Writing
      commands={commands}
      fields={fields}
      personOf={() => page.personId}
      renderAfter={() => <DoorLink door={doors.person(page.personId)}>{t.openPerson}</DoorLink>}
    />
  );
}

function CorrectForm({ page }: FormProps): ReactNode {
  const t = useRecordWords().field;
  const before = attributesOf(page);
  const [draft, setDraft] = useState<CorrectDraft>({
    attributes: before,
    from: null,
    isSince: false,
  });
  const fields = (
    <Stack gap="sm">
      <AttributeFields
        draft={draft.attributes}
        onChange={(attributes) => setDraft({ ...draft, attributes })}
        known={page.attributes}
      />
      <ChoiceRadios
        name={t.when}
        value={draft.isSince ? 'since' : 'mistake'}
        choices={[
          { value: 'mistake', label: t.mistake },
          { value: 'since', label: t.since },
        ]}
        onChange={(value) => setDraft({ ...draft, isSince: value === 'since' })}
      />
      {draft.isSince && (
        <DayInput
          label={t.from}
          value={draft.from}
          onChange={(from) => setDraft({ ...draft, from })}
          required
        />
      )}
    </Stack>
  );
  const commands = correctCommands(page.personId, draft, before);
  return <PersonWriting page={page} commands={commands} fields={fields} />;
}

function attributesOf({ attributes }: PersonPage): AttributesDraft {
  return {
    fullName: attributes.fullName,
    birthDate: attributes.birthDate,
    isYearOnly: attributes.birthPrecision === 'year',
    sex: attributes.sex,
    ethnicityCode: attributes.ethnicityCode,
    nationalId: '',
    socialInsuranceNumber: '',
    phone: '',
  };
}

function ResidenceForm({ page }: FormProps): ReactNode {
  const [draft, setDraft] = useState<ResidenceDraft>({
    place: null,
    kind: 'permanent',
    from: null,
    lastDay: null,
    note: '',
  });
  return (
    <PersonWriting
      page={page}
      commands={residenceCommands(page.personId, draft)}
      fields={<ResidenceFields draft={draft} onChange={setDraft} />}
    />
  );
}

function GoneForm({ page }: FormProps): ReactNode {
  const [draft, setDraft] = useState<GoneDraft>({ how: 'left', on: null, note: '' });
  return (
    <PersonWriting
      page={page}
      commands={goneCommands(page.personId, draft)}
      fields={<GoneFields draft={draft} onChange={setDraft} />}
    />
  );
}

function HouseholdForm({ page }: FormProps): ReactNode {
  const { household, place, personId } = page;
  const isHead = household?.members.some(
    (member) => member.personId === personId && member.isHead && member.to === null,
  );
  const [draft, setDraft] = useState<HouseholdDraft>({
    how: 'join',
    household: null,
    relation: 'child',
    place: place && { id: place.placeId, name: place.name, detail: '' },
    code: '',
    address: '',
    from: null,
  });
  const deeds: HouseholdDraft['how'][] = ['join', 'found'];
  if (household !== null) deeds.push('leave');
  if (household !== null && !isHead) deeds.push('head');
  return (
    <PersonWriting
      page={page}
      commands={householdCommands(personId, draft, household?.householdId ?? null)}
      fields={<HouseholdFields draft={draft} onChange={setDraft} deeds={deeds} />}
    />
  );
}

function StatusForm({ page }: FormProps): ReactNode {
  const [draft, setDraft] = useState<StatusDraft>({
    how: 'add',
    status: null,
    from: null,
    lastDay: null,
    detail: '',
    source: '',
    factId: null,
  });
  return (
    <PersonWriting
      page={page}
      commands={statusCommands(page.personId, draft)}
      fields={<StatusFields page={page} draft={draft} onChange={setDraft} />}
    />
  );
}

function CardForm({ page }: FormProps): ReactNode {
  const [draft, setDraft] = useState<CardDraft>({
    how: 'add',
    category: null,
    issuer: 'own',
    cardNumber: '',
    facilityCode: '',
    source: '',
    from: null,
    lastDay: null,
    factId: null,
  });
  return (
    <PersonWriting
      page={page}
      commands={cardCommands(page.personId, draft)}
      fields={<CardFields page={page} draft={draft} onChange={setDraft} />}
    />
  );
}
