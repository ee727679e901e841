/** Vướng mắc: raised below, answered above or passed on, found again by everybody. */
import { daysBetween, dayOf } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import { getTaskRow } from './ops.ts';
import type { AnswerInput, ObstacleInput, ObstacleView, SharedAnswer } from './register-types.ts';
import { listAbove, readUnit } from './scope.ts';
import { type NoticeInsert, insertNotices } from './sql-notices.ts';
import * as sql from './sql-obstacles.ts';

/** Goes to the unit next above; a province's own stays with it. */
export async function raiseObstacle(
  ctx: Context,
  ref: string | number,
  input: ObstacleInput,
): Promise<ObstacleView> {
  const { unit } = await readUnit(ctx, ref);
  if (input.taskId !== undefined) await getTaskRow(ctx, ref, input.taskId);
  const [next] = await listAbove(ctx, unit.unitId);
  const atUnitId = next ?? unit.unitId;
  const obstacleId = await inOwnerTransaction(ctx, async (tx) => {
    const id = await sql.insertObstacle(tx.db, {
      unitId: unit.unitId,
      atUnitId,
      taskId: input.taskId ?? null,
      topic: input.topic,
      title: input.title,
      text: input.text,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      raisedAt: tx.now().toString(),
    });
    await tell(tx, 'obstacleRaised', id, atUnitId, `raised:${id}:${atUnitId}`, {
      title: input.title,
      unit: unit.name,
    });
    return id;
  });
  return await getObstacle(ctx, ref, obstacleId);
}

async function tell(
  tx: Context,
  kind: NoticeInsert['kind'],
  subjectId: number,
  unitId: number,
  key: string,
  params: Record<string, string | number>,
): Promise<void> {
  const at = tx.now().toString();
  const notice = { unitId, userId: null, kind, subject: 'obstacle' as const, subjectId };
  await insertNotices(tx.db, [{ ...notice, params, key, at }]);
}

export interface ObstacleFilter {
  state?: ObstacleView['state'] | undefined;
  topic?: string | undefined;
  /** only those the unit itself has to answer */
  forMe: boolean;
  text?: string | undefined;
  limit: number;
}

export async function listObstacles(
  ctx: Context,
  ref: string | number,
  filter: ObstacleFilter,
): Promise<{ obstacles: ObstacleView[] }> {
  const { unit, scope } = await readUnit(ctx, ref);
  const { state, topic, text, limit, forMe } = filter;
  const atUnitId = forMe ? unit.unitId : undefined;
  const rows = await sql.listObstacles(ctx.db, { scope, state, topic, text, atUnitId, limit });
  return { obstacles: await viewsOf(ctx, rows) };
}

export async function getObstacle(
  ctx: Context,
  ref: string | number,
  obstacleId: number,
): Promise<ObstacleView> {
  const { scope } = await readUnit(ctx, ref);
  const row = await sql.findObstacle(ctx.db, obstacleId, scope);
  const [view] = row ? await viewsOf(ctx, [row]) : [];
  return view ?? refuse('tasks.unknownObstacle', { obstacleId });
}

async function viewsOf(ctx: Context, rows: readonly sql.ObstacleRow[]): Promise<ObstacleView[]> {
  const answers = await sql.listAnswers(
    ctx.db,
    rows.map((row) => row.obstacleId),
  );
  const ids = [
    ...rows.flatMap((row) => [row.unitId, row.atUnitId]),
    ...answers.map((a) => a.unitId),
  ];
  const refs = await listRefs(ctx, ids, today(ctx));
  return rows.map(({ unitId, atUnitId, ...row }) => ({
    ...row,
    unit: refOf(refs, unitId),
    atUnit: refOf(refs, atUnitId),
    daysOpen: daysBetween(dayOf(Temporal.Instant.from(row.raisedAt)), today(ctx)),
    answers: answers
      .filter((answer) => answer.obstacleId === row.obstacleId)
      .map((answer) => ({
        answerId: answer.answerId,
        unit: refOf(refs, answer.unitId),
        kind: answer.kind,
        text: answer.text,
        citation: answer.citation,
        isShared: answer.isShared,
        reusesId: answer.reusesId,
        actorName: answer.actorName,
        at: answer.at,
      })),
  }));
}

