/** The table of endpoints as a Hono server; `app.request()` answers in tests without a port. */
import { randomUUID } from 'node:crypto';
import { type Context as HonoContext, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Actor } from '../kernel/actor.ts';
import { assert } from '../kernel/assert.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { BlobTooLarge } from '../stores/blobs.ts';
import type { Context } from '../stores/context.ts';
import { CALL_MS_MAX, callEndpoint, checkBeforehand } from './call.ts';
import { docsPage, docsStyle } from './docs-page.ts';
import type { AnyEndpoint } from './endpoint.ts';
import { noteOf, passingFault } from './failure.ts';
import type { Caller, Gate } from './gate.ts';
import { type RawInput, parseInput } from './input.ts';
import { openApiOf } from './openapi.ts';
import {
  type FaultText,
  describeFault,
  languageOf,
  problemOf,
  problemResponse,
  statusOf,
} from './problem.ts';
import { type ProgressFeed, progressStream } from './progress.ts';
import { replyOf } from './reply.ts';
import { isFromOwnPage, setSecurityHeaders } from './security.ts';
import { openStaticFiles } from './static-files.ts';

export interface ServerOptions {
  endpoints: readonly AnyEndpoint[];
  /** everything of an operation's context but who acts */
  context: Omit<Context, 'who'>;
  gate: Gate;
  text: FaultText;
  /** sign-in protocols under /v1/auth/ */
  auth?: (request: Request) => Promise<Response>;
  /** built web app; absent in tests */
  webFolder?: string | null;
  /** progress of jobs; without it the stream of events is missing */
  progress?: ProgressFeed;
  /** address behind a proxy; null = the host of the request */
  publicUrl?: string | null;
  /** whether the server can do its work, for /readyz */
  isReady?: () => Promise<boolean>;
  version?: string;
}

/** In-process callers name their actor here: only code of this process can set bindings. */
export const ACTOR_BINDING = Symbol('actor');

/** Third argument of `app.request()`: the call is made as `actor`. */
export function asActor(actor: Actor): object {
  return { [ACTOR_BINDING]: actor };
}

const BODY_BYTES_MAX = 1 << 20;

export function buildServer(options: ServerOptions): Hono {
  const app = new Hono();
  app.use(frame(options));
  app.use(compress({ contentTypeFilter: /^application\/(problem\+)?json|^text\/html/ }));
  addMachineRoutes(app, options);
  if (options.auth) {
    const auth = options.auth;
    app.on(
      ['GET', 'POST'],
      '/v1/auth/*',
      bodyLimit({ maxSize: 1 << 16, onError: (c) => refusal(options, c, 413, 'http.tooLarge') }),
      (c) => auth(c.req.raw),
    );
  }
  for (const endpoint of options.endpoints) addEndpoint(app, options, endpoint);
  const files = options.webFolder ? openStaticFiles(options.webFolder) : undefined;
  app.notFound(async (c) => {
    const isPage = (c.req.method === 'GET' || c.req.method === 'HEAD') && !isApi(c.req.path);
    const file = isPage ? await files?.answer(c.req.raw) : undefined;
    return file ?? refusal(options, c, 404, 'http.notFound');
  });
  app.onError((cause, c) => failed(options, c, cause));
  return app;
}

/** `/v1/units/{unit}` → `/v1/units/:unit` */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function isApi(path: string): boolean {
  return path.startsWith('/v1/') || path === '/healthz' || path === '/readyz';
}

// ── around every request ──

function frame(options: ServerOptions) {
  return async (c: HonoContext, next: () => Promise<void>): Promise<void> => {
    const id = randomUUID();
    const start = performance.now();
    c.set('requestId', id);
    await next();
    c.res.headers.set('x-request-id', id);
    setSecurityHeaders(c.res.headers, isHttps(options, c));
    options.context.log.info(
      {
        requestId: id,
        method: c.req.method,
        route: (c.get('route') as string | undefined) ?? routeOf(c.req.path),
        status: c.res.status,
        ms: Math.round(performance.now() - start),
      },
      'request',
    );
  };
}

