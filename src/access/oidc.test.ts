import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { type House, openHouse } from '../../test/house.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { buildServer } from '../http/server.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { openVault } from '../stores/vault.ts';
import { accessEndpoints } from './endpoints.ts';
import { useLink } from './links.ts';
import { inviteUser } from './users.ts';

const ORIGIN = 'http://localhost';
const PASSWORD = 'con đò qua sông Lô';
const CLIENT = { clientId: 'bao-phu', clientSecret: 'secret' };

/** A provider that signs in whoever `subject` says, with signed identity tokens. */
function startProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const nonces = new Map<string, string>();
  const state = { subject: 'cccd-1', forge: false };
  const server: Server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const answers: Record<string, () => object> = {
        '/.well-known/openid-configuration': () => ({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['RS256'],
        }),
        '/jwks': () => ({
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
        }),
        '/token': () => ({
          access_token: 'a',
          token_type: 'Bearer',
          expires_in: 60,
          id_token: token(issuer, nonces.get(form.get('code') ?? '')),
        }),
      };
      const answer = answers[request.url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer?.() ?? {}));
    });
  });

  function token(issuer: string, nonce: string | undefined): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: CLIENT.clientId,
      sub: state.subject,
      nonce,
      iat: now,
      exp: now + 60,
      email: 'mau.xa-a@tai-khoan.invalid',
      email_verified: true,
    };
    const parts = [{ alg: 'RS256', kid: 'k', typ: 'JWT' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const key = state.forge
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : privateKey;
    const signature = sign('RSA-SHA256', Buffer.from(parts.join('.')), key).toString('base64url');
    return [...parts, signature].join('.');
  }

  return { server, nonces, state };
}

describe('an OpenID Connect provider', () => {
  const database = useTestDatabase();
  const provider = startProvider();
  let folder: string;
  let house: House;
  let app: ReturnType<typeof buildServer>;
  let ctx: Context;

  beforeAll(async () => {
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    const { port } = provider.server.address() as AddressInfo;
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
    ctx = database.ctx({ vault: openVault(folder) });
    await plantSmallTree(ctx.db);
    const invited = await inTransaction(ctx, (tx) =>
      inviteUser(tx, {
        name: 'Nguyễn Thị Mẫu',
        username: 'mau.xa-a',
        language: 'vi',
        grants: [{ role: 'healthOfficer', unit: PLACE.communeA }],
        reason: 'cho kiểm thử',
      }),
    );
    await useLink(ctx, { code: invited.link.code, password: PASSWORD });
    house = openHouse(ctx, ORIGIN, { issuer: `http://127.0.0.1:${port}`, ...CLIENT });
    app = buildServer({
      endpoints: accessEndpoints,
      context: ctx,
      gate: house.gate,
      auth: house.auth.handle,
      text: ({ code }) => code,
    });
  });
  afterAll(async () => {
    await house.close();
    await new Promise((resolve) => provider.server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  type Jar = Map<string, string>;

  async function send(jar: Jar, method: string, path: string, body?: unknown): Promise<Response> {
    const response = await app.request(`${ORIGIN}${path}`, {
      method,
      headers: {
        origin: ORIGIN,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }

  /** From our button to the provider and back. */
  async function goThrough(jar: Jar, path: string): Promise<Response> {
    const started = await send(jar, 'POST', path, {
      provider: 'oidc',
      callbackURL: '/',
      errorCallbackURL: '/dang-nhap',
    });
    const { url } = (await started.json()) as { url: string };
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    const code = createHash('sha256').update(url).digest('hex');
    provider.nonces.set(code, asked.get('nonce') ?? '');
    return await send(
      jar,
      'GET',
      `/v1/auth/callback/oidc?code=${code}&state=${asked.get('state')}`,
    );
  }

  const meOf = async (jar: Jar): Promise<number> => (await send(jar, 'GET', '/v1/me')).status;

  test('signs in nobody it does not know, not even by a matching address', async () => {
    const jar: Jar = new Map();
    const back = await goThrough(jar, '/v1/auth/sign-in/social');
    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toContain('/dang-nhap?error=');
    expect(await meOf(jar)).toBe(401);
    const users = await sql<{ n: number }>`select count(*) as n from access.user`.execute(ctx.db);
    expect(users.rows[0]?.n).toBe(1);
  });

  test('signs in who has linked it, and refuses a forged identity', async () => {
    const own: Jar = new Map();
    await send(own, 'POST', '/v1/auth/sign-in/username', {
      username: 'mau.xa-a',
      password: PASSWORD,
    });
    const linked = await goThrough(own, '/v1/auth/link-social');
    expect([linked.status, linked.headers.get('location')]).toEqual([302, '/']);

    const later: Jar = new Map();
    await goThrough(later, '/v1/auth/sign-in/social');
    expect(await meOf(later)).toBe(200);

    provider.state.subject = 'cccd-2';
    const stranger: Jar = new Map();
    await goThrough(stranger, '/v1/auth/sign-in/social');
    expect(await meOf(stranger)).toBe(401);

    provider.state.subject = 'cccd-1';
    provider.state.forge = true;
    const forger: Jar = new Map();
    await goThrough(forger, '/v1/auth/sign-in/social');
    expect(await meOf(forger)).toBe(401);
    const kept = await sql<{ access_token: string }>`
      select access_token from access.account where provider_id = 'oidc'`.execute(ctx.db);
    expect(kept.rows[0]?.access_token).not.toBe('a');
  });
});
