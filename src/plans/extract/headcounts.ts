/** Counts of people and cards in sentences: "Nhóm … đóng: 8.541 thẻ, chiếm 5,5%". */
import { EVERYONE, indicatorOf } from './indicators.ts';
import { nearestGroup } from './target-groups.ts';
import { yearOfPlan } from './target-years.ts';
import { parseNumber } from './numbers.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import type { TextSetting } from './text-targets.ts';
import { LEVEL } from './words.ts';
import type { PlanTarget } from '../types.ts';

const PUPILS = 'hoc sinh(?:,? (?:va )?sinh vien)?(?: \\(hssv\\))?|hssv|sinh vien';
const COUNT = new RegExp(
  `(?<![\\d./,])(\\d{1,3}(?:[.\\s]\\d{3})+|\\d{1,4})\\s*(\\()?(nguoi|the|ho|doi tuong|luot nguoi|${PUPILS})(?![a-z])`,
  'g',
);
const SHARE = /^\s*(?:,|\()?\s*(?:chiem|dat)(?: ty le| khoang)?\s*(\d{1,3}(?:[.,]\d+)?)\s*%/;
const UNITS: Readonly<Record<string, string>> = {
  nguoi: 'người',
  the: 'thẻ',
  ho: 'hộ',
  'doi tuong': 'người',
};

/** Rule `headcounts/read`: counts in what is assessed are results; aims are read by their verbs. */
export function readPopulationFigures(passage: Passage, setting: TextSetting): PlanTarget[] {
  if (setting.sectionKind === 'aims' || setting.sectionKind === 'purpose') {
    return readAims(passage, setting);
  }
  if (setting.sectionKind !== 'assessment') return [];
  const found: PlanTarget[] = [];
  let holder: string | null = null;
  let lastEnd = 0;
  for (const match of passage.folded.matchAll(COUNT)) {
    const value = parseNumber(match[1] ?? '');
    const pupils = nearestGroup(
      /hoc sinh|sinh vien|hssv/.test(match[3] ?? '') ? (match[3] ?? '') : '',
    );
    const uom = pupils === null ? UNITS[match[3] ?? ''] : 'người';
    if (value === null || uom === undefined || (value < 1000 && !(match[1] ?? '').includes('.')))
      continue;
    const end = match.index + match[0].length;
    if (/[.]\s+\p{Lu}/u.test(passage.text.slice(lastEnd, match.index))) holder = null;
    lastEnd = end;
    const label = readLabel(passage, match.index) ?? labelBehind(passage, end, pupils);
    if (label === null || /^\d/.test(label.name)) continue;
    if (pupils !== null && label.name !== pupils) continue;
    const isPart: boolean = holder !== null && label.isInList;
    const rest = passage.folded.slice(end, end + 60);
    const share = SHARE.exec(rest);
    const common = {
      unit: setting.unit,
      year: yearOf(passage, match.index, setting),
      op: '=' as const,
      kind: 'actual' as const,
      source: 'text' as const,
      line: lineAt(passage, match.index),
    };
    const group: string = isPart ? `${holder} > ${label.name}` : label.name;
    const isTotal = /gom (?:cac )?nhom/.test(passage.folded.slice(end, end + 80));
    found.push({
      ...common,
      group,
      value: label.isDecrease ? -value : value,
      uom,
      raw: printed(passage, match.index, match.index + (match[1] ?? '').length),
      ...(share && !isTotal ? { share: parseNumber(share[1] ?? '') ?? 0 } : {}),
      ...(label.isDecrease ? { note: 'mức giảm' } : {}),
    });
    if (share && isTotal) found.push(shareOfTotal(passage, { group, end, share, common }));
    if (!isPart) holder = /^[^;.]{0,40}(?:bao gom|trong do|gom)\s*:/.test(rest) ? group : null;
  }
  return found;
}

/** Rule `headcounts/share-of-total`: the share of a total that is broken down is a rate of its own. */
function shareOfTotal(
  passage: Passage,
  {
    group,
    end,
    share,
    common,
  }: {
    group: string;
    end: number;
    share: RegExpExecArray;
    common: Pick<PlanTarget, 'unit' | 'year' | 'op' | 'kind' | 'source'>;
  },
): PlanTarget {
  const at = end + share[0].length;
  const raw = share[1] ?? '';
  return {
    ...common,
    group,
    value: parseNumber(raw),
    uom: '% số người tham gia',
    line: lineAt(passage, at),
    raw: `${raw}%`,
  };
}

const AIM =
  /(phat trien(?: moi| them)?|tang(?: moi| them)?|van dong(?: them| moi)?|co(?: them)?|dat|duy tri|giao|la|tuong (?:ung|duong)|so nguoi tham gia (?:bhyt|bao hiem y te)|(?<=nguoi tham gia [^,.;]{3,40}) va)\s*:?\s*(tren|hon|toi thieu|it nhat|khoang|voi|duoi|tu)?\s*(\d{1,3}(?:[.\s]\d{3})+|\d{2,4})\s*(nguoi|the|ho)\b/g;
const MORE = /phat trien|tang|van dong|them|moi/;
/** "Mỗi xã: 150 người tham gia BHYT; 25 người tham gia BHXH tự nguyện": no verb stands before. */
const BARE_AIM =
  /(?<=(?:^|[:;,(]|\bva|\bgom)\s*)()(tren|hon|toi thieu|it nhat|khoang)?\s*(\d{1,3}(?:[.\s]\d{3})+|\d{2,4})\s*(nguoi|the|ho)\b(?= (?:\S+ ){0,2}tham gia (?:bhyt|bhxh|bao hiem))/g;

const LISTS_MORE = /(?:phat trien|tang|van dong)(?: them| moi| tang moi| moi them)?[^:>]{0,30}:$/;
/** "- BHXH tự nguyện: 300 người." under "phát triển tăng mới:" */
const LABELLED_AIM =
  /(?<=^[^.;:]{0,60}(?:bhyt|bhxh|bao hiem)[^.;:]{0,40}:\s*)()(tren|hon|toi thieu|it nhat|khoang)?\s*(\d{1,3}(?:[.\s]\d{3})+|\d{2,4})\s*(nguoi|the|ho)\b(?=\s*(?:[.;,(]|$))/g;

/** Rule `headcounts/aims`: "phát triển mới ít nhất 320 người tham gia BHYT hộ gia đình", verb or none. */
function readAims(passage: Passage, setting: TextSetting): PlanTarget[] {
  const told = [...passage.folded.matchAll(AIM)];
  const untold = [BARE_AIM, LABELLED_AIM].flatMap((form) => [...passage.folded.matchAll(form)]);
  const bare = untold.filter(
    (match) =>
      !told.some((each) => each.index <= match.index && match.index < each.index + each[0].length),
  );
  return [...told, ...bare].flatMap((match) => {
    const aim = readAim(passage, match, setting);
    return aim ? [aim] : [];
  });
}

function readAim(
  passage: Passage,
  match: RegExpMatchArray & { index: number },
  setting: TextSetting,
): PlanTarget | null {
  const [all, verb = '', bound = '', digits = '', unit = ''] = match;
  const value = parseNumber(digits);
  const at = match.index + all.lastIndexOf(digits);
  const end = match.index + all.length;
  const around = passage.folded.slice(Math.max(0, match.index - 120), end + 120);
  const isOfElse = /^\s*\/?(?:thon|buoi|can bo)/.test(passage.folded.slice(end));
  if (value === null || isOfElse || !SPEAKS_OF_COVER.test(around)) return null;
  const behind = /^ (?:tham gia|thuoc) (?:(?! va \d)[^,.;()]){3,60}/.exec(
    passage.folded.slice(end),
  );
  const otherThing =
    indicatorOf(behind?.[0] ?? '') ??
    indicatorOf(passage.folded.slice(Math.max(0, match.index - 40), match.index));
  const before = passage.folded.slice(Math.max(0, match.index - 80), match.index);
  const known = nearestGroup(behind ? behind[0] : before);
  const group = otherThing === null ? (known ?? EVERYONE) : capital(otherThing);
  const label = behind ? printed(passage, end - unit.length, end + behind[0].length) : group;
  const more = verb.startsWith('tang') ? 'tăng thêm' : 'phát triển mới';
  const isMore = MORE.test(verb) || (verb === '' && LISTS_MORE.test(setting.lead));
  const indicator = isMore ? `${more}: ${label}` : otherThing;
  return {
    unit: eachPlace(passage, match.index) ?? setting.unit,
    group,
    year: yearOf(passage, match.index, setting),
    value,
    op: operatorOfWord(bound),
    uom: UNITS[unit] ?? 'người',
    kind: 'target',
    source: 'text',
    line: lineAt(passage, at),
    raw: printed(passage, at, end),
    ...(indicator === null ? {} : { indicator }),
  };
}

const EACH_PLACE = new RegExp(`(?:^|[,;.] )(?:moi|tung) (${LEVEL}(?:(?:, | va |/)${LEVEL})*)`, 'g');

/** Rule `headcounts/each-place`: what "mỗi xã, phường" shall reach is not the whole province's. */
function eachPlace(passage: Passage, at: number): string | null {
  const found = [...passage.folded.slice(0, at).matchAll(EACH_PLACE)].at(-1);
  if (found?.[1] === undefined) return null;
  const from = found.index + found[0].length - found[1].length;
  return `Từng ${printed(passage, from, from + found[1].length).toLowerCase()}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const SPEAKS_OF_COVER = /bhyt|bao hiem y te|bao phu|bhxh|bao hiem xa hoi/;

function operatorOfWord(word: string): PlanTarget['op'] {
  if (word === 'tren' || word === 'hon') return '>';
  if (word === 'toi thieu' || word === 'it nhat') return '>=';
  return word === 'duoi' ? '<' : '=';
}

interface Label {
  name: string;
  isDecrease: boolean;
  /** stands in a list behind "bao gồm:" */
  isInList: boolean;
}

/** "toàn huyện có 120.345 người tham gia BHYT": the words stand behind the number. */
function labelBehind(passage: Passage, end: number, pupils: string | null): Label | null {
  const found = /^ (?:tham gia|co the) (?:bhyt|bao hiem y te)[^,.;()]{0,40}/.exec(
    passage.folded.slice(end),
  );
  if (!found) return null;
  const name = pupils ?? nearestGroup(found[0]) ?? EVERYONE;
  return { name, isDecrease: false, isInList: false };
}

const CONNECTOR = /(?:do vay|vi vay|do do|dan den|theo do|trong do|qua do)\s*,?\s*/g;
const SPEAKS = /bhyt|bao hiem y te|the\b|dan so|nhom|tham gia|doi tuong|nguoi|hoc sinh|ho /;

function readLabel(passage: Passage, at: number): Label | null {
  const before = passage.folded.slice(0, at);
  const bounds = [...before.matchAll(/[.;:](?=\s)|bao gom:?\s|\bgom:?\s|…\s(?=\d)/g)].filter(
    (match) => match.index + match[0].length < before.trimEnd().length,
  );
  const bound = bounds.at(-1);
  let from = bound ? bound.index + bound[0].length : 0;
  const connector = [...before.slice(from).matchAll(CONNECTOR)].at(-1);
  if (connector) from += connector.index + connector[0].length;
  const words = before.slice(from);
  if (!SPEAKS.test(words)) return null;
  const isDecrease = /\bgiam(?: con| duoc)?\s*:?\s*$/.test(words);
  const tail =
    /[\s,:]*(?:la|dat|co|giam|tang|duoc|tong so|gom|khoang|voi|den)?[\s:]*$/.exec(words)?.index ??
    words.length;
  const lead = words.length - words.trimStart().length;
  const name = cleanLabel(printed(passage, from + lead, from + Math.max(tail, lead)));
  if (name === '') return null;
  const isInList = bounds.some((match) => /gom/.test(match[0]));
  return { name: labelName(name, words), isDecrease, isInList };
}

function cleanLabel(text: string): string {
  const bare = text
    .replace(/\s*\([^)]*\)?\s*$/, '')
    .replace(/^(?:và|số)\s+(?=người|thẻ)/i, '')
    .trim();
  return bare.slice(0, 1).toUpperCase() + bare.slice(1);
}

function labelName(name: string, words: string): string {
  if (/^\s*dan so/.test(words)) return 'Dân số';
  const isAll =
    /^\s*(?:tong )?(?:so )?nguoi (?:tham gia|co the)(?: the)? (?:bhyt|bao hiem y te)[^,;:]{0,30}$/.test(
      words,
    );
  return isAll && !/ho gia dinh|can ngheo|hoc sinh/.test(words) ? EVERYONE : name;
}

const SCHOOL_YEAR = /nam hoc (?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}/g;

function yearOf(passage: Passage, at: number, setting: TextSetting): number | string {
  const before = [
    ...passage.folded
      .slice(0, at)
      .matchAll(/(?:nam |thang \d{1,2}\/|ngay \d{1,2}\/\d{1,2}\/)((?:19|20)\d{2})(?!\s*[-–])/g),
  ];
  if (setting.headingYear !== null) return setting.headingYear;
  const school = [...passage.folded.slice(0, at).matchAll(SCHOOL_YEAR)].at(-1);
  if (school && school.index > (before.at(-1)?.index ?? -1))
    return printed(passage, school.index, school.index + school[0].length);
  const near = before.at(-1)?.[1];
  if (near !== undefined) return Number(near);
  return setting.sectionKind === 'assessment' ? 'không nêu' : yearOfPlan(0, setting).year;
}
