/** Sums of a budget by one dimension: a name leads deeper, a number of person-months to its people. */
import type { ReactNode } from 'react';
import type { BudgetDimension, BudgetSum, BudgetSumsAnswer } from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Door } from '../../ui/door.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { WORD_OF, filterOf, nextDimension } from './budget-address.ts';
import { useEntitlementWords, useTerms } from './words.ts';

export interface BudgetTableProps {
  answer: BudgetSumsAnswer;
  by: BudgetDimension;
}

export function BudgetTable({ answer, by }: BudgetTableProps): ReactNode {
  const t = useEntitlementWords().budget;
  const [search] = useAddress();
  const nameOf = useNameOfKey(by);
  const { unit, settledMonths, total } = answer;
  const deeper = (row: BudgetSum): Door => {
    const filter = { ...search, ...filterOf(by, keyOf(row, by)) };
    const next = nextDimension(by, filter);
    return doors.budget(unit.unitId, { ...filter, ...(next && { theo: WORD_OF[next] }) });
  };
  const people = (row: BudgetSum, side: 'du-toan' | 'quyet-toan'): Door =>
    doors.budgetPeople(unit.unitId, {
      ...search,
      ...filterOf(by, keyOf(row, by)),
      nam: String(answer.year),
      theo: undefined,
      phia: side,
    });
  const isSettled = settledMonths > 0;
  const columns: Column<BudgetSum>[] = [
    { id: 'key', title: t.dimension[by], value: nameOf, door: deeper, width: 200 },
    {
      id: 'estimatedMonths',
      title: t.estimatedMonths,
      kind: 'number',
      value: (row) => row.estimatedMonths,
      door: (row) => people(row, 'du-toan'),
      total: total.estimatedMonths,
    },
    {
      id: 'estimatedVnd',
      title: t.estimatedVnd,
      kind: 'number',
      value: (row) => row.estimatedVnd,
      total: total.estimatedVnd,
    },
    {
      id: 'dueVnd',
      title: t.due(settledMonths),
      kind: 'number',
      value: (row) => row.dueVnd,
      total: total.dueVnd,
      hidden: !isSettled || settledMonths === 12,
    },
    {
      id: 'actualMonths',
      title: t.actualMonths,
      kind: 'number',
      value: (row) => row.actualMonths,
      door: (row) => people(row, 'quyet-toan'),
      total: total.actualMonths,
      hidden: !isSettled,
    },
    {
      id: 'actualVnd',
      title: t.actualVnd,
      kind: 'number',
      value: (row) => row.actualVnd,
      total: total.actualVnd,
      hidden: !isSettled,
    },
    {
      id: 'difference',
      title: t.difference,
      hint: t.differenceHint,
      kind: 'signed',
      value: (row) => row.actualVnd - row.dueVnd,
      total: total.actualVnd - total.dueVnd,
      hidden: !isSettled,
    },
  ];
  return (
    <>
      <DataTable
        id={`budget-${by}-${isSettled ? 'settled' : 'ahead'}`}
        caption={t.caption(t.dimension[by], unit.name, String(answer.year))}
        columns={columns}
        rows={answer.rows}
        rowKey={(row) => keyOf(row, by)}
        sort={
          by === 'month'
            ? undefined
            : {
                column: by === 'commune' ? 'key' : 'estimatedVnd',
                direction: by === 'commune' ? 'asc' : 'desc',
              }
        }
        empty={{ title: t.empty, hint: t.emptyHint }}
      />
      {by === 'level' && <p className="soft">{t.levelNote}</p>}
      <p className="soft">{t.past}</p>
    </>
  );
}

function keyOf(row: BudgetSum, by: BudgetDimension): string {
  if (by === 'commune') return String(row.communeId ?? '');
  return row[by] ?? '';
}

function useNameOfKey(by: BudgetDimension): (row: BudgetSum) => string {
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  return (row) => {
    if (by === 'commune') return row.communeName ?? '';
    if (by === 'payer') return terms.payer(row.payer ?? '');
    if (by === 'level') return terms.level(row.level ?? '');
    if (by === 'month') return row.month === null ? '' : format.month(row.month);
    return categories.nameOf(row.category ?? '') || (row.category ?? '');
  };
}
