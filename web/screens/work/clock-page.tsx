/** How a unit and those below it read deadlines, and the days on which people work. */
import { NumberInput, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type CalendarAnswer,
  type ClockAnswer,
  WORK_KEY,
  addCalendarDay,
  getCalendar,
  getClock,
  removeCalendarDay,
  setClock,
} from '../../api/work.ts';
import { today, useAddress } from '../../shell/address.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Facts, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog, numberOf } from './form-dialog.tsx';
import { useManagesWork } from './manages.ts';
import { WorkTabs } from './work-tabs.tsx';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import { useWorkWords } from './words.ts';

export function ClockPage(): ReactNode {
  const t = useWorkWords().clockPage;
  const unit = useWorkUnit();
  const [search] = useAddress();
  const year = yearOf(search['nam']);
  const settings = useQuery({
    queryKey: [WORK_KEY, 'clock', unit],
    queryFn: ({ signal }) => getClock(unit, signal),
    enabled: unit > 0,
  });
  const calendar = useQuery({
    queryKey: [WORK_KEY, 'calendar', unit, year],
    queryFn: ({ signal }) => getCalendar(unit, year, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about}>
      <WorkTabs unit={unit} tab="clock" />
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <Columns>
        <QueryView query={settings} lines={6}>
          {(answer) => <Settings unit={unit} answer={answer} />}
        </QueryView>
        <QueryView query={calendar} lines={10}>
          {(answer) => <Calendar unit={unit} answer={answer} />}
        </QueryView>
      </Columns>
    </Page>
  );
}

const YEARS = { first: 2020, last: 2035 } as const;

function yearOf(text: string | undefined): number {
  const year = Number(text ?? today().slice(0, 4));
  return Number.isInteger(year) && year >= YEARS.first && year <= YEARS.last
    ? year
    : Number(today().slice(0, 4));
}

function Settings({ unit, answer }: { unit: number; answer: ClockAnswer }): ReactNode {
  const t = useWorkWords().clockPage;
  const format = useFormat();
  const mayManage = useManagesWork();
  const { settings, setAt } = answer;
  return (
    <Section title={t.settings} aside={mayManage && <SetClock unit={unit} settings={settings} />}>
      <Stack gap="sm">
        <Facts
          pairs={[
            [t.beforeDay, t.beforeDays[settings.beforeDay]],
            [t.onHoliday, t.onHolidays[settings.onHoliday]],
            [t.dayEnd, settings.dayEnd],
            [t.warn, t.hours(settings.warnHours)],
            [t.escalate, t.hours(settings.escalateHours)],
            [t.cultureDay, settings.cultureDay ? t.yes : t.no],
          ]}
        />
        <Notice>
          {setAt === null
            ? t.isDefault
            : t.setBy(
                setAt.name,
                answer.actorName ?? '',
                format.instant(answer.recordedAt),
                answer.reason ?? '',
              )}
        </Notice>
      </Stack>
    </Section>
  );
}

function SetClock({
  unit,
  settings,
}: {
  unit: number;
  settings: ClockAnswer['settings'];
}): ReactNode {
  const t = useWorkWords().clockPage;
  const client = useQueryClient();
  const choicesOf = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([value, label]) => ({ value, label }));
  return (
    <FormDialog
      label={t.change}
      icon="edit"
      about={t.changeHint}
      fields={[
        {
          name: 'beforeDay',
          label: t.beforeDay,
          kind: 'choice',
          required: true,
          initial: settings.beforeDay,
          choices: choicesOf(t.beforeDays),
        },
        {
          name: 'onHoliday',
          label: t.onHoliday,
          kind: 'choice',
          required: true,
          initial: settings.onHoliday,
          choices: choicesOf(t.onHolidays),
        },
        { name: 'dayEnd', label: t.dayEnd, hint: t.dayEndHint, initial: settings.dayEnd },
        { name: 'warnHours', label: t.warn, kind: 'number', initial: `${settings.warnHours}` },
        {
          name: 'escalateHours',
          label: t.escalate,
          kind: 'number',
          initial: `${settings.escalateHours}`,
        },
        {
          name: 'cultureDay',
          label: t.cultureDay,
          kind: 'check',
          initial: settings.cultureDay ? 'true' : '',
        },
        { name: 'reason', label: t.reason, required: true },
      ]}
      onSubmit={async (values) => {
        await setClock(unit, {
          beforeDay: values['beforeDay'],
          onHoliday: values['onHoliday'],
          dayEnd: values['dayEnd'],
          warnHours: numberOf(values['warnHours']),
          escalateHours: numberOf(values['escalateHours']),
          cultureDay: values['cultureDay'] === 'true',
          reason: values['reason'],
        });
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

type CalendarDay = CalendarAnswer['days'][number];

function Calendar({ unit, answer }: { unit: number; answer: CalendarAnswer }): ReactNode {
  const all = useWorkWords();
  const t = all.clockPage;
  const mayManage = useManagesWork();
  const client = useQueryClient();
  const weekdays: Readonly<Record<number, string>> = all.weekday;
  const bases: Readonly<Record<string, string>> = t.bases;
  const columns: Column<CalendarDay>[] = [
    { id: 'day', title: t.day, kind: 'date', value: (row) => row.day },
    { id: 'weekday', title: t.weekday, value: (row) => weekdays[row.weekday] ?? '' },
    { id: 'kind', title: t.kind, value: (row) => t.kinds[row.kind] },
    { id: 'name', title: t.name, value: (row) => row.name, width: 200 },
    { id: 'basis', title: t.basis, value: (row) => bases[row.basis] ?? row.basis, width: 220 },
    {
      id: 'remove',
      title: '',
      sortable: false,
      value: () => null,
      render: ({ calendarDayId }) =>
        mayManage && calendarDayId !== null ? (
          <FormDialog
            isSmall
            icon="close"
            label={t.remove}
            about={t.removeHint}
            submit={t.remove}
            fields={[]}
            onSubmit={async () => {
              await removeCalendarDay(unit, calendarDayId);
              await client.invalidateQueries({ queryKey: [WORK_KEY] });
            }}
          />
        ) : null,
    },
  ];
  return (
    <Section
      title={t.calendar(answer.year)}
      aside={
        <Toolbar>
          <YearInput year={answer.year} />
          {mayManage && <AddDay unit={unit} />}
        </Toolbar>
      }
    >
      <p className="soft">{t.workingDays(answer.workingDays, answer.year)}</p>
      <DataTable
        id="calendar"
        caption={t.calendar(answer.year)}
        columns={columns}
        rows={answer.days}
        rowKey={(row) => `${row.day} ${row.calendarDayId ?? ''}`}
        empty={{ title: t.noDays, hint: t.noDaysHint }}
      />
    </Section>
  );
}

function YearInput({ year }: { year: number }): ReactNode {
  const t = useWorkWords().clockPage;
  const [, change] = useAddress();
  return (
    <NumberInput
      size="xs"
      w="5.5rem"
      aria-label={t.year}
      value={year}
      min={YEARS.first}
      max={YEARS.last}
      thousandSeparator={false}
      onChange={(value) => {
        const chosen = Number(value);
        if (chosen >= YEARS.first && chosen <= YEARS.last) change({ nam: String(chosen) }, true);
      }}
    />
  );
}

function AddDay({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().clockPage;
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      label={t.addDay}
      about={t.addDayHint}
      fields={[
        { name: 'day', label: t.day, kind: 'day', required: true },
        {
          name: 'kind',
          label: t.kind,
          kind: 'choice',
          required: true,
          initial: 'working',
          choices: Object.entries(t.kinds).map(([value, label]) => ({ value, label })),
        },
        { name: 'name', label: t.name, required: true },
        { name: 'document', label: t.basis, required: true },
      ]}
      onSubmit={async ({ day, kind, name, document }) => {
        await addCalendarDay(unit, { day, kind, name, document });
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}
