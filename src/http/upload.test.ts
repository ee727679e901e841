/** A large body goes to the store of files as it comes, once the caller may make the call. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../test/database.ts';
import { openGate } from '../../test/server.ts';
import { type Actor, SYSTEM_ACTOR } from '../kernel/actor.ts';
import { openBlobs } from '../stores/blobs.ts';
import { UploadedFile, defineEndpoint } from './endpoint.ts';
import { asActor, buildServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'baophu-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const blobs = openBlobs(folder);

const BYTES_MAX = 3_000_000;

const endpoint = defineEndpoint({
  id: 'test.upload',
  method: 'post',
  path: '/v1/test/upload',
  summary: 'Thử',
  input: { query: z.object({ name: z.string() }), body: UploadedFile },
  output: z.object({ hash: z.string(), bytes: z.int(), name: z.string() }),
  access: { kind: 'signedIn' },
  journal: 'none',
  uploadBytesMax: BYTES_MAX,
  example: { query: { name: 'a' } },
  handle: async (_ctx, { query, body }) => ({ ...body, name: query.name }),
});

describe('a file in the body', () => {
  const database = useTestDatabase();

  async function send(who: Actor | null, path: string, body: BodyInit): Promise<Response> {
    const context = database.ctx({ blobs });
    const text = ({ code }: { code: string }): string => code;
    const app = buildServer({ endpoints: [endpoint], context, gate: openGate, text });
    return await app.request(path, { method: 'POST', body }, who ? asActor(who) : undefined);
  }

  test('is kept under its hash, the same bytes once', async () => {
    const bytes = new Uint8Array(2_000_000).fill(7);
    const first = await send(SYSTEM_ACTOR, '/v1/test/upload?name=a', bytes);
    expect(first.status).toBe(200);
    const kept = (await first.json()) as { hash: string; bytes: number };
    expect(kept).toMatchObject({ bytes: 2_000_000, name: 'a' });
    expect(readFileSync(blobs.pathOf(kept.hash)).equals(Buffer.from(bytes))).toBe(true);
    const again = await send(SYSTEM_ACTOR, '/v1/test/upload?name=b', bytes);
    expect(await again.json()).toEqual({ ...kept, name: 'b' });
    expect(await blobs.listOlderThan(Date.now() + 60_000)).toEqual([kept.hash]);
  });

  test('is bytes also when it looks like the name of another file', async () => {
    const body = JSON.stringify({ hash: 'a'.repeat(64), bytes: 1 });
    const sent = await send(SYSTEM_ACTOR, '/v1/test/upload?name=a', body);
    expect(((await sent.json()) as { bytes: number }).bytes).toBe(body.length);
  });

  test('too large is refused and leaves nothing', async () => {
    const before = await blobs.listOlderThan(Date.now() + 60_000);
    const bytes = new Uint8Array(BYTES_MAX + 1);
    const sent = await send(SYSTEM_ACTOR, '/v1/test/upload?name=a', bytes);
    expect(sent.status).toBe(413);
    expect(await blobs.listOlderThan(Date.now() + 60_000)).toEqual(before);
  });

  test('of nobody, or with a faulty query, is not even read', async () => {
    expect((await send(null, '/v1/test/upload?name=a', 'x')).status).toBe(401);
    const sent = await send(SYSTEM_ACTOR, '/v1/test/upload', 'x');
    expect(sent.status).toBe(400);
  });
});
