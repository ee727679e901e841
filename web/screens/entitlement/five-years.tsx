/** Five continuous years: who soon has them, who is about to lose the count, who lost it. */
import { Checkbox, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  type FiveYearsAnswer,
  type FiveYearsQuery,
  type FiveYearsShow,
  listFiveYears,
  saveFiveYearsFile,
} from '../../api/covers.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty } from '../../ui/states.tsx';
import { readSort, writeSort } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisPage } from './basis-page.tsx';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { SHOW_WORDS, readFiveYears } from './five-years-address.ts';
import { useFiveYearsColumns } from './five-years-columns.tsx';
import { FilterSelect } from './persuade-filters.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { usePages } from './use-pages.ts';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

export function FiveYears(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  return <FiveYearsIn query={{ ...readFiveYears(search), unit }} />;
}

function FiveYearsIn({ query }: { query: FiveYearsQuery }): ReactNode {
  const t = useCoverWords().fiveYears;
  const pages = usePages(['five-years', query], (page, signal) =>
    listFiveYears(query, page, signal),
  );
  return (
    <BasisPage pages={pages} title={t.title} titleOf={t.titleOf} about={t.about}>
      {(first) => (
        <>
          <FiveYearsFilters query={query} answer={first} />
          <FiveYearsTable query={query} first={first} rows={pages.rows} more={pages.more} />
          <p className="soft">{t.rule}</p>
        </>
      )}
    </BasisPage>
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