function isHttps(options: ServerOptions, c: HonoContext): boolean {
  return (options.publicUrl ?? c.req.url).startsWith('https:');
}

/** The path for the log, with all that could name a person or a place cut. */
function routeOf(path: string): string {
  if (path.startsWith('/v1/auth/')) return path.replace(/[^/a-z-].*$/, '…');
  if (path.startsWith('/v1/')) return '/v1/…';
  return isApi(path) ? path : 'web';
}

function refusal(
  options: ServerOptions,
  c: HonoContext,
  status: number,
  code: string,
  faults: readonly Fault[] = [],
): Response {
  const language = languageOf(c.req.header('accept-language'));
  const described = faults.map((fault) => describeFault(fault, language, options.text));
  return problemResponse(
    problemOf(status, code, language, options.text, described.length ? { faults: described } : {}),
  );
}

/** Missing things and those out of the caller's places answer with the same bytes. */
function refused(options: ServerOptions, c: HonoContext, cause: Refusal): Response {
  const code = cause.faults[0].code;
  if (code === 'http.signIn') return refusal(options, c, 401, code);
  const status = statusOf(code);
  if (status === 404) return refusal(options, c, 404, 'http.notFound');
  if (code === 'http.forbidden') return refusal(options, c, 403, code);
  if (code === 'http.tooLarge') return refusal(options, c, 413, code);
  if (code.startsWith('input.')) return refusal(options, c, 400, 'http.invalid', cause.faults);
  return refusal(options, c, status, code, cause.faults);
}

function failed(options: ServerOptions, c: HonoContext, cause: unknown): Response {
  if (cause instanceof Refusal) return refused(options, c, cause);
  const passing = passingFault(cause);
  if (passing) return refusal(options, c, passing.status, passing.code);
  const id = c.get('requestId') as string;
  options.context.log.error({ requestId: id, failure: noteOf(cause) }, 'request failed');
  const language = languageOf(c.req.header('accept-language'));
  return problemResponse(problemOf(500, 'http.failed', language, options.text, { id }));
}

// ── endpoints ──

function addEndpoint(app: Hono, options: ServerOptions, endpoint: AnyEndpoint): void {
  const method = endpoint.method.toUpperCase();
  if (endpoint.uploadBytesMax !== undefined) {
    app.on(method, honoPath(endpoint.path), (c) => answer(options, endpoint, c));
    return;
  }
  app.on(
    method,
    honoPath(endpoint.path),
    bodyLimit({
      maxSize: endpoint.bodyBytesMax ?? BODY_BYTES_MAX,
      onError: (c) => refusal(options, c, 413, 'http.tooLarge'),
    }),
    (c) => answer(options, endpoint, c),
  );
}

async function answer(
  options: ServerOptions,
  endpoint: AnyEndpoint,
  c: HonoContext,
): Promise<Response> {
  c.set('route', endpoint.path);
  const caller = await identify(options, c);
  if (!caller && endpoint.access.kind !== 'public') return refusal(options, c, 401, 'http.signIn');
  if (caller && endpoint.method !== 'get') {
    if (caller.viaCookie && !isFromOwnPage(c.req.raw, options.publicUrl ?? null)) {
      return refusal(options, c, 403, 'http.wrongOrigin');
    }
    if (!caller.mayChange) return refusal(options, c, 403, 'http.readOnlyToken');
  }
  const raw =
    endpoint.uploadBytesMax === undefined
      ? await readRaw(endpoint, c)
      : await receiveFile(options, endpoint, c, caller?.actor ?? null);
  if (!raw) return refusal(options, c, 400, 'http.unreadable');
  const parsed = parseInput(endpoint.input, raw);
  if (!parsed.ok) return refusal(options, c, 400, 'http.invalid', parsed.faults);
  const call = callEndpoint(
    options.gate,
    options.context,
    caller?.actor ?? null,
    endpoint,
    parsed.input,
  );
  const value = await withinTime(call, endpoint.timeoutMs ?? CALL_MS_MAX);
  const response = replyOf(endpoint, value, c.req.raw);
  for (const cookie of caller?.cookies ?? []) response.headers.append('set-cookie', cookie);
  return response;
}

