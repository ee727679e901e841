/**
 * One walk over the whole table of endpoints: each refuses who has no session, answers "not found"
 * outside the caller's subtree exactly as for a missing thing, refuses roles it does not name, and
 * shows readers of open data nobody. A new endpoint is held to this by being in the table.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReadJournal } from '../../src/access/journal.ts';
import { makeGate } from '../../src/access/gate.ts';
import { inviteUser } from '../../src/access/users.ts';
import { endpoints } from '../../src/app.ts';
import type { AnyEndpoint, InputOf, InputShape } from '../../src/http/endpoint.ts';
import { parseInput } from '../../src/http/input.ts';
import { asActor, buildServer } from '../../src/http/server.ts';
import { type Actor, ROLES, type Role } from '../../src/kernel/actor.ts';
import { receiveList } from '../../src/lists/intake-ops.ts';
import { recordFacts } from '../../src/registry/ops.ts';
import { type Context, inTransaction } from '../../src/stores/context.ts';
import { openBlobs } from '../../src/stores/blobs.ts';
import { openVault } from '../../src/stores/vault.ts';
import { createGrouping } from '../../src/units/groupings.ts';
import { useTestDatabase } from '../database.ts';
import { PLACE, plantSmallTree } from '../small-tree.ts';

type Input = InputOf<InputShape>;
interface Example {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Words that stand in nobody's record but those of commune D. */
const FOREIGN_NAME = 'Ksor Hờ Nghiêng';
const OWN_NAME = 'Vàng Thị Xuân';

const database = useTestDatabase();

