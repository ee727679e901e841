import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../test/database.ts';
import { openGate } from '../../test/server.ts';
import { type Actor, SYSTEM_ACTOR } from '../kernel/actor.ts';
import { assert } from '../kernel/assert.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { jobQueue, reportProgress } from '../stores/jobs.ts';
import { compressFolder } from '../web-build.ts';
import { type AnyEndpoint, defineEndpoint } from './endpoint.ts';
import { jobEndpoints } from './jobs.ts';
import { type ProgressFeed, openProgressFeed } from './progress.ts';
import { asActor, buildServer } from './server.ts';

const open = { access: { kind: 'public' }, journal: 'none', output: z.unknown() } as const;

const rows: readonly AnyEndpoint[] = [
  defineEndpoint({
    ...open,
    id: 'test.large',
    method: 'get',
    path: '/v1/large',
    summary: 'a large answer',
    input: { query: z.object({ size: z.number().int().default(100).describe('bao nhiêu') }) },
    handle: async (_ctx, { query }) => ({ text: 'chữ '.repeat(query.size) }),
  }),
  defineEndpoint({
    ...open,
    id: 'test.slow',
    method: 'get',
    path: '/v1/slow',
    summary: 'slow',
    input: {},
    timeoutMs: 100,
    handle: (ctx) => sql`select pg_sleep(20)`.execute(ctx.db),
  }),
  defineEndpoint({
    ...open,
    id: 'test.broken',
    method: 'get',
    path: '/v1/broken/{name}',
    summary: 'broken',
    input: { params: z.object({ name: z.string() }) },
    async handle(ctx, { params }) {
      if (params.name === 'assert') assert(false, 'person 140000000123 "Nguyễn Văn A" twice');
      return await sql`select ${params.name}::date`.execute(ctx.db);
    },
  }),
  defineEndpoint({
    ...open,
    id: 'test.file',
    method: 'get',
    path: '/v1/file',
    summary: 'file',
    input: {},
    output: undefined,
    handle: async () => ({
      file: { name: 'Danh sách.csv', type: 'text/csv', bytes: new TextEncoder().encode('a,b') },
    }),
  }),
  defineEndpoint({
    ...open,
    id: 'test.upload',
    method: 'post',
    path: '/v1/upload',
    summary: 'upload',
    input: { body: z.unknown() },
    bodyBytesMax: 2000,
    async handle(_ctx, { body }) {
      if (body instanceof Uint8Array) return { bytes: body.length };
      const file = (body as { file?: unknown }).file;
      return file instanceof File ? { name: file.name, bytes: file.size } : { other: body };
    },
  }),
  ...jobEndpoints,
];

