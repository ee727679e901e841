/** A population figure of a source and a day. */
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { listPopulationSources, recordPopulation } from '../../api/unit-changes.ts';
import type { UnitPage } from '../../api/units.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { sourceKeyOf } from './source-key.ts';

const NEW_SOURCE = '';

export function AddPopulation({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units').unit;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="plus" size={15} />}
        onClick={() => setOpen(true)}
      >
        {t.addPopulation}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.addPopulation}>
        <PopulationForm page={page} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function PopulationForm({ page, onClose }: { page: UnitPage; onClose: () => void }): ReactNode {
  const t = useTexts('units');
  const words = useText();
  const client = useQueryClient();
  const sources = useQuery({
    queryKey: ['population-sources'],
    queryFn: ({ signal }) => listPopulationSources(signal),
  });
  const [form, setForm] = useState({
    source: NEW_SOURCE,
    title: '',
    issuer: '',
    onDate: null as IsoDate | null,
    people: '' as number | string,
    note: '',
  });
  const change = (patch: Partial<typeof form>): void => setForm({ ...form, ...patch });
  const known = sources.data?.find((source) => source.key === form.source);
  const action = useFormAction(async () => {
    if (form.onDate === null || form.people === '') return;
    const source = known ?? {
      key: sourceKeyOf(form.title),
      title: form.title,
      issuer: form.issuer || null,
      basis: 'usual' as const,
    };
    const row = {
      unit: page.unit.unitId,
      onDate: form.onDate,
      people: Number(form.people),
      note: form.note || null,
    };
    await recordPopulation(page.unit.unitId, { source, rows: [row] });
    await client.invalidateQueries();
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Select
          label={t.unit.source}
          value={form.source}
          onChange={(source) => change({ source: source ?? NEW_SOURCE })}
          allowDeselect={false}
          data={[
            ...(sources.data ?? []).map((source) => ({ value: source.key, label: source.title })),
            { value: NEW_SOURCE, label: t.unit.newSource },
          ]}
        />
        {!known && (
          <>
            <TextInput
              label={t.unit.sourceTitle}
              placeholder={t.unit.sourceTitleHint}
              value={form.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
              required
            />
            <TextInput
              label={t.act.issuer}
              value={form.issuer}
              onChange={(event) => change({ issuer: event.currentTarget.value })}
            />
          </>
        )}
        <DayInput
          label={t.unit.onDate}
          value={form.onDate}
          onChange={(onDate) => change({ onDate })}
          required
        />
        <NumberInput
          label={t.unit.peopleCount}
          value={form.people}
          onChange={(people) => change({ people })}
          min={0}
          allowDecimal={false}
          thousandSeparator="."
          decimalSeparator=","
          required
        />
        <TextInput
          label={t.unit.note}
          value={form.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {words.action.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
