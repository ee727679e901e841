/** Minutes become conclusions, conclusions become tasks. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import { addTasks } from './ops.ts';
import type { MeetingInput, MeetingView } from './register-types.ts';
import { readUnit } from './scope.ts';
import * as sql from './sql-committees.ts';
import type { CreatedTasks, TaskInput } from './types.ts';

export async function recordMeeting(
  ctx: Context,
  ref: string | number,
  input: MeetingInput,
): Promise<{ meetingId: number }> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    if (input.committeeId !== undefined) {
      const committee = await sql.findCommittee(tx.db, input.committeeId);
      if (committee?.unitId !== unit.unitId)
        refuse('tasks.unknownCommittee', {}, 'body.committeeId');
    }
    const meetingId = await sql.insertMeeting(tx.db, {
      unitId: unit.unitId,
      committeeId: input.committeeId ?? null,
      title: input.title,
      heldOn: input.heldOn,
      chair: input.chair,
      minutes: input.minutes,
      conclusions: input.conclusions,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
    return { meetingId };
  });
}

export async function listMeetings(
  ctx: Context,
  ref: string | number,
): Promise<{ meetings: MeetingView[] }> {
  const { unit } = await readUnit(ctx, ref);
  const rows = await sql.listMeetings(ctx.db, unit.unitId);
  const conclusions = await sql.listConclusions(
    ctx.db,
    rows.map((row) => row.meetingId),
  );
  const refs = await listRefs(ctx, [unit.unitId], today(ctx));
  return {
    meetings: rows.map(({ unitId, ...row }) => ({
      ...row,
      unit: refOf(refs, unitId),
      conclusions: conclusions
        .filter((conclusion) => conclusion.meetingId === row.meetingId)
        .map(({ conclusionId, number, text, tasks, tasksDone }) => {
          return { conclusionId, number, text, tasks, tasksDone };
        }),
    })),
  };
}

/** The task carries the conclusion as its source. */
export async function addTasksOfConclusion(
  ctx: Context,
  ref: string | number,
  conclusionId: number,
  input: TaskInput,
): Promise<CreatedTasks> {
  const { unit } = await readUnit(ctx, ref);
  const found = await sql.findConclusion(ctx.db, conclusionId);
  if (found?.unitId !== unit.unitId) return refuse('tasks.unknownConclusion');
  const source = { document: found.meeting, line: found.number, quote: found.text };
  return await addTasks(ctx, ref, { ...input, conclusionId, source });
}
