/** A target is set, adjusted or withdrawn for one unit, with its act and reason. */
import { Button, Group, Modal, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type TargetNode,
  type TreeAnswer,
  setTargets,
  withdrawTargets,
} from '../../api/targets.ts';
import { useText } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { useTargetWords } from './words.ts';

export interface SetTargetProps {
  node: TargetNode;
  answer: TreeAnswer;
  /** who sets */
  unitId: number;
  year: number;
}

export function SetTarget(props: SetTargetProps): ReactNode {
  const t = useTargetWords();
  const [open, setOpen] = useState<'set' | 'withdraw' | null>(null);
  const client = useQueryClient();
  const { target, unit } = props.node;
  const close = (): void => setOpen(null);
  return (
    <Group gap="xs">
      <Button size="xs" leftSection={<Icon name="edit" size={15} />} onClick={() => setOpen('set')}>
        {target ? t.set.change : t.tree.set}
      </Button>
      {target && (
        <Button size="xs" variant="default" onClick={() => setOpen('withdraw')}>
          {t.set.withdraw}
        </Button>
      )}
      <Modal opened={open === 'set'} onClose={close} title={t.set.title(unit.name)} size="lg">
        <SetForm {...props} onClose={close} />
      </Modal>
      <ReasonDialog
        isOpen={open === 'withdraw'}
        onClose={close}
        title={t.set.withdraw}
        explain={t.set.withdrawExplain}
        submit={t.set.withdraw}
        isDangerous
        onSubmit={async (reason) => {
          await withdrawTargets(props.unitId, { targetIds: [target?.targetId ?? 0], reason });
          await client.invalidateQueries({ queryKey: ['targets'] });
          close();
        }}
      />
    </Group>
  );
}

type Measure = 'rate' | 'people';
const OPERATORS = ['>=', '>', '=', '<=', '<'] as const;

function SetForm(props: SetTargetProps & { onClose: () => void }): ReactNode {
  const t = useTargetWords();
  const words = useText();
  const client = useQueryClient();
  const { node, answer } = props;
  const before = node.target?.current;
  const isCoverage = answer.indicator.reads === 'coverage';
  const fixed: Measure | null = isCoverage ? null : answer.indicator.measure;
  const [measure, setMeasure] = useState<Measure>(fixed ?? before?.measure ?? 'rate');
  const [operator, setOperator] = useState<(typeof OPERATORS)[number]>(
    before?.operator ?? (answer.indicator.direction === 'atMost' ? '<' : '>='),
  );
  const [value, setValue] = useState<number | string>('');
  const [reason, setReason] = useState('');
  const [act, setAct] = useState(EMPTY_ACT);
  const send = (state: 'draft' | 'assigned') => async (): Promise<void> => {
    const number = Number(value);
    const row = {
      indicator: answer.indicator.code,
      group: answer.group,
      unit: node.unit.unitId,
      period: { from: answer.from, to: answer.to },
      measure,
      value: measure === 'rate' ? Math.round(number * 100) : number,
      operator,
      population: isCoverage ? node.result.population : null,
    };
    const why = reason.trim() === '' ? null : reason.trim();
    await setTargets(props.unitId, { act: actOf(act), rows: [row], state, reason: why });
    await client.invalidateQueries({ queryKey: ['targets'] });
    props.onClose();
  };
  const assigning = useFormAction(send('assigned'));
  const drafting = useFormAction(send('draft'));
  const mayDraft = before === undefined || before.state === 'draft';
  return (
    <form onSubmit={assigning.onSubmit}>
      <Stack gap="sm">
        <Group gap="sm" align="end">
          {fixed === null && (
            <Select
              label={t.set.measure}
              value={measure}
              allowDeselect={false}
              data={[
                { value: 'rate', label: t.set.rate },
                { value: 'people', label: t.set.peopleCount },
              ]}
              onChange={(next) => setMeasure(next === 'people' ? 'people' : 'rate')}
            />
          )}
          <Select
            label={t.set.operator}
            value={operator}
            allowDeselect={false}
            data={OPERATORS.map((one) => ({ value: one, label: t.operators[one] || '=' }))}
            onChange={(next) => setOperator(OPERATORS.find((one) => one === next) ?? '>=')}
            w={130}
          />
          <NumberInput
            label={measure === 'rate' ? t.set.rate : t.set.peopleCount}
            value={value}
            onChange={setValue}
            min={0}
            max={measure === 'rate' ? 100 : undefined}
            decimalScale={measure === 'rate' ? 2 : 0}
            decimalSeparator=","
            thousandSeparator="."
            required
            data-autofocus
          />
        </Group>
        <ActFields draft={act} onChange={setAct} isRequired={!mayDraft} />
        <Textarea
          label={t.set.reason}
          description={t.set.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required={!mayDraft}
        />
        <FormFault fault={assigning.fault ?? drafting.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {words.action.cancel}
          </Button>
          {mayDraft && (
            <Button
              variant="default"
              loading={drafting.isBusy}
              disabled={value === ''}
              onClick={() => void drafting.run()}
            >
              {t.set.draft}
            </Button>
          )}
          <Button type="submit" loading={assigning.isBusy}>
            {before && !mayDraft ? t.set.change : t.set.assign}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
