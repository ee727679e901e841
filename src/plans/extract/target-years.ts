/** Which year a value in a sentence is for. */
import type { FoundValue, TextSetting } from './text-targets.ts';
import { type Passage, foldSame, printed } from './passage.ts';
import type { Range } from './statements.ts';

export interface FoundYear {
  year: number | string;
  from?: number;
  to?: number;
  /** "đến hết năm …": the value holds until then */
  isHorizon?: boolean;
  /** "đến 30/6/2026": a target by a day within the year, as printed; results are of the year */
  untilDay?: string;
}

interface Mention {
  at: number;
  end: number;
  found: FoundYear;
}

const SCHOOL =
  'nam hoc ((?:19|20)\\d{2})\\s*[-–]\\s*((?:19|20)\\d{2})(?: va (?:cac )?nam tiep theo| va nhung nam tiep theo)?';
const STAGE = 'giai doan ((?:19|20)\\d{2})\\s*[-–]\\s*((?:19|20)\\d{2})';
const YEAR =
  '(?:(den het|het|den cuoi) )?(?:nam |den |truoc nam |den (?:het )?thang \\d{1,2}/|den (?:het )?(?:ngay )?\\d{1,2}/\\d{1,2}/)((?:19|20)\\d{2})(?!\\s*[-–/]\\s*\\d)';
const QUARTER =
  '(?:het |den het |cuoi )quy (iv|i{1,3}|[1-4])(?:\\s*(?:/|,? nam )\\s*((?:19|20)\\d{2}))?';
/** "ngay trong tháng 9/2026": by the end of that month, not of the year. */
const MONTH = '(?<=trong )thang (\\d{1,2})/((?:19|20)\\d{2})';
const MENTIONS = new RegExp(`${SCHOOL}|${STAGE}|${QUARTER}|${MONTH}|${YEAR}`, 'g');

/**
 * Rule `target-years/read`, nearest first: the year beside the value, the sentence's opening year, a
 * horizon in a later clause without a value, "hằng năm", the heading, the plan's own span.
 */
export function readYear(
  passage: Passage,
  value: FoundValue,
  setting: TextSetting,
  within: Range = value.clause,
): FoundYear {
  const mentions = findMentions(passage, within);
  const beside = yearBeside(passage, value, mentions);
  if (beside) return withYear(beside, value, setting);
  const { folded } = passage;
  const sentence = folded.slice(value.sentence.at, value.sentence.end);
  const opening = findMentions(passage, { at: value.sentence.at, end: value.clause.at });
  const isOpening =
    opening.length === 1 && !/%/.test(folded.slice(value.sentence.at, opening[0]?.end));
  if (isOpening && opening[0] && !isSchool(opening[0]) && isLeading(passage, value, opening[0])) {
    return opening[0].found;
  }
  const later = folded.slice(value.clause.end, value.sentence.end);
  const horizon = /(?:den het|het) nam ((?:19|20)\d{2})/.exec(later);
  if (horizon && !/%/.test(later)) return { year: `đến hết ${horizon[1]}`, isHorizon: true };
  if (/(?:hang|moi) nam(?! hoc)/.test(sentence)) return { year: 'hằng năm' };
  return yearOfPlan(value.value, setting);
}

const YEAR_LIST =
  /(?<![\d/.-])(?<!nam hoc |giai doan )((?:19|20)\d{2})((?:\s*(?:\/|,|;|-|–|\bva\b|, va)\s*(?:(?:den )?(?:het )?nam )?(?:19|20)\d{2})+)(?![\d/]|\s*%)/g;

/**
 * Rule `target-years/list`: "đến năm 2026/2030 đạt tương ứng 95,5%/97,5%" gives each year its own value;
 * one value behind "năm 2026, 2030" is for both; one behind "2026–2030" is for the span. Null when the
 * clause lists no years, or other numbers of years and values.
 */
export function listedYears(passage: Passage, value: FoundValue): FoundYear[] | null {
  const text = passage.folded.slice(value.clause.at, value.clause.end);
  const lists = [...text.matchAll(YEAR_LIST)];
  const [list] = lists;
  if (!list || lists.length > 1) return null;
  const years = (list[0].match(/(?:19|20)\d{2}/g) ?? []).map(Number);
  const values = [...text.matchAll(/\d\s*%/g)].map((match) => value.clause.at + match.index);
  const at = values.findIndex((place) => place >= value.at && place < value.end);
  if (values.length === years.length) return years[at] === undefined ? null : [{ year: years[at] }];
  if (values.length !== 1) return null;
  const [from = 0, to = 0] = years;
  const isSpan = years.length === 2 && /^\s*[-–]/.test(list[2] ?? '');
  if (isSpan) return from < to ? [{ year: `${from}-${to}`, from, to }] : null;
  return years.map((year) => ({ year }));
}

