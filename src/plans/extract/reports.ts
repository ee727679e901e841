/** Duties to report: who tells whom what, how often and by when. */
import { type Agency, agenciesAt, namesOf } from './agencies.ts';
import { type Clock, two } from './days.ts';
import type { FoundDeadline } from './deadlines.ts';
import { frequencyOf } from './frequencies.ts';
import { nameBeforeColon, ownerOf } from './owners.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import { type Purpose, findReceiver, purposeBehind, tellable, viaBehind } from './receivers.ts';
import { deadlineNear, ofEachLimit, siblingsOf } from './report-limits.ts';
import { type Section, walk } from './sections.ts';
import { type Range, clausesOf, sentencesOf } from './statements.ts';
import { subjectAtStart } from './subjects.ts';
import type { PlanReport, ReportDeadline } from '../types.ts';

const NOT_HERE = ['assessment', 'purpose', 'content', 'aims', 'committee'];

/** Rule `reports/read`: "báo cáo … <agency>" wherever the plan says what shall be done. */
export function readReports(root: Section, planLevel: string | null): PlanReport[] {
  const reports: PlanReport[] = [];
  for (const section of walk(root)) {
    const { passage } = section;
    if (!passage || NOT_HERE.includes(section.kind)) continue;
    if (section.isHeading && passage.text.length < 60) continue;
    const own: PlanReport[] = [];
    for (const sentence of sentencesOf(passage)) {
      own.push(...readSentence(section, passage, { sentence, before: own.at(-1) }, planLevel));
    }
    reports.push(...own);
  }
  return reports;
}

const TELLS =
  /\b(?:bao cao|phan anh|(?:gui|nop) (?:bao cao|ket qua|so lieu|danh sach|ke hoach)|gui(?= (?:ve |cho |toi |[A-Za-z])))\b/g;
/** What is sent: "gửi" alone tells only with one of these before it, or at the head of a clause. */
const SENT = /(?:^|(?:ket qua|so lieu|bao cao|danh sach|tien do|ke hoach|van ban)[^;]{0,60})$/;
const NOUN_BEFORE =
  /(?:che do|he thong|mau|bieu|noi dung|cac|cong tac|ky|so lieu|thong tin,|thuc hien|theo|trong|dung|chat luong|qua|ban|lap|xay dung) $/;

function readSentence(
  section: Section,
  passage: Passage,
  { sentence, before: last }: { sentence: Range; before: PlanReport | undefined },
  planLevel: string | null,
): PlanReport[] {
  const reports: PlanReport[] = [];
  let subject: string[] | null = null;
  let isPurposeTill = -1;
  for (const clause of clausesOf(passage, sentence)) {
    subject = clauseSubject(passage, clause, planLevel) ?? subject;
    const matches = [...passage.folded.slice(clause.at, clause.end).matchAll(TELLS)];
    for (const [index, match] of matches.entries()) {
      const at = clause.at + match.index;
      if (at < isPurposeTill) continue;
      const before = passage.folded.slice(clause.at, at);
      if (match[0] === 'gui' && !SENT.test(before)) continue;
      const next = matches.slice(index + 1).find((later) => {
        const upTo = passage.folded.slice(clause.at, clause.at + later.index);
        return later[0] === 'bao cao' && !/\bde (?:tong hop,? )?$/.test(upTo);
      });
      const until = next ? clause.at + next.index : sentence.end;
      const place = { at, word: match[0], clause, sentence, until };
      const found =
        readTelling(passage, place, planLevel) ??
        againTelling(passage, place, reports.at(-1) ?? last);
      if (!found) continue;
      isPurposeTill = until < found.end ? until : found.end;
      const who = whoTells(section, passage, { at, clause, subject, planLevel });
      const deadlines = [found.deadline, ...siblingsOf(passage, found.deadline)];
      reports.push(
        ...ofEachLimit(
          deadlines.map((deadline) =>
            makeReport(passage, { ...found, deadline }, { who, section }),
          ),
        ),
      );
      const onward = onwardReport(passage, found, planLevel);
      if (onward) reports.push(onward);
    }
  }
  return reports;
}

interface Telling {
  at: number;
  start: number;
  until: number;
  end: number;
  clause: Range;
  sentence: Range;
  to: Agency[];
  toNames: string[];
  toEnd: number;
  content: string | null;
  via: string | null;
  purpose: Purpose | null;
  deadline: FoundDeadline | null;
}

interface Place {
  at: number;
  word: string;
  clause: Range;
  sentence: Range;
  /** where the next telling of the clause begins, or the end of the sentence */
  until: number;
}

