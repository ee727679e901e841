import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../test/database.ts';
import { type House, openHouse } from '../../test/house.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { asActor, buildServer } from '../http/server.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { openVault } from '../stores/vault.ts';
import { accessEndpoints } from './endpoints.ts';
import { findActor } from './gate.ts';
import { journalEndpoints } from './journal-endpoints.ts';
import type { NewGrant, UserView } from './types.ts';

const OFFICERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

const unitRow = defineEndpoint({
  id: 'test.unit',
  method: 'get',
  path: '/v1/test-units/{unit}',
  summary: 'x',
  input: {
    params: z.object({ unit: z.union([z.number().int(), z.string()]) }),
    query: z.object({ on: z.iso.date().optional() }),
  },
  output: z.unknown(),
  access: {
    kind: 'unit',
    roles: OFFICERS,
    unit: ({ params }) => params.unit,
    on: ({ query }) => query.on,
  },
  journal: 'none',
  handle: async (_ctx, { params }) => params,
});

const personRow = defineEndpoint({
  id: 'test.person',
  method: 'get',
  path: '/v1/test-people/{person}',
  summary: 'x',
  input: { params: z.object({ person: z.number().int() }) },
  output: z.unknown(),
  access: { kind: 'person', roles: OFFICERS, personId: ({ params }) => params.person },
  journal: 'read',
  async handle(ctx, { params }) {
    const found = await sql<{ full_name: string }>`
      select full_name from registry.person where person_id = ${params.person}`.execute(ctx.db);
    return { name: found.rows[0]?.full_name ?? null };
  },
});

const personWrite = defineEndpoint({
  id: 'test.personWrite',
  method: 'post',
  path: '/v1/test-people/{person}',
  summary: 'x',
  input: { params: z.object({ person: z.number().int() }) },
  output: z.unknown(),
  access: { kind: 'person', roles: OFFICERS, personId: ({ params }) => params.person },
  journal: 'change',
  handle: async () => ({ done: true }),
});

const peopleList = defineEndpoint({
  id: 'test.people',
  method: 'get',
  path: '/v1/test-people',
  summary: 'x',
  input: {},
  output: z.unknown(),
  access: { kind: 'own', roles: OFFICERS },
  journal: 'read',
  async handle(ctx) {
    const found = await sql<{ person_id: number }>`
      select person_id from registry.person order by person_id`.execute(ctx.db);
    return found.rows.map((row) => row.person_id);
  },
});

const systemRow = defineEndpoint({
  id: 'test.system',
  method: 'post',
  path: '/v1/test-system',
  summary: 'x',
  input: {},
  output: z.unknown(),
  access: { kind: 'system' },
  journal: 'change',
  handle: async () => ({ done: true }),
});

const PERSON_A = 80_000_000_001;
const PERSON_D = 140_000_000_001;
const PERSON_C = 80_000_000_002;

