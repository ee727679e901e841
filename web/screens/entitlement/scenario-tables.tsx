/** Scenarios beside today's law as tables: measures of a day, money over the months, communes. */
import type { ReactNode } from 'react';
import type { ScenarioResult } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import {
  type Computed,
  type Figures,
  MEASURES,
  MONEY,
  type Measure,
  type Money,
  differenceOf,
  measureOf,
  monthsOf,
  sumOf,
} from './scenario-figures.ts';
import { useScenarioWords } from './scenario-words.ts';

interface TableProps {
  rows: readonly Computed[];
  day: string;
}

function figuresOn(result: ScenarioResult, side: readonly Figures[], day: string) {
  return side[result.days.indexOf(day)];
}

export function MeasureTable({ rows, day }: TableProps): ReactNode {
  const t = useScenarioWords().view;
  const format = useFormat();
  const [first] = rows;
  if (!first) return null;
  const say = (measure: Measure, value: number | null): string =>
    value === null ? '—' : measure === 'rate' ? format.rate(value, 2) : format.number(value);
  const sayDifference = (measure: Measure, value: number | null): string =>
    value === null ? '—' : measure === 'rate' ? format.points(value, 2) : format.signed(value);
  const now = (measure: Measure): number | null =>
    measureOf(figuresOn(first.result, first.result.today, day), measure);
  const columns: Column<{ measure: Measure }>[] = [
    { id: 'measure', title: t.measure, value: (row) => t.measures[row.measure], width: 220 },
    {
      id: 'today',
      title: t.today,
      kind: 'number',
      value: (row) => now(row.measure),
      render: (row) => say(row.measure, now(row.measure)),
      sortable: false,
    },
    ...rows.flatMap(({ scenarioId, name, result }): Column<{ measure: Measure }>[] => {
      const then = (measure: Measure) =>
        measureOf(figuresOn(result, result.scenario, day), measure);
      const base = (measure: Measure) => measureOf(figuresOn(result, result.today, day), measure);
      const difference = (measure: Measure) => differenceOf(then(measure), base(measure));
      return [
        {
          id: `then-${scenarioId}`,
          title: name,
          kind: 'number',
          value: (row) => then(row.measure),
          render: (row) => say(row.measure, then(row.measure)),
          sortable: false,
        },
        {
          id: `difference-${scenarioId}`,
          title: t.difference,
          kind: 'number',
          value: (row) => difference(row.measure),
          render: (row) => <b>{sayDifference(row.measure, difference(row.measure))}</b>,
          sortable: false,
        },
      ];
    }),
  ];
  return (
    <DataTable
      id="scenario-measures"
      caption={`${t.figures}: ${format.date(day)}`}
      columns={columns}
      rows={MEASURES.map((measure) => ({ measure }))}
      rowKey={(row) => row.measure}
    />
  );
}

export function SumTable({ rows }: { rows: readonly Computed[] }): ReactNode {
  const t = useScenarioWords().view;
  const format = useFormat();
  const [first] = rows;
  const months = first && monthsOf(first.result);
  if (!first || !months) return null;
  const title = t.sums(format.month(months[0]), format.month(months[1]));
  const columns: Column<{ money: Money }>[] = [
    { id: 'money', title, value: (row) => t.sumOf[row.money], width: 220, sortable: false },
    {
      id: 'today',
      title: t.today,
      kind: 'number',
      value: (row) => sumOf(first.result, first.result.today, row.money),
      sortable: false,
    },
    ...rows.flatMap(({ scenarioId, name, result }): Column<{ money: Money }>[] => {
      const then = (money: Money): number => sumOf(result, result.scenario, money);
      return [
        {
          id: `then-${scenarioId}`,
          title: name,
          kind: 'number',
          value: (row) => then(row.money),
          sortable: false,
        },
        {
          id: `difference-${scenarioId}`,
          title: t.difference,
          kind: 'signed',
          value: (row) => then(row.money) - sumOf(result, result.today, row.money),
          sortable: false,
        },
      ];
    }),
  ];
  return (
    <DataTable
      id="scenario-sums"
      caption={title}
      columns={columns}
      rows={MONEY.map((money) => ({ money }))}
      rowKey={(row) => row.money}
      withoutTools
    />
  );
}

type CommuneRow = ScenarioResult['communes'][number];

export function CommuneTable({ rows, day }: TableProps): ReactNode {
  const t = useScenarioWords().view;
  const format = useFormat();
  const [first] = rows;
  if (!first) return null;
  const at = (result: ScenarioResult, row: CommuneRow, side: 'today' | 'scenario') => {
    const commune = result.communes.find((other) => other.communeId === row.communeId);
    return commune && figuresOn(result, commune[side], day);
  };
  const now = (row: CommuneRow, measure: Measure) =>
    measureOf(at(first.result, row, 'today'), measure);
  const columns: Column<CommuneRow>[] = [
    {
      id: 'commune',
      title: t.commune,
      value: (row) => row.name,
      door: (row) => doors.unit(row.communeId),
      width: 150,
    },
    {
      id: 'residents',
      title: t.residents,
      kind: 'number',
      value: (row) => at(first.result, row, 'today')?.residents ?? null,
    },
    {
      id: 'today',
      title: `${t.measures.rate}: ${t.today}`,
      kind: 'rate',
      value: (row) => now(row, 'rate'),
      width: 110,
    },
    ...rows.flatMap(({ scenarioId, name, result }): Column<CommuneRow>[] => {
      const then = (row: CommuneRow, measure: Measure) =>
        measureOf(at(result, row, 'scenario'), measure);
      const change = (row: CommuneRow, measure: Measure) =>
        differenceOf(then(row, measure), measureOf(at(result, row, 'today'), measure));
      return [
        {
          id: `rate-${scenarioId}`,
          title: `${t.measures.rate}: ${name}`,
          kind: 'rate',
          value: (row) => then(row, 'rate'),
          width: 150,
        },
        {
          id: `insured-${scenarioId}`,
          title: `${t.difference}: ${t.measures.insured}`,
          kind: 'signed',
          value: (row) => change(row, 'insured'),
          width: 110,
        },
        {
          id: `state-${scenarioId}`,
          title: `${t.difference}: ${t.measures.stateVnd}`,
          kind: 'signed',
          value: (row) => change(row, 'stateVnd'),
          width: 120,
        },
        {
          id: `own-${scenarioId}`,
          title: `${t.difference}: ${t.measures.ownVnd}`,
          kind: 'signed',
          value: (row) => change(row, 'ownVnd'),
          width: 120,
        },
      ];
    }),
  ];
  return (
    <DataTable
      id="scenario-communes"
      caption={`${t.communes}: ${format.date(day)}`}
      columns={columns}
      rows={first.result.communes}
      rowKey={(row) => row.communeId}
    />
  );
}
