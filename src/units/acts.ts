/** Legal acts as other domains cite them: one already known is used again. */
import type { Context } from '../stores/context.ts';
import * as sql from './sql.ts';
import type { ActInput, CitedAct } from './types.ts';

/**
 * The act's id, adding it when it is new. Known by number and issuer; one whose number is left blank
 * ("Số: /KH-UBND") by title and issuer. Run as owner.
 */
export async function recordAct(tx: Context, act: CitedAct): Promise<number> {
  if (act.number !== null) return await sql.upsertAct(tx.db, act as ActInput);
  const found = await sql.findUnnumberedAct(tx.db, act.title, act.issuer);
  return found ?? (await sql.insertUnnumberedAct(tx.db, act));
}

export async function listActs(
  ctx: Context,
  actIds: readonly number[],
): Promise<Map<number, sql.ActRow>> {
  if (actIds.length === 0) return new Map();
  const rows = await sql.listActs(ctx.db, [...new Set(actIds)]);
  return new Map(rows.map((row) => [row.actId, row]));
}
