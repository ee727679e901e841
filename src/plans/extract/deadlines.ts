/** Which points of time are limits of a duty, and how far a limit reaches. */
import { addDays } from '../../kernel/dates.ts';
import { type Clock, findTimes, makeDate, two } from './days.ts';
import { type Passage, printed } from './passage.ts';

export interface FoundDeadline {
  at: number;
  end: number;
  clock: Clock;
  /** HH:MM */
  time?: string;
  text: string;
  /** "thời gian xong …" speaks of the whole bullet, not of one clause */
  isOfWhole: boolean;
}

const DONE =
  '(?:thoi gian|thoi han|thoi diem|tien do|han(?: cuoi)?|phai|hoan thanh|xong|ket thuc|cham nhat|muon nhat|bat dau)';
const HOUR =
  "(\\d{1,2})\\s*(?:gio|h|g|:)\\s*(\\d{2})?\\s*(?:phut|p|['’′])?\\s*,?\\s*(?:cua\\s*|vao\\s*)?";

/** What stands right before a point of time: words of completion, preposition, hour. */
const BEFORE = new RegExp(
  `((?:${DONE}[\\s:,]*(?:la|trong|vao)?[\\s:,]*)*)((?:truoc|den het|den cuoi|den|het|cuoi|trong|vao|du kien|la|tu)\\s*)?(?:(?:sang|chieu|cuoi ngay|dau gio)\\s*)?(?:${HOUR})?(?:ngay\\s*|nam\\s*)?$`,
);

/** Rule `deadlines/find`: limits in a passage, in order. */
export function findDeadlines(passage: Passage): FoundDeadline[] {
  const found: FoundDeadline[] = [];
  for (const time of findTimes(passage)) {
    if (!time.clock) continue;
    const sibling = siblingOf(passage, found.at(-1), time);
    if (sibling) {
      found.push(sibling);
      continue;
    }
    const from = Math.max(0, time.at - 60);
    const before = BEFORE.exec(passage.folded.slice(from, time.at));
    const [all = '', done = '', word = '', hours = '', minutes = ''] = before ?? [];
    const context = {
      clock: time.clock,
      done: done.trim(),
      preposition: word.trim(),
      hasHour: hours !== '',
      before: passage.folded.slice(Math.max(0, time.at - all.length - 50), time.at - all.length),
      after: passage.folded.slice(time.end, time.end + 30),
      within: passage.folded.slice(time.at, time.end),
    };
    if (!isLimit(context)) continue;
    const lead = all.length - all.trimStart().length;
    const at = time.at - all.length + lead;
    const tail = /^[\s,]*(?:hang tuan|moi tuan|hang nam|hang thang|cua tuan)/.exec(context.after);
    const end = time.end + (tail?.[0].length ?? 0);
    found.push({
      at,
      end,
      clock: word.trim() === 'truoc' ? dayBefore(time.clock) : time.clock,
      ...(hours !== '' && Number(hours) < 24 ? { time: clockText(hours, minutes) } : {}),
      text: printed(passage, at, end),
      isOfWhole: /thoi (?:gian|han)|tien do/.test(done),
    });
  }
  return found;
}

/** Rule `deadlines/before-span`: "trước quý III/2026" is over with the second; a year likewise. */
function dayBefore(clock: Clock): Clock {
  if (clock.kind === 'span') return { kind: 'day', date: addDays(clock.from, -1) };
  if (clock.kind === 'year') return { ...clock, date: `${clock.year - 1}-12-31` };
  return clock;
}

/**
 * Rule `deadlines/sibling`: "trước ngày 20/6 và 20/12/2026" names two limits; a year printed once
 * counts for both.
 */
function siblingOf(
  passage: Passage,
  last: FoundDeadline | undefined,
  time: { at: number; end: number; clock: Clock | null },
): FoundDeadline | null {
  const { clock } = time;
  if (!last || !clock || (clock.kind !== 'day' && clock.kind !== 'yearly')) return null;
  const gap = passage.folded.slice(last.end, time.at);
  if (!/^\s*(?:va|,|;)\s*(?:truoc\s*)?(?:ngay\s*)?$/.test(gap)) return null;
  if (clock.kind === 'day' && last.clock.kind === 'yearly') {
    const { month, day } = last.clock;
    const date = makeDate(Number(clock.date.slice(0, 4)), month, day);
    if (date !== null) last.clock = { kind: 'day', date };
  }
  return { ...last, at: time.at, end: time.end, clock, text: printed(passage, time.at, time.end) };
}

function clockText(hours: string, minutes: string): string {
  return `${two(Number(hours))}:${two(Number(minutes || 0))}`;
}

interface Around {
  clock: Clock;
  /** "thời gian xong" */
  done: string;
  preposition: string;
  hasHour: boolean;
  /** what stands before all of that */
  before: string;
  after: string;
  within: string;
}

const LIMITING = ['truoc', 'den het', 'den cuoi', 'het', 'cuoi'];

