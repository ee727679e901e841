/** A unit answers a target with another number and the reason. */
import { NumberInput, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type UnitTarget, counterTarget } from '../../api/targets.ts';
import { useFormat } from '../../text/language.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { useTargetWords, valueText } from './words.ts';

export interface CounterDialogProps {
  unitId: number;
  /** null = closed */
  row: UnitTarget | null;
  onClose: () => void;
}

export function CounterDialog({ unitId, row, onClose }: CounterDialogProps): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const client = useQueryClient();
  const [measure, setMeasure] = useState<'rate' | 'people' | null>(null);
  const [value, setValue] = useState<number | string>('');
  const used = measure ?? row?.target.current.measure ?? 'people';
  const isCoverage = row?.target.indicator === 'coverage';
  return (
    <ReasonDialog
      isOpen={row !== null}
      onClose={onClose}
      title={t.own.answerTitle(row?.indicatorName ?? '')}
      explain={row ? `${valueText(t, format, row.target.current)}. ${t.own.answerExplain}` : ''}
      submit={t.own.send}
      onSubmit={async (reason) => {
        const number = Number(value);
        await counterTarget(unitId, {
          targetId: row?.target.targetId ?? 0,
          measure: used,
          value: used === 'rate' ? Math.round(number * 100) : number,
          reason,
        });
        await client.invalidateQueries({ queryKey: ['targets'] });
        setValue('');
        onClose();
      }}
    >
      {isCoverage && (
        <Select
          label={t.set.measure}
          value={used}
          allowDeselect={false}
          data={[
            { value: 'rate', label: t.set.rate },
            { value: 'people', label: t.set.peopleCount },
          ]}
          onChange={(next) => setMeasure(next === 'rate' ? 'rate' : 'people')}
        />
      )}
      <NumberInput
        label={t.own.answerValue}
        value={value}
        onChange={setValue}
        min={0}
        decimalScale={used === 'rate' ? 2 : 0}
        decimalSeparator=","
        thousandSeparator="."
        required
      />
    </ReasonDialog>
  );
}