/** "hết quý I đạt 94,4%" in a plan of one year: of that year. */
function withYear(found: FoundYear, value: FoundValue, setting: TextSetting): FoundYear {
  if (typeof found.year !== 'string' || !found.year.endsWith('/')) return found;
  const { year } = yearOfPlan(value.value, setting);
  return typeof year === 'number' ? { ...found, year: `${found.year}${year}` } : { year };
}

/** "Đến năm 2030, …" at the head of the sentence. */
function isLeading(passage: Passage, value: FoundValue, mention: Mention): boolean {
  return passage.folded.slice(value.sentence.at, mention.at).length <= 30;
}

function isSchool(mention: Mention): boolean {
  return typeof mention.found.year === 'string';
}

function findMentions(passage: Passage, { at, end }: Range): Mention[] {
  const text = passage.folded.slice(at, end);
  const matches = [...text.matchAll(MENTIONS)].filter(
    // "tăng 21.150 người so với năm 2025": what it is compared with
    (match) =>
      !/so voi(?: cung ky)?(?: ca)? $/.test(text.slice(0, match.index)) ||
      /^\s*\(/.test(text.slice(match.index + match[0].length)),
  );
  return matches.map((match) => {
    const from = at + match.index;
    const to = from + match[0].length;
    return { at: from, end: to, found: mentionOf(match, printed(passage, from, to)) };
  });
}

function mentionOf(match: RegExpMatchArray, text: string): FoundYear {
  const [, school, , stageFrom, stageTo, quarter, ofYear, month, ofMonth, , year] = match;
  if (school !== undefined) return { year: text };
  if (quarter !== undefined) return { year: `quý ${quarter.toUpperCase()}/${ofYear ?? ''}` };
  if (month !== undefined) return { year: `tháng ${Number(month)}/${ofMonth}` };
  if (stageFrom !== undefined) {
    const from = Number(stageFrom);
    const to = Number(stageTo);
    return { year: `${from}-${to}`, from, to };
  }
  const day = /(\d{1,2})\s*\/\s*(\d{1,2})\s*\/\s*(?:19|20)\d{2}$/.exec(text);
  const isWithin = day !== null && !(day[1] === '31' && day[2] === '12');
  return { year: Number(year), ...(isWithin && { untilDay: `đến ${day[0]}` }) };
}

/**
 * Rule `target-years/beside`: where the first year stands before the first value, years lead their
 * values; else they follow them ("96% năm 2025 và 97% năm 2030").
 */
function yearBeside(
  passage: Passage,
  value: FoundValue,
  mentions: readonly Mention[],
): FoundYear | null {
  const [first] = mentions;
  if (!first) return null;
  const firstValue =
    passage.folded.slice(value.clause.at, value.clause.end).indexOf('%') + value.clause.at;
  const before = mentions.filter((each) => each.end <= value.at);
  const after = mentions.filter((each) => each.at >= value.end);
  const near = after.find((each) => each.at < value.right.end);
  if (near && isMonth(near.found)) return near.found;
  if (first.at < firstValue) {
    const own = before.at(-1);
    return own?.found ?? near?.found ?? null;
  }
  return near?.found ?? after[0]?.found ?? before.at(-1)?.found ?? null;
}

/** "99% tham gia ngay trong tháng 9/2026": narrower than the year that opens the sentence. */
function isMonth({ year }: FoundYear): boolean {
  return typeof year === 'string' && year.startsWith('tháng ');
}

/** The year of a value whose sentence names none: the heading's, the plan's, or its end. */
export function yearOfPlan(
  value: number,
  { period, headingYear, sectionKind }: TextSetting,
): FoundYear {
  if (headingYear !== null) return { year: headingYear };
  const school = foldSame(period?.text ?? '').startsWith('nam hoc ');
  if (period && school) return { year: period.text ?? '' };
  // a campaign's days lie in its year
  const from = Number(period?.from?.slice(0, 4));
  const to = Number(period?.to?.slice(0, 4));
  const isOneYear = period !== null && period.from !== null && from === to;
  if (isOneYear && Number.isInteger(to)) return { year: to };
  if (value === 100) return { year: 'hằng năm' };
  if (period?.targetYear !== undefined) return { year: period.targetYear };
  if (sectionKind === 'assessment' && Number.isInteger(from)) return { year: from - 1 };
  return Number.isInteger(to) && to > 0 ? { year: `đến ${to}` } : { year: 'không nêu' };
}
