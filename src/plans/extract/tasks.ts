/** Tasks out of the tree of headings: who, what, in what part, until when. */
import { type Agency, agenciesAt, namesOf } from './agencies.ts';
import { type FoundDeadline, findDeadlines, findRecurrence, findSpan } from './deadlines.ts';
import { RANKS } from './markers.ts';
import { type Passage, foldSame, lastLineOf, lineAt, slicePassage } from './passage.ts';
import { type Section, TITLE_AGENCY, sectionPath, walk } from './sections.ts';
import { allClauses, sentencesOf } from './statements.ts';
import { joinersOf, roleOf, subjectAtStart, subjectWithin } from './subjects.ts';
import { NOT_NAMED, type PlanTask } from '../types.ts';

/** Rule `tasks/read`: bullets, items and paragraphs of solutions, assignments and budgets. */
export function readTasks(root: Section, planLevel: string | null): PlanTask[] {
  const tasks: PlanTask[] = [];
  for (const section of walk(root)) {
    if (!section.passage || !isWork(section)) continue;
    const carried = tasks.at(-1);
    const [first, ...others] = splitWork(section.passage);
    if (!first) continue;
    const opening = makeTask(section, first, { planLevel, carried, subject: null });
    const subject = subjectAtStart(first.passage)?.agencies ?? null;
    tasks.push(opening);
    for (const part of others) {
      tasks.push(makeTask(section, part, { planLevel, carried, subject }));
    }
  }
  return tasks;
}

/** Does the section say what shall be done (and not merely head it or close the document)? */
function isWork(section: Section): boolean {
  const { passage, kind, marker } = section;
  if (!passage || passage.text.length < 12) return false;
  if (kind === 'budget') return isBudgetWork(section, passage);
  if (kind !== 'solutions' && kind !== 'assigned') return isOrder(section, passage);
  if (isClosing(section, passage)) return false;
  if (section.isHeading) {
    if (marker?.style === 'article') return isOrderText(passage);
    if (marker && marker.rank <= 1) return false;
    return LEADS_A_LIST.test(passage.folded) && (marker?.rank ?? 0) >= 2 && !isBareTitle(passage);
  }
  if (marker === null) return isWorkParagraph(section, passage);
  return !passage.text.endsWith(':') || LEADS_A_LIST.test(passage.folded);
}

/** "Chủ trì, phối hợp với … thực hiện:" is work itself though a list follows. */
const LEADS_A_LIST = /\bchu tri,? (?:va )?(?:phoi hop|cung) (?:voi )?/;

function isBareTitle(passage: Passage): boolean {
  return passage.text.length < 30;
}

/** Rule `tasks/paragraph`: a plain paragraph is work in a section without parts, or if it orders. */
function isWorkParagraph(section: Section, passage: Passage): boolean {
  if (passage.text.endsWith(':')) return false;
  const { parent } = section;
  if (!parent) return false;
  const hasParts = parent.children.some((child) => child.isHeading && child.marker);
  const hasOwner = ownerOf(parent) !== null;
  if (hasParts && !hasOwner) return subjectAtStart(passage) !== null && parent.kind === 'assigned';
  if (section.kind === 'solutions') return subjectAtStart(passage) !== null || !hasBullets(parent);
  return true;
}

function hasBullets(section: Section): boolean {
  return section.children.some((child) => (child.marker?.rank ?? 0) >= RANKS.dash);
}

const CLOSING =
  /^(?:tren day la|trong qua trinh (?:trien khai|thuc hien|to chuc)|(?:ke hoach|nghi quyet|quyet dinh) nay|can cu (?:chuc nang|noi dung)[^.]{0,40}(?:de nghi|yeu cau)|uy ban nhan dan [^.]{0,40} yeu cau|nhan duoc|neu co (?:kho khan|vuong mac))/;