describe('the machinery around endpoints', () => {
  const database = useTestDatabase();
  let folder: string;
  let ctx: Context;
  let progress: ProgressFeed;
  let app: ReturnType<typeof buildServer>;
  const lines: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-web-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(
      join(folder, 'index.html'),
      '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>',
    );
    await writeFile(
      join(folder, 'assets', 'main-DkG83hsx.js'),
      `console.log(${JSON.stringify('x'.repeat(4000))})`,
    );
    await compressFolder(folder);
    await writeFile(join(folder, 'robots.txt'), 'User-agent: *\nDisallow: /');
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    ctx = database.ctx({ log });
    progress = await openProgressFeed(database.url(), ctx.db, ctx.log);
    app = buildServer({
      endpoints: rows,
      context: ctx,
      gate: openGate,
      text: ({ code }) => code,
      webFolder: folder,
      progress,
      isReady: async () => true,
    });
  });
  afterAll(async () => {
    await progress.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('large JSON is sent gzipped to who takes it, small JSON is not', async () => {
    const packed = await app.request('/v1/large?size=5000', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect(bytes.length).toBeLessThan(1000);
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual({ text: 'chữ '.repeat(5000) });
    const small = await app.request('/v1/large?size=1', { headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers.get('content-encoding')).toBeNull();
    expect((await app.request('/v1/large?size=5000')).headers.get('content-encoding')).toBeNull();
  });

  test('an answer without personal data is not sent twice', async () => {
    const first = await app.request('/v1/large');
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const second = await app.request('/v1/large', { headers: { 'if-none-match': tag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
    const other = await app.request('/v1/large?size=9', { headers: { 'if-none-match': tag } });
    expect(other.status).toBe(200);
  });

  test('every answer forbids what a page does not need', async () => {
    for (const path of ['/', '/v1/large', '/v1/nowhere', '/healthz', '/v1/docs', '/v1/broken/x']) {
      const { headers } = await app.request(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('a call that takes too long is stopped in the database too', async () => {
    const start = performance.now();
    const answer = await app.request('/v1/slow');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'http.tookTooLong' });
    expect(performance.now() - start).toBeLessThan(3000);
    const left = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity
      where state = 'active' and query like 'select pg_sleep%' and datname = current_database()`.execute(
      ctx.db,
    );
    expect(left.rows[0]?.n).toBe(0);
  });

  test('a failure of ours is told by a number; the log holds no name, number or value', async () => {
    lines.length = 0;
    const broken = await app.request(
      '/v1/broken/Nguyễn Văn A 012345678901?x=1'.replace('?x=1', ''),
    );
    const body = (await broken.json()) as { id: string };
    expect([broken.status, body]).toEqual([500, expect.objectContaining({ code: 'http.failed' })]);
    const asserted = await app.request('/v1/broken/assert');
    expect(asserted.status).toBe(500);
    const log = lines.join('');
    expect(log).toContain(body.id);
    expect(log).toContain('22007');
    expect(log).toContain('person …');
    expect(log).toContain('/v1/broken/{name}');
    for (const secret of ['Nguyễn', 'Nguy%', '012345678901', '140000000123'])
      expect(log).not.toContain(secret);
  });

  test('paths and queries of the log name nobody', async () => {
    lines.length = 0;
    await app.request('/v1/people/140000000123?name=Hương');
    await app.request('/nguoi/140000000123');
    expect(lines.join('')).not.toMatch(/140000000123|Hương|H%C6/);
    expect(lines).toHaveLength(2);
  });

  test('files come with their Vietnamese names, uploads whole and within their limit', async () => {
    const file = await app.request('/v1/file');
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Danh%20s%C3%A1ch.csv",
    );
    expect(await file.text()).toBe('a,b');
    const raw = await app.request('/v1/upload', {
      method: 'POST',
      body: new Uint8Array(1500),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(await raw.json()).toEqual({ bytes: 1500 });
    const form = new FormData();
    form.append('file', new File(['abc'], 'Danh sách.csv'));
    const sent = await app.request('/v1/upload', { method: 'POST', body: form });
    expect(await sent.json()).toEqual({ name: 'Danh sách.csv', bytes: 3 });
    const large = await app.request('/v1/upload', {
      method: 'POST',
      body: new Uint8Array(2001),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect([large.status, await large.json()]).toEqual([
      413,
      expect.objectContaining({ code: 'http.tooLarge' }),
    ]);
    const torn = await app.request('/v1/upload', {
      method: 'POST',
      body: '{"a":',
      headers: { 'content-type': 'application/json' },
    });
    expect([torn.status, await torn.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'http.unreadable' }),
    ]);
  });

  test('the web app: hashed files for ever, pages fresh with a nonce of their own, nothing outside the folder', async () => {
    const ask = (accepted: string): Promise<Response> =>
      Promise.resolve(
        app.request('/assets/main-DkG83hsx.js', { headers: { 'accept-encoding': accepted } }),
      );
    const script = await ask('gzip, deflate');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    // a part of a page is no document: what guards documents would only weigh on it
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect(script.headers.get('content-security-policy')).toBeNull();
    expect(gunzipSync(Buffer.from(await script.arrayBuffer())).toString()).toContain('xxxx');
    const smaller = await ask('gzip, deflate, br');
    expect(smaller.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await smaller.arrayBuffer())).toString()).toContain(
      'xxxx',
    );
    const plain = await ask('identity');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toContain('xxxx');
    const nonces = new Set<string>();
    for (const path of ['/', '/don-vi/076?ngay=2021-12-31', '/index.html']) {
      const page = await app.request(path);
      expect([path, page.status]).toEqual([path, 200]);
      const nonce = /nonce="([\w-]+)"/.exec(await page.text())?.[1] ?? '';
      expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
    for (const path of [
      '/assets/none.js',
      '/../package.json',
      '/%2e%2e/package.json',
      '/v1/none',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      expect([path, (await app.request(path)).status]).toEqual([path, 404]);
    }
    expect((await app.request('/', { method: 'POST' })).status).toBe(404);
  });

  test('OpenAPI describes every endpoint, its parameters and who may call it', async () => {
    const description = (await (await app.request('/v1/openapi.json')).json()) as Record<
      string,
      Record<string, Record<string, unknown>>
    >;
    expect(description['openapi']).toBe('3.1.0');
    expect(description['paths']?.['/v1/large']?.['get']).toMatchObject({
      operationId: 'test.large',
      parameters: [
        {
          name: 'size',
          in: 'query',
          required: false,
          description: 'bao nhiêu',
          schema: { type: 'integer', default: 100 },
        },
      ],
      security: [{}],
    });
    expect(description['paths']?.['/v1/jobs/{job}']?.['get']).toMatchObject({
      parameters: [{ name: 'job', in: 'path', required: true }],
      'x-access': { kind: 'signedIn' },
      'x-command': 'baophu jobs get',
    });
    const page = await app.request('/v1/docs');
    const html = await page.text();
    expect(html).toContain('/v1/jobs/{job}');
    expect(html).not.toMatch(/<script|style=/);
  });

  const worker: Actor = { userId: 'u-1', name: 'Một', kind: 'user', grants: [] };
  const stranger: Actor = { userId: 'u-2', name: 'Hai', kind: 'user', grants: [] };

  function addJob(who: Actor): Promise<string> {
    return inTransaction({ ...ctx, who }, (tx) => jobQueue.add(tx.db, 'test.job', { a: 1 }));
  }

  test('jobs are seen and stopped by who started them', async () => {
    const jobId = await addJob(worker);
    const get = async (who: Actor) =>
      (await app.request(`/v1/jobs/${jobId}`, {}, asActor(who))).status;
    expect([await get(worker), await get(stranger), await get(SYSTEM_ACTOR)]).toEqual([
      200, 404, 200,
    ]);
    await expect(
      inTransaction({ ...ctx, who: worker }, (tx) =>
        sql`select * from graphile_worker.jobs`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/);
    const step = { jobId, name: 'test.job', share: 0.5, step: 'half', state: 'running' as const };
    expect(await reportProgress(ctx.db, step)).toBe(true);
    const seen = await app.request(`/v1/jobs/${jobId}`, {}, asActor(worker));
    expect(await seen.json()).toMatchObject({ state: 'running', share: 0.5, step: 'half' });
    const cancel = (who: Actor) =>
      app.request(`/v1/jobs/${jobId}/cancel`, { method: 'POST' }, asActor(who));
    expect((await cancel(stranger)).status).toBe(404);
    expect(await (await cancel(worker)).json()).toMatchObject({ state: 'cancelled' });
    expect(await reportProgress(ctx.db, step)).toBe(false);
    expect(await (await cancel(worker)).json()).toMatchObject({ code: 'jobs.alreadyOver' });
    const list = await app.request('/v1/jobs', {}, asActor(stranger));
    expect(await list.json()).toEqual({ jobs: [] });
  });

  test('progress is told to who started the job, and to nobody else', async () => {
    const [mine, theirs] = [await addJob(worker), await addJob(stranger)];
    expect((await app.request('/v1/jobs/events')).status).toBe(401);
    const stream = await app.request('/v1/jobs/events', {}, asActor(worker));
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body?.getReader();
    for (const jobId of [theirs, mine]) {
      await reportProgress(ctx.db, {
        jobId,
        name: 'test.job',
        share: 1,
        step: 'end',
        state: 'done',
      });
    }
    let heard = '';
    while (!heard.includes(`"jobId":"${mine}"`)) {
      const part = await reader?.read();
      heard += new TextDecoder().decode(part?.value);
    }
    await reader?.cancel();
    expect(heard).toContain(`"jobId":"${mine}"`);
    expect(heard).not.toContain(`"jobId":"${theirs}"`);
  });

  test('the feed connects again when PostgreSQL drops it', async () => {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`.execute(ctx.db);
    const jobId = await addJob(worker);
    const heard: string[] = [];
    const stop = progress.listen((event) => heard.push(event.jobId));
    const deadline = Date.now() + 10_000;
    const step = { jobId, name: 'test.job', share: null, step: 's', state: 'running' as const };
    while (heard.length === 0 && Date.now() < deadline) {
      await reportProgress(ctx.db, step);
      await sql`select pg_sleep(0.05)`.execute(ctx.db);
    }
    stop();
    expect(heard).toContain(jobId);
  });

  test('health', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await app.request('/readyz')).status).toBe(200);
    const down = buildServer({
      endpoints: [],
      context: ctx,
      gate: openGate,
      text: ({ code }) => code,
      isReady: () => Promise.reject(new Error('no database')),
    });
    expect((await down.request('/readyz')).status).toBe(503);
  });
});
