/** Until when something is reported: which limits of a sentence belong to a telling. */
import { type FoundDeadline, findDeadlines } from './deadlines.ts';
import type { Passage } from './passage.ts';
import type { Range } from './statements.ts';
import type { PlanReport } from '../types.ts';

const AND_ALSO =
  /^\)?\s*(?:va|,|;)\s*(?:(?:ca nam|nam|(?:dot|lan|ky) \d+|hoc ky (?:[i\d]+)|6 thang|quy [iv\d]+)\s*)?\(?(?:truoc\s*)?(?:ngay\s*)?$/;

/** "6 tháng (trước ngày 15/6), năm (trước ngày 15/12)": as many limits as periods, one for each. */
export function ofEachLimit(reports: readonly PlanReport[]): PlanReport[] {
  return reports.map((report, at) => {
    const { frequency } = report;
    const own =
      Array.isArray(frequency) && frequency.length === reports.length ? frequency[at] : null;
    return own ? { ...report, frequency: own } : report;
  });
}

/** Further limits that stand right behind the first: "20/6 và 20/12", "15/6, cả năm trước ngày 10/12". */
export function siblingsOf(passage: Passage, first: FoundDeadline | null): FoundDeadline[] {
  if (!first) return [];
  const all = findDeadlines(passage);
  const siblings: FoundDeadline[] = [];
  let { end } = first;
  for (const each of all) {
    if (each.at <= first.at) continue;
    if (!AND_ALSO.test(passage.folded.slice(end, each.at))) break;
    siblings.push(each);
    end = each.end;
  }
  return siblings;
}

export function deadlineNear(
  passage: Passage,
  clause: Range,
  { at, end }: { at: number; end: number },
): FoundDeadline | null {
  const found = findDeadlines(passage).filter(
    (each) => each.at >= clause.at && each.end <= clause.end + 1,
  );
  const sure = found.filter((each) => each.clock.kind !== 'year');
  return sure.find((each) => each.at >= at) ?? sure.find((each) => each.end <= end) ?? null;
}
