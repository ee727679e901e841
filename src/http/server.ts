/** The table of endpoints as a Hono server; `app.request()` answers in tests without a port. */
import { type Context as HonoContext, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Fault, Outcome } from '../kernel/outcome.ts';
import { Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { inTransaction } from '../stores/context.ts';
import type { AnyEndpoint, FileReply, InputOf, InputShape } from './endpoint.ts';
import type { Caller, Decision, Gate, Reach } from './gate.ts';
import { parseInput } from './input.ts';
import {
  type FaultText,
  describeFault,
  languageOf,
  problemOf,
  problemResponse,
  statusOf,
} from './problem.ts';

export interface ServerOptions {
  endpoints: readonly AnyEndpoint[];
  /** everything of an operation's context but who acts */
  context: Omit<Context, 'who'>;
  gate: Gate;
  text: FaultText;
}

const BODY_BYTES_MAX = 1 << 20;

export function buildServer(options: ServerOptions): Hono {
  const app = new Hono();
  for (const endpoint of options.endpoints) {
    app.on(
      endpoint.method.toUpperCase(),
      honoPath(endpoint.path),
      bodyLimit({
        maxSize: endpoint.bodyBytesMax ?? BODY_BYTES_MAX,
        onError: (c) => refusal(options, c, 413, 'http.tooLarge'),
      }),
      (c) => answer(options, endpoint, c),
    );
  }
  app.notFound((c) => refusal(options, c, 404, 'http.notFound'));
  app.onError((cause, c) => {
    options.context.log.error({ err: cause }, 'request failed');
    return refusal(options, c, 500, 'http.failed');
  });
  return app;
}

/** `/v1/units/{unit}` → `/v1/units/:unit` */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
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

async function answer(
  options: ServerOptions,
  endpoint: AnyEndpoint,
  c: HonoContext,
): Promise<Response> {
  const caller = await options.gate.identify(c.req.raw);
  if (!caller && endpoint.access.kind !== 'public') {
    return refusal(options, c, 401, 'http.signIn');
  }
  const raw = await readRaw(endpoint, c);
  if (!raw) return refusal(options, c, 400, 'http.unreadable');
  const parsed = parseInput(endpoint.input, raw);
  if (!parsed.ok) return refusal(options, c, 400, 'http.invalid', parsed.faults);
  const ctx: Context = { ...options.context, who: caller?.actor ?? ANONYMOUS };
  try {
    const done = await inTransaction(ctx, (tx) =>
      perform(options.gate, endpoint, parsed.input, tx),
    );
    if (done.decision.kind !== 'allowed') return refuseDecision(options, c, done.decision);
    if (endpoint.journal === 'read') {
      options.gate.journalRead(
        ctx,
        endpoint,
        done.decision.reach,
        reasonOf(endpoint, parsed.input),
      );
    }
    return reply(done.value);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const status = statusOf(cause.faults[0].code);
    if (status === 404) return refusal(options, c, 404, 'http.notFound');
    return refusal(options, c, status, cause.faults[0].code, cause.faults);
  }
}

const ANONYMOUS: Caller['actor'] = { userId: '', name: '', kind: 'user', grants: [] };

interface Done {
  decision: Decision;
  value?: unknown;
}

/** Decision, work and the journal of a change stand or fall together. */
async function perform(
  gate: Gate,
  endpoint: AnyEndpoint,
  input: InputOf<InputShape>,
  tx: Context,
): Promise<Done> {
  const decision = await gate.decide(tx, endpoint, input);
  if (decision.kind !== 'allowed') return { decision };
  const value = unwrap(await endpoint.handle(tx, input));
  if (endpoint.journal === 'change') {
    await gate.journalChange(tx, endpoint, decision.reach, reasonOf(endpoint, input));
  }
  return { decision, value };
}

function reasonOf(endpoint: AnyEndpoint, input: InputOf<InputShape>): string {
  return endpoint.reason?.(input) ?? '';
}

/** An operation may answer with an Outcome; its faults roll the transaction back. */
function unwrap(value: unknown): unknown {
  if (!isOutcome(value)) return value;
  if (!value.ok) throw new Refusal(value.faults);
  return value.value;
}

function isOutcome(value: unknown): value is Outcome<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true
    ? 'value' in value && Object.keys(value).length === 2
    : value.ok === false && 'faults' in value && Array.isArray(value.faults);
}

function refuseDecision(
  options: ServerOptions,
  c: HonoContext,
  decision: Exclude<Decision, { kind: 'allowed' }>,
): Response {
  if (decision.kind === 'signIn') return refusal(options, c, 401, 'http.signIn');
  if (decision.kind === 'forbidden') return refusal(options, c, 403, 'http.forbidden');
  return refusal(options, c, 404, 'http.notFound');
}

async function readRaw(
  endpoint: AnyEndpoint,
  c: HonoContext,
): Promise<Parameters<typeof parseInput>[1] | null> {
  const query = new URL(c.req.url).searchParams;
  const params = c.req.param() as Record<string, string>;
  if (!endpoint.input.body) return { params, query, body: undefined };
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    return { params, query, body: await c.req.parseBody({ all: true }) };
  }
  if (type !== '' && !/^application\/(.+\+)?json/.test(type)) {
    return { params, query, body: new Uint8Array(await c.req.arrayBuffer()) };
  }
  const text = await c.req.text();
  try {
    return { params, query, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return null;
  }
}

function isFile(value: unknown): value is FileReply {
  return typeof value === 'object' && value !== null && 'file' in value;
}

function reply(value: unknown): Response {
  if (isFile(value)) {
    const name = encodeURIComponent(value.file.name);
    return new Response(value.file.bytes as BodyInit, {
      headers: {
        'content-type': value.file.type,
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      },
    });
  }
  if (value === undefined || value === null) return new Response(null, { status: 204 });
  return Response.json(value, { headers: { 'cache-control': 'no-store' } });
}