const ORDERS_ALL =
  /^(?:de nghi|yeu cau)[^.;]{0,260}(?:nghiem tuc |khan truong |tich cuc |kip thoi |quan tam )*(?:to chuc )?(?:trien khai )?thuc hien(?: (?:tot|nghiem tuc|ke hoach|cac noi dung|dat ket qua|co hieu qua)[^.;]{0,40})?\.?(?:\/\.?)?$/;

/** Rule `tasks/closing`: formulas at the end of a plan are nobody's task. */
export function isClosing(section: Section, passage: Passage): boolean {
  if (section.marker !== null) return false;
  if (CLOSING.test(passage.folded)) return true;
  const isLast = section.parent?.children.at(-1) === section;
  return isLast && ORDERS_ALL.test(passage.folded) && agencyCount(passage) >= 2;
}

function agencyCount(passage: Passage): number {
  const order = /^(?:de nghi|yeu cau) /.exec(passage.folded)?.[0].length ?? 0;
  return agenciesAt(passage, order)?.agencies.length ?? 0;
}

/** Outside sections of work only a plain order counts: "Điều 2. Giao Ủy ban nhân dân … ". */
function isOrder(section: Section, passage: Passage): boolean {
  return section.marker?.style === 'article' && section.kind === 'none' && isOrderText(passage);
}

function isOrderText(passage: Passage): boolean {
  return passage.folded.startsWith('giao ') && subjectAtStart(passage) !== null;
}

function isBudgetWork(section: Section, passage: Passage): boolean {
  const isFormula = CLOSING.test(passage.folded) || passage.text.endsWith(':');
  if (section.isHeading || isFormula || passage.folded.startsWith('tu ')) return false;
  return /\b(?:bo tri|bao dam|dam bao|can doi|lap du toan|su dung)\b/.test(passage.folded);
}

interface Part {
  passage: Passage;
  deadline: FoundDeadline | null;
  isConstraint: boolean;
}

const FORBIDS = /^(?: chi duoc| khong duoc| nghiem cam| tuyet doi khong)\b/;

/**
 * Rule `tasks/split`: a bullet with two dated limits is two tasks; a dated clause parts from the
 * clauses before it unless its limit speaks of the whole; a sentence that forbids is one of its own.
 */
function splitWork(passage: Passage): Part[] {
  const cuts = new Set<number>();
  const constraints = new Set<number>();
  for (const sentence of sentencesOf(passage)) {
    if (sentence.at === 0) continue;
    const list = agenciesAt(passage, sentence.at);
    if (list && FORBIDS.test(passage.folded.slice(list.end))) {
      cuts.add(sentence.at);
      constraints.add(sentence.at);
    }
  }
  const deadlines = findDeadlines(passage).filter((each) => each.clock.kind !== 'weekly');
  for (const cut of datedCuts(passage, deadlines)) cuts.add(cut);
  const starts = [0, ...[...cuts].toSorted((a, b) => a - b)];
  return starts.map((at, index) => {
    const end = starts[index + 1] ?? passage.text.length;
    const inside = deadlines.filter((each) => each.at >= at && each.at < end);
    return {
      passage: trimPart(slicePassage(passage, at, end)),
      deadline: pickDeadline(inside),
      isConstraint: constraints.has(at),
    };
  });
}

/** A day before a year; a limit before a mere point. */
function pickDeadline(found: readonly FoundDeadline[]): FoundDeadline | null {
  return (
    found.find((each) => each.clock.kind === 'day') ??
    found.find((each) => 'date' in each.clock) ??
    found[0] ??
    null
  );
}

