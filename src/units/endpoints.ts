/** Rows of the endpoint table: reading places, changing the tree, entering villages. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { asOwner, today } from '../stores/context.ts';
import { figureEndpoints } from './figure-endpoints.ts';
import { AMENDMENTS_MAX, applyOfficialList, compareList } from './official-list.ts';
import {
  getUnitByRef,
  getUnitPage,
  listChildren,
  listPositions,
  listSubtree,
  parseUnitRef,
  pathOf,
  resolveUnit,
  searchUnits,
} from './ops.ts';
import { readSourceNotes } from './reference.ts';
import {
  type UnitEffects,
  applyChange,
  listOperationUnits,
  listOperations,
  listUndoDependents,
  previewChange,
  undoChange,
} from './reorganisation.ts';
import { assertWithinGrants, mainUnitOf, orRefuse, unitsOfCommand } from './scope.ts';
import {
  ActInput,
  AppliedChange,
  ChangeCommand,
  ChangePreview,
  ChildrenAnswer,
  Day,
  Dependent,
  Level,
  ListComparison,
  ListedUnit,
  Operation,
  PathAnswer,
  ResolveAnswer,
  SearchHit,
  TreeNode,
  UnitId,
  UnitPage,
  UnitRef,
  VillagesInput,
  VillagesOutcome,
} from './types.ts';
import { importVillages } from './villages.ts';

const ADMINISTRATOR: readonly Role[] = ['administrator'];

/** An id (4, 6 or 7 digits), an official code (2, 3 or 5 digits) or VN. */
export const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });

const Reason = z.string().trim().min(3).max(500);
const CommandBody = z.object({ command: ChangeCommand });
const ApplyBody = CommandBody.extend({ act: ActInput, reason: Reason });
const OperationParams = z.object({ operation: z.string().regex(/^\d{1,9}$/) });

const EXAMPLE_COMMAND = {
  command: { kind: 'amend', effectiveOn: '2027-01-01', unitId: 202545, name: 'Xã Tân Trào Mới' },
};
const EXAMPLE_ACT = { number: '1/NQ-HĐND', title: 'Nghị quyết', issuer: 'HĐND tỉnh' };

/** The rows of this domain; `effects` is what the register does when the tree changes. */
export function unitEndpoints(effects: UnitEffects = {}): readonly AnyEndpoint[] {
  return [
    ...readEndpoints,
    ...changeEndpoints(effects),
    villageEndpoint,
    listEndpoint,
    applyListEndpoint(effects),
    ...figureEndpoints,
  ];
}

const SourceNote = z.object({
  facts: z.string(),
  source: z.string(),
  licence: z.string(),
  copyright: z.string().nullable(),
});

