/** Setting a duty to report by hand: for a level below or an agency, once or again and again. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import { WORK_KEY, addDuty } from '../../api/work.ts';
import { today } from '../../shell/address.ts';
import { type Field, FormDialog, type Values, filled } from './form-dialog.tsx';
import { REPEATS, type Repeat, recurrenceOf } from './repeat.ts';
import { useWorkWords } from './words.ts';

const LEVELS = ['district', 'commune', 'village'] as const;

export function AddDuty({ unit }: { unit: number }): ReactNode {
  const all = useWorkWords();
  const t = all.duties;
  const client = useQueryClient();
  const tasks = all.tasks;
  const repeats: Readonly<Record<Repeat, string>> = {
    once: tasks.once,
    day: tasks.everyDay,
    week: tasks.everyWeek,
    month: tasks.everyMonth,
    quarter: tasks.everyQuarter,
  };
  const fields: Field[] = [
    { name: 'content', label: t.content, kind: 'long', required: true },
    {
      name: 'level',
      label: t.reporter,
      hint: t.reporterHint,
      kind: 'choice',
      initial: 'commune',
      choices: LEVELS.map((value) => ({ value, label: tasks.toLevel(all.level[value]) })),
    },
    { name: 'agency', label: t.agency, hint: t.agencyHint },
    { name: 'receiver', label: t.receiver, required: true },
    {
      name: 'repeat',
      label: tasks.recurrence,
      kind: 'choice',
      required: true,
      initial: 'week',
      choices: REPEATS.map((value) => ({ value, label: repeats[value] })),
    },
    {
      name: 'weekday',
      label: tasks.weekday,
      hint: t.weekdayHint,
      kind: 'choice',
      initial: '3',
      choices: Object.entries(all.weekday).map(([value, label]) => ({ value, label })),
    },
    { name: 'day', label: tasks.deadline, hint: t.dayHint, kind: 'day' },
    { name: 'time', label: tasks.time, hint: t.timeHint },
    { name: 'from', label: t.from, kind: 'day', initial: today(), required: true },
    { name: 'until', label: t.until, kind: 'day' },
  ];
  return (
    <FormDialog
      label={t.add}
      fields={fields}
      onSubmit={async (values) => {
        await addDuty(unit, bodyOf(values, all.level));
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

function bodyOf(values: Values, levels: Readonly<Record<(typeof LEVELS)[number], string>>): object {
  const level = LEVELS.find((one) => one === values['level']) ?? 'commune';
  const agency = filled(values['agency']);
  const repeat = REPEATS.find((one) => one === values['repeat']) ?? 'once';
  const day = filled(values['day']) ?? null;
  const time = filled(values['time']);
  const clock = time === undefined ? {} : { time };
  const weekday = Number(values['weekday'] ?? '3');
  return {
    reporter:
      agency === undefined ? { kind: 'level', level } : { kind: 'agencyName', name: agency },
    reporterName: agency ?? levels[level],
    receiverName: values['receiver'],
    content: values['content'],
    deadline: repeat === 'once' && day !== null ? { day, ...clock } : undefined,
    recurrence: recurrenceOf(repeat, { weekday, day, ...clock }),
    activeFrom: values['from'],
    activeTo: values['until'] ? addDays(values['until'], 1) : undefined,
  };
}
