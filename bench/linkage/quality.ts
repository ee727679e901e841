/** How good answers are, against who each row truly is. */
import { TWICE_ID } from './maker.ts';

export interface Quality {
  linked: number;
  duplicate: number;
  review: number;
  new: number;
  /** of links and duplicates, the share that is right */
  precision: number;
  /** of rows whose person is in the register, the share that found him */
  recall: number;
  f1: number;
  /** the same if every question were answered rightly */
  recallWithReview: number;
  /** of the rows said to be another row's duplicate */
  precisionOfDuplicates: number;
}

/** Lines of `linkage.link`; `truth[row − 1]` is the person, below 0 = none of the register. */
export function judgeLinks(text: string, truth: Float64Array): Quality {
  const counts = { linked: 0, duplicate: 0, review: 0, new: 0 };
  const right = { linked: 0, duplicate: 0, known: 0, asked: 0 };
  for (const cells of linesOf(text)) {
    const outcome = cells[2] as keyof typeof counts;
    const person = truth[Number(cells[1]) - 1] ?? 0;
    counts[outcome] += 1;
    if (outcome === 'review') {
      if ([cells[3], cells[4]].map(Number).includes(person)) right.asked += 1;
    } else if (outcome !== 'new') {
      const said = outcome === 'linked' ? Number(cells[3]) : truth[Number(cells[5]) - 1];
      if (said !== person) continue;
      right[outcome] += 1;
      if (person > 0) right.known += 1;
    }
  }
  const there = truth.reduce((sum, person) => sum + (person > 0 ? 1 : 0), 0);
  const precision = (right.linked + right.duplicate) / (counts.linked + counts.duplicate);
  const recall = right.known / there;
  return {
    ...counts,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    recallWithReview: (right.known + right.asked) / there,
    precisionOfDuplicates: right.duplicate / counts.duplicate,
  };
}

export function rates(right: number, said: number, there: number) {
  const precision = right / said;
  const recall = right / there;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/** Lines of `linkage.duplicate_pair` from a score on. */
export function judgePairs(text: string, twice: number, scoreMin: number) {
  let said = 0;
  let right = 0;
  for (const cells of linesOf(text)) {
    if (Number(cells[3]) < scoreMin) continue;
    said += 1;
    if (Number(cells[1]) - Number(cells[0]) === TWICE_ID) right += 1;
  }
  return { said, ...rates(right, said, twice) };
}

export function* linesOf(text: string): Generator<string[]> {
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    yield text.slice(start, end).split('\t');
    start = end + 1;
  }
}