async function identify(options: ServerOptions, c: HonoContext): Promise<Caller | null> {
  const actor = (c.env as Record<symbol, Actor> | undefined)?.[ACTOR_BINDING];
  if (actor) return { actor, viaCookie: false, mayChange: true, cookies: [] };
  return await options.gate.identify(c.req.raw);
}

/** The database ends its statement by itself; this ends the waiting when something else hangs. */
async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const timeout = Object.assign(new Error('the call took too long'), { code: '57014' });
    timer = setTimeout(() => reject(timeout), milliseconds + 1000);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readRaw(endpoint: AnyEndpoint, c: HonoContext): Promise<RawInput | null> {
  const query = new URL(c.req.url).searchParams;
  const params = c.req.param() as Record<string, string>;
  if (!endpoint.input.body) return { params, query, body: undefined };
  const type = c.req.header('content-type') ?? '';
  try {
    if (type.startsWith('multipart/form-data')) {
      return { params, query, body: await c.req.parseBody({ all: true }) };
    }
    if (type !== '' && !/^application\/(.+\+)?json/.test(type)) {
      return { params, query, body: new Uint8Array(await c.req.arrayBuffer()) };
    }
    const text = await c.req.text();
    return { params, query, body: text === '' ? undefined : JSON.parse(text) };
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return null;
    throw cause;
  }
}

/**
 * The body to the store of files, if the caller may make the call at all: what path and query say
 * decides. Whatever its type, a body is bytes here, so nobody can name a file of somebody else.
 */
async function receiveFile(
  options: ServerOptions,
  endpoint: AnyEndpoint,
  c: HonoContext,
  who: Actor | null,
): Promise<RawInput> {
  const { blobs } = options.context;
  assert(blobs, 'uploads need the store of files');
  const query = new URL(c.req.url).searchParams;
  const params = c.req.param() as Record<string, string>;
  const raw: RawInput = { params, query, body: undefined };
  const { body: _, ...shape } = endpoint.input;
  const parsed = parseInput(shape, raw);
  if (!parsed.ok) throw new Refusal(parsed.faults as [Fault, ...Fault[]]);
  await checkBeforehand(options.gate, options.context, who, endpoint, parsed.input);
  const bytesMax = endpoint.uploadBytesMax ?? BODY_BYTES_MAX;
  if (Number(c.req.header('content-length') ?? 0) > bytesMax) refuse('http.tooLarge');
  const stream = c.req.raw.body ?? new ReadableStream<Uint8Array>({ start: (s) => s.close() });
  try {
    return { ...raw, body: await blobs.add(stream, bytesMax) };
  } catch (cause) {
    if (cause instanceof BlobTooLarge) refuse('http.tooLarge');
    throw cause;
  }
}

// ── for machines: health, description, events ──

function addMachineRoutes(app: Hono, options: ServerOptions): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const isReady = await (options.isReady?.() ?? Promise.resolve(true)).catch(() => false);
    return isReady ? c.json({ status: 'ready' }) : c.json({ status: 'notReady' }, 503);
  });
  const description = openApiOf(options.endpoints, options.version ?? '0');
  app.get('/v1/openapi.json', (c) => c.json(description));
  app.get('/v1/docs', (c) => c.html(docsPage(options.endpoints)));
  app.get('/v1/docs/page.css', (c) => c.body(docsStyle, 200, { 'content-type': 'text/css' }));
  const { progress } = options;
  if (!progress) return;
  app.get('/v1/jobs/events', async (c) => {
    const caller = await identify(options, c);
    if (!caller) return refusal(options, c, 401, 'http.signIn');
    return progressStream(
      progress,
      caller.actor,
      async () => (await identify(options, c)) !== null,
    );
  });
}
