import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  clockState,
  countWorkingDays,
  dueAt,
  listOccurrences,
  makeCalendar,
  nextOccurrence,
  senseOf,
  workingDayAt,
} from './clock.ts';
import { type ClockSettings, DEFAULT_SETTINGS, type Recurrence } from './clock-types.ts';
import { listHolidays } from './clock-desk.ts';

/** As decided for 2024: Monday 29/4 off, Saturday 4/5 worked instead. */
const SWAPS_2024 = [
  { day: '2024-04-29', kind: 'holiday' as const, name: 'Nghỉ hoán đổi' },
  { day: '2024-05-04', kind: 'working' as const, name: 'Làm bù' },
];
const calendar = makeCalendar([...listHolidays(false), ...SWAPS_2024]);
const PRINTED = DEFAULT_SETTINGS;
const STRICT: ClockSettings = { ...DEFAULT_SETTINGS, beforeDay: 'exclusive' };
const EARLIER: ClockSettings = { ...DEFAULT_SETTINGS, onHoliday: 'previousWorkingDay' };
const LATER: ClockSettings = { ...DEFAULT_SETTINGS, onHoliday: 'nextWorkingDay' };
const OFFICE: ClockSettings = { ...DEFAULT_SETTINGS, dayEnd: '17:00' };

/** An instant as people in Việt Nam read it. */
function local(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString().slice(0, 16);
}

function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(`${text}:00+07:00`);
}

describe('working days', () => {
  test.each([
    ['2023-11-03', true, 'a Friday'],
    ['2023-11-04', false, 'a Saturday'],
    ['2023-09-02', false, 'National Day'],
    ['2024-02-09', false, 'Tết eve, a Friday'],
    ['2024-04-18', false, 'Hùng Kings, a Thursday'],
    ['2024-04-29', false, 'swapped off'],
    ['2024-05-04', true, 'a Saturday worked instead'],
    ['2026-11-24', true, 'announced, not law: off only where switched on'],
  ])('%s is worked: %s (%s)', (day, isWorked) => {
    expect(calendar.isWorking(day)).toBe(isWorked);
  });

  test('24/11 is off where the setting says so', () => {
    expect(makeCalendar(listHolidays(true)).isWorking('2026-11-24')).toBe(false);
    expect(makeCalendar(listHolidays(true)).isWorking('2025-11-24')).toBe(true);
  });

  test.each([
    ['2024-04-26', 1, '2024-05-02', 'over the weekend, 29/4, 30/4 and 1/5'],
    ['2024-05-03', 1, '2024-05-04', 'the Saturday worked instead'],
    ['2024-05-03', 2, '2024-05-06', ''],
    ['2024-05-02', -1, '2024-04-26', 'back again'],
    ['2024-05-02', 0, '2024-05-02', ''],
  ])('%s and %i working days is %s %s', (day, count, expected) => {
    expect(addWorkingDays(calendar, day, count)).toBe(expected);
  });

  test('counts [from, to) and runs backwards', () => {
    expect(countWorkingDays(calendar, '2023-11-01', '2023-12-01')).toBe(22);
    expect(countWorkingDays(calendar, '2023-12-01', '2023-11-01')).toBe(-22);
    expect(countWorkingDays(calendar, '2024-04-26', '2024-05-06')).toBe(4);
  });

  test('the nearest worked day', () => {
    expect(workingDayAt(calendar, '2024-02-10', -1)).toBe('2024-02-08');
    expect(workingDayAt(calendar, '2024-02-10', 1)).toBe('2024-02-14');
  });
});

describe('one deadline', () => {
  test.each([
    ['trước ngày 26/10/2023', '2023-10-26', undefined, 'before', PRINTED, '2023-10-27T00:00'],
    ['exclusive', '2023-10-26', undefined, 'before', STRICT, '2023-10-26T00:00'],
    ['chậm nhất 26/10', '2023-10-26', undefined, 'by', STRICT, '2023-10-27T00:00'],
    ['trước 15 giờ 00’', '2023-11-02', '15:00', 'before', STRICT, '2023-11-02T15:00'],
    ['at the end of office hours', '2023-10-26', undefined, 'before', OFFICE, '2023-10-26T17:00'],
    ['Saturday, as printed', '2023-11-04', undefined, 'by', PRINTED, '2023-11-05T00:00'],
    ['Saturday, earlier', '2023-11-04', undefined, 'by', EARLIER, '2023-11-04T00:00'],
    ['Saturday, later', '2023-11-04', undefined, 'by', LATER, '2023-11-07T00:00'],
    ['an hour on a holiday, later', '2024-04-30', '15:00', 'by', LATER, '2024-05-02T15:00'],
    ['an hour on a holiday, earlier', '2024-04-30', '15:00', 'by', EARLIER, '2024-04-26T15:00'],
    ['the last day of the year', '2023-12-31', undefined, 'by', PRINTED, '2024-01-01T00:00'],
  ] as const)('%s', (_name, day, time, sense, settings, expected) => {
    expect(local(dueAt({ day, time, sense }, settings, calendar))).toBe(expected);
  });

  test.each([
    ['trước ngày 20/11', 'before'],
    ['xong trước ngày 15/12/2023', 'before'],
    ['Trong tháng 11/2023', 'by'],
    ['chậm nhất ngày 5', 'by'],
    [null, 'before'],
  ] as const)('the sense of “%s” is %s', (text, sense) => {
    expect(senseOf(text)).toBe(sense);
  });
});

