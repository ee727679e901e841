/** What a decision says of pairs: subjects are rows by their matter or the smaller of two persons. Pure. */
import type { ItemToDecide, PairLine } from './sql-acts.ts';

export function pairLinesOf(
  item: ItemToDecide,
  candidates: readonly { personId: number; bits: number | null; levels: object }[],
  isSame: boolean,
): PairLine[] {
  const model = item.evidence.model ?? null;
  return candidates.map(({ personId, bits, levels }) => {
    const said = { isSame, kind: item.kind, score: bits, levels, model, itemId: item.itemId };
    if (item.kind !== 'duplicatePeople') return { subject: `r:${rowOf(item)}`, personId, ...said };
    const ids = [item.personId ?? personId, item.otherPersonId ?? personId];
    return { subject: `p:${Math.min(...ids)}`, personId: Math.max(...ids), ...said };
  });
}

/** The item of the other place has the row's matter and the person behind an @. */
function rowOf(item: ItemToDecide): string {
  return item.matter.split('@')[0] ?? item.matter;
}
