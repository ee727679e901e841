/** Giving and ending roles: only what the giver holds, within his own place, while he holds it. */
import type { Actor, Grant } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { mayGive } from './rules.ts';
import {
  type RoleGrantRow,
  countRootAdministrators,
  endRoleGrant,
  findUnitPath,
  insertRoleGrant,
  isSubtreeInside,
  listRoleGrants,
} from './sql-accounts.ts';
import { findUnitByCode } from './sql.ts';
import type { GrantView, NewGrant, UnitReference } from './types.ts';

/** A unit by id or by its code on a day; undefined when there is none. */
export async function resolveUnitReference(
  ctx: Context,
  unit: UnitReference,
  day: IsoDate,
): Promise<number | undefined> {
  return typeof unit === 'number' ? unit : await findUnitByCode(ctx.db, unit, day);
}

/** Faults of all wishes at once; nothing is given when there is one. As owner, in a transaction. */
export async function giveGrants(
  tx: Context,
  userId: string,
  wishes: readonly { wish: NewGrant; at: string }[],
  reason: string,
): Promise<number[]> {
  const givers = await listGivers(tx);
  const faults: Fault[] = [];
  const ready: Parameters<typeof insertRoleGrant>[1][] = [];
  for (const { wish, at } of wishes) {
    const decided = await decideGive(tx, givers, wish, at);
    if ('fault' in decided) faults.push(decided.fault);
    else {
      ready.push({
        ...decided.grant,
        userId,
        reason,
        grantedBy: tx.who.userId,
        grantedAt: tx.now().toString(),
      });
    }
  }
  if (faults[0]) throw new Refusal([faults[0], ...faults.slice(1)]);
  const grantIds: number[] = [];
  for (const grant of ready) grantIds.push(await insertRoleGrant(tx.db, grant));
  return grantIds;
}

interface Giver extends Grant {
  validTo: IsoDate | null;
}

/** The administrator's own grants with their ends; null = the system, which may give anything. */
async function listGivers(tx: Context): Promise<Giver[] | null> {
  if (tx.who.kind === 'system') return null;
  const rows = await listRoleGrants(tx.db, { userIds: [tx.who.userId], day: today(tx) });
  return rows.flatMap((row) => {
    const held = findHeld(tx.who, row);
    return held && held.role === 'administrator' ? [{ ...held, validTo: row.valid_to }] : [];
  });
}

/** A token holds a part of its owner's grants, so the rows alone would be too much. */
function findHeld(who: Actor, row: RoleGrantRow): Grant | undefined {
  return who.grants.find(
    (grant) =>
      grant.role === row.role &&
      grant.unitId === row.unit_id &&
      grant.boundaries === row.boundaries,
  );
}

type Decided =
  | { fault: Fault }
  | {
      grant: Pick<
        Parameters<typeof insertRoleGrant>[1],
        'role' | 'unitId' | 'boundaries' | 'validFrom' | 'validTo'
      >;
    };

async function decideGive(
  tx: Context,
  givers: readonly Giver[] | null,
  wish: NewGrant,
  at: string,
): Promise<Decided> {
  const boundaries = wish.boundaries ?? today(tx);
  const validFrom = wish.from ?? today(tx);
  const validTo = wish.to ?? null;
  if (validTo !== null && validTo <= validFrom) {
    return { fault: { code: 'access.datesReversed', at: `${at}.to` } };
  }
  const unitId = await resolveUnitReference(tx, wish.unit, boundaries);
  const path = unitId === undefined ? undefined : await findUnitPath(tx.db, unitId, boundaries);
  if (unitId === undefined || path === undefined) {
    return { fault: { code: 'access.unitUnknown', at: `${at}.unit` } };
  }
  const grant = { role: wish.role, unitId, boundaries, validFrom, validTo };
  const place = { path, boundaries };
  if (givers === null || (await anyMayGive(tx, givers, wish.role, place, validTo)))
    return { grant };
  return { fault: { code: 'access.cannotGive', at } };
}

interface Place {
  path: string;
  boundaries: IsoDate;
}

async function anyMayGive(
  tx: Context,
  givers: readonly Giver[],
  role: Grant['role'],
  place: Place,
  validTo: IsoDate | null,
): Promise<boolean> {
  for (const giver of givers) {
    const outlasts = giver.validTo === null || (validTo !== null && validTo <= giver.validTo);
    if (outlasts && (await giverMayGive(tx, giver, role, place))) return true;
  }
  return false;
}

/** In one tree by the paths; between trees by all places that lie in the one and in the other. */
async function giverMayGive(
  tx: Context,
  giver: Grant,
  role: Grant['role'],
  place: Place,
): Promise<boolean> {
  if (giver.boundaries === place.boundaries) return mayGive(giver, role, place.path);
  if (!(await isSubtreeInside(tx.db, place, giver))) return false;
  const isWhole = role === 'administrator' && (await isSubtreeInside(tx.db, giver, place));
  return mayGive(giver, role, isWhole ? giver.path : `${giver.path}.below`);
}

/** Whether the actor may manage somebody with these grants: he could have given each of them. */
export async function mayManage(tx: Context, grants: readonly RoleGrantRow[]): Promise<boolean> {
  const givers = await listGivers(tx);
  if (givers === null) return true;
  for (const grant of grants) {
    const place = { path: grant.path, boundaries: grant.boundaries };
    let isAllowed = false;
    for (const giver of givers) isAllowed ||= await giverMayGive(tx, giver, grant.role, place);
    if (!isAllowed) return false;
  }
  return true;
}

export async function endGrant(
  ctx: Context,
  grantId: number,
  end: { on?: IsoDate; reason: string },
): Promise<GrantView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const [row] = await listRoleGrants(tx.db, { grantId });
    if (!row || !(await mayManage(tx, [row]))) return refuse('access.grant.notFound');
    const day = today(tx);
    const validTo = end.on ?? day;
    if (row.valid_to !== null && row.valid_to <= validTo) return refuse('access.grantAlreadyEnded');
    await endRoleGrant(tx.db, grantId, {
      validTo,
      by: tx.who.userId,
      at: tx.now().toString(),
      reason: end.reason,
    });
    const isRoot = row.role === 'administrator' && !row.path.includes('.');
    if (isRoot && (await countRootAdministrators(tx.db, validTo, null)) === 0) {
      return refuse('access.lastAdministrator');
    }
    const [ended] = await listRoleGrants(tx.db, { grantId });
    return viewOfGrant(ended ?? row);
  });
}

export function viewOfGrant(row: RoleGrantRow): GrantView {
  return {
    grantId: row.grant_id,
    role: row.role,
    unit: { unitId: row.unit_id, code: row.unit_code, name: row.unit_name },
    path: row.path,
    boundaries: row.boundaries,
    from: row.valid_from,
    to: row.valid_to,
    reason: row.reason,
    grantedBy: row.granted_by_name,
    grantedAt: row.granted_at,
  };
}
