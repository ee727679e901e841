/** What a duty expects of whom in a period, and what has come: pure. */
import type { IsoDate } from '../kernel/dates.ts';
import type { UnitRef } from '../units/types.ts';
import { type Occurrence, clockState, listOccurrences, onceAsOccurrence } from './clock.ts';
import type { Clock } from './clock-desk.ts';
import type { DutyRow, TickRow } from './sql-duties.ts';
import type { DutyPeriod, TickState } from './types.ts';

/** Periods whose printed day lies in [from, to), within the days of the duty. */
export function periodsOf(
  duty: DutyRow,
  window: { from: IsoDate; to: IsoDate },
  { settings, calendar }: Clock,
): Occurrence[] {
  const end = earliest(duty.activeTo, duty.endedOn);
  const from = window.from < duty.activeFrom ? duty.activeFrom : window.from;
  const to = end !== null && end < window.to ? end : window.to;
  if (duty.recurrence) return listOccurrences(duty.recurrence, { from, to }, settings, calendar);
  if (!duty.deadline || (duty.endedOn !== null && duty.endedOn <= duty.deadline.day)) return [];
  const once = onceAsOccurrence(duty.deadline, settings, calendar);
  return once.day >= window.from && once.day < window.to ? [once] : [];
}

function earliest(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

export interface PeriodUnits {
  units: DutyPeriod['units'];
  counts: DutyPeriod['counts'];
}

/** One line a reporting unit; missing = neither here nor excused, in time or not. */
export function tickUnits(
  units: readonly UnitRef[],
  ticks: readonly TickRow[],
  period: Occurrence,
  now: Temporal.Instant,
): PeriodUnits {
  const byUnit = new Map(ticks.map((tick) => [tick.unitId, tick]));
  const isOver = Temporal.Instant.compare(now, period.dueAt) > 0;
  const rows = units.map((unit) => {
    const tick = byUnit.get(unit.unitId);
    const state = stateOf(tick, period.dueAt, isOver);
    return { unit, state, at: tick?.at ?? null, note: tick?.note ?? '' };
  });
  const count = (...states: TickState[]): number =>
    rows.filter((row) => states.includes(row.state)).length;
  return {
    units: rows,
    counts: {
      units: rows.length,
      received: count('received', 'receivedLate'),
      receivedLate: count('receivedLate'),
      exception: count('exception'),
      missing: count('expected', 'late'),
    },
  };
}

function stateOf(tick: TickRow | undefined, due: Temporal.Instant, isOver: boolean): TickState {
  if (!tick) return isOver ? 'late' : 'expected';
  if (tick.kind === 'exception') return 'exception';
  const isLate = Temporal.Instant.compare(Temporal.Instant.from(tick.at), due) > 0;
  return isLate ? 'receivedLate' : 'received';
}

/** The clock of a whole period: done when nobody is missing. */
export function periodClock(
  period: Occurrence,
  { units, counts }: PeriodUnits,
  now: Temporal.Instant,
  clock: Clock,
): DutyPeriod['clock'] {
  const isDone = counts.units > 0 && counts.missing === 0;
  const last = units.map((row) => row.at ?? '').toSorted();
  const doneAt = isDone ? (last.at(-1) ?? '') || period.dueAt.toString() : null;
  return clockState(period.dueAt.toString(), doneAt, now, clock.settings);
}
