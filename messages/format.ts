/** Numbers, rates, dates and sizes as people read them; one formatter a language. */
import type { IsoDate } from '../src/kernel/dates.ts';
import { WORKING_ZONE, addDays } from '../src/kernel/dates.ts';

export interface Format {
  locale: string;
  /** 182330 → "182.330" */
  number(value: number): string;
  /** +1.234 or −56, never "+0" */
  signed(value: number): string;
  /** basis points: 8510 → "85,1%" ; null → "—" (a missing rate is not 0) */
  rate(bp: number | null, digits?: number): string;
  /** difference of two rates in percentage points: 120 bp → "+1,2" */
  points(bp: number, digits?: number): string;
  /** whole đồng */
  money(vnd: number): string;
  /** '2021-12-31' → "31/12/2021"; null → "" */
  date(day: IsoDate | null | undefined): string;
  /** the last day inside an interval that ends before `to`: '2022-01-01' → "31/12/2021" */
  lastDay(to: IsoDate | null | undefined): string;
  /** '2021-12-01' → "12/2021" */
  month(day: IsoDate): string;
  /** an instant in the working zone: "31/12/2021 15:04" */
  instant(iso: string | null | undefined): string;
  bytes(count: number): string;
  list(items: readonly string[]): string;
}

export function makeFormat(locale: string): Format {
  const plain = new Intl.NumberFormat(locale);
  const sign = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'VND',
    maximumFractionDigits: 0,
  });
  const instant = new Intl.DateTimeFormat(locale, {
    timeZone: WORKING_ZONE,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const percents = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  const points = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        signDisplay: 'exceptZero',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  return {
    locale,
    number: (value) => plain.format(value),
    signed: (value) => sign.format(value),
    rate: (bp, digits = 1) => (bp === null ? '—' : (percents[digits]?.format(bp / 10_000) ?? '')),
    points: (bp, digits = 1) => points[digits]?.format(bp / 100) ?? '',
    money: (vnd) => money.format(vnd),
    date: (day) => (day ? dateText(day) : ''),
    month: (day) => `${day.slice(5, 7)}/${day.slice(0, 4)}`,
    instant: (iso) => (iso ? clockText(instant, iso) : ''),
    lastDay: (to) => (to ? dateText(addDays(to, -1)) : ''),
    bytes: (count) => bytesText(plain, count),
    list: (items) => list.format(items),
  };
}

function dateText(day: IsoDate): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

function clockText(format: Intl.DateTimeFormat, iso: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of format.formatToParts(new Date(iso))) parts[part.type] = part.value;
  return `${parts.day}/${parts.month}/${parts.year} ${parts.hour}:${parts.minute}`;
}

function bytesText(format: Intl.NumberFormat, count: number): string {
  if (count < 1024) return `${format.format(count)} B`;
  if (count < 1024 ** 2) return `${format.format(Math.round(count / 1024))} kB`;
  if (count < 1024 ** 3) return `${format.format(Math.round(count / 1024 ** 2))} MB`;
  return `${format.format(Math.round((count / 1024 ** 3) * 10) / 10)} GB`;
}

export const viFormat: Format = makeFormat('vi-VN');
export const enFormat: Format = makeFormat('en-GB');
