/** Tasks out of the tree of headings: who, what, in what part, until when. */
import { type Agency, agenciesAt, namesOf } from './agencies.ts';
import { type FoundDeadline, findDeadlines, findRecurrence, findSpan } from './deadlines.ts';
import { RANKS } from './markers.ts';
import { nameBeforeColon, ownerOf } from './owners.ts';
import { type Passage, foldSame, lastLineOf, lineAt } from './passage.ts';
import { readScheduleStep } from './schedule.ts';
import { type Section, sectionPath, walk } from './sections.ts';
import { joinersOf, roleOf, subjectAtStart, subjectWithin } from './subjects.ts';
import { type Part, splitWork } from './task-parts.ts';
import { type Labels, isLabel, readLabels } from './task-labels.ts';
import { NOT_NAMED, type PlanTask } from '../types.ts';

/** Rule `tasks/read`: bullets, items and paragraphs of solutions, assignments and budgets. */
export function readTasks(root: Section, planLevel: string | null): PlanTask[] {
  const tasks: PlanTask[] = [];
  for (const section of walk(root)) {
    if (!section.passage || isLabel(section)) continue;
    const labels = canBeWork(section) ? readLabels(section) : null;
    if (labels) {
      tasks.push(labelledTask(section, section.passage, { labels, planLevel }));
      continue;
    }
    const step = readScheduleStep(section);
    if (step) {
      const part: Part = {
        passage: section.passage,
        deadline: step.deadline,
        isConstraint: false,
      };
      const subject = subjectAtStart(step.acting)?.agencies ?? null;
      tasks.push(makeTask(section, part, { planLevel, carried: undefined, subject }));
      continue;
    }
    if (!isWork(section)) continue;
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

function canBeWork({ kind, marker }: Section): boolean {
  return (kind === 'solutions' || kind === 'assigned') && (marker === null || marker.rank > 1);
}

/** Rule `tasks/labelled`: who leads, who joins and until when stand behind labels. */
function labelledTask(
  section: Section,
  passage: Passage,
  { labels, planLevel }: { labels: Labels; planLevel: string | null },
): PlanTask {
  const part: Part = { passage, deadline: labels.deadline, isConstraint: false };
  const task = makeTask(section, part, { planLevel, carried: undefined, subject: null });
  const co = namesOf(labels.joins, planLevel);
  return {
    ...task,
    agency: namesOf(labels.leads, planLevel),
    role: 'chủ trì',
    ...(co.length > 0 ? { coAgencies: co } : {}),
    section: sectionPath(section.parent ?? section),
  };
}

/** Does the section say what shall be done (and not merely head it or close the document)? */
function isWork(section: Section): boolean {
  const { passage, kind, marker } = section;
  if (!passage || passage.text.length < 12) return false;
  if (kind === 'budget') return isBudgetWork(section, passage);
  if (kind === 'content') return isDatedContent(section, passage);
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
  if (passage.text.endsWith(':') || isCaption(section, passage)) return false;
  const { parent } = section;
  if (!parent) return false;
  const hasParts = parent.children.some((child) => child.isHeading && child.marker);
  const hasOwner = ownerOf(parent) !== null;
  if (hasParts && !hasOwner) return subjectAtStart(passage) !== null && parent.kind === 'assigned';
  if (section.kind === 'solutions') return subjectAtStart(passage) !== null || !hasBullets(parent);
  return true;
}

/** "Biểu 2. Chỉ tiêu theo nhóm" over a table. */
function isCaption(section: Section, passage: Passage): boolean {
  if (/^(?:bieu|bang|phu luc|phu bieu)(?: so)? ?[\divx]/.test(passage.folded)) return true;
  const siblings = section.parent?.children ?? [];
  const next = siblings[siblings.indexOf(section) + 1];
  return next !== undefined && next.table !== null && !/[.;]$/.test(passage.text);
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

/** Rule `tasks/content`: a bullet under "Nội dung" that says until when is work. */
function isDatedContent(section: Section, passage: Passage): boolean {
  if (section.isHeading || section.marker === null) return isOrder(section, passage);
  if (section.marker.rank < RANKS.dash || ABOUT_THE_TIME.test(passage.folded)) return false;
  return findDeadlines(passage).some(({ clock }) => clock.kind === 'day');
}

const ABOUT_THE_TIME = /^(?:thoi gian|dia diem|doi tuong|pham vi|thanh phan)\b/;

/** Outside sections of work only a plain order counts: "Điều 2. Giao Ủy ban nhân dân … ". */
function isOrder(section: Section, passage: Passage): boolean {
  return section.marker?.style === 'article' && section.kind === 'none' && isOrderText(passage);
}

const CARRIES_OUT = /thi hanh (?:quyet dinh|nghi quyet) nay/;

function isOrderText(passage: Passage): boolean {
  const subject = subjectAtStart(passage);
  if (!subject) return false;
  const rest = passage.folded.slice(subject.end);
  return (
    passage.folded.startsWith('giao ') ||
    (/^ co trach nhiem (?!thi hanh|thuc hien (?:quyet dinh|nghi quyet|ke hoach) nay)/.test(rest) &&
      !CARRIES_OUT.test(rest))
  );
}

function isBudgetWork(section: Section, passage: Passage): boolean {
  const isFormula = CLOSING.test(passage.folded) || passage.text.endsWith(':');
  if (section.isHeading || isFormula || passage.folded.startsWith('tu ')) return false;
  return /\b(?:bo tri|bao dam|dam bao|can doi|lap du toan|su dung)\b/.test(passage.folded);
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
  const deadline = isRunningIn(part.deadline, recurrence) ? null : part.deadline;
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

/** "thứ Sáu hằng tuần trong tháng 9 và tháng 10": the months say how long, not by when. */
function isRunningIn(deadline: FoundDeadline | null, recurrence: string | null): boolean {
  return deadline?.clock.kind === 'span' && /hằng (?:tuần|ngày)/.test(recurrence ?? '');
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
  if (section.kind === 'solutions' || section.kind === 'content') return 'solution';
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
  const labelled = section.kind === 'assigned' ? nameBeforeColon(passage) : null;
  if (labelled !== null) return { names: [labelled], isCarried: false };
  const owner = ownerOf(section.isHeading ? section : section.parent);
  if (owner) return { names: owner, isCarried: false };
  const path = sectionPath(section.parent ?? section);
  const isJoining = /^(?:phoi hop voi|chu tri,? phoi hop)/.test(passage.folded);
  const isNeighbour = carried?.section === path && carried.agency[0] !== NOT_NAMED;
  if (isJoining && carried && isNeighbour) return { names: carried.agency, isCarried: true };
  return { names: [NOT_NAMED], isCarried: false };
}

/** "d) Chủ trì thực hiện các giải pháp:" gives its list the part. */
function inheritedRole(section: Section): PlanTask['role'] | null {
  for (let at = section.parent; at?.isHeading && at.marker; at = at.parent) {
    if (at.marker.rank < RANKS.letter) return null;
    if (/^chu tri\b/.test(foldSame(at.passage?.text.slice(0, 20) ?? ''))) return 'chủ trì';
  }
  return null;
}
