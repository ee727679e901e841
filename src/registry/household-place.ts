/**
 * A household's place is where its people live (docs/decisions/0025). Once all of them have moved to
 * one place for good the household is there too, from the day the last of them moved, in the same entry: so
 * undoing the entry brings it back. Who moves alone leaves the household where it is.
 */
import { type Context, asOwner } from '../stores/context.ts';
import type { FactChange, FactChanges } from './facts.ts';
import { type FollowingHousehold, listFollowing } from './sql-household-place.ts';

/** What a decision means for the households of those it moves; its own words of a household go before. */
export async function followMoves(tx: Context, changes: FactChanges): Promise<FactChanges> {
  const said = new Set(
    [...changes.added, ...changes.superseded].flatMap(({ table, fact }) =>
      table === 'household' && 'householdId' in fact ? [fact.householdId] : [],
    ),
  );
  // who changes the household takes no part in where the old one or the new one stands
  const changing = changes.superseded.flatMap(({ table, fact }) =>
    table === 'household_member' && 'personId' in fact ? [fact.personId] : [],
  );
  const moved = changes.added.flatMap(({ table, fact }) =>
    table === 'residence' && 'kind' in fact && fact.validTo === null && fact.kind === 'permanent'
      ? [{ personId: fact.personId, placeId: fact.placeId, from: fact.validFrom }]
      : [],
  );
  if (moved.length === 0) return { added: [], superseded: [] };
  const following = await asOwner(tx, () => listFollowing(tx.db, moved, changing));
  const households = following.filter(({ householdId }) => !said.has(householdId));
  return {
    superseded: households.map((home) => factOf(home, home.placeId, home.validFrom, null, true)),
    added: households.flatMap((home) => [
      ...(home.validFrom < home.from
        ? [factOf(home, home.placeId, home.validFrom, home.from, false)]
        : []),
      // the address was that of the old place
      factOf({ ...home, address: null }, home.newPlaceId, home.from, null, false),
    ]),
  };
}

function factOf(
  { householdId, factId, code, address }: FollowingHousehold,
  placeId: number,
  validFrom: string,
  validTo: string | null,
  isKnown: boolean,
): FactChange {
  const fact = { householdId, placeId, code, address, validFrom, validTo };
  return { table: 'household', fact: { ...fact, factId: isKnown ? factId : null } };
}
