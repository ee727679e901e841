/** The people behind a figure of the budget, with how many months each. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  type BudgetPeopleAnswer,
  type BudgetQuery,
  type BudgetSide,
  listBudgetPeople,
  saveBudgetPeopleFile,
} from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisPage } from './basis-page.tsx';
import { readBudget } from './budget-address.ts';
import { thisYear } from './budget.tsx';
import { usePages } from './use-pages.ts';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords, useTerms } from './words.ts';

type Row = BudgetPeopleAnswer['rows'][number];

export function BudgetPeople(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  const { year = thisYear(), by: _by, side, ...filter } = readBudget(search);
  return <PeopleOf query={{ ...filter, unit, year }} side={side} />;
}

function PeopleOf({ query, side }: { query: BudgetQuery; side: BudgetSide }): ReactNode {
  const words = useEntitlementWords();
  const t = words.budgetPeople;
  const [search, change] = useAddress();
  const columns = useColumns();
  const figure = useFigureText();
  const { language } = useSpeech();
  const showFault = useShowFault();
  const pages = usePages(['budget-people', query, side], (page, signal) =>
    listBudgetPeople(query, { ...page, side }, signal),
  );
  const { first: known } = pages;
  const tools = (
    <Toolbar>
      <SegmentedControl
        size="xs"
        aria-label={t.side}
        value={side}
        data={(['estimated', 'actual'] as const).map((value) => ({
          value,
          label: t.sides[value],
        }))}
        onChange={(value) => change({ phia: value === 'actual' ? 'quyet-toan' : undefined }, true)}
      />
      {known && <span className="number">{t.sum(known.total, known.personMonths)}</span>}
    </Toolbar>
  );
  return (
    <BasisPage
      pages={pages}
      title={t.title[side]}
      titleOf={(unit) => `${t.title[side]}: ${unit}`}
      about={t.about(figure(query, side))}
      actions={
        <DoorLink door={doors.budget(query.unit, { ...search, phia: undefined })}>
          {t.back}
        </DoorLink>
      }
      tools={tools}
    >
      {(first) => (
        <DataTable
          id="budget-people"
          caption={t.caption(t.title[side], first.unit.name, String(query.year))}
          columns={columns}
          rows={pages.rows}
          rowKey={(row) => `${row.personId} ${row.category}`}
          rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
          more={pages.more}
          onExport={() => saveBudgetPeopleFile(query, side, language).catch(showFault)}
          empty={{ title: t.empty }}
        />
      )}
    </BasisPage>
  );
}

/** "Quyết toán 07/2026, Người thuộc hộ gia đình cận nghèo, Ngân sách nhà nước". */
function useFigureText(): (query: BudgetQuery, side: BudgetSide) => string {
  const t = useEntitlementWords().budgetPeople;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  return ({ year, month, category, payer, level }, side) =>
    [
      `${t.sides[side]} ${month === undefined ? year : format.month(month)}`,
      category === undefined ? '' : categories.nameOf(category) || category,
      payer === undefined ? '' : terms.payer(payer),
      level === undefined ? '' : terms.level(level),
    ]
      .filter(Boolean)
      .join(', ');
}

const fixed = { sortable: false } as const;

function useColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = words.budgetPeople;
  const categories = useCategories();
  return [
    {
      id: 'name',
      title: who.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 170,
      ...fixed,
    },
    { id: 'birth', title: who.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    {
      id: 'place',
      title: who.place,
      value: (row) => (row.placeName === row.communeName ? null : row.placeName),
      ...fixed,
    },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, ...fixed },
    {
      id: 'category',
      title: t.category,
      value: (row) => categories.nameOf(row.category) || row.categoryName,
      width: 220,
      ...fixed,
    },
    { id: 'months', title: t.months, kind: 'number', value: (row) => row.months, ...fixed },
  ];
}