describe('who may do what where', () => {
  const database = useTestDatabase();
  let folder: string;
  let house: House;
  let app: ReturnType<typeof buildServer>;
  let clock = Temporal.Instant.from('2026-11-22T03:00:00Z');
  let ctx: Context;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
    ctx = database.ctx({ vault: openVault(folder), now: () => clock });
    await plantSmallTree(ctx.db);
    await plantPerson(PERSON_A, 'Người Ở A', PLACE.villageA, []);
    await plantPerson(PERSON_D, 'Người Ở D', PLACE.villageD, []);
    await plantPerson(PERSON_C, 'Người Ở C', PLACE.communeC, []);
    const endpoints: AnyEndpoint[] = [
      unitRow,
      personRow,
      personWrite,
      peopleList,
      systemRow,
      ...accessEndpoints,
      ...journalEndpoints,
    ];
    house = openHouse(ctx, 'http://localhost');
    app = buildServer({ endpoints, context: ctx, gate: house.gate, text: ({ code }) => code });
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function plantPerson(
    id: number,
    name: string,
    place: number,
    earlier: number[],
  ): Promise<void> {
    await sql`
      insert into registry.person (
        person_id, full_name, name_sorted, place_id, earlier_places, search_keys)
      values (${id}, ${name}, ${name}, ${place}, ${earlier}::int[], '{}')`.execute(ctx.db);
  }

  let count = 0;
  /** A user made by the system, and the actor he is. */
  async function userWith(...grants: NewGrant[]): Promise<Actor> {
    count += 1;
    const made = await send<{ user: UserView }>(SYSTEM_ACTOR, 'POST', '/v1/users', {
      name: `Người dùng ${count}`,
      username: `nguoi.dung.${count}`,
      grants,
      reason: 'cho kiểm thử',
    });
    expect(made.status).toBe(200);
    return await actorOf(made.body.user.userId);
  }

  async function actorOf(userId: string): Promise<Actor> {
    const actor = await findActor(ctx, userId);
    if (!actor) throw new Error('no actor');
    return actor;
  }

  async function send<Body = Record<string, unknown>>(
    actor: Actor | null,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await app.request(
      path,
      {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
      actor ? asActor(actor) : undefined,
    );
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : undefined) as Body,
      text,
      headers: response.headers,
    };
  }

  const status = async (actor: Actor | null, path: string, method = 'GET'): Promise<number> =>
    (await send(actor, method, path)).status;

  test('a unit is there for those whose subtree holds it, and missing for all others', async () => {
    const officerA = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.communeA });
    const officerP = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.provinceP });
    expect(await status(officerA, `/v1/test-units/${PLACE.communeA}`)).toBe(200);
    expect(await status(officerA, `/v1/test-units/${PLACE.villageA}`)).toBe(200);
    expect(await status(officerA, `/v1/test-units/${PLACE.provinceP}`)).toBe(404);
    expect(await status(officerA, `/v1/test-units/${PLACE.communeE}`)).toBe(404);
    expect(await status(officerP, `/v1/test-units/${PLACE.communeE}`)).toBe(200);
    expect(await status(officerP, `/v1/test-units/${PLACE.communeD}`)).toBe(404);
    expect(await status(null, `/v1/test-units/${PLACE.communeA}`)).toBe(401);
    const outside = await send(officerA, 'GET', `/v1/test-units/${PLACE.communeD}`);
    const missing = await send(officerA, 'GET', '/v1/test-units/999999');
    expect(outside.text).toBe(missing.text);
    const names = (headers: Headers): string[] => [...headers.keys()].sort();
    expect(names(outside.headers)).toEqual(names(missing.headers));
  });

  test('a code is read in the tree of the day it is given for', async () => {
    const officerE = await userWith({ role: 'socialInsuranceOfficer', unit: '02536' });
    expect(officerE.grants.map((grant) => grant.unitId)).toEqual([PLACE.communeE]);
    expect(await status(officerE, '/v1/test-units/02536')).toBe(200);
    // the same code was another commune's, now a part of E
    expect(await status(officerE, '/v1/test-units/02536?on=2024-01-01')).toBe(200);
    expect(await status(officerE, '/v1/test-units/076')).toBe(404);
    expect(await status(officerE, '/v1/test-units/076?on=2024-01-01')).toBe(404);
  });

  test('a grant on a district that has ended holds what lay in it, seen today', async () => {
    const old = await userWith({ role: 'administrator', unit: '076', boundaries: '2023-06-30' });
    expect(old.grants).toMatchObject([{ unitId: PLACE.district, path: 'u1.u1208.u3076' }]);
    expect(await status(old, `/v1/test-units/${PLACE.communeA}`)).toBe(200);
    expect(await status(old, `/v1/test-units/${PLACE.communeC}`)).toBe(200);
    // E is made of B and C alone, both of the district
    expect(await status(old, `/v1/test-units/${PLACE.communeE}`)).toBe(200);
    expect(await status(old, `/v1/test-units/${PLACE.communeD}`)).toBe(404);
    expect(await status(old, `/v1/test-units/${PLACE.provinceP}`)).toBe(404);
    expect((await send<number[]>(old, 'GET', '/v1/test-people')).body).toEqual([
      PERSON_A,
      PERSON_C,
    ]);
  });

  test('a district cannot be granted by boundaries in which it is no more', async () => {
    const refused = await send(SYSTEM_ACTOR, 'POST', '/v1/users', {
      name: 'x',
      username: 'khong.duoc',
      grants: [{ role: 'administrator', unit: PLACE.district, boundaries: '2026-01-01' }],
      reason: 'thử',
    });
    expect(refused.body).toMatchObject({ code: 'access.unitUnknown' });
  });

  test('a grant holds from its first day to the day before its end', async () => {
    const actor = await userWith({
      role: 'socialInsuranceOfficer',
      unit: PLACE.communeA,
      from: '2026-12-01',
      to: '2026-12-31',
    });
    expect(actor.grants).toEqual([]);
    const days = { '2026-11-30': 0, '2026-12-01': 1, '2026-12-30': 1, '2026-12-31': 0 };
    const before = clock;
    for (const [day, grants] of Object.entries(days)) {
      clock = Temporal.Instant.from(`${day}T10:00:00+07:00`);
      expect([day, (await actorOf(actor.userId)).grants.length]).toEqual([day, grants]);
    }
    clock = before;
  });

  test('persons are found by where they live or lived; wrong roles and other places see nothing', async () => {
    const officerA = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.communeA });
    expect((await send(officerA, 'GET', `/v1/test-people/${PERSON_A}`)).body).toEqual({
      name: 'Người Ở A',
    });
    const outside = await send(officerA, 'GET', `/v1/test-people/${PERSON_D}`);
    const missing = await send(officerA, 'GET', '/v1/test-people/140000000999');
    expect([outside.status, outside.text]).toEqual([404, missing.text]);
    const collector = await userWith({ role: 'collector', unit: PLACE.communeA });
    expect(await status(collector, `/v1/test-people/${PERSON_A}`)).toBe(404);
    expect(await status(collector, `/v1/test-people/${PERSON_A}`, 'POST')).toBe(403);
    expect(await status(collector, `/v1/test-people/${PERSON_D}`, 'POST')).toBe(404);
    const openData = await userWith({ role: 'openData', unit: PLACE.communeA });
    expect(await status(openData, `/v1/test-people/${PERSON_A}`, 'POST')).toBe(404);
    expect(await status(openData, '/v1/test-people')).toBe(404);
  });

  test('two roles in two places do not add up', async () => {
    const both = await userWith(
      { role: 'collector', unit: PLACE.communeA },
      { role: 'socialInsuranceOfficer', unit: PLACE.communeD },
    );
    expect(await status(both, `/v1/test-people/${PERSON_A}`)).toBe(404);
    expect(await status(both, `/v1/test-people/${PERSON_D}`)).toBe(200);
    expect((await send<number[]>(both, 'GET', '/v1/test-people')).body).toEqual([PERSON_D]);
  });

  test('row security holds when the application forgets to ask', async () => {
    const officerA = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.communeA });
    const seen = await inTransaction({ ...ctx, who: officerA }, (tx) =>
      sql<{ person_id: number }>`select person_id from registry.person`.execute(tx.db),
    );
    expect(seen.rows.map((row) => row.person_id)).toEqual([PERSON_A]);
    for (const table of [
      'user',
      'session',
      'account',
      'role_grant',
      'token',
      'one_time_link',
      'two_factor',
      'journal',
    ]) {
      await expect(
        inTransaction({ ...ctx, who: officerA }, (tx) =>
          sql.raw(`select 1 from access.${table}`).execute(tx.db),
        ),
      ).rejects.toThrow(/permission denied/);
    }
    await expect(
      inTransaction({ ...ctx, who: officerA }, (tx) =>
        sql`update registry.person set full_name = 'x'`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  test('the system is for administrators of the country alone', async () => {
    const root = await userWith({ role: 'administrator', unit: PLACE.country });
    const province = await userWith({ role: 'administrator', unit: PLACE.provinceP });
    const auditor = await userWith({ role: 'auditor', unit: PLACE.country });
    expect(await status(root, '/v1/test-system', 'POST')).toBe(200);
    expect(await status(province, '/v1/test-system', 'POST')).toBe(404);
    expect(await status(auditor, '/v1/test-system', 'POST')).toBe(404);
  });

  test('an administrator gives within his place only, and no peers', async () => {
    const adminA = await userWith({ role: 'administrator', unit: PLACE.communeA });
    const adminP = await userWith({ role: 'administrator', unit: PLACE.provinceP });
    let n = 0;
    const give = async (giver: Actor, grant: NewGrant): Promise<string> => {
      n += 1;
      const answer = await send<{ code?: string }>(giver, 'POST', '/v1/users', {
        name: `Trao ${n}`,
        username: `trao.${n}`,
        grants: [grant],
        reason: 'phân công',
      });
      return answer.body.code ?? 'given';
    };
    expect(await give(adminA, { role: 'healthOfficer', unit: PLACE.communeA })).toBe('given');
    expect(await give(adminA, { role: 'villageCollaborator', unit: PLACE.villageA })).toBe('given');
    expect(await give(adminA, { role: 'administrator', unit: PLACE.communeA })).toBe(
      'access.cannotGive',
    );
    expect(await give(adminA, { role: 'healthOfficer', unit: PLACE.communeE })).toBe(
      'access.cannotGive',
    );
    expect(await give(adminA, { role: 'healthOfficer', unit: PLACE.provinceP })).toBe(
      'access.cannotGive',
    );
    expect(await give(adminP, { role: 'administrator', unit: PLACE.communeA })).toBe('given');
    expect(await give(adminP, { role: 'administrator', unit: PLACE.provinceP })).toBe(
      'access.cannotGive',
    );
    // by an older tree: the district lay in the province, the country did not
    expect(
      await give(adminP, { role: 'administrator', unit: '076', boundaries: '2023-01-01' }),
    ).toBe('given');
    expect(await give(adminA, { role: 'auditor', unit: '076', boundaries: '2023-01-01' })).toBe(
      'access.cannotGive',
    );
    expect(
      await give(adminA, { role: 'auditor', unit: PLACE.communeA, boundaries: '2023-01-01' }),
    ).toBe('given');
    const officer = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.provinceP });
    expect(await give(officer, { role: 'collector', unit: PLACE.communeA })).toBe('http.forbidden');
  });

  test('what is given ends with what the giver holds', async () => {
    const till = await userWith({ role: 'administrator', unit: PLACE.communeA, to: '2027-01-01' });
    const give = (to?: string) =>
      send<{ code?: string }>(till, 'POST', '/v1/users', {
        name: 'Có hạn',
        username: `co.han.${to ?? 'mai'}`,
        grants: [{ role: 'collector', unit: PLACE.communeA, to }],
        reason: 'phân công',
      });
    expect((await give()).body.code).toBe('access.cannotGive');
    expect((await give('2027-02-01')).body.code).toBe('access.cannotGive');
    expect((await give('2027-01-01')).status).toBe(200);
  });

  test('users outside are not there; users with wider rights are seen but not managed', async () => {
    const adminA = await userWith({ role: 'administrator', unit: PLACE.communeA });
    const wide = await userWith(
      { role: 'healthOfficer', unit: PLACE.communeA },
      { role: 'healthOfficer', unit: PLACE.communeD },
    );
    const inD = await userWith({ role: 'healthOfficer', unit: PLACE.communeD });
    expect(await status(adminA, `/v1/users/${inD.userId}`)).toBe(404);
    expect(await status(adminA, `/v1/users/${wide.userId}`)).toBe(200);
    const missing = await send(adminA, 'GET', '/v1/users/khong-co');
    expect((await send(adminA, 'GET', `/v1/users/${inD.userId}`)).text).toBe(missing.text);
    for (const action of ['reset-password', 'suspend', 'end-sessions', 'reset-second-factor']) {
      const reason = { reason: 'thử quyền' };
      const foreign = await send(adminA, 'POST', `/v1/users/${inD.userId}/${action}`, reason);
      expect([action, foreign.status]).toEqual([action, 404]);
      const wider = await send<{ code: string }>(
        adminA,
        'POST',
        `/v1/users/${wide.userId}/${action}`,
        reason,
      );
      expect([action, wider.status, wider.body.code]).toEqual([action, 403, 'access.cannotManage']);
    }
    const listed = await send<{ users: UserView[] }>(adminA, 'GET', '/v1/users?limit=200');
    const ids = listed.body.users.map((user) => user.userId);
    expect(ids).toContain(wide.userId);
    expect(ids).not.toContain(inD.userId);
  });

  test('pages of users follow each other by name', async () => {
    const first = await send<{ users: UserView[]; next: string }>(
      SYSTEM_ACTOR,
      'GET',
      '/v1/users?limit=3',
    );
    const second = await send<{ users: UserView[] }>(
      SYSTEM_ACTOR,
      'GET',
      `/v1/users?limit=200&after=${first.body.next}`,
    );
    const all = await send<{ users: UserView[] }>(SYSTEM_ACTOR, 'GET', '/v1/users?limit=200');
    expect([...first.body.users, ...second.body.users]).toEqual(all.body.users);
    const found = await send<{ users: UserView[] }>(
      SYSTEM_ACTOR,
      'GET',
      '/v1/users?query=nguoi%20dung%202',
    );
    expect(found.body.users.length).toBeGreaterThan(0);
  });

  test('a suspended user and an ended grant stop at once; the last administrator stays', async () => {
    const adminP = await userWith({ role: 'administrator', unit: PLACE.provinceP });
    const officer = await userWith({ role: 'healthOfficer', unit: PLACE.communeA });
    const reason = { reason: 'nghỉ việc' };
    expect((await send(adminP, 'POST', `/v1/users/${officer.userId}/suspend`, reason)).status).toBe(
      200,
    );
    expect(await findActor(ctx, officer.userId)).toBeUndefined();
    expect(
      (await send<{ code: string }>(adminP, 'POST', `/v1/users/${officer.userId}/suspend`, reason))
        .body.code,
    ).toBe('access.alreadySuspended');
    expect((await send(adminP, 'POST', `/v1/users/${officer.userId}/resume`, reason)).status).toBe(
      200,
    );
    const seen = await send<UserView>(adminP, 'GET', `/v1/users/${officer.userId}`);
    const grantId = seen.body.grants[0]?.grantId;
    expect((await send(adminP, 'POST', `/v1/grants/${grantId}/end`, reason)).status).toBe(200);
    expect((await actorOf(officer.userId)).grants).toEqual([]);
    expect(
      (await send(adminP, 'POST', `/v1/users/${adminP.userId}/suspend`, reason)).status,
    ).not.toBe(200);

    const roots = await send<{ users: UserView[] }>(SYSTEM_ACTOR, 'GET', '/v1/users?limit=200');
    const rootGrants = roots.body.users.flatMap((user) =>
      user.grants.filter((grant) => grant.role === 'administrator' && grant.path === 'u1'),
    );
    const codes: string[] = [];
    for (const grant of rootGrants) {
      const ended = await send<{ code?: string }>(
        SYSTEM_ACTOR,
        'POST',
        `/v1/grants/${grant.grantId}/end`,
        reason,
      );
      codes.push(ended.body.code ?? 'ended');
    }
    expect(codes.at(-1)).toBe('access.lastAdministrator');
  });

  describe('tokens', () => {
    async function tokenOf(
      actor: Actor,
      change: object = {},
    ): Promise<{ secret: string; tokenId: number }> {
      const me = await send<{ grants: { grantId: number }[] }>(actor, 'GET', '/v1/me');
      const made = await send<{ secret: string; token: { tokenId: number } }>(
        actor,
        'POST',
        '/v1/account/tokens',
        {
          name: 'máy',
          grantIds: [me.body.grants[0]?.grantId],
          ...change,
        },
      );
      return { secret: made.body.secret, tokenId: made.body.token?.tokenId };
    }
    const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

    test('carry a part of the owner’s grants, for reading unless said', async () => {
      const actor = await userWith(
        { role: 'socialInsuranceOfficer', unit: PLACE.communeA },
        { role: 'socialInsuranceOfficer', unit: PLACE.communeD },
      );
      const { secret } = await tokenOf(actor);
      const get = (path: string) => send(null, 'GET', path, undefined, bearer(secret));
      expect((await get(`/v1/test-people/${PERSON_A}`)).status).toBe(200);
      expect((await get(`/v1/test-people/${PERSON_D}`)).status).toBe(404);
      const write = await send<{ code: string }>(
        null,
        'POST',
        `/v1/test-people/${PERSON_A}`,
        undefined,
        bearer(secret),
      );
      expect([write.status, write.body.code]).toEqual([403, 'http.readOnlyToken']);
      const writer = await tokenOf(actor, { mayChange: true });
      expect(
        (await send(null, 'POST', `/v1/test-people/${PERSON_A}`, undefined, bearer(writer.secret)))
          .status,
      ).toBe(200);
      // nor may it make itself stronger
      const another = await send(
        null,
        'POST',
        '/v1/account/tokens',
        { name: 'con', grantIds: [1] },
        bearer(writer.secret),
      );
      expect(another.status).toBe(403);
    });

    test('cannot be made of grants of somebody else', async () => {
      const actor = await userWith({ role: 'collector', unit: PLACE.communeA });
      const other = await userWith({ role: 'administrator', unit: PLACE.provinceP });
      const theirs = await send<{ grants: { grantId: number }[] }>(other, 'GET', '/v1/me');
      const made = await send<{ code: string }>(actor, 'POST', '/v1/account/tokens', {
        name: 'lấy trộm',
        grantIds: [theirs.body.grants[0]?.grantId],
      });
      expect(made.body.code).toBe('access.grantNotYours');
    });

    test('end with their day, their owner, their grant, and by hand; only their hash is kept', async () => {
      const actor = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.communeA });
      const short = await tokenOf(actor, { days: 1 });
      const kept = await tokenOf(actor, { days: 366 });
      const alive = async (secret: string): Promise<number> =>
        (await send(null, 'GET', '/v1/me', undefined, bearer(secret))).status;
      const before = clock;
      expect(await alive(short.secret)).toBe(200);
      clock = clock.add({ hours: 25 });
      expect([await alive(short.secret), await alive(kept.secret)]).toEqual([401, 200]);
      clock = before;
      await sql`update access.role_grant set valid_to = valid_from where user_id = ${actor.userId}`.execute(
        ctx.db,
      );
      expect(
        (await send(null, 'GET', `/v1/test-people/${PERSON_A}`, undefined, bearer(kept.secret)))
          .status,
      ).toBe(404);
      expect((await send(actor, 'DELETE', `/v1/account/tokens/${kept.tokenId}`)).status).toBe(200);
      expect(await alive(kept.secret)).toBe(401);
      const rows = await sql<{ text: string }>`select t::text as text from access.token t`.execute(
        ctx.db,
      );
      expect(rows.rows.some((row) => row.text.includes(short.secret.slice(3)))).toBe(false);
      for (const wrong of ['', 'bp_x', `${short.secret}x`, short.secret.slice(0, -1)]) {
        expect(await alive(wrong)).toBe(401);
      }
    });
  });

  test('every read of a person and every change is in the journal, with place, role and reason', async () => {
    const officerA = await userWith({ role: 'socialInsuranceOfficer', unit: PLACE.communeA });
    const auditorP = await userWith({ role: 'auditor', unit: PLACE.provinceP });
    const auditorQ = await userWith({ role: 'auditor', unit: PLACE.provinceQ });
    await send(officerA, 'GET', `/v1/test-people/${PERSON_A}`);
    await send(officerA, 'GET', `/v1/test-people/${PERSON_D}`);
    await house.close();
    const looked = await send<{ rows: object[] }>(
      auditorP,
      'GET',
      `/v1/people/${PERSON_A}/journal`,
    );
    expect(looked.body.rows[0]).toMatchObject({
      userId: officerA.userId,
      role: 'socialInsuranceOfficer',
      kind: 'read',
      action: 'test.person',
      unitIds: [PLACE.villageA],
      personIds: [PERSON_A],
    });
    expect(await status(auditorQ, `/v1/people/${PERSON_A}/journal`)).toBe(404);
    expect(await status(officerA, `/v1/people/${PERSON_A}/journal`)).toBe(404);
    // what was refused was not seen
    const refused = await send<{ rows: object[] }>(
      auditorQ,
      'GET',
      `/v1/people/${PERSON_D}/journal`,
    );
    expect(
      refused.body.rows.filter((row) => JSON.stringify(row).includes(officerA.userId)),
    ).toEqual([]);
    const changes = await send<{ rows: { reason: string }[] }>(
      auditorP,
      'GET',
      '/v1/journal?action=users.invite&limit=500',
    );
    expect(changes.body.rows.length).toBeGreaterThan(3);
    const foreign = await send<{ rows: { unitIds: number[] }[] }>(
      auditorQ,
      'GET',
      '/v1/journal?limit=500',
    );
    const places: number[] = [PLACE.provinceQ, PLACE.communeD, PLACE.villageD];
    expect(foreign.body.rows.every((row) => row.unitIds.some((id) => places.includes(id)))).toBe(
      true,
    );
    expect(foreign.body.rows.length).toBeGreaterThan(0);
    const check = await send(auditorP, 'POST', '/v1/journal/verify', {});
    expect(check.body).toMatchObject({ ok: true, fault: null });
    const anchor = await send(auditorP, 'GET', '/v1/journal/anchor');
    expect(anchor.body).toMatchObject({ publicKey: expect.stringContaining('BEGIN PUBLIC KEY') });
  });

  test('who I am: name, grants with the names of their places', async () => {
    const officer = await userWith({
      role: 'healthOfficer',
      unit: '076',
      boundaries: '2023-06-30',
    });
    const me = await send(officer, 'GET', '/v1/me');
    expect(me.body).toMatchObject({
      kind: 'user',
      user: {
        name: officer.name,
        language: 'vi',
        homeUnit: { unitId: PLACE.district, name: 'Huyện Cũ' },
      },
      grants: [
        {
          role: 'healthOfficer',
          unit: { code: '076', name: 'Huyện Cũ' },
          boundaries: '2023-06-30',
        },
      ],
    });
    expect((await send(officer, 'PATCH', '/v1/me', { language: 'en' })).body).toEqual({
      language: 'en',
    });
  });
});
