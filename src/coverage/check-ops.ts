/** The proof that the counts are what the facts say. */
import { type Context, asOwner } from '../stores/context.ts';
import { type DifferenceRow, listDifferences, listFactCategories, recount } from './check-sql.ts';
import { lockCounts } from './sql.ts';
import { currentLaw } from './law.ts';
import { listRanks } from './law-order.ts';

export interface CountDifference {
  /** `flow`: who changed · `count`: a state or sum of changes · `place`: under a wrong anchor */
  table: 'flow' | 'count' | 'place';
  layer: 'place' | 'anchor' | 'region' | null;
  placeId: number;
  grain: 'day' | 'month' | 'year' | null;
  start: string | null;
  /** categories by issuer (own, other province, army, police, unknown), `-` = none */
  fromSignature: string | null;
  signature: string | null;
  expected: number;
  found: number;
}

export interface CountCheck {
  /** rows that were compared, on either side */
  compared: number;
  differenceCount: number;
  /** the first of them */
  differences: CountDifference[];
}

const DIFFERENCES_MAX = 200;

/**
 * Recounts everything from the facts in SQL and compares every stored row. In a transaction of its
 * own it reads one snapshot and stops nobody; inside another's, writers wait meanwhile.
 */
export async function checkCounts(ctx: Context): Promise<CountCheck> {
  if (ctx.db.isTransaction) {
    return await asOwner(ctx, async () => {
      await lockCounts(ctx.db);
      return await compare(ctx);
    });
  }
  return await ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => await compare({ ...ctx, db }));
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
    grain: row.grain === null ? null : ((['day', 'month', 'year'] as const)[row.grain] ?? null),
    start: row.start,
    fromSignature: row.from_signature,
    signature: row.signature,
    expected: row.expected,
    found: row.found,
  };
}
