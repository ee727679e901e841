/** Five continuous years: who soon has them, who is about to lose the count, who lost it. */
import { Checkbox, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type FiveYearsAnswer,
  type FiveYearsQuery,
  type FiveYearsShow,
  listFiveYears,
  saveFiveYearsFile,
} from '../../api/covers.ts';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { readSort, writeSort } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisBar, EntitlementFault } from './basis-bar.tsx';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { SHOW_WORDS, readFiveYears } from './five-years-address.ts';
import { useFiveYearsColumns } from './five-years-columns.tsx';
import { FilterSelect } from './persuade-filters.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

const PAGE_ROWS = 200;

export function FiveYears(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  return <FiveYearsIn query={{ ...readFiveYears(search), unit }} />;
}

function FiveYearsIn({ query }: { query: FiveYearsQuery }): ReactNode {
  const t = useCoverWords().fiveYears;
  const list = useInfiniteQuery({
    queryKey: [ENTITLEMENT_KEY, 'five-years', query],
    queryFn: ({ pageParam, signal }) =>
      listFiveYears(query, { limit: PAGE_ROWS, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  return (
    <Page
      title={first ? t.titleOf(first.unit.name) : t.title}
      above={
        first && (
          <UnitCrumbs unitId={first.unit.unitId} boundaries={first.basis.decidedOn} withSelf />
        )
      }
      about={t.about}
    >
      {first && <BasisBar basis={first.basis} />}
      {list.isError && <EntitlementFault error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={12} />}
      {first && (
        <>
          <FiveYearsFilters query={query} answer={first} />
          <FiveYearsTable
            query={query}
            first={first}
            rows={list.data?.pages.flatMap((page) => page.rows) ?? []}
            more={{
              total: first.total,
              hasMore: list.hasNextPage,
              isLoading: list.isFetchingNextPage,
              onMore: () => void list.fetchNextPage(),
            }}
          />
          <p className="soft">{t.rule}</p>
        </>
      )}
    </Page>
  );
}

interface FiltersProps {
  query: FiveYearsQuery;
  answer: FiveYearsAnswer;
}

function FiveYearsFilters({ query, answer }: FiltersProps): ReactNode {
  const t = useCoverWords().fiveYears;
  const categories = useCategories();
  const [, change] = useAddress();
  const shows = Object.keys(SHOW_WORDS) as FiveYearsShow[];
  const isPast = query.show === 'broken';
  return (
    <Toolbar>
      <SegmentedControl
        size="xs"
        aria-label={t.show}
        className={styles.choice}
        value={query.show}
        data={shows.map((value) => ({ value, label: t.shows[value](answer.counts[value]) }))}
        onChange={(value) => change({ xem: SHOW_WORDS[value], the: undefined })}
      />
      <UnitChoice unit={answer.unit} />
      <DayInput
        label={isPast ? t.since : t.until}
        size="xs"
        value={isPast ? answer.since : answer.until}
        onChange={(day) => change({ [isPast ? 'tu' : 'den']: day ?? undefined }, true)}
      />
      <FilterSelect
        label={t.card}
        name="the"
        any={t.anyCard}
        rows={answer.byCategory.map(({ category, name, people }) => ({
          value: category,
          label: categories.nameOf(category) || name,
          people,
        }))}
        value={query.category ?? ''}
      />
      <Checkbox
        className={styles.check}
        size="xs"
        label={t.withAll}
        checked={query.withAll === true}
        onChange={(event) => change({ tatca: event.currentTarget.checked ? '1' : undefined }, true)}
      />
    </Toolbar>
  );
}

interface TableProps {
  query: FiveYearsQuery;
  first: FiveYearsAnswer;
  rows: FiveYearsAnswer['rows'];
  more: More;
}

function FiveYearsTable({ query, first, rows, more }: TableProps): ReactNode {
  const t = useCoverWords().fiveYears;
  const format = useFormat();
  const { language } = useSpeech();
  const [search, change] = useAddress();
  const showFault = useShowFault();
  const columns = useFiveYearsColumns(query.show, first.basis.decidedOn);
  const day = query.show === 'broken' ? first.since : first.until;
  return (
    <DataTable
      id={`five-years-${query.show}`}
      caption={t.captions[query.show](first.unit.name, format.date(day))}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.personId}
      rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
      sort={readSort(search['xep']) ?? { column: 'day', direction: 'asc' }}
      onSort={(sort) => change({ xep: writeSort(sort) }, true)}
      more={more}
      onExport={() => saveFiveYearsFile(query, language).catch(showFault)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
