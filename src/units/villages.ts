/**
 * Villages (thôn, bản, tổ dân phố) are the user's to enter, singly or as a list: a name, a commune,
 * perhaps a code. Everything wrong with a list comes back at once; what is already known is left.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { foldUnitName } from '../kernel/text.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { nameKey, readPart } from './address.ts';
import { childrenInForce } from './change-plan.ts';
import { bareName, officialName } from './names.ts';
import { loadTree, savePlaces } from './placing.ts';
import type { Resolver } from './resolver.ts';
import { getResolver } from './resolving.ts';
import {
  type Placer,
  type Tree,
  type UnitVersion,
  lifeOf,
  makePlacer,
  makeTree,
  versionOn,
} from './rules.ts';
import * as sqlLoad from './sql-load.ts';
import * as sql from './sql.ts';
import type { UnitType, VillageInput, VillagesInput, VillagesOutcome } from './types.ts';

/** Writes the villages of a list, or with `preview` only says what would happen. */
export async function importVillages(
  ctx: Context,
  input: VillagesInput,
  preview: boolean,
): Promise<Outcome<VillagesOutcome>> {
  const on = input.on ?? today(ctx);
  if (preview) {
    const decided = await decide(ctx, input, on);
    return success(outcomeOf(input, decided, null, true));
  }
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      const decided = await decide(tx, input, on);
      if (decided.faults.length > 0 && !input.skipFaulty) return failures(decided.faults);
      const operationId = await writeVillages(tx, input, decided, on);
      return success(outcomeOf(input, decided, operationId, false));
    }),
  );
}

function outcomeOf(
  input: VillagesInput,
  decided: Decided,
  operationId: number | null,
  preview: boolean,
): VillagesOutcome {
  return {
    rows: input.rows.length,
    added: decided.added.length,
    same: decided.same,
    coded: decided.coded.length,
    faults: decided.faults,
    preview,
    operationId,
  };
}

interface PlannedVillage {
  type: UnitType;
  name: string;
  code: string | null;
  periods: { validFrom: IsoDate; validTo: IsoDate | null; parentId: number }[];
}

interface Decided {
  tree: Tree;
  added: PlannedVillage[];
  coded: { unitId: number; code: string }[];
  same: number;
  faults: Fault[];
}

async function decide(ctx: Context, input: VillagesInput, on: IsoDate): Promise<Decided> {
  const tree = await loadTree(ctx.db);
  return decideVillages(tree, makePlacer(tree), await getResolver(ctx), input, on);
}

/** Pure: which rows are new, known, or wrong. */
export function decideVillages(
  tree: Tree,
  placer: Placer,
  resolver: Resolver,
  input: VillagesInput,
  on: IsoDate,
): Decided {
  const decided: Decided = { tree, added: [], coded: [], same: 0, faults: [] };
  const known = new Map<number, UnitVersion[]>();
  const seen = new Set<string>();
  input.rows.forEach((row, i) => {
    const at = `rows.${i}`;
    const periods = decidePeriods(tree, placer, resolver, row, input.within, on, at);
    if (!periods.ok) {
      decided.faults.push(...periods.faults);
      return;
    }
    const parentId = periods.value.at(-1)?.parentId ?? 0;
    const type = typeOfVillage(tree, row, parentId);
    const name = officialName(type, row.name);
    const code = row.code || null;
    const keys = [`${parentId} n ${nameKey(name)}`, `${parentId} c ${code}`];
    const twice = keys.slice(0, code === null ? 1 : 2).some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    if (twice) {
      decided.faults.push({ code: 'units.rowTwice', params: { name }, at });
      return;
    }
    const siblings = known.get(parentId) ?? listSiblings(tree, placer, parentId, on);
    known.set(parentId, siblings);
    placeRow(decided, { type, name, code, periods: periods.value }, siblings, at);
  });
  return decided;
}

/** Compares a row with the villages its commune already has. */
function placeRow(
  decided: Decided,
  village: PlannedVillage,
  siblings: readonly UnitVersion[],
  at: string,
): void {
  const { name, code } = village;
  const namesake = siblings.find((other) => nameKey(other.name) === nameKey(name));
  const holder = code === null ? undefined : siblings.find((other) => other.code === code);
  if (holder && holder.unitId !== namesake?.unitId) {
    decided.faults.push({
      code: 'units.codeTaken',
      params: { code: code ?? '', name: holder.name },
      at,
    });
  } else if (!namesake) decided.added.push(village);
  else if (code === null || namesake.code === code) decided.same += 1;
  else if (namesake.code === null) decided.coded.push({ unitId: namesake.unitId, code });
  else {
    const params = { name, code, known: namesake.code };
    decided.faults.push({ code: 'units.villageCodeDiffers', params, at });
  }
}

function listSiblings(tree: Tree, placer: Placer, parentId: number, on: IsoDate): UnitVersion[] {
  const placement = placer.placementOn(parentId, on);
  const current = placement.certain ? (placement.path.at(-1) ?? parentId) : parentId;
  return childrenInForce(tree, current).filter((version) => version.level === 'village');
}

type Periods = PlannedVillage['periods'];

