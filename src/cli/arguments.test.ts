import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { UsageError, listFlags, parseCommand } from './arguments.ts';

const endpoint: AnyEndpoint = defineEndpoint({
  id: 'offices.serve',
  method: 'put',
  path: '/v1/offices/{office}/units',
  summary: 'kiểm thử',
  input: {
    params: z.object({ office: z.string() }),
    query: z.object({ on: z.string().optional() }),
    body: z.object({
      units: z.array(z.union([z.number(), z.string()])).max(9),
      people: z.array(z.int()).optional(),
      name: z.string().optional(),
      isWhole: z.boolean().default(false),
    }),
  },
  output: z.object({}),
  access: { kind: 'system' },
  journal: 'none',
  cli: { command: 'offices serve', positional: ['office'] },
  handle: async () => ({}),
});

function bodyOf(...words: string[]): unknown {
  return parseCommand(endpoint, words).raw.body;
}

describe('flags of an endpoint', () => {
  test('come from its schemas', () => {
    expect(listFlags(endpoint).map((flag) => [flag.flag, flag.isRequired, flag.isList])).toEqual([
      ['office', true, false],
      ['on', false, false],
      ['units', true, true],
      ['people', false, true],
      ['name', false, false],
      ['is-whole', false, false],
    ]);
  });

  test('a list is commas or the flag again; codes keep their zeros, ids are numbers', () => {
    expect(bodyOf('7', '--units', '02545, 02548', '--units', '02554')).toEqual({
      units: ['02545', '02548', '02554'],
    });
    expect(bodyOf('7', '--units', '["02545",202548]', '--people', '4,5')).toEqual({
      units: ['02545', 202_548],
      people: [4, 5],
    });
  });

  test('plain values: text, number, JSON, a switch', () => {
    expect(bodyOf('7', '--name', '02545', '--is-whole')).toEqual({ name: '02545', isWhole: true });
    expect(parseCommand(endpoint, ['7', '--on', '2026-01-01']).raw.query.get('on')).toBe(
      '2026-01-01',
    );
  });

  test('what it does not know is a mistake of typing', () => {
    expect(() => parseCommand(endpoint, ['7', '--unit', 'x'])).toThrow(UsageError);
    expect(() => parseCommand(endpoint, ['7', '8'])).toThrow('unexpected: 8');
  });
});