function datedCuts(passage: Passage, deadlines: readonly FoundDeadline[]): number[] {
  const years = deadlines.filter((each) => each.clock.kind === 'year');
  const areYearsApart =
    new Set(years.map((each) => ('date' in each.clock ? each.clock.date : ''))).size > 1;
  const dated = deadlines.filter(
    (each) =>
      !each.isOfWhole &&
      (each.clock.kind === 'day' || (areYearsApart && each.clock.kind === 'year')),
  );
  if (dated.length === 0) return [];
  const clauses = allClauses(passage).map(({ clause }) => clause);
  const cuts: number[] = [];
  for (const [index, clause] of clauses.entries()) {
    if (index === 0) continue;
    const isDated = dated.some((each) => each.at >= clause.at && each.at < clause.end);
    const before = clauses[index - 1];
    const isAfterDated =
      before && dated.some((each) => each.at >= before.at && each.at < before.end);
    const text = passage.folded.slice(clause.at, clause.end);
    if (isDated && !isLimitOnly(text)) cuts.push(clause.at);
    else if (isAfterDated && !isLimitOnly(text) && text.length > 20) cuts.push(clause.at);
  }
  return cuts;
}

/** "; hoàn thành trước ngày 30/6/2026" adds no work. */
function isLimitOnly(text: string): boolean {
  return (
    /^(?:thoi gian|thoi han|hoan thanh|xong|phai hoan thanh|yeu cau hoan thanh|truoc ngay|cham nhat)/.test(
      text,
    ) && text.length < 70
  );
}

function trimPart(passage: Passage): Passage {
  const end = passage.text.replace(/[\s;]+$/, '').length;
  return end === passage.text.length ? passage : slicePassage(passage, 0, end);
}

const START_LENGTH = 200;

interface Carrying {
  planLevel: string | null;
  /** the task before */
  carried: PlanTask | undefined;
  /** who the first part of the same bullet names */
  subject: Agency[] | null;
}

function makeTask(
  section: Section,
  part: Part,
  { planLevel, carried, subject }: Carrying,
): PlanTask {
  const { passage } = part;
  const own =
    subjectAtStart(passage) ?? (section.kind === 'solutions' ? subjectWithin(passage) : null);
  const who = decideAgency(section, passage, {
    own: own?.agencies ?? subject,
    planLevel,
    carried,
  });
  const role = inheritedRole(section) ?? roleOf(passage, own && own.end < 200 ? own : null);
  const co = namesOf(joinersOf(passage), planLevel);
  const recurrence = findRecurrence(passage.folded);
  const period = periodOf(passage, part.deadline);
  const { deadline } = part;
  return {
    agency: who.names,
    role,
    ...(co.length > 0 ? { coAgencies: co } : {}),
    section: sectionPath(section.isHeading ? section : (section.parent ?? section)),
    start: firstWords(passage.verbatim),
    line: lineAt(passage, 0),
    kind: kindOf(section, part, own?.end ?? null),
    deadline: deadline && 'date' in deadline.clock ? deadline.clock.date : null,
    deadlineText: deadline ? deadlineText(passage, deadline) : null,
    ...(deadline?.time === undefined ? {} : { time: deadline.time }),
    ...(recurrence === null ? {} : { recurrence }),
    ...(period === null ? {} : { period }),
    ...(who.isCarried ? { agencyImplicit: true } : {}),
    text: passage.verbatim,
    lastLine: lastLineOf(passage),
  };
}

function deadlineText(_passage: Passage, deadline: FoundDeadline): string {
  return deadline.text;
}

function firstWords(text: string): string {
  return text.length <= START_LENGTH ? text : text.slice(0, START_LENGTH).replace(/\s\S*$/, '');
}

function periodOf(passage: Passage, deadline: FoundDeadline | null): string | null {
  if (deadline?.clock.kind === 'span') return `${deadline.clock.from}/${deadline.clock.date}`;
  return findSpan(passage);
}

function kindOf(section: Section, part: Part, subjectEnd: number | null): PlanTask['kind'] {
  if (part.isConstraint) return 'constraint';
  if (section.kind === 'budget') return 'budget';
  if (section.kind === 'solutions') return 'solution';
  const rest = part.passage.folded.slice(subjectEnd ?? 0).trim();
  const isReport =
    /^(?:tong hop,? )?(?:bao cao|gui bao cao)(?: nhanh| ket qua| so ket| tong ket)?\b/.test(rest);
  if (isReport && (subjectEnd !== null || part.deadline !== null)) return 'report';
  return 'assigned';
}

