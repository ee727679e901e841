/** Sponsorships of a unit: previewed with what they meet, recorded, ended, undone, followed. */
import { type IsoDate, addYears } from '../kernel/dates.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { getUnitByRef } from '../units/ops.ts';
import { currentLawBook } from './law.ts';
import { getBasis } from './reads.ts';
import { keepSponsored, shareOut, termOf } from './sponsored-ops.ts';
import { type Met, conflictsOf } from './sponsorship-conflicts.ts';
import { countUses, listReachCounts } from './sql-sponsored.ts';
import * as store from './sql-sponsorships.ts';
import type { SponsorshipRow } from './sql-sponsorships.ts';
import type {
  SponsorshipCount,
  SponsorshipInput,
  SponsorshipPage,
  SponsorshipPreview,
  SponsorshipState,
  SponsorshipUse,
  SponsorshipView,
  SponsorshipsAnswer,
} from './sponsorship-types.ts';
import type { BasisView, UnitRef } from './types.ts';
import { type UnitScope, placesOf, readScope } from './unit-scope.ts';

const YEARS_MAX = 5;

/** All that is promised to people of the unit, by itself, by units above and below it. */
export async function listSponsorships(
  ctx: Context,
  unit: string | number,
): Promise<SponsorshipsAnswer> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { scope, basis, around } = await readPlace(tx, unit);
    const rows = await store.listReaching(tx.db, around);
    return { unit: scope.unit, basis, sponsorships: await viewsOf(tx, rows, scope) };
  });
}

export async function getSponsorship(
  ctx: Context,
  unit: string | number,
  sponsorshipId: number,
): Promise<SponsorshipPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { scope, row } = await needReaching(tx, unit, sponsorshipId);
    return await pageOf(tx, row, scope);
  });
}

/** The sponsorship as far as it reaches the unit; else it is not found. Run as owner. */
export async function needReaching(
  tx: Context,
  unit: string | number,
  sponsorshipId: number,
): Promise<{ scope: UnitScope; row: SponsorshipRow }> {
  const { scope, around } = await readPlace(tx, unit);
  const row = await store.findSponsorship(tx.db, sponsorshipId);
  const isHere = row?.unitIds.some((unitId) => around.includes(unitId));
  if (!row || !isHere) return refuse('entitlement.sponsorship.notFound');
  return { scope, row };
}

/** What it would do and meet if it were recorded; nothing is kept. */
export async function previewSponsorship(
  ctx: Context,
  unit: string | number,
  input: SponsorshipInput,
): Promise<SponsorshipPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { row, scope, basis } = await prepare(tx, unit, input);
    const met = await meet(tx, row, basis);
    return { unit: scope.unit, basis, ...met };
  });
}

/** Refuses what cannot stand, all faults at once; what it meets is told, not refused. */
export async function recordSponsorship(
  ctx: Context,
  unit: string | number,
  input: SponsorshipInput,
): Promise<SponsorshipPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { row, scope, basis } = await prepare(tx, unit, input);
    const actorId = tx.who.userId;
    const sponsorshipId = await store.insertSponsorship(tx.db, { ...row, actorId });
    if (basis) await keepSponsored(tx, basis.decidedOn);
    const stored = await store.findSponsorship(tx.db, sponsorshipId);
    return await pageOf(tx, stored ?? row, scope);
  });
}

/** From a day on it is no longer paid; months before stay as they were. */
export async function endSponsorship(
  ctx: Context,
  unit: string | number,
  sponsorshipId: number,
  { on, reason }: { on: IsoDate; reason: string },
): Promise<SponsorshipPage> {
  return await step(ctx, unit, sponsorshipId, (row) => {
    if (row.undoneAt !== null || row.endsOn !== null) {
      return refuse('entitlement.sponsorship.isOver');
    }
    if (on <= row.validFrom || on >= row.validTo) {
      const days = { from: row.validFrom, to: row.validTo };
      return refuse('entitlement.sponsorship.endOutside', days, 'body.on');
    }
    return { kind: 'end', endsOn: on, reason };
  });
}

/** Takes back the last step: the end, or the record itself, which then never was. */
export async function undoSponsorship(
  ctx: Context,
  unit: string | number,
  sponsorshipId: number,
  { reason }: { reason: string },
): Promise<SponsorshipPage> {
  return await step(ctx, unit, sponsorshipId, (row) => {
    if (row.undoneAt !== null) return refuse('entitlement.sponsorship.isOver');
    return { kind: row.endsOn === null ? 'undo' : 'undoEnd', endsOn: null, reason };
  });
}

