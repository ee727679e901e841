/** A unit's own targets of a year, its results by hand, and what programmes ask of it. */
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type UnitTarget,
  type UnitTargets,
  acceptTargets,
  getUnitTargets,
} from '../../api/targets.ts';
import { COUNTERABLE } from '../../../src/targets/values.ts';
import { useFormat } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { CounterDialog } from './counter-dialog.tsx';
import { Criteria } from './criteria.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { Observations } from './observations.tsx';
import { BelowMark, StateMark } from './state-mark.tsx';
import { targetsDoor, useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { type TargetWords, rateText, useTargetWords, valueText } from './words.ts';

export function OwnTargets(): ReactNode {
  const { unitId, year, asOf, definition, knownAt } = useTargetsAddress();
  const query = { unit: unitId, year, asOf, definition, knownAt };
  const answer = useQuery({
    queryKey: ['targets', 'own', query],
    queryFn: ({ signal }) => getUnitTargets(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={answer} lines={10}>
      {(found) => <OwnPage answer={found} />}
    </QueryView>
  );
}

function OwnPage({ answer }: { answer: UnitTargets }): ReactNode {
  const t = useTargetWords();
  const mayWrite = useMayWrite();
  return (
    <TargetsFrame
      tab="own"
      unitName={answer.unit.name}
      boundaries={answer.asOf}
      about={t.own.about}
      actions={mayWrite && <AcceptAll answer={answer} />}
    >
      <LensBar />
      <Columns>
        <Section title={t.own.targets}>
          {answer.targets.length === 0 ? (
            <Empty title={t.own.none} hint={t.own.noneHint} />
          ) : (
            <OwnTable answer={answer} mayWrite={mayWrite} />
          )}
        </Section>
        <Criteria answer={answer} />
        <Observations unitId={answer.unit.unitId} asOf={answer.asOf} />
      </Columns>
    </TargetsFrame>
  );
}

/** Assigned from above and not answered yet. */
function isOpen(row: UnitTarget): boolean {
  const { state, assignerId } = row.target.current;
  return (state === 'assigned' || state === 'adjusted') && assignerId !== row.target.unitId;
}

/** Assigned from above: it may be answered with another number, also after it was taken on. */
function mayAnswer({ target }: UnitTarget): boolean {
  const { state, assignerId } = target.current;
  return COUNTERABLE.includes(state) && assignerId !== target.unitId;
}

function AcceptAll({ answer }: { answer: UnitTargets }): ReactNode {
  const t = useTargetWords().own;
  const client = useQueryClient();
  const open = answer.targets.filter(isOpen);
  const action = useFormAction(async () => {
    const ids = open.map((row) => row.target.targetId);
    await acceptTargets(answer.unit.unitId, ids);
    await client.invalidateQueries({ queryKey: ['targets'] });
  });
  if (open.length === 0) return null;
  return (
    <>
      <Button size="xs" loading={action.isBusy} onClick={() => void action.run()}>
        {t.acceptAll(open.length)}
      </Button>
      <FormFault fault={action.fault} />
    </>
  );
}

function AcceptOne({ unitId, targetId }: { unitId: number; targetId: number }): ReactNode {
  const t = useTargetWords().own;
  const client = useQueryClient();
  const showFault = useShowFault();
  const accept = async (): Promise<void> => {
    await acceptTargets(unitId, [targetId]);
    await client.invalidateQueries({ queryKey: ['targets'] });
  };
  return (
    <Button size="compact-xs" variant="default" onClick={() => void accept().catch(showFault)}>
      {t.accept}
    </Button>
  );
}

function OwnTable({ answer, mayWrite }: { answer: UnitTargets; mayWrite: boolean }): ReactNode {
  const t = useTargetWords();
  const [history, setHistory] = useState<number | null>(null);
  const [countered, setCountered] = useState<UnitTarget | null>(null);
  const columns = useOwnColumns();
  const actions: Column<UnitTarget> = {
    id: 'actions',
    title: '',
    value: () => null,
    sortable: false,
    render: (row) => (
      <Group gap={6} className="no-print" wrap="nowrap">
        {mayWrite && isOpen(row) && (
          <AcceptOne unitId={answer.unit.unitId} targetId={row.target.targetId} />
        )}
        {mayWrite && mayAnswer(row) && (
          <Button size="compact-xs" variant="default" onClick={() => setCountered(row)}>
            {t.own.answer}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => setHistory(row.target.targetId)}>
          {t.tree.history}
        </Button>
      </Group>
    ),
  };
  return (
    <>
      <DataTable
        id="own-targets"
        caption={`${t.own.targets}: ${answer.unit.name}`}
        columns={[...columns, actions]}
        rows={answer.targets}
        rowKey={(row) => row.target.targetId}
      />
      <HistoryDialog
        unitId={answer.unit.unitId}
        targetId={history}
        onClose={() => setHistory(null)}
      />
      <CounterDialog
        unitId={answer.unit.unitId}
        row={countered}
        onClose={() => setCountered(null)}
      />
    </>
  );
}

function useOwnColumns(): Column<UnitTarget>[] {
  const t = useTargetWords();
  const format = useFormat();
  const { year } = useTargetsAddress();
  return [
    {
      id: 'indicator',
      title: t.indicator,
      value: (row) => row.indicatorName,
      door: ({ target }) =>
        targetsDoor('tree', target.unitId, {
          year,
          indicator: target.indicator,
          group: target.group,
        }),
      width: 170,
    },
    { id: 'group', title: t.group, value: (row) => row.groupName, width: 130 },
    {
      id: 'value',
      title: t.tree.target,
      value: (row) => valueText(t, format, row.target.current) || t.matrix.blank,
      width: 150,
    },
    {
      id: 'result',
      title: t.own.result,
      value: ({ result, target }) => {
        const isRate = target.current.measure === 'rate' || result.people === null;
        if (isRate)
          return result.rateBp === null ? t.own.noResult : rateText(format, result.rateBp);
        return `${format.number(result.people ?? 0)} ${t.people}`;
      },
      width: 100,
    },
    { id: 'on', title: t.own.resultOn, kind: 'date', value: (row) => row.result.on },
    { id: 'short', title: t.tree.short, kind: 'number', value: (row) => row.shortfall },
    {
      id: 'perWeek',
      title: t.tree.perWeek,
      hint: t.tree.perWeekHint,
      kind: 'number',
      value: (row) => row.perWeek,
    },
    ...useStateColumns(),
  ];
}

/** A target given in persons may be reached while its percent, of a population that grew, is not. */
function reachedWord(t: TargetWords, { isReached, target, result }: UnitTarget): string | null {
  if (isReached === null) return null;
  const isOfPeople = target.current.measure !== 'rate' && result.people !== null;
  if (isOfPeople) return isReached ? t.tree.reachedPeople : t.tree.notReachedPeople;
  return isReached ? t.tree.reached : t.tree.notReached;
}

function useStateColumns(): Column<UnitTarget>[] {
  const t = useTargetWords();
  return [
    {
      id: 'reached',
      title: t.tree.reached,
      value: (row) => reachedWord(t, row),
      render: (row) =>
        row.isReached === null ? null : (
          <span className={row.isReached ? styles.good : styles.bad}>{reachedWord(t, row)}</span>
        ),
    },
    {
      id: 'state',
      title: t.tree.state,
      value: (row) => t.states[row.target.current.state],
      render: (row) => (
        <>
          <StateMark state={row.target.current.state} /> <BelowMark since={row.belowSince} />
        </>
      ),
    },
    {
      id: 'act',
      title: t.own.act,
      value: ({ act }) => (act ? (act.number ?? act.title) : null),
      hidden: true,
    },
    {
      id: 'source',
      title: t.own.source,
      value: (row) => (row.result.on === null ? null : (row.result.source ?? t.own.register)),
      hidden: true,
    },
  ];
}
