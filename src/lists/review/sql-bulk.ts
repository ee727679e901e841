/** Open items that a rule of a bulk decision selects. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';
import { communeOf } from './sql-people.ts';
import type { BulkRule, ItemId } from './types.ts';

export interface BulkFilter extends BulkRule {
  path: string;
  on: IsoDate;
  /** the day whose communes the count names */
  day: IsoDate;
  /** only items whose best candidate the caller may see */
  needsVisible: boolean;
}

/** As the caller: row security hides what lies outside his places. */
function selected(filter: BulkFilter): RawBuilder<unknown> {
  const conditions = [
    sql`i.kind = ${filter.kind}`,
    sql`i.state in ('open', 'later')`,
    sql`i.place_id in (
      select place_id from units.placement
      where path <@ ${filter.path}::ltree and valid_from <= ${filter.on}
        and (valid_to is null or ${filter.on} < valid_to))`,
  ];
  if (filter.scoreMin !== undefined) conditions.push(sql`i.score >= ${filter.scoreMin}::real`);
  if (filter.scoreMax !== undefined) conditions.push(sql`i.score < ${filter.scoreMax}::real`);
  if (filter.listId !== undefined) conditions.push(sql`i.list_id = ${filter.listId}`);
  if (filter.marginMin !== undefined) {
    conditions.push(sql`i.score - coalesce(
      (i.evidence #>> '{candidates,1,bits}')::real, '-infinity'::real) >= ${filter.marginMin}::real`);
  }
  for (const [field, allowed] of Object.entries(filter.agreement)) {
    conditions.push(sql`i.agreement ->> ${field} = any(${allowed})`);
  }
  if (filter.needsVisible) {
    conditions.push(sql`exists (
      select from registry.person p
      where p.person_id = (i.evidence #>> '{candidates,0,personId}')::bigint)`);
  }
  return sql.join(conditions, sql` and `);
}

/** The weakest first: they are what a sample should show. */
export async function listBulkItems(
  db: Database,
  filter: BulkFilter,
  limit: number,
): Promise<{ itemId: ItemId }[]> {
  const found = await sql<{ itemId: ItemId }>`
    select i.item_id as "itemId"
    from review.item i
    where ${selected(filter)}
    order by i.score nulls first, i.item_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function countBulk(
  db: Database,
  filter: BulkFilter,
): Promise<{ unitId: number; items: number }[]> {
  const found = await sql<{ unitId: number; items: number }>`
    select coalesce(${communeOf(sql`i.place_id`, filter.day)}, i.place_id) as "unitId", count(*) as items
    from review.item i
    where ${selected(filter)}
    group by 1
    order by 2 desc, 1
    limit 1000`.execute(db);
  return found.rows;
}
