/** Support budget and settlement of a unit, each figure by commune, category, payer or month. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type BudgetQuery,
  type BudgetSumsAnswer,
  ENTITLEMENT_KEY,
  getBudgetSums,
  saveBudgetFile,
} from '../../api/entitlement.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useSpeech, useText } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { useCategories } from '../people/categories.ts';
import { EndingNotice } from '../law/ending-notice.tsx';
import { BasisBar, EntitlementView } from './basis-bar.tsx';
import { DIMENSIONS, FILTER_OF, WORD_OF, readBudget } from './budget-address.ts';
import { BudgetTable } from './budget-table.tsx';
import styles from './entitlement.module.css';
import { UnitChoice } from './unit-choice.tsx';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords, useTerms } from './words.ts';

export function Budget(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  if (unit === null) return <Empty title={words.noUnit} />;
  return <BudgetOf unit={unit} />;
}

function BudgetOf({ unit }: { unit: number }): ReactNode {
  const t = useEntitlementWords().budget;
  const [search, change] = useAddress();
  const { year = thisYear(), by, side: _side, ...filter } = readBudget(search);
  const query: BudgetQuery = { ...filter, unit, year };
  const budget = useQuery({
    queryKey: [ENTITLEMENT_KEY, 'budget', query, by],
    queryFn: ({ signal }) => getBudgetSums(query, by, signal),
    placeholderData: keepPreviousData,
  });
  const found = budget.data;
  return (
    <Page
      title={found ? t.titleOf(found.unit.name, String(found.year)) : t.title}
      above={found && <UnitCrumbs unitId={unit} boundaries={found.basis.decidedOn} withSelf />}
      about={t.about}
      actions={
        <>
          <DoorLink door={doors.sponsorships(unit)}>{t.sponsorships}</DoorLink>
          <WholeFile unit={unit} year={year} />
        </>
      }
    >
      <EntitlementView query={budget} lines={12}>
        {(answer) => (
          <div className={styles.stack}>
            <BasisBar basis={answer.basis} />
            <EndingNotice />
            <BudgetFilters query={query} answer={answer} />
            <BudgetFigures answer={answer} />
            <Section>
              <SegmentedControl
                className={`no-print ${styles.choice}`}
                size="xs"
                aria-label={t.by}
                value={by}
                data={DIMENSIONS.map((value) => ({ value, label: t.dimension[value] }))}
                onChange={(value) => {
                  const chosen = DIMENSIONS.find((name) => name === value);
                  if (chosen) change({ theo: WORD_OF[chosen] }, true);
                }}
              />
              <BudgetTable answer={answer} by={by} />
            </Section>
          </div>
        )}
      </EntitlementView>
    </Page>
  );
}

export function thisYear(): number {
  return Number(today().slice(0, 4));
}

function WholeFile({ unit, year }: { unit: number; year: number }): ReactNode {
  const t = useEntitlementWords().budget;
  const { language } = useSpeech();
  const showFault = useShowFault();
  return (
    <Button
      variant="default"
      size="xs"
      title={t.wholeHint}
      leftSection={<Icon name="download" size={15} />}
      onClick={() => void saveBudgetFile(unit, year, language).catch(showFault)}
    >
      {t.whole}
    </Button>
  );
}

const MONTHS = 12;

function BudgetFigures({ answer }: { answer: BudgetSumsAnswer }): ReactNode {
  const t = useEntitlementWords().budget;
  const format = useFormat();
  const categories = useCategories();
  const { total, settledMonths, unknown } = answer;
  const nameOf = (row: (typeof unknown)[number]): string =>
    t.unknownOf(categories.nameOf(row.category) || row.name, row.people);
  return (
    <Section>
      <Figures>
        <Figure
          label={t.estimated}
          value={total.estimatedVnd}
          kind="money"
          note={t.personMonths(total.estimatedMonths)}
        />
        {settledMonths > 0 && (
          <>
            {settledMonths < MONTHS && (
              <Figure label={t.due(settledMonths)} value={total.dueVnd} kind="money" />
            )}
            <Figure
              label={t.actual(settledMonths)}
              value={total.actualVnd}
              kind="money"
              tone="accent"
              note={t.personMonths(total.actualMonths)}
            />
            <Figure
              label={t.difference}
              value={total.actualVnd - total.dueVnd}
              kind="money"
              note={
                total.dueVnd > 0 &&
                `${t.share} ${format.rate(Math.round((total.actualVnd / total.dueVnd) * 10_000))}`
              }
            />
          </>
        )}
      </Figures>
      {settledMonths === 0 && <p className="soft">{t.notSettled}</p>}
      <p className="soft">{t.onceNote}</p>
      {unknown.length > 0 && <Notice>{t.unknown(format.list(unknown.map(nameOf)))}</Notice>}
    </Section>
  );
}

const YEARS_BACK = 5;

export function BudgetFilters({ query, answer }: { query: BudgetQuery; answer: BudgetChoices }) {
  const words = useEntitlementWords();
  const t = words.budget;
  const text = useText();
  const terms = useTerms();
  const categories = useCategories();
  const [search, change] = useAddress();
  const { choices } = answer;
  const years = Array.from({ length: YEARS_BACK + 2 }, (_, at) => String(thisYear() + 1 - at));
  const names = Object.values(FILTER_OF);
  return (
    <Toolbar>
      <UnitChoice unit={answer.unit} clears={['xa']} />
      <Choice
        label={t.year}
        name="nam"
        value={String(query.year)}
        rows={years.map((year) => [year, year])}
      />
      <Choice
        label={t.commune}
        name="xa"
        all={t.anyCommune}
        value={query.communeId === undefined ? '' : String(query.communeId)}
        rows={choices.communes.map((row) => [String(row.communeId), row.name])}
      />
      <Choice
        label={t.category}
        name="doituong"
        all={t.anyCategory}
        value={query.category ?? ''}
        rows={choices.categories.map((row) => [
          row.category,
          categories.nameOf(row.category) || row.name,
        ])}
      />
      <Choice
        label={t.payer}
        name="nguon"
        all={t.anyPayer}
        value={query.payer ?? ''}
        rows={choices.payers.map((payer) => [payer, terms.payer(payer)])}
      />
      <Choice
        label={t.month}
        name="thang"
        all={t.anyMonth}
        value={query.month?.slice(0, 7) ?? ''}
        rows={Array.from({ length: MONTHS }, (_, at) => {
          const month = String(at + 1).padStart(2, '0');
          return [`${query.year}-${month}`, `${month}/${query.year}`] as const;
        })}
      />
      {names.some((name) => search[name]) && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon name="close" size={14} />}
          onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}
        >
          {text.action.clear}
        </Button>
      )}
    </Toolbar>
  );
}

export type BudgetChoices = Pick<BudgetSumsAnswer, 'unit' | 'choices'>;

interface ChoiceProps {
  label: string;
  /** in the address bar */
  name: string;
  all?: string;
  value: string;
  rows: readonly (readonly [value: string, label: string])[];
}

function Choice({ label, name, all, value, rows }: ChoiceProps): ReactNode {
  const [, change] = useAddress();
  const options = rows.map(([option, text]) => ({ value: option, label: text }));
  return (
    <NativeSelect
      label={label}
      size="xs"
      maw="16rem"
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.value || undefined;
        // a month belongs to its year
        change(name === 'nam' ? { nam: chosen, thang: undefined } : { [name]: chosen }, true);
      }}
      data={all === undefined ? options : [{ value: '', label: all }, ...options]}
    />
  );
}