const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'units.sources',
    method: 'get',
    path: '/v1/sources',
    summary: 'Nguồn dữ liệu, giấy phép và dòng bản quyền',
    input: {},
    output: z.object({ sources: z.array(SourceNote) }),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'units sources' },
    example: {},
    handle: async () => ({ sources: readSourceNotes() }),
  }),
  defineEndpoint({
    id: 'units.search',
    method: 'get',
    path: '/v1/units',
    summary: 'Tìm đơn vị theo tên hoặc mã khi đang gõ, đơn vị hiện hành trước',
    input: {
      query: z.object({
        text: z.string().trim().min(1).max(200),
        on: Day.optional(),
        levels: z.array(Level).optional(),
        within: UnitId.optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
    },
    output: z.object({ units: z.array(SearchHit) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units find', positional: ['text'] },
    example: { query: { text: 'tân trào' } },
    handle: async (ctx, { query }) => ({ units: await searchUnits(ctx, query) }),
  }),
  defineEndpoint({
    id: 'units.resolve',
    method: 'get',
    path: '/v1/units/resolve',
    summary: 'Từ mã, tên hoặc địa chỉ (cũ hay mới) ra đơn vị của một ngày và của hôm nay',
    input: {
      query: z.object({
        text: z.string().trim().max(500).optional(),
        code: z.string().trim().max(10).optional(),
        on: Day.optional(),
        level: Level.optional(),
        within: UnitId.optional(),
      }),
    },
    output: ResolveAnswer,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units resolve', positional: ['text'] },
    example: { query: { text: 'TT. Sơn Dương, Tuyên Quang', on: '2021-12-31' } },
    handle: async (ctx, { query }) => await resolveUnit(ctx, query),
  }),
  defineEndpoint({
    id: 'units.tree',
    method: 'get',
    path: '/v1/units/{unit}/tree',
    summary: 'Cây đơn vị của một ngày, từ một đơn vị xuống',
    input: {
      params: UnitParams,
      query: z.object({
        boundaries: Day.optional(),
        levels: z.array(Level).min(1).default(['country', 'province', 'district', 'commune']),
      }),
    },
    output: z.object({ boundaries: Day, units: z.array(TreeNode) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units tree', positional: ['unit'] },
    example: { params: { unit: '08' }, query: { boundaries: '2025-06-30' } },
    async handle(ctx, { params, query }) {
      const boundaries = query.boundaries ?? today(ctx);
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit), boundaries);
      return { boundaries, units: await listSubtree(ctx, unit.unitId, boundaries, query.levels) };
    },
  }),
  defineEndpoint({
    id: 'units.get',
    method: 'get',
    path: '/v1/units/{unit}',
    summary: 'Đầu trang của một đơn vị: tên, cấp trên, lịch sử với văn bản, đơn vị cũ và mới',
    input: { params: UnitParams, query: z.object({ on: Day.optional() }) },
    output: UnitPage,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units show', positional: ['unit'] },
    example: { params: { unit: '02545' }, query: { on: '2026-01-01' } },
    async handle(ctx, { params, query }) {
      const on = query.on ?? today(ctx);
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit), on);
      return await getUnitPage(ctx, unit.unitId, on);
    },
  }),
  defineEndpoint({
    id: 'units.children',
    method: 'get',
    path: '/v1/units/{unit}/children',
    summary: 'Đơn vị trực thuộc theo địa giới một ngày; đơn vị cũ thì các đơn vị đang chứa nó',
    input: { params: UnitParams, query: z.object({ boundaries: Day.optional() }) },
    output: ChildrenAnswer,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units children', positional: ['unit'] },
    example: { params: { unit: '076' }, query: { boundaries: '2026-01-01' } },
    async handle(ctx, { params, query }) {
      const boundaries = query.boundaries ?? today(ctx);
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit), boundaries);
      return await listChildren(ctx, unit.unitId, boundaries);
    },
  }),
  defineEndpoint({
    id: 'units.path',
    method: 'get',
    path: '/v1/units/{unit}/path',
    summary: 'Đơn vị nằm ở đâu theo địa giới một ngày, chắc chắn hay không',
    input: { params: UnitParams, query: z.object({ boundaries: Day.optional() }) },
    output: PathAnswer,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units path', positional: ['unit'] },
    example: { params: { unit: '02536' }, query: { boundaries: '2025-06-30' } },
    async handle(ctx, { params, query }) {
      const boundaries = query.boundaries ?? today(ctx);
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit), boundaries);
      return await pathOf(ctx, unit.unitId, boundaries);
    },
  }),
  defineEndpoint({
    id: 'units.positions',
    method: 'get',
    path: '/v1/units/{unit}/positions',
    summary: 'Điểm giữa và diện tích các đơn vị trực thuộc, để vẽ bản đồ dân số',
    input: { params: UnitParams, query: z.object({ boundaries: Day.optional() }) },
    output: z.object({
      boundaries: Day,
      positions: z.array(
        UnitRef.extend({ lon: z.number(), lat: z.number(), areaKm2: z.number().nullable() }),
      ),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    example: { params: { unit: '08' }, query: { boundaries: '2026-01-01' } },
    async handle(ctx, { params, query }) {
      const boundaries = query.boundaries ?? today(ctx);
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit), boundaries);
      return { boundaries, positions: await listPositions(ctx, unit.unitId, boundaries) };
    },
  }),
];

