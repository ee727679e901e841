/** People gained and lost since yesterday, last month, last year. */
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type ChangesAnswer, getChanges } from '../../api/coverage.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

export interface ChangesTableProps {
  unitId: number;
  definition: string;
  boundaries: IsoDate;
  to: IsoDate;
  spans: readonly { label: string; from: IsoDate }[];
}

interface ChangeRow {
  label: string;
  from: IsoDate;
  answer: ChangesAnswer;
}

export function ChangesTable(props: ChangesTableProps): ReactNode {
  const t = useTexts('coverage').changes;
  const { unitId, definition, boundaries, to, spans } = props;
  const queries = useQueries({
    queries: spans.map((span) => {
      const query = { unit: unitId, from: span.from, to, boundaries, definition };
      return {
        queryKey: ['changes', query],
        queryFn: ({ signal }: { signal: AbortSignal }) => getChanges(query, signal),
      };
    }),
  });
  const failed = queries.find((query) => query.isError);
  if (failed) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const rows = queries.flatMap((query, at): ChangeRow[] => {
    const span = spans[at];
    return query.data && span ? [{ ...span, answer: query.data }] : [];
  });
  if (rows.length < spans.length) return <Loading lines={3} />;
  const columns: Column<ChangeRow>[] = [
    {
      id: 'since',
      title: t.since,
      value: (row) => row.label,
      door: (row) => doors.unit(unitId, { ngay: row.from }),
      sortable: false,
      width: 130,
    },
    {
      id: 'net',
      title: t.net,
      kind: 'signed',
      value: ({ answer }) => answer.after.insuredByName - answer.before.insuredByName,
      sortable: false,
    },
    {
      id: 'gained',
      title: t.gained,
      hint: t.gainedHint,
      kind: 'number',
      value: ({ answer }) => answer.gained + answer.came.insured,
      sortable: false,
    },
    {
      id: 'lost',
      title: t.lost,
      hint: t.lostHint,
      kind: 'number',
      value: ({ answer }) => answer.lost + answer.went.insured,
      sortable: false,
    },
    {
      id: 'residents',
      title: t.residents,
      kind: 'signed',
      value: ({ answer }) => answer.after.residents - answer.before.residents,
      sortable: false,
    },
  ];
  return (
    <DataTable
      id="changes"
      caption={t.caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.label}
      withoutTools
    />
  );
}
