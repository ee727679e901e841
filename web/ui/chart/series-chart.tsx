/** A series over months with legal acts marked; every drawing has a table twin. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Format } from '../../../messages/format.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { useFormat, useText } from '../../text/language.tsx';
import type { Door } from '../door.tsx';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/data-table.tsx';
import { LineChart } from './line-chart.tsx';
import { type SeriesData, type SeriesLine, formatValue, placeEvents } from './series.ts';
import styles from './chart.module.css';

export interface SeriesChartProps {
  data: SeriesData;
  caption: string;
  /** where a month leads */
  doorOf?: (day: IsoDate) => Door;
}

export function SeriesChart({ data, caption, doorOf }: SeriesChartProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const [isTable, setTable] = useState(false);
  const events = placeEvents(data);
  return (
    <figure className={styles.frame} aria-label={caption}>
      {isTable ? (
        <SeriesTable data={data} caption={caption} doorOf={doorOf} />
      ) : (
        <LineChart data={data} caption={caption} doorOf={doorOf} />
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

function lastText(line: SeriesLine, data: SeriesData, format: Format): string {
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