/** Null when the word is a noun or nobody is told. */
function readTelling(
  passage: Passage,
  { at, word, clause, sentence, until }: Place,
  planLevel: string | null,
): Telling | null {
  const before = passage.folded.slice(clause.at, at);
  if (
    NOUN_BEFORE.test(before) &&
    !/(?:dinh ky|tong hop|de nghi)[^,;]{0,20}$/.test(before.trimEnd())
  ) {
    if (!/(?:ket qua|tong hop|ke hoach) $/.test(before) && word === 'bao cao') return null;
  }
  if (/\bde tong hop,? $/.test(before) || /\bde $/.test(before)) return null;
  const own = findReceiver(passage, at + word.length, until);
  const receiver = own ?? findReceiver(passage, at + word.length, sentence.end);
  if (!receiver) return null;
  const purpose = purposeBehind(passage, receiver.end, sentence.end);
  const toNames = namesOf(receiver.agencies, planLevel).map((name) =>
    name.replace(/^Cơ quan /, ''),
  );
  const end = purpose?.end ?? receiver.end;
  const reach = until < sentence.end ? { at: clause.at, end: until } : clause;
  const deadline = deadlineNear(passage, reach, { at, end });
  const isFirst = !/\bbao cao\b/.test(before);
  return {
    at,
    start: isFirst ? startOf(passage, clause, at) : at,
    until,
    end,
    clause,
    sentence,
    to: receiver.agencies,
    toNames,
    toEnd: receiver.end,
    content: receiver.content,
    via: viaBehind(passage, receiver.end),
    purpose,
    deadline,
  };
}

const KIND_BEHIND =
  /^ (?:nhanh |so bo )?(?:tong ket|so ket|danh gia|cuoi|nam|quy|6 thang|ket qua|dinh ky)\b/;

/**
 * Rule `reports/again`: "…; báo cáo tổng kết trước ngày 15/11" is a duty of its own with a limit of its
 * own; whom to tell stands in the duty before it in the same item, or nowhere.
 */
