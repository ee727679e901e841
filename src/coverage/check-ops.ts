/** The proof that the counts are what the facts say. */
import { type Context, asOwner } from '../stores/context.ts';
import {
  type DifferenceRow,
  dropRecount,
  findLastEntry,
  listDifferences,
  listFactCategories,
  recount,
} from './check-sql.ts';
import { lockCounts } from './sql.ts';
import { currentLaw } from './law.ts';
import { listRanks } from './law-order.ts';
import type { CountCheck, CountDifference } from './types.ts';

const DIFFERENCES_MAX = 200;

/**
 * Recounts everything from the facts in SQL and compares every stored row. In a transaction of its
 * own it reads one snapshot and stops nobody. Inside another's it may see writes that came between
 * its statements: then it looks again while writers wait.
 */
export async function checkCounts(ctx: Context): Promise<CountCheck> {
  if (!ctx.db.isTransaction) {
    return await ctx.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (db) => await compare({ ...ctx, db }));
  }
  return await asOwner(ctx, async () => {
    const before = await findLastEntry(ctx.db);
    const check = await compare(ctx);
    if (check.differenceCount === 0 || before === (await findLastEntry(ctx.db))) return check;
    await lockCounts(ctx.db);
    await dropRecount(ctx.db);
    return await compare(ctx);
  });
}

async function compare(tx: Context): Promise<CountCheck> {
  const { order } = currentLaw();
  await recount(tx.db, listRanks(order, await listFactCategories(tx.db)));
  const { rows, total, compared } = await listDifferences(tx.db, DIFFERENCES_MAX);
  return { compared, differenceCount: total, differences: rows.map(toDifference) };
}

function toDifference(row: DifferenceRow): CountDifference {
  return {
    table: row.table_name,
    layer:
      row.layer === null ? null : ((['place', 'anchor', 'region'] as const)[row.layer] ?? null),
    placeId: row.place_id,
    placeName: row.place_name,
    grain: row.grain === null ? null : ((['day', 'month', 'year'] as const)[row.grain] ?? null),
    start: row.start,
    fromSignature: row.from_signature,
    signature: row.signature,
    expected: row.expected,
    found: row.found,
  };
}
