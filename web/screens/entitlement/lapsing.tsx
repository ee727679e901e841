/** Who loses cover until a day, why, and what keeping it costs each. */
import type { ReactNode } from 'react';
import { type IsoDate, addDays, isIsoDate } from '../../../src/kernel/dates.ts';
import {
  type LapsingAnswer,
  type LapsingQuery,
  type LapsingSort,
  listLapsing,
  saveLapsingFile,
} from '../../api/entitlement.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import type { Search } from '../../shell/lens.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty } from '../../ui/states.tsx';
import { readSort, writeSort } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisPage } from './basis-page.tsx';
import { useLapsingColumns } from './lapsing-columns.tsx';
import { FilterSelect } from './persuade-filters.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { usePages } from './use-pages.ts';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords, useTerms } from './words.ts';

const DAYS_AT_FIRST = 30;
const SORTS: readonly LapsingSort[] = ['lapseOn', 'name'];

export function Lapsing(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  return <LapsingIn query={{ ...readFilter(search), unit }} />;
}

function readFilter(search: Search): Omit<LapsingQuery, 'unit'> {
  const sort = readSort(search['xep']);
  const word = (text: string | undefined): string | undefined =>
    text !== undefined && /^\w{2,40}$/.test(text) ? text : undefined;
  return {
    until: readDay(search['den']),
    cause: word(search['vi']),
    category: word(search['the']),
    sort: SORTS.find((name) => name === sort?.column),
    descending: sort?.direction === 'desc' ? true : undefined,
  };
}

function readDay(text: string | undefined): IsoDate {
  return text !== undefined && isIsoDate(text) ? text : addDays(today(), DAYS_AT_FIRST);
}

function LapsingIn({ query }: { query: LapsingQuery }): ReactNode {
  const t = useEntitlementWords().lapsing;
  const format = useFormat();
  const pages = usePages(['lapsing', query], (page, signal) => listLapsing(query, page, signal));
  return (
    <BasisPage
      pages={pages}
      title={t.title}
      titleOf={t.titleOf}
      about={t.about(format.date(query.until))}
      actions={<DoorLink door={doors.forecast(query.unit)}>{t.back}</DoorLink>}
    >
      {(first) => (
        <>
          <LapsingFilters query={query} answer={first} />
          <LapsingTable query={query} first={first} rows={pages.rows} more={pages.more} />
        </>
      )}
    </BasisPage>
  );
}

function LapsingFilters({ query, answer }: { query: LapsingQuery; answer: LapsingAnswer }) {
  const words = useEntitlementWords();
  const t = words.forecast;
  const terms = useTerms();
  const categories = useCategories();
  const [, change] = useAddress();
  return (
    <Toolbar>
      <UnitChoice unit={answer.unit} />
      <DayInput
        label={words.lapsing.until}
        size="xs"
        value={query.until}
        onChange={(day) => change({ den: day ?? undefined }, true)}
      />
      <FilterSelect
        label={t.cause}
        name="vi"
        any={t.anyCause}
        rows={answer.byCause.map(({ cause, people }) => ({
          value: cause,
          label: terms.cause(cause),
          people,
        }))}
        value={query.cause ?? ''}
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
    </Toolbar>
  );
}

interface LapsingTableProps {
  query: LapsingQuery;
  first: LapsingAnswer;
  rows: LapsingAnswer['rows'];
  more: More;
}

function LapsingTable({ query, first, rows, more }: LapsingTableProps): ReactNode {
  const t = useEntitlementWords().lapsing;
  const format = useFormat();
  const { language } = useSpeech();
  const [search, change] = useAddress();
  const columns = useLapsingColumns();
  const showFault = useShowFault();
  return (
    <DataTable
      id="lapsing"
      caption={t.caption(first.unit.name, format.date(first.until))}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.personId}
      rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
      sort={readSort(search['xep']) ?? { column: 'lapseOn', direction: 'asc' }}
      onSort={(sort) => change({ xep: writeSort(sort) }, true)}
      more={more}
      onExport={() => saveLapsingFile(query, language).catch(showFault)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
