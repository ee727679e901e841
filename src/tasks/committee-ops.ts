/** Ban chỉ đạo: by one decision each, its members, and the units they follow, seen from both sides. */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import { getUserByName } from './agency-ops.ts';
import {
  type CommitteeView,
  type CommitteesAnswer,
  type FollowInput,
  type MemberInput,
  NewCommittee,
} from './register-types.ts';
import { assertInside, listUnitsOfLevel, readUnit, refOnly } from './scope.ts';
import * as sql from './sql-committees.ts';

/** Kiện toàn: the committee named in `replaces` ends on the first day of the new one. */
export async function createCommittee(
  ctx: Context,
  ref: string | number,
  input: NewCommittee,
): Promise<{ committeeId: number }> {
  const committee = NewCommittee.parse(input);
  const { unit, scope } = await readUnit(ctx, ref);
  if (committee.termTo !== undefined && committee.termTo <= committee.termFrom) {
    refuse('tasks.termEndsBeforeItStarts', {}, 'body.termTo');
  }
  const followed = committee.members.flatMap((member) => member.follows);
  await assertInside(ctx, followed, scope, 'body.members');
  return await inOwnerTransaction(ctx, async (tx) => {
    if (committee.replaces !== undefined) {
      const old = await sql.findCommittee(tx.db, committee.replaces);
      if (!old || old.unitId !== unit.unitId) refuse('tasks.unknownCommittee', {}, 'body.replaces');
      await sql.endCommittee(tx.db, committee.replaces, committee.termFrom);
    }
    const committeeId = await sql.insertCommittee(tx.db, {
      unitId: unit.unitId,
      name: committee.name,
      decisionNumber: committee.decisionNumber ?? null,
      decidedOn: committee.decidedOn ?? null,
      documentId: committee.documentId ?? null,
      termFrom: committee.termFrom,
      termTo: committee.termTo ?? null,
      standingAgency: committee.standingAgency,
      workingRules: committee.workingRules,
      replacesId: committee.replaces ?? null,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
    for (const [sort, member] of committee.members.entries()) {
      await writeMember(tx, committeeId, member, sort, committee.termFrom);
    }
    return { committeeId };
  });
}

async function writeMember(
  tx: Context,
  committeeId: number,
  member: MemberInput,
  sort: number,
  from: IsoDate,
): Promise<number> {
  const user = member.username === undefined ? undefined : await getUserByName(tx, member.username);
  const memberId = await sql.insertMember(tx.db, {
    committeeId,
    position: member.position,
    title: member.title,
    agency: member.agency,
    userId: user?.userId ?? null,
    userName: user?.name ?? null,
    sort,
    from,
  });
  const actorName = tx.who.name;
  const unitIds = member.follows;
  await sql.replaceFollows(tx.db, { memberId, unitIds, note: '', on: from, actorName });
  return memberId;
}

export async function listCommittees(
  ctx: Context,
  ref: string | number,
): Promise<CommitteesAnswer> {
  const { unit } = await readUnit(ctx, ref);
  const { unitId } = unit;
  const own = await sql.listCommittees(ctx.db, [unitId]);
  const followers = await sql.listFollowersOf(ctx.db, [unitId], today(ctx));
  const refs = await listRefs(ctx, [unitId, ...followers.map((row) => row.unitId)], today(ctx));
  return {
    own: await viewsOf(ctx, own, refOf(refs, unitId)),
    followedBy: followers.map(({ unitId: of, committee, committeeId, note, ...member }) => ({
      committeeId,
      committee,
      unit: refOf(refs, of),
      member,
      note,
    })),
    below: await listBelow(ctx, unitId, unit.level),
  };
}

/** The level below in the tree of today: districts where there are any, else communes. */
async function listBelow(
  ctx: Context,
  unitId: number,
  level: string,
): Promise<CommitteesAnswer['below']> {
  const wanted = BELOW[level] ?? [];
  const day = today(ctx);
  const found = await listUnitsOfLevel(ctx, unitId, wanted, day);
  const first = wanted.find((name) => found.some((unit) => unit.level === name));
  const units = found.filter((unit) => unit.level === first && unit.unitId !== unitId);
  const committees = await sql.listCommittees(
    ctx.db,
    units.map((unit) => unit.unitId),
  );
  return units.map((unit) => {
    const working = committees.find(
      (row) => row.unitId === unit.unitId && stateOf(row, day) !== 'ended',
    );
    return {
      unit: refOnly(unit),
      committeeId: working?.committeeId ?? null,
      committee: working?.name ?? null,
      decisionNumber: working?.decisionNumber ?? null,
      termTo: working?.termTo ?? null,
    };
  });
}

const BELOW: Readonly<Record<string, readonly string[]>> = {
  country: ['province'],
  province: ['district', 'commune'],
  district: ['commune'],
};

const TERM_WARN_DAYS = 60;

function stateOf(row: sql.CommitteeRow, on: IsoDate): CommitteeView['state'] {
  if (row.endedOn !== null && row.endedOn <= on) return 'ended';
  if (row.termTo !== null && row.termTo <= on) return 'ended';
  if (on < row.termFrom) return 'coming';
  return row.termTo !== null && row.termTo <= addDays(on, TERM_WARN_DAYS) ? 'termEnds' : 'working';
}

async function viewsOf(
  ctx: Context,
  rows: readonly sql.CommitteeRow[],
  unit: UnitRef,
): Promise<CommitteeView[]> {
  const day = today(ctx);
  const members = await sql.listMembers(
    ctx.db,
    rows.map((row) => row.committeeId),
  );
  const follows = await sql.listFollows(
    ctx.db,
    members.map((member) => member.memberId),
    day,
  );
  const refs = await listRefs(
    ctx,
    follows.map((follow) => follow.unitId),
    day,
  );
  return rows.map((row) => ({
    committeeId: row.committeeId,
    name: row.name,
    decisionNumber: row.decisionNumber,
    decidedOn: row.decidedOn,
    documentId: row.documentId,
    termFrom: row.termFrom,
    termTo: row.termTo,
    standingAgency: row.standingAgency,
    workingRules: row.workingRules,
    replacesId: row.replacesId,
    endedOn: row.endedOn,
    unit,
    state: stateOf(row, day),
    members: members
      .filter((member) => member.committeeId === row.committeeId)
      .map((member) => ({
        memberId: member.memberId,
        position: member.position,
        title: member.title,
        agency: member.agency,
        userName: member.userName,
        from: member.from,
        to: member.to,
        follows: follows
          .filter((follow) => follow.memberId === member.memberId)
          .map(({ unitId, note, from }) => ({ unit: refOf(refs, unitId), note, from })),
      })),
  }));
}

export async function addMember(
  ctx: Context,
  ref: string | number,
  committeeId: number,
  input: MemberInput,
): Promise<{ memberId: number }> {
  const { unit, scope } = await readUnit(ctx, ref);
  await assertInside(ctx, input.follows, scope, 'body.follows');
  return await inOwnerTransaction(ctx, async (tx) => {
    const committee = await sql.findCommittee(tx.db, committeeId);
    if (!committee || committee.unitId !== unit.unitId) return refuse('tasks.unknownCommittee');
    return { memberId: await writeMember(tx, committeeId, input, 1000, today(tx)) };
  });
}

export async function endMember(
  ctx: Context,
  ref: string | number,
  memberId: number,
): Promise<{ memberId: number }> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const member = await sql.findMember(tx.db, memberId);
    if (!member || member.unitId !== unit.unitId) return refuse('tasks.unknownMember');
    await sql.endMember(tx.db, memberId, today(tx));
    return { memberId };
  });
}

/** Phụ lục 01: from today the member follows exactly these units. */
export async function setFollows(
  ctx: Context,
  ref: string | number,
  input: FollowInput,
): Promise<{ memberId: number }> {
  const { unit, scope } = await readUnit(ctx, ref);
  const { memberId, unitIds, note } = input;
  await assertInside(ctx, unitIds, scope, 'body.unitIds');
  return await inOwnerTransaction(ctx, async (tx) => {
    const member = await sql.findMember(tx.db, memberId);
    if (!member || member.unitId !== unit.unitId) return refuse('tasks.unknownMember');
    const on = today(tx);
    await sql.replaceFollows(tx.db, { memberId, unitIds, note, on, actorName: tx.who.name });
    return { memberId };
  });
}

export async function setWorkingRules(
  ctx: Context,
  ref: string | number,
  committeeId: number,
  workingRules: string,
): Promise<{ committeeId: number }> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const committee = await sql.findCommittee(tx.db, committeeId);
    if (!committee || committee.unitId !== unit.unitId) return refuse('tasks.unknownCommittee');
    await sql.updateWorkingRules(tx.db, committeeId, workingRules);
    return { committeeId };
  });
}
