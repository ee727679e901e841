/** What is asked once for the whole household. */
import { type ReactNode, useId, useState } from 'react';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { AREA_CLASSES, type AreaClass } from '../../src/policy/facts.ts';
import { parseTypedDay } from '../shell/lens.ts';
import { type Household, MEMBERS_MAX, STANDINGS, TERMS } from './household.ts';
import { useSpeech } from './speech.tsx';
import styles from './calculator.module.css';

export interface HouseholdFormProps {
  household: Household;
  onChange: (next: Household) => void;
}

export function HouseholdForm({ household, onChange }: HouseholdFormProps): ReactNode {
  const { t } = useSpeech();
  const change = (patch: Partial<Household>): void => onChange({ ...household, ...patch });
  return (
    <section className={styles.card} aria-label={t.household}>
      <h2>{t.household}</h2>
      <div className={styles.fields}>
        <DayField
          label={t.paidOn}
          value={household.paidOn}
          onChange={(day) => day !== null && change({ paidOn: day })}
        />
        <Terms months={household.months} onChange={(months) => change({ months })} />
        <Field label={t.standing}>
          {(id) => (
            <select
              id={id}
              value={household.standing ?? ''}
              onChange={({ currentTarget: { value } }) =>
                change({ standing: STANDINGS.find((each) => each === value) ?? null })
              }
            >
              <option value="">{t.standings.none}</option>
              {STANDINGS.map((standing) => (
                <option key={standing} value={standing}>
                  {t.standings[standing]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ProvinceField household={household} onChange={onChange} />
        <Field label={t.joinedBefore}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={0}
              max={MEMBERS_MAX}
              value={household.joinedBefore}
              onChange={({ currentTarget: { value } }) =>
                change({ joinedBefore: Math.min(MEMBERS_MAX, Math.max(0, Math.trunc(+value))) })
              }
            />
          )}
        </Field>
      </div>
      <Areas household={household} onChange={onChange} />
    </section>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  children: (id: string, describedBy: string | undefined) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const words = error ?? hint;
  const describedBy = words ? `${id}-words` : undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id, describedBy)}
      {words && (
        <p id={describedBy} className={error ? styles.error : 'soft'}>
          {words}
        </p>
      )}
    </div>
  );
}

interface DayFieldProps {
  label: string;
  value: IsoDate | null;
  onChange: (day: IsoDate | null) => void;
}

/** Typed as dd/mm/yyyy: a browser's own field shows a day in the browser's language, not the page's. */
function DayField({ label, value, onChange }: DayFieldProps): ReactNode {
  const { t, format } = useSpeech();
  // what is being typed; null while the field shows the value itself
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && draft.trim() !== '' && parseTypedDay(draft) === null;
  const type = (text: string): void => {
    setDraft(text);
    const day = parseTypedDay(text);
    if (day !== null || text.trim() === '') onChange(day);
  };
  return (
    <Field label={label} error={isWrong ? t.dayWrong : undefined}>
      {(id, describedBy) => (
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          maxLength={10}
          placeholder={t.dayExample}
          value={draft ?? format.date(value)}
          aria-invalid={isWrong}
          aria-describedby={describedBy}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          onBlur={() => {
            if (!isWrong) setDraft(null);
          }}
        />
      )}
    </Field>
  );
}

interface TermsProps {
  months: number;
  onChange: (months: number) => void;
}

function Terms({ months, onChange }: TermsProps): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className={styles.terms}>
      <legend>{t.months}</legend>
      {TERMS.map((term) => (
        <label key={term}>
          <input
            type="radio"
            name="months"
            checked={term === months}
            onChange={() => onChange(term)}
          />
          {t.monthsOf(term)}
        </label>
      ))}
    </fieldset>
  );
}

function ProvinceField({ household, onChange }: HouseholdFormProps): ReactNode {
  const { t, book, language } = useSpeech();
  return (
    <Field label={t.province} hint={t.provinceHint}>
      {(id, describedBy) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={household.province ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...household, province: value || null })
          }
        >
          <option value="">{t.provinceOther}</option>
          {Object.entries(book.data.local).map(([file, { province }]) => (
            <option key={file} value={file}>
              {province.tree === 'old' ? t.provinceFormer(province[language]) : province[language]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Communes of these classes are drawn from the area of minorities and mountains. */
const IN_MINORITY_MOUNTAIN: readonly AreaClass[] = ['regionI', 'regionII', 'regionIII'];

function Areas({ household, onChange }: HouseholdFormProps): ReactNode {
  const { t, book, language } = useSpeech();
  const { areaClasses, areaLeftOn } = household;
  const set = (next: ReadonlySet<AreaClass>): void =>
    onChange({ ...household, areaClasses: AREA_CLASSES.filter((each) => next.has(each)) });
  const tick = (area: AreaClass, isOn: boolean): void => {
    const next = new Set(areaClasses);
    if (!isOn) next.delete(area);
    else next.add(area);
    if (isOn && IN_MINORITY_MOUNTAIN.includes(area)) next.add('minorityMountain');
    set(next);
  };
  return (
    <details className={styles.more} open={areaClasses.length > 0 || areaLeftOn !== null}>
      <summary>
        {t.areas}: <strong>{t.areasChosen(areaClasses.length + (areaLeftOn ? 1 : 0))}</strong>
      </summary>
      <p className="soft">{t.areasHint}</p>
      <div className={styles.ticks}>
        {book.data.areas.areas.map((area) => (
          <label key={area.id}>
            <input
              type="checkbox"
              checked={areaClasses.includes(area.id)}
              onChange={({ currentTarget }) => tick(area.id, currentTarget.checked)}
            />
            {area[language]}
          </label>
        ))}
      </div>
      <DayField
        label={t.areaLeftOn}
        value={areaLeftOn}
        onChange={(day) => onChange({ ...household, areaLeftOn: day })}
      />
    </details>
  );
}
