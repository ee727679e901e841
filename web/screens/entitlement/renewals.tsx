/** The people behind the counts of past renewals. */
import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  ENTITLEMENT_KEY,
  type RenewalPeopleAnswer,
  type RenewalQuery,
  listRenewals,
} from '../../api/entitlement.ts';
import { listAllRows } from '../../api/pages.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import type { Search } from '../../shell/lens.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisBar, EntitlementFault } from './basis-bar.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

type Row = RenewalPeopleAnswer['rows'][number];

const PAGE_ROWS = 200;
const EXPORT_ROWS = 500;

/** `ketqua` in the address bar */
const OUTCOMES = { all: undefined, renewed: 'noi-tiep', lost: 'khong' } as const;
type Outcome = keyof typeof OUTCOMES;

function outcomeOf(search: Search): Outcome {
  const names = Object.keys(OUTCOMES) as Outcome[];
  return names.find((name) => OUTCOMES[name] === search['ketqua']) ?? 'all';
}

export function Renewals(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  const category = search['the'];
  const outcome = outcomeOf(search);
  return (
    <RenewalsIn
      outcome={outcome}
      query={{
        unit,
        category: category !== undefined && /^\w{2,40}$/.test(category) ? category : undefined,
        renewed: outcome === 'all' ? undefined : outcome === 'renewed',
      }}
    />
  );
}

function RenewalsIn({ query, outcome }: { query: RenewalQuery; outcome: Outcome }): ReactNode {
  const t = useEntitlementWords().renewals;
  const format = useFormat();
  const [, change] = useAddress();
  const columns = useColumns();
  const list = useInfiniteQuery({
    queryKey: [ENTITLEMENT_KEY, 'renewals', query],
    queryFn: ({ pageParam, signal }) =>
      listRenewals(query, { limit: PAGE_ROWS, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  return (
    <Page
      title={first ? t.titleOf(first.unit.name) : t.title}
      above={
        first && <UnitCrumbs unitId={query.unit} boundaries={first.basis.decidedOn} withSelf />
      }
      about={first && t.about(format.date(first.from), format.lastDay(first.to), first.withinDays)}
      actions={<DoorLink door={doors.forecast(query.unit)}>{t.back}</DoorLink>}
    >
      {first && <BasisBar basis={first.basis} />}
      {list.isError && <EntitlementFault error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={12} />}
      {first && (
        <>
          <Toolbar>
            <SegmentedControl
              size="xs"
              aria-label={t.outcome}
              value={outcome}
              data={(Object.keys(OUTCOMES) as Outcome[]).map((value) => ({
                value,
                label: t.outcomes[value],
              }))}
              onChange={(value) => change({ ketqua: OUTCOMES[value] }, true)}
            />
            <UnitChoice unit={first.unit} />
          </Toolbar>
          <DataTable
            id="renewals"
            caption={t.caption(first.unit.name)}
            columns={columns}
            rows={list.data?.pages.flatMap((page) => page.rows) ?? []}
            rowKey={(row) => `${row.personId} ${row.category} ${row.endedOn}`}
            rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
            more={{
              total: first.total,
              hasMore: list.hasNextPage,
              isLoading: list.isFetchingNextPage,
              onMore: () => void list.fetchNextPage(),
            }}
            allRows={() =>
              listAllRows((after) => listRenewals(query, { limit: EXPORT_ROWS, after }))
            }
            empty={{ title: t.empty }}
          />
        </>
      )}
    </Page>
  );
}

const fixed = { sortable: false } as const;

function useColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = words.renewals;
  const categories = useCategories();
  return [
    {
      id: 'name',
      title: who.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
      ...fixed,
    },
    { id: 'birth', title: who.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    { id: 'place', title: who.place, value: (row) => row.placeName, width: 120, ...fixed },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, width: 110, ...fixed },
    {
      id: 'card',
      title: t.category,
      value: (row) => categories.nameOf(row.category) || row.categoryName,
      width: 200,
      ...fixed,
    },
    { id: 'endedOn', title: t.endedOn, kind: 'lastDay', value: (row) => row.endedOn, ...fixed },
    { id: 'renewedOn', title: t.renewedOn, kind: 'date', value: (row) => row.renewedOn, ...fixed },
    {
      id: 'now',
      title: t.now,
      value: (row) => (row.isInsured ? t.insured : t.uninsured),
      ...fixed,
    },
  ];
}
