/** What a promise meets: other promises for the same people, more than there is to pay, its ceiling. Pure. */
import type { SharedOut } from './sponsored-ops.ts';
import type { SponsorshipRow } from './sql-sponsorships.ts';
import type { SponsorshipConflict, SponsorshipPreview } from './sponsorship-types.ts';

export type Met = Pick<SponsorshipPreview, 'use' | 'count' | 'conflicts'>;

/** From how all promises are shared out without it, and with it. */
export function conflictsOf(
  row: SponsorshipRow,
  standing: readonly SponsorshipRow[],
  before: SharedOut,
  after: SharedOut,
): Met {
  const { sponsorshipId } = row;
  const own = after.plan.sponsored().filter((each) => each.sponsorshipId === sponsorshipId);
  const count = after.counts.get(sponsorshipId) ?? NO_COUNT;
  const sum = (of: (each: (typeof own)[number]) => number): number =>
    own.reduce((total, each) => total + of(each), 0);
  const use = {
    people: own.length,
    insured: own.filter((each) => after.plan.isInsured(each.personId)).length,
    reservedVnd: sum((each) => each.reservedVnd),
    estimatedVnd: sum((each) => each.estimatedVnd),
    usedVnd: sum((each) => each.usedVnd),
    usedPeople: own.filter((each) => each.usedMonths > 0).length,
  };
  return { use, count, conflicts: listConflicts(row, standing, before, after) };
}

const NO_COUNT = { eligible: 0, beyondCeiling: 0, paidByOthers: 0, cut: 0 };

function listConflicts(
  row: SponsorshipRow,
  standing: readonly SponsorshipRow[],
  before: SharedOut,
  after: SharedOut,
): SponsorshipConflict[] {
  const { sponsorshipId } = row;
  const count = after.counts.get(sponsorshipId) ?? NO_COUNT;
  const shared = after.plan.sharedWith(sponsorshipId);
  const named = (ids: Iterable<number>) =>
    [...ids].flatMap((id) => {
      const other = standing.find((each) => each.sponsorshipId === id);
      return other ? [{ sponsorshipId: id, payerName: other.payerName }] : [];
    });
  const losers = losersOf(before, after);
  const conflicts: SponsorshipConflict[] = [
    { code: 'nobody', people: 0, others: [] },
    { code: 'overlap', people: shared.people, others: named(shared.ids) },
    { code: 'overFull', people: count.cut, others: named(shared.ids) },
    { code: 'paidByOthers', people: count.paidByOthers, others: [] },
    { code: 'ceilingReached', people: count.beyondCeiling, others: [] },
    { code: 'othersLose', people: losers.people, others: named(losers.ids) },
  ];
  return conflicts.filter(({ code, people }) =>
    code === 'nobody' ? count.eligible === 0 : people > 0,
  );
}

/** Promises behind it in paying order for whom less is left to pay. */
function losersOf(before: SharedOut, after: SharedOut): { people: number; ids: Set<number> } {
  const ids = new Set<number>();
  const people = new Set<number>();
  const now = new Map(
    after.plan.sponsored().map((each) => [`${each.sponsorshipId} ${each.personId}`, each]),
  );
  for (const { sponsorshipId, personId, reservedVnd } of before.plan.sponsored()) {
    const left = now.get(`${sponsorshipId} ${personId}`)?.reservedVnd ?? 0;
    if (left >= reservedVnd) continue;
    ids.add(sponsorshipId);
    people.add(personId);
  }
  return { people: people.size, ids };
}
