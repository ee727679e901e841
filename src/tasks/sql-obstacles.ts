/** Obstacles raised below, answered above, answers that serve again. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { type PlaceScope, isInScope } from './sql-scope.ts';
import type { ObstacleView, SharedAnswer, TOPICS } from './register-types.ts';

export interface ObstacleRow {
  obstacleId: number;
  unitId: number;
  atUnitId: number;
  taskId: number | null;
  topic: (typeof TOPICS)[number];
  title: string;
  text: string;
  state: ObstacleView['state'];
  actorName: string;
  raisedAt: string;
}

const COLUMNS = sql`o.obstacle_id as "obstacleId", o.unit_id as "unitId",
  o.at_unit_id as "atUnitId", o.task_id as "taskId", o.topic, o.title, o.text, o.state,
  o.actor_name as "actorName", o.raised_at as "raisedAt"`;

export async function insertObstacle(
  db: Database,
  row: Omit<ObstacleRow, 'obstacleId' | 'state'> & { actorId: string },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.obstacle (unit_id, at_unit_id, task_id, topic, title, text, folded, state,
      actor_id, actor_name, raised_at)
    values (${row.unitId}, ${row.atUnitId}, ${row.taskId}, ${row.topic}, ${row.title}, ${row.text},
      kernel.fold(${row.title} || ' ' || ${row.text}), 'open', ${row.actorId}, ${row.actorName},
      ${row.raisedAt}::timestamptz)
    returning obstacle_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export interface ObstacleQuestion {
  scope: PlaceScope;
  state?: ObstacleView['state'] | undefined;
  topic?: string | undefined;
  /** only those this unit has to answer */
  atUnitId?: number | undefined;
  text?: string | undefined;
  limit: number;
}

export async function listObstacles(
  db: Database,
  question: ObstacleQuestion,
): Promise<ObstacleRow[]> {
  const { scope, state, topic, atUnitId, text, limit } = question;
  const found = await sql<ObstacleRow>`
    select ${COLUMNS}
    from tasks.obstacle o
    where ${isInScope(sql`o.unit_id`, scope)}
      and ${state ? sql`o.state = ${state}` : sql`true`}
      and ${topic ? sql`o.topic = ${topic}` : sql`true`}
      and ${atUnitId ? sql`o.at_unit_id = ${atUnitId}` : sql`true`}
      and ${text ? sql`o.folded like '%' || kernel.fold(${text}) || '%'` : sql`true`}
    order by (o.state = 'open') desc, o.raised_at desc, o.obstacle_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function findObstacle(
  db: Database,
  obstacleId: number,
  scope: PlaceScope,
): Promise<ObstacleRow | undefined> {
  const found = await sql<ObstacleRow>`
    select ${COLUMNS}
    from tasks.obstacle o
    where o.obstacle_id = ${obstacleId}
      and ${isInScope(sql`o.unit_id`, scope)}`.execute(db);
  return found.rows[0];
}

export async function listObstaclesOfTask(
  db: Database,
  taskId: number,
): Promise<{ obstacleId: number; title: string; state: string }[]> {
  const found = await sql<{ obstacleId: number; title: string; state: string }>`
    select obstacle_id as "obstacleId", title, state
    from tasks.obstacle
    where task_id = ${taskId}
    order by obstacle_id
    limit 100`.execute(db);
  return found.rows;
}

/** Open ones whose answer these units owe, oldest first. Run as owner. */
export async function listOpenFor(
  db: Database,
  unitIds: readonly number[],
): Promise<ObstacleRow[]> {
  const found = await sql<ObstacleRow>`
    select ${COLUMNS}
    from tasks.obstacle o
    where o.at_unit_id = any (${unitIds}::int[])
      and o.state = 'open'
    order by o.raised_at, o.obstacle_id
    limit 100`.execute(db);
  return found.rows;
}

export async function updateObstacle(
  db: Database,
  row: { obstacleId: number; state: ObstacleView['state']; atUnitId: number },
): Promise<void> {
  await sql`
    update tasks.obstacle
    set state = ${row.state}, at_unit_id = ${row.atUnitId}
    where obstacle_id = ${row.obstacleId}`.execute(db);
}

export interface AnswerRow {
  answerId: number;
  obstacleId: number;
  unitId: number;
  kind: 'answer' | 'forward' | 'withdraw';
  text: string;
  citation: string;
  isShared: boolean;
  reusesId: number | null;
  actorName: string;
  at: string;
}

export async function insertAnswer(
  db: Database,
  row: Omit<AnswerRow, 'answerId'>,
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.answer (obstacle_id, unit_id, kind, text, citation, is_shared, reuses_id,
      folded, actor_name, at)
    select o.obstacle_id, ${row.unitId}, ${row.kind}, ${row.text}, ${row.citation},
      ${row.isShared}, ${row.reusesId}::int,
      o.folded || ' ' || kernel.fold(${row.text} || ' ' || ${row.citation}), ${row.actorName},
      ${row.at}::timestamptz
    from tasks.obstacle o
    where o.obstacle_id = ${row.obstacleId}
    returning answer_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function listAnswers(
  db: Database,
  obstacleIds: readonly number[],
): Promise<AnswerRow[]> {
  const found = await sql<AnswerRow>`
    select answer_id as "answerId", obstacle_id as "obstacleId", unit_id as "unitId", kind, text,
      citation, is_shared as "isShared", reuses_id as "reusesId", actor_name as "actorName", at
    from tasks.answer
    where obstacle_id = any (${obstacleIds}::int[])
    order by answer_id
    limit 5000`.execute(db);
  return found.rows;
}

export type SharedRow = Omit<SharedAnswer, 'answeredBy'> & { unitId: number };

/** Every word of the question must stand in question or answer; nearest first. Run as owner. */
export async function searchShared(
  db: Database,
  question: { text: string; topic?: string | undefined; limit: number },
): Promise<SharedRow[]> {
  const { text, topic, limit } = question;
  const found = await sql<SharedRow>`
    select a.answer_id as "answerId", o.topic, o.title, o.text as question, a.text as answer,
      a.citation, a.unit_id as "unitId", a.at,
      (select count(*) from tasks.answer r where r.reuses_id = a.answer_id) as uses
    from tasks.answer a
    join tasks.obstacle o on o.obstacle_id = a.obstacle_id
    where a.is_shared
      and ${topic ? sql`o.topic = ${topic}` : sql`true`}
      and not exists (
        select from unnest(string_to_array(kernel.fold(${text}), ' ')) as word
        where word <> '' and a.folded not like '%' || word || '%')
    order by word_similarity(kernel.fold(${text}), a.folded) desc, uses desc, a.answer_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function findShared(db: Database, answerId: number): Promise<boolean> {
  const found = await sql<{ id: number }>`
    select answer_id as id
    from tasks.answer
    where answer_id = ${answerId}
      and is_shared`.execute(db);
  return found.rows.length > 0;
}
