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
import { useFormAction } from '../../ui/form-action.ts';
import { Icon } from '../../ui/icon.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { FormEnd } from './form-end.tsx';
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
  const client = useQueryClient();
  const { node, answer } = props;
  const before = node.target?.current;
  const isCoverage = answer.indicator.reads === 'coverage';
  const fixed = isCoverage ? null : answer.indicator.measure;
  const [draft, setDraft] = useState<ValueDraft>({
    measure: fixed ?? before?.measure ?? 'rate',
    operator: before?.operator ?? (answer.indicator.direction === 'atMost' ? '<' : '>='),
    value: '',
  });
  const [reason, setReason] = useState('');
  const [act, setAct] = useState(EMPTY_ACT);
  const send = (state: 'draft' | 'assigned') => async (): Promise<void> => {
    const { measure, operator } = draft;
    const row = {
      indicator: answer.indicator.code,
      group: answer.group,
      unit: node.unit.unitId,
      period: { from: answer.from, to: answer.to },
      measure,
      value: Math.round(Number(draft.value) * (measure === 'rate' ? 100 : 1)),
      operator,
      population: isCoverage ? node.result.population : null,
    };
    const head = { act: actOf(act), state, reason: reason.trim() || null };
    await setTargets(props.unitId, { ...head, rows: [row] });
    await client.invalidateQueries({ queryKey: ['targets'] });
    props.onClose();
  };
  const assigning = useFormAction(send('assigned'));
  const drafting = useFormAction(send('draft'));
  const mayDraft = before === undefined || before.state === 'draft';
  return (
    <form onSubmit={assigning.onSubmit}>
      <Stack gap="sm">
        <ValueFields
          draft={draft}
          fixed={fixed}
          onChange={(patch) => setDraft({ ...draft, ...patch })}
        />
        <ActFields draft={act} onChange={setAct} isRequired={!mayDraft} />
        <Textarea
          label={t.set.reason}
          description={t.set.reasonHint}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required={!mayDraft}
        />
        <FormEnd
          action={{ ...assigning, fault: assigning.fault ?? drafting.fault }}
          onClose={props.onClose}
          submit={before && !mayDraft ? t.set.change : t.set.assign}
        >
          {mayDraft && (
            <Button
              variant="default"
              loading={drafting.isBusy}
              disabled={draft.value === ''}
              onClick={() => void drafting.run()}
            >
              {t.set.draft}
            </Button>
          )}
        </FormEnd>
      </Stack>
    </form>
  );
}

interface ValueDraft {
  measure: Measure;
  operator: (typeof OPERATORS)[number];
  value: number | string;
}

interface ValueFieldsProps {
  draft: ValueDraft;
  /** the measure of an indicator that has only one */
  fixed: Measure | null;
  onChange: (patch: Partial<ValueDraft>) => void;
}

function ValueFields({ draft, fixed, onChange }: ValueFieldsProps): ReactNode {
  const t = useTargetWords();
  const isRate = draft.measure === 'rate';
  return (
    <Group gap="sm" align="end">
      {fixed === null && (
        <Select
          label={t.set.measure}
          value={draft.measure}
          allowDeselect={false}
          data={[
            { value: 'rate', label: t.set.rate },
            { value: 'people', label: t.set.peopleCount },
          ]}
          onChange={(next) => onChange({ measure: next === 'people' ? 'people' : 'rate' })}
        />
      )}
      <Select
        label={t.set.operator}
        value={draft.operator}
        allowDeselect={false}
        data={OPERATORS.map((one) => ({ value: one, label: t.operators[one] || '=' }))}
        onChange={(next) => onChange({ operator: OPERATORS.find((one) => one === next) ?? '>=' })}
        w={130}
      />
      <NumberInput
        label={isRate ? t.set.rate : t.set.peopleCount}
        value={draft.value}
        onChange={(value) => onChange({ value })}
        min={0}
        max={isRate ? 100 : undefined}
        decimalScale={isRate ? 2 : 0}
        decimalSeparator=","
        thousandSeparator="."
        required
        data-autofocus
      />
    </Group>
  );
}
