/**
 * The models of this installation: the one in use, those before it, a new one from what people
 * decided and numbers linked. A link keeps the version it was weighed by.
 */
import { type Outcome, failure, success } from '../../kernel/outcome.ts';
import type { Context } from '../../stores/context.ts';
import { asOwner, inOwnerTransaction } from '../../stores/context.ts';
import { readLevelLetters, writeLevelLetters } from './answer.ts';
import { FIRST_MODEL } from './model.ts';
import { NameTable } from './names.ts';
import { toShared } from './packed.ts';
import { type PlacesToday, loadPlaces } from './places.ts';
import { PersonReader } from './reading.ts';
import { SAMPLE_PEOPLE, countRandomPairs } from './sampling.ts';
import {
  type ModelRow,
  insertModel,
  insertVerdicts,
  listDecidedLevels,
  listModelRows,
  listNumberLevels,
  readSample,
  withdrawPairVerdicts,
  withdrawVerdicts,
} from './sql.ts';
import {
  type LevelCounts,
  SAME_PAIRS_MIN,
  countPair,
  makeLevelCounts,
  trainModel,
} from './training.ts';
import {
  LinkageBounds,
  type LinkageModel,
  LinkageWeights,
  type ModelComparison,
  type ModelView,
  type TrainOutcome,
  TrainedLevel,
  type Verdict,
} from './types.ts';

// ── which there are ─────────────────────────────────────────────────────────────────────────────

/** The one in use, or that of a version; undefined = there is none of it. */
export async function findModel(ctx: Context, version?: number): Promise<LinkageModel | undefined> {
  return (await listModels(ctx)).find(
    ({ model }) => version === undefined || model.version === version,
  )?.model;
}

export async function showModel(ctx: Context, version?: number): Promise<Outcome<ModelView>> {
  const found = (await listModels(ctx)).find(
    ({ model, inUse }) => model.version === version || (version === undefined && inUse),
  );
  return found ? success(found) : failure('linkage.model.notFound', { version: version ?? 0 });
}

/** The newest first: that is the one in use. */
async function listModels(ctx: Context): Promise<ModelView[]> {
  const rows = await asOwner(ctx, () => listModelRows(ctx.db));
  const first: ModelView = {
    model: FIRST_MODEL,
    inUse: rows.length === 0,
    reason: null,
    actorName: null,
    recordedAt: null,
    levels: [],
  };
  return [...rows.map((row, at) => toView(row, at === 0)), first];
}

function toView(row: ModelRow, inUse: boolean): ModelView {
  return {
    model: {
      version: row.version,
      weights: LinkageWeights.parse(row.weights),
      bounds: LinkageBounds.parse(row.bounds),
    },
    inUse,
    reason: row.reason,
    actorName: row.actor_name,
    recordedAt: row.recorded_at,
    levels: TrainedLevel.array().parse(row.basis),
  };
}

/** Weights and bounds that differ between two versions. */
export async function compareModels(
  ctx: Context,
  from: number,
  to: number,
): Promise<Outcome<ModelComparison>> {
  const models = await listModels(ctx);
  const find = (version: number): LinkageModel | undefined =>
    models.find(({ model }) => model.version === version)?.model;
  const [before, after] = [find(from), find(to)];
  if (!before) return failure('linkage.model.notFound', { version: from });
  if (!after) return failure('linkage.model.notFound', { version: to });
  const old = new Map(flatten(before).map((line) => [`${line.field} ${line.level}`, line.value]));
  const differences = flatten(after).flatMap(({ field, level, value }) => {
    const was = old.get(`${field} ${level}`) ?? 0;
    return was === value ? [] : [{ field, level, from: was, to: value }];
  });
  return success({ from, to, differences });
}

