/** Giving a task: to this unit, or to every unit of a level below it; once or again and again. */
import {
  Button,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
  Textarea,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type CreatedTasks, WORK_KEY, addTasks } from '../../api/work.ts';
import { useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { recurrenceOf, type Repeat, REPEATS } from './repeat.ts';
import { useWorkWords } from './words.ts';

const LEVELS = ['district', 'commune', 'village'] as const;

export interface AddTaskProps {
  unit: number;
  label?: string;
  title?: string;
  /** other than to the list of tasks: from a conclusion */
  onAdd?: (body: object) => Promise<CreatedTasks>;
}

export function AddTask(props: AddTaskProps): ReactNode {
  const t = useWorkWords().tasks;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size={props.label ? 'compact-xs' : 'xs'}
        variant={props.label ? 'default' : 'filled'}
        leftSection={<Icon name="plus" size={15} />}
        onClick={() => setOpen(true)}
      >
        {props.label ?? t.add}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.addTitle} size="lg">
        <TaskForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

interface Draft {
  title: string;
  text: string;
  to: string;
  agency: string;
  day: IsoDate | null;
  time: string;
  repeat: Repeat;
  weekday: string;
  evidence: string;
}

function TaskForm({ unit, title, onAdd, onClose }: AddTaskProps & { onClose: () => void }) {
  const words = useText();
  const t = useWorkWords().tasks;
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    title: title ?? '',
    text: '',
    to: 'self',
    agency: '',
    day: null,
    time: '',
    repeat: 'once',
    weekday: '5',
    evidence: '',
  });
  const set = (patch: Partial<Draft>): void => setDraft((old) => ({ ...old, ...patch }));
  const action = useFormAction(async () => {
    const body = bodyOf(draft);
    const created = await (onAdd ? onAdd(body) : addTasks(unit, body));
    notifications.show({ message: t.created(created.tasks) });
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <TextInput
          label={t.name}
          value={draft.title}
          required
          maxLength={500}
          data-autofocus
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t.text}
          value={draft.text}
          minRows={2}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Owner draft={draft} set={set} />
        <When draft={draft} set={set} />
        <TextInput
          label={t.evidenceWanted}
          value={draft.evidence}
          onChange={(event) => set({ evidence: event.currentTarget.value })}
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {t.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
}

function Owner({ draft, set }: PartProps): ReactNode {
  const all = useWorkWords();
  const t = all.tasks;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label={t.to}
        value={draft.to}
        allowDeselect={false}
        data={[
          { value: 'self', label: t.toSelf },
          ...LEVELS.map((level) => ({ value: level, label: t.toLevel(all.level[level]) })),
        ]}
        onChange={(value) => set({ to: value ?? 'self' })}
      />
      <TextInput
        label={t.agency}
        description={t.agencyHint}
        value={draft.agency}
        disabled={draft.to !== 'self'}
        onChange={(event) => set({ agency: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

function When({ draft, set }: PartProps): ReactNode {
  const all = useWorkWords();
  const t = all.tasks;
  const names = {
    once: t.once,
    day: t.everyDay,
    week: t.everyWeek,
    month: t.everyMonth,
    quarter: t.everyQuarter,
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <Select
        label={t.recurrence}
        value={draft.repeat}
        allowDeselect={false}
        data={REPEATS.map((value) => ({ value, label: names[value] }))}
        onChange={(value) => set({ repeat: REPEATS.find((one) => one === value) ?? 'once' })}
      />
      {draft.repeat === 'week' ? (
        <Select
          label={t.weekday}
          value={draft.weekday}
          allowDeselect={false}
          data={Object.entries(all.weekday).map(([value, label]) => ({ value, label }))}
          onChange={(value) => set({ weekday: value ?? '5' })}
        />
      ) : (
        <DayInput
          label={t.deadline}
          value={draft.day}
          disabled={draft.repeat === 'day' || draft.repeat === 'quarter'}
          onChange={(day) => set({ day })}
        />
      )}
      <TextInput
        label={t.time}
        placeholder="15:00"
        pattern="([01]\d|2[0-3]):[0-5]\d"
        value={draft.time}
        onChange={(event) => set({ time: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

function bodyOf(draft: Draft): object {
  const time = draft.time === '' ? {} : { time: draft.time };
  const recurrence = recurrenceOf(draft.repeat, {
    weekday: Number(draft.weekday),
    day: draft.day,
    ...time,
  });
  const deadline = draft.repeat === 'once' && draft.day ? { day: draft.day, ...time } : undefined;
  return {
    title: draft.title,
    text: draft.text,
    evidenceWanted: draft.evidence,
    level: draft.to === 'self' ? undefined : draft.to,
    owner:
      draft.agency === '' || draft.to !== 'self'
        ? { kind: 'unit' }
        : { kind: 'agencyName', name: draft.agency },
    deadline,
    recurrence,
  };
}
