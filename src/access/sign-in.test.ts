import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../test/database.ts';
import { type House, openHouse } from '../../test/house.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { defineEndpoint } from '../http/endpoint.ts';
import { buildServer } from '../http/server.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { openVault } from '../stores/vault.ts';
import { createFirstLink, createLink } from './links.ts';
import { deleteSessions, setSuspended } from './sql-accounts.ts';

const whoami = defineEndpoint({
  id: 'test.whoami',
  method: 'get',
  path: '/v1/whoami',
  summary: 'who',
  input: {},
  output: z.unknown(),
  access: { kind: 'signedIn' },
  journal: 'none',
  handle: async (ctx) => ({ name: ctx.who.name, grants: ctx.who.grants }),
});

const change = defineEndpoint({
  id: 'test.change',
  method: 'post',
  path: '/v1/change',
  summary: 'change',
  input: {},
  output: z.unknown(),
  access: { kind: 'signedIn' },
  journal: 'change',
  handle: async () => ({ done: true }),
});

const PASSWORD = 'con đò qua sông Lô';
const ORIGIN = 'http://localhost';

describe('signing in', () => {
  const database = useTestDatabase();
  let folder: string;
  let house: House;
  let app: ReturnType<typeof buildServer>;
  let clock = Temporal.Now.instant();
  let ctx: Context;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
    ctx = database.ctx({ vault: openVault(folder), now: () => clock });
    await plantSmallTree(ctx.db);
    house = openHouse(ctx, ORIGIN);
    app = buildServer({
      endpoints: [whoami, change],
      context: ctx,
      gate: house.gate,
      auth: house.auth.handle,
      text: ({ code }) => code,
    });
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A browser: keeps cookies, sends its origin. */
  function browser() {
    const jar = new Map<string, string>();
    return {
      jar,
      async send(
        method: string,
        path: string,
        body?: unknown,
        headers: Record<string, string> = {},
      ) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await app.request(`${ORIGIN}${path}`, {
          method,
          headers: {
            origin: ORIGIN,
            ...(cookie ? { cookie } : {}),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        });
        for (const line of response.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          const mark = pair.indexOf('=');
          if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, mark));
          else jar.set(pair.slice(0, mark), pair.slice(mark + 1));
        }
        const text = await response.text();
        // oxlint-disable-next-line typescript/no-explicit-any
        const answer = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
        return { status: response.status, body: answer, headers: response.headers };
      },
    };
  }

  async function signIn(username: string, password = PASSWORD) {
    const client = browser();
    const answer = await client.send('POST', '/v1/auth/sign-in/username', { username, password });
    return { client, answer };
  }

  async function journalActions(): Promise<string[]> {
    const rows = await sql<{
      action: string;
    }>`select action from access.journal order by seq`.execute(ctx.db);
    return rows.rows.map((row) => row.action);
  }

  test('the first administrator sets a password through a link that works once', async () => {
    const old = await createFirstLink(ctx);
    const link = await createFirstLink(ctx);
    const client = browser();
    const withdrawn = await client.send('POST', '/v1/auth/link/inspect', { code: old?.code });
    expect([withdrawn.status, withdrawn.body?.['code']]).toEqual([422, 'access.linkInvalid']);
    const seen = await client.send('POST', '/v1/auth/link/inspect', { code: link?.code });
    expect(seen.body).toMatchObject({ purpose: 'first', needsPassword: true });

    const use = { code: link?.code, name: 'Quản trị Một', username: 'quantri1' };
    const weak = await client.send('POST', '/v1/auth/link/use', {
      ...use,
      password: 'Matkhau@123456',
    });
    expect([weak.status, weak.body?.['code']]).toEqual([422, 'access.passwordTooCommon']);

    const done = await client.send('POST', '/v1/auth/link/use', { ...use, password: PASSWORD });
    expect([done.status, done.body?.['signedIn']]).toEqual([200, true]);
    const me = await client.send('GET', '/v1/whoami');
    expect(me.body).toMatchObject({
      name: 'Quản trị Một',
      grants: [{ role: 'administrator', unitId: PLACE.country, path: 'u1' }],
    });

    const replayed = await browser().send('POST', '/v1/auth/link/use', {
      ...use,
      username: 'kesau',
      password: PASSWORD,
    });
    expect([replayed.status, replayed.body?.['code']]).toEqual([422, 'access.linkInvalid']);
    expect(await createFirstLink(ctx)).toBeNull();
    expect(await journalActions()).toEqual(expect.arrayContaining(['link.first', 'signIn.done']));
  });

  test('of two who use one link at once only one gets in', async () => {
    const userId = await userIdOf('quantri1');
    const link = await inTransaction(ctx, (tx) => createLink(tx, 'reset', userId));
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        browser().send('POST', '/v1/auth/link/use', {
          code: link.code,
          password: `${PASSWORD} ${n}`,
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422]);
    const again = await inTransaction(ctx, (tx) => createLink(tx, 'reset', userId));
    await browser().send('POST', '/v1/auth/link/use', { code: again.code, password: PASSWORD });
  });

  async function userIdOf(username: string): Promise<string> {
    const found = await sql<{
      id: string;
    }>`select id from access.user where username = ${username}`.execute(ctx.db);
    return found.rows[0]?.id ?? '';
  }

  test('a link expires', async () => {
    const link = await inTransaction(ctx, async (tx) =>
      createLink(tx, 'reset', await userIdOf('quantri1')),
    );
    clock = clock.add({ hours: 25 });
    const late = await browser().send('POST', '/v1/auth/link/inspect', { code: link.code });
    expect(late.body?.['code']).toBe('access.linkInvalid');
    clock = Temporal.Now.instant();
  });

  test('password, session, sign out; cookies are for our pages alone', async () => {
    const { client, answer } = await signIn('QuanTri1');
    expect(answer.status).toBe(200);
    const line = answer.headers
      .getSetCookie()
      .find((item) => item.startsWith('baophu.session_token='));
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Strict/i);
    expect((await client.send('GET', '/v1/whoami')).status).toBe(200);
    expect((await client.send('POST', '/v1/auth/sign-out', {})).status).toBe(200);
    expect((await client.send('GET', '/v1/whoami')).status).toBe(401);
  });

  test('a wrong password and an unknown name answer alike', async () => {
    const wrong = await signIn('quantri1', 'sai hoàn toàn rồi');
    const unknown = await signIn('khongcoai', 'sai hoàn toàn rồi');
    expect(wrong.answer.status).toBe(401);
    expect(wrong.answer.body).toEqual(unknown.answer.body);
    expect(wrong.answer.body?.['code']).toBe('access.wrongLogin');
  });

  test('session fixation: a session known before signing in stays worthless', async () => {
    const attacker = await signIn('quantri1');
    const planted = attacker.client.jar.get('baophu.session_token') ?? '';
    await attacker.client.send('POST', '/v1/auth/sign-out', {});
    const victim = browser();
    victim.jar.set('baophu.session_token', planted);
    const answer = await victim.send('POST', '/v1/auth/sign-in/username', {
      username: 'quantri1',
      password: PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(victim.jar.get('baophu.session_token')).not.toBe(planted);
    attacker.client.jar.set('baophu.session_token', planted);
    expect((await attacker.client.send('GET', '/v1/whoami')).status).toBe(401);
  });

  test('a forged or unsigned session token is nobody', async () => {
    const { client } = await signIn('quantri1');
    const token = decodeURIComponent(client.jar.get('baophu.session_token') ?? '');
    const [bare = ''] = token.split('.');
    const forged = createHmac('sha256', 'another secret').update(bare).digest('base64');
    for (const value of [bare, `${bare}.`, `${bare}.${forged}`, `x${token}`]) {
      client.jar.set('baophu.session_token', encodeURIComponent(value));
      expect((await client.send('GET', '/v1/whoami')).status).toBe(401);
    }
  });

  test('a change with a cookie must come from our own pages', async () => {
    const { client } = await signIn('quantri1');
    expect((await client.send('POST', '/v1/change')).status).toBe(200);
    const foreign = await client.send('POST', '/v1/change', undefined, {
      origin: 'https://evil.example',
    });
    expect([foreign.status, foreign.body?.['code']]).toEqual([403, 'http.wrongOrigin']);
    const silent = await app.request(`${ORIGIN}/v1/change`, {
      method: 'POST',
      headers: { cookie: [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(silent.status).toBe(403);
    const login = await client.send(
      'POST',
      '/v1/auth/sign-in/username',
      { username: 'quantri1', password: PASSWORD },
      { origin: 'https://evil.example' },
    );
    expect(login.status).toBe(403);
  });

  test('a session ends at once when it is ended, and when the user is suspended', async () => {
    const userId = await userIdOf('quantri1');
    const first = await signIn('quantri1');
    await deleteSessions(ctx.db, userId, null);
    expect((await first.client.send('GET', '/v1/whoami')).status).toBe(401);
    const second = await signIn('quantri1');
    await setSuspended(ctx.db, userId, { userId: 'system', at: clock.toString() });
    expect((await second.client.send('GET', '/v1/whoami')).status).toBe(401);
    const third = await signIn('quantri1');
    expect([third.answer.status, third.answer.body?.['code']]).toEqual([403, 'access.suspended']);
    await setSuspended(ctx.db, userId, null);
  });

  test('sessions idle for half a day are over', async () => {
    const { client } = await signIn('quantri1');
    expect((await client.send('GET', '/v1/whoami')).status).toBe(200);
    await sql`update access.session set expires_at = now() - interval '1 hour'`.execute(ctx.db);
    expect((await client.send('GET', '/v1/whoami')).status).toBe(401);
  });

  test('after five wrong tries the name is locked, longer each time; the right password does not open it', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => signIn('quantri1', 'không phải đâu nhé')),
    );
    const statuses = tries.map(({ answer }) => answer.status).sort();
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
    const locked = await signIn('quantri1');
    expect([locked.answer.status, locked.answer.body?.['code']]).toEqual([
      429,
      'access.tooManyTries',
    ]);
    clock = clock.add({ seconds: 61 });
    expect((await signIn('quantri1', 'vẫn không phải đâu')).answer.status).toBe(401);
    clock = clock.add({ seconds: 61 });
    expect((await signIn('quantri1')).answer.status).toBe(429);
    clock = clock.add({ seconds: 61 });
    expect((await signIn('quantri1')).answer.status).toBe(200);
    expect((await signIn('quantri1', 'không phải đâu nhé')).answer.status).toBe(401);
    clock = Temporal.Now.instant();
    expect(await journalActions()).toContain('signIn.failed');
  });

  test('one-time passwords: asked at sign-in, not twice with one code of an earlier step, backup codes once', async () => {
    const { client } = await signIn('quantri1');
    const enabled = await client.send('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
    const secret = new URL(String(enabled.body?.['totpURI'])).searchParams.get('secret') ?? '';
    const codes = enabled.body?.['backupCodes'] as string[];
    const verified = await client.send('POST', '/v1/auth/two-factor/verify-totp', {
      code: totp(secret),
    });
    expect(verified.status).toBe(200);

    const next = await signIn('quantri1');
    expect(next.answer.body).toMatchObject({ twoFactorRedirect: true });
    expect((await next.client.send('GET', '/v1/whoami')).status).toBe(401);
    const wrong = await next.client.send('POST', '/v1/auth/two-factor/verify-totp', {
      code: '000000',
    });
    expect([wrong.status, wrong.body?.['code']]).toEqual([401, 'access.wrongCode']);
    await next.client.send('POST', '/v1/auth/two-factor/verify-totp', { code: totp(secret) });
    expect((await next.client.send('GET', '/v1/whoami')).status).toBe(200);

    const backup = await signIn('quantri1');
    const used = await backup.client.send('POST', '/v1/auth/two-factor/verify-backup-code', {
      code: codes[0],
    });
    expect(used.status).toBe(200);
    const again = await signIn('quantri1');
    const reused = await again.client.send('POST', '/v1/auth/two-factor/verify-backup-code', {
      code: codes[0],
    });
    expect(reused.status).toBe(401);

    // a new password by link does not go round the second factor
    const link = await inTransaction(ctx, async (tx) =>
      createLink(tx, 'reset', await userIdOf('quantri1')),
    );
    const reset = await browser().send('POST', '/v1/auth/link/use', {
      code: link.code,
      password: PASSWORD,
    });
    expect(reset.body).toMatchObject({ signedIn: false });
    const ended = await next.client.send('POST', '/v1/auth/two-factor/disable', {
      password: PASSWORD,
    });
    expect(ended.status).toBe(401);
    const fresh = await signIn('quantri1');
    await fresh.client.send('POST', '/v1/auth/two-factor/verify-totp', { code: totp(secret) });
    expect(
      (await fresh.client.send('POST', '/v1/auth/two-factor/disable', { password: PASSWORD }))
        .status,
    ).toBe(200);
  });

  function totp(secret: string): string {
    const key = decodeBase32(secret);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const mac = createHmac('sha1', key).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 15;
    return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }

  function decodeBase32(text: string): Buffer {
    const bits = [...text.replace(/=+$/, '')]
      .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
      .join('');
    return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  }

  test('a changed password obeys the rules and ends all other sessions', async () => {
    const here = await signIn('quantri1');
    const there = await signIn('quantri1');
    const path = '/v1/auth/change-password';
    const weak = await here.client.send('POST', path, {
      currentPassword: PASSWORD,
      newPassword: 'quantri1-mùa-thu',
    });
    expect(weak.body?.['faults']).toEqual([
      {
        at: 'body.newPassword',
        code: 'access.passwordHoldsName',
        message: 'access.passwordHoldsName',
      },
    ]);
    const wrong = await here.client.send('POST', path, {
      currentPassword: 'sai rồi',
      newPassword: 'chè Tân Trào mùa thu',
    });
    expect(wrong.body?.['code']).toBe('access.wrongPassword');
    const done = await here.client.send('POST', path, {
      currentPassword: PASSWORD,
      newPassword: 'chè Tân Trào mùa thu',
    });
    expect(done.status).toBe(200);
    expect((await here.client.send('GET', '/v1/whoami')).status).toBe(200);
    expect((await there.client.send('GET', '/v1/whoami')).status).toBe(401);
    expect((await signIn('quantri1')).answer.status).toBe(401);
    expect(await journalActions()).toContain('account.changePassword');
  });

  test('passkeys offer a registration to the signed in and a challenge to everyone', async () => {
    const { client } = await signIn('quantri1', 'chè Tân Trào mùa thu');
    const offered = await client.send('GET', '/v1/auth/passkey/generate-register-options');
    expect(offered.body).toMatchObject({ rp: { id: 'localhost', name: 'Bao Phủ' } });
    expect((await browser().send('GET', '/v1/auth/passkey/generate-register-options')).status).toBe(
      401,
    );
    const challenge = await browser().send('GET', '/v1/auth/passkey/generate-authenticate-options');
    expect(challenge.body).toMatchObject({ rpId: 'localhost' });
    const bad = await client.send('POST', '/v1/auth/passkey/verify-authentication', {
      response: { id: 'x' },
    });
    expect(bad.status).toBeGreaterThanOrEqual(400);
    expect(bad.body?.['code']).toBe('access.passkeyFailed');
  });

  test('routes that are not ours are not there', async () => {
    const { client } = await signIn('quantri1', 'chè Tân Trào mùa thu');
    for (const [method, path] of [
      ['POST', '/sign-up/email'],
      ['POST', '/update-user'],
      ['POST', '/delete-user'],
      ['POST', '/change-email'],
      ['GET', '/list-sessions'],
      ['POST', '/two-factor/send-otp'],
      ['POST', '/is-username-available'],
    ] as const) {
      const answer = await client.send(
        method,
        `/v1/auth${path}`,
        method === 'POST' ? {} : undefined,
      );
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});
