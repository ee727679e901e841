/**
 * Classes of communes and villages on which entitlements depend (khu vực I/II/III, especially
 * difficult village …), dated, each with its deciding act. A new list ends the old classes on its
 * day; units that the new list no longer names can be ended with it.
 */
import { FAR_FUTURE, type IsoDate, addDays } from '../kernel/dates.ts';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { findUnit, findUnitByCode, listSubtree } from './ops.ts';
import { resolve } from './resolving.ts';
import { SINCE_ALWAYS, pathIds } from './rules.ts';
import { checkWithin } from './scope.ts';
import * as sqlLoad from './sql-load.ts';
import * as sqlFigures from './sql-figures.ts';
import * as sql from './sql.ts';
import type { AreaClassInput, AreaClassSpell, Unit } from './types.ts';

export interface AreaClassLine {
  unitId: number;
  name: string;
  /** class before and from the day; null = none known */
  before: string | null;
  after: string;
}

export interface AreaClassOutcome {
  changed: AreaClassLine[];
  same: number;
  /** named by an earlier list, not by this one, ended with class none */
  dropped: AreaClassLine[];
  preview: boolean;
}

/**
 * Applies a list of classes from its day on, or only says what it would change. With `within`,
 * units that never lay in that one are faults.
 */
export async function recordAreaClasses(
  ctx: Context,
  input: AreaClassInput,
  preview: boolean,
  within: number | null = null,
): Promise<Outcome<AreaClassOutcome>> {
  const read = await readRows(ctx, input, within);
  if (!read.ok) return read;
  const wanted = read.value;
  const dropped = await listDropped(ctx, input, wanted);
  const all = new Map([...wanted, ...dropped]);
  const spells = await sqlFigures.listAreaClasses(ctx.db, [...all.keys()], false);
  const ofScheme = spells.filter((spell) => spell.scheme === input.scheme);
  const classOn = (unitId: number): string | null =>
    ofScheme.find((spell) => spell.unitId === unitId && isIn(spell, input.validFrom))?.class ??
    null;
  const lines = [...all].map(([unitId, { name, class: after }]) => ({
    unitId,
    name,
    before: classOn(unitId),
    after,
  }));
  const changing = lines.filter((line) => line.before !== line.after);
  const outcome = {
    changed: changing.filter((line) => wanted.has(line.unitId)),
    dropped: changing.filter((line) => !wanted.has(line.unitId)),
    same: lines.length - changing.length,
    preview,
  };
  if (preview) return success(outcome);
  await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      const actId = await sql.upsertAct(tx.db, input.act);
      const units = new Map(changing.map((line) => [line.unitId, line.after]));
      const plan = decideSpells(ofScheme, units, input, actId);
      const at = tx.now().toString();
      await sqlFigures.supersedeAreaClasses(tx.db, plan.superseded, at);
      await sqlFigures.insertAreaClasses(tx.db, plan.added, at, tx.who.name);
      if (changing.length > 0) await tx.listeners.areaClassesRecorded(tx);
    }),
  );
  return success(outcome);
}

/** Cuts what overlaps the new period and lays the new class over it. Pure. */
export function decideSpells(
  spells: readonly sqlFigures.AreaClassRow[],
  classes: ReadonlyMap<number, string>,
  period: { scheme: string; validFrom: IsoDate; validTo: IsoDate | null },
  actId: number,
): { superseded: number[]; added: sqlFigures.NewAreaClass[] } {
  const { scheme, validFrom, validTo } = period;
  const end = validTo ?? FAR_FUTURE;
  const superseded: number[] = [];
  const added: sqlFigures.NewAreaClass[] = [];
  for (const spell of spells) {
    const overlaps = spell.validFrom < end && validFrom < (spell.validTo ?? FAR_FUTURE);
    if (!classes.has(spell.unitId) || !overlaps) continue;
    superseded.push(spell.areaClassId);
    const { unitId, class: old, actId: oldAct } = spell;
    const rest = { unitId, scheme, class: old, actId: oldAct };
    if (spell.validFrom < validFrom) {
      added.push({ ...rest, validFrom: spell.validFrom, validTo: validFrom });
    }
    if (validTo !== null && validTo < (spell.validTo ?? FAR_FUTURE)) {
      added.push({ ...rest, validFrom: validTo, validTo: spell.validTo });
    }
  }
  for (const [unitId, name] of classes) {
    added.push({ unitId, scheme, class: name, validFrom, validTo, actId });
  }
  return { superseded, added };
}

type Wanted = Map<number, { name: string; class: string }>;

async function readRows(
  ctx: Context,
  input: AreaClassInput,
  within: number | null,
): Promise<Outcome<Wanted>> {
  const named: { unitId: number; name: string; at: string }[] = [];
  const faults: Fault[] = [];
  const wanted: Wanted = new Map();
  if (input.replaceWithin !== null) {
    const unit = { unitId: input.replaceWithin, name: String(input.replaceWithin) };
    faults.push(...(await checkWithin(ctx, [{ ...unit, at: 'replaceWithin' }], within)));
  }
  if (input.validTo !== null && input.validTo <= input.validFrom) {
    faults.push({ code: 'units.periodReversed', at: 'validTo' });
  }
  for (const [i, row] of input.rows.entries()) {
    const at = `rows.${i}`;
    const unit = await findRow(ctx, row.unit, input.validFrom);
    if (!unit) faults.push({ code: 'units.codeUnknown', params: { code: row.unit }, at });
    else if (unit.level !== 'commune' && unit.level !== 'village') {
      faults.push({ code: 'units.classNeedsCommune', params: { name: unit.name }, at });
    } else if (wanted.has(unit.unitId)) {
      faults.push({ code: 'units.rowTwice', params: { name: unit.name }, at });
    } else {
      wanted.set(unit.unitId, { name: unit.name, class: row.class });
      named.push({ unitId: unit.unitId, name: unit.name, at });
    }
  }
  faults.push(...(await checkWithin(ctx, named, within)));
  return faults.length > 0 ? failures(faults) : success(wanted);
}