function flatten({
  weights,
  bounds,
}: LinkageModel): { field: string; level: string; value: number }[] {
  const { name, typicalNameCentibits, rarestNameCentibits, ...others } = weights;
  const lines = (field: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([level, value]) => ({ field, level, value }));
  const bases = Object.entries(name).map(([level, { base }]) => [level, base] as const);
  return [
    ...lines('name', Object.fromEntries(bases)),
    ...Object.entries(others).flatMap(([field, values]) => lines(field, values)),
    ...lines('name', { typicalNameCentibits, rarestNameCentibits }),
    ...lines('bounds', bounds),
  ];
}

// ── a new one ───────────────────────────────────────────────────────────────────────────────────

export interface TrainRequest {
  reason: string;
  listIds?: readonly number[] | undefined;
  preview?: boolean;
}

/** From then on lists are linked by the new model; links of before keep theirs. */
export async function trainFromDecisions(
  ctx: Context,
  request: TrainRequest,
): Promise<Outcome<TrainOutcome>> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const listIds = request.listIds ?? null;
    const same = makeLevelCounts();
    const decided = addSeen(same, await listDecidedLevels(tx.db, listIds), 'person');
    const linkedByNumber = addSeen(same, await listNumberLevels(tx.db, listIds), 'number');
    const pairs = decided + linkedByNumber;
    if (pairs < SAME_PAIRS_MIN)
      return failure('linkage.model.tooFewPairs', { pairs, needed: SAME_PAIRS_MIN });
    const random = makeLevelCounts();
    const compared = await addRandom(tx, random, await loadPlaces(tx));
    const models = await listModels(tx);
    const base = models[0]?.model ?? FIRST_MODEL;
    const { model, levels } = trainModel(base, base.version + 1, same, random);
    if (!request.preview) await keepModel(tx, model, levels, request.reason);
    const version = request.preview ? null : model.version;
    return success({ version, decided, linkedByNumber, random: compared, levels });
  });
}

async function keepModel(
  tx: Context,
  model: LinkageModel,
  levels: readonly TrainedLevel[],
  reason: string,
): Promise<void> {
  await insertModel(tx.db, {
    model,
    basis: levels,
    reason,
    actorId: tx.who.userId,
    actorName: tx.who.name,
    recordedAt: tx.now().toString(),
  });
}

function addSeen(
  counts: LevelCounts,
  seen: readonly { levels: string; pairs: number }[],
  linkedBy: 'person' | 'number',
): number {
  let sum = 0;
  for (const { levels, pairs } of seen) {
    countPair(counts, readLevelLetters(levels), pairs, linkedBy);
    sum += pairs;
  }
  return sum;
}

async function addRandom(tx: Context, counts: LevelCounts, places: PlacesToday): Promise<number> {
  const table = new NameTable();
  const reader = new PersonReader(table, places.of, SAMPLE_PEOPLE);
  await readSample(tx.db, SAMPLE_PEOPLE, (bytes) => reader.read(bytes));
  return countRandomPairs(counts, toShared(reader.records), table);
}

// ── what people decided ─────────────────────────────────────────────────────────────────────────

/** Called where somebody decides a pair, in that transaction: models learn from it. */
export async function recordVerdicts(tx: Context, verdicts: readonly Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  const rows = verdicts.map(({ other, levels, ...verdict }) => ({
    ...verdict,
    levels: writeLevelLetters(levels),
    source: 'listId' in other ? ('list' as const) : ('register' as const),
    listId: 'listId' in other ? other.listId : null,
    row: 'listId' in other ? other.row : null,
    otherPersonId: 'personId' in other ? other.personId : null,
  }));
  await asOwner(tx, () => insertVerdicts(tx.db, rows, tx.who.userId, tx.now().toString()));
}

/** Decisions on rows that were taken back. */
export async function forgetVerdicts(
  tx: Context,
  listId: number,
  rows: readonly number[],
): Promise<void> {
  await asOwner(tx, () => withdrawVerdicts(tx.db, listId, rows, tx.now().toString()));
}

/** Decisions on two entries of the register that were taken back, in whatever order they are named. */
export async function forgetPairVerdicts(
  tx: Context,
  pairs: readonly { personId: number; otherPersonId: number }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await asOwner(tx, () => withdrawPairVerdicts(tx.db, pairs, tx.now().toString()));
}
