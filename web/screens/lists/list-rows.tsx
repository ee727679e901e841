/** Row by row: what it says, who it is in the register and why, what is to be looked at. */
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  LISTS_KEY,
  type ListView,
  type RowLine,
  type RowQuestion,
  listRows,
} from '../../api/lists.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Section, Toolbar } from '../../ui/page.tsx';
import { ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { birthText } from '../people/birth.ts';
import { useLinkWords, useListWords } from './words.ts';

const ROWS_AT_ONCE = 100;

/** Words of the address bar → what the server is asked. */
const SHOWN = {
  nguoi: { kind: 'data' },
  'luu-y': { hasWarning: true },
  'co-trong-so': { outcome: 'linked' },
  'chua-co': { outcome: 'new' },
  'xem-lai': { outcome: 'review' },
  trung: { outcome: 'duplicate' },
  'de-ngoai': { outcome: 'leftOut' },
} as const satisfies Readonly<Record<string, RowQuestion>>;
export type ShownRows = keyof typeof SHOWN;

export function ListRows({ list }: { list: ListView }): ReactNode {
  const words = useListWords();
  const t = words.rows;
  const [search, change] = useAddress();
  const asked = search['dong'] ?? '';
  const shown: ShownRows = asked in SHOWN ? (asked as ShownRows) : 'nguoi';
  const rows = useInfiniteQuery({
    queryKey: [LISTS_KEY, list.listId, 'rows', shown],
    queryFn: ({ pageParam, signal }) =>
      listRows(list.listId, SHOWN[shown], { after: pageParam, limit: ROWS_AT_ONCE }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const columns = useRowColumns(list);
  return (
    <Section title={t.title}>
      <Toolbar>
        <NativeSelect
          size="xs"
          label={t.show}
          value={shown}
          onChange={(event) => change({ dong: event.currentTarget.value }, true)}
          data={Object.entries(t.shown).map(([value, label]) => ({ value, label }))}
        />
      </Toolbar>
      {rows.isError && <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && <Loading lines={8} />}
      {rows.data && (
        <DataTable
          id="list-rows"
          caption={t.title}
          columns={columns}
          rows={rows.data.pages.flatMap((page) => page.rows)}
          rowKey={(row) => row.rowNo}
          rowDoor={(row) => (row.personId === null ? undefined : doors.person(row.personId))}
          more={{
            total: null,
            hasMore: rows.hasNextPage,
            isLoading: rows.isFetchingNextPage,
            onMore: () => void rows.fetchNextPage(),
          }}
          empty={{ title: t.empty }}
        />
      )}
    </Section>
  );
}

const fixed = { sortable: false } as const;

function useRowColumns(list: ListView): Column<RowLine>[] {
  const t = useListWords().rows;
  const why: Readonly<Record<string, string>> = useLinkWords().reasons;
  const sexes: Readonly<Record<string, string>> = useTexts('registry').sex;
  const faultText = useFaultText();
  const format = useFormat();
  const outcomes: Readonly<Record<string, string>> = t.outcomes;
  const sheets = (list.mapping?.sheets.length ?? 1) > 1;
  return [
    {
      id: 'line',
      title: t.line,
      value: (row) =>
        sheets ? t.lineOf(row.sheet + 1, format.number(row.line)) : format.number(row.line),
      ...fixed,
    },
    {
      id: 'name',
      title: t.name,
      value: (row) => row.fullName,
      door: (row) => (row.personId === null ? undefined : doors.person(row.personId)),
      width: 160,
      ...fixed,
    },
    {
      id: 'birth',
      title: t.birth,
      value: (row) => birthText(format, row.birthDate, precisionOf(row)) || null,
      ...fixed,
    },
    {
      id: 'sex',
      title: t.sex,
      value: (row) => (row.sex === null ? null : (sexes[row.sex] ?? null)),
      ...fixed,
    },
    { id: 'id', title: t.nationalId, value: (row) => row.nationalId, hidden: true, ...fixed },
    {
      id: 'place',
      title: t.place,
      value: (row) =>
        [row.placeName, row.communeName === row.placeName ? null : row.communeName]
          .filter((name) => name !== null)
          .join(', ') || null,
      width: 170,
      ...fixed,
    },
    {
      id: 'outcome',
      title: t.outcome,
      value: (row) => (row.outcome === null ? null : (outcomes[row.outcome] ?? row.outcome)),
      width: 110,
      ...fixed,
    },
    {
      id: 'why',
      title: t.why,
      value: (row) => (row.reasonCode === null ? null : (why[row.reasonCode] ?? row.reasonCode)),
      width: 170,
      ...fixed,
    },
    {
      id: 'faults',
      title: t.warnings,
      value: (row) =>
        (row.faults ?? []).map((fault) => `${fault.cell}: ${faultText(fault)}`).join(' ') || null,
      width: 220,
      ...fixed,
    },
  ];
}

function precisionOf({ birthPrecision }: RowLine): 'day' | 'month' | 'year' | null {
  return (['day', 'month', 'year'] as const).find((one) => one === birthPrecision) ?? null;
}
