/** OpenAPI 3.1 from the endpoint table: zod 4 speaks JSON Schema 2020-12, which OpenAPI 3.1 is. */
import { z } from 'zod';
import type { AnyEndpoint } from './endpoint.ts';

type Json = Record<string, unknown>;

/** The description of the API; plain data, ready to be sent. */
export function openApiOf(endpoints: readonly AnyEndpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const operations = (paths[endpoint.path] ??= {});
    operations[endpoint.method] = operationOf(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bao Phủ',
      version,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'baophu.session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
      responses: { Problem: PROBLEM_RESPONSE },
      schemas: { Problem: PROBLEM },
    },
  };
}

/** First word of the id: `units.tree` → `units`. */
export function tagOf(endpoint: AnyEndpoint): string {
  return endpoint.id.split('.')[0] ?? endpoint.id;
}

function operationOf(endpoint: AnyEndpoint): Json {
  const { input, access } = endpoint;
  const operation: Json = {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [tagOf(endpoint)],
    security: access.kind === 'public' ? [{}] : [{ session: [] }, { token: [] }],
    'x-access': 'roles' in access ? { kind: access.kind, roles: access.roles } : access,
    'x-journal': endpoint.journal,
    responses: responsesOf(endpoint),
  };
  if (endpoint.cli) operation['x-command'] = `baophu ${endpoint.cli.command}`;
  const parameters = [
    ...parametersOf(input.params, 'path', endpoint.example?.params),
    ...parametersOf(input.query, 'query', endpoint.example?.query),
  ];
  if (parameters.length > 0) operation['parameters'] = parameters;
  if (input.body) {
    const media: Json = { schema: schemaOf(input.body, 'input') };
    if (endpoint.example?.body !== undefined) media['example'] = endpoint.example.body;
    operation['requestBody'] = { required: true, content: { 'application/json': media } };
  }
  return operation;
}

function parametersOf(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  example: object | undefined,
): Json[] {
  if (!schema) return [];
  const described = schemaOf(schema, 'input');
  const required = new Set((described['required'] as string[] | undefined) ?? []);
  const examples = (example ?? {}) as Json;
  return Object.entries((described['properties'] as Record<string, Json>) ?? {}).map(
    ([name, property]) => {
      const { description, ...rest } = property;
      return {
        name,
        in: place,
        required: place === 'path' || required.has(name),
        ...(description === undefined ? {} : { description }),
        ...(rest['type'] === 'array' ? { style: 'form', explode: true } : {}),
        schema: rest,
        ...(name in examples ? { example: examples[name] } : {}),
      };
    },
  );
}

function responsesOf(endpoint: AnyEndpoint): Json {
  const responses: Json = { default: { $ref: '#/components/responses/Problem' } };
  if (!endpoint.output) {
    responses['200'] = { description: 'Tệp · a file', content: { 'application/octet-stream': {} } };
    return responses;
  }
  const schema = schemaOf(endpoint.output, 'output');
  responses['200'] = { description: endpoint.summary, content: { 'application/json': { schema } } };
  return responses;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json;
  return json;
}

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    id: { type: 'string', description: 'mã sự cố để báo lại · to quote when asking for help' },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          at: { type: 'string', description: 'query.asOf, body.persons.3.birthDate' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const PROBLEM_RESPONSE: Json = {
  description: 'Lỗi · a problem, with every fault at once',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
