/** What a series chart shows, and the pure parts: ends of the axis, events, texts. */
import type { Format } from '../../../messages/format.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';

export interface SeriesLine {
  id: string;
  name: string;
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

export interface AxisTick {
  value: number;
  text: string;
}

/** Round values from the low end up, five or so; the last stands at or above the highest value. */
export function valueTicks(data: SeriesData, format: Format): AxisTick[] {
  const low = lowEndOf(data);
  const values = data.lines.flatMap((line) => line.values.filter((value) => value !== null));
  const high = data.kind === 'rate' ? 10_000 : Math.max(...values, low + 1);
  const step = niceStep((high - low) / 5);
  const ticks: AxisTick[] = [];
  for (let value = low; ; value += step) {
    const text =
      data.kind === 'rate' ? format.rate(value, step % 100 === 0 ? 0 : 1) : format.number(value);
    ticks.push({ value, text });
    if (value >= high) return ticks;
  }
}

/** 1, 2 or 5 times a power of ten, not below the rough step. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

/** Indexes of the days that get a label, so many that labels of this width do not touch. */
export function dayTicks(days: readonly IsoDate[], width: number, labelWidth: number): number[] {
  const room = Math.max(2, Math.floor(width / labelWidth));
  const every = MONTH_STEPS.find((step) => days.length / step <= room) ?? 60;
  return days.flatMap((day, index) => {
    const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 12;
    return months % every === 0 ? [index] : [];
  });
}

/** Quarter ends, half years and Decembers rather than any month. */
const MONTH_STEPS = [1, 3, 6, 12, 24];
