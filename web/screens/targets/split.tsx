/** The split editor: a proposal, numbers fixed by hand, the running sum always in sight. */
import { Button, Checkbox, Group, NumberInput, Select, Stack } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type SplitAnswer, type SplitRequest, proposeSplit } from '../../api/targets.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { sumOf } from './split-sum.ts';
import { SplitTable } from './split-table.tsx';
import { type TargetsAddress, useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useChoices, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { useTargetWords } from './words.ts';

type Method = SplitAnswer['method'];
const METHODS: readonly Method[] = ['shortfall', 'population', 'growth'];

/** People fixed by hand, by unit. */
export type Overrides = ReadonlyMap<number, number>;

interface Draft {
  total: number | null;
  overrides: Overrides | null;
  feasibleBp: Readonly<Record<string, number>>;
}

/** What was typed belongs to one unit, year and group. */
export function TargetSplit(): ReactNode {
  const at = useTargetsAddress();
  return <SplitOf key={`${at.unitId} ${at.year} ${at.group}`} at={at} />;
}

function SplitOf({ at }: { at: TargetsAddress }): ReactNode {
  const [draft, setDraft] = useState<Draft>({ total: null, overrides: null, feasibleBp: {} });
  const request = useRequest(at, draft);
  const answer = useQuery({
    queryKey: ['targets', 'split', at.unitId, request],
    queryFn: ({ signal }) => proposeSplit(at.unitId, request, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <QueryView query={answer} lines={12}>
      {(found) => (
        <SplitPage
          answer={found}
          at={at}
          draft={draft}
          request={request}
          onChange={(patch) => setDraft({ ...draft, ...patch })}
        />
      )}
    </QueryView>
  );
}

function useRequest(at: TargetsAddress, draft: Draft): SplitRequest {
  const [choices] = useSplitChoices();
  const { overrides } = draft;
  return {
    period: at.year,
    group: at.group,
    total: draft.total,
    method: choices.method,
    depth: choices.depth,
    keepsLastYear: choices.keepsLastYear,
    feasibleBp: draft.feasibleBp,
    asOf: at.asOf,
    boundaries: at.boundaries ?? null,
    definition: at.definition ?? null,
    overrides:
      overrides === null ? null : [...overrides].map(([unitId, people]) => ({ unitId, people })),
  };
}

interface SplitChoices {
  method: Method;
  depth: number;
  keepsLastYear: boolean;
}

/** In the address bar, with the rest of the question. */
function useSplitChoices(): [SplitChoices, (patch: Partial<SplitChoices>) => void] {
  const { change } = useTargetsAddress();
  const search = new URLSearchParams(location.search);
  const method = METHODS.find((one) => one === search.get('chia')) ?? 'shortfall';
  const depth = search.get('den') === '2' ? 2 : 1;
  const keepsLastYear = search.get('giu') !== 'khong';
  const choose = (patch: Partial<SplitChoices>): void => {
    const next = { method, depth, keepsLastYear, ...patch };
    change({
      chia: next.method === 'shortfall' ? undefined : next.method,
      den: next.depth === 1 ? undefined : String(next.depth),
      giu: next.keepsLastYear ? undefined : 'khong',
    });
  };
  return [{ method, depth, keepsLastYear }, choose];
}

interface SplitPageProps {
  answer: SplitAnswer;
  at: TargetsAddress;
  draft: Draft;
  request: SplitRequest;
  onChange: (patch: Partial<Draft>) => void;
}

function SplitPage({ answer, at, draft, request, onChange }: SplitPageProps): ReactNode {
  const t = useTargetWords();
  const [root, ...rows] = answer.rows;
  const overrides = draft.overrides ?? overridesIn(answer);
  if (!root) return null;
  const override = (unitId: number, people: number | null): void => {
    const next = new Map(overrides);
    if (people === null) next.delete(unitId);
    else next.set(unitId, people);
    onChange({ overrides: next });
  };
  return (
    <TargetsFrame
      tab="split"
      unitName={root.unit.name}
      boundaries={answer.boundaries}
      about={t.split.about}
      with={{ group: true }}
    >
      <Section title={answer.groupName}>
        <Settings draft={draft} total={answer.total} at={at} onChange={onChange} />
      </Section>
      {rows.length === 0 ? (
        <Empty title={t.split.noChildren} hint={t.split.noChildrenHint} />
      ) : (
        <Section>
          <SplitTable rows={answer.rows} overrides={overrides} onOverride={override} />
          <SumBar
            answer={answer}
            request={request}
            overrides={overrides}
            onClear={() => onChange({ overrides: new Map() })}
          />
        </Section>
      )}
    </TargetsFrame>
  );
}

function overridesIn(answer: SplitAnswer): Overrides {
  return new Map(
    answer.rows.filter((row) => row.isOverride).map((row) => [row.unit.unitId, row.people]),
  );
}

interface SettingsProps {
  draft: Draft;
  total: number;
  at: TargetsAddress;
  onChange: (patch: Partial<Draft>) => void;
}

function Settings({ draft, total, at, onChange }: SettingsProps): ReactNode {
  const t = useTargetWords().split;
  const format = useFormat();
  const [choices, choose] = useSplitChoices();
  return (
    <Stack gap="sm" className="no-print">
      <Group gap="sm" align="end">
        <NumberInput
          className={styles.value}
          size="xs"
          label={t.total}
          description={t.totalOwn}
          placeholder={format.number(total)}
          value={draft.total ?? ''}
          min={0}
          allowDecimal={false}
          thousandSeparator="."
          decimalSeparator=","
          onChange={(value) => onChange({ total: value === '' ? null : Number(value) })}
        />
        <Select
          size="xs"
          label={t.method}
          value={choices.method}
          allowDeselect={false}
          data={METHODS.map((method) => ({ value: method, label: t.methods[method] }))}
          onChange={(value) =>
            choose({ method: METHODS.find((one) => one === value) ?? 'shortfall' })
          }
        />
        <Select
          size="xs"
          label={t.depth}
          value={String(choices.depth)}
          allowDeselect={false}
          data={(['1', '2'] as const).map((depth) => ({ value: depth, label: t.depths[depth] }))}
          onChange={(value) => choose({ depth: Number(value) })}
        />
        <Checkbox
          size="xs"
          label={t.keeps}
          checked={choices.keepsLastYear}
          onChange={(event) => choose({ keepsLastYear: event.currentTarget.checked })}
        />
      </Group>
      {at.group === '' && <Feasible at={at} draft={draft} onChange={onChange} />}
    </Stack>
  );
}

/** For each group, how many of those without a card can be won. */
function Feasible({ at, draft, onChange }: Omit<SettingsProps, 'total'>): ReactNode {
  const t = useTargetWords().split;
  const { language } = useSpeech();
  const groups = (useChoices(at.year).data?.groups ?? []).filter((group) => group.depth === 1);
  const change = (code: string, value: number | string): void => {
    const { [code]: _, ...others } = draft.feasibleBp;
    const next = value === '' ? others : { ...others, [code]: Math.round(Number(value) * 100) };
    onChange({ feasibleBp: next });
  };
  return (
    <details>
      <summary>{t.feasible}</summary>
      <p className="soft">{t.feasibleHint}</p>
      <div className={styles.feasible}>
        {groups.map((group) => (
          <NumberInput
            key={group.code}
            size="xs"
            label={`${group.code}. ${group.name[language]}`}
            placeholder="100"
            value={percentOf(draft.feasibleBp[group.code])}
            min={0}
            max={100}
            onChange={(value) => change(group.code, value)}
          />
        ))}
      </div>
    </details>
  );
}

function percentOf(bp: number | undefined): number | string {
  return bp === undefined ? '' : bp / 100;
}

interface SumBarProps {
  answer: SplitAnswer;
  request: SplitRequest;
  overrides: Overrides;
  onClear: () => void;
}

/** Sticks to the bottom of the window: total, sum below, difference; then save. */
function SumBar({ answer, request, overrides, onClear }: SumBarProps): ReactNode {
  const t = useTargetWords().split;
  const format = useFormat();
  const client = useQueryClient();
  const mayWrite = useMayWrite();
  const [saved, setSaved] = useState<string | null>(null);
  const { sum, difference, units } = sumOf(answer);
  const onSaved = async (done: SplitAnswer): Promise<void> => {
    const outcome = done.saved;
    if (outcome) setSaved(t.saved(outcome.created, outcome.changed, outcome.same));
    await client.invalidateQueries({ queryKey: ['targets'] });
  };
  return (
    <>
      {difference !== 0 && <Notice tone="warn">{t.cannot}</Notice>}
      <div className={`${styles.sum} ${styles.sticky}`} role="status">
        <span>
          {t.total}: <strong>{format.number(answer.total)}</strong>
        </span>
        <span>
          {t.sum}: <strong>{format.number(sum)}</strong>
        </span>
        <span className={difference === 0 ? styles.good : styles.bad}>
          {t.difference}:{' '}
          {difference === 0
            ? t.equal
            : difference > 0
              ? t.missing(difference)
              : t.over(-difference)}
        </span>
        {saved && (
          <span className={styles.good}>
            <Icon name="check" size={14} /> {saved}
          </span>
        )}
        <Group gap="xs" className="no-print" ml="auto">
          {overrides.size > 0 && (
            <Button size="xs" variant="default" onClick={onClear}>
              {t.clearAll(overrides.size)}
            </Button>
          )}
          {mayWrite && (
            <AssignDialog
              unitId={answer.rows[0]?.unit.unitId ?? 0}
              units={units}
              people={sum}
              request={request}
              onSaved={onSaved}
            />
          )}
        </Group>
      </div>
    </>
  );
}
