/** The directory of agencies of a unit, and who answers for a task. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import type { UnitRef } from '../units/types.ts';
import { guessAgencyKind } from './agency-kinds.ts';
import { readUnit, refOnly } from './scope.ts';
import * as sql from './sql-agencies.ts';
import type { AgencyInput, AgencyUserInput, AgencyView, TaskOwner } from './types.ts';

export interface ResolvedOwner {
  ownerKind: 'unit' | 'agency' | 'user';
  ownerAgencyId: number | null;
  ownerUserId: string | null;
  ownerName: string;
}

/** Run as owner. Refuses an agency of another unit and a user nobody knows. */
export async function resolveOwner(
  tx: Context,
  unit: UnitRef,
  owner: TaskOwner,
): Promise<ResolvedOwner> {
  const none = { ownerAgencyId: null, ownerUserId: null };
  switch (owner.kind) {
    case 'unit':
      return { ...none, ownerKind: 'unit', ownerName: unit.name };
    case 'agency': {
      const agency = await sql.findAgency(tx.db, owner.agencyId);
      if (!agency || agency.unitId !== unit.unitId) return refuse('tasks.unknownAgency');
      const { agencyId, name } = agency;
      return { ...none, ownerKind: 'agency', ownerAgencyId: agencyId, ownerName: name };
    }
    case 'agencyName': {
      const { agencyId } = await ensureAgency(tx, unit.unitId, { name: owner.name, note: '' });
      return { ...none, ownerKind: 'agency', ownerAgencyId: agencyId, ownerName: owner.name };
    }
    case 'user': {
      const { userId, name } = await getUserByName(tx, owner.username);
      return { ...none, ownerKind: 'user', ownerUserId: userId, ownerName: name };
    }
  }
}

export async function ensureAgency(
  tx: Context,
  unitId: number,
  input: { name: string; kind?: AgencyInput['kind']; note: string },
): Promise<{ agencyId: number; isNew: boolean }> {
  return await sql.ensureAgency(tx.db, {
    unitId,
    ...input,
    kind: input.kind ?? guessAgencyKind(input.name),
    actorName: tx.who.name,
    at: tx.now().toString(),
  });
}

/** Run as owner. */
export async function getUserByName(
  tx: Context,
  username: string,
): Promise<{ userId: string; name: string }> {
  const found = await sql.findUserByName(tx.db, username);
  return found ?? refuse('tasks.unknownUser', { username });
}

export async function listAgencies(
  ctx: Context,
  ref: string | number,
): Promise<{ agencies: AgencyView[] }> {
  const { unit } = await readUnit(ctx, ref);
  const rows = await sql.listAgencies(ctx.db, unit.unitId);
  const ids = rows.map((row) => row.agencyId);
  const users = await sql.listAgencyUsers(ctx.db, ids, today(ctx));
  return {
    agencies: rows.map((row) => ({
      agencyId: row.agencyId,
      unit: refOnly(unit),
      name: row.name,
      kind: row.kind,
      note: row.note,
      endedOn: row.endedOn,
      users: users
        .filter((user) => user.agencyId === row.agencyId)
        .map(({ userId, userName, position, from, to }) => {
          return { userId, userName, position, from, to };
        }),
      openTasks: row.openTasks,
    })),
  };
}

export async function addAgency(
  ctx: Context,
  ref: string | number,
  input: AgencyInput,
): Promise<{ agencyId: number }> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const kind = input.kind === 'other' ? undefined : input.kind;
    const made = await ensureAgency(tx, unit.unitId, { ...input, kind });
    if (!made.isNew) refuse('tasks.agency.conflict', { name: input.name }, 'body.name');
    return { agencyId: made.agencyId };
  });
}

export async function changeAgency(
  ctx: Context,
  ref: string | number,
  agencyId: number,
  input: AgencyInput,
): Promise<{ agencyId: number }> {
  return await withAgency(ctx, ref, agencyId, async (tx) => {
    await sql.updateAgency(tx.db, { agencyId, ...input });
    return { agencyId };
  });
}

/** It keeps what it did; open tasks have to be given to another first. */
export async function endAgency(
  ctx: Context,
  ref: string | number,
  agencyId: number,
): Promise<{ agencyId: number }> {
  return await withAgency(ctx, ref, agencyId, async (tx) => {
    const rows = await sql.listAgencies(tx.db, (await readUnit(tx, ref)).unit.unitId);
    const open = rows.find((row) => row.agencyId === agencyId)?.openTasks ?? 0;
    if (open > 0) refuse('tasks.agencyHasTasks', { open });
    await sql.endAgency(tx.db, agencyId, today(tx));
    return { agencyId };
  });
}

export async function addAgencyUser(
  ctx: Context,
  ref: string | number,
  agencyId: number,
  input: AgencyUserInput,
): Promise<{ agencyId: number }> {
  return await withAgency(ctx, ref, agencyId, async (tx) => {
    const { userId, name } = await getUserByName(tx, input.username);
    await sql.endAgencyUser(tx.db, { agencyId, userId, on: today(tx) });
    await sql.insertAgencyUser(tx.db, {
      agencyId,
      userId,
      userName: name,
      position: input.position,
      from: input.from ?? today(tx),
      actorName: tx.who.name,
    });
    return { agencyId };
  });
}

export async function endAgencyUser(
  ctx: Context,
  ref: string | number,
  agencyId: number,
  userId: string,
): Promise<{ agencyId: number }> {
  return await withAgency(ctx, ref, agencyId, async (tx) => {
    const done = await sql.endAgencyUser(tx.db, { agencyId, userId, on: today(tx) });
    if (!done) refuse('tasks.unknownUser', { username: '' });
    return { agencyId };
  });
}

async function withAgency<T>(
  ctx: Context,
  ref: string | number,
  agencyId: number,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const agency = await sql.findAgency(tx.db, agencyId);
    if (!agency || agency.unitId !== unit.unitId) return refuse('tasks.unknownAgency');
    return await work(tx);
  });
}

/** Agencies of who asks. */
export async function listOwnAgencies(ctx: Context): Promise<number[]> {
  return await asOwner(ctx, () => sql.listAgenciesOfUser(ctx.db, ctx.who.userId, today(ctx)));
}
