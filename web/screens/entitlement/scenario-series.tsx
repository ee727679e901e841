/** One measure month by month: today's law dashed, each scenario a line. */
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../shell/address.ts';
import { SeriesChart } from '../../ui/chart/series-chart.tsx';
import type { SeriesLine } from '../../ui/chart/series.ts';
import { type Computed, MEASURES, measureOf } from './scenario-figures.ts';
import { useScenarioWords } from './scenario-words.ts';
import type { NamedUnit } from './use-unit.ts';

const COLORS = [1, 2, 3, 4, 5, 6].map((at) => `var(--group-${at})`);

export function ScenarioSeries({ unit, rows }: { unit: NamedUnit; rows: readonly Computed[] }) {
  const t = useScenarioWords().view;
  const [search, change] = useAddress();
  const measure = MEASURES.find((name) => name === search['chiso']) ?? 'rate';
  const [first] = rows;
  if (!first) return null;
  const { days } = first.result;
  const lines: SeriesLine[] = [
    {
      id: 'today',
      name: t.today,
      color: 'var(--accent)',
      isDashed: true,
      values: first.result.today.map((figures) => measureOf(figures, measure)),
    },
    ...rows.map(({ scenarioId, name, result }, at) => ({
      id: String(scenarioId),
      name,
      color: COLORS[(at + 3) % COLORS.length] ?? 'var(--ink)',
      values: days.map((day) => measureOf(result.scenario[result.days.indexOf(day)], measure)),
    })),
  ];
  return (
    <Series
      measure={measure}
      onMeasure={(name) => change({ chiso: name }, true)}
      chart={
        <SeriesChart
          data={{ days, kind: measure === 'rate' ? 'rate' : 'number', lines, events: [] }}
          caption={t.seriesOf(t.measures[measure], unit.name)}
        />
      }
    />
  );
}

interface SeriesProps {
  measure: string;
  onMeasure: (measure: string) => void;
  chart: ReactNode;
}

function Series({ measure, onMeasure, chart }: SeriesProps): ReactNode {
  const t = useScenarioWords().view;
  return (
    <>
      <NativeSelect
        className="no-print"
        aria-label={t.measure}
        size="xs"
        maw="20rem"
        value={measure}
        data={MEASURES.map((value) => ({ value, label: t.measures[value] }))}
        onChange={(event) => onMeasure(event.currentTarget.value)}
      />
      {chart}
    </>
  );
}
