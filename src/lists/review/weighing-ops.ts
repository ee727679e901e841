/** Candidates of one item with their levels: what linkage has not weighed is weighed now. */
import { findModel } from '../linkage/model-ops.ts';
import { FIRST_MODEL } from '../linkage/model.ts';
import type { LinkageModel } from '../linkage/types.ts';
import { type Context, asOwner, today } from '../../stores/context.ts';
import type { ComparedRecord } from './agreement.ts';
import { type PersonNow, listCommunes, listPeopleNow } from './sql-people.ts';
import type { Candidate, Evidence } from './types.ts';
import { weigh } from './weighing.ts';

export interface WeighedItem {
  placeId: number;
  personId: number | null;
  evidence: Evidence;
}

/** The model that weighed an item; the one in use where none is named. */
export async function modelOf(tx: Context, { modelVersion }: Evidence): Promise<LinkageModel> {
  return (await findModel(tx, modelVersion)) ?? FIRST_MODEL;
}

export async function weighCandidates(
  tx: Context,
  item: WeighedItem,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  if (candidates.every((one) => one.levels !== null)) return [...candidates];
  return await asOwner(tx, async () => {
    const ids = candidates.map((one) => one.personId);
    if (item.personId !== null) ids.push(item.personId);
    const people = await listPeopleNow(tx.db, ids, today(tx));
    const own = await recordOfItem(tx, item, people);
    const model = await modelOf(tx, item.evidence);
    return candidates.map((one) => {
      const person = people.get(one.personId);
      return own && person ? weigh(one, own, person, model) : one;
    });
  });
}

/** What an item asks about, as it is compared: its row, else its person. */
export async function recordOfItem(
  tx: Context,
  { evidence: { row }, personId, placeId }: WeighedItem,
  people: ReadonlyMap<number, PersonNow>,
): Promise<ComparedRecord | null> {
  if (!row) return personId === null ? null : (people.get(personId) ?? null);
  const at = row.placeId ?? placeId;
  const communes = await asOwner(tx, () => listCommunes(tx.db, [at], today(tx)));
  return { ...row, placeId: at, communeId: communes.get(at) ?? null };
}
