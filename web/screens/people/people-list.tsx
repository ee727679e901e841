/** The people behind a figure: insured, not insured, or insured until soon. */
import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiFault } from '../../api/client.ts';
import {
  type ListAnswer,
  type ListQuery,
  type ListedPerson,
  exportPeople,
  listPeople,
} from '../../api/people-lists.ts';
import { useAddress, useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useFormat, useSpeech, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { ErrorNotice, Loading } from '../../ui/states.tsx';
import { readSort, writeSort } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { KINDS, LIST_SORTS, WORD_OF, readListQuery } from './list-address.ts';
import { useListColumns } from './list-columns.tsx';
import { ListFilters } from './list-filters.tsx';

export function PeopleList(): ReactNode {
  const session = useSession();
  const [search] = useAddress();
  const { lens, asOf, boundaries } = useLens();
  const read = readListQuery(search);
  const unit = read.unit ?? session?.homeUnitId ?? null;
  if (unit === null) return null;
  const query: ListQuery = {
    ...read,
    unit,
    asOf,
    boundaries,
    definition: lens.definition,
    knownAt: lens.knownAt,
  };
  return <ListOf query={query} />;
}

const PAGE_ROWS = 200;

function ListOf({ query }: { query: ListQuery }): ReactNode {
  const t = useTexts('people').list;
  const [, change] = useAddress();
  const list = useInfiniteQuery({
    queryKey: ['list', query],
    queryFn: ({ pageParam, signal }) =>
      listPeople({ ...query, after: pageParam, limit: PAGE_ROWS }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  return (
    <Page
      title={first ? `${t.kinds[query.list]}: ${first.unit.name}` : t.title}
      above={
        first && (
          <UnitCrumbs unitId={first.unit.unitId} boundaries={first.unitBoundaries} withSelf />
        )
      }
      about={<DoorLink door={doors.unit(query.unit)}>{t.back}</DoorLink>}
    >
      <LensBar />
      <Toolbar>
        <SegmentedControl
          aria-label={t.title}
          value={query.list}
          onChange={(value) => {
            const kind = KINDS.find((candidate) => candidate === value);
            if (kind) change({ loai: WORD_OF[kind], nhom: undefined, lydo: undefined });
          }}
          data={KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
        />
      </Toolbar>
      <ListFilters query={query} unitName={first?.unit.name ?? ''} />
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={12} />}
      {first?.byReason && <ReasonDoors rows={first.byReason} />}
      {first && (
        <ListTable
          query={query}
          first={first}
          rows={list.data?.pages.flatMap((page) => page.rows) ?? []}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </Page>
  );
}

/** How many lack a card for which reason; each leads to its people. */
function ReasonDoors({ rows }: { rows: NonNullable<ListAnswer['byReason']> }): ReactNode {
  const t = useTexts('people').list;
  const format = useFormat();
  const [search] = useAddress();
  return (
    <p className="number">
      {t.byReason}:{' '}
      {rows.map((row, at) => (
        <span key={row.reason}>
          {at > 0 && ' · '}
          {t.reasons[row.reason]}{' '}
          <DoorLink door={{ to: '/danh-sach', search: { ...search, lydo: row.reason } }}>
            {format.number(row.people)}
          </DoorLink>
        </span>
      ))}
    </p>
  );
}

interface ListTableProps {
  query: ListQuery;
  first: ListAnswer;
  rows: readonly ListedPerson[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function ListTable(props: ListTableProps): ReactNode {
  const t = useTexts('people').list;
  const format = useFormat();
  const [search, change] = useAddress();
  const { query, first } = props;
  const columns = useListColumns(query.list);
  const { language } = useSpeech();
  const showFault = useShowFault();
  const [isLarge, setLarge] = useState(false);
  const save = async (): Promise<void> => {
    try {
      await exportPeople(query, language);
    } catch (cause) {
      if (cause instanceof ApiFault && cause.code === 'coverage.export.tooLarge') setLarge(true);
      else showFault(cause);
    }
  };
  return (
    <>
      <ExportDialog query={query} isOpen={isLarge} onClose={() => setLarge(false)} />
      <DataTable
        id={`people-${query.list}`}
        caption={t.captionOf(t.kinds[query.list], first.unit.name, format.date(first.asOf))}
        columns={columns}
        rows={props.rows}
        rowKey={(row) => row.personId}
        rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
        sort={readSort(search['xep'])}
        onSort={(sort) => {
          if (LIST_SORTS.has(sort.column)) change({ xep: writeSort(sort) }, true);
        }}
        more={{
          total: first.total,
          hasMore: props.hasMore,
          isLoading: props.isLoading,
          onMore: props.onMore,
        }}
        onExport={save}
        empty={{ title: t.empty, hint: t.emptyHint }}
        tools={
          <>
            <Button size="xs" variant="subtle" onClick={() => setLarge(true)}>
              {t.exportLarge}
            </Button>
            {first.total === null && (
              <Button size="xs" variant="default" onClick={() => change({ dem: '1' }, true)}>
                {t.count}
              </Button>
            )}
          </>
        }
      />
    </>
  );
}
