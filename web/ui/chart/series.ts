/** What a series chart shows, and the pure part: the option object of the drawing library. */
import type { Format } from '../../../messages/format.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';

export interface SeriesLine {
  id: string;
  name: string;
  /** CSS colour as computed, not a variable */
  color: string;
  isDashed?: boolean;
  /** parallel to `days`; null = no figure that day */
  values: readonly (number | null)[];
}

export interface SeriesEvent {
  day: IsoDate;
  title: string;
}

export interface SeriesData {
  days: readonly IsoDate[];
  /** `rate` values are basis points */
  kind: 'rate' | 'number';
  lines: readonly SeriesLine[];
  events: readonly SeriesEvent[];
}

export interface ChartInk {
  text: string;
  soft: string;
  line: string;
  surface: string;
  event: string;
  /** as computed, so that texts are measured as they are drawn */
  font: string;
}

/** A low end that shows movement without exaggerating: rates start at most 30 points below the lowest. */
export function lowEndOf(data: SeriesData): number {
  const values = data.lines.flatMap((line) => line.values.filter((value) => value !== null));
  if (values.length === 0) return 0;
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (data.kind === 'number') return low < (high - low) * 2 ? 0 : niceFloor(low - (high - low));
  return Math.max(0, Math.floor((low - 500) / 1000) * 1000);
}

function niceFloor(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) - 1);
  return Math.max(0, Math.floor(value / unit) * unit);
}

/** Events fall on the month of the axis that contains them; those outside are left out. */
export function placeEvents(data: SeriesData): { index: number; titles: string[] }[] {
  const byIndex = new Map<number, string[]>();
  for (const event of data.events) {
    const index = data.days.findLastIndex((day) => day <= event.day);
    const isAfterEnd =
      index === data.days.length - 1 && monthOf(event.day) > monthOf(data.days[index]);
    if (index < 0 || isAfterEnd) continue;
    byIndex.set(index, [...(byIndex.get(index) ?? []), event.title]);
  }
  return [...byIndex].map(([index, titles]) => ({ index, titles }));
}

function monthOf(day: IsoDate | undefined): string {
  return (day ?? '').slice(0, 7);
}

export function formatValue(
  value: number | null,
  kind: SeriesData['kind'],
  format: Format,
): string {
  if (value === null) return '—';
  return kind === 'rate' ? format.rate(value) : format.number(value);
}

/** Option of ECharts; typed loosely because its types would pull the whole library into the page. */
export function chartOption(
  data: SeriesData,
  format: Format,
  ink: ChartInk,
): Record<string, unknown> {
  const rates = data.kind === 'rate';
  const events = placeEvents(data);
  return {
    animation: false,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 8, right: 16, top: events.length > 0 ? 30 : 14, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontSize: 13 },
      confine: true,
      formatter: (points: readonly { dataIndex: number }[]) =>
        tooltipHtml(data, points[0]?.dataIndex ?? 0, events, format),
    },
    xAxis: {
      type: 'category',
      data: data.days.map((day) => format.month(day)),
      boundaryGap: false,
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      axisLabel: {
        color: ink.soft,
        hideOverlap: true,
        fontSize: 12,
        interval: (index: number) => isLabelled(data.days, index),
      },
    },
    yAxis: {
      type: 'value',
      min: lowEndOf(data),
      max: rates ? 10_000 : undefined,
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: {
        color: ink.soft,
        fontSize: 12,
        formatter: (value: number) => (rates ? format.rate(value, 0) : format.number(value)),
      },
    },
    series: data.lines.map((line, at) => ({
      id: line.id,
      name: line.name,
      type: 'line',
      data: [...line.values],
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: data.days.length <= 40,
      lineStyle: { width: 2, color: line.color, type: line.isDashed ? 'dashed' : 'solid' },
      itemStyle: { color: line.color },
      markLine: at === 0 ? eventLines(events, ink) : undefined,
    })),
  };
}

/** Quarters of a few years, else Januaries, get their label. */
function isLabelled(days: readonly IsoDate[], index: number): boolean {
  const month = Number((days[index] ?? '').slice(5, 7));
  if (days.length <= 13) return true;
  return days.length <= 40 ? month % 3 === 0 : month === 12;
}

function eventLines(events: readonly { index: number; titles: string[] }[], ink: ChartInk): object {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink.event, type: 'dashed', width: 1 },
    data: events.map((event, at) => ({
      xAxis: event.index,
      label: { formatter: `${at + 1}`, color: ink.event, fontSize: 12, fontWeight: 600 },
    })),
  };
}

function tooltipHtml(
  data: SeriesData,
  index: number,
  events: readonly { index: number; titles: string[] }[],
  format: Format,
): string {
  const day = data.days[index];
  const lines = data.lines.map(
    (line) =>
      `<div>${escapeHtml(line.name)}: <b>${formatValue(line.values[index] ?? null, data.kind, format)}</b></div>`,
  );
  const titles = events.find((event) => event.index === index)?.titles ?? [];
  return [
    `<b>${day ? format.date(day) : ''}</b>`,
    ...lines,
    ...titles.map(
      (title) => `<div style="max-width:22rem;white-space:normal">${escapeHtml(title)}</div>`,
    ),
  ].join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
