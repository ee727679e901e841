/** The real gate: sessions and tokens in, decisions by place and role out, and the journal. */
import { createHash } from 'node:crypto';
import type { AnyEndpoint, InputOf, InputShape } from '../http/endpoint.ts';
import type { Caller, Decision, Gate, Reach } from '../http/gate.ts';
import type { Actor, Grant, Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Context, today } from '../stores/context.ts';
import { type ReadJournal, recordInJournal } from './journal.ts';
import { type PathsByTree, decideOwn, decidePlace, holdsSystem, refusalOf } from './rules.ts';
import {
  findHolder,
  findHouseholdPlaces,
  findPersonPlaces,
  findSessionHolder,
  findToken,
  findUnitByCode,
  listLiveGrants,
  listPlacements,
  toGrant,
  touchToken,
} from './sql.ts';

/** The part of better-auth the gate needs: whose session a request carries. */
export interface Sessions {
  find(request: Request): Promise<{ userId: string; sessionId: string; cookies: string[] } | null>;
}

export function makeGate(ctx: Context, sessions: Sessions, reads: ReadJournal): Gate {
  return {
    identify: (request) => identify(ctx, sessions, request),
    decide,
    async journalChange(tx, endpoint, reach, reason) {
      await recordInJournal(tx, { kind: 'change', action: endpoint.id, reason, ...reach });
    },
    journalRead(call, endpoint, reach, reason) {
      reads.add(call.who, { kind: 'read', action: endpoint.id, reason, ...reach });
    },
  };
}

// ── who calls ──

async function identify(
  ctx: Context,
  sessions: Sessions,
  request: Request,
): Promise<Caller | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return await identifyToken(ctx, authorization);
  const session = await sessions.find(request);
  if (!session) return null;
  const { userId, sessionId } = session;
  const now = ctx.now().toString();
  const found = await findSessionHolder(ctx.db, { userId, sessionId, day: today(ctx), now });
  if (!found || found.holder.suspended) return null;
  const grants = found.grants.map(toGrant);
  return {
    actor: { userId, name: found.holder.name, kind: 'user', grants, sessionId },
    viaCookie: true,
    mayChange: true,
    cookies: session.cookies,
  };
}

/** A user with the grants that hold today; undefined when unknown or suspended. */
export async function findActor(ctx: Context, userId: string): Promise<Actor | undefined> {
  const holder = await findHolder(ctx.db, userId);
  if (!holder || holder.suspended) return undefined;
  const grants = await listLiveGrants(ctx.db, userId, today(ctx));
  return { userId, name: holder.name, kind: 'user', grants: grants.map(toGrant) };
}

const BEARER = /^Bearer (bp_[A-Za-z0-9_-]{43})$/;
const TOUCH_SECONDS = 60;

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

async function identifyToken(ctx: Context, authorization: string): Promise<Caller | null> {
  const secret = BEARER.exec(authorization)?.[1];
  if (secret === undefined) return null;
  const now = ctx.now();
  const token = await findToken(ctx.db, hashSecret(secret), now.toString());
  if (!token || token.suspended) return null;
  const isStale =
    token.last_used_at === null ||
    now.since(Temporal.Instant.from(token.last_used_at)).total('seconds') > TOUCH_SECONDS;
  if (isStale) await touchToken(ctx.db, token.token_id, now.toString());
  const grants = await listLiveGrants(ctx.db, token.user_id, today(ctx));
  return {
    actor: {
      userId: token.user_id,
      name: token.name,
      kind: 'token',
      grants: grants.filter((grant) => token.grant_ids.includes(grant.grant_id)).map(toGrant),
    },
    viaCookie: false,
    mayChange: token.may_change,
    cookies: [],
  };
}

// ── whether this call is his to make ──

type Input = InputOf<InputShape>;

/** Runs as owner, before row-level security is put on: the two nets do not lean on each other. */
async function decide(
  tx: Context,
  who: Actor | null,
  endpoint: AnyEndpoint,
  input: Input,
): Promise<Decision> {
  const { access } = endpoint;
  if (access.kind === 'public') return allowed(who, [], [], []);
  if (!who) return { kind: 'signIn' };
  switch (access.kind) {
    case 'signedIn':
      return decideSignedIn(who, endpoint);
    case 'system':
      return holdsSystem(who) ? allowed(who, who.grants, [], []) : { kind: 'notFound' };
    case 'own': {
      if (who.kind === 'system') return allowed(who, [], [], []);
      const decision = decideOwn(who, access.roles);
      if (decision.kind !== 'allowed') return { kind: refusalOf(decision, who, isRead(endpoint)) };
      const units = [...new Set(decision.grants.map((grant) => grant.unitId))];
      return allowed(who, decision.grants, units, []);
    }
    case 'unit': {
      const unit = access.unit(input);
      const unitId =
        typeof unit === 'number'
          ? unit
          : await findUnitByCode(tx.db, unit, access.on?.(input) ?? today(tx));
      return await decidePlaces(tx, who, endpoint, access.roles, unitId ? [unitId] : undefined, []);
    }
    case 'person': {
      const personId = access.personId(input);
      const places = await findPersonPlaces(tx.db, personId);
      return await decidePlaces(tx, who, endpoint, access.roles, places, [personId]);
    }
    case 'household': {
      const places = await findHouseholdPlaces(tx.db, access.householdId(input));
      return await decidePlaces(tx, who, endpoint, access.roles, places, []);
    }
  }
}

/** A token acts on data for its owner; his account is his alone. */
function decideSignedIn(who: Actor, endpoint: AnyEndpoint): Decision {
  if (who.kind === 'token' && !isRead(endpoint)) return { kind: 'forbidden' };
  return allowed(who, who.grants, [], []);
}

async function decidePlaces(
  tx: Context,
  who: Actor,
  endpoint: AnyEndpoint,
  roles: readonly Role[],
  placeIds: readonly number[] | undefined,
  personIds: readonly number[],
): Promise<Decision> {
  if (!placeIds) return { kind: 'notFound' };
  if (who.kind === 'system') return allowed(who, [], placeIds, personIds);
  const paths = await pathsOf(tx, placeIds, who.grants);
  const decision = decidePlace(who, roles, paths);
  if (decision.kind === 'allowed') return allowed(who, decision.grants, placeIds, personIds);
  return { kind: refusalOf(decision, who, isRead(endpoint)) };
}

async function pathsOf(
  tx: Context,
  placeIds: readonly number[],
  grants: readonly Grant[],
): Promise<PathsByTree> {
  const trees = [...new Set(grants.map((grant) => grant.boundaries))];
  const paths = new Map<IsoDate, string[]>();
  if (trees.length === 0 || placeIds.length === 0) return paths;
  for (const row of await listPlacements(tx.db, placeIds, trees)) {
    const known = paths.get(row.boundaries);
    if (known) known.push(row.path);
    else paths.set(row.boundaries, [row.path]);
  }
  return paths;
}

function isRead(endpoint: AnyEndpoint): boolean {
  return endpoint.method === 'get';
}

function allowed(
  who: Actor | null,
  grants: readonly Grant[],
  unitIds: readonly number[],
  personIds: readonly number[],
): Decision {
  const reach: Reach = { role: grants[0]?.role ?? null, unitIds, personIds };
  return { kind: 'allowed', reach, who: who && who.kind !== 'system' ? { ...who, grants } : who };
}
