/** Search for a person by name in any form, or by a number. */
import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type FoundPerson, searchPeople } from '../../api/registry.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { Empty, ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { EqualPeopleButton } from '../duplicates/equal-people-button.tsx';
import { NewPersonButton } from '../records/record-menu.tsx';
import { birthText } from './birth.ts';

const LETTERS_MIN = 2;

export function FindPeople(): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const [search, change] = useAddress();
  const [typed, setTyped] = useState(search['tim'] ?? '');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const sex = (['male', 'female'] as const).find((one) => one === search['gioi']);
  const birthYear = /^\d{4}$/.test(search['sinh'] ?? '') ? Number(search['sinh']) : undefined;
  return (
    <Page
      title={t.find.title}
      about={t.find.about}
      actions={
        <>
          <EqualPeopleButton />
          <NewPersonButton />
        </>
      }
    >
      <Toolbar>
        <TextInput
          label={t.find.text}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            change({ tim: event.currentTarget.value }, true);
          }}
          w="24rem"
          maw="100%"
          autoFocus
        />
        <NumberInput
          label={t.find.birthYear}
          w="7rem"
          hideControls
          allowDecimal={false}
          value={search['sinh'] ?? ''}
          onChange={(value) => change({ sinh: String(value) }, true)}
        />
        <NativeSelect
          label={t.find.sex}
          value={sex ?? ''}
          onChange={(event) => change({ gioi: event.currentTarget.value }, true)}
          data={[
            { value: '', label: t.list.anySex },
            { value: 'male', label: words.sex.male },
            { value: 'female', label: words.sex.female },
          ]}
        />
      </Toolbar>
      {text.length < LETTERS_MIN ? (
        <Empty title={t.find.start} hint={t.find.about} />
      ) : (
        <Results query={{ text, sex, birthYear }} />
      )}
    </Page>
  );
}

interface ResultsProps {
  query: { text: string; sex?: 'male' | 'female'; birthYear?: number };
}

function Results({ query }: ResultsProps): ReactNode {
  const t = useTexts('people').find;
  const found = useInfiniteQuery({
    queryKey: ['people', query],
    queryFn: ({ pageParam, signal }) =>
      searchPeople({ ...query, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  if (found.isError) {
    return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.isPending) return <Loading lines={6} />;
  return (
    <DataTable
      id="found-people"
      caption={t.title}
      columns={columns}
      rows={found.data.pages.flatMap((page) => page.people)}
      rowKey={(row) => row.personId}
      rowDoor={(row) => doors.person(row.personId)}
      more={{
        total: null,
        hasMore: found.hasNextPage,
        isLoading: found.isFetchingNextPage,
        onMore: () => void found.fetchNextPage(),
      }}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function useColumns(): Column<FoundPerson>[] {
  const t = useTexts('people');
  const words = useTexts('registry');
  const format = useFormat();
  const fixed = { sortable: false } as const;
  return [
    {
      id: 'name',
      title: t.column.name,
      value: (row) => row.fullName,
      door: (row) => doors.person(row.personId),
      width: 170,
      ...fixed,
    },
    {
      id: 'birth',
      title: t.column.birth,
      value: (row) => birthText(format, row.birthDate, row.birthPrecision) || null,
      ...fixed,
    },
    {
      id: 'sex',
      title: t.column.sex,
      value: (row) => (row.sex === null ? null : words.sex[row.sex]),
      ...fixed,
    },
    {
      id: 'place',
      title: t.person.residence,
      value: (row) => row.place?.units.map((unit) => unit.name).join(', ') ?? null,
      width: 220,
      ...fixed,
    },
    {
      id: 'head',
      title: t.column.head,
      value: (row) => row.householdHead?.fullName ?? null,
      door: (row) => (row.householdHead ? doors.person(row.householdHead.personId) : undefined),
      ...fixed,
    },
    {
      id: 'sin',
      title: t.column.socialInsuranceNumber,
      value: (row) => row.socialInsuranceNumber,
      ...fixed,
    },
    { id: 'nationalId', title: t.column.nationalId, value: (row) => row.nationalId, ...fixed },
  ];
}
