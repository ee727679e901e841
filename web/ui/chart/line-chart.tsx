/**
 * Lines over months as plain SVG: months are links walked by arrow keys, the drawing prints as it is.
 * Our own because the smallest line chart of ECharts is 176 kB gz, more than a page has left of its
 * 400 kB; this is 3.
 */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useElementSize } from '@mantine/hooks';
import { useFormat, useText } from '../../text/language.tsx';
import { type Door, useOpenDoor } from '../door.tsx';
import {
  type AxisTick,
  type SeriesData,
  dayTicks,
  formatValue,
  placeEvents,
  valueTicks,
} from './series.ts';
import styles from './chart.module.css';

const HEIGHT = 272;
const MARGIN = { left: 46, right: 14, top: 24, bottom: 24 };
const LABEL_WIDTH = 62;
/** Of the drawing before its width is known, and on paper. */
const WIDTH_UNKNOWN = 640;

export interface LineChartProps {
  data: SeriesData;
  caption: string;
  doorOf?: (day: string) => Door;
}

interface Plane {
  width: number;
  x: (index: number) => number;
  y: (value: number) => number;
  ticks: readonly AxisTick[];
}

function makePlane(data: SeriesData, ticks: readonly AxisTick[], width: number): Plane {
  const inner = width - MARGIN.left - MARGIN.right;
  const low = ticks[0]?.value ?? 0;
  const high = ticks.at(-1)?.value ?? 1;
  const depth = HEIGHT - MARGIN.top - MARGIN.bottom;
  const steps = Math.max(1, data.days.length - 1);
  return {
    width,
    ticks,
    x: (index) => round(MARGIN.left + (inner * index) / steps),
    y: (value) => round(MARGIN.top + depth * (1 - (value - low) / Math.max(1, high - low))),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function LineChart({ data, caption, doorOf }: LineChartProps): ReactNode {
  const format = useFormat();
  const { ref, width } = useElementSize();
  const svg = useRef<SVGSVGElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const plane = makePlane(data, valueTicks(data, format), width > 0 ? width : WIDTH_UNKNOWN);
  const walk = (event: KeyboardEvent, index: number): void => {
    const next = nextMonth(event.key, index, data.days.length - 1);
    if (next === null) return;
    event.preventDefault();
    svg.current?.querySelector<SVGGElement>(`[data-month="${next}"]`)?.focus();
  };
  return (
    <div ref={ref} className={styles.drawing}>
      <svg
        ref={svg}
        viewBox={`0 0 ${plane.width} ${HEIGHT}`}
        height={HEIGHT}
        width="100%"
        role="group"
        aria-label={caption}
      >
        <Axes data={data} plane={plane} />
        <Events data={data} plane={plane} />
        {data.lines.map((line) => (
          <Line key={line.id} line={line} plane={plane} isDense={data.days.length > 48} />
        ))}
        <Months
          data={data}
          plane={plane}
          current={active ?? data.days.length - 1}
          doorOf={doorOf}
          onActive={setActive}
          onWalk={walk}
        />
        {active !== null && <Cursor data={data} plane={plane} index={active} />}
      </svg>
      {active !== null && <Tip data={data} plane={plane} index={active} />}
    </div>
  );
}

function nextMonth(key: string, index: number, last: number): number | null {
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'ArrowRight') return Math.min(last, index + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

interface PartProps {
  data: SeriesData;
  plane: Plane;
}

function Axes({ data, plane }: PartProps): ReactNode {
  const format = useFormat();
  const inner = plane.width - MARGIN.left - MARGIN.right;
  return (
    <g aria-hidden="true">
      {plane.ticks.map((tick) => (
        <g key={tick.value}>
          <line
            className={styles.grid}
            x1={MARGIN.left}
            x2={plane.width - MARGIN.right}
            y1={plane.y(tick.value)}
            y2={plane.y(tick.value)}
          />
          <text
            className={styles.axisText}
            x={MARGIN.left - 6}
            y={plane.y(tick.value) + 4}
            textAnchor="end"
          >
            {tick.text}
          </text>
        </g>
      ))}
      {dayTicks(data.days, inner, LABEL_WIDTH).map((index) => (
        <text
          key={index}
          className={styles.axisText}
          x={plane.x(index)}
          y={HEIGHT - 6}
          textAnchor={index === data.days.length - 1 ? 'end' : 'middle'}
        >
          {format.month(data.days[index] ?? '')}
        </text>
      ))}
    </g>
  );
}

function Events({ data, plane }: PartProps): ReactNode {
  return (
    <g aria-hidden="true">
      {placeEvents(data).map((event, at) => (
        <g key={event.index}>
          <line
            className={styles.event}
            x1={plane.x(event.index)}
            x2={plane.x(event.index)}
            y1={MARGIN.top - 6}
            y2={HEIGHT - MARGIN.bottom}
          />
          <text className={styles.eventText} x={plane.x(event.index)} y={12} textAnchor="middle">
            {at + 1}
          </text>
        </g>
      ))}
    </g>
  );
}

interface LineProps {
  line: SeriesData['lines'][number];
  plane: Plane;
  isDense: boolean;
}

/** A month without a figure breaks the line. */
function Line({ line, plane, isDense }: LineProps): ReactNode {
  let path = '';
  line.values.forEach((value, index) => {
    if (value === null) return;
    const isStart = index === 0 || line.values[index - 1] === null;
    path += `${isStart ? 'M' : 'L'}${plane.x(index)} ${plane.y(value)}`;
  });
  return (
    <g style={{ color: line.color }} aria-hidden="true">
      <path className={styles.line} d={path} strokeDasharray={line.isDashed ? '5 4' : undefined} />
      {!isDense &&
        line.values.map(
          (value, index) =>
            value !== null && (
              <circle
                key={line.id + String(index)}
                className={styles.point}
                cx={plane.x(index)}
                cy={plane.y(value)}
                r={2.25}
              />
            ),
        )}
    </g>
  );
}

interface MonthsProps extends PartProps {
  current: number;
  doorOf?: (day: string) => Door;
  onActive: (index: number | null) => void;
  onWalk: (event: KeyboardEvent, index: number) => void;
}

/** One strip a month, as high as the drawing: easy to hit, said in words, a door. */
function Months({ data, plane, current, doorOf, onActive, onWalk }: MonthsProps): ReactNode {
  const open = useOpenDoor();
  const labelOf = useMonthLabel(data);
  const half = (plane.x(1) - plane.x(0)) / 2;
  return data.days.map((day, index) => {
    const follow = (): void => {
      if (doorOf) open(doorOf(day));
    };
    return (
      <rect
        key={day}
        data-month={index}
        className={styles.month}
        role={doorOf ? 'link' : 'img'}
        tabIndex={index === current ? 0 : -1}
        aria-label={labelOf(index)}
        x={plane.x(index) - half}
        y={0}
        width={half * 2}
        height={HEIGHT}
        onFocus={() => onActive(index)}
        onBlur={() => onActive(null)}
        onMouseEnter={() => onActive(index)}
        onMouseLeave={() => onActive(null)}
        onClick={follow}
        onKeyDown={(event) => {
          if (event.key === 'Enter') follow();
          else onWalk(event, index);
        }}
      />
    );
  });
}

function useMonthLabel(data: SeriesData): (index: number) => string {
  const format = useFormat();
  const events = placeEvents(data);
  return (index) => {
    const values = data.lines.map(
      (line) => `${line.name} ${formatValue(line.values[index] ?? null, data.kind, format)}`,
    );
    const titles = events.find((event) => event.index === index)?.titles ?? [];
    return [format.date(data.days[index]), ...values, ...titles].join('; ');
  };
}

interface AtProps extends PartProps {
  index: number;
}

function Cursor({ data, plane, index }: AtProps): ReactNode {
  return (
    <g aria-hidden="true" pointerEvents="none">
      <line
        className={styles.cursor}
        x1={plane.x(index)}
        x2={plane.x(index)}
        y1={MARGIN.top}
        y2={HEIGHT - MARGIN.bottom}
      />
      {data.lines.map((line) => {
        const value = line.values[index] ?? null;
        if (value === null) return null;
        return (
          <circle key={line.id} cx={plane.x(index)} cy={plane.y(value)} r={4} fill={line.color} />
        );
      })}
    </g>
  );
}

function Tip({ data, plane, index }: AtProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const isRight = index > data.days.length / 2;
  const x = (plane.x(index) / plane.width) * 100;
  const titles = placeEvents(data).find((event) => event.index === index)?.titles ?? [];
  return (
    <div
      className={`${styles.tip} no-print`}
      aria-hidden="true"
      style={isRight ? { insetInlineEnd: `${100 - x + 2}%` } : { insetInlineStart: `${x + 2}%` }}
    >
      <b>{format.date(data.days[index])}</b>
      {data.lines.map((line) => (
        <div key={line.id}>
          <i style={{ background: line.color }} /> {line.name}:{' '}
          <b>{formatValue(line.values[index] ?? null, data.kind, format)}</b>
        </div>
      ))}
      {titles.map((title) => (
        <div key={title} className={styles.tipEvent}>
          {t.chart.events}: {title}
        </div>
      ))}
    </div>
  );
}
