/** A series over months with legal acts marked; every drawing has a table twin. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { useFormat, useText } from '../../text/language.tsx';
import type { Door } from '../door.tsx';
import { useOpenDoor } from '../door.tsx';
import { DataTable } from '../table/data-table.tsx';
import type { Column } from '../table/columns.ts';
import { useScheme } from '../scheme.ts';
import type { DrawnChart } from './echarts-line.ts';
import {
  type ChartInk,
  type SeriesData,
  type SeriesLine,
  chartOption,
  formatValue,
  placeEvents,
} from './series.ts';
import styles from './chart.module.css';

export interface SeriesChartProps {
  /** colours of lines may be CSS variables here */
  data: SeriesData;
  caption: string;
  /** where a month leads */
  doorOf?: (day: IsoDate) => Door;
}

export function SeriesChart({ data, caption, doorOf }: SeriesChartProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const scheme = useScheme();
  const [isTable, setTable] = useState(false);
  const events = placeEvents(data);
  return (
    <figure className={styles.frame} aria-label={caption}>
      {isTable ? (
        <SeriesTable data={data} caption={caption} doorOf={doorOf} />
      ) : (
        <Drawing key={scheme} data={data} caption={caption} doorOf={doorOf} />
      )}
      <figcaption className={styles.foot}>
        <span className={styles.legend}>
          {data.lines.map((line) => (
            <LegendItem key={line.id} line={line} last={lastText(line, data, format)} />
          ))}
        </span>
        <Button
          className="no-print"
          size="compact-xs"
          variant="subtle"
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t.chart.asChart : t.chart.asTable}
        </Button>
        {events.length > 0 && (
          <ol className={styles.events} aria-label={t.chart.events}>
            {events.map((event, at) => (
              <li key={event.index}>
                <b>{at + 1}</b> {event.titles.join('; ')}
              </li>
            ))}
          </ol>
        )}
      </figcaption>
    </figure>
  );
}

function lastText(
  line: SeriesLine,
  data: SeriesData,
  format: ReturnType<typeof useFormat>,
): string {
  return formatValue(line.values.at(-1) ?? null, data.kind, format);
}

function LegendItem({ line, last }: { line: SeriesLine; last: string }): ReactNode {
  return (
    <span>
      <i style={{ color: line.color, borderTopStyle: line.isDashed ? 'dashed' : 'solid' }} />
      {line.name} <b className="number">{last}</b>
    </span>
  );
}

function Drawing({ data, caption, doorOf }: SeriesChartProps): ReactNode {
  const format = useFormat();
  const open = useOpenDoor();
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<DrawnChart | null>(null);
  const press = useRef<(index: number) => void>(() => {});
  useEffect(() => {
    press.current = (index) => {
      const day = data.days[index];
      if (day && doorOf) open(doorOf(day));
    };
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let drawn: DrawnChart | null = null;
    let isGone = false;
    void import('./echarts-line.ts').then(({ drawChart }) => {
      if (isGone) return;
      drawn = drawChart(element);
      drawn.onPress((index) => press.current(index));
      setChart(drawn);
    });
    const observer = new ResizeObserver(() => drawn?.resize());
    observer.observe(element);
    return () => {
      isGone = true;
      observer.disconnect();
      drawn?.dispose();
    };
  }, []);
  useEffect(() => {
    if (!chart || !host.current) return;
    const resolve = colorResolver(host.current);
    const lines = data.lines.map((line) => ({ ...line, color: resolve(line.color) }));
    chart.update(chartOption({ ...data, lines }, format, inkOf(host.current, resolve)));
  }, [chart, data, format]);
  return <div ref={host} className={styles.drawing} role="img" aria-label={caption} />;
}

/** ECharts draws attributes, not styles, so variables become the colours they stand for. */
function colorResolver(element: HTMLElement): (color: string) => string {
  const style = getComputedStyle(element);
  return (color) => {
    const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
    return name ? style.getPropertyValue(name).trim() : color;
  };
}

function inkOf(element: HTMLElement, resolve: (color: string) => string): ChartInk {
  return {
    font: getComputedStyle(element).fontFamily,
    text: resolve('var(--ink)'),
    soft: resolve('var(--ink-soft)'),
    line: resolve('var(--line)'),
    surface: resolve('var(--surface)'),
    event: resolve('var(--missing)'),
  };
}

interface SeriesRow {
  day: IsoDate;
  index: number;
}

function SeriesTable({ data, caption, doorOf }: SeriesChartProps): ReactNode {
  const t = useText();
  const rows = data.days.map((day, index) => ({ day, index })).reverse();
  const columns: Column<SeriesRow>[] = [
    { id: 'day', title: t.chart.month, kind: 'date', value: (row) => row.day },
    ...data.lines.map((line) => ({
      id: line.id,
      title: line.name,
      kind: data.kind,
      value: (row: SeriesRow) => line.values[row.index] ?? null,
    })),
  ];
  return (
    <DataTable
      id="series"
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.day}
      rowDoor={doorOf && ((row) => doorOf(row.day))}
    />
  );
}
