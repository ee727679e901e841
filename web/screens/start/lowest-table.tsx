/** The units below with the most people without a card: where a visit helps most. */
import type { ReactNode } from 'react';
import type { CoverageAnswer } from '../../api/coverage.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { type Child, gapOf } from '../coverage/children-table.tsx';

const ROWS_MAX = 8;

export function LowestTable({ answer }: { answer: CoverageAnswer }): ReactNode {
  const t = useTexts('coverage').page;
  const rows = (answer.children ?? [])
    .toSorted((a, b) => (gapOf(b) ?? 0) - (gapOf(a) ?? 0))
    .slice(0, ROWS_MAX);
  const gapMax = Math.max(1, gapOf(rows[0] ?? { population: null, insured: 0 }) ?? 1);
  const columns: Column<Child>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: (row) => row.unit.name,
      door: (row) => doors.unit(row.unit.unitId),
      sortable: false,
      width: 160,
    },
    {
      id: 'gap',
      title: t.gap,
      kind: 'number',
      value: gapOf,
      bar: (row) => ({ share: (gapOf(row) ?? 0) / gapMax, tone: 'missing' }),
      door: (row) => doors.list({ unitId: row.unit.unitId, kind: 'chua-co' }),
      sortable: false,
      width: 160,
    },
    {
      id: 'rate',
      title: t.rateShort,
      kind: 'rate',
      value: (row) => row.rateBp,
      bar: (row) => ({ share: (row.rateBp ?? 0) / 10_000 }),
      sortable: false,
      width: 160,
    },
    {
      id: 'population',
      title: t.population,
      kind: 'number',
      value: (row) => row.population,
      sortable: false,
    },
  ];
  return (
    <DataTable
      id="lowest"
      caption={t.byChild}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.unit.unitId}
      rowDoor={(row) => doors.unit(row.unit.unitId)}
      withoutTools
    />
  );
}
