/** Shares out what was promised among the people decided: with every decision, every promise. */
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import type { Context } from '../stores/context.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk, sureShares } from './law-desk.ts';
import {
  type ReachCount,
  type SponsorPlan,
  type Sponsorship,
  inPlanOrder,
  makeSponsorPlan,
} from './sponsor-plan.ts';
import {
  listCandidates,
  listHeldCards,
  listSponsorsOf,
  replaceSponsored,
} from './sql-sponsored.ts';
import { type SponsorshipRow, listStanding } from './sql-sponsorships.ts';
import { placesOf } from './unit-scope.ts';

export interface SharedOut {
  plan: SponsorPlan;
  counts: Map<number, ReachCount>;
}

/** For the day of the stored decisions, in the transaction of what changed them. Run as owner. */
export async function keepSponsored(tx: Context, on: IsoDate): Promise<void> {
  const standing = await listStanding(tx.db);
  const { plan, counts } = await shareOut(tx, standing, on);
  await replaceSponsored(tx.db, {
    sponsored: plan.sponsored(),
    stretches: plan.stretches(),
    counts,
  });
}

/** Nothing is stored: also for a promise that is only thought of. Run as owner. */
export async function shareOut(
  tx: Context,
  rows: readonly SponsorshipRow[],
  on: IsoDate,
): Promise<SharedOut> {
  const desk = makeLawDesk(currentLawBook());
  const plan = makeSponsorPlan(desk, on);
  const counts = new Map<number, ReachCount>();
  for (const sponsorship of inPlanOrder(rows.map(termOf))) {
    const { sponsorshipId, from, to } = sponsorship;
    if (to <= from) continue;
    const placeIds = await placesOfUnits(tx, sponsorship.row.unitIds, on);
    const candidates = await listCandidates(tx.db, { ...sponsorship.row, placeIds, from, on });
    counts.set(sponsorshipId, plan.add(sponsorship, candidates));
  }
  await settle(tx, desk, plan, rows, on);
  return { plan, counts };
}

/** Who pays for each of some people, in paying order, whatever the category. Run as owner. */
export async function listTermsOf(
  tx: Context,
  personIds: readonly number[],
): Promise<Map<number, Sponsorship[]>> {
  const sponsorsOf = await listSponsorsOf(tx.db, personIds);
  if (sponsorsOf.size === 0) return new Map();
  const standing = inPlanOrder((await listStanding(tx.db)).map(termOf));
  return new Map(
    [...sponsorsOf].map(([personId, ids]) => [
      personId,
      standing.filter((term) => ids.includes(term.sponsorshipId)),
    ]),
  );
}

/** As it stands: until it was ended. */
export function termOf(row: SponsorshipRow): Sponsorship & { row: SponsorshipRow } {
  const { sponsorshipId, payer, way, shareBp, monthlyVnd, categories } = row;
  return {
    sponsorshipId,
    payer,
    name: row.payerName,
    way,
    shareBp,
    monthlyVnd,
    categories,
    from: row.validFrom,
    to: row.endsOn ?? row.validTo,
    moneyMaxVnd: row.moneyMaxVnd,
    peopleMax: row.peopleMax,
    row,
  };
}

async function placesOfUnits(
  tx: Context,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<number[]> {
  const places = new Set<number>();
  for (const unitId of unitIds) {
    for (const placeId of await placesOf(tx, unitId, on)) places.add(placeId);
  }
  return [...places];
}

/** Months that have begun, from the first of any sponsorship. */
async function settle(
  tx: Context,
  desk: LawDesk,
  plan: SponsorPlan,
  rows: readonly SponsorshipRow[],
  on: IsoDate,
): Promise<void> {
  const personIds = plan.personIds();
  const [first] = rows.map((row) => row.validFrom).sort();
  if (first === undefined || personIds.length === 0) return;
  const from = startOfMonth(first);
  const to = addMonths(startOfMonth(on), 1);
  if (to <= from) return;
  const held = await listHeldCards(tx.db, personIds, { from, to });
  plan.settle(held, (category, month) => sureShares(desk, category, month));
}
