/** The models of this installation: the one in use, those before it. */
import type { Context } from '../../stores/context.ts';
import { asOwner } from '../../stores/context.ts';
import { FIRST_MODEL } from './model.ts';
import { type ModelRow, listModelRows } from './sql.ts';
import { LinkageBounds, type LinkageModel, LinkageWeights } from './types.ts';

/** The one in use, or that of a version; undefined = there is none of it. */
export async function findModel(ctx: Context, version?: number): Promise<LinkageModel | undefined> {
  const rows = await asOwner(ctx, () => listModelRows(ctx.db));
  const models = [...rows.map(toModel), FIRST_MODEL];
  return version === undefined ? models[0] : models.find((model) => model.version === version);
}

function toModel(row: ModelRow): LinkageModel {
  return {
    version: row.version,
    weights: LinkageWeights.parse(row.weights),
    bounds: LinkageBounds.parse(row.bounds),
  };
}
