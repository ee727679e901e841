/** The head of a document: kind, title, number, issuer, place and day; period; preamble. */
import { findTimes, two } from './days.ts';
import type { Block } from './blocks.ts';
import {
  type Passage,
  type SourceLine,
  digitsRead,
  lineAt,
  makePassage,
  printed,
  textPassage,
} from './passage.ts';
import type { Zones } from './zones.ts';
import type { IssuedAt, PlanNumber, PlanPeriod } from '../types.ts';

export interface Opening {
  title: Passage | null;
  /** paragraphs between the title and the first heading */
  preamble: Passage[];
  /** blocks from the first heading on */
  rest: Block[];
}

const PREAMBLE =
  /^(?:can cu|thuc hien|theo|xet|de (?:trien khai|thuc hien|tiep tuc)|tiep tuc thuc hien|trien khai thuc hien|nham|uy ban nhan dan|ubnd|hoi dong nhan dan|chu tich|ban chi dao|kinh gui|sau khi|\(|tren co so|ngay \d|giam doc|bao hiem xa hoi)/;

/** Rule `head/opening`: the title is the first paragraph; it goes on while the text is lower case. */
export function splitOpening(blocks: readonly Block[]): Opening {
  const first = blocks.findIndex((block) => isFirstHeading(block));
  const opening = blocks.slice(0, first < 0 ? blocks.length : first);
  const rest = first < 0 ? [] : blocks.slice(first);
  const passages = opening.filter((block) => block.table === null).map((block) => block.passage);
  const [title, ...others] = passages;
  if (!title || isPreambleStart(title, true)) return { title: null, preamble: passages, rest };
  const grown = [title];
  while (others[0] && (isQuoteOpen(grown, others[0]) || goesOn(grown.at(-1) ?? title, others[0]))) {
    const next = others.shift();
    if (next) grown.push(next);
  }
  return { title: joinPassages(grown), preamble: others, rest };
}

function isFirstHeading(block: Block): boolean {
  if (block.table !== null) return true;
  return block.marker !== null && block.marker.rank <= 2;
}

/** A title may itself begin with "Thực hiện …"; only a sentence that is no title is preamble. */
function isPreambleStart(passage: Passage, isFirst: boolean): boolean {
  if (isFirst) return /^(?:can cu|xet|theo de nghi|kinh gui)/.test(passage.folded);
  return PREAMBLE.test(passage.folded);
}

/** Rule `head/open-quote`: a name in quotation marks goes on until they close. */
function isQuoteOpen(grown: readonly Passage[], next: Passage): boolean {
  const text = grown.map((passage) => passage.text).join(' ');
  return text.lastIndexOf('“') > text.lastIndexOf('”') && /^[^“]*”/.test(next.text);
}

function goesOn(last: Passage, next: Passage): boolean {
  if (/[.:;]$/.test(last.text) || next.text.startsWith('(')) return false;
  if (/^\p{Ll}/u.test(next.text)) return true;
  const isCapital = next.text === next.text.toUpperCase() && /\p{Lu}/u.test(next.text);
  return isCapital && !/^(?:UBND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ TỊCH|CỘNG H|ĐẢNG CỘNG)/.test(next.text);
}

export function joinPassages(passages: readonly Passage[]): Passage {
  const [first, ...others] = passages;
  if (!first) return makePassage([]);
  let joined = first;
  for (const next of others) {
    const shift = joined.text.length + 1;
    const shiftPrinted = joined.verbatim.length + 1;
    joined = {
      text: `${joined.text} ${next.text}`,
      folded: `${joined.folded} ${next.folded}`,
      verbatim: `${joined.verbatim} ${next.verbatim}`,
      map: [...joined.map, ...next.map.map((at) => at + shiftPrinted)],
      starts: [
        ...joined.starts,
        ...next.starts.map((start) => ({ at: start.at + shift, line: start.line })),
      ],
    };
  }
  return joined;
}

const SHORT_WORDS =
  /^(?:BHYT|BHXH|BHTN|UBND|HĐND|MTTQ|KCB|NSNN|HSSV|CNTT|TW|TU|CT|KH|NQ|QĐ|NĐ|CP|TTG|QH\d*|[IVX]+|[\d/.,–-]+)$/;

/** Rule `head/title`: a title in capitals is written in sentence case; abbreviations and names stay. */
export function titleText(title: Passage | null, names: readonly string[]): string | null {
  if (!title) return null;
  const text = title.verbatim
    .replace(/\s+/g, ' ')
    .replace(/[.;]+\s*$/, '')
    .trim();
  if (text !== text.toUpperCase()) return text.slice(0, 1).toUpperCase() + text.slice(1);
  const lowered = text
    .split(' ')
    .map((word) =>
      SHORT_WORDS.test(word.replace(/[^\p{L}\d/-]/gu, '')) || /[/&]/.test(word)
        ? word
        : word.toLowerCase(),
    )
    .join(' ');
  const named = names.reduce((made, name) => made.replaceAll(name.toLowerCase(), name), lowered);
  const proper = PROPER.reduce((made, name) => made.replaceAll(name.toLowerCase(), name), named);
  return (proper.slice(0, 1).toUpperCase() + proper.slice(1)).replace(/TTG\b/g, 'TTg');
}

/** Names that keep their capitals when a title in capitals is written small. */
const PROPER = [
  'Thủ tướng Chính phủ',
  'Chính phủ',
  'Ban Bí thư',
  'Bộ Chính trị',
  'Ban Thường vụ',
  'Quyết định số',
  'Nghị quyết số',
  'Kế hoạch số',
  'Chỉ thị số',
  'Nhân dân',
];

const NUMBER_LINE = /(?:^|[|\s])s[oôố](?:\s+hiệu)?\s*(?::|(?=\s\d+\s*-\s*\p{Lu}{2}))\s*([^|]*)/iu;

/** Rule `head/number`: "Số: /KH-UBND" is blank, a head without "Số:" has none. */
export function readNumber(zones: Zones, citedTitle: string | null): PlanNumber {
  for (const line of zones.head) {
    const found = NUMBER_LINE.exec(line.text);
    if (!found) continue;
    const isBeside = /s[oố]\s+hiệu/iu.test(line.text);
    const text = (found[1] ?? '').split(/\s{2,}|, |Loại/)[0]?.trim() ?? '';
    const sign = /^([\d\s.…_-]*[a-z]?)\s*[/-]\s*((?:\d{4}\s*\/\s*)?\p{Lu}[\p{L}\d\s–/&-]*)/u.exec(
      text,
    );
    if (!sign) continue;
    const digits = (sign[1] ?? '').replace(/[^\da-z]/g, '');
    const symbol = (sign[2] ?? '').replace(/\s/g, '').replaceAll('–', '-');
    const own = symbol.replace(/^\d{4}\//, '');
    if (digits === '') return { value: null, symbol: own, status: 'blank', line: line.number };
    const joint = /^[\d\s.…_]*[a-z]?\s*-/.test(text) ? '-' : '/';
    const value = `${digits}${joint}${symbol}`;
    const status = isBeside && !hasOwnNumber(zones, line) ? 'present-in-header-only' : 'present';
    return { value, symbol: own, status, line: line.number };
  }
  return citedTitle === null
    ? { value: null, symbol: null, status: 'absent' }
    : {
        value: citedTitle,
        symbol: citedTitle.replace(/^\d+[a-z]?(?:\/\d{4})?[/-]/, ''),
        status: 'present-in-header-only',
      };
}

function hasOwnNumber(zones: Zones, beside: SourceLine): boolean {
  return zones.head.some((line) => line !== beside && /(?:^|\|\s*)số\s*:/iu.test(line.text));
}

/** "Ban hành kèm theo Quyết định số …": the decision that the plan hangs on. */
const ATTACHED = /\(?(?:ban hanh kem theo|kem theo) (?:quyet dinh|nghi quyet|ke hoach|cong van)/;

export function isAttachment(passage: Passage): boolean {
  return ATTACHED.test(passage.folded.slice(0, 60));
}

const PLACE_DAY =
  /^(.*?\p{Lu}[\p{L}.'’\s-]{1,40}),\s*(ng[aà]y\s*([\d.…\s]*?)\s*th[aá]ng\s*([\d.…\s]*?)\s*n[aă]m\s*([\d.…]*))/u;

export interface PlaceDay {
  place: string;
  issuedAt: IssuedAt;
  /** the day is printed but does not exist */
  misprint: string | null;
}

/** Rule `head/place-day`: "Bắc Xuyên, ngày tháng 10 năm 2023" gives the month only. */
export function readPlaceDay(zones: Zones): PlaceDay | null {
  for (const line of [...zones.head, ...zones.body.slice(0, 12)]) {
    for (const cell of line.text.split('|')) {
      const found = PLACE_DAY.exec(digitsRead(cell.trim()));
      if (!found) continue;
      const text = cell.trim();
      const [day, month, year] = found
        .slice(3, 6)
        .map((part) => Number(part?.replace(/\D/g, '') ?? 0));
      const place = (found[1] ?? '').trim();
      return { place, ...partialDay(text, line.number, { day, month, year }) };
    }
  }
  return null;
}

function partialDay(
  text: string,
  line: number,
  { day = 0, month = 0, year = 0 }: { day?: number; month?: number; year?: number },
): { issuedAt: IssuedAt; misprint: string | null } {
  const isYear = year >= 1945 && year <= 2100;
  const none: IssuedAt = { date: null, precision: 'none', text, line };
  if (!isYear) return { issuedAt: none, misprint: month > 12 || year > 0 ? text : null };
  if (month < 1 || month > 12) {
    return { issuedAt: { ...none, precision: 'year', year }, misprint: month > 12 ? text : null };
  }
  const whole = findTimes(textPassage(`ngày ${day} tháng ${month} năm ${year}`))[0]?.clock;
  if (day > 0 && whole?.kind === 'day') {
    return { issuedAt: { date: whole.date, precision: 'day', text, line }, misprint: null };
  }
  const partial: IssuedAt = { ...none, precision: 'month', month: `${year}-${two(month)}` };
  return { issuedAt: partial, misprint: day > 0 ? text : null };
}

const STAGE =
  /giai doan ((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})(?:,? (?:va|den|tam nhin den|dinh huong den|va den)(?: nam)? ((?:19|20)\d{2}))?/;
const FROM_TO = /tu nam ((?:19|20)\d{2}) den (?:het )?nam ((?:19|20)\d{2})/;
const ONE_YEAR = /\bnam ((?:19|20)\d{2})(?!\s*[-–/])/;
const UNTIL = /den (?:het )?nam ((?:19|20)\d{2})/;

/** Rule `head/period`: days of execution, else the span in the title, else "đến năm …" in the aims. */
export function readPeriod(title: Passage | null, body: readonly Passage[]): PlanPeriod | null {
  const ofTitle = title ? (stageIn(title) ?? schoolYearIn(title)) : null;
  const year = title ? ONE_YEAR.exec(title.folded) : null;
  const targetYear = year && !ofTitle ? Number(year[1]) : undefined;
  const run = body.map((passage) => runIn(passage)).find((each) => each !== null);
  if (run) return { ...run, ...(targetYear === undefined ? {} : { targetYear }) };
  if (ofTitle) return ofTitle;
  if (title && year) {
    const isCited = /ngay \d{1,2} thang \d{1,2} $/.test(title.folded.slice(0, year.index));
    if (!isCited) {
      const text = printed(title, year.index, year.index + year[0].length);
      const line = lineAt(title, year.index);
      return {
        from: year[1] ?? null,
        to: year[1] ?? null,
        targetYear: Number(year[1]),
        text,
        line,
      };
    }
  }
  const ofBody = body.map((passage) => stageIn(passage)).find((each) => each !== null);
  const until = body.map((passage) => untilIn(passage)).find((each) => each !== null) ?? null;
  return until ?? ofBody ?? null;
}

function stageIn(passage: Passage): PlanPeriod | null {
  const found = STAGE.exec(passage.folded) ?? FROM_TO.exec(passage.folded);
  if (!found) return null;
  const text = printed(passage, found.index, found.index + found[0].length).toLowerCase();
  const extended = found[3] === undefined ? {} : { extendedTo: found[3] };
  const line = lineAt(passage, found.index);
  return { from: found[1] ?? null, to: found[2] ?? null, ...extended, text, line };
}

const SCHOOL_YEAR = /nam hoc ((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})/;

/** "năm học 2026-2027": the plan of a school. */
function schoolYearIn(passage: Passage): PlanPeriod | null {
  const found = SCHOOL_YEAR.exec(passage.folded);
  if (!found) return null;
  const text = printed(passage, found.index, found.index + found[0].length).toLowerCase();
  const line = lineAt(passage, found.index);
  return { from: found[1] ?? null, to: found[2] ?? null, text, line };
}

const RUN = /thoi gian\b[^.;]{0,60}?\btu (?:ngay )?/;

/** "Thời gian thực hiện từ ngày A đến ngày B." */
function runIn(passage: Passage): PlanPeriod | null {
  const found = RUN.exec(passage.folded);
  if (!found) return null;
  const times = findTimes(passage).filter((time) => time.at >= found.index);
  const [first, last] = times;
  if (first?.clock?.kind !== 'day' || last?.clock?.kind !== 'day') return null;
  if (first.at > found.index + found[0].length + 6) return null;
  return {
    from: first.clock.date,
    to: last.clock.date,
    text: printed(passage, found.index, last.end),
    line: lineAt(passage, found.index),
  };
}

function untilIn(passage: Passage): PlanPeriod | null {
  const found = UNTIL.exec(passage.folded);
  if (!found) return null;
  const text = printed(passage, found.index, found.index + found[0].length);
  return { from: null, to: found[1] ?? null, text, line: lineAt(passage, found.index) };
}