interface Who {
  names: string[];
  isCarried: boolean;
}

/** Rule `tasks/agency`: own subject, else the heading's, else carried over from the bullet before. */
function decideAgency(
  section: Section,
  passage: Passage,
  {
    own,
    planLevel,
    carried,
  }: { own: Agency[] | null; planLevel: string | null; carried: PlanTask | undefined },
): Who {
  if (own) return { names: namesOf(own, planLevel), isCarried: false };
  const owner = ownerOf(section.isHeading ? section : section.parent);
  if (owner) return { names: owner, isCarried: false };
  const path = sectionPath(section.parent ?? section);
  const isJoining = /^(?:phoi hop voi|chu tri,? phoi hop)/.test(passage.folded);
  const isNeighbour = carried?.section === path && carried.agency[0] !== NOT_NAMED;
  if (isJoining && carried && isNeighbour) return { names: carried.agency, isCarried: true };
  return { names: [NOT_NAMED], isCarried: false };
}

/** The agency that the nearest heading above names. */
export function ownerOf(section: Section | null): string[] | null {
  for (let at = section; at; at = at.parent) {
    if (!at.isHeading || !at.passage) continue;
    const names = titleAgencies(at.passage, at);
    if (names) return names;
  }
  return null;
}

const TITLE_LEAD =
  /^(?:de nghi|kien nghi|doi voi|trach nhiem cua|nhiem vu cua|giao(?: trach nhiem)?(?: cho)?|chi dao|yeu cau|huong dan)\s+/;

/** Rule `tasks/title-agency`: a heading that is nothing but agencies owns what stands under it. */
export function titleAgencies(passage: Passage, section: Section): string[] | null {
  if (section.kind !== 'assigned' && section.kind !== 'solutions' && section.kind !== 'reporting')
    return null;
  const lead = TITLE_LEAD.exec(passage.folded)?.[0].length ?? 0;
  const list = agenciesAt(passage, lead);
  const rest = list ? passage.folded.slice(list.end) : '';
  const isBullet = (section.marker?.rank ?? 0) >= RANKS.letter;
  if (list && /^\s*(?:[:.(]|[-–]\s|$)/.test(rest)) return namesOf(list.agencies, null);
  if (list && /^ (?:chu tri|co trach nhiem|thuc hien|phoi hop)/.test(rest))
    return namesOf(list.agencies, null);
  if (isBullet || section.kind === 'solutions') return null;
  const isTop = (section.marker?.rank ?? 0) <= 1;
  return !isTop && TITLE_AGENCY.test(passage.folded) ? titleParts(passage, lead) : null;
}

const AGENCY_HEAD =
  /[,;] (?=(?:Sở|Phòng|Ban|Trung tâm|Bệnh viện|Đài|Báo|UBND|Ủy ban|Uỷ ban|Công an|Hội|Bưu|Bảo hiểm|BHXH|Kho bạc|Chi cục|Đoàn|Liên đoàn|Văn phòng|Trạm)\b)/u;

/** A title of an agency that the dictionary does not know: taken as printed. */
function titleParts(passage: Passage, lead: number): string[] {
  const text = passage.verbatim
    .slice(passage.map[lead] ?? 0)
    .replace(/[:.;]+$/, '')
    .replace(/\s+[-–]\s+cơ quan .*$/u, '');
  return text
    .split(AGENCY_HEAD)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** "d) Chủ trì thực hiện các giải pháp:" gives its list the part. */
function inheritedRole(section: Section): PlanTask['role'] | null {
  for (let at = section.parent; at?.isHeading && at.marker; at = at.parent) {
    if (at.marker.rank < RANKS.letter) return null;
    if (/^chu tri\b/.test(foldSame(at.passage?.text.slice(0, 20) ?? ''))) return 'chủ trì';
  }
  return null;
}
