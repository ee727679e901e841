/** Committees with their members and the units they follow; meetings with their conclusions. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { POSITIONS } from './register-types.ts';

export interface CommitteeRow {
  committeeId: number;
  unitId: number;
  name: string;
  decisionNumber: string | null;
  decidedOn: IsoDate | null;
  documentId: number | null;
  termFrom: IsoDate;
  termTo: IsoDate | null;
  standingAgency: string;
  workingRules: string;
  replacesId: number | null;
  endedOn: IsoDate | null;
}

const COLUMNS = sql`c.committee_id as "committeeId", c.unit_id as "unitId", c.name,
  c.decision_number as "decisionNumber", c.decided_on as "decidedOn",
  c.document_id as "documentId", c.term_from as "termFrom", c.term_to as "termTo",
  c.standing_agency as "standingAgency", c.working_rules as "workingRules",
  c.replaces_id as "replacesId", c.ended_on as "endedOn"`;

export async function insertCommittee(
  db: Database,
  row: Omit<CommitteeRow, 'committeeId' | 'endedOn'> & { actorName: string; at: string },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.committee (unit_id, name, decision_number, decided_on, document_id, term_from,
      term_to, standing_agency, working_rules, replaces_id, actor_name, recorded_at)
    values (${row.unitId}, ${row.name}, ${row.decisionNumber}, ${row.decidedOn}::date,
      ${row.documentId}, ${row.termFrom}::date, ${row.termTo}::date, ${row.standingAgency},
      ${row.workingRules}, ${row.replacesId}, ${row.actorName}, ${row.at}::timestamptz)
    returning committee_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function endCommittee(db: Database, committeeId: number, on: IsoDate): Promise<void> {
  await sql`
    update tasks.committee
    set ended_on = ${on}::date
    where committee_id = ${committeeId}
      and ended_on is null`.execute(db);
}

export async function updateWorkingRules(
  db: Database,
  committeeId: number,
  workingRules: string,
): Promise<void> {
  await sql`
    update tasks.committee
    set working_rules = ${workingRules}
    where committee_id = ${committeeId}`.execute(db);
}

export async function listCommittees(
  db: Database,
  unitIds: readonly number[],
): Promise<CommitteeRow[]> {
  const found = await sql<CommitteeRow>`
    select ${COLUMNS}
    from tasks.committee c
    where c.unit_id = any (${unitIds}::int[])
      -- ended on the day it began: it was taken back and never held
      and (c.ended_on is null or c.ended_on > c.term_from)
    order by c.ended_on nulls first, c.term_from desc, c.committee_id desc
    limit 2000`.execute(db);
  return found.rows;
}

export async function findCommittee(
  db: Database,
  committeeId: number,
): Promise<CommitteeRow | undefined> {
  const found = await sql<CommitteeRow>`
    select ${COLUMNS}
    from tasks.committee c
    where c.committee_id = ${committeeId}`.execute(db);
  return found.rows[0];
}

export interface MemberRow {
  memberId: number;
  committeeId: number;
  position: (typeof POSITIONS)[number];
  title: string;
  agency: string;
  userName: string | null;
  from: IsoDate;
  to: IsoDate | null;
}

const MEMBER_COLUMNS = sql`m.member_id as "memberId", m.committee_id as "committeeId", m.position,
  m.title, m.agency, m.user_name as "userName", m.valid_from as "from", m.valid_to as "to"`;

export async function insertMember(
  db: Database,
  row: Omit<MemberRow, 'memberId' | 'to'> & { userId: string | null; sort: number },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.member (committee_id, position, title, agency, user_id, user_name, sort,
      valid_from)
    values (${row.committeeId}, ${row.position}, ${row.title}, ${row.agency}, ${row.userId},
      ${row.userName}, ${row.sort}, ${row.from}::date)
    returning member_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function endMember(db: Database, memberId: number, on: IsoDate): Promise<void> {
  await sql`
    update tasks.member
    set valid_to = greatest(${on}::date, valid_from)
    where member_id = ${memberId}
      and valid_to is null`.execute(db);
  await sql`
    update tasks.follow
    set valid_to = greatest(${on}::date, valid_from)
    where member_id = ${memberId}
      and valid_to is null`.execute(db);
}

export async function listMembers(
  db: Database,
  committeeIds: readonly number[],
): Promise<MemberRow[]> {
  const found = await sql<MemberRow>`
    select ${MEMBER_COLUMNS}
    from tasks.member m
    where m.committee_id = any (${committeeIds}::int[])
    order by m.valid_to nulls first,
      array_position(array['chair', 'standingDeputy', 'deputy', 'member', 'secretary'], m.position),
      m.sort, m.member_id
    limit 5000`.execute(db);
  return found.rows;
}

export async function findMember(
  db: Database,
  memberId: number,
): Promise<(MemberRow & { unitId: number }) | undefined> {
  const found = await sql<MemberRow & { unitId: number }>`
    select ${MEMBER_COLUMNS}, c.unit_id as "unitId"
    from tasks.member m
    join tasks.committee c on c.committee_id = m.committee_id
    where m.member_id = ${memberId}`.execute(db);
  return found.rows[0];
}

export interface FollowRow {
  memberId: number;
  unitId: number;
  note: string;
  from: IsoDate;
}

/** Units of a member from a day on; those no longer named end that day. Run as owner. */
export async function replaceFollows(
  db: Database,
  row: {
    memberId: number;
    unitIds: readonly number[];
    note: string;
    on: IsoDate;
    actorName: string;
  },
): Promise<void> {
  await sql`
    update tasks.follow
    set valid_to = greatest(${row.on}::date, valid_from)
    where member_id = ${row.memberId}
      and valid_to is null
      and unit_id <> all (${row.unitIds}::int[])`.execute(db);
  await sql`
    insert into tasks.follow (member_id, unit_id, note, valid_from, actor_name)
    select ${row.memberId}, wanted.unit_id, ${row.note}, ${row.on}::date, ${row.actorName}
    from unnest(${row.unitIds}::int[]) as wanted (unit_id)
    where not exists (
      select from tasks.follow f
      where f.member_id = ${row.memberId}
        and f.unit_id = wanted.unit_id
        and f.valid_to is null)`.execute(db);
}

