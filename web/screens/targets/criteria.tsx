/** What programmes and resolutions of the place ask for, beside target and result. */
import { Button, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type CriterionView,
  type UnitTargets,
  addCriterion,
  removeCriterion,
} from '../../api/targets.ts';
import { useFormat, useNameOf } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { FormEnd } from './form-end.tsx';
import { useTargetsAddress } from './targets-address.ts';
import { useChoices, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { rateText, useTargetWords, valueText } from './words.ts';

const PROGRAMMES = ['socioEconomic', 'newRural', 'resolution', 'other'] as const;

export function Criteria({ answer }: { answer: UnitTargets }): ReactNode {
  const t = useTargetWords().own;
  const mayWrite = useMayWrite();
  const [isOpen, setOpen] = useState(false);
  const columns = useCriteriaColumns(answer.unit.unitId, mayWrite);
  return (
    <Section
      title={t.criteria}
      aside={
        mayWrite && (
          <Button
            className="no-print"
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setOpen(true)}
          >
            {t.addCriterion}
          </Button>
        )
      }
    >
      {answer.criteria.length === 0 ? (
        <Empty title={t.criteriaNone} hint={t.criteriaHint} />
      ) : (
        <DataTable
          id="criteria"
          caption={`${t.criteria}: ${answer.unit.name}`}
          columns={columns}
          rows={answer.criteria}
          rowKey={(row) => row.criterionId}
        />
      )}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.addCriterion} size="lg">
        <CriterionForm unitId={answer.unit.unitId} onClose={() => setOpen(false)} />
      </Modal>
    </Section>
  );
}

function useCriteriaColumns(unitId: number, mayWrite: boolean): Column<CriterionView>[] {
  const t = useTargetWords();
  const format = useFormat();
  const client = useQueryClient();
  const remove = async (criterionId: number): Promise<void> => {
    await removeCriterion(unitId, criterionId);
    await client.invalidateQueries({ queryKey: ['targets'] });
  };
  const required = (row: CriterionView): string =>
    valueText(t, format, {
      operator: row.operator,
      measure: row.measure,
      rateBp: row.measure === 'rate' ? row.value : null,
      people: row.measure === 'people' ? row.value : null,
    });
  const columns: Column<CriterionView>[] = [
    { id: 'name', title: t.own.criterion, value: (row) => row.name, width: 200 },
    { id: 'programme', title: t.own.programme, value: (row) => t.own.programmes[row.programme] },
    { id: 'required', title: t.own.required, value: required },
    {
      id: 'result',
      title: t.own.result,
      value: ({ result, measure }) =>
        measure === 'rate'
          ? rateText(format, result.rateBp)
          : result.people === null
            ? t.own.noResult
            : format.number(result.people),
    },
    ...useJudgementColumns(),
  ];
  if (!mayWrite) return columns;
  return [
    ...columns,
    {
      id: 'remove',
      title: '',
      value: () => null,
      sortable: false,
      render: (row) => (
        <Button
          className="no-print"
          size="compact-xs"
          variant="subtle"
          aria-label={`${t.own.remove}: ${row.name}`}
          onClick={() => void remove(row.criterionId)}
        >
          {t.own.remove}
        </Button>
      ),
    },
  ];
}

function useJudgementColumns(): Column<CriterionView>[] {
  const t = useTargetWords();
  return [
    {
      id: 'met',
      title: t.own.met,
      value: ({ isMet }) => (isMet === null ? null : isMet ? t.own.met : t.own.notMet),
      render: ({ isMet }) =>
        isMet === null ? null : (
          <span className={isMet ? styles.good : styles.bad}>
            {isMet ? t.own.met : t.own.notMet}
          </span>
        ),
    },
    {
      id: 'target',
      title: t.own.besideTarget,
      value: ({ targetId, isAboveTarget }) =>
        targetId === null ? t.own.noTarget : isAboveTarget ? t.own.aboveTarget : t.own.follows,
    },
    {
      id: 'act',
      title: t.own.act,
      value: ({ act }) => (act ? (act.number ?? act.title) : null),
    },
  ];
}

function CriterionForm({ unitId, onClose }: { unitId: number; onClose: () => void }): ReactNode {
  const t = useTargetWords();
  const nameOf = useNameOf();
  const client = useQueryClient();
  const { year } = useTargetsAddress();
  const indicators = useChoices(year).data?.indicators ?? [];
  const [programme, setProgramme] = useState<(typeof PROGRAMMES)[number]>('newRural');
  const [name, setName] = useState('');
  const [indicator, setIndicator] = useState('coverage');
  const [value, setValue] = useState<number | string>('');
  const [act, setAct] = useState(EMPTY_ACT);
  const measure = indicators.find((row) => row.code === indicator)?.measure ?? 'rate';
  const action = useFormAction(async () => {
    const number = Number(value);
    await addCriterion(unitId, {
      programme,
      name,
      year,
      indicator,
      measure,
      value: measure === 'rate' ? Math.round(number * 100) : number,
      act: actOf(act),
    });
    await client.invalidateQueries({ queryKey: ['targets'] });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Select
          label={t.own.programme}
          value={programme}
          allowDeselect={false}
          data={PROGRAMMES.map((one) => ({ value: one, label: t.own.programmes[one] }))}
          onChange={(next) => setProgramme(PROGRAMMES.find((one) => one === next) ?? 'other')}
        />
        <TextInput
          label={t.own.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Select
          label={t.indicator}
          value={indicator}
          allowDeselect={false}
          searchable
          data={indicators.map((row) => ({ value: row.code, label: nameOf(row) }))}
          onChange={(next) => setIndicator(next ?? 'coverage')}
        />
        <NumberInput
          label={`${t.own.required} (${measure === 'rate' ? '%' : t.people})`}
          value={value}
          onChange={setValue}
          min={0}
          decimalScale={measure === 'rate' ? 2 : 0}
          decimalSeparator=","
          thousandSeparator="."
          required
        />
        <ActFields draft={act} onChange={setAct} isRequired={false} />
        <FormEnd action={action} onClose={onClose} />
      </Stack>
    </form>
  );
}
