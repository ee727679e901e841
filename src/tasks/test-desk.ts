/** What tests of this domain need: the small tree, a clock they set, people of its units. */
import { sql } from 'kysely';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import type { Context } from '../stores/context.ts';

/** `2026-11-05 15:00` as people in Việt Nam read it. */
export function localInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(`${text.replace(' ', 'T')}:00+07:00`);
}

export function atTime(ctx: Context, text: string): Context {
  const instant = localInstant(text);
  return { ...ctx, now: () => instant };
}

const PATHS: Readonly<Record<number, string>> = {
  [PLACE.provinceP]: 'u1.u1208',
  [PLACE.communeA]: 'u1.u1208.u202530',
  [PLACE.communeE]: 'u1.u1208.u202536',
  [PLACE.provinceQ]: 'u1.u1214',
  [PLACE.communeD]: 'u1.u1214.u203600',
};

/** An official of one unit, in the tree of 2026. */
export function official(unitId: number, role: Role = 'healthOfficer', userId?: string): Actor {
  const grant = { role, unitId, path: PATHS[unitId] ?? '', boundaries: '2026-01-01' };
  const id = userId ?? `can-bo-${unitId}`;
  return { userId: id, name: `Cán bộ ${unitId}`, kind: 'user', grants: [grant] };
}

export function asOfficial(ctx: Context, unitId: number, role?: Role): Context {
  return { ...ctx, who: official(unitId, role) };
}

/** The small tree and a user who signs in as can.bo.a. */
export async function plantTasks(ctx: Context): Promise<void> {
  await plantSmallTree(ctx.db);
  await sql`
    insert into access.user (id, name, username, email)
    values (${`can-bo-${PLACE.communeA}`}, 'Nông Thị Kiểm', 'can.bo.a',
      'can.bo.a@tai-khoan.invalid')`.execute(ctx.db);
}
