/** Rows of the endpoint table: settings of the clock and the working calendar. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import { TASK_MANAGERS, TASK_READERS, unitAccess } from './roles.ts';
import {
  addCalendarDay,
  getCalendar,
  getSettings,
  removeCalendarDay,
  setSettings,
} from './settings-ops.ts';
import { CalendarAnswer, CalendarDayInput, SettingsAnswer, SettingsInput } from './types.ts';

const EXAMPLE_UNIT = { params: { unit: '08' } };

export const clockEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'clock.settings',
    method: 'get',
    path: '/v1/clock/{unit}',
    summary: 'Cách đơn vị đọc thời hạn: “trước ngày”, gặp ngày nghỉ, giờ kết thúc ngày, báo trước',
    input: { params: UnitParams },
    output: SettingsAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'clock settings', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => getSettings(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'clock.set',
    method: 'post',
    path: '/v1/clock/{unit}',
    summary: 'Đặt cách đọc thời hạn cho đơn vị và các đơn vị trực thuộc; hạn đang mở được tính lại',
    input: { params: UnitParams, body: SettingsInput },
    output: SettingsAnswer,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'clock set', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { beforeDay: 'exclusive', reason: 'Theo quy chế làm việc' } },
    handle: (ctx, { params, body }) => setSettings(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'clock.calendar',
    method: 'get',
    path: '/v1/clock/{unit}/calendar',
    summary: 'Ngày nghỉ, ngày làm bù của một năm',
    input: {
      params: UnitParams,
      query: z.object({ year: z.number().int().min(2020).max(2035) }),
    },
    output: CalendarAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'clock calendar', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { year: 2026 } },
    handle: (ctx, { params, query }) => getCalendar(ctx, parseUnitRef(params.unit), query.year),
  }),
  defineEndpoint({
    id: 'clock.addDay',
    method: 'post',
    path: '/v1/clock/{unit}/calendar',
    summary: 'Thêm ngày nghỉ hoặc ngày làm bù theo quyết định hằng năm',
    input: { params: UnitParams, body: CalendarDayInput },
    output: CalendarAnswer,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'clock add-day', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: { day: '2026-08-22', kind: 'working', name: 'Làm bù', document: 'Thông báo của tỉnh' },
    },
    handle: (ctx, { params, body }) => addCalendarDay(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'clock.removeDay',
    method: 'post',
    path: '/v1/clock/{unit}/calendar/{day}/remove',
    summary: 'Bỏ một ngày đã thêm vào lịch',
    input: { params: UnitParams.extend({ day: z.number().int().positive() }) },
    output: z.object({ calendarDayId: z.number().int() }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'clock remove-day', positional: ['unit', 'day'] },
    example: { params: { unit: '08', day: 1 } },
    handle: (ctx, { params }) => removeCalendarDay(ctx, parseUnitRef(params.unit), params.day),
  }),
];
