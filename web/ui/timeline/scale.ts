/** Where days stand on a timeline, as shares of its width; pure. */
import { type IsoDate, addDays, daysBetween } from '../../../src/kernel/dates.ts';

export interface TimelineSpan {
  from: IsoDate;
  /** null = no end known */
  to: IsoDate | null;
}

export interface TimelineScale {
  from: IsoDate;
  /** first day after the drawing */
  to: IsoDate;
  /** 0…1 of the width; days outside are clamped to the rim */
  at(day: IsoDate): number;
  /** 1 January of the years that get a line, thinned out so that labels do not touch */
  years: { year: number; at: number }[];
}

const YEAR_LABELS_MAX = 12;

/** Holds every span and the marked days, in whole years; open ends run half a year past `today`. */
export function makeTimelineScale(
  spans: readonly TimelineSpan[],
  marks: readonly IsoDate[],
  today: IsoDate,
): TimelineScale {
  const openEnd = addDays(today, 183);
  const days = [...marks, today, ...spans.flatMap((span) => [span.from, span.to ?? openEnd])];
  // a date of a far future stands for "no end": it must not squeeze the rest
  const horizon = addDays(today, 366 * 6);
  const sorted = days.filter((day) => day <= horizon).sort();
  const firstYear = Number((sorted[0] ?? today).slice(0, 4));
  const lastYear = Number((sorted.at(-1) ?? today).slice(0, 4));
  const from = `${String(firstYear).padStart(4, '0')}-01-01`;
  const to = `${lastYear + 1}-01-01`;
  const length = daysBetween(from, to);
  const at = (day: IsoDate): number =>
    Math.max(0, Math.min(1, daysBetween(from, day <= horizon ? day : to) / length));
  const step = Math.ceil((lastYear - firstYear + 1) / YEAR_LABELS_MAX);
  const years = [];
  for (let year = firstYear; year <= lastYear; year += step) {
    years.push({ year, at: at(`${String(year).padStart(4, '0')}-01-01`) });
  }
  return { from, to, at, years };
}
