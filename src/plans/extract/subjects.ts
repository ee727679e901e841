/** Who is to do what a sentence says, and in what part: leads, joins, carries out. */
import { type Agency, agenciesAt, isFollowedByVerb } from './agencies.ts';
import type { Passage } from './passage.ts';
import { allClauses } from './statements.ts';
import { VERB, sticky, takeAt } from './words.ts';
import type { PlanTask } from '../types.ts';

export interface Subject {
  agencies: Agency[];
  /** where the sentence goes on behind the agencies */
  end: number;
}

const LEAD_IN = sticky(
  '(?:(?:hang (?:nam|thang|quy|tuan)|dinh ky|truoc mat|hien nay|trong thoi gian toi)[^,;.]{0,30}, |' +
    '(?:can cu|tren co so|tuy theo|theo|ngoai|trong (?:thang|quy|nam|pham vi)|ngay sau khi|sau khi|de|khi|truoc|tu|den|nham|ngay tu|cung voi)\\b[^;.]{3,160}?, (?=(?:giao |de nghi |yeu cau )?))',
);
const ORDER = sticky(
  '(?:kinh )?(?:giao(?: trach nhiem)?(?: cho)?|de nghi|yeu cau|phan cong|uy quyen(?: cho)?|trach nhiem cua) ',
);

/** Rule `subjects/at-start`: agencies at the head of the sentence, behind a lead-in or an order. */
export function subjectAtStart(passage: Passage, at = 0): Subject | null {
  const lead = leadInEnds(passage, at);
  for (const start of [at, ...lead]) {
    const order = takeAt(ORDER, passage.folded, start);
    const from = start + (order?.[0].length ?? 0);
    const list = agenciesAt(passage, from);
    if (!list) continue;
    const isWhole = /^\s*[:.]?\s*$/.test(passage.text.slice(list.end));
    if (order || isWhole || isFollowedByVerb(passage, list.end)) {
      return { agencies: list.agencies, end: list.end };
    }
    if (start === at && isPlainSubject(passage, list.end))
      return { agencies: list.agencies, end: list.end };
  }
  return null;
}

const STARTS_WITH_VERB = new RegExp(`^${VERB}`);

/** Every comma behind which the lead-in may end, in order; a verb ends the lead-in. */
function leadInEnds(passage: Passage, at: number): number[] {
  const lead = takeAt(LEAD_IN, passage.folded, at);
  if (!lead) return [];
  const ends: number[] = [];
  const stop = passage.folded.slice(at).search(/[;.](?:\s|$)/);
  const limit = stop < 0 ? passage.folded.length : at + stop;
  for (
    let comma = passage.folded.indexOf(', ', at);
    comma >= 0 && comma < limit;
    comma = passage.folded.indexOf(', ', comma + 2)
  ) {
    const segment = passage.folded.slice(ends.at(-1) ?? at, comma);
    if (ends.length > 0 && STARTS_WITH_VERB.test(segment)) break;
    ends.push(comma + 2);
    if (ends.length >= 8) break;
  }
  return ends;
}

/** At the head of a bullet an agency is the subject unless the words go on naming things. */
function isPlainSubject(passage: Passage, end: number): boolean {
  return (
    !/^\s*(?:[-–,;:()]|va |cua |ve |trong |tai |la |\d)/.test(passage.folded.slice(end)) &&
    end < passage.text.length
  );
}

const RESPONSIBLE = /(?:xac dinh(?: ro)? trach nhiem cua|giao trach nhiem(?: cho)?) /g;

/** Rule `subjects/within`: a later clause of a solution that names who acts. */
export function subjectWithin(passage: Passage): Subject | null {
  for (const match of passage.folded.matchAll(RESPONSIBLE)) {
    const list = agenciesAt(passage, match.index + match[0].length);
    if (list) return { agencies: list.agencies, end: list.end };
  }
  for (const { clause, sentence } of allClauses(passage)) {
    const starts = [clause.at, sentence.at];
    const colon = passage.folded.slice(clause.at, clause.end).indexOf(': ');
    if (colon >= 0) starts.push(clause.at + colon + 2);
    for (const at of starts) {
      if (at === 0) continue;
      const found = subjectAtStart(passage, at);
      if (found && isFollowedByVerb(passage, found.end)) return found;
    }
  }
  return null;
}

const JOINS_WITH =
  /phoi hop(?: chat che| dong bo| hieu qua| thuong xuyen)*,? (?:voi|cung|cung voi) /g;

/** Rule `subjects/joiners`: the agencies behind "phối hợp với". */
export function joinersOf(passage: Passage): Agency[] {
  for (const match of passage.folded.matchAll(JOINS_WITH)) {
    const list = agenciesAt(passage, match.index + match[0].length);
    if (list) return list.agencies;
  }
  return [];
}

/** Rule `subjects/role`: from the words behind the subject. */
export function roleOf(passage: Passage, subject: Subject | null): PlanTask['role'] {
  const start = subject?.end ?? 0;
  const rest = passage.folded.slice(start).replace(/^[\s,:]+/, '');
  if (
    /(?:^|[;,.] |\d, )chu tri\b/.test(rest) ||
    /^(?:co trach nhiem |chiu trach nhiem )?chu tri\b/.test(rest)
  ) {
    return 'chủ trì';
  }
  return /^(?:tang cuong |co trach nhiem |tiep tuc |chu dong |tich cuc )?phoi hop\b(?! chat che, dong bo giua)/.test(
    rest,
  )
    ? 'phối hợp'
    : 'thực hiện';
}
