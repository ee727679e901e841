/** Keeps the derived rows true: placements and anchors, after a change of versions or changes. */
import type { Context } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { type Placer, type Tree, makePlacer, makeTree, pathText } from './rules.ts';
import * as sql from './sql-load.ts';

/** The whole tree of all days: 60 ms for the country without villages. */
export async function loadTree(db: Database): Promise<Tree> {
  return makeTree(await sql.listAllVersions(db), await sql.listAllChanges(db));
}

/** Works out every place again; tells the listeners which places got another anchor. */
export async function recomputeAll(tx: Context): Promise<void> {
  const tree = await loadTree(tx.db);
  const unitIds = [...tree.versions.keys()];
  await savePlaces(tx, makePlacer(tree), unitIds, true);
}

export async function savePlaces(
  tx: Context,
  placer: Placer,
  unitIds: readonly number[],
  all = false,
): Promise<void> {
  await sql.replacePlacements(tx.db, all ? null : unitIds, placementRows(placer, unitIds));
  const anchors = unitIds.map((unitId) => [unitId, placer.anchorOf(unitId)] as const);
  const reanchored = await sql.setAnchors(tx.db, anchors);
  if (reanchored.length > 0) await tx.listeners.placesReanchored(tx, reanchored);
}

function* placementRows(placer: Placer, unitIds: readonly number[]): Generator<sql.PlacementRow> {
  for (const unitId of unitIds) {
    for (const p of placer.placementsOf(unitId)) {
      const candidates = `{${p.candidates.join(',')}}`;
      const parent = p.path.at(-1) === unitId ? p.path.at(-2) : null;
      yield [unitId, p.validFrom, p.validTo, pathText(p.path), p.certain, candidates, parent];
    }
  }
}
