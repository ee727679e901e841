import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestServer } from '../../test/server.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { failure, refuse, success } from '../kernel/outcome.ts';
import { defineEndpoint } from './endpoint.ts';

const echo = defineEndpoint({
  id: 'test.echo',
  method: 'post',
  path: '/v1/things/{thing}',
  summary: 'echo',
  input: {
    params: z.object({ thing: z.number().int() }),
    query: z.object({
      on: z.iso.date().optional(),
      groups: z.array(z.number().int().max(6)).optional(),
      whole: z.boolean().default(false),
      unit: z.union([z.number().int(), z.string()]).optional(),
    }),
    body: z.object({ name: z.string().min(1), count: z.number().min(2) }),
  },
  output: z.unknown(),
  access: { kind: 'signedIn' },
  journal: 'none',
  handle: async (_ctx, input) => ({ ...input }),
});

const outcomes = defineEndpoint({
  id: 'test.outcome',
  method: 'get',
  path: '/v1/outcomes/{kind}',
  summary: 'outcome',
  input: { params: z.object({ kind: z.string() }) },
  output: z.unknown(),
  access: { kind: 'public' },
  journal: 'none',
  handle: async (_ctx, { params }) => {
    if (params.kind === 'value') return success({ n: 1 });
    if (params.kind === 'fault') return failure('thing.tooOld', { years: 3 }, 'body.age');
    if (params.kind === 'missing') return refuse('thing.notFound');
    throw new Error('Nguyễn Văn A 012345678901');
  },
});

describe('the table of endpoints as a server', () => {
  const http = useTestServer([echo, outcomes]);

  test('text of path and query becomes what the schema wants', async () => {
    const answer = await http.request(
      SYSTEM_ACTOR,
      'post',
      '/v1/things/7?on=2026-01-01&groups=1,2&groups=3&whole=true&unit=076',
      { name: 'x', count: 2 },
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      params: { thing: 7 },
      query: { on: '2026-01-01', groups: [1, 2, 3], whole: true, unit: '076' },
      body: { name: 'x', count: 2 },
    });
  });

  test('all faults are told at once, with their places', async () => {
    const answer = await http.request<{ status: number; faults: { at: string; code: string }[] }>(
      SYSTEM_ACTOR,
      'post',
      '/v1/things/abc?on=2026-02-30&groups=9&wohle=1',
      { count: 1 },
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.faults.map((fault) => [fault.at, fault.code]).sort()).toEqual([
      ['body.count', 'input.tooSmall'],
      ['body.name', 'input.missing'],
      ['params.thing', 'input.wrongType'],
      ['query.groups.0', 'input.tooBig'],
      ['query.on', 'input.wrongFormat'],
      ['query.wohle', 'input.unknownName'],
    ]);
  });

  test('outcomes become answers, exceptions become a 500 that says nothing', async () => {
    expect((await http.request(null, 'get', '/v1/outcomes/value')).body).toEqual({ n: 1 });
    const fault = await http.request<{ code: string; faults: unknown[] }>(
      null,
      'get',
      '/v1/outcomes/fault',
    );
    expect(fault.status).toBe(422);
    expect(fault.body.faults).toEqual([
      { at: 'body.age', code: 'thing.tooOld', message: 'thing.tooOld' },
    ]);
    const missing = await http.request(null, 'get', '/v1/outcomes/missing');
    const nowhere = await http.request(null, 'get', '/v1/nowhere');
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual(nowhere.body);
    const broken = await http.request(null, 'get', '/v1/outcomes/broken');
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).not.toContain('Nguyễn');
  });

  test('nobody signed in is asked to sign in before anything is read', async () => {
    expect((await http.request(null, 'post', '/v1/things/abc', {})).status).toBe(401);
  });
});