function againTelling(
  passage: Passage,
  { at, word, clause, sentence, until }: Place,
  before: PlanReport | undefined,
): Telling | null {
  const end = at + word.length;
  if (!word.endsWith('bao cao') || !KIND_BEHIND.test(passage.folded.slice(end))) return null;
  const lead = passage.folded.slice(clause.at, at);
  if (!/(?:^|\b(?:va|gui|nop|lap|thuc hien|dong thoi|;|,))\s*$/.test(lead)) return null;
  const reach = { at, end: Math.min(until, clause.end) };
  const deadline = deadlineNear(passage, reach, { at, end });
  if (!deadline) return null;
  const content = printed(passage, at, deadline.at).replace(/[\s,]*\(?$/, '');
  return {
    at,
    start: at,
    until,
    end,
    clause,
    sentence,
    to: [],
    toNames: before?.to ?? [],
    toEnd: end,
    content,
    via: null,
    purpose: null,
    deadline,
  };
}

/** Rule `reports/start`: at the word of frequency before it, else the subject, else the clause. */
function startOf(passage: Passage, clause: Range, at: number): number {
  const before = passage.folded.slice(clause.at, at);
  const word =
    /(?:dinh ky|hang (?:ngay|tuan|thang|quy|nam)|thuong xuyen|kip thoi)(?![^,;]*(?:dinh ky|hang (?:ngay|tuan|thang|quy|nam)))[^;]*$/.exec(
      before,
    );
  if (word) return clause.at + word.index;
  for (const comma of before.matchAll(/, /g)) {
    const place = clause.at + comma.index + 2;
    const list = agenciesAt(passage, place);
    if (list && list.end >= at - 20 && list.end <= at) return place;
  }
  return clause.at;
}

/** Rule `reports/who`: the clause's subject, whom the work is given to, else the heading's agency. */
function whoTells(
  section: Section,
  passage: Passage,
  {
    at,
    clause,
    subject,
    planLevel,
  }: { at: number; clause: Range; subject: string[] | null; planLevel: string | null },
): string[] {
  const before = passage.folded.slice(clause.at, at);
  const owner = ownerOf(section.isHeading ? section : section.parent);
  const near = subjectBefore(passage, clause, at);
  if (near) {
    const names = namesOf(near, planLevel);
    return section.marker === null && areAll(names) ? names : resolve(names, owner);
  }
  const given = givenTo(passage, at, planLevel);
  if (given && !/^(?:giao|phan cong)/.test(before)) return given;
  const labelled = section.kind === 'assigned' ? nameBeforeColon(passage) : null;
  return subject ?? given ?? (labelled === null ? owner : [labelled]) ?? [];
}

/** Rule `reports/all-of-them`: "đề nghị các đơn vị phản ánh …" in a paragraph speaks of them all. */
function areAll([name = '', ...others]: readonly string[]): boolean {
  return others.length === 0 && /^các (?:đơn vị|cơ quan)$/i.test(name);
}

/** "các trường" under a heading that names the schools are those schools. */
function resolve(names: string[], owner: string[] | null): string[] {
  const [name = ''] = names;
  const isPointing = names.length === 1 && /^các (?:trường|đơn vị|cơ quan|cơ sở)$/i.test(name);
  if (!isPointing || !owner) return names;
  return owner.map((each) => each.replace(/^Hiệu trưởng các/, 'Các'));
}

/** An agency right before the verb: "…, các trường tổng hợp báo cáo". */
function subjectBefore(passage: Passage, clause: Range, at: number): Agency[] | null {
  const from = Math.max(clause.at, at - 160);
  let best: Agency[] | null = null;
  for (let place = from; place < at; place += 1) {
    const isStart = place === 0 || passage.folded[place - 1] === ' ';
    if (!isStart) continue;
    const list = agenciesAt(passage, place);
    if (!list || list.end > at) continue;
    const gap = passage.folded.slice(list.end, at);
    if (
      /^ ?(?:co trach nhiem |phai |chu dong |kip thoi |dinh ky |tong hop,? |thuc hien |hang (?:nam|thang|tuan|quy) |dinh ky hang (?:nam|thang|quy|tuan) |tong hop ket qua |lap |nhanh )*$/.test(
        gap,
      )
    ) {
      const before = passage.folded.slice(Math.max(0, place - 10), place);
      if (!/(?:voi|cua|cho|trinh|ve|va) $/.test(before)) best ??= list.agencies;
    }
    place = list.end;
  }
  return best;
}

const GIVES = /(?:phan cong|phan nhiem|giao(?: nhiem vu)?)[^;.]{0,80}? cho (?:cac )?/g;

function givenTo(passage: Passage, at: number, planLevel: string | null): string[] | null {
  for (const match of passage.folded.slice(0, at).matchAll(GIVES)) {
    const isPlural = match[0].endsWith('cac ');
    const list = agenciesAt(passage, match.index + match[0].length - (isPlural ? 4 : 0));
    if (list && list.end <= at) return namesOf(list.agencies, planLevel);
  }
  return null;
}

function clauseSubject(passage: Passage, clause: Range, planLevel: string | null): string[] | null {
  const found = subjectAtStart(passage, clause.at);
  return found && found.end <= clause.end ? namesOf(found.agencies, planLevel) : null;
}

const AFTER_EVENT =
  /(?:ket thuc|sau khi (?:ket thuc|hoan thanh)|ngay sau)[^,;.]{3,60}?(?= cac | (?:tong hop|bao cao)|,)/;

/** An hour of every day: "hằng ngày trước 17 giờ". */
const HOUR = /(?:truoc|cham nhat)(?: luc| vao)? (\d{1,2})\s*(?:gio|h)\s*(\d{2})?/;

function hourText(passage: Passage, found: Telling, hour: RegExpExecArray): string {
  const at = found.start + hour.index;
  return printed(passage, at, at + hour[0].length);
}

function makeReport(
  passage: Passage,
  found: Telling,
  { who }: { who: string[]; section: Section },
): PlanReport {
  const { deadline } = found;
  const reach = Math.max(found.end, deadline?.end ?? 0, behindEnd(passage, found));
  const words = passage.folded.slice(found.start, Math.min(reach, found.until));
  const event = AFTER_EVENT.exec(passage.folded.slice(found.clause.at, found.at));
  const eventText = event
    ? printed(
        passage,
        found.clause.at + event.index,
        found.clause.at + event.index + event[0].length,
      )
    : null;
  const clock = deadline ? clockOf(deadline) : null;
  const isOnce = clock !== null && typeof clock === 'string';
  const hour = clock === null ? HOUR.exec(words) : null;
  return {
    who,
    to: found.toNames,
    ...(found.via === null ? {} : { via: found.via }),
    content: contentOf(passage, found),
    frequency: frequencyIn(passage, found, { words, isOnce }),
    deadline: clock,
    deadlineText: deadline?.text ?? (hour ? hourText(passage, found, hour) : eventText),
    ...(hour ? { time: `${two(Number(hour[1]))}:${two(Number(hour[2] ?? 0))}` } : {}),
    ...(isOnce && deadline?.time !== undefined ? { time: deadline.time } : {}),
    line: lineAt(passage, found.start),
    start: printed(passage, found.start, found.sentence.end).slice(0, 200),
    ...(found.purpose === null ? {} : { purpose: found.purpose.text }),
    text: printed(passage, found.sentence.at, found.sentence.end),
  };
}

function frequencyIn(
  passage: Passage,
  found: Telling,
  { words, isOnce }: { words: string; isOnce: boolean },
): string | string[] {
  if (found.deadline?.clock.kind === 'weekly') return 'tuần';
  const own = frequencyOf(words, isOnce);
  if (Array.isArray(own)) return own;
  if (found.deadline?.clock.kind === 'monthly') return found.deadline.clock.of;
  if (found.deadline?.clock.kind === 'yearly' && own === 'không nêu') return 'năm';
  const clause = passage.folded.slice(found.clause.at, found.clause.end);
  return own === 'không nêu' && /neu (?:co|phat sinh)[^,]{0,40}(?:kho khan|vuong mac)/.test(clause)
    ? 'khi có vướng mắc'
    : own;
}

/** The end of the clause, for words of frequency behind the receiver. */
function behindEnd(passage: Passage, found: Telling): number {
  const rest = passage.folded.slice(found.end, found.clause.end);
  const stop = /[;.]/.exec(rest);
  return found.end + (stop ? stop.index : rest.length);
}

/** When it is due is no part of what is reported. */
function withoutTime(text: string): string {
  const bare = text.replace(/,?\s*(?:trước|chậm nhất|vào (?:chiều|sáng|ngày)|định kỳ)\s.*$/u, '');
  return bare.length > 4 ? bare : text;
}

function contentOf(passage: Passage, found: Telling): string {
  if (found.content !== null && found.content.length > 4)
    return capital(withoutTime(found.content.replace(/^nhanh /, '')));
  const before = passage.folded.slice(found.clause.at, found.at);
  const object = /(?:ket qua|tinh hinh|tien do|so lieu|danh sach|kho khan)[^;]*$/.exec(before);
  if (object) {
    const stop = /,(?! vuong mac)/.exec(object[0]);
    const from = found.clause.at + object.index;
    return capital(printed(passage, from, stop ? from + stop.index : found.at));
  }
  const whole = printed(passage, found.start, found.at).replace(/^.*,\s/u, '');
  const text = whole.length > 12 ? whole : printed(passage, found.at, found.clause.end);
  const content = capital(
    text.replace(/\s(?:gửi|về|cho|tới|với|trước|chậm nhất|hằng|hàng)\s.*$/u, ''),
  );
  // "Xây dựng kế hoạch …; gửi về … ": what is sent is the work before
  if (content !== 'Gửi' || found.clause.at <= found.sentence.at) return content;
  return capital(printed(passage, found.sentence.at, found.clause.at));
}

function capital(text: string): string {
  const bare = text.replace(/^[\s,;:]+|[\s,;:.]+$/g, '');
  return bare.slice(0, 1).toUpperCase() + bare.slice(1);
}

function clockOf({ clock, time }: FoundDeadline): ReportDeadline | null {
  const timed = time === undefined ? {} : { time };
  return clockValue(clock, timed);
}

function clockValue(clock: Clock, timed: { time?: string }): ReportDeadline | null {
  if (clock.kind === 'weekly')
    return { weekday: clock.weekday, isoWeekday: clock.isoWeekday, ...timed };
  if (clock.kind === 'yearly') return { month: clock.month, day: clock.day, ...timed };
  if (clock.kind === 'monthly') return { day: clock.day, of: clock.of, ...timed };
  return clock.date;
}

/**
 * Rule `reports/onward`: "… về Sở Y tế để tổng hợp, báo cáo Chủ tịch UBND tỉnh" lays a second duty on
 * the receiver. Without the comma ("để tổng hợp báo cáo …") it is the purpose of the first.
 */
function onwardReport(
  passage: Passage,
  found: Telling,
  planLevel: string | null,
): PlanReport | null {
  const { purpose } = found;
  if (!purpose) return null;
  const text = passage.folded.slice(purpose.at, purpose.end);
  const match = /^tong hop, bao cao /.exec(text);
  if (!match) return null;
  const list = tellable(passage, purpose.at + match[0].length);
  if (!list) return null;
  const words = passage.folded.slice(found.start, purpose.end);
  return {
    who: found.toNames,
    to: namesOf(list.agencies, planLevel),
    content: contentOf(passage, found),
    frequency: frequencyOf(words, false),
    deadline: null,
    deadlineText: null,
    line: lineAt(passage, purpose.at),
    start: printed(passage, purpose.at - 3, purpose.end).slice(0, 200),
    text: printed(passage, found.sentence.at, found.sentence.end),
  };
}
