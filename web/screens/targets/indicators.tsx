/** What targets can be set for: every indicator with its source; the place adds its own. */
import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Role } from '../../../src/kernel/actor.ts';
import { type Indicator, addIndicator } from '../../api/targets.ts';
import { getUnitPage } from '../../api/units.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useNameOf } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormEnd } from './form-end.tsx';
import { indicatorCode } from './indicator-code.ts';
import { targetsDoor, useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useChoices } from './targets-frame.tsx';
import { useTargetWords } from './words.ts';

const KEEPERS: readonly Role[] = ['administrator'];

export function Indicators(): ReactNode {
  const t = useTargetWords();
  const { unitId, year, asOf, boundaries } = useTargetsAddress();
  const mayAdd = useHoldsAny(KEEPERS);
  const choices = useChoices(year);
  const on = boundaries ?? asOf;
  const unit = useQuery({
    queryKey: ['unit-page', unitId, on],
    queryFn: ({ signal }) => getUnitPage(unitId, on, signal),
  });
  return (
    <QueryView query={unit} lines={8}>
      {(found) => (
        <TargetsFrame
          tab="indicators"
          unitName={found.unit.name}
          boundaries={on}
          about={t.indicators.about}
          actions={mayAdd && <AddIndicator />}
          with={{ year: false }}
        >
          <Section>
            <QueryView query={choices} lines={8}>
              {({ indicators }) => <IndicatorTable rows={indicators} />}
            </QueryView>
          </Section>
        </TargetsFrame>
      )}
    </QueryView>
  );
}

function IndicatorTable({ rows }: { rows: readonly Indicator[] }): ReactNode {
  const t = useTargetWords();
  const nameOf = useNameOf();
  const at = useTargetsAddress();
  const columns: Column<Indicator>[] = [
    {
      id: 'name',
      title: t.indicator,
      value: (row) => nameOf(row),
      door: (row) => targetsDoor('tree', at.unitId, { year: at.year, indicator: row.code }),
      width: 260,
    },
    { id: 'measure', title: t.indicators.measure, value: (row) => t.indicators.of[row.measure] },
    {
      id: 'direction',
      title: t.indicators.direction,
      value: (row) => t.indicators.directions[row.direction],
    },
    {
      id: 'reads',
      title: t.indicators.result,
      value: (row) => (row.reads === null ? t.indicators.entered : t.own.register),
      width: 150,
    },
    { id: 'citation', title: t.indicators.citation, value: (row) => row.citation, width: 240 },
    { id: 'code', title: t.indicators.code, value: (row) => row.code, hidden: true },
  ];
  return (
    <DataTable
      id="indicators"
      caption={t.tabs.indicators}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.code}
    />
  );
}

function AddIndicator(): ReactNode {
  const t = useTargetWords().indicators;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        className="no-print"
        size="xs"
        leftSection={<Icon name="plus" size={15} />}
        onClick={() => setOpen(true)}
      >
        {t.add}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.add} size="lg">
        <IndicatorForm onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

const EMPTY = {
  name: '',
  nameEn: '',
  measure: 'rate',
  direction: 'atLeast',
  citation: '',
} as const;

function IndicatorForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTargetWords().indicators;
  const client = useQueryClient();
  const [said, setSaid] = useState<Omit<Indicator, 'reads' | 'code'>>(EMPTY);
  const code = indicatorCode(said.name);
  const action = useFormAction(async () => {
    const nameEn = said.nameEn.trim() === '' ? said.name : said.nameEn;
    await addIndicator({ ...said, nameEn, code });
    await client.invalidateQueries({ queryKey: ['target-choices'] });
    onClose();
  });
  const put = (more: Partial<typeof said>): void => setSaid({ ...said, ...more });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <TextInput
          label={t.name}
          description={t.nameHint}
          required
          data-autofocus
          maxLength={200}
          value={said.name}
          onChange={({ currentTarget }) => put({ name: currentTarget.value })}
        />
        <Select
          label={t.measure}
          allowDeselect={false}
          value={said.measure}
          data={(['rate', 'people'] as const).map((value) => ({ value, label: t.of[value] }))}
          onChange={(value) => put({ measure: value === 'people' ? value : 'rate' })}
        />
        <Select
          label={t.direction}
          allowDeselect={false}
          value={said.direction}
          data={(['atLeast', 'atMost'] as const).map((value) => ({
            value,
            label: t.directions[value],
          }))}
          onChange={(value) => put({ direction: value === 'atMost' ? value : 'atLeast' })}
        />
        <TextInput
          label={t.citation}
          description={t.citationHint}
          required
          maxLength={500}
          value={said.citation}
          onChange={({ currentTarget }) => put({ citation: currentTarget.value })}
        />
        <TextInput
          label={t.nameEn}
          maxLength={200}
          value={said.nameEn}
          onChange={({ currentTarget }) => put({ nameEn: currentTarget.value })}
        />
        <Notice title={t.enteredTitle}>{t.enteredHint}</Notice>
        <FormEnd
          action={action}
          onClose={onClose}
          submit={t.add}
          isDisabled={code === '' || said.citation.trim() === ''}
        />
      </Stack>
    </form>
  );
}
