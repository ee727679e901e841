/** What narrows the list of whom to persuade; each choice says how many it would show. */
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PersuasionAnswer, PersuasionQuery } from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { useText } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { useCategories } from '../people/categories.ts';
import styles from './entitlement.module.css';
import { UnitChoice } from './unit-choice.tsx';
import { useEntitlementWords, useTerms } from './words.ts';

export interface PersuadeFiltersProps {
  query: PersuasionQuery;
  answer: PersuasionAnswer;
}

const NAMES = ['lydo', 'doituong', 'noi', 'mienphi'] as const;

export function PersuadeFilters({ query, answer }: PersuadeFiltersProps): ReactNode {
  const words = useEntitlementWords();
  const t = words.persuade;
  const terms = useTerms();
  const categories = useCategories();
  const text = useText();
  const [search, change] = useAddress();
  const isCommune = answer.unit.level === 'commune';
  return (
    <Toolbar>
      <UnitChoice unit={answer.unit} clears={NAMES} />
      {answer.byPlace.length > 0 && (
        <FilterSelect
          label={isCommune ? t.village : t.commune}
          name="noi"
          any={words.allPlaces}
          rows={answer.byPlace
            .toSorted((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
            .map((row) => ({ value: String(row.unitId), label: row.name, people: row.people }))}
          value={query.place === undefined ? '' : String(query.place)}
        />
      )}
      <FilterSelect
        label={t.reason}
        name="lydo"
        any={t.anyReason}
        rows={answer.byReason.map((row) => ({
          value: row.reason,
          label: terms.reason(row.reason),
          people: row.people,
        }))}
        value={query.reason ?? ''}
      />
      <FilterSelect
        label={t.category}
        name="doituong"
        any={t.anyCategory}
        rows={answer.byCategory.flatMap((row) =>
          row.category === null
            ? []
            : [
                {
                  value: row.category,
                  label: categories.nameOf(row.category) || row.name,
                  people: row.people,
                },
              ],
        )}
        value={query.category ?? ''}
      />
      <Checkbox
        className={styles.check}
        size="xs"
        label={t.freeOnly}
        checked={query.free === true}
        onChange={(event) =>
          change({ mienphi: event.currentTarget.checked ? '1' : undefined }, true)
        }
      />
      {NAMES.some((name) => search[name]) && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon name="close" size={14} />}
          onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, undefined])))}
        >
          {text.action.clear}
        </Button>
      )}
    </Toolbar>
  );
}

export interface FilterSelectProps {
  label: string;
  /** in the address bar */
  name: string;
  any: string;
  rows: readonly { value: string; label: string; people: number }[];
  value: string;
}

export function FilterSelect(props: FilterSelectProps): ReactNode {
  const words = useEntitlementWords();
  const [, change] = useAddress();
  const { value, rows } = props;
  const options = rows.map((row) => ({
    value: row.value,
    label: words.withCount(row.label, row.people),
  }));
  // chosen in the address, though nobody is left of it
  if (value !== '' && !rows.some((row) => row.value === value))
    options.push({ value, label: value });
  return (
    <NativeSelect
      label={props.label}
      size="xs"
      maw="18rem"
      value={value}
      onChange={(event) => change({ [props.name]: event.currentTarget.value || undefined }, true)}
      data={[{ value: '', label: props.any }, ...options]}
    />
  );
}
