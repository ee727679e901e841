/** The HTTP server over a test database, called as any actor without a port or a session. */
import { pino } from 'pino';
import type { AnyEndpoint } from '../src/http/endpoint.ts';
import type { Gate } from '../src/http/gate.ts';
import { buildServer } from '../src/http/server.ts';
import type { Actor } from '../src/kernel/actor.ts';
import type { Context } from '../src/stores/context.ts';
import { type TestDatabase, useTestDatabase } from './database.ts';

export interface TestAnswer<Body = unknown> {
  status: number;
  headers: Headers;
  /** parsed JSON, or undefined for files and empty answers */
  body: Body;
  response: Response;
}

export interface TestHttp {
  database: TestDatabase;
  /** `path` with its query; a body is sent as JSON; `actor` null = nobody signed in */
  request<Body = never>(
    actor: Actor | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer<Body>>;
}

/** Every call is allowed to whoever is signed in: for tests of endpoints, not of access. */
const openGate: Omit<Gate, 'identify'> = {
  decide: async () => ({ kind: 'allowed', reach: { role: null, unitIds: [], personIds: [] } }),
  journalChange: async () => {},
  journalRead: () => {},
};

/** Call at the top level of a test file, as `useTestDatabase`. */
export function useTestServer(
  endpoints: readonly AnyEndpoint[],
  makeGate: (ctx: Context) => Omit<Gate, 'identify'> = () => openGate,
): TestHttp {
  const database = useTestDatabase();
  const actors = new Map<string, Actor>();
  let app: ReturnType<typeof buildServer> | undefined;
  const server = (): ReturnType<typeof buildServer> => {
    const ctx = database.ctx({ log: pino({ level: 'silent' }) });
    app ??= buildServer({
      endpoints,
      context: ctx,
      gate: {
        ...makeGate(ctx),
        identify: async (request) => {
          const actor = actors.get(request.headers.get('x-test-actor') ?? '');
          return actor ? { actor, viaCookie: false } : null;
        },
      },
      text: (code) => code,
    });
    return app;
  };
  return {
    database,
    async request<Body>(
      actor: Actor | null,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<TestAnswer<Body>> {
      if (actor) actors.set(actor.userId, actor);
      const response = await server().request(path, {
        method: method.toUpperCase(),
        headers: {
          ...(actor ? { 'x-test-actor': actor.userId } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const parsed = isJson ? await response.clone().json() : undefined;
      return { status: response.status, headers: response.headers, body: parsed as Body, response };
    },
  };
}