describe('every endpoint refuses', () => {
  let folder: string;
  let ctx: Context;
  let app: ReturnType<typeof buildServer>;
  const ids = {
    own: 0,
    foreign: 0,
    ownHousehold: 0,
    foreignHousehold: 0,
    foreignEntry: 0,
    foreignList: 0,
  };
  let foreignUser: { userId: string; grantId: number };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
    ctx = database.ctx({ vault: openVault(folder), blobs: openBlobs(join(folder, 'files')) });
    await plantSmallTree(ctx.db);
    const own = await plantHousehold(OWN_NAME, PLACE.villageA);
    const foreign = await plantHousehold(FOREIGN_NAME, PLACE.villageD);
    Object.assign(ids, {
      own: own.person,
      ownHousehold: own.household,
      foreign: foreign.person,
      foreignHousehold: foreign.household,
      foreignEntry: foreign.entry,
      foreignList: await plantList(),
    });
    // what the examples of second trees name; only administrators of the country may make one
    await createGrouping(ctx, { code: 'cum', name: 'Cụm thi đua' });
    const invited = await inTransaction(ctx, (tx) =>
      inviteUser(tx, {
        name: FOREIGN_NAME,
        username: 'can.bo.d',
        language: 'vi',
        grants: [{ role: 'healthOfficer', unit: PLACE.communeD }],
        reason: 'cho kiểm thử',
      }),
    );
    foreignUser = { userId: invited.user.userId, grantId: invited.user.grants[0]?.grantId ?? 0 };
    const reads = openReadJournal(ctx);
    const nobody = { find: async () => null };
    app = buildServer({
      endpoints,
      context: ctx,
      gate: makeGate(ctx, nobody, reads),
      text: ({ code }) => code,
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function plantHousehold(name: string, placeId: number) {
    const done = await recordFacts(ctx, { kind: 'record', reason: 'cho kiểm thử' }, [
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: { fullName: name, birthDate: '1980-01-01' },
        residence: { placeId, kind: 'permanent', from: '2010-01-01' },
      },
      { kind: 'addHousehold', household: 'new:h', placeId, from: '2010-01-01' },
      {
        kind: 'joinHousehold',
        person: 'new:a',
        household: 'new:h',
        relation: 'head',
        from: '2010-01-01',
      },
    ]);
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    const { people, households, entryId } = done.value;
    return {
      person: people['new:a'] ?? 0,
      household: households['new:h'] ?? 0,
      entry: entryId,
    };
  }

  /** A list of commune D, whose sender bears the foreign name. */
  async function plantList(): Promise<number> {
    const input = {
      kind: 'residents' as const,
      unit: '03600',
      sender: FOREIGN_NAME,
      asOf: '2026-01-01',
    };
    const file = { name: `${FOREIGN_NAME}.csv`, hash: 'f'.repeat(64), bytes: 1 };
    return (await receiveList(ctx, input, file)).listId;
  }

  function actorOf(roles: readonly Role[], unitId: number, path: string): Actor {
    return {
      userId: 'nguoi-thu',
      name: 'Người thử',
      kind: 'user',
      grants: roles.map((role) => ({ role, unitId, path, boundaries: '2026-01-01' })),
    };
  }
  const inA = (...roles: Role[]): Actor => actorOf(roles, PLACE.communeA, 'u1.u1208.u202530');
  const inD = (...roles: Role[]): Actor => actorOf(roles, PLACE.communeD, 'u1.u1214.u203600');
  const atRoot = (...roles: Role[]): Actor => actorOf(roles, PLACE.country, 'u1');

  async function call(endpoint: AnyEndpoint, example: Example, actor: Actor | null) {
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(example.params?.[name])),
    );
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(example.query ?? {})) {
      for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
    }
    const response = await app.request(
      `${path}?${query}`,
      {
        method: endpoint.method.toUpperCase(),
        headers: example.body === undefined ? {} : { 'content-type': 'application/json' },
        body: example.body === undefined ? undefined : JSON.stringify(example.body),
      },
      actor ? asActor(actor) : undefined,
    );
    return { status: response.status, text: await response.text() };
  }

  function exampleOf(endpoint: AnyEndpoint): Example {
    return (endpoint.example ?? {}) as Example;
  }

  /** The example's place, person or household replaced by another, wherever it stands. */
  function pointAt(endpoint: AnyEndpoint, target: 'own' | 'foreign' | 'missing'): Example {
    const { access } = endpoint;
    const example = exampleOf(endpoint);
    if (access.kind === 'person') {
      const person = { own: ids.own, foreign: ids.foreign, missing: 149_999_999_999 }[target];
      return replace(example, access.personId(parse(endpoint, example)), person);
    }
    if (access.kind === 'household') {
      const household = {
        own: ids.ownHousehold,
        foreign: ids.foreignHousehold,
        missing: 149_999_999_999,
      }[target];
      return replace(example, access.householdId(parse(endpoint, example)), household);
    }
    if (access.kind === 'unit') {
      const unit = access.unit(parse(endpoint, example));
      const number = { own: PLACE.communeA, foreign: PLACE.communeD, missing: 999_999 }[target];
      const code = { own: '02530', foreign: '03600', missing: '99999' }[target];
      return replace(example, unit, typeof unit === 'number' ? number : code);
    }
    return example;
  }

  function parse(endpoint: AnyEndpoint, example: Example): Input {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(example.query ?? {}))
      query.append(name, String(value));
    const params = Object.fromEntries(
      Object.entries(example.params ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const parsed = parseInput(endpoint.input, { params, query, body: example.body });
    if (!parsed.ok) throw new Error(`example of ${endpoint.id}: ${JSON.stringify(parsed.faults)}`);
    return parsed.input;
  }

  /** Ids of things of commune D in whatever parameter takes such an id. */
  function withForeignIds(example: Example): Example {
    const byName: Record<string, unknown> = {
      person: ids.foreign,
      personId: ids.foreign,
      household: ids.foreignHousehold,
      householdId: ids.foreignHousehold,
      entry: ids.foreignEntry,
      list: ids.foreignList,
      entryId: ids.foreignEntry,
      user: foreignUser.userId,
      grant: foreignUser.grantId,
      unit: PLACE.communeD,
      unitId: PLACE.communeD,
      placeId: PLACE.villageD,
    };
    const swap = (part: Record<string, unknown> | undefined) =>
      part &&
      Object.fromEntries(
        Object.entries(part).map(([name, value]) => {
          const foreign = byName[name];
          if (foreign === undefined) return [name, value];
          const isCode = name === 'unit' && typeof value === 'string';
          return [name, isCode ? '03600' : foreign];
        }),
      );
    const { body } = example;
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return {
      params: swap(example.params),
      query: swap(example.query),
      body: isObject ? swap(body as Record<string, unknown>) : body,
    };
  }

  test('the table holds endpoints, each with a name of its own and a valid example', () => {
    expect(endpoints.length).toBeGreaterThan(20);
    const names = endpoints.map((endpoint) => endpoint.id);
    expect(names).toEqual([...new Set(names)]);
    const routes = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(routes).toEqual([...new Set(routes)]);
    expect(endpoints.filter((endpoint) => !endpoint.example).map(({ id }) => id)).toEqual([]);
    for (const endpoint of endpoints) parse(endpoint, exampleOf(endpoint));
  });

  const byId = endpoints.map((endpoint) => [endpoint.id, endpoint] as const);

  test.each(byId)('%s without a session', async (_id, endpoint) => {
    const { status } = await call(endpoint, pointAt(endpoint, 'own'), null);
    if (endpoint.access.kind === 'public') expect(status).not.toBe(401);
    else expect(status).toBe(401);
  });

  const placed = byId.filter(([, { access }]) =>
    ['unit', 'person', 'household'].includes(access.kind),
  );

  test.each(placed)('%s outside the subtree, as if it were not there', async (_id, endpoint) => {
    const { access } = endpoint;
    const roles = 'roles' in access ? access.roles : [];
    const missing = await call(endpoint, pointAt(endpoint, 'missing'), inA(...roles));
    for (const actor of [inA(...roles), inA(...ROLES)]) {
      const foreign = await call(endpoint, pointAt(endpoint, 'foreign'), actor);
      expect(foreign).toEqual(missing);
      expect(foreign.status).toBe(404);
    }
    const within = await call(endpoint, pointAt(endpoint, 'foreign'), inD(...roles));
    expect([401, 403, 500]).not.toContain(within.status);
    // the gate lets them in; an operation may still miss what the example names
    if (within.status === 404) expect(endpoint.method).not.toBe('get');
  });

  const withRoles = byId.filter(([, { access }]) => 'roles' in access);

  test.each(withRoles)('%s to roles it does not name', async (_id, endpoint) => {
    const allowed = 'roles' in endpoint.access ? endpoint.access.roles : [];
    for (const role of ROLES.filter((one) => !allowed.includes(one))) {
      const { status, text } = await call(endpoint, pointAt(endpoint, 'own'), inA(role));
      const expected = endpoint.method === 'get' || role === 'openData' ? [404] : [403];
      expect([role, expected.includes(status), status]).toEqual([role, true, status]);
      expect(text).not.toContain(OWN_NAME);
    }
  });

  const ofSystem = byId.filter(([, { access }]) => access.kind === 'system');

  test.each(ofSystem)('%s to all but administrators of the country', async (_id, endpoint) => {
    const everything = inA(...ROLES);
    const province = actorOf(['administrator'], PLACE.provinceP, 'u1.u1208');
    const others = atRoot(...ROLES.filter((role) => role !== 'administrator'));
    for (const actor of [everything, province, others]) {
      expect((await call(endpoint, exampleOf(endpoint), actor)).status).toBe(404);
    }
  });

  const lists = byId.filter(([, { access }]) =>
    ['own', 'signedIn', 'public'].includes(access.kind),
  );

  test.each(lists)('%s to show anything of another place', async (_id, endpoint) => {
    const { access } = endpoint;
    const roles = 'roles' in access ? access.roles : ROLES;
    for (const example of [exampleOf(endpoint), withForeignIds(exampleOf(endpoint))]) {
      const { status, text } = await call(endpoint, example, inA(...roles));
      expect(status).not.toBe(500);
      expect(text).not.toContain(FOREIGN_NAME);
      expect(text).not.toContain(String(ids.foreign));
      expect(text).not.toContain(String(ids.foreignHousehold));
      expect(text).not.toContain(foreignUser.userId);
    }
  });

  test.each(byId)('%s to show a person to a reader of open data', async (_id, endpoint) => {
    for (const actor of [inA('openData'), atRoot('openData')]) {
      for (const example of [pointAt(endpoint, 'own'), exampleOf(endpoint)]) {
        const { status, text } = await call(endpoint, example, actor);
        expect(status).not.toBe(500);
        for (const mark of [OWN_NAME, FOREIGN_NAME, String(ids.own), String(ids.foreign)]) {
          expect(text).not.toContain(mark);
        }
      }
    }
    const { access } = endpoint;
    if (access.kind === 'person' || access.kind === 'household') {
      expect(access.roles).not.toContain('openData');
    }
  });
});

/** A copy in which every value that is `from`, as number or text, is `to`. */
function replace(example: Example, from: unknown, to: unknown): Example {
  const walk = (value: unknown): unknown => {
    if (value === from) return to;
    if (value === String(from)) return String(to);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
  };
  return walk(example) as Example;
}
