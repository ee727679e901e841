/** How a unit reads deadlines, and the days it works. A change computes its open deadlines anew. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import { countWorkingDays, dueAt, isoWeekday, listOccurrences } from './clock.ts';
import { type ClockDesk, listHolidays, readClockDesk } from './clock-desk.ts';
import { idsIn, readUnit } from './scope.ts';
import {
  insertSetting,
  listCalendarDays,
  replaceCalendarDay,
  withdrawCalendarDay,
} from './sql-clock.ts';
import { type PlaceScope, listPaths } from './sql-scope.ts';
import * as sql from './sql.ts';
import type { CalendarAnswer, CalendarDayInput, SettingsAnswer, SettingsInput } from './types.ts';
import { addDays, addMonths } from '../kernel/dates.ts';

async function pathOf(ctx: Context, unitId: number): Promise<string> {
  return (await listPaths(ctx.db, [unitId], today(ctx))).get(unitId) ?? '';
}

export async function getSettings(ctx: Context, ref: string | number): Promise<SettingsAnswer> {
  const { unit } = await readUnit(ctx, ref);
  const clock = (await readClockDesk(ctx)).at(await pathOf(ctx, unit.unitId));
  const { setting } = clock;
  const refs = await listRefs(ctx, [setting?.unitId ?? 0], today(ctx));
  return {
    settings: clock.settings,
    setAt: setting === null ? null : refOf(refs, setting.unitId),
    reason: setting?.reason ?? null,
    actorName: setting?.actorName ?? null,
    recordedAt: setting?.recordedAt ?? null,
  };
}

/** What is not named stays as it holds here now. */
export async function setSettings(
  ctx: Context,
  ref: string | number,
  input: SettingsInput,
): Promise<SettingsAnswer> {
  const { unit, scope } = await readUnit(ctx, ref);
  await inOwnerTransaction(ctx, async (tx) => {
    const now = (await readClockDesk(tx)).at(await pathOf(tx, unit.unitId)).settings;
    const { reason, ...said } = input;
    const settings = { ...now, ...said };
    await insertSetting(tx.db, { unitId: unit.unitId, settings, reason, ...authorOf(tx) });
    await recomputeDeadlines(tx, scope);
  });
  return await getSettings(ctx, ref);
}

function authorOf(tx: Context): { actorId: string; actorName: string; at: string } {
  return { actorId: tx.who.userId, actorName: tx.who.name, at: tx.now().toString() };
}

/** Open tasks of the places; done ones keep the deadline they were done by. Run as owner. */
async function recomputeDeadlines(tx: Context, scope: PlaceScope): Promise<void> {
  const desk = await readClockDesk(tx);
  const rows = await sql.listClocked(tx.db, scope, today(tx));
  const changed = rows.flatMap((row) => {
    const due = newDueAt(row, desk);
    return due === null || due === row.dueAt ? [] : [{ taskId: row.taskId, dueAt: due }];
  });
  await sql.updateDueAt(tx.db, changed);
}

function newDueAt(row: sql.TaskRow, desk: ClockDesk): string | null {
  const { settings, calendar } = desk.at(row.path ?? '');
  if (row.deadline) return dueAt(row.deadline, settings, calendar).toString();
  if (!row.recurrence || row.periodKey === null || row.dueAt === null) return null;
  const day = row.dueAt.slice(0, 10);
  const window = { from: addMonths(day, -3), to: addMonths(day, 3) };
  const found = listOccurrences(row.recurrence, window, settings, calendar);
  return found.find((one) => one.key === row.periodKey)?.dueAt.toString() ?? null;
}

// ── the calendar ────────────────────────────────────────────────────────────────────────────────

export async function getCalendar(
  ctx: Context,
  ref: string | number,
  year: number,
): Promise<CalendarAnswer> {
  const { unit } = await readUnit(ctx, ref);
  const path = await pathOf(ctx, unit.unitId);
  const { settings, calendar } = (await readClockDesk(ctx)).at(path);
  const isOfYear = ({ day }: { day: string }): boolean => day.startsWith(`${year}-`);
  const ids = new Set(idsIn(path));
  const added = (await listCalendarDays(ctx.db)).filter(
    (row) => isOfYear(row) && ids.has(row.unitId),
  );
  const known = listHolidays(settings.cultureDay).filter(isOfYear);
  const days = [
    ...known.map((row) => ({ ...row, weekday: isoWeekday(row.day), calendarDayId: null })),
    ...added.map(({ day, kind, name, document, calendarDayId }) => {
      return { day, kind, name, weekday: isoWeekday(day), basis: document, calendarDayId };
    }),
  ];
  const workingDays = countWorkingDays(calendar, `${year}-01-01`, addDays(`${year}-12-31`, 1));
  return { year, days: days.toSorted((a, b) => a.day.localeCompare(b.day)), workingDays };
}

export async function addCalendarDay(
  ctx: Context,
  ref: string | number,
  input: CalendarDayInput,
): Promise<CalendarAnswer> {
  const { unit, scope } = await readUnit(ctx, ref);
  await inOwnerTransaction(ctx, async (tx) => {
    await replaceCalendarDay(tx.db, { unitId: unit.unitId, ...input, ...authorOf(tx) });
    await recomputeDeadlines(tx, scope);
  });
  return await getCalendar(ctx, ref, Number(input.day.slice(0, 4)));
}

export async function removeCalendarDay(
  ctx: Context,
  ref: string | number,
  calendarDayId: number,
): Promise<{ calendarDayId: number }> {
  const { unit, scope } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = { unitId: unit.unitId, calendarDayId, ...authorOf(tx) };
    if (!(await withdrawCalendarDay(tx.db, row))) refuse('tasks.unknownCalendarDay');
    await recomputeDeadlines(tx, scope);
    return { calendarDayId };
  });
}
