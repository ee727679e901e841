/** Rows of the endpoint table: printed tables, results entered by hand, criteria of programmes. */
import { z } from 'zod';
import { KnownAt } from '../coverage/types.ts';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import { addCriterion, removeCriterion } from './criterion-ops.ts';
import {
  ASSIGNING_ROLES,
  EXAMPLE_ACT,
  EXAMPLE_UNIT,
  UnitParams,
  unitAccess,
} from './endpoint-parts.ts';
import { getMatrix, setMatrix, writeMatrixFile } from './matrix-ops.ts';
import { listEntered, recordObservation } from './observation-ops.ts';
import {
  AssignOutcome,
  Criterion,
  CriterionInput,
  Day,
  IndicatorCode,
  MatrixAnswer,
  MatrixInput,
  Observation,
  ObservationInput,
} from './types.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const matrixQuery = {
  codeOn: Day.optional(),
  indicator: IndicatorCode.default('coverage'),
  matrix: z.number().int().min(0).optional(),
  knownAt: KnownAt.optional(),
};

const matrixEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.matrix',
    method: 'get',
    path: '/v1/targets/{unit}/matrix',
    summary: 'Bảng chỉ tiêu theo nhóm và năm, đúng như văn bản in; ô trống để trống',
    input: { params: UnitParams, query: z.object(matrixQuery) },
    output: MatrixAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'targets matrix', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) =>
      getMatrix(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'targets.matrixFile',
    method: 'get',
    path: '/v1/targets/{unit}/matrix.xlsx',
    summary: 'Bảng chỉ tiêu thành tệp .xlsx',
    input: {
      params: UnitParams,
      query: z.object({ ...matrixQuery, language: z.enum(['vi', 'en']).default('vi') }),
    },
    access: unitAccess(READING_ROLES),
    journal: 'none',
    example: EXAMPLE_UNIT,
    async handle(ctx, { params, query }) {
      const file = await writeMatrixFile(ctx, { unit: parseUnitRef(params.unit), ...query });
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
  defineEndpoint({
    id: 'targets.setMatrix',
    method: 'post',
    path: '/v1/targets/{unit}/matrix',
    summary: 'Nhập bảng chỉ tiêu của văn bản: mỗi ô thành một chỉ tiêu, ô “-” để trống',
    input: { params: UnitParams, body: MatrixInput },
    output: AssignOutcome.extend({ matrixId: z.int() }),
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets matrix set', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        title: 'Bảng chỉ tiêu bao phủ BHYT',
        act: EXAMPLE_ACT,
        columns: [{ label: '2026', period: 2026 }],
        rows: [{ label: 'Toàn dân', group: '', cells: ['96,2'] }],
      },
    },
    handle: (ctx, { params, body }) => setMatrix(ctx, parseUnitRef(params.unit), body),
  }),
];

const observationEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.observations',
    method: 'get',
    path: '/v1/targets/{unit}/observations',
    summary: 'Kết quả nhập tay của đơn vị: ngày, nguồn, người nhập',
    input: {
      params: UnitParams,
      query: z.object({
        codeOn: Day.optional(),
        indicator: IndicatorCode.optional(),
        withSuperseded: z.boolean().default(false),
      }),
    },
    output: z.object({
      observations: z.array(
        Observation.extend({ unitName: z.string(), indicatorName: z.string() }),
      ),
    }),
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'targets observations', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: async (ctx, { params, query }) => ({
      observations: await listEntered(ctx, parseUnitRef(params.unit), query),
    }),
  }),
  defineEndpoint({
    id: 'targets.observe',
    method: 'post',
    path: '/v1/targets/{unit}/observations',
    summary:
      'Nhập kết quả một chỉ số mà sổ không đọc được (hài lòng, chi tiền túi, trạm có bác sỹ), kèm nguồn',
    input: { params: UnitParams, body: ObservationInput },
    output: Observation,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets observe', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        indicator: 'satisfaction',
        unit: '08',
        on: '2026-06-30',
        rateBp: 9120,
        source: 'Khảo sát hài lòng người bệnh quý II/2026',
      },
    },
    handle: (ctx, { params, body }) => recordObservation(ctx, parseUnitRef(params.unit), body),
  }),
];

const criterionEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.addCriterion',
    method: 'post',
    path: '/v1/targets/{unit}/criteria',
    summary:
      'Ghi một tiêu chí của chương trình kinh tế – xã hội, nông thôn mới, nghị quyết, gắn với chỉ tiêu',
    input: { params: UnitParams, body: CriterionInput },
    output: Criterion,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets criteria add', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: { programme: 'newRural', name: 'Tiêu chí 15.1', year: 2026, value: 9500 },
    },
    handle: (ctx, { params, body }) => addCriterion(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'targets.removeCriterion',
    method: 'delete',
    path: '/v1/targets/{unit}/criteria/{criterion}',
    summary: 'Bỏ một tiêu chí đã ghi; bản ghi vẫn được giữ',
    input: { params: UnitParams.extend({ criterion: z.number().int().positive() }) },
    output: z.object({}),
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets criteria remove', positional: ['unit', 'criterion'] },
    example: { params: { unit: '08', criterion: 1 } },
    async handle(ctx, { params }) {
      await removeCriterion(ctx, parseUnitRef(params.unit), params.criterion);
      return {};
    },
  }),
];

export const registerEndpoints: readonly AnyEndpoint[] = [
  ...matrixEndpoints,
  ...observationEndpoints,
  ...criterionEndpoints,
];
