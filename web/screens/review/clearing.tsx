/** How long it takes: median days from raised to decided, share in time, by kind and commune. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ClearingView, REVIEW_KEY, readClearing } from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { writeItems } from './items-address.ts';
import { useReviewWords } from './words.ts';

type Row = ClearingView['rows'][number];

export function Clearing({ unit }: { unit: string | undefined }): ReactNode {
  const t = useReviewWords();
  const clearing = useQuery({
    queryKey: [REVIEW_KEY, 'clearing', unit],
    queryFn: ({ signal }) => readClearing(unit, signal),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Row>[] = [
    { id: 'kind', title: t.column.kind, value: (row) => t.words.kind[row.kind], width: 200 },
    { id: 'unit', title: t.column.unit, value: (row) => row.unitName },
    {
      id: 'decided',
      title: t.column.decided,
      kind: 'number',
      value: (row) => row.decided,
      door: (row) =>
        row.decided === 0
          ? undefined
          : doors.reviewItems(
              writeItems({ unit: String(row.unitId), kind: row.kind, state: 'decided' }),
            ),
    },
    {
      id: 'median',
      title: t.column.medianDays,
      kind: 'number',
      value: (row) => row.medianDays,
    },
    {
      id: 'onTime',
      title: t.column.onTime,
      kind: 'rate',
      value: (row) => (row.decided === 0 ? null : Math.round((row.onTime / row.decided) * 10_000)),
    },
    {
      id: 'waiting',
      title: t.column.waitingNow,
      kind: 'number',
      value: (row) => row.waiting,
      door: (row) =>
        row.waiting === 0
          ? undefined
          : doors.reviewItems(writeItems({ unit: String(row.unitId), kind: row.kind })),
    },
    { id: 'overdue', title: t.column.overdue, kind: 'number', value: (row) => row.overdue },
    {
      id: 'medianWaiting',
      title: t.column.medianWaiting,
      kind: 'number',
      value: (row) => row.medianDaysWaiting,
    },
  ];
  return (
    <QueryView query={clearing} lines={5}>
      {({ rows }) => (
        <DataTable
          id="review-clearing"
          caption={t.clearing}
          columns={columns}
          rows={rows.filter(hasSomethingToTell)}
          rowKey={(row) => `${row.kind}${row.unitId}`}
          empty={{ title: t.clearingEmpty }}
        />
      )}
    </QueryView>
  );
}

/** A unit where items only wait, in time, has not. */
function hasSomethingToTell(row: Row): boolean {
  return row.decided > 0 || row.overdue > 0;
}