function changeEndpoints(effects: UnitEffects): readonly AnyEndpoint[] {
  return [
    defineEndpoint({
      id: 'units.previewChange',
      method: 'post',
      path: '/v1/unit-changes/preview',
      summary: 'Xem trước một lần nhập, chia, đổi tên, đổi mã, chuyển cấp, chuyển đơn vị',
      input: { body: CommandBody },
      output: ChangePreview,
      access: {
        kind: 'unit',
        roles: ADMINISTRATOR,
        unit: ({ body }) => mainUnitOf(body.command),
        on: ({ body }) => body.command.effectiveOn,
      },
      journal: 'none',
      cli: { command: 'units change preview' },
      example: { body: EXAMPLE_COMMAND },
      async handle(ctx, { body }) {
        await assertWithinGrants(ctx, unitsOfCommand(body.command));
        return orRefuse(await previewChange(ctx, body.command, effects));
      },
    }),
    defineEndpoint({
      id: 'units.applyChange',
      method: 'post',
      path: '/v1/unit-changes',
      summary: 'Thực hiện thay đổi đơn vị theo văn bản',
      input: { body: ApplyBody },
      output: AppliedChange,
      access: {
        kind: 'unit',
        roles: ADMINISTRATOR,
        unit: ({ body }) => mainUnitOf(body.command),
        on: ({ body }) => body.command.effectiveOn,
      },
      journal: 'change',
      reason: ({ body }) => body.reason,
      cli: { command: 'units change apply' },
      example: { body: { ...EXAMPLE_COMMAND, act: EXAMPLE_ACT, reason: 'theo nghị quyết' } },
      async handle(ctx, { body }) {
        await assertWithinGrants(ctx, unitsOfCommand(body.command));
        return orRefuse(await applyChange(ctx, body, effects));
      },
    }),
    defineEndpoint({
      id: 'units.listChanges',
      method: 'get',
      path: '/v1/unit-changes',
      summary: 'Những thay đổi đã thực hiện, mới nhất trước',
      input: {
        query: z.object({
          unitId: UnitId.optional(),
          limit: z.int().min(1).max(200).default(50),
        }),
      },
      output: z.object({ operations: z.array(Operation) }),
      access: { kind: 'signedIn' },
      journal: 'none',
      cli: { command: 'units change list' },
      example: { query: { limit: 10 } },
      handle: async (ctx, { query }) => ({ operations: await listOperations(ctx, query) }),
    }),
    ...undoEndpoints(effects),
  ];
}

function undoEndpoints(effects: UnitEffects): readonly AnyEndpoint[] {
  return [
    defineEndpoint({
      id: 'units.undoDependents',
      method: 'get',
      path: '/v1/unit-changes/{operation}/dependents',
      summary: 'Những gì cản trở việc hoàn tác một thay đổi',
      input: { params: OperationParams },
      output: z.object({ dependents: z.array(Dependent) }),
      access: { kind: 'signedIn' },
      journal: 'none',
      example: { params: { operation: '1' } },
      async handle(ctx, { params }) {
        const operationId = Number(params.operation);
        const found = await asOwner(ctx, () => listUndoDependents(ctx, operationId, effects));
        return { dependents: orRefuse(found) };
      },
    }),
    defineEndpoint({
      id: 'units.undoChange',
      method: 'post',
      path: '/v1/unit-changes/{operation}/undo',
      summary: 'Hoàn tác một thay đổi khi chưa có gì dựa vào nó',
      input: { params: OperationParams, body: z.object({ reason: Reason }) },
      output: z.object({ operationId: z.int(), changedPlaces: z.int() }),
      access: { kind: 'own', roles: ADMINISTRATOR },
      journal: 'change',
      reason: ({ body }) => body.reason,
      cli: { command: 'units change undo', positional: ['operation'] },
      example: { params: { operation: '1' }, body: { reason: 'nhập nhầm' } },
      async handle(ctx, { params, body }) {
        const operationId = Number(params.operation);
        const changed = await listOperationUnits(ctx, operationId);
        await assertWithinGrants(ctx, { changed, parents: [] });
        return orRefuse(await undoChange(ctx, { operationId, reason: body.reason }, effects));
      },
    }),
  ];
}

