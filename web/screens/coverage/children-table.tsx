/** Units below by rate and gap; each row opens its unit, each number its people. */
import type { ReactNode } from 'react';
import type { CoverageAnswer } from '../../api/coverage.ts';
import { useAddressSort } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useNameOf, useTexts } from '../../text/language.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column, Sort } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

export type Child = NonNullable<CoverageAnswer['children']>[number];

const FALLBACK: Sort = { column: 'gap', direction: 'desc' };

/** null where the figure is missing. */
export function gapOf(child: Pick<Child, 'population' | 'insured'>): number | null {
  return child.population === null ? null : Math.max(0, child.population - child.insured);
}

export function ChildrenTable({ answer }: { answer: CoverageAnswer }): ReactNode {
  const texts = useTexts('coverage');
  const t = texts.page;
  const { sort, onSort } = useAddressSort('xepdv', FALLBACK);
  const nameOf = useNameOf();
  const children = answer.children ?? [];
  const gapMax = Math.max(1, ...children.map((child) => gapOf(child) ?? 0));
  if (children.length === 0) return <Empty title={t.noChildren} hint={t.noChildrenHint} />;
  const search = { cachtinh: answer.definition };
  const columns: Column<Child>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: (row) => row.unit.name,
      door: (row) => doors.unit(row.unit.unitId),
      width: 170,
    },
    { id: 'code', title: t.code, value: (row) => row.unit.code, hidden: true },
    {
      id: 'population',
      title: t.population,
      kind: 'number',
      value: (row) => row.population,
      total: answer.population,
    },
    {
      id: 'insured',
      title: t.insuredShort,
      kind: 'number',
      value: (row) => row.insured,
      door: (row) => doors.list({ unitId: row.unit.unitId, kind: 'co-the' }, search),
      total: answer.insured,
    },
    {
      id: 'rate',
      title: t.rateShort,
      kind: 'rate',
      value: (row) => row.rateBp,
      bar: (row) => ({ share: (row.rateBp ?? 0) / 10_000 }),
      total: answer.rateBp,
      width: 160,
    },
    {
      id: 'gap',
      title: t.gap,
      kind: 'number',
      value: gapOf,
      bar: (row) => ({ share: (gapOf(row) ?? 0) / gapMax, tone: 'missing' }),
      door: (row) => doors.list({ unitId: row.unit.unitId, kind: 'chua-co' }, search),
      total: gapOf(answer),
      width: 150,
    },
    ...answer.byGroup.map((group): Column<Child> => ({
      id: `group-${group.group}`,
      title: nameOf(group),
      kind: 'number',
      value: (row) => row.byGroup.find((one) => one.group === group.group)?.insured ?? 0,
      door: (row) =>
        doors.list({ unitId: row.unit.unitId, kind: 'co-the', group: group.group }, search),
      total: group.insured,
      hidden: true,
    })),
  ];
  const undivided = answer.undivided?.people ?? 0;
  return (
    <>
      <DataTable
        id="children"
        caption={`${t.byChild}: ${answer.unit.name}`}
        columns={columns}
        rows={children}
        rowKey={(row) => row.unit.unitId}
        rowDoor={(row) => doors.unit(row.unit.unitId)}
        sort={sort}
        onSort={onSort}
      />
      {undivided > 0 && <p className="soft">{texts.undivided(undivided)}</p>}
    </>
  );
}
