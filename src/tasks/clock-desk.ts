/** The settings and the calendar that hold at a unit: the nearest word above it counts. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Context } from '../stores/context.ts';
import { readTable } from '../units/reference.ts';
import { type WorkingCalendar, makeCalendar } from './clock.ts';
import { type CalendarDay, type ClockSettings, DEFAULT_SETTINGS } from './clock-types.ts';
import { idsIn } from './scope.ts';
import {
  type CalendarDayRow,
  type SettingRow,
  listCalendarDays,
  listSettings,
} from './sql-clock.ts';

export interface Clock {
  settings: ClockSettings;
  calendar: WorkingCalendar;
  /** whose word the settings are; null = nobody has said anything */
  setting: SettingRow | null;
}

export interface ClockDesk {
  /** `path` as of today: u1.u1208.u202536 */
  at(path: string): Clock;
}

/** One read for a whole list of units. */
export async function readClockDesk(ctx: Context): Promise<ClockDesk> {
  const settings = new Map((await listSettings(ctx.db)).map((row) => [row.unitId, row]));
  const added = await listCalendarDays(ctx.db);
  const known = new Map<string, Clock>();
  return {
    at(path) {
      const ids = idsIn(path);
      const nearest = ids.findLast((id) => settings.has(id)) ?? 0;
      const own = added.filter((row) => ids.includes(row.unitId));
      const key = `${nearest}/${[...new Set(own.map((row) => row.unitId))].join('.')}`;
      const found = known.get(key) ?? makeClock(settings.get(nearest) ?? null, own, ids);
      known.set(key, found);
      return found;
    },
  };
}

function makeClock(
  setting: SettingRow | null,
  added: readonly CalendarDayRow[],
  ids: readonly number[],
): Clock {
  const settings = { ...DEFAULT_SETTINGS, ...setting?.settings };
  // a day said nearer to the unit comes later and wins
  const nearerLast = added.toSorted((a, b) => ids.indexOf(a.unitId) - ids.indexOf(b.unitId));
  const days = [...listHolidays(settings.cultureDay), ...nearerLast];
  return { settings, calendar: makeCalendar(days), setting };
}

export interface Holiday extends CalendarDay {
  day: IsoDate;
  basis: string;
}

let holidays: Holiday[] | undefined;

/** data/calendar/holidays.tsv; the announced day of culture only where it is switched on. */
export function listHolidays(withCultureDay: boolean): Holiday[] {
  holidays ??= readTable('calendar/holidays').map((row) => ({
    day: row['date'] ?? '',
    kind: 'holiday' as const,
    name: row['name'] ?? '',
    basis: row['basis'] ?? '',
  }));
  return withCultureDay ? holidays : holidays.filter((row) => row.basis !== 'announced');
}
