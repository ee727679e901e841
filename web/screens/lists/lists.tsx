/** Lists that came in, and the way in for a new one. Nothing is written before somebody commits. */
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LIST_READING_ROLES, LIST_ROLES } from '../../../src/lists/kinds.ts';
import {
  LISTS_KEY,
  type ListKind,
  type ListState,
  type ListView,
  listLists,
} from '../../api/lists.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny, useSession } from '../../shell/session.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { DoorLink } from '../../ui/door.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useEntryWords } from '../entry/words.ts';
import { SendForm } from './send-form.tsx';
import { type ListWords, useListTerms, useListWords } from './words.ts';

const PAGE_ROWS = 50;

export function Lists(): ReactNode {
  const t = useListWords();
  const entry = useEntryWords();
  const session = useSession();
  const maySend = useHoldsAny(LIST_ROLES);
  const mayRead = useHoldsAny(LIST_READING_ROLES);
  const home = session?.grants.find((grant) => grant.unitId === session.homeUnitId);
  return (
    <Page
      title={t.list.title}
      about={t.list.about}
      actions={
        <>
          {maySend && (
            <Button
              variant="default"
              renderRoot={(props) => <DoorLink {...props} door={doors.entry()} />}
            >
              {entry.open}
            </Button>
          )}
          <DoorLink door={doors.villageSheets()}>{t.sheets.title}</DoorLink>
        </>
      }
    >
      <Section title={t.list.send}>
        {!maySend ? (
          <Empty title={t.maySend} />
        ) : home ? (
          <SendForm unit={{ id: home.unitId, name: home.unitName }} />
        ) : (
          <Empty title={t.noUnit} />
        )}
      </Section>
      {mayRead && (
        <Section title={t.list.received}>
          <Received />
        </Section>
      )}
    </Page>
  );
}

function Received(): ReactNode {
  const t = useListWords().list;
  const terms = useListTerms();
  const [search, change] = useAddress();
  const kind = keyOf(terms.kinds, search['loai']) as ListKind | undefined;
  const state = keyOf(terms.states, search['buoc']) as ListState | undefined;
  const lists = useInfiniteQuery({
    queryKey: [LISTS_KEY, 'list', kind, state],
    queryFn: ({ pageParam, signal }) =>
      listLists({ kind, state }, { before: pageParam, limit: PAGE_ROWS }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < PAGE_ROWS ? undefined : page.at(-1)?.listId),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const choices = (words: Readonly<Record<string, string>>) => [
    { value: '', label: t.any },
    ...Object.entries(words).map(([value, label]) => ({ value, label })),
  ];
  return (
    <>
      <Toolbar>
        <NativeSelect
          size="xs"
          label={t.kind}
          value={kind ?? ''}
          onChange={(event) => change({ loai: event.currentTarget.value || undefined })}
          data={choices(terms.kinds)}
        />
        <NativeSelect
          size="xs"
          label={t.state}
          value={state ?? ''}
          onChange={(event) => change({ buoc: event.currentTarget.value || undefined })}
          data={choices(terms.states)}
        />
      </Toolbar>
      {lists.isError && <ErrorNotice error={lists.error} onRetry={() => void lists.refetch()} />}
      {lists.isPending && <Loading lines={6} />}
      {lists.data && (
        <ListTable
          rows={lists.data.pages.flat()}
          hasMore={lists.hasNextPage}
          isLoading={lists.isFetchingNextPage}
          onMore={() => void lists.fetchNextPage()}
        />
      )}
    </>
  );
}

function keyOf(words: Readonly<Record<string, string>>, text: string | undefined) {
  return text !== undefined && text in words ? text : undefined;
}

interface ListTableProps {
  rows: readonly ListView[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function ListTable({ rows, hasMore, isLoading, onMore }: ListTableProps): ReactNode {
  const t = useListWords().list;
  const columns = useColumns(t);
  return (
    <DataTable
      id="lists"
      caption={t.received}
      columns={columns}
      rows={rows}
      rowKey={(list) => list.listId}
      rowDoor={(list) => doors.receivedList(list.listId)}
      more={{ total: null, hasMore, isLoading, onMore }}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function useColumns(t: ListWords['list']): Column<ListView>[] {
  const terms = useListTerms();
  const faultText = useFaultText();
  // a file that could not even be opened waits for nobody: its reason stands where its state would
  const state = (list: ListView): string =>
    list.state === 'uploaded' && list.failure !== null
      ? t.unreadable(list.failure.map(faultText).join(' '))
      : terms.states[list.state];
  const changes = ({ counts }: ListView): number | null =>
    counts.new === undefined ? null : counts.new + (counts.changed ?? 0) + (counts.vanished ?? 0);
  return [
    {
      id: 'file',
      title: t.file,
      value: (list) => list.fileName,
      door: (list) => doors.receivedList(list.listId),
      width: 220,
      sortable: false,
    },
    { id: 'kind', title: t.kind, value: (list) => terms.kinds[list.kind], sortable: false },
    { id: 'sender', title: t.sender, value: (list) => list.sender.name, sortable: false },
    { id: 'unit', title: t.unit, value: (list) => list.unit.name, sortable: false },
    { id: 'asOf', title: t.asOf, kind: 'date', value: (list) => list.asOf, sortable: false },
    { id: 'state', title: t.state, value: state, sortable: false },
    {
      id: 'rows',
      title: t.rows,
      kind: 'number',
      value: (list) => list.counts.data ?? null,
      sortable: false,
    },
    {
      id: 'faulty',
      title: t.faulty,
      kind: 'number',
      value: (list) => list.counts.faulty ?? null,
      sortable: false,
    },
    { id: 'changes', title: t.changes, kind: 'number', value: changes, sortable: false },
    {
      id: 'sentAt',
      title: t.sentAt,
      kind: 'instant',
      value: (list) => list.createdAt,
      sortable: false,
    },
    { id: 'by', title: t.by, value: (list) => list.actorName, hidden: true, sortable: false },
  ];
}