export async function listFollows(
  db: Database,
  memberIds: readonly number[],
  on: IsoDate,
): Promise<FollowRow[]> {
  const found = await sql<FollowRow>`
    select f.member_id as "memberId", f.unit_id as "unitId", f.note, f.valid_from as "from"
    from tasks.follow f
    where f.member_id = any (${memberIds}::int[])
      and f.valid_from <= ${on}::date
      and (f.valid_to is null or ${on}::date < f.valid_to)
    order by f.follow_id
    limit 5000`.execute(db);
  return found.rows;
}

/** Members of working committees anywhere who follow one of the units on the day. */
export async function listFollowersOf(
  db: Database,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<(MemberRow & { unitId: number; committee: string; note: string })[]> {
  const found = await sql<MemberRow & { unitId: number; committee: string; note: string }>`
    select ${MEMBER_COLUMNS}, c.unit_id as "unitId", c.name as committee, f.note
    from tasks.follow f
    join tasks.member m on m.member_id = f.member_id
    join tasks.committee c on c.committee_id = m.committee_id
    where f.unit_id = any (${unitIds}::int[])
      and f.valid_from <= ${on}::date
      and (f.valid_to is null or ${on}::date < f.valid_to)
      and (m.valid_to is null or ${on}::date < m.valid_to)
      and (c.ended_on is null or ${on}::date < c.ended_on)
    order by c.unit_id, m.member_id
    limit 500`.execute(db);
  return found.rows;
}

/** Units that a signed-in member follows on the day. Run as owner. */
export async function listFollowedByUser(
  db: Database,
  userId: string,
  on: IsoDate,
): Promise<number[]> {
  const found = await sql<{ unitId: number }>`
    select distinct f.unit_id as "unitId"
    from tasks.follow f
    join tasks.member m on m.member_id = f.member_id
    join tasks.committee c on c.committee_id = m.committee_id
    where m.user_id = ${userId}
      and f.valid_from <= ${on}::date
      and (f.valid_to is null or ${on}::date < f.valid_to)
      and (c.ended_on is null or ${on}::date < c.ended_on)
    order by 1
    limit 500`.execute(db);
  return found.rows.map((row) => row.unitId);
}

// ── meetings ────────────────────────────────────────────────────────────────────────────────────

export interface MeetingRow {
  meetingId: number;
  unitId: number;
  committeeId: number | null;
  title: string;
  heldOn: IsoDate;
  chair: string;
  minutes: string;
  actorName: string;
}

export async function insertMeeting(
  db: Database,
  row: Omit<MeetingRow, 'meetingId'> & {
    actorId: string;
    at: string;
    conclusions: readonly string[];
  },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.meeting (unit_id, committee_id, title, held_on, chair, minutes, actor_id,
      actor_name, recorded_at)
    values (${row.unitId}, ${row.committeeId}, ${row.title}, ${row.heldOn}::date, ${row.chair},
      ${row.minutes}, ${row.actorId}, ${row.actorName}, ${row.at}::timestamptz)
    returning meeting_id as id`.execute(db);
  const meetingId = found.rows[0]?.id ?? 0;
  await sql`
    insert into tasks.conclusion (meeting_id, number, text)
    select ${meetingId}, said.number, said.text
    from unnest(${row.conclusions}::text[]) with ordinality as said (text, number)`.execute(db);
  return meetingId;
}

export async function listMeetings(db: Database, unitId: number): Promise<MeetingRow[]> {
  const found = await sql<MeetingRow>`
    select meeting_id as "meetingId", unit_id as "unitId", committee_id as "committeeId", title,
      held_on as "heldOn", chair, minutes, actor_name as "actorName"
    from tasks.meeting
    where unit_id = ${unitId}
    order by held_on desc, meeting_id desc
    limit 200`.execute(db);
  return found.rows;
}

export interface ConclusionRow {
  conclusionId: number;
  meetingId: number;
  number: number;
  text: string;
  tasks: number;
  tasksDone: number;
}

export async function listConclusions(
  db: Database,
  meetingIds: readonly number[],
): Promise<ConclusionRow[]> {
  const found = await sql<ConclusionRow>`
    select c.conclusion_id as "conclusionId", c.meeting_id as "meetingId", c.number, c.text,
      count(t.task_id) as tasks, count(t.task_id) filter (where t.state = 'done') as "tasksDone"
    from tasks.conclusion c
    left join tasks.task t on t.conclusion_id = c.conclusion_id and t.state <> 'cancelled'
    where c.meeting_id = any (${meetingIds}::int[])
    group by c.conclusion_id
    order by c.meeting_id, c.number
    limit 5000`.execute(db);
  return found.rows;
}

export async function findConclusion(
  db: Database,
  conclusionId: number,
): Promise<{ unitId: number; meeting: string; text: string; number: number } | undefined> {
  const found = await sql<{ unitId: number; meeting: string; text: string; number: number }>`
    select m.unit_id as "unitId", m.title as meeting, c.text, c.number
    from tasks.conclusion c
    join tasks.meeting m on m.meeting_id = c.meeting_id
    where c.conclusion_id = ${conclusionId}`.execute(db);
  return found.rows[0];
}
