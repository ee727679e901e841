/** Rows of the endpoint table: duties to report and their ticks. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import { Day } from './clock-types.ts';
import { addDuty, endDuty, listDuties, listDutyPeriods, tickDuty } from './duty-ops.ts';
import { TASK_MANAGERS, TASK_READERS, TASK_ACTORS, unitAccess } from './roles.ts';
import { DutyInput, DutyPeriod, DutyView, TickInput } from './types.ts';

const DutyParams = UnitParams.extend({ duty: z.number().int().positive() });
const EXAMPLE_UNIT = { params: { unit: '08' } };

export const dutyEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'duties.list',
    method: 'get',
    path: '/v1/duties/{unit}',
    summary: 'Nhiệm vụ báo cáo của đơn vị và do cấp trên đặt: ai, cho ai, nội dung, kỳ hạn',
    input: { params: UnitParams },
    output: z.object({ duties: z.array(DutyView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'duties list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listDuties(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'duties.add',
    method: 'post',
    path: '/v1/duties/{unit}',
    summary: 'Đặt nhiệm vụ báo cáo cho các đơn vị một cấp hoặc một cơ quan',
    input: { params: UnitParams, body: DutyInput },
    output: z.object({ dutyIds: z.array(z.number().int()) }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'duties add', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        reporter: { kind: 'level', level: 'commune' },
        reporterName: 'Cấp xã',
        receiverName: 'Ban Chỉ đạo cấp tỉnh',
        content: 'Kết quả vận động Nhân dân tham gia BHYT',
        recurrence: { every: 'week', isoWeekday: 3, time: '15:30' },
        activeFrom: '2026-11-01',
      },
    },
    handle: (ctx, { params, body }) => addDuty(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'duties.periods',
    method: 'get',
    path: '/v1/duties/{unit}/periods',
    summary: 'Từng kỳ báo cáo: đơn vị nào đã gửi, gửi muộn, chưa gửi, được miễn',
    input: {
      params: UnitParams,
      query: z.object({
        from: Day,
        to: Day,
        dutyId: z.number().int().positive().optional(),
        campaignId: z.number().int().positive().optional(),
      }),
    },
    output: z.object({ periods: z.array(DutyPeriod) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'duties periods', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { from: '2026-11-01', to: '2026-12-01' } },
    handle: (ctx, { params, query }) => listDutyPeriods(ctx, parseUnitRef(params.unit), query),
  }),
  defineEndpoint({
    id: 'duties.tick',
    method: 'post',
    path: '/v1/duties/{unit}/{duty}/ticks',
    summary: 'Ghi nhận đơn vị đã gửi báo cáo của một kỳ, hoặc được miễn (kèm lý do)',
    input: { params: DutyParams, body: TickInput },
    output: DutyPeriod,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'duties tick', positional: ['unit', 'duty'] },
    example: {
      params: { unit: '08', duty: 1 },
      body: { periodKey: '2026-11-04', kind: 'received' },
    },
    handle: (ctx, { params, body }) => {
      return tickDuty(ctx, parseUnitRef(params.unit), params.duty, body);
    },
  }),
  defineEndpoint({
    id: 'duties.end',
    method: 'post',
    path: '/v1/duties/{unit}/{duty}/end',
    summary: 'Thôi một nhiệm vụ báo cáo từ hôm nay',
    input: { params: DutyParams },
    output: z.object({ dutyId: z.number().int() }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'duties end', positional: ['unit', 'duty'] },
    example: { params: { unit: '08', duty: 1 } },
    handle: (ctx, { params }) => endDuty(ctx, parseUnitRef(params.unit), params.duty),
  }),
];
