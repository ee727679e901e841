/**
 * What is left to do after an upgrade while the product already answers: statements on big tables,
 * and everything kept beside the facts that was made by an older version of the code.
 */
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { type KeptSet, noteKept } from '../stores/kept.ts';
import { type OnlineStep, listPendingOnline, runOnline } from '../stores/online.ts';

export const UPGRADE_JOB = 'upgrade.finish';

export interface KeptState {
  name: string;
  /** of the code that made what is kept; null = nothing is kept yet */
  made: string | null;
  /** of the code that runs */
  version: string;
  isCurrent: boolean;
}

export interface UpgradeState {
  /** files of statements on big tables that have not run to their end */
  pending: string[];
  kept: KeptState[];
  isFinished: boolean;
}

export async function readUpgrade(ctx: Context, sets: readonly KeptSet[]): Promise<UpgradeState> {
  const pending = await inOwnerTransaction(ctx, (tx) => listPendingOnline(tx.db));
  const kept: KeptState[] = [];
  for (const set of sets) {
    const made = await set.findMade(ctx);
    const isCurrent = made === null || made === set.version;
    kept.push({ name: set.name, made, version: set.version, isCurrent });
  }
  return { pending, kept, isFinished: pending.length === 0 && kept.every((set) => set.isCurrent) };
}

/** In a new database there is nothing to finish: it holds no rows yet, and those to come are current. */
export async function beginCurrent(ctx: Context, sets: readonly KeptSet[]): Promise<void> {
  await runOnline(ctx.db);
  await inOwnerTransaction(ctx, async ({ db }) => {
    for (const { name, version } of sets) await noteKept(db, name, version);
  });
}

/** Once a start: asks for the job where something is left to do. Answers whether it did. */
export async function planUpgrade(ctx: Context, sets: readonly KeptSet[]): Promise<boolean> {
  if ((await readUpgrade(ctx, sets)).isFinished) return false;
  await inOwnerTransaction(ctx, async ({ db }) => {
    await ctx.jobs.add(db, UPGRADE_JOB, {}, { key: UPGRADE_JOB, queue: UPGRADE_JOB });
  });
  return true;
}
export type UpgradeProgress =
  ({ step: 'statements' } & OnlineStep) | { step: 'kept'; name: string; share: number };

/** Does all that is left; may be killed and run again. `onProgress` answers whether to go on. */
export async function finishUpgrade(
  ctx: Context,
  sets: readonly KeptSet[],
  onProgress: (progress: UpgradeProgress) => Promise<boolean> = async () => true,
): Promise<UpgradeState> {
  await runOnline(ctx.db, (step) => onProgress({ step: 'statements', ...step }));
  for (const set of sets) {
    const made = await set.findMade(ctx);
    if (made === null || made === set.version) continue;
    await set.rebuild(ctx, async (share) => {
      await onProgress({ step: 'kept', name: set.name, share });
    });
  }
  return await readUpgrade(ctx, sets);
}
