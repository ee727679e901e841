/** Rows of the endpoint table: population, area classes, second trees. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { today } from '../stores/context.ts';
import { listAreaClasses, recordAreaClasses } from './area-classes.ts';
import {
  addGroupingNode,
  createGrouping,
  endGroupingNode,
  getGroupingTree,
  listGroupings,
  setGroupingMembers,
} from './groupings.ts';
import { getUnitByRef, parseUnitRef } from './ops.ts';
import { listPopulation, listPopulationSources, recordPopulation } from './population.ts';
import { orRefuse } from './scope.ts';
import {
  AreaClassInput,
  AreaClassSpell,
  Day,
  GroupingInput,
  GroupingNodeInput,
  GroupingTree,
  MembersInput,
  PopulationFigure,
  PopulationInput,
} from './types.ts';

const EDITORS: readonly Role[] = ['administrator', 'healthOfficer', 'labourOfficer'];

const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
const NumberParam = z.string().regex(/^\d{1,9}$/);
const WithSuperseded = z.object({ withSuperseded: z.boolean().default(false) });
const Preview = z.object({ preview: z.boolean().default(false) });

const ClassLine = z.object({
  unitId: z.int(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string(),
});

const populationEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'units.population',
    method: 'get',
    path: '/v1/units/{unit}/population',
    summary: 'Số dân của đơn vị theo ngày và nguồn',
    input: { params: UnitParams, query: WithSuperseded },
    output: z.object({ figures: z.array(PopulationFigure) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units population', positional: ['unit'] },
    example: { params: { unit: '02545' } },
    async handle(ctx, { params, query }) {
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return { figures: await listPopulation(ctx, [unit.unitId], query.withSuperseded) };
    },
  }),
  defineEndpoint({
    id: 'units.populationSources',
    method: 'get',
    path: '/v1/population-sources',
    summary: 'Các nguồn số dân, loại dân số và số lượng số liệu',
    input: {},
    output: z.object({
      sources: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          issuer: z.string().nullable(),
          basis: z.enum(['usual', 'registered', 'other']),
          figures: z.int(),
        }),
      ),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    example: {},
    handle: async (ctx) => ({ sources: await listPopulationSources(ctx) }),
  }),
  defineEndpoint({
    id: 'units.recordPopulation',
    method: 'post',
    path: '/v1/units/{unit}/population',
    summary: 'Ghi số dân của các đơn vị trong một địa bàn, hoặc xem trước',
    input: { params: UnitParams, query: Preview, body: PopulationInput },
    output: z.object({
      added: z.int(),
      corrected: z.array(
        z.object({
          unitId: z.int(),
          name: z.string(),
          before: z.int().nullable(),
          after: z.int().nullable(),
        }),
      ),
      same: z.int(),
      preview: z.boolean(),
    }),
    access: { kind: 'unit', roles: EDITORS, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    bodyBytesMax: 16 << 20,
    cli: { command: 'units population record', positional: ['unit'] },
    example: {
      params: { unit: '02545' },
      query: { preview: true },
      body: {
        source: { key: 'bao-cao-xa-2025', title: 'Báo cáo của UBND xã', basis: 'registered' },
        rows: [{ unit: '02545', onDate: '2025-12-31', people: 9000 }],
      },
    },
    async handle(ctx, { params, query, body }) {
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return orRefuse(await recordPopulation(ctx, body, query.preview, unit.unitId));
    },
  }),
];

const classEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'units.areaClasses',
    method: 'get',
    path: '/v1/units/{unit}/area-classes',
    summary: 'Khu vực I, II, III và các danh sách của đơn vị theo thời gian, với quyết định',
    input: { params: UnitParams, query: WithSuperseded },
    output: z.object({ classes: z.array(AreaClassSpell) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'units classes', positional: ['unit'] },
    example: { params: { unit: '02545' } },
    async handle(ctx, { params, query }) {
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return { classes: await listAreaClasses(ctx, [unit.unitId], query.withSuperseded) };
    },
  }),
  defineEndpoint({
    id: 'units.recordAreaClasses',
    method: 'post',
    path: '/v1/units/{unit}/area-classes',
    summary: 'Ghi danh sách khu vực hoặc thôn đặc biệt khó khăn trong một địa bàn, hoặc xem trước',
    input: { params: UnitParams, query: Preview, body: AreaClassInput },
    output: z.object({
      changed: z.array(ClassLine),
      dropped: z.array(ClassLine),
      same: z.int(),
      preview: z.boolean(),
    }),
    access: { kind: 'unit', roles: EDITORS, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    bodyBytesMax: 16 << 20,
    cli: { command: 'units classes record', positional: ['unit'] },
    example: {
      params: { unit: '02545' },
      query: { preview: true },
      body: {
        scheme: 'ethnicArea',
        act: { number: '861/QĐ-TTg', title: 'Danh sách xã', issuer: 'Thủ tướng Chính phủ' },
        validFrom: '2026-01-01',
        rows: [{ unit: '02545', class: 'II' }],
      },
    },
    async handle(ctx, { params, query, body }) {
      const unit = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return orRefuse(await recordAreaClasses(ctx, body, query.preview, unit.unitId));
    },
  }),
];

const groupingEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'groupings.list',
    method: 'get',
    path: '/v1/groupings',
    summary: 'Các cây thứ hai trên cùng các xã (BHXH cơ sở, bưu cục …)',
    input: {},
    output: z.object({
      groupings: z.array(
        z.object({ groupingId: z.int(), code: z.string(), name: z.string(), nodes: z.int() }),
      ),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'groupings list' },
    example: {},
    handle: async (ctx) => ({ groupings: await listGroupings(ctx) }),
  }),
  defineEndpoint({
    id: 'groupings.get',
    method: 'get',
    path: '/v1/groupings/{grouping}',
    summary: 'Một cây thứ hai theo ngày, với các xã do mỗi nút phục vụ',
    input: {
      params: z.object({ grouping: NumberParam }),
      query: z.object({ on: Day.optional() }),
    },
    output: GroupingTree,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'groupings show', positional: ['grouping'] },
    example: { params: { grouping: '1' } },
    handle: async (ctx, { params, query }) =>
      await getGroupingTree(ctx, Number(params.grouping), query.on ?? today(ctx)),
  }),
  defineEndpoint({
    id: 'groupings.create',
    method: 'post',
    path: '/v1/groupings',
    summary: 'Lập một cây thứ hai',
    input: { body: GroupingInput },
    output: z.object({ groupingId: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'groupings create' },
    example: { body: { code: 'bhxh', name: 'BHXH cơ sở' } },
    handle: async (ctx, { body }) => orRefuse(await createGrouping(ctx, body)),
  }),
  defineEndpoint({
    id: 'groupings.addNode',
    method: 'post',
    path: '/v1/groupings/{grouping}/nodes',
    summary: 'Thêm một nút (cơ quan) vào cây thứ hai',
    input: {
      params: z.object({ grouping: NumberParam }),
      body: GroupingNodeInput.omit({ groupingId: true }),
    },
    output: z.object({ nodeId: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'groupings add', positional: ['grouping'] },
    example: {
      params: { grouping: '1' },
      body: { code: 'sd', name: 'BHXH cơ sở Sơn Dương', validFrom: '2025-10-01' },
    },
    handle: async (ctx, { params, body }) =>
      orRefuse(await addGroupingNode(ctx, { ...body, groupingId: Number(params.grouping) })),
  }),
  defineEndpoint({
    id: 'groupings.setMembers',
    method: 'put',
    path: '/v1/grouping-nodes/{node}/members',
    summary: 'Các xã do một nút phục vụ từ một ngày',
    input: {
      params: z.object({ node: NumberParam }),
      body: MembersInput.omit({ nodeId: true }),
    },
    output: z.object({ members: z.int(), moved: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'groupings members', positional: ['node'] },
    example: { params: { node: '1' }, body: { units: ['02545'], from: '2025-10-01' } },
    handle: async (ctx, { params, body }) =>
      orRefuse(await setGroupingMembers(ctx, { ...body, nodeId: Number(params.node) })),
  }),
  defineEndpoint({
    id: 'groupings.endNode',
    method: 'post',
    path: '/v1/grouping-nodes/{node}/end',
    summary: 'Kết thúc một nút của cây thứ hai từ một ngày',
    input: { params: z.object({ node: NumberParam }), body: z.object({ on: Day }) },
    output: z.object({ nodeId: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'groupings end', positional: ['node'] },
    example: { params: { node: '1' }, body: { on: '2027-01-01' } },
    handle: async (ctx, { params, body }) =>
      orRefuse(await endGroupingNode(ctx, { nodeId: Number(params.node), on: body.on })),
  }),
];

export const figureEndpoints: readonly AnyEndpoint[] = [
  ...populationEndpoints,
  ...classEndpoints,
  ...groupingEndpoints,
];
