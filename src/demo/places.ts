/**
 * Puts a demo's places into the tree: made-up villages, assumed area classes, the plan's
 * population.
 */
import { assert } from '../kernel/assert.ts';
import { type Outcome, Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { recordAreaClasses } from '../units/area-classes.ts';
import { getUnitByCode, listSubtree } from '../units/ops.ts';
import { recordPopulation } from '../units/population.ts';
import type { AreaClassInput } from '../units/types.ts';
import { importVillages } from '../units/villages.ts';
import { knownIso } from './days.ts';
import type { Commune, Village } from './people.ts';
import { type DemoPlan, find } from './plan.ts';
import type { PlaceIds } from './row-maker.ts';
import type { DemoTables, Row } from './tables.ts';

export interface DemoPlaces extends PlaceIds {
  /** the unit the demo is about: the district of the plan, or the province */
  unitId: number;
}

/** Adds what is missing; villages that are there already are taken as they are. */
export async function putPlaces(
  tx: Context,
  tables: DemoTables,
  plan: DemoPlan,
): Promise<DemoPlaces> {
  const unit = await getUnitByCode(tx, plan.unitCode, plan.unitsOn);
  const communes = plan.scopes.flat();
  const tree = await listSubtree(tx, unit.unitId, plan.unitsOn, ['commune']);
  const communeIds = new Map(tree.map((node) => [node.code ?? '', node.unitId]));
  const communeId = (commune: Commune): number => {
    const found = communeIds.get(commune.code);
    assert(found, `commune ${commune.code} stands below ${plan.unitCode} on ${plan.unitsOn}`);
    return found;
  };
  await putVillages(tx, plan, communes, communeId);
  const nodes = await listSubtree(tx, unit.unitId, plan.unitsOn, ['commune', 'village']);
  const villageIds = new Map(nodes.map((node) => [`${node.parentId} ${node.code}`, node.unitId]));
  const village = (made: Village): number => {
    const found = villageIds.get(`${communeId(made.commune)} ${made.code}`);
    assert(found, `village ${made.code} of ${made.commune.code} was put in`);
    return found;
  };
  const places = { unitId: unit.unitId, commune: communeId, village };
  for (const input of areaClasses(tables, plan, communes, places)) {
    taken(await recordAreaClasses(tx, input, false));
  }
  await putPopulation(tx, tables, plan, unit.unitId);
  return places;
}

async function putVillages(
  tx: Context,
  plan: DemoPlan,
  communes: readonly Commune[],
  communeId: (commune: Commune) => number,
): Promise<void> {
  const rows = communes.flatMap((commune) =>
    commune.villages.map((village) => ({
      name: village.name,
      code: village.code,
      type: village.type,
      commune: communeId(commune),
      formerCommune: null,
      validFrom: null,
    })),
  );
  const input = { on: plan.unitsOn, within: null, act: null, skipFaulty: false, rows };
  taken(await importVillages(tx, input, false));
}

/** Lists by act; from the register's first day, and again from the day the lists changed. */
function areaClasses(
  tables: DemoTables,
  plan: DemoPlan,
  communes: readonly Commune[],
  places: PlaceIds,
): AreaClassInput[] {
  const since = knownIso(plan.since);
  const change = plan.areaChange === null ? null : knownIso(plan.areaChange);
  const villages = communes.flatMap((commune) => commune.villages);
  const scheme = (
    name: AreaClassInput['scheme'],
    act: string,
    from: string,
    rows: AreaClassInput['rows'],
  ): AreaClassInput[] => {
    const input = { scheme: name, act: actOf(tables, act, from), validFrom: from, rows };
    return rows.length === 0 ? [] : [{ ...input, validTo: null, replaceWithin: null }];
  };
  const areas = (field: 'areaBefore' | 'areaAfter'): AreaClassInput['rows'] =>
    communes.map((commune) => ({
      unit: places.commune(commune),
      class: commune[field] as 'I' | 'II' | 'III',
    }));
  const hard = (field: 'hardBefore' | 'hardAfter'): AreaClassInput['rows'] =>
    villages
      .filter((village) => village.hardBefore || village.hardAfter)
      .map((village) => ({
        unit: places.village(village),
        class: village[field] ? 'yes' : 'none',
      }));
  const safe = communes
    .filter((commune) => commune.safeZone)
    .map((commune) => ({ unit: places.commune(commune), class: 'yes' as const }));
  const first = change === null ? 'province' : 'areaBefore';
  return [
    ...scheme('ethnicArea', first, since, areas('areaBefore')),
    ...scheme('especiallyDifficult', first, since, hard('hardBefore')),
    ...scheme('safeZone', 'safeZone', since, safe),
    ...(change === null ? [] : scheme('ethnicArea', 'areaAfter', change, areas('areaAfter'))),
    ...(change === null
      ? []
      : scheme('especiallyDifficult', 'hardAfter', change, hard('hardAfter'))),
  ];
}

function actOf(tables: DemoTables, key: string, from: string): AreaClassInput['act'] {
  const row: Row = find(tables.areaActs, 'key', key);
  return {
    number: row['number'] ?? '',
    title: row['title'] ?? '',
    issuer: row['issuer'] ?? '',
    signedOn: row['signed'] || null,
    effectiveOn: from,
  };
}

/** The plan's denominator, so that a definition may stand on an official figure too. */
async function putPopulation(
  tx: Context,
  tables: DemoTables,
  plan: DemoPlan,
  unitId: number,
): Promise<void> {
  if (plan.counts === null) return;
  const line = find(tables.counts, 'line', 'population');
  const source = {
    key: 'ke-hoach-son-duong-2022',
    title: 'Kế hoạch bao phủ BHYT huyện Sơn Dương 2022–2025, số liệu của Chi cục Thống kê',
    issuer: 'Ủy ban nhân dân huyện Sơn Dương',
    basis: 'other' as const,
  };
  const row = {
    unit: unitId,
    onDate: knownIso(plan.reference),
    people: Number(line['people']),
    quality: 'published' as const,
    note: line['citation'] ?? null,
  };
  taken(await recordPopulation(tx, { source, rows: [row] }, false));
}

/** What the demo itself puts in must be right: a fault undoes the whole load. */
export function taken<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.faults);
  return outcome.value;
}