/** By the unit whose answer is awaited: the unit of the address. */
export async function answerObstacle(
  ctx: Context,
  ref: string | number,
  obstacleId: number,
  input: AnswerInput,
): Promise<ObstacleView> {
  const { unit, scope } = await readUnit(ctx, ref);
  const found = await sql.findObstacle(ctx.db, obstacleId, scope);
  if (!found) return refuse('tasks.unknownObstacle', { obstacleId });
  if (found.state !== 'open') refuse('tasks.obstacleClosed');
  if (found.atUnitId !== unit.unitId) refuse('tasks.obstacleElsewhere');
  const [next] = await listAbove(ctx, unit.unitId);
  if (input.kind === 'forward' && next === undefined) refuse('tasks.nobodyAbove');
  await inOwnerTransaction(ctx, async (tx) => {
    if (input.kind === 'answer' && input.reuses && !(await sql.findShared(tx.db, input.reuses))) {
      refuse('tasks.unknownAnswer', {}, 'body.reuses');
    }
    const isAnswer = input.kind === 'answer';
    const answerId = await sql.insertAnswer(tx.db, {
      obstacleId,
      unitId: unit.unitId,
      kind: input.kind,
      text: input.text,
      citation: isAnswer ? input.citation : '',
      isShared: isAnswer && input.isShared,
      reusesId: isAnswer ? (input.reuses ?? null) : null,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
    const atUnitId = isAnswer ? unit.unitId : (next ?? unit.unitId);
    await sql.updateObstacle(tx.db, {
      obstacleId,
      state: isAnswer ? 'answered' : 'open',
      atUnitId,
    });
    const params = { title: found.title, unit: unit.name };
    if (isAnswer) {
      const key = `answered:${answerId}`;
      await tell(tx, 'obstacleAnswered', obstacleId, found.unitId, key, params);
    } else {
      const key = `raised:${obstacleId}:${atUnitId}`;
      await tell(tx, 'obstacleRaised', obstacleId, atUnitId, key, params);
    }
  });
  return await getObstacle(ctx, ref, obstacleId);
}

/** By the unit that raised it, while nobody has answered. */
export async function withdrawObstacle(
  ctx: Context,
  ref: string | number,
  obstacleId: number,
  reason: string,
): Promise<ObstacleView> {
  const { unit, scope } = await readUnit(ctx, ref);
  const found = await sql.findObstacle(ctx.db, obstacleId, scope);
  if (!found || found.unitId !== unit.unitId)
    return refuse('tasks.unknownObstacle', { obstacleId });
  if (found.state !== 'open') refuse('tasks.obstacleClosed');
  await inOwnerTransaction(ctx, async (tx) => {
    await sql.insertAnswer(tx.db, {
      obstacleId,
      unitId: unit.unitId,
      kind: 'withdraw',
      text: reason,
      citation: '',
      isShared: false,
      reusesId: null,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
    const { atUnitId } = found;
    await sql.updateObstacle(tx.db, { obstacleId, state: 'withdrawn', atUnitId });
  });
  return await getObstacle(ctx, ref, obstacleId);
}

/** Answers that may serve again, of any unit; the place that asked is not told. */
export async function searchAnswers(
  ctx: Context,
  question: { text: string; topic?: string | undefined; limit: number },
): Promise<{ answers: SharedAnswer[] }> {
  const rows = await asOwner(ctx, () => sql.searchShared(ctx.db, question));
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  return {
    answers: rows.map(({ unitId, ...row }) => ({ ...row, answeredBy: refOf(refs, unitId) })),
  };
}