/** By id, by code, or by an address that names one unit. */
async function findRow(ctx: Context, ref: number | string, on: IsoDate): Promise<Unit | undefined> {
  if (typeof ref === 'number') return await findUnit(ctx, ref, on);
  if (/^\d+$/.test(ref)) return await findUnitByCode(ctx, ref, on, 'commune');
  const { certainty, on: place } = await resolve(ctx, { text: ref, on });
  if (certainty !== 'certain' || place === null || place.unitId === null) return undefined;
  return await findUnit(ctx, place.unitId, on);
}

/** Units below `replaceWithin` that an earlier list still classes on the day and this one omits. */
async function listDropped(ctx: Context, input: AreaClassInput, wanted: Wanted): Promise<Wanted> {
  const dropped: Wanted = new Map();
  if (input.replaceWithin === null) return dropped;
  const levels = ['commune', 'village'] as const;
  const below = await listSubtree(ctx, input.replaceWithin, input.validFrom, levels);
  const names = new Map(below.map((unit) => [unit.unitId, unit.name]));
  const spells = await sqlFigures.listAreaClasses(ctx.db, [...names.keys()], false);
  for (const spell of spells) {
    if (spell.scheme !== input.scheme || spell.class === 'none') continue;
    if (!isIn(spell, input.validFrom) || wanted.has(spell.unitId)) continue;
    dropped.set(spell.unitId, { name: names.get(spell.unitId) ?? '', class: 'none' });
  }
  return dropped;
}

export async function listAreaClasses(
  ctx: Context,
  unitIds: readonly number[],
  withSuperseded = false,
): Promise<AreaClassSpell[]> {
  const rows = await sqlFigures.listAreaClasses(ctx.db, unitIds, withSuperseded);
  const acts = await sql.listActs(ctx.db, [...new Set(rows.map((row) => row.actId))]);
  const byId = new Map(acts.map((act) => [act.actId, act]));
  return rows.map((row) => ({ ...row, act: byId.get(row.actId) ?? null }));
}

export interface AreaClassAnswer {
  class: string;
  /**
   * own = a decision on this unit; commune = on its commune; predecessors = on all units it came
   * from
   */
  via: 'own' | 'commune' | 'predecessors';
}

/**
 * The class of places on a day. A village without a decision of its own has its commune's, a
 * commune made later that of its predecessors when they all had the same; otherwise it is absent.
 */
export async function findAreaClasses(
  ctx: Context,
  placeIds: readonly number[],
  scheme: string,
  on: IsoDate,
): Promise<Map<number, AreaClassAnswer>> {
  const placements = await sql.listPlacementsOn(ctx.db, placeIds, on);
  const communeOf = new Map<number, number>();
  for (const row of placements) {
    const last = pathIds(row.path)
      .filter((id) => id !== row.placeId)
      .at(-1);
    if (last !== undefined && row.certain) communeOf.set(row.placeId, last);
  }
  const direct = [...new Set([...placeIds, ...communeOf.values()])];
  const versions = await sql.listVersionsNear(ctx.db, direct, SINCE_ALWAYS);
  const began = new Map(versions.map((version) => [version.unitId, version.validFrom]));
  const origins = await listOrigins(ctx, began);
  const related = [...new Set([...direct, ...[...origins.values()].flat()])];
  const spells = (await sqlFigures.listAreaClasses(ctx.db, related, false)).filter(
    (spell) => spell.scheme === scheme,
  );
  const classOn = (unitId: number, day: IsoDate): string | undefined =>
    spells.find((spell) => spell.unitId === unitId && isIn(spell, day))?.class;
  const inherited = (unitId: number): string | undefined => {
    const from = origins.get(unitId) ?? [];
    const lastDay = addDays(began.get(unitId) ?? on, -1);
    const classes = new Set(from.map((id) => classOn(id, lastDay)));
    const [only] = classes;
    return classes.size === 1 ? only : undefined;
  };
  const answers = new Map<number, AreaClassAnswer>();
  for (const placeId of placeIds) {
    const commune = communeOf.get(placeId) ?? placeId;
    const own = classOn(placeId, on);
    const above = classOn(commune, on);
    const past = inherited(placeId) ?? inherited(commune);
    if (own !== undefined) answers.set(placeId, { class: own, via: 'own' });
    else if (above !== undefined) answers.set(placeId, { class: above, via: 'commune' });
    else if (past !== undefined) answers.set(placeId, { class: past, via: 'predecessors' });
  }
  return answers;
}

/** Units that held what became these, on the day before each began. */
async function listOrigins(
  ctx: Context,
  began: ReadonlyMap<number, IsoDate>,
): Promise<Map<number, number[]>> {
  const origins = new Map<number, number[]>();
  const late = [...began].filter(([, day]) => day > SINCE_ALWAYS);
  for (const [day, units] of Map.groupBy(late, ([, from]) => from)) {
    const ids = units.map(([unitId]) => unitId);
    for (const row of await sql.listPlacementsOn(ctx.db, ids, addDays(day, -1))) {
      const held = row.certain ? pathIds(row.path).slice(-1) : row.candidates;
      if (!held.includes(row.placeId)) origins.set(row.placeId, held);
    }
  }
  return origins;
}

function isIn(spell: { validFrom: IsoDate; validTo: IsoDate | null }, day: IsoDate): boolean {
  return spell.validFrom <= day && day < (spell.validTo ?? FAR_FUTURE);
}