/** Rule `deadlines/is-limit`: the words around a point of time decide whether it is a limit. */
function isLimit(around: Around): boolean {
  const { clock, done, preposition, after } = around;
  if (clock.kind === 'year') return isYearLimit(around);
  if (clock.kind === 'weekly') {
    return (
      around.hasHour ||
      preposition === 'truoc' ||
      /(?:hang|moi) tuan/.test(around.before) ||
      /^[\s,]*(?:hang|moi) tuan/.test(after)
    );
  }
  if (isOfDocument(around)) return false;
  if (clock.kind === 'day' && /\btu (?:ngay )?\d[\d/.\s-]*$/.test(around.before)) return false;
  if (LIMITING.includes(preposition)) return true;
  if (preposition === 'tu' || done.includes('bat dau')) return false;
  if (done !== '') return true;
  if (clock.kind === 'monthly') return true;
  if (clock.kind === 'yearly') return /^\s*hang nam/.test(after);
  if (preposition === 'den') return true;
  if (clock.kind === 'span' && around.within.startsWith('quy')) return true;
  if (clock.kind === 'span' && /trong (?:cac )?thang [^;.]{0,30}$/.test(around.before)) return true;
  return preposition === 'trong' || preposition === 'vao';
}

/** "Quyết định số … ngày D của …": the day of a document is nobody's deadline. */
function isOfDocument({ before, preposition, done, after }: Around): boolean {
  if (preposition !== '' || done !== '') return false;
  return /\d[a-z]*[/-][a-z][a-z0-9/&–-]*[\s,]*$/.test(before) || /^[\s,]*cua\b/.test(after);
}

/** Rule `deadlines/year`: "đến hết năm 2030", "vào năm 2020", "dự kiến 2014", never a span's end. */
function isYearLimit({ preposition, before, after, done }: Around): boolean {
  const isBound = [...LIMITING, 'den', 'vao', 'trong', 'du kien'].includes(preposition);
  if (!isBound && done === '') return false;
  if (/(?:tam nhin|dinh huong)[\s,]*$/.test(before)) return false;
  if (/giai doan [^.;]{4,40}(?:va|,|;)\s*$/.test(before)) return false;
  if (/\btu (?:nam )?\d{4}\s*$/.test(before)) return false;
  return !/^\s*[-–]\s*\d{4}/.test(after);
}

/** "từ năm 2027", "từ 2013 - 2015", "từ ngày A đến ngày B": a span of work. */
export function findSpan(passage: Passage): string | null {
  const { folded } = passage;
  const years =
    /\btu (?:nam )?((?:19|20)\d{2})\s*(?:[-–]|den(?: het)?(?: nam)?)\s*((?:19|20)\d{2})/.exec(
      folded,
    );
  if (years) return `${years[1]}-${years[2]}`;
  const from = /\btu nam ((?:19|20)\d{2})(?![\s]*[-–\d])/.exec(folded);
  if (from) return `${from[1]}/`;
  const times = findTimes(passage);
  for (const [index, time] of times.entries()) {
    const next = times[index + 1];
    const isFrom = /\btu (?:ngay\s*)?$/.test(folded.slice(Math.max(0, time.at - 8), time.at));
    if (!isFrom || time.clock?.kind !== 'day' || next?.clock?.kind !== 'day') continue;
    if (/^\s*den(?: het)?\s*(?:ngay\s*)?$/.test(folded.slice(time.end, next.at))) {
      return `${time.clock.date}/${next.clock.date}`;
    }
  }
  return null;
}

/** How often: in the order of the text, one word each. */
const RECURRENCES: readonly [RegExp, string][] = [
  [/\b(?:hang|moi) ngay\b/, 'hằng ngày'],
  [/\b(?:hang|moi) tuan\b|\d+ lan\/tuan|\/tuan\b/, 'hằng tuần'],
  [/\b(?:hang|moi) thang\b|\d+ lan\/thang/, 'hằng tháng'],
  [/\b(?:hang|moi) quy\b|\d+ lan\/quy/, 'hằng quý'],
  [/\b(?:hang|moi) nam\b(?! hoc)|\d+ lan\/nam/, 'hằng năm'],
  [/\bdau (?:moi )?nam hoc\b/, 'đầu năm học'],
  [/\bthuong xuyen\b/, 'thường xuyên'],
  [/\bdinh ky\b/, 'định kỳ'],
];

/** Rule `recurrence/words`. Null when the text says nothing of repeating. */
export function findRecurrence(folded: string): string | null {
  const rows = /\b(?:hang|dinh ky(?: hang)?) (?:thang|quy)(?:, (?:thang|quy|6 thang|nam))+/.exec(
    folded,
  );
  if (rows) {
    const words = rows[0].match(/6 thang|9 thang|thang|quy|nam/g) ?? [];
    return words.map((word) => PERIOD_WORDS[word] ?? word).join('; ');
  }
  const found = RECURRENCES.filter(([pattern]) => pattern.test(folded)).map(([, word]) => word);
  return found.length > 0 ? found.join('; ') : null;
}

export const PERIOD_WORDS: Readonly<Record<string, string>> = {
  ngay: 'ngày',
  tuan: 'tuần',
  thang: 'tháng',
  quy: 'quý',
  '6 thang': '6 tháng',
  '9 thang': '9 tháng',
  nam: 'năm',
};
