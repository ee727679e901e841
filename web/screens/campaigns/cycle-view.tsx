/** The weekly cycle: Wednesday 15:30 communes, Thursday 15:00 districts; who sent in time. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CAMPAIGN_KEY, type CycleAnswer, getCycle } from '../../api/campaigns.ts';
import { useFormat } from '../../text/language.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ClockWord } from '../work/clock-word.tsx';
import { useWorkWords } from '../work/words.ts';

type Week = CycleAnswer['weeks'][number];

export function CycleView({ unit, campaignId }: { unit: number; campaignId: number }): ReactNode {
  const cycle = useQuery({
    queryKey: [CAMPAIGN_KEY, 'cycle', unit, campaignId],
    queryFn: ({ signal }) => getCycle(unit, campaignId, signal),
  });
  return (
    <Section>
      <QueryView query={cycle} lines={8}>
        {(answer) => <Weeks weeks={answer.weeks} />}
      </QueryView>
    </Section>
  );
}

function Weeks({ weeks }: { weeks: readonly Week[] }): ReactNode {
  const t = useWorkWords().campaigns;
  const format = useFormat();
  const columns: Column<Week>[] = [
    {
      id: 'due',
      title: t.deadline,
      kind: 'instant',
      value: (row) => row.clock.dueAt,
      width: 130,
    },
    {
      id: 'week',
      title: t.week,
      value: (row) => `${format.date(row.from)} – ${format.lastDay(row.to)}`,
      width: 170,
    },
    { id: 'reporter', title: t.reporter, value: (row) => row.reporterName },
    { id: 'receiver', title: t.receiver, value: (row) => row.receiverName, width: 140 },
    {
      id: 'clock',
      title: t.state,
      value: (row) => row.clock.state,
      render: (row) => <ClockWord clock={row.clock} />,
      width: 130,
    },
    {
      id: 'received',
      title: t.received,
      kind: 'number',
      value: (row) => row.received,
      bar: (row) => ({ share: row.units === 0 ? 0 : row.received / row.units }),
    },
    { id: 'late', title: t.receivedLate, kind: 'number', value: (row) => row.receivedLate },
    {
      id: 'missing',
      title: t.missing,
      kind: 'number',
      value: (row) => row.missing,
      render: (row) => <Missing row={row} />,
    },
    { id: 'rate', title: t.onTimeRate, kind: 'rate', value: (row) => row.onTimeBp },
  ];
  return (
    <DataTable
      id="campaign-cycle"
      caption={t.tabs.cycle}
      columns={columns}
      rows={weeks}
      rowKey={(row) => `${row.dutyId}-${row.periodKey}`}
      empty={{ title: t.noCycle }}
    />
  );
}

function Missing({ row }: { row: Week }): ReactNode {
  const format = useFormat();
  if (row.missing === 0) return format.number(0);
  return (
    <details>
      <summary>{format.number(row.missing)}</summary>
      {format.list(row.missingUnits.map((unit) => unit.name))}
    </details>
  );
}
