/** Duties to report: who reports what to whom by when, and who did, period by period. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import {
  type DutyPeriod,
  type DutyView,
  WORK_KEY,
  endDuty,
  listDuties,
  listDutyPeriods,
} from '../../api/work.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddDuty } from './add-duty.tsx';
import { ClockWord } from './clock-word.tsx';
import { FormDialog } from './form-dialog.tsx';
import { periodText, recurrenceText } from './recurrence-text.ts';
import { TickTable } from './tick-table.tsx';
import { useManagesWork } from './manages.ts';
import { WorkTabs } from './work-tabs.tsx';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import { useWorkWords } from './words.ts';

export function Duties(): ReactNode {
  const t = useWorkWords().duties;
  const unit = useWorkUnit();
  const mayManage = useManagesWork();
  const duties = useQuery({
    queryKey: [WORK_KEY, 'duties', unit],
    queryFn: ({ signal }) => listDuties(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about} actions={mayManage && <AddDuty unit={unit} />}>
      <WorkTabs unit={unit} tab="duties" />
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <QueryView query={duties} lines={8}>
        {(rows) => <Body unit={unit} rows={rows} />}
      </QueryView>
    </Page>
  );
}

function Body({ unit, rows }: { unit: number; rows: readonly DutyView[] }): ReactNode {
  const t = useWorkWords().duties;
  if (rows.length === 0) {
    return (
      <Section>
        <Empty title={t.empty} hint={t.emptyHint} />
      </Section>
    );
  }
  return <Shown unit={unit} rows={rows} />;
}

/** All duties, or the one that a door led to, with its periods. */
function Shown({ unit, rows }: { unit: number; rows: readonly DutyView[] }): ReactNode {
  const t = useWorkWords().duties;
  const [search, change] = useAddress();
  const only = rows.find((row) => String(row.dutyId) === search['nhiemvu']);
  return (
    <Columns>
      <Section
        aside={
          only && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => change({ nhiemvu: undefined, xem: undefined })}
            >
              {t.showAll(rows.length)}
            </Button>
          )
        }
        title={only && t.onlyOne}
      >
        <DutyTable unit={unit} rows={only ? [only] : rows} />
      </Section>
      <Periods unit={unit} dutyId={only?.dutyId ?? null} />
    </Columns>
  );
}

function DutyTable({ unit, rows }: { unit: number; rows: readonly DutyView[] }): ReactNode {
  const all = useWorkWords();
  const t = all.duties;
  const format = useFormat();
  const client = useQueryClient();
  const mayManage = useManagesWork();
  const columns: Column<DutyView>[] = [
    {
      id: 'content',
      title: t.content,
      value: (row) => row.content,
      door: (row) => doors.duty(unit, row.dutyId),
      width: 200,
    },
    { id: 'reporter', title: t.reporter, value: (row) => row.reporterName, width: 120 },
    { id: 'receiver', title: t.receiver, value: (row) => row.receiverName, width: 130 },
    {
      id: 'when',
      title: t.when,
      value: (row) => recurrenceText(all, format, row),
      width: 160,
    },
    { id: 'printed', title: t.printed, value: (row) => row.deadlineText, hidden: true },
    { id: 'via', title: t.via, value: (row) => row.via, hidden: true },
    { id: 'from', title: t.from, kind: 'date', value: (row) => row.activeFrom },
    { id: 'to', title: t.until, kind: 'lastDay', value: (row) => row.endedOn ?? row.activeTo },
    { id: 'unit', title: t.unit, value: (row) => row.unit.name, width: 110 },
    {
      id: 'end',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) =>
        mayManage && row.endedOn === null && row.unit.unitId === unit ? (
          <FormDialog
            isSmall
            icon="close"
            label={t.endShort}
            title={t.end}
            about={t.endHint}
            submit={t.end}
            fields={[]}
            onSubmit={async () => {
              await endDuty(unit, row.dutyId);
              await client.invalidateQueries({ queryKey: [WORK_KEY] });
            }}
          />
        ) : null,
    },
  ];
  return (
    <DataTable
      id="duties"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.dutyId}
    />
  );
}

// ── periods ─────────────────────────────────────────────────────────────────────────────────────

/** What `ky` of the address shows: days before and after today. */
const SPANS = { gan: [31, 32], qua: [120, 1], toi: [0, 120] } as const;
type SpanName = keyof typeof SPANS;

function Periods({ unit, dutyId }: { unit: number; dutyId: number | null }): ReactNode {
  const t = useWorkWords().duties;
  const [search, change] = useAddress();
  const names = Object.keys(SPANS) as SpanName[];
  const span = names.find((name) => name === search['ky']) ?? 'gan';
  const [before, after] = SPANS[span];
  const window = { from: addDays(today(), -before), to: addDays(today(), after) };
  const periods = useQuery({
    queryKey: [WORK_KEY, 'periods', unit, window],
    queryFn: ({ signal }) => listDutyPeriods(unit, window, signal),
    enabled: unit > 0,
  });
  return (
    <Section
      title={t.periods}
      aside={
        <SegmentedControl
          aria-label={t.periods}
          size="xs"
          value={span}
          onChange={(name) => change({ ky: name === 'gan' ? undefined : name, xem: undefined })}
          data={names.map((value) => ({ value, label: t.spans[value] }))}
        />
      }
    >
      <QueryView query={periods} lines={8}>
        {(rows) => (
          <PeriodTable
            unit={unit}
            rows={rows.filter(({ duty }) => dutyId === null || duty.dutyId === dutyId)}
          />
        )}
      </QueryView>
    </Section>
  );
}

function keyOf(row: DutyPeriod): string {
  return `${row.duty.dutyId}.${row.periodKey}`;
}

function PeriodTable({ unit, rows }: { unit: number; rows: readonly DutyPeriod[] }): ReactNode {
  const all = useWorkWords();
  const t = all.duties;
  const format = useFormat();
  const [search, change] = useAddress();
  const shown = rows.find((row) => keyOf(row) === search['xem']);
  const columns: Column<DutyPeriod>[] = [
    { id: 'content', title: t.content, value: (row) => row.duty.content, width: 240 },
    {
      id: 'key',
      title: t.period,
      value: (row) => periodText(all, format, row.periodKey),
      width: 120,
    },
    {
      id: 'clock',
      title: t.due,
      kind: 'instant',
      value: (row) => row.clock.dueAt,
      render: (row) => <ClockWord clock={row.clock} />,
      width: 140,
    },
    { id: 'units', title: t.units, kind: 'number', value: (row) => row.counts.units },
    { id: 'received', title: t.received, kind: 'number', value: (row) => row.counts.received },
    { id: 'late', title: t.late, kind: 'number', value: (row) => row.counts.receivedLate },
    { id: 'excused', title: t.excused, kind: 'number', value: (row) => row.counts.exception },
    {
      id: 'missing',
      title: t.missing,
      kind: 'number',
      value: (row) => row.counts.missing,
      door: (row) => ({
        to: '/viec-bao-cao',
        search: {
          donvi: String(unit),
          ky: search['ky'],
          nhiemvu: search['nhiemvu'],
          xem: keyOf(row),
        },
      }),
    },
  ];
  return (
    <>
      <DataTable
        id="duty-periods"
        caption={t.periods}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={{ title: t.noPeriods }}
      />
      {shown && <TickTable period={shown} onClose={() => change({ xem: undefined })} />}
    </>
  );
}
