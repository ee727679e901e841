/** Deadlines as plans print them, and how a place reads them. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';

export const Day = z.string().refine(isIsoDate, { error: 'input.wrongFormat' });
/** HH:MM; 24:00 is the end of the day */
export const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** `before` = "trước ngày D", which the settings read; `by` = D itself is still on time. */
export const DeadlineSense = z.enum(['before', 'by']);
export type DeadlineSense = z.infer<typeof DeadlineSense>;

const said = {
  /** with an hour the sense does not matter: "trước 15 giờ ngày D" is D 15:00 */
  time: ClockTime.optional(),
  sense: DeadlineSense.default('before'),
};

export const OneDeadline = z.object({ day: Day, ...said });
export type OneDeadline = z.infer<typeof OneDeadline>;

const DayOfMonth = z.union([z.int().min(1).max(31), z.literal('last')]);

/** What comes again and again; a day a month lacks is the month's last. */
export const Recurrence = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), ...said }),
  z.object({ every: z.literal('week'), isoWeekday: z.int().min(1).max(7), ...said }),
  z.object({ every: z.literal('month'), day: DayOfMonth, ...said }),
  /** month 1…3 within the quarter; 4 = the month after it */
  z.object({
    every: z.literal('quarter'),
    month: z.int().min(1).max(4).default(3),
    day: DayOfMonth,
    ...said,
  }),
  /** month 1…6 within the half year; 7 = the month after it */
  z.object({
    every: z.literal('halfYear'),
    month: z.int().min(1).max(7).default(6),
    day: DayOfMonth,
    ...said,
  }),
  z.object({
    every: z.literal('year'),
    month: z.int().min(1).max(12),
    day: DayOfMonth,
    ...said,
  }),
]);
export type Recurrence = z.infer<typeof Recurrence>;

export const ClockSettings = z.object({
  /** is day D still on time for "trước ngày D"? as printed it is */
  beforeDay: z.enum(['inclusive', 'exclusive']),
  /** what becomes of a deadline on a day nobody works */
  onHoliday: z.enum(['asPrinted', 'previousWorkingDay', 'nextWorkingDay']),
  /** when a day without an hour ends */
  dayEnd: ClockTime,
  /** hours before a deadline from which it is said to be due */
  warnHours: z.int().min(1).max(720),
  /** hours late after which the level above is told; again for each level after that */
  escalateHours: z.int().min(1).max(2160),
  /** the announced holiday of 24/11 counts */
  cultureDay: z.boolean(),
});
export type ClockSettings = z.infer<typeof ClockSettings>;

export const DEFAULT_SETTINGS: ClockSettings = {
  beforeDay: 'inclusive',
  onHoliday: 'asPrinted',
  dayEnd: '24:00',
  warnHours: 24,
  escalateHours: 24,
  cultureDay: false,
};

export const CLOCK_STATES = [
  'done',
  'doneLate',
  'onTime',
  'dueSoon',
  'overdue',
  'noClock',
] as const;

/** Where a deadline stands at an instant. Hours are whole and rounded up: "còn 3 giờ". */
export const ClockState = z.object({
  state: z.enum(CLOCK_STATES),
  dueAt: z.string().nullable(),
  /** until it is due; null unless onTime or dueSoon */
  hoursLeft: z.int().nullable(),
  /** since it was due; null unless overdue or doneLate */
  hoursLate: z.int().nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

export const CalendarDay = z.object({
  day: Day,
  /** working = people work although the weekday or the list says otherwise (làm bù) */
  kind: z.enum(['holiday', 'working']),
  name: z.string().trim().min(1).max(200),
});
export type CalendarDay = z.infer<typeof CalendarDay>;