describe('states', () => {
  const due = instant('2023-11-02T15:00').toString();
  test.each([
    ['2023-11-01T12:00', null, 'onTime', 27, null],
    ['2023-11-02T12:01', null, 'dueSoon', 3, null],
    ['2023-11-02T15:00', null, 'dueSoon', 0, null],
    ['2023-11-02T15:01', null, 'overdue', null, 1],
    ['2023-11-03T15:00', null, 'overdue', null, 24],
    ['2023-11-09T08:00', '2023-11-02T15:00', 'done', null, null],
    ['2023-11-09T08:00', '2023-11-02T17:30', 'doneLate', null, 3],
  ])('at %s, done %s: %s', (now, done, state, hoursLeft, hoursLate) => {
    const doneAt = done === null ? null : instant(done).toString();
    const found = clockState(due, doneAt, instant(now), DEFAULT_SETTINGS);
    expect(found).toEqual({ state, dueAt: due, hoursLeft, hoursLate });
  });

  test('without a deadline there is no clock', () => {
    const state = clockState(null, null, instant('2023-11-02T12:00'), DEFAULT_SETTINGS).state;
    expect(state).toBe('noClock');
  });
});

describe('what comes again', () => {
  const occurrences = (
    recurrence: Recurrence,
    from: string,
    to: string,
    settings: ClockSettings = PRINTED,
  ): string[] =>
    listOccurrences(recurrence, { from, to }, settings, calendar).map(
      (one) => `${one.key} ${local(one.dueAt)}`,
    );

  test('trước 15 giờ 00’ ngày thứ 5 hằng tuần, in November 2023', () => {
    const weekly = { every: 'week', isoWeekday: 4, time: '15:00', sense: 'before' } as const;
    expect(occurrences(weekly, '2023-11-01', '2023-12-01')).toEqual([
      '2023-11-02 2023-11-02T15:00',
      '2023-11-09 2023-11-09T15:00',
      '2023-11-16 2023-11-16T15:00',
      '2023-11-23 2023-11-23T15:00',
      '2023-11-30 2023-11-30T15:00',
    ]);
  });

  test('trước 15h 30’ ngày thứ 4: the week reported on ends that day', () => {
    const weekly = { every: 'week', isoWeekday: 3, time: '15:30', sense: 'before' } as const;
    const [first] = listOccurrences(
      weekly,
      { from: '2023-11-01', to: '2023-11-08' },
      PRINTED,
      calendar,
    );
    expect(first).toMatchObject({ key: '2023-11-01', from: '2023-10-26', to: '2023-11-02' });
  });

  test('the 25th of every month, and of a shorter month its last day', () => {
    const monthly = { every: 'month', day: 25, sense: 'by' } as const;
    expect(occurrences(monthly, '2023-11-26', '2024-01-26')).toEqual([
      '2023-12 2023-12-26T00:00',
      '2024-01 2024-01-26T00:00',
    ]);
    const thirtieth = { every: 'month', day: 30, sense: 'by' } as const;
    expect(occurrences(thirtieth, '2024-02-01', '2024-03-01')).toEqual([
      '2024-02 2024-03-01T00:00',
    ]);
  });

  test('the end of the quarter, and the fifth of the month after it', () => {
    const end = { every: 'quarter', month: 3, day: 'last', sense: 'by' } as const;
    expect(occurrences(end, '2023-07-01', '2024-01-01')).toEqual([
      '2023-Q3 2023-10-01T00:00',
      '2023-Q4 2024-01-01T00:00',
    ]);
    const after = { every: 'quarter', month: 4, day: 5, sense: 'by' } as const;
    expect(occurrences(after, '2023-10-01', '2024-02-01')).toEqual([
      '2023-Q3 2023-10-06T00:00',
      '2023-Q4 2024-01-06T00:00',
    ]);
  });

  test('half years', () => {
    const half = { every: 'halfYear', month: 6, day: 15, sense: 'by' } as const;
    expect(occurrences(half, '2023-01-01', '2024-01-01')).toEqual([
      '2023-H1 2023-06-16T00:00',
      '2023-H2 2023-12-16T00:00',
    ]);
  });

  test('before 20/11 of every year, inclusive and not', () => {
    const yearly = { every: 'year', month: 11, day: 20, sense: 'before' } as const;
    expect(occurrences(yearly, '2025-01-01', '2027-01-01')).toEqual([
      '2025 2025-11-21T00:00',
      '2026 2026-11-21T00:00',
    ]);
    expect(occurrences(yearly, '2025-01-01', '2026-01-01', STRICT)).toEqual([
      '2025 2025-11-20T00:00',
    ]);
  });

  test('daily figures are due on working days, on the day itself', () => {
    const daily = { every: 'day', sense: 'before' } as const;
    expect(occurrences(daily, '2023-11-02', '2023-11-07', STRICT)).toEqual([
      '2023-11-02 2023-11-03T00:00',
      '2023-11-03 2023-11-04T00:00',
      '2023-11-06 2023-11-07T00:00',
    ]);
  });

  test('a week’s deadline in Tết moves as the setting says', () => {
    const weekly = { every: 'week', isoWeekday: 4, time: '15:00', sense: 'before' } as const;
    expect(occurrences(weekly, '2026-02-13', '2026-02-20', PRINTED)).toEqual([
      '2026-02-19 2026-02-19T15:00',
    ]);
    expect(occurrences(weekly, '2026-02-13', '2026-02-20', EARLIER)).toEqual([
      '2026-02-19 2026-02-13T15:00',
    ]);
  });

  test('the next one, until its last day', () => {
    const weekly = { every: 'week', isoWeekday: 4, sense: 'before' } as const;
    const window = { from: '2023-11-28', to: '2023-11-30' };
    expect(nextOccurrence(weekly, window, PRINTED, calendar)).toBeUndefined();
    const open = nextOccurrence(weekly, { ...window, to: null }, PRINTED, calendar);
    expect(open?.key).toBe('2023-11-30');
  });
});
