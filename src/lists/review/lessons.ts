/** What linkage learns of an item as it stands now: whom the row is, whom it is not. Pure. */
import { readLevelLetters } from '../linkage/answer.ts';
import { FIRST_MODEL } from '../linkage/model.ts';
import type { Verdict } from '../linkage/types.ts';
import type { ItemToDecide } from './sql-acts.ts';
import type { Candidate, ReviewKind } from './types.ts';

/** Items that ask who somebody is; of the others a decision says nothing of pairs. */
const OF_PAIRS: ReadonlySet<ReviewKind> = new Set([
  'doubtfulMatch',
  'inOtherPlace',
  'duplicatePeople',
]);

export function lessonsOf(item: ItemToDecide): Verdict[] {
  const other = subjectOf(item);
  if (other === null) return [];
  const { candidates, struck } = item.evidence;
  const isDecided = item.state === 'decided';
  const isSame = isDecided && item.decision === 'accept';
  const said = isSame ? candidates.filter(isChosen(item)) : isDecided ? candidates : [];
  return [
    ...struck.flatMap((one) => lesson(one, other, false)),
    ...said.flatMap((one) => lesson(one, other, isSame)),
  ];
}

/** The row, or the first of two records; null where nothing is to be learnt. */
function subjectOf(item: ItemToDecide): Verdict['other'] | null {
  if (!OF_PAIRS.has(item.kind)) return null;
  const { kind, listId, listRow, personId } = item;
  if (kind === 'duplicatePeople') return personId === null ? null : { personId };
  return listId === null || listRow === null ? null : { listId, row: listRow };
}

/** Of two records the other one is the only candidate, whichever survives. */
function isChosen({ kind, decidedPersonId }: ItemToDecide): (one: Candidate) => boolean {
  return ({ personId }) => kind === 'duplicatePeople' || personId === decidedPersonId;
}

function lesson(
  { personId, levels, nameWeight }: Candidate,
  other: Verdict['other'],
  same: boolean,
): Verdict[] {
  if (levels === null) return [];
  const nameWeightCentibits = nameWeight ?? FIRST_MODEL.weights.typicalNameCentibits;
  return [{ same, levels: readLevelLetters(levels), nameWeightCentibits, personId, other }];
}
