/** The fields of one change of a scenario, as its kind asks for them. */
import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AREA_CLASSES } from '../../../src/policy/facts.ts';
import { getLawGroups } from '../../api/policy.ts';
import { today } from '../../shell/address.ts';
import { useSpeech } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { QueryView } from '../../ui/states.tsx';
import { type ChangeDraft, DRAFT_KINDS } from './change-draft.ts';
import styles from './entitlement.module.css';
import { useScenarioWords } from './scenario-words.ts';
import { type NamedUnit, useChildren } from './use-unit.ts';

export interface ChangeFieldsProps {
  unit: NamedUnit;
  draft: ChangeDraft;
  onChange: (patch: Partial<ChangeDraft>) => void;
}

/** Categories of the law of today, in the order of their groups. */
export function useCategoryChoices(): { value: string; label: string }[] {
  const { language } = useSpeech();
  const on = today();
  const groups = useQuery({
    queryKey: ['law-groups', on],
    queryFn: ({ signal }) => getLawGroups(on, signal),
    staleTime: Infinity,
  });
  const rows = (groups.data?.categories ?? []).map((row) => ({
    value: row.category,
    label: `${row.group}. ${row.name[language]}`,
  }));
  return [{ value: '', label: '—' }, ...rows.sort((a, b) => a.label.localeCompare(b.label, 'vi'))];
}

export function ChangeFields({ unit, draft, onChange }: ChangeFieldsProps): ReactNode {
  const t = useScenarioWords().builder;
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t.kind}
        size="xs"
        value={draft.kind}
        data={DRAFT_KINDS.filter(
          (kind) => kind !== 'localSupport' || unit.provinceCode !== null,
        ).map((kind) => ({ value: kind, label: t.kinds[kind] }))}
        onChange={(event) => {
          const kind = DRAFT_KINDS.find((name) => name === event.currentTarget.value);
          if (kind) onChange({ kind, amount: '' });
        }}
      />
      {(draft.kind === 'support' || draft.kind === 'localSupport') && (
        <CategoryField draft={draft} onChange={onChange} />
      )}
      {draft.kind === 'areaList' ? (
        <AreaFields draft={draft} onChange={onChange} />
      ) : (
        <AmountField draft={draft} onChange={onChange} />
      )}
      <DayInput
        label={t.from}
        size="xs"
        required
        value={draft.from}
        onChange={(from) => onChange({ from })}
      />
      {draft.kind === 'areaList' ? (
        <Communes unit={unit} draft={draft} onChange={onChange} />
      ) : (
        <DayInput
          label={t.to}
          size="xs"
          value={draft.lastDay}
          onChange={(lastDay) => onChange({ lastDay })}
        />
      )}
    </div>
  );
}

type FieldProps = Pick<ChangeFieldsProps, 'draft' | 'onChange'>;

function CategoryField({ draft, onChange }: FieldProps): ReactNode {
  const t = useScenarioWords().builder;
  const choices = useCategoryChoices();
  return (
    <NativeSelect
      label={t.category}
      size="xs"
      maw="24rem"
      required
      value={draft.category}
      data={choices}
      onChange={(event) => onChange({ category: event.currentTarget.value })}
    />
  );
}

function AmountField({ draft, onChange }: FieldProps): ReactNode {
  const t = useScenarioWords().builder;
  const isMoney = draft.kind === 'baseSalary';
  const labels = {
    support: t.percent,
    localSupport: t.extraPercent,
    baseSalary: t.salary,
    contributionRate: t.rate,
    areaList: '',
  };
  return (
    <NumberInput
      label={labels[draft.kind]}
      size="xs"
      required
      hideControls
      min={0}
      max={isMoney ? undefined : 100}
      thousandSeparator={isMoney ? '.' : undefined}
      decimalSeparator=","
      decimalScale={isMoney ? 0 : 2}
      value={draft.amount}
      onChange={(value) => onChange({ amount: value === '' ? '' : Number(value) })}
    />
  );
}

function AreaFields({ draft, onChange }: FieldProps): ReactNode {
  const words = useScenarioWords();
  const t = words.builder;
  return (
    <>
      <NativeSelect
        label={t.direction}
        size="xs"
        value={draft.enters ? 'enters' : 'leaves'}
        data={[
          { value: 'leaves', label: t.leaves },
          { value: 'enters', label: t.enters },
        ]}
        onChange={(event) => onChange({ enters: event.currentTarget.value === 'enters' })}
      />
      <NativeSelect
        label={t.areaClass}
        size="xs"
        value={draft.areaClass}
        data={AREA_CLASSES.map((value) => ({ value, label: words.areas[value] }))}
        onChange={(event) => {
          const areaClass = AREA_CLASSES.find((name) => name === event.currentTarget.value);
          if (areaClass) onChange({ areaClass });
        }}
      />
    </>
  );
}

function Communes({ unit, draft, onChange }: ChangeFieldsProps): ReactNode {
  const t = useScenarioWords().builder;
  const children = useChildren(unit.unitId, unit.on);
  const toggle = (id: number): void =>
    onChange({
      placeIds: draft.placeIds.includes(id)
        ? draft.placeIds.filter((other) => other !== id)
        : [...draft.placeIds, id],
    });
  return (
    <fieldset className={`${styles.fieldset} ${styles.wide}`}>
      <legend>{t.communes}</legend>
      <QueryView query={children} lines={3}>
        {({ units: found }) => {
          const units = found.length > 0 ? found : [unit];
          return (
            <>
              <div className={styles.checks}>
                {units.map((child) => (
                  <Checkbox
                    key={child.unitId}
                    size="xs"
                    label={child.name}
                    checked={draft.placeIds.includes(child.unitId)}
                    onChange={() => toggle(child.unitId)}
                  />
                ))}
              </div>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => onChange({ placeIds: units.map((child) => child.unitId) })}
              >
                {t.allCommunes}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => onChange({ placeIds: [] })}>
                {t.noCommunes}
              </Button>
            </>
          );
        }}
      </QueryView>
    </fieldset>
  );
}
