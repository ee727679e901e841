/** The review at a glance: how much waits of each kind, what is late, what is mine, how fast it goes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type ItemsQuery,
  type QueueView,
  REVIEW_KEY,
  listApprovals,
  listQueues,
} from '../../api/review.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import type { Door } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Columns, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { Clearing } from './clearing.tsx';
import { DetectButton } from './detect-button.tsx';
import { UnitFilter } from './unit-filter.tsx';
import { writeItems } from './items-address.ts';
import { useReviewWords } from './words.ts';

export function ReviewQueues(): ReactNode {
  const t = useReviewWords();
  const [search] = useAddress();
  const unit = search['donvi'] || undefined;
  const queues = useQuery({
    queryKey: [REVIEW_KEY, 'queues', unit],
    queryFn: ({ signal }) => listQueues(unit, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t.title} about={t.about} actions={<DetectButton />}>
      <Toolbar>
        <UnitFilter />
      </Toolbar>
      <QueryView query={queues} lines={10}>
        {(rows) => (
          <Columns>
            <QueueFigures queues={rows} unit={unit} />
            <Section title={t.queues}>
              <QueueTable queues={rows} unit={unit} />
              {rows.some((row) => row.detected?.isCut) && <Notice>{t.detectCut}</Notice>}
            </Section>
            <Section title={t.clearing} aside={<span className="soft">{t.clearingHint}</span>}>
              <Clearing unit={unit} />
            </Section>
          </Columns>
        )}
      </QueryView>
    </Page>
  );
}

function QueueFigures({
  queues,
  unit,
}: {
  queues: readonly QueueView[];
  unit: string | undefined;
}): ReactNode {
  const t = useReviewWords();
  const approvals = useQuery({
    queryKey: [REVIEW_KEY, 'approvals', 'mine'],
    queryFn: ({ signal }) => listApprovals({ mine: true }, signal),
  });
  const sum = (of: (queue: QueueView) => number): number =>
    queues.reduce((total, queue) => total + of(queue), 0);
  const figure = (value: number, door: Door) => ({
    value,
    unit: t.items,
    // nobody stands behind a zero
    door: value === 0 ? undefined : door,
  });
  const items = (filter: ItemsQuery): Door => doors.reviewItems(writeItems({ unit, ...filter }));
  return (
    <Section>
      <Figures>
        <Figure
          label={t.waiting}
          size="large"
          {...figure(
            sum((queue) => queue.open),
            items({}),
          )}
        />
        <Figure
          label={t.overdue}
          tone="missing"
          {...figure(
            sum((queue) => queue.overdue),
            items({ overdue: true }),
          )}
        />
        <Figure
          label={t.mine}
          {...figure(
            sum((queue) => queue.mine),
            items({ mine: true }),
          )}
        />
        <Figure label={t.toApprove} {...figure(approvals.data?.length ?? 0, doors.approvals())} />
      </Figures>
    </Section>
  );
}

function QueueTable({
  queues,
  unit,
}: {
  queues: readonly QueueView[];
  unit: string | undefined;
}): ReactNode {
  const t = useReviewWords();
  const open = (queue: QueueView, more: object = {}) =>
    doors.reviewItems(writeItems({ unit, kind: queue.kind, ...more }));
  const columns: Column<QueueView>[] = [
    {
      id: 'kind',
      title: t.column.kind,
      value: (row) => t.words.kind[row.kind],
      door: (row) => open(row),
      width: 220,
    },
    {
      id: 'open',
      title: t.column.open,
      kind: 'number',
      value: (row) => row.open,
      door: (row) => (row.open === 0 ? undefined : open(row)),
    },
    {
      id: 'overdue',
      title: t.column.overdue,
      kind: 'number',
      value: (row) => row.overdue,
      door: (row) => (row.overdue === 0 ? undefined : open(row, { overdue: true })),
    },
    { id: 'dueSoon', title: t.column.dueSoon, kind: 'number', value: (row) => row.dueSoon },
    {
      id: 'mine',
      title: t.column.mine,
      kind: 'number',
      value: (row) => row.mine,
      door: (row) => (row.mine === 0 ? undefined : open(row, { mine: true })),
    },
    { id: 'nobodys', title: t.column.nobodys, kind: 'number', value: (row) => row.nobodys },
    {
      id: 'later',
      title: t.column.later,
      kind: 'number',
      value: (row) => row.later,
      door: (row) => (row.later === 0 ? undefined : open(row, { state: 'later' })),
    },
    { id: 'oldest', title: t.column.oldest, kind: 'instant', value: (row) => row.oldestOpenedAt },
    {
      id: 'dueDays',
      title: t.column.dueDays,
      kind: 'number',
      value: (row) => row.dueDays,
      render: (row) => t.days(row.dueDays),
    },
    {
      id: 'source',
      title: t.column.source,
      value: (row) => (row.source === 'list' ? t.fromLists : t.fromRegister),
    },
    {
      id: 'detected',
      title: t.column.detected,
      kind: 'date',
      value: (row) => row.detected?.on ?? null,
    },
  ];
  return (
    <DataTable
      id="review-queues"
      caption={t.queues}
      columns={columns}
      rows={queues}
      rowKey={(row) => row.kind}
      rowDoor={(row) => (row.open === 0 ? undefined : open(row))}
      empty={{ title: t.queuesEmpty }}
    />
  );
}
