/** Which record to merge into this one: found by name or number, of people one may see. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type FoundPerson, getPerson, searchPeople } from '../../api/registry.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { birthText } from '../people/birth.ts';
import { useReviewWords } from './words.ts';

export function ChooseOther({ personId }: { personId: number }): ReactNode {
  const t = useReviewWords();
  const person = useQuery({
    queryKey: ['person', personId, undefined],
    queryFn: ({ signal }) => getPerson(personId, undefined, signal),
  });
  return (
    <QueryView query={person} lines={6}>
      {(page) => (
        <Page
          title={t.merge.choose}
          about={page.attributes.fullName}
          above={<DoorLink door={doors.person(personId)}>{t.item.openPerson}</DoorLink>}
        >
          <Found personId={personId} name={page.attributes.fullName} />
        </Page>
      )}
    </QueryView>
  );
}

function Found({ personId, name }: { personId: number; name: string }): ReactNode {
  const t = useReviewWords();
  const [text, setText] = useState(name);
  const [needle] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    queryKey: ['people', 'merge', needle],
    queryFn: ({ signal }) => searchPeople({ text: needle, limit: 30 }, signal),
    enabled: needle !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <Section>
      <TextInput
        label={t.merge.withHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb="sm"
        maw={420}
      />
      <QueryView query={found} lines={8}>
        {(page) => (
          <FoundTable
            personId={personId}
            people={page.people.filter((one) => one.personId !== personId)}
          />
        )}
      </QueryView>
    </Section>
  );
}

function FoundTable({
  personId,
  people,
}: {
  personId: number;
  people: readonly FoundPerson[];
}): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const columns: Column<FoundPerson>[] = [
    {
      id: 'name',
      title: t.column.name,
      kind: 'name',
      value: (row) => row.fullName,
      door: (row) => doors.mergePeople(personId, row.personId),
    },
    {
      id: 'birth',
      title: t.words.field.birthDate,
      value: (row) => birthText(format, row.birthDate, row.birthPrecision),
    },
    { id: 'nationalId', title: t.words.field.nationalId, value: (row) => row.nationalId },
    {
      id: 'place',
      title: t.column.place,
      value: (row) => row.place?.units.map((unit) => unit.name).join(', ') ?? '',
      width: 220,
    },
    { id: 'head', title: t.item.head, value: (row) => row.householdHead?.fullName ?? null },
  ];
  return (
    <DataTable
      id="merge-choose"
      caption={t.merge.choose}
      columns={columns}
      rows={people}
      rowKey={(row) => row.personId}
      rowDoor={(row) => doors.mergePeople(personId, row.personId)}
      empty={{ title: t.list.empty }}
      withoutTools
    />
  );
}
