/** The HTTP server over a test database, called as whatever actor without a port or a session. */
import type { AnyEndpoint } from '../src/http/endpoint.ts';
import type { Gate } from '../src/http/gate.ts';
import { asActor, buildServer } from '../src/http/server.ts';
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
export const openGate: Gate = {
  identify: async () => null,
  decide: async (_tx, who, endpoint) =>
    who === null && endpoint.access.kind !== 'public'
      ? { kind: 'signIn' }
      : { kind: 'allowed', reach: { role: null, unitIds: [], personIds: [] }, who },
  journalChange: async () => {},
  journalRead: () => {},
};

/** Call at the top level of a test file, as `useTestDatabase`. Texts of faults are their codes. */
export function useTestServer(
  endpoints: readonly AnyEndpoint[],
  makeGate: (ctx: Context) => Gate = () => openGate,
): TestHttp {
  const database = useTestDatabase();
  let app: ReturnType<typeof buildServer> | undefined;
  const server = (): ReturnType<typeof buildServer> => {
    const ctx = database.ctx();
    app ??= buildServer({ endpoints, context: ctx, gate: makeGate(ctx), text: ({ code }) => code });
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
      const init = {
        method: method.toUpperCase(),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      };
      const response = await server().request(path, init, actor ? asActor(actor) : undefined);
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const parsed = isJson ? await response.clone().json() : undefined;
      return { status: response.status, headers: response.headers, body: parsed as Body, response };
    },
  };
}
