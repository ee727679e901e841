import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { type House, openHouse } from '../../test/house.ts';
import { plantSmallTree } from '../../test/small-tree.ts';
import { buildServer } from '../http/server.ts';
import type { Context } from '../stores/context.ts';
import { openVault } from '../stores/vault.ts';
import { accessEndpoints } from './endpoints.ts';
import { createFirstLink, useLink } from './links.ts';

const ORIGIN = 'http://localhost';
const PASSWORD = 'con đò qua sông Lô';

/** A security key in software: one ES256 credential, W3C Web Authentication level 2. */
function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const jwk = publicKey.export({ format: 'jwk' });
  const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url'));
  // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    x ?? Buffer.alloc(0),
    Buffer.from('225820', 'hex'),
    y ?? Buffer.alloc(0),
  ]);
  let counter = 0;

  function authenticatorData(withCredential: boolean): Buffer {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = withCredential ? 0x45 : 0x05;
    const head = [createHash('sha256').update('localhost').digest(), Buffer.from([flags]), count];
    const credential = [Buffer.alloc(16), Buffer.from([0, id.length]), id, cose];
    return Buffer.concat(withCredential ? [...head, ...credential] : head);
  }

  function clientData(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  const base = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  };
  return {
    register(challenge: string, origin = ORIGIN) {
      const data = authenticatorData(true);
      const length = Buffer.from([0x58, data.length]);
      // {fmt: "none", attStmt: {}, authData: …}
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        length,
        data,
      ]);
      return {
        ...base,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    answer(challenge: string, userHandle: string | undefined, origin = ORIGIN) {
      const data = authenticatorData(false);
      const client = clientData('webauthn.get', challenge, origin);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        ...base,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          userHandle,
        },
      };
    },
  };
}

describe('passkeys', () => {
  const database = useTestDatabase();
  let folder: string;
  let house: House;
  let app: ReturnType<typeof buildServer>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
    const ctx: Context = database.ctx({ vault: openVault(folder) });
    await plantSmallTree(ctx.db);
    const link = await createFirstLink(ctx);
    await useLink(ctx, {
      code: link?.code ?? '',
      name: 'Quản trị',
      username: 'quantri1',
      password: PASSWORD,
    });
    house = openHouse(ctx, ORIGIN);
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
    await rm(folder, { recursive: true, force: true });
  });

  type Jar = Map<string, string>;

  async function send(jar: Jar, method: string, path: string, body?: unknown) {
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
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  }

  async function challengeFor(jar: Jar): Promise<string> {
    const offered = await send(jar, 'GET', '/v1/auth/passkey/generate-authenticate-options');
    return String(offered.body['challenge']);
  }

  test('one made by a signed-in person signs him in; copies, replays and other sites do not', async () => {
    const key = makeKey();
    const own: Jar = new Map();
    await send(own, 'POST', '/v1/auth/sign-in/username', {
      username: 'quantri1',
      password: PASSWORD,
    });
    const offered = await send(own, 'GET', '/v1/auth/passkey/generate-register-options');
    const user = offered.body['user'] as { id: string };
    const made = await send(own, 'POST', '/v1/auth/passkey/verify-registration', {
      response: key.register(String(offered.body['challenge'])),
      name: 'Máy tính ở trạm',
    });
    expect(made.status).toBe(200);
    const listed = await send(own, 'GET', '/v1/auth/passkey/list-user-passkeys');
    expect(listed.body).toMatchObject([{ name: 'Máy tính ở trạm' }]);

    const later: Jar = new Map();
    const answer = key.answer(await challengeFor(later), user.id);
    const done = await send(later, 'POST', '/v1/auth/passkey/verify-authentication', {
      response: answer,
    });
    expect(done.status).toBe(200);
    expect((await send(later, 'GET', '/v1/me')).body).toMatchObject({
      user: { username: 'quantri1' },
    });

    const tries: [string, (challenge: string) => object][] = [
      ['the same answer again', () => answer],
      ['another site', (challenge) => key.answer(challenge, user.id, 'https://evil.example')],
      ['another challenge', () => key.answer(randomBytes(32).toString('base64url'), user.id)],
      [
        'another key',
        (challenge) => ({
          ...makeKey().answer(challenge, user.id),
          id: answer.id,
          rawId: answer.rawId,
        }),
      ],
    ];
    for (const [name, response] of tries) {
      const thief: Jar = new Map();
      const refused = await send(thief, 'POST', '/v1/auth/passkey/verify-authentication', {
        response: response(await challengeFor(thief)),
      });
      expect([name, refused.status >= 400]).toEqual([name, true]);
      expect([name, (await send(thief, 'GET', '/v1/me')).status]).toEqual([name, 401]);
    }
  });
});