type Step = Pick<store.StepRow, 'kind' | 'endsOn' | 'reason'>;

async function step(
  ctx: Context,
  unit: string | number,
  sponsorshipId: number,
  decide: (row: SponsorshipRow) => Step,
): Promise<SponsorshipPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { scope, row } = await needReaching(tx, unit, sponsorshipId);
    if (row.unitId !== scope.unit.unitId) return refuse('entitlement.sponsorship.notFound');
    await store.takeStep(tx.db, {
      sponsorshipId,
      ...decide(row),
      actorId: tx.who.userId,
      actorName: tx.who.name,
      takenAt: tx.now().toString(),
    });
    const basis = await getBasis(tx);
    if (basis) await keepSponsored(tx, basis.decidedOn);
    return await pageOf(tx, (await store.findSponsorship(tx.db, sponsorshipId)) ?? row, scope);
  });
}

// ── what may be recorded ────────────────────────────────────────────────────────────────────────

interface Prepared {
  row: SponsorshipRow;
  scope: UnitScope;
  basis: BasisView | null;
}

async function prepare(
  tx: Context,
  unit: string | number,
  input: SponsorshipInput,
): Promise<Prepared> {
  const { scope, basis } = await readPlace(tx, unit);
  const { from, to, payerName, ...rest } = input;
  const { unitId } = scope.unit;
  const unitIds = input.unitIds.length === 0 ? [unitId] : [...new Set(input.unitIds)];
  const faults = [
    ...faultsOfTerms(input),
    ...faultsOfPayer(scope.unit, input),
    ...(await faultsOfPlaces(tx, scope, unitIds)),
    ...(await faultsOfChosen(tx, scope, input, basis)),
  ];
  const [first, ...more] = faults;
  if (first) throw new Refusal([first, ...more]);
  const row: SponsorshipRow = {
    ...rest,
    sponsorshipId: NEW_ID,
    unitId,
    unitIds,
    payerName,
    validFrom: from,
    validTo: to,
    actorName: tx.who.name,
    recordedAt: tx.now().toString(),
    endsOn: null,
    undoneAt: null,
  };
  return { row, scope, basis };
}

/** Of one that is not recorded yet: behind all others of its day. */
const NEW_ID = 2_000_000_000;

function faultsOfTerms({ way, shareBp, monthlyVnd, from, to, categories }: SponsorshipInput) {
  const faults: Fault[] = [];
  if (to <= from) {
    faults.push({ code: 'entitlement.sponsorship.emptyPeriod', params: {}, at: 'body.to' });
  } else if (to > addYears(from, YEARS_MAX)) {
    const params = { years: YEARS_MAX };
    faults.push({ code: 'entitlement.sponsorship.tooLong', params, at: 'body.to' });
  }
  if ((shareBp !== null) !== (way === 'share') || (monthlyVnd !== null) !== (way === 'fixed')) {
    const at = way === 'fixed' ? 'body.monthlyVnd' : 'body.shareBp';
    faults.push({ code: 'entitlement.sponsorship.amount', params: {}, at });
  }
  const book = currentLawBook();
  categories.forEach((category, at) => {
    if (book.categories.has(category)) return;
    faults.push({
      code: 'policy.unknownCategory',
      params: { category },
      at: `body.categories.${at}`,
    });
  });
  return faults;
}

/** A commune pays out of its own budget, for its own people. */
function faultsOfPayer({ level }: UnitRef, { payer }: SponsorshipInput): Fault[] {
  if (payer !== 'commune' || level === 'commune') return [];
  return [{ code: 'entitlement.sponsorship.notCommune', params: {}, at: 'body.payer' }];
}

async function faultsOfPlaces(
  tx: Context,
  scope: UnitScope,
  unitIds: readonly number[],
): Promise<Fault[]> {
  const inside = new Set(scope.placeIds);
  const faults: Fault[] = [];
  for (const [at, unitId] of unitIds.entries()) {
    if (unitId === scope.unit.unitId) continue;
    const places = await placesOf(tx, unitId, scope.on).catch((cause: unknown) => {
      if (cause instanceof Refusal) return [];
      throw cause;
    });
    if (places.length > 0 && places.every((placeId) => inside.has(placeId))) continue;
    const code = 'entitlement.sponsorship.unitOutside';
    faults.push({ code, params: { unitId }, at: `body.unitIds.${at}` });
  }
  return faults;
}

