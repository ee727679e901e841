/** What a form says of repeating, as the server takes it. */
import type { IsoDate } from '../../../src/kernel/dates.ts';

export const REPEATS = ['once', 'day', 'week', 'month', 'quarter'] as const;
export type Repeat = (typeof REPEATS)[number];

export interface RepeatFields {
  /** 1 = Monday */
  weekday: number;
  /** of a month: its day of the month counts */
  day: IsoDate | null;
  time?: string;
}

/** Undefined for what comes once. A month without a day is due on its last one. */
export function recurrenceOf(repeat: Repeat, fields: RepeatFields): object | undefined {
  const time = fields.time === undefined ? {} : { time: fields.time };
  switch (repeat) {
    case 'once':
      return undefined;
    case 'day':
      return { every: 'day', ...time };
    case 'week':
      return { every: 'week', isoWeekday: fields.weekday, ...time };
    case 'month': {
      const day = fields.day === null ? 'last' : Number(fields.day.slice(8, 10));
      return { every: 'month', day, sense: 'by', ...time };
    }
    case 'quarter':
      return { every: 'quarter', day: 'last', sense: 'by', ...time };
  }
}
