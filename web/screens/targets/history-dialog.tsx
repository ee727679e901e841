/** Everything one target ever said: values, acts, reasons, who and when. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type TargetHistory, getHistory } from '../../api/targets.ts';
import { useFormat } from '../../text/language.tsx';
import { Facts } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { StateMark } from './state-mark.tsx';
import { useTargetWords, valueText } from './words.ts';

export interface HistoryDialogProps {
  unitId: number;
  /** null = closed */
  targetId: number | null;
  onClose: () => void;
}

export function HistoryDialog({ unitId, targetId, onClose }: HistoryDialogProps): ReactNode {
  const t = useTargetWords().own;
  return (
    <Modal opened={targetId !== null} onClose={onClose} title={t.historyTitle} size="xl">
      {targetId !== null && <History unitId={unitId} targetId={targetId} />}
    </Modal>
  );
}

function History({ unitId, targetId }: { unitId: number; targetId: number }): ReactNode {
  const history = useQuery({
    queryKey: ['targets', 'history', unitId, targetId],
    queryFn: ({ signal }) => getHistory(unitId, targetId, signal),
  });
  return (
    <QueryView query={history} lines={4}>
      {(found) => <HistoryBody history={found} />}
    </QueryView>
  );
}

type Revision = TargetHistory['revisions'][number];

function HistoryBody({ history }: { history: TargetHistory }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const columns: Column<Revision>[] = [
    { id: 'at', title: t.own.at, kind: 'instant', value: (row) => row.recordedAt },
    {
      id: 'state',
      title: t.tree.state,
      value: (row) => t.states[row.state],
      render: (row) => <StateMark state={row.state} />,
    },
    {
      id: 'value',
      title: t.own.value,
      value: (row) => wordsOf(row),
    },
    { id: 'reason', title: t.own.reason, value: (row) => row.reason, width: 180 },
    {
      id: 'act',
      title: t.own.act,
      value: (row) => [row.act?.number, row.act?.title].filter(Boolean).join(' · ') || null,
      width: 180,
    },
    { id: 'assigner', title: t.own.assigner, value: (row) => row.assigner?.name ?? null },
    { id: 'by', title: t.own.by, value: (row) => row.actorName },
  ];
  function wordsOf(row: Revision): string {
    const value = valueText(t, format, row) || t.matrix.blank;
    if (row.counterPeople === null && row.counterRateBp === null) return value;
    const counter = { ...row, rateBp: row.counterRateBp, people: row.counterPeople };
    return `${value}; ${t.own.proposed(valueText(t, format, { ...counter, operator: '=' }))}`;
  }
  const lines = history.current.sources.flatMap((source) =>
    source.document === null ? [] : [lineOf(source.document, source.line)],
  );
  function lineOf(document: string, line: number | null): string {
    return line === null ? document : `${document}, ${t.matrix.line(line)}`;
  }
  return (
    <>
      <Facts
        pairs={[
          [t.tree.unit, history.unit.name],
          [t.indicator, history.indicatorName],
          [t.group, history.groupName],
          [t.own.period, `${format.date(history.from)} – ${format.lastDay(history.to)}`],
          [t.own.source, [...new Set(lines)].join('; ')],
        ]}
      />
      <DataTable
        id="target-history"
        caption={t.own.historyTitle}
        columns={columns}
        rows={history.revisions}
        rowKey={(row) => row.revisionId}
      />
      <p className="soft">{t.own.historyNote}</p>
    </>
  );
}