/** In which commune the village lies, and lay before. */
function decidePeriods(
  tree: Tree,
  placer: Placer,
  resolver: Resolver,
  row: VillageInput,
  within: number | null,
  on: IsoDate,
  at: string,
): Outcome<Periods> {
  const commune = findCommune(tree, placer, resolver, row.commune, within, on, `${at}.commune`);
  if (!commune.ok) return commune;
  const parentId = commune.value;
  const life = lifeOf(tree, parentId);
  const placement = placer.placementOn(parentId, on);
  if (!placement.certain) {
    const names = placement.candidates.map((id) => versionOn(tree, id, on)?.name ?? '').join(', ');
    const params = { name: nameOf(tree, parentId), names };
    return failures([{ code: 'units.communeSplit', params, at: `${at}.commune` }]);
  }
  if (row.formerCommune === null) {
    return success([{ validFrom: row.validFrom ?? life.from, validTo: null, parentId }]);
  }
  const former = findCommune(
    tree,
    placer,
    resolver,
    row.formerCommune,
    within,
    dayBefore(life.from, on),
    `${at}.formerCommune`,
  );
  if (!former.ok) return former;
  const end = lifeOf(tree, former.value).to;
  const isSuccessor = (tree.successors.get(former.value) ?? []).some(
    (change) => change.toUnitId === parentId && change.effectiveOn === end,
  );
  if (end === null || !isSuccessor) {
    const params = { name: nameOf(tree, parentId), former: nameOf(tree, former.value) };
    return failures([{ code: 'units.notSuccessor', params, at: `${at}.formerCommune` }]);
  }
  const from = row.validFrom ?? lifeOf(tree, former.value).from;
  const since = { validFrom: from < end ? end : from, validTo: null, parentId };
  if (from >= end) return success([since]);
  return success([{ validFrom: from, validTo: end, parentId: former.value }, since]);
}

/** A day on which the unit's predecessors stood: the last one before it began. */
function dayBefore(start: IsoDate, on: IsoDate): IsoDate {
  return start > '0001-01-01'
    ? Temporal.PlainDate.from(start).subtract({ days: 1 }).toString()
    : on;
}

function findCommune(
  tree: Tree,
  placer: Placer,
  resolver: Resolver,
  ref: number | string,
  within: number | null,
  on: IsoDate,
  at: string,
): Outcome<number> {
  if (typeof ref === 'number') {
    const level = tree.versions.get(ref)?.at(-1)?.level;
    const fits = level === 'commune' || level === 'district';
    if (fits && (within === null || layIn(placer, ref, within))) return success(ref);
    return failures([{ code: 'units.communeUnknown', params: { commune: ref }, at }]);
  }
  const isCode = /^\d{1,5}$/.test(ref);
  const scope = within === null ? {} : { within };
  const query = isCode
    ? ({ code: ref, level: 'commune', on, ...scope } as const)
    : ({ text: ref, level: 'commune', on, ...scope } as const);
  const found = resolver.resolve(query);
  const [only, ...others] = found.matches;
  if (!only) return failures([{ code: 'units.communeUnknown', params: { commune: ref }, at }]);
  // an old name whose unit went whole into one of today's is as good as that one's
  if (others.length > 0 || found.certainty === 'likely') {
    const names = found.matches.map((match) => match.name).join(', ');
    return failures([{ code: 'units.communeAmbiguous', params: { commune: ref, names }, at }]);
  }
  return success(only.unitId);
}

/** The unit is the other one or lay in it in some tree. */
function layIn(placer: Placer, unitId: number, other: number): boolean {
  return placer.placementsOf(unitId).some((placement) => placement.path.includes(other));
}

function typeOfVillage(tree: Tree, row: VillageInput, parentId: number): UnitType {
  if (row.type !== null) return row.type;
  const part = readPart(row.name);
  if (part.type !== null && part.levels?.includes('village')) return part.type as UnitType;
  const parent = tree.versions.get(parentId)?.at(-1)?.type;
  return parent === 'phuong' || parent === 'thi-tran' ? 'to-dan-pho' : 'thon';
}

async function writeVillages(
  tx: Context,
  input: VillagesInput,
  decided: Decided,
  on: IsoDate,
): Promise<number | null> {
  const { added, coded, tree } = decided;
  if (added.length === 0 && coded.length === 0) return null;
  const actId = input.act === null ? null : await sql.upsertAct(tx.db, input.act);
  const operationId = await sql.insertOperation(tx.db, {
    kind: 'villages',
    command: { rows: input.rows.length, added: added.length, coded: coded.length },
    actId,
    effectiveOn: on,
    touched: coded.map((row) => row.unitId),
    reason: null,
    actorId: tx.who.userId,
    actorName: tx.who.name,
    recordedAt: tx.now().toString(),
  });
  await sql.fillCodes(tx.db, coded);
  const unitIds = await sql.insertUnits(tx.db, added.length, operationId);
  await sql.setOperationCreated(tx.db, operationId, unitIds);
  const versions = added.flatMap((village, i) =>
    village.periods.map((period) => ({
      unitId: unitIds[i] ?? 0,
      ...period,
      level: 'village' as const,
      type: village.type,
      code: village.code,
      name: village.name,
    })),
  );
  await sql.insertVersions(
    tx.db,
    versions.map((version) => ({ ...version, nameFolded: foldUnitName(version.name), actId })),
  );
  if (input.act !== null) {
    await sql.insertChanges(
      tx.db,
      { operationId, actId, effectiveOn: on },
      unitIds.map((toUnitId) => ({
        kind: 'create',
        fromUnitId: null,
        toUnitId,
        share: 'whole',
        people: 'none',
      })),
    );
  }
  const all = [...tree.versions.values(), versions].flat();
  const placer = makePlacer(makeTree(all, [...tree.successors.values()].flat()));
  await savePlaces(tx, placer, unitIds);
  await sqlLoad.bumpRevision(tx.db);
  return operationId;
}

function nameOf(tree: Tree, unitId: number): string {
  const version = tree.versions.get(unitId)?.at(-1);
  return version ? `${version.name}` : bareName({ name: String(unitId), type: 'khac' });
}
