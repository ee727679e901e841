/** What all screens of targets share: the unit, the pages, year, indicator and group. */
import { NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Role } from '../../../src/kernel/actor.ts';
import { getIndicators } from '../../api/targets.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useNameOf, useSpeech } from '../../text/language.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { Page } from '../../ui/page.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { type TargetsTab, targetsDoor, useTargetsAddress } from './targets-address.ts';
import styles from './targets.module.css';
import { useTargetWords } from './words.ts';

const TABS: readonly TargetsTab[] = ['tree', 'split', 'matrix', 'own', 'answers', 'indicators'];

const WRITERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer', 'healthOfficer'];

/** Whether the reader may assign and answer; the server decides anyway. */
export function useMayWrite(): boolean {
  return useHoldsAny(WRITERS);
}

export interface TargetsFrameProps {
  tab: TargetsTab;
  unitName: string;
  /** the day of whose tree the units above are told */
  boundaries: string;
  about: ReactNode;
  actions?: ReactNode;
  /** pickers beside the year */
  with?: { group?: boolean; indicator?: boolean; year?: boolean };
  children: ReactNode;
}

export function TargetsFrame(props: TargetsFrameProps): ReactNode {
  const t = useTargetWords();
  const at = useTargetsAddress();
  const { with: shown = {} } = props;
  return (
    <Page
      title={t.title(props.unitName)}
      above={<UnitCrumbs unitId={at.unitId} boundaries={props.boundaries} />}
      about={props.about}
      actions={props.actions}
    >
      <PageTabs
        label={t.tabs.label}
        open={props.tab}
        tabs={TABS.map((name) => ({
          name,
          label: t.tabs[name],
          door: targetsDoor(name, at.unitId, at),
        }))}
      />
      <div className={`${styles.pickers} no-print`}>
        {shown.year !== false && <YearPicker />}
        {shown.indicator && <IndicatorPicker />}
        {shown.group && <GroupPicker />}
      </div>
      {props.children}
    </Page>
  );
}

function YearPicker(): ReactNode {
  const t = useTargetWords();
  const { year, change } = useTargetsAddress();
  return (
    <NumberInput
      className={styles.year}
      label={t.year}
      size="xs"
      value={year}
      min={2009}
      max={2040}
      allowDecimal={false}
      clampBehavior="none"
      onChange={(value) => {
        const next = Number(value);
        if (next >= 2009 && next <= 2040) change({ nam: String(next) });
      }}
    />
  );
}

export function useChoices(year: number) {
  return useQuery({
    queryKey: ['target-choices', year],
    queryFn: ({ signal }) => getIndicators(`${year}-12-31`, signal),
    staleTime: 10 * 60_000,
  });
}

function IndicatorPicker(): ReactNode {
  const t = useTargetWords();
  const nameOf = useNameOf();
  const { year, indicator, change } = useTargetsAddress();
  const choices = useChoices(year);
  return (
    <Select
      className={styles.wide}
      label={t.indicator}
      size="xs"
      value={indicator}
      allowDeselect={false}
      searchable
      data={(choices.data?.indicators ?? []).map((row) => ({
        value: row.code,
        label: nameOf(row),
      }))}
      onChange={(code) =>
        change({ chiso: code === 'coverage' ? undefined : (code ?? undefined), nhom: undefined })
      }
    />
  );
}

const EVERYBODY = '-';

function GroupPicker(): ReactNode {
  const t = useTargetWords();
  const { language } = useSpeech();
  const { year, group, change } = useTargetsAddress();
  const choices = useChoices(year);
  const known = choices.data?.groups ?? [];
  const isOther = group !== '' && !known.some((row) => row.code === group);
  return (
    <Select
      className={styles.wide}
      label={t.group}
      size="xs"
      value={group === '' ? EVERYBODY : group}
      allowDeselect={false}
      searchable
      data={[
        ...known.map((row) => ({
          value: row.code === '' ? EVERYBODY : row.code,
          label: `${'  '.repeat(Math.max(0, row.depth - 1))}${row.name[language]}`,
        })),
        ...(isOther ? [{ value: group, label: group.replace(/^#/, '') }] : []),
      ]}
      onChange={(code) => change({ nhom: code === EVERYBODY || code === null ? undefined : code })}
    />
  );
}
