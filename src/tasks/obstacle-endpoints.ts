/** Rows of the endpoint table: obstacles and answers. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import {
  answerObstacle,
  getObstacle,
  listObstacles,
  raiseObstacle,
  searchAnswers,
  withdrawObstacle,
} from './obstacle-ops.ts';
import {
  AnswerInput,
  ObstacleInput,
  ObstacleView,
  SharedAnswer,
  TOPICS,
} from './register-types.ts';
import { TASK_MANAGERS, TASK_READERS, TASK_ACTORS, unitAccess } from './roles.ts';

const ObstacleParams = UnitParams.extend({ obstacle: z.number().int().positive() });
const EXAMPLE_UNIT = { params: { unit: '08' } };
const EXAMPLE_OBSTACLE = { params: { unit: '08', obstacle: 1 } };
const topic = z.enum(TOPICS).optional();

export const obstacleEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'obstacles.answers',
    method: 'get',
    path: '/v1/obstacles/answers',
    summary: 'Tìm câu trả lời đã dùng chung cho vướng mắc tương tự',
    input: {
      query: z.object({
        text: z.string().trim().min(1).max(200),
        topic,
        limit: z.number().int().min(1).max(50).default(10),
      }),
    },
    output: z.object({ answers: z.array(SharedAnswer) }),
    access: { kind: 'own', roles: TASK_READERS },
    journal: 'none',
    cli: { command: 'obstacles answers' },
    example: { query: { text: 'hộ cận nghèo' } },
    handle: (ctx, { query }) => searchAnswers(ctx, query),
  }),
  defineEndpoint({
    id: 'obstacles.list',
    method: 'get',
    path: '/v1/obstacles/{unit}',
    summary: 'Vướng mắc của đơn vị và các đơn vị trực thuộc',
    input: {
      params: UnitParams,
      query: z.object({
        state: z.enum(['open', 'answered', 'withdrawn']).optional(),
        topic,
        forMe: z.boolean().default(false),
        text: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    },
    output: z.object({ obstacles: z.array(ObstacleView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'obstacles list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) => listObstacles(ctx, parseUnitRef(params.unit), query),
  }),
  defineEndpoint({
    id: 'obstacles.raise',
    method: 'post',
    path: '/v1/obstacles/{unit}',
    summary: 'Báo một vướng mắc lên cấp trên trực tiếp',
    input: { params: UnitParams, body: ObstacleInput },
    output: ObstacleView,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'obstacles raise', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: { topic: 'list', title: 'Danh sách hộ cận nghèo chậm', text: 'Chưa có quyết định.' },
    },
    handle: (ctx, { params, body }) => raiseObstacle(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'obstacles.get',
    method: 'get',
    path: '/v1/obstacles/{unit}/{obstacle}',
    summary: 'Một vướng mắc với các câu trả lời',
    input: { params: ObstacleParams },
    output: ObstacleView,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'obstacles show', positional: ['unit', 'obstacle'] },
    example: EXAMPLE_OBSTACLE,
    handle: (ctx, { params }) => getObstacle(ctx, parseUnitRef(params.unit), params.obstacle),
  }),
  defineEndpoint({
    id: 'obstacles.answer',
    method: 'post',
    path: '/v1/obstacles/{unit}/{obstacle}/answers',
    summary: 'Trả lời vướng mắc, hoặc chuyển tiếp lên cấp trên',
    input: { params: ObstacleParams, body: AnswerInput },
    output: ObstacleView,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'obstacles answer', positional: ['unit', 'obstacle'] },
    example: {
      ...EXAMPLE_OBSTACLE,
      body: { kind: 'answer', text: 'Gửi trước danh sách dự kiến.', isShared: true },
    },
    handle: (ctx, { params, body }) =>
      answerObstacle(ctx, parseUnitRef(params.unit), params.obstacle, body),
  }),
  defineEndpoint({
    id: 'obstacles.withdraw',
    method: 'post',
    path: '/v1/obstacles/{unit}/{obstacle}/withdraw',
    summary: 'Rút một vướng mắc chưa được trả lời',
    input: {
      params: ObstacleParams,
      body: z.object({ reason: z.string().trim().min(3).max(500) }),
    },
    output: ObstacleView,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'obstacles withdraw', positional: ['unit', 'obstacle'] },
    example: { ...EXAMPLE_OBSTACLE, body: { reason: 'Đã tự giải quyết' } },
    handle: (ctx, { params, body }) =>
      withdrawObstacle(ctx, parseUnitRef(params.unit), params.obstacle, body.reason),
  }),
];