const villageEndpoint = defineEndpoint({
  id: 'units.importVillages',
  method: 'post',
  path: '/v1/units/{unit}/villages',
  summary: 'Nhập thôn, bản, tổ dân phố của một địa bàn, xem trước hoặc ghi',
  input: {
    params: UnitParams,
    query: z.object({ preview: z.boolean().default(false) }),
    body: VillagesInput.omit({ within: true }),
  },
  output: VillagesOutcome,
  access: {
    kind: 'unit',
    roles: ADMINISTRATOR,
    unit: ({ params }) => parseUnitRef(params.unit),
  },
  journal: 'change',
  bodyBytesMax: 16 << 20,
  cli: { command: 'units villages', positional: ['unit'] },
  example: {
    params: { unit: '02545' },
    query: { preview: true },
    body: { rows: [{ name: 'Thôn Tân Lập', commune: '02545' }] },
  },
  async handle(ctx, { params, query, body }) {
    const unit = await getUnitByRef(ctx, parseUnitRef(params.unit));
    const input = { ...body, within: unit.unitId };
    return orRefuse(await importVillages(ctx, input, query.preview));
  },
});

const ListBody = z.object({
  on: Day.nullable().default(null),
  effectiveOn: Day,
  rows: z.array(ListedUnit).min(1).max(20_000),
});

const listEndpoint = defineEndpoint({
  id: 'units.compareList',
  method: 'post',
  path: '/v1/units/{unit}/official-list',
  summary: 'So danh mục chính thức với cây đơn vị: thêm, đổi tên, đổi mã, chuyển, thiếu',
  input: {
    params: UnitParams,
    body: ListBody,
  },
  output: ListComparison,
  access: { kind: 'signedIn' },
  journal: 'none',
  bodyBytesMax: 16 << 20,
  cli: { command: 'units compare', positional: ['unit'] },
  example: {
    params: { unit: '08' },
    body: {
      effectiveOn: '2027-01-01',
      rows: [{ code: '02545', name: 'Xã Tân Trào', level: 'commune', parentCode: '08' }],
    },
  },
  handle: async (ctx, { params, body }) =>
    await compareList(ctx, { ...body, unit: params.unit, on: body.on ?? today(ctx) }),
});

function applyListEndpoint(effects: UnitEffects): AnyEndpoint {
  return defineEndpoint({
    id: 'units.applyList',
    method: 'post',
    path: '/v1/units/{unit}/official-list/apply',
    summary: `Ghi tên, loại, mã, cấp trên mới theo danh mục chính thức, mỗi lần đến ${AMENDMENTS_MAX} đơn vị`,
    input: {
      params: UnitParams,
      body: ListBody.extend({
        unitIds: z.array(UnitId).max(AMENDMENTS_MAX).nullable().default(null),
        act: ActInput,
        reason: Reason,
      }),
    },
    output: z.object({ operationIds: z.array(z.int()), changedPlaces: z.int() }),
    access: { kind: 'unit', roles: ADMINISTRATOR, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    reason: ({ body }) => body.reason,
    bodyBytesMax: 16 << 20,
    cli: { command: 'units apply-list', positional: ['unit'] },
    example: {
      params: { unit: '08' },
      body: {
        effectiveOn: '2027-01-01',
        rows: [{ code: '02545', name: 'Xã Tân Trào Mới', level: 'commune', parentCode: '08' }],
        act: EXAMPLE_ACT,
        reason: 'theo danh mục đơn vị hành chính mới',
      },
    },
    handle: async (ctx, { params, body }) =>
      orRefuse(
        await applyOfficialList(
          ctx,
          { ...body, unit: params.unit, on: body.on ?? today(ctx) },
          effects,
        ),
      ),
  });
}