/** People who live elsewhere are not told from people who do not exist. */
async function faultsOfChosen(
  tx: Context,
  { placeIds }: UnitScope,
  { personIds, householdIds }: SponsorshipInput,
  basis: BasisView | null,
): Promise<Fault[]> {
  if (personIds.length + householdIds.length === 0) return [];
  if (!basis) return [{ code: 'entitlement.notDecided' }];
  const known = await store.listKnownChosen(tx.db, placeIds, { personIds, householdIds });
  const missing = new Set(personIds).size - known.people;
  const missingHouseholds = new Set(householdIds).size - known.households;
  const code = 'entitlement.sponsorship.chosenOutside';
  return [
    ...(missing > 0 ? [{ code, params: { count: missing }, at: 'body.personIds' }] : []),
    ...(missingHouseholds > 0
      ? [{ code, params: { count: missingHouseholds }, at: 'body.householdIds' }]
      : []),
  ];
}

// ── what it meets ───────────────────────────────────────────────────────────────────────────────

async function meet(tx: Context, row: SponsorshipRow, basis: BasisView | null): Promise<Met> {
  const none = { use: NO_USE, count: NO_COUNT, conflicts: [] };
  if (!basis) return none;
  const on = basis.decidedOn;
  const standing = await store.listStanding(tx.db);
  const before = await shareOut(tx, standing, on);
  const after = await shareOut(tx, [...standing, row], on);
  return conflictsOf(row, standing, before, after);
}

const NO_USE: SponsorshipUse = {
  people: 0,
  insured: 0,
  reservedVnd: 0,
  estimatedVnd: 0,
  usedVnd: 0,
  usedPeople: 0,
};
const NO_COUNT: SponsorshipCount = { eligible: 0, beyondCeiling: 0, paidByOthers: 0, cut: 0 };

// ── what is shown ───────────────────────────────────────────────────────────────────────────────

async function readPlace(tx: Context, unit: string | number) {
  const basis = await getBasis(tx);
  const on = basis?.decidedOn ?? today(tx);
  const scope = await readScope(tx, unit, on);
  const around = await store.listUnitsAround(tx.db, scope.placeIds, on);
  return { scope, basis, around: [...new Set([...around, scope.unit.unitId])] };
}

async function pageOf(
  tx: Context,
  row: SponsorshipRow,
  scope: UnitScope,
): Promise<SponsorshipPage> {
  const [view] = await viewsOf(tx, [row], scope);
  if (!view) return refuse('entitlement.sponsorship.notFound');
  const steps = await store.listSteps(tx.db, row.sponsorshipId);
  return { ...view, steps, isOwn: row.unitId === scope.unit.unitId };
}

async function viewsOf(
  tx: Context,
  rows: readonly SponsorshipRow[],
  scope: UnitScope,
): Promise<SponsorshipView[]> {
  const uses = await countUses(tx.db, scope.placeIds);
  const counts = await listReachCounts(tx.db);
  const names = new Map<number, string>();
  for (const unitId of new Set(rows.flatMap((row) => [row.unitId, ...row.unitIds]))) {
    names.set(unitId, (await getUnitByRef(tx, unitId, scope.on)).name);
  }
  return rows.map((row) => {
    const {
      personIds,
      householdIds,
      unitIds,
      validFrom,
      validTo,
      undoneAt: _undone,
      ...rest
    } = row;
    return {
      ...rest,
      unitName: names.get(row.unitId) ?? '',
      units: unitIds.map((unitId) => ({ unitId, name: names.get(unitId) ?? '' })),
      chosenPeople: personIds.length,
      chosenHouseholds: householdIds.length,
      from: validFrom,
      to: validTo,
      state: stateOf(row, today(tx)),
      use: uses.get(row.sponsorshipId) ?? NO_USE,
      count: counts.get(row.sponsorshipId) ?? NO_COUNT,
    };
  });
}

function stateOf(row: SponsorshipRow, on: IsoDate): SponsorshipState {
  if (row.undoneAt !== null) return 'undone';
  const { from, to } = termOf(row);
  if (on < from) return 'coming';
  if (on < to) return 'inForce';
  return row.endsOn === null ? 'over' : 'ended';
}
