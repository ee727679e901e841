/** The fields of a sponsorship: who pays, how much, for whom, on which proof. */
import { Checkbox, NativeSelect, NumberInput, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { searchUnitOptions } from '../../api/units.ts';
import { ChoiceRadios } from '../../ui/choice-radios.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useCategoryChoices } from '../entitlement/change-fields.tsx';
import type { NamedUnit } from '../entitlement/use-unit.ts';
import { ChosenList } from './chosen-list.tsx';
import type { SponsorshipDraft } from './sponsorship-draft.ts';
import styles from './sponsorships.module.css';
import { useSponsorshipWords } from './words.ts';

export interface FieldsProps {
  unit: NamedUnit;
  draft: SponsorshipDraft;
  onChange: (patch: Partial<SponsorshipDraft>) => void;
}

export function WhoPays({ unit, draft, onChange }: FieldsProps): ReactNode {
  const words = useSponsorshipWords();
  const t = words.form;
  const isCommune = unit.level === 'commune';
  return (
    <fieldset className={styles.part}>
      <legend>{t.who}</legend>
      {isCommune ? (
        <ChoiceRadios
          name={t.who}
          value={draft.payer}
          choices={(['sponsor', 'commune'] as const).map((value) => ({
            value,
            label: words.payers[value],
          }))}
          onChange={(payer) => onChange({ payer })}
        />
      ) : (
        <p className="soft">{t.communeOnly}</p>
      )}
      <TextInput
        label={draft.payer === 'commune' ? t.communeName : t.payerName}
        description={draft.payer === 'commune' ? undefined : t.payerNameHint}
        required
        maxLength={200}
        value={draft.payerName}
        onChange={(event) => onChange({ payerName: event.currentTarget.value })}
      />
    </fieldset>
  );
}

const WAYS = ['share', 'fixed', 'card'] as const;

export function HowMuch({ draft, onChange }: FieldsProps): ReactNode {
  const t = useSponsorshipWords().form;
  return (
    <fieldset className={styles.part}>
      <legend>{t.howMuch}</legend>
      <ChoiceRadios
        name={t.howMuch}
        value={draft.way}
        choices={WAYS.map((value) => ({ value, label: t.ways[value] }))}
        onChange={(way) => onChange({ way, withoutCard: way === 'card' || draft.withoutCard })}
      />
      <div className={styles.fields}>
        {draft.way === 'share' && (
          <Amount
            label={t.percent}
            hint={t.percentHint}
            max={100}
            required
            value={draft.percent}
            onChange={(percent) => onChange({ percent })}
          />
        )}
        {draft.way === 'fixed' && (
          <Amount
            label={t.monthly}
            hint={t.monthlyHint}
            required
            value={draft.monthlyVnd}
            onChange={(monthlyVnd) => onChange({ monthlyVnd })}
          />
        )}
        <DayInput
          label={t.from}
          required
          value={draft.from}
          onChange={(from) => onChange({ from })}
        />
        <DayInput
          label={t.lastDay}
          required
          value={draft.lastDay}
          onChange={(lastDay) => onChange({ lastDay })}
        />
        <Amount
          label={t.moneyMax}
          hint={t.moneyMaxHint}
          value={draft.moneyMaxVnd}
          onChange={(moneyMaxVnd) => onChange({ moneyMaxVnd })}
        />
        <Amount
          label={t.peopleMax}
          hint={t.moneyMaxHint}
          value={draft.peopleMax}
          onChange={(peopleMax) => onChange({ peopleMax })}
        />
      </div>
    </fieldset>
  );
}

interface AmountProps {
  label: string;
  hint: string;
  max?: number;
  required?: boolean;
  value: number | '';
  onChange: (value: number | '') => void;
}

function Amount({ label, hint, max, required, value, onChange }: AmountProps): ReactNode {
  return (
    <NumberInput
      label={label}
      description={hint}
      required={required}
      min={0}
      max={max}
      hideControls
      allowDecimal={max === 100}
      decimalScale={2}
      decimalSeparator=","
      thousandSeparator="."
      value={value}
      onChange={(typed) => onChange(typed === '' ? '' : Number(typed))}
    />
  );
}

export function Where({ unit, draft, onChange }: FieldsProps): ReactNode {
  const t = useSponsorshipWords().form;
  const { places, categories } = draft;
  const choices = useCategoryChoices();
  const labelOf = (code: string): string =>
    choices.find((choice) => choice.value === code)?.label ?? code;
  return (
    <>
      <UnitPicker
        label={t.addPlace}
        value={null}
        onChange={(chosen) => {
          if (!chosen || places.some((place) => place.id === chosen.id)) return;
          onChange({ places: [...places, { id: chosen.id, name: chosen.name }] });
        }}
        searchKey={['sponsorship', unit.unitId]}
        search={(text, signal) => searchUnitOptions({ text, within: unit.unitId }, signal)}
      />
      <ChosenList
        none={t.wholeUnit(unit.name)}
        rows={places.map((place) => ({
          key: String(place.id),
          name: place.name,
          onRemove: () => onChange({ places: places.filter((other) => other !== place) }),
        }))}
      />
      <NativeSelect
        label={t.addCategory}
        value=""
        data={choices.filter((choice) => !categories.includes(choice.value))}
        onChange={(event) => {
          const code = event.currentTarget.value;
          if (code !== '') onChange({ categories: [...categories, code] });
        }}
      />
      <ChosenList
        none={t.anyCategory}
        rows={categories.map((code) => ({
          key: code,
          name: labelOf(code),
          onRemove: () => onChange({ categories: categories.filter((other) => other !== code) }),
        }))}
      />
      <Checkbox
        label={t.withoutCard}
        checked={draft.withoutCard}
        onChange={(event) => onChange({ withoutCard: event.currentTarget.checked })}
      />
    </>
  );
}

export function Proof({ draft, onChange }: FieldsProps): ReactNode {
  const t = useSponsorshipWords().form;
  return (
    <fieldset className={styles.part}>
      <legend>{t.proof}</legend>
      <TextInput
        label={t.document}
        description={t.documentHint}
        maxLength={500}
        value={draft.document}
        onChange={(event) => onChange({ document: event.currentTarget.value })}
      />
      <Textarea
        label={t.note}
        maxLength={2000}
        minRows={2}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </fieldset>
  );
}
