/** The fields of each form of change. */
import { Button, Checkbox, Group, Pill, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type UnitPage, listChildren, searchUnitOptions } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Icon } from '../../ui/icon.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { type ChangeDraft, type NewUnitDraft, newUnit } from './change-draft.ts';
import { UnitFields } from './unit-fields.tsx';
import styles from './change.module.css';

export interface ChangeFieldsProps {
  page: UnitPage;
  draft: ChangeDraft;
  onChange: (draft: ChangeDraft) => void;
}

export function ChangeFields({ page, draft, onChange }: ChangeFieldsProps): ReactNode {
  const t = useTexts('units').change;
  const change = (patch: Partial<ChangeDraft>): void => onChange({ ...draft, ...patch });
  const setUnit = (at: number, unit: NewUnitDraft): void =>
    change({ units: draft.units.map((one, index) => (index === at ? unit : one)) });
  return (
    <Stack gap="sm">
      <DayInput
        label={t.effectiveOn}
        description={t.effectiveOnHint}
        value={draft.effectiveOn}
        onChange={(effectiveOn) => change({ effectiveOn })}
        required
      />
      {draft.form === 'merge' && <Others draft={draft} onChange={change} />}
      {draft.form !== 'abolish' &&
        draft.units.map((unit, at) => (
          <fieldset key={unit.key} className={styles.unit}>
            <legend>{draft.form === 'split' ? t.part(at + 1) : t.result}</legend>
            <UnitFields draft={unit} onChange={(next) => setUnit(at, next)} on={today()} />
            {draft.form === 'split' && (
              <PartFields
                page={page}
                draft={draft}
                unit={unit}
                onChange={(next) => setUnit(at, next)}
              />
            )}
          </fieldset>
        ))}
      {draft.form === 'split' && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => {
              const number = draft.units.length + 1;
              const parent = draft.units[0]?.parent ?? null;
              change({ units: [...draft.units, newUnit(page.unit, parent, number)] });
            }}
          >
            {t.addPart}
          </Button>
          {draft.units.length > 2 && (
            <Button
              variant="default"
              size="xs"
              onClick={() => change({ units: draft.units.slice(0, -1) })}
            >
              {t.removePart}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

interface OthersProps {
  draft: ChangeDraft;
  onChange: (patch: Partial<ChangeDraft>) => void;
}

function Others({ draft, onChange }: OthersProps): ReactNode {
  const t = useTexts('units').change;
  const words = useText();
  return (
    <div>
      <UnitPicker
        label={t.others}
        description={t.othersHint}
        value={null}
        onChange={(unit) => {
          if (unit && !draft.others.some((other) => other.id === unit.id)) {
            onChange({ others: [...draft.others, unit] });
          }
        }}
        searchKey={['merge']}
        search={(text, signal) => searchUnitOptions({ text, on: today() }, signal)}
      />
      <Group gap="xs" mt="xs">
        {draft.others.map((other) => (
          <Pill
            key={other.id}
            withRemoveButton
            removeButtonProps={{ 'aria-label': `${words.action.remove} ${other.name}` }}
            onRemove={() =>
              onChange({ others: draft.others.filter((candidate) => candidate.id !== other.id) })
            }
          >
            {other.name}
          </Pill>
        ))}
      </Group>
    </div>
  );
}

interface PartFieldsProps {
  page: UnitPage;
  draft: ChangeDraft;
  unit: NewUnitDraft;
  onChange: (unit: NewUnitDraft) => void;
}

/** Which units below go into this part, and how many of the people. */
function PartFields({ page, draft, unit, onChange }: PartFieldsProps): ReactNode {
  const t = useTexts('units').change;
  const people = useTexts('units').people;
  const children = useQuery({
    queryKey: ['children', page.unit.unitId, today()],
    queryFn: ({ signal }) => listChildren(page.unit.unitId, today(), signal),
  });
  const taken = new Set(
    draft.units.filter((other) => other.key !== unit.key).flatMap((other) => other.children),
  );
  const free = (children.data?.units ?? []).filter((child) => !taken.has(child.unitId));
  return (
    <Stack gap="xs" mt="sm">
      <Group gap="xs">
        <span>{t.partPeople}</span>
        <SegmentedControl
          size="xs"
          aria-label={t.partPeople}
          value={unit.people}
          onChange={(value) => {
            const chosen = (['all', 'some', 'none'] as const).find((one) => one === value);
            if (chosen) onChange({ ...unit, people: chosen });
          }}
          data={(['some', 'none'] as const).map((value) => ({ value, label: people[value] }))}
        />
      </Group>
      {free.length > 0 && (
        <Checkbox.Group
          label={t.partChildren}
          description={t.partChildrenHint}
          value={unit.children.map(String)}
          onChange={(values) => onChange({ ...unit, children: values.map(Number) })}
        >
          <div className={styles.children}>
            {free.map((child) => (
              <Checkbox key={child.unitId} value={String(child.unitId)} label={child.name} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </Stack>
  );
}
