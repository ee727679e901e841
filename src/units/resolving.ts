/** Keeps one resolver in memory per database, rebuilt when the tree has been written (0.4 s). */
import type { IsoDate } from '../kernel/dates.ts';
import { type Context, today } from '../stores/context.ts';
import type { ResolverRow } from './resolver-index.ts';
import { type ResolveQuery, type Resolver, makeResolver } from './resolver.ts';
import { pathIds } from './rules.ts';
import * as sqlLoad from './sql-load.ts';
import * as sql from './sql.ts';

interface Kept {
  revision: number;
  day: IsoDate;
  resolver: Promise<Resolver>;
}

/** Few: one process serves one database; tests serve several one after another. */
const KEPT_MAX = 2;
const kept = new Map<string, Kept>();

/**
 * The resolver of the tree as it stands, for bulk work; answers translate to today's boundaries.
 */
export async function getResolver(ctx: Context): Promise<Resolver> {
  const { database, number: revision } = await sqlLoad.findRevision(ctx.db);
  const day = today(ctx);
  const known = kept.get(database);
  if (known && known.revision === revision && known.day === day) return await known.resolver;
  const resolver = readResolver(ctx, day);
  kept.delete(database);
  kept.set(database, { revision, day, resolver });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  resolver.catch(() => kept.delete(database));
  return await resolver;
}

async function readResolver(ctx: Context, day: IsoDate): Promise<Resolver> {
  const versions = await sql.listResolverUnits(ctx.db);
  const placements = Map.groupBy(await sql.listResolverPlacements(ctx.db), (row) => row.placeId);
  const rows: ResolverRow[] = [];
  for (const [unitId, list] of Map.groupBy(versions, (version) => version.unitId)) {
    rows.push({
      unitId,
      anchorId: list[0]?.anchorId ?? unitId,
      versions: list,
      aliases: list[0]?.aliases ?? [],
      placements: (placements.get(unitId) ?? []).map(
        ({ validFrom, validTo, path, certain, candidates }) => ({
          validFrom,
          validTo,
          path: pathIds(path),
          certain,
          candidates,
        }),
      ),
    });
  }
  return makeResolver(rows, day);
}

export async function resolve(
  ctx: Context,
  query: ResolveQuery,
): Promise<ReturnType<Resolver['resolve']>> {
  return (await getResolver(ctx)).resolve(query);
}
