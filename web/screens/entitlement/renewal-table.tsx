/** How many of those whose card ended went on, by category: what the year-end figure stands on. */
import type { ReactNode } from 'react';
import type { ForecastAnswer } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { useEntitlementWords } from './words.ts';

type Renewal = ForecastAnswer['renewal']['categories'][number];

function basisPoints(share: number): number {
  return Math.round(share * 10_000);
}

export function RenewalTable({ answer }: { answer: ForecastAnswer }): ReactNode {
  const t = useEntitlementWords().forecast;
  const categories = useCategories();
  const { unitId } = answer.unit;
  const columns: Column<Renewal>[] = [
    {
      id: 'card',
      title: t.card,
      value: (row) => categories.nameOf(row.category) || row.name,
      width: 240,
    },
    {
      id: 'ended',
      title: t.ended,
      kind: 'number',
      value: (row) => row.ended,
      door: (row) => doors.renewals(unitId, { the: row.category }),
    },
    {
      id: 'renewed',
      title: t.renewed,
      kind: 'number',
      value: (row) => row.renewed,
      door: (row) => doors.renewals(unitId, { the: row.category, ketqua: 'noi-tiep' }),
    },
    {
      id: 'lost',
      title: t.notRenewed,
      kind: 'number',
      value: (row) => row.ended - row.renewed,
      door: (row) => doors.renewals(unitId, { the: row.category, ketqua: 'khong' }),
    },
    {
      id: 'share',
      title: t.share,
      kind: 'rate',
      value: (row) => (row.share === null ? null : basisPoints(row.share)),
      bar: (row) => (row.share === null ? undefined : { share: row.share }),
      width: 150,
    },
    { id: 'low', title: t.low, kind: 'rate', value: (row) => basisPoints(row.low) },
    { id: 'high', title: t.high, kind: 'rate', value: (row) => basisPoints(row.high) },
  ];
  return (
    <DataTable
      id="renewal"
      caption={`${t.renewal}: ${answer.unit.name}`}
      columns={columns}
      rows={answer.renewal.categories}
      rowKey={(row) => row.category}
      sort={{ column: 'ended', direction: 'desc' }}
    />
  );
}
