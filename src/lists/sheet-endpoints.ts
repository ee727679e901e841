/** Rows of the endpoint table: printed village lists and the corrections written on them. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { READING_ROLES, RECORDING_ROLES } from '../registry/permissions.ts';
import { today } from '../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../units/ops.ts';
import { correctBySheet, printSheets, showSheet } from './sheet-ops.ts';
import { Day, PrintedSheet, SheetCorrection } from './types.ts';

const SheetParams = z.object({ sheet: z.int().positive() });

function peopleOf(sheets: readonly PrintedSheet[]): { personIds: number[] } {
  return { personIds: sheets.flatMap((sheet) => sheet.lines.map((line) => line.personId)) };
}

export const sheetEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.printSheets',
    method: 'post',
    path: '/v1/units/{unit}/village-sheets',
    summary: 'In danh sách từng thôn, mỗi dòng một mã ngắn, để ký và sửa theo mã',
    input: {
      params: z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) }),
      body: z.object({ asOf: Day.optional() }).default({}),
    },
    output: z.object({ sheets: z.array(PrintedSheet) }),
    access: { kind: 'unit', roles: READING_ROLES, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    reach: (_input, answer) => peopleOf(answer.sheets),
    timeoutMs: 120_000,
    cli: { command: 'lists print', positional: ['unit'] },
    example: { params: { unit: '02530' }, body: {} },
    async handle(ctx, { params, body }) {
      const { unitId } = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return { sheets: await printSheets(ctx, unitId, body.asOf ?? today(ctx)) };
    },
  }),
  defineEndpoint({
    id: 'lists.sheet',
    method: 'get',
    path: '/v1/village-sheets/{sheet}',
    summary: 'Một danh sách thôn đã in, với mã từng dòng',
    input: { params: SheetParams },
    output: PrintedSheet,
    access: { kind: 'own', roles: READING_ROLES },
    journal: 'read',
    reach: (_input, answer) => peopleOf([answer]),
    cli: { command: 'lists sheet', positional: ['sheet'] },
    example: { params: { sheet: 1 } },
    handle: (ctx, { params }) => showSheet(ctx, params.sheet),
  }),
  defineEndpoint({
    id: 'lists.correctSheet',
    method: 'post',
    path: '/v1/village-sheets/{sheet}/corrections',
    summary: 'Nhập các chỗ sửa trên danh sách thôn đã ký, theo mã đầu dòng; cả tờ là một lần ghi',
    input: {
      params: SheetParams,
      body: z.object({
        corrections: z.array(SheetCorrection).min(1).max(500),
        reason: z.string().trim().min(1).max(500),
      }),
    },
    output: z.object({ entryId: z.int(), corrected: z.int() }),
    access: { kind: 'own', roles: RECORDING_ROLES },
    journal: 'change',
    reason: ({ body }) => body.reason,
    reach: (_input, answer) => ({ entryId: answer.entryId }),
    cli: { command: 'lists correct-sheet', positional: ['sheet'] },
    example: {
      params: { sheet: 1 },
      body: {
        corrections: [{ kind: 'died', code: '12K', on: '2026-10-01' }],
        reason: 'Biên bản thôn',
      },
    },
    handle: (ctx, { params, body }) =>
      correctBySheet(ctx, params.sheet, body.corrections, body.reason),
  }),
];
