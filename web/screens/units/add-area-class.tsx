/** An area class of a unit from a day, by an act. */
import { Button, Group, Modal, Select, SimpleGrid, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { recordAreaClasses } from '../../api/unit-changes.ts';
import type { UnitPage } from '../../api/units.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';

const SCHEMES = {
  ethnicArea: ['I', 'II', 'III', 'none'],
  especiallyDifficult: ['yes', 'none'],
  island: ['yes', 'none'],
  border: ['yes', 'none'],
  safeZone: ['yes', 'none'],
  coastal: ['yes', 'none'],
} as const;

type Scheme = keyof typeof SCHEMES;
type AreaClass = (typeof SCHEMES)[Scheme][number];

const SCHEME_NAMES = Object.keys(SCHEMES) as Scheme[];

export function AddAreaClass({ page }: { page: UnitPage }): ReactNode {
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
        {t.addAreaClass}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.addAreaClass} size="lg">
        <AreaClassForm page={page} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function AreaClassForm({ page, onClose }: { page: UnitPage; onClose: () => void }): ReactNode {
  const t = useTexts('units');
  const words = useText();
  const client = useQueryClient();
  const [scheme, setScheme] = useState<Scheme>('ethnicArea');
  const [areaClass, setAreaClass] = useState<AreaClass>('III');
  const [from, setFrom] = useState<IsoDate | null>(null);
  const [to, setTo] = useState<IsoDate | null>(null);
  const [act, setAct] = useState(EMPTY_ACT);
  const classes: readonly AreaClass[] = SCHEMES[scheme];
  const action = useFormAction(async () => {
    if (from === null) return;
    await recordAreaClasses(page.unit.unitId, {
      scheme,
      act: actOf(act, from),
      validFrom: from,
      validTo: to,
      rows: [{ unit: page.unit.unitId, class: areaClass }],
    });
    await client.invalidateQueries();
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label={t.unit.scheme}
            value={scheme}
            allowDeselect={false}
            data={SCHEME_NAMES.map((value) => ({ value, label: t.areaScheme[value] ?? value }))}
            onChange={(value) => {
              const chosen = SCHEME_NAMES.find((name) => name === value) ?? scheme;
              setScheme(chosen);
              setAreaClass(SCHEMES[chosen][0]);
            }}
          />
          <Select
            label={t.unit.class}
            value={areaClass}
            allowDeselect={false}
            data={classes.map((value) => ({ value, label: t.areaClass[value] ?? value }))}
            onChange={(value) => setAreaClass(classes.find((name) => name === value) ?? areaClass)}
          />
          <DayInput label={t.change.effectiveOn} value={from} onChange={setFrom} required />
          <DayInput label={t.unit.until} value={to} onChange={setTo} />
        </SimpleGrid>
        <ActFields draft={act} onChange={setAct} />
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
