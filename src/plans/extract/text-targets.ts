/** Percentages in sentences: which are targets, which results, which support, and which neither. */
import { COVERAGE, EVERYONE, OTHER_RATE, indicatorOf } from './indicators.ts';
import { NUMBER, parseNumber } from './numbers.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import type { SectionKind } from './sections.ts';
import { type Range, allClauses } from './statements.ts';
import { type FoundGroup, nearestGroup, readGroup } from './target-groups.ts';
import { type FoundYear, listedYears, readYear } from './target-years.ts';
import type { PlanPeriod, PlanTarget } from '../types.ts';

export interface TextSetting {
  unit: string;
  sectionKind: SectionKind;
  period: PlanPeriod | null;
  /** year of the headings above ("KẾT QUẢ NĂM 2021", "Đến năm 2030:") */
  headingYear: number | null;
  /** folded titles above, for what a bullet leaves unsaid */
  headings: string;
  /** the paragraph before a list, that ends in a colon; folded, empty without one */
  lead: string;
}

export interface FoundValue {
  /** place of the number */
  at: number;
  end: number;
  value: number;
  raw: string;
  clause: Range;
  sentence: Range;
  /** text since the value before, text up to the next one, within the clause */
  left: Range;
  right: Range;
}

/** Behind a slash only right after another percentage: "95%/97%", never "6.214/6.870". */
const PERCENT = new RegExp(`(?<![\\d.,]|(?<!%\\s*)/\\s*)(${NUMBER})\\s*%`, 'g');

/** Rule `text-targets/read`. */
export function readTextTargets(passage: Passage, setting: TextSetting): PlanTarget[] {
  const found = findValues(passage).flatMap((value) => readValue(passage, value, setting));
  return [...found, ...readWholeCover(passage, setting)];
}

const WHOLE_COVER =
  /(?:(?:den|vao)(?: het)? nam ((?:19|20)\d{2})[^.;%]{0,40}?)?\b(?:dat |hoan thanh )?(?:muc tieu )?bao phu (?:bhyt|bao hiem y te) toan dan(?: (?:vao|den)(?: het)? nam ((?:19|20)\d{2}))?/g;

/** Rule `text-targets/whole-cover`: "đến năm 2030 bao phủ BHYT toàn dân" means 100, and says so. */
function readWholeCover(passage: Passage, setting: TextSetting): PlanTarget[] {
  if (setting.sectionKind !== 'aims' && setting.sectionKind !== 'purpose') return [];
  return [...passage.folded.matchAll(WHOLE_COVER)].flatMap((match) => {
    const year = match[1] ?? match[2];
    if (year === undefined) return [];
    const at = match.index + match[0].length;
    return [
      {
        unit: setting.unit,
        group: EVERYONE,
        year: Number(year),
        value: 100,
        op: '=' as const,
        uom: '%',
        kind: 'target' as const,
        source: 'text' as const,
        line: lineAt(passage, at - 1),
        raw: printed(passage, match.index, at),
        inferred: true,
      },
    ];
  });
}

function findValues(passage: Passage): FoundValue[] {
  return allClauses(passage).flatMap(({ clause, sentence }) => {
    const text = passage.folded.slice(clause.at, clause.end);
    const found = [...text.matchAll(PERCENT)];
    return found.flatMap((match, index) => {
      const value = parseNumber(match[0]);
      if (value === null) return [];
      const at = clause.at + match.index;
      const end = at + match[0].length;
      const before = found[index - 1];
      const after = found[index + 1];
      const leftAt = before ? clause.at + before.index + before[0].length : clause.at;
      const rightEnd = after ? clause.at + after.index : clause.end;
      return [
        {
          at,
          end,
          value,
          raw: printed(passage, at, end),
          clause,
          sentence,
          left: { at: leftAt, end: at },
          right: { at: end, end: rightEnd },
        },
      ];
    });
  });
}

function readValue(passage: Passage, value: FoundValue, setting: TextSetting): PlanTarget[] {
  const words = wordsAround(passage, value);
  if (value.value > 100 || isAside(words)) return [];
  if (isSupport(words)) return supportOf(passage, value, setting);
  if (isOtherRate(words)) return [];
  const kind = kindOf(words, setting);
  const group = kind === null ? null : readGroup(passage, value, setting);
  if (kind === null || group === null) return [];
  const years = listedYears(passage, value) ?? [readYear(passage, value, setting)];
  return years.map((year) => ofYear(passage, value, { words, kind, group, year, setting }));
}

interface Reading {
  words: Words;
  kind: 'target' | 'actual';
  group: FoundGroup;
  year: FoundYear;
  setting: TextSetting;
}

function ofYear(
  passage: Passage,
  value: FoundValue,
  { words, kind, group, year, setting }: Reading,
): PlanTarget {
  const maintained = /duy tri/.test(words.clause) && year.isHorizon;
  const until = kind === 'target' ? year.untilDay : undefined;
  return {
    unit: group.unit ?? setting.unit,
    group: group.name,
    ...(until === undefined ? yearFields(year, setting) : { year: until }),
    value: value.value,
    op: maintained ? '>=' : operatorOf(words),
    uom: '%',
    kind,
    source: 'text',
    line: lineAt(passage, value.at),
    raw: rawOf(passage, value, words),
    ...(group.indicator === null ? {} : { indicator: group.indicator }),
    ...(/duy tri/.test(words.clause) ? { note: 'duy trì' } : {}),
  };
}

interface Words {
  /** folded */
  left: string;
  right: string;
  clause: string;
  sentence: string;
}

function wordsAround(passage: Passage, value: FoundValue): Words {
  const { folded } = passage;
  return {
    left: folded.slice(value.left.at, value.left.end),
    right: folded.slice(value.right.at, value.right.end),
    clause: folded.slice(value.clause.at, value.clause.end),
    sentence: folded.slice(value.sentence.at, value.sentence.end),
  };
}

/** "9/12 xã đạt trên 90%": of so many places, not of the people of all. */
const SO_MANY_PLACES =
  /\d+(?:\/\d+)? (?:xa|phuong|thi tran|huyen|don vi|dia phuong|thon|ban|ap|khu pho)\b[^;]{0,80}$/;

/** Rule `text-targets/aside`: shares, differences, conditions and descriptions are no targets. */
function isAside({ left, right, clause }: Words): boolean {
  if (/chiem(?: ty le| khoang)?[\s:]*$/.test(left)) return true;
  if (/(?:tang|giam)(?: them| binh quan| toi thieu| it nhat| khoang| tu)?[\s:]*$/.test(left))
    return true;
  if (/^\s*(?:so voi|diem phan tram|moi nam|\/nam|(?:ke hoach|chi tieu|du toan)\b)/.test(right))
    return true;
  if (SO_MANY_PLACES.test(left)) return true;
  if (/(?:sau khi|khi da|chi khi|neu|truong hop|tru truong hop)[^,;]{0,60}$/.test(left))
    return true;
  if (
    /binh quan (?:chung )?(?:cua )?(?:ca nuoc|toan quoc|toan tinh|khu vuc)[^,;%]{0,20}$/.test(left)
  )
    return true;
  const isNone = /khong (?:de|co) [^,;%]{0,30}co ty le/.test(left);
  if (!isNone && /co ty le[^,;]{0,60}(?:thap|duoi|cao|tren)[^,;]{0,20}$/.test(left)) return true;
  if (/(?:thap|cao) hon\s*$/.test(left) && /so voi|chi tieu/.test(right)) return true;
  const isDescribed =
    /^(?:doi voi|voi) /.test(clause) || /doi voi (?:cac )?nhom[^,;]{0,40}$/.test(left);
  return isDescribed && /da dat|dat ty le/.test(left) && !/duy tri|phan dau/.test(left);
}

/** Rule `text-targets/support`: "hỗ trợ thêm 20% mức đóng". */
function isSupport({ left, right, sentence }: Words): boolean {
  return /^\s*(?:muc|tien|kinh phi) dong/.test(right) && /ho tro/.test(`${sentence} ${left}`)
    ? true
    : (/ho tro(?: them)?[^,;%]{0,60}$/.test(left) && /muc dong|tien dong/.test(left)) ||
        (PAYS.test(left) && /muc dong/.test(sentence));
}

function isOtherRate({ left, right, clause }: Words): boolean {
  if (/^\s*(?:tong )?(?:ngan sach|von|kinh phi|quy|chi |thu )/.test(right)) return true;
  const near = `${left.slice(-50)} % ${right.slice(0, 50)}`;
  if (COVERAGE.test(near) && !/muc (?:dong|huong)|cung chi tra|chi phi/.test(near)) return false;
  return (
    OTHER_RATE.test(near) ||
    (OTHER_RATE.test(clause) && !COVERAGE.test(clause) && indicatorOf(clause) === null)
  );
}

const CUE =
  /phan dau|dam bao|bao dam|duy tri|van dong|\bdat\b|den (?:het )?(?:cuoi )?(?:nam )?20\d\d|chi tieu|muc tieu|nang|toi thieu|it nhat|tro len|\bco (?:tren|hon|it nhat|100)|hoan thanh|giam|giao/;
const PAST =
  /da dat|dat duoc|da co|uoc dat|hien (?:nay )?(?:co|dat)|(?<!(?:toan|cua|trong|dia ban|cap) )tinh den|ket qua (?:thuc hien )?(?:nam|den)/;

/** Rule `text-targets/kind`: by the section, and by words of the past. Null = says nothing to keep. */
function kindOf(words: Words, { sectionKind, headings }: TextSetting): 'target' | 'actual' | null {
  const speaks = COVERAGE.test(words.sentence) || indicatorOf(words.sentence) !== null;
  const isFull = /^\s*(?:cac |so |tong so )?[a-z]/.test(words.right);
  const isAimed = sectionKind === 'aims' || sectionKind === 'purpose' || sectionKind === 'none';
  if (sectionKind === 'assessment') return speaks && !isForecast(words) ? 'actual' : null;
  if (PAST.test(words.left) && !/duy tri|phan dau/.test(words.left)) {
    return speaks ? (isResult(words) ? 'actual' : null) : null;
  }
  if (/\btu\s*$/.test(words.left) && /^[^,;]{0,20}(?<!tro )\blen\b/.test(words.right))
    return speaks ? 'actual' : null;
  if (/so voi (?:cung ky )?(?:nam )?(?:19|20)\d{2}[^,;%]{0,15}\(\s*$/.test(words.left))
    return 'actual';
  if (isAimed) {
    const isNamed = speaks || COVERAGE.test(headings) || (isFull && sectionKind === 'aims');
    return isNamed && (CUE.test(words.sentence) || isFull || sectionKind === 'aims')
      ? 'target'
      : null;
  }
  if (!CUE.test(words.clause)) return null;
  return speaks ? 'target' : null;
}

function isForecast({ left }: Words): boolean {
  return /chi tieu (?:duoc )?giao[^,;]{0,30}$|ke hoach[^,;]{0,20}$/.test(left);
}

/** A figure of the past that the aims mention as their start. */
function isResult({ left }: Words): boolean {
  return !/nhom/.test(left);
}

/** Rule `text-targets/operator`. */
function operatorOf({ left, right }: Words): PlanTarget['op'] {
  if (/^\s*(?:dan so |nguoi |so nguoi )?[^,;%]{0,40}?\btro len\b/.test(right)) return '>=';
  if (
    /(?:toi thieu|it nhat|khong (?:thap|it) hon|khong duoi|dat va vuot|dat, vuot|>=|≥)[^,;%\d]{0,30}$/.test(
      left,
    )
  )
    return '>=';
  if (/khong (?:de|duoc|co)[^;%]{0,60}(?:thap hon|duoi)\s*$/.test(left)) return '>=';
  if (/(?:duoi|thap hon|nho hon|it hon|<)\s*$/.test(left)) return '<';
  if (/(?:khong (?:vuot )?qua|toi da|≤)\s*$/.test(left)) return '<=';
  if (/(?:tren|hon|vuot|lon hon|cao hon|>)\s*$/.test(left)) return '>';
  return '=';
}

const OPERATOR_WORDS =
  /(?:tren|hon|vuot|toi thieu|it nhat|khong thap hon|khong duoi|duoi|thap hon|khong qua|toi da)\s*$/;

function rawOf(passage: Passage, value: FoundValue, words: Words): string {
  const found = OPERATOR_WORDS.exec(words.left);
  return printed(passage, value.at - (found?.[0].length ?? 0), value.end);
}

/** "mức đóng của HSSV …, trong đó ngân sách nhà nước hỗ trợ 50%": who pays is not who is helped. */
const PAYS = /(?:ngan sach|nsnn)[^,;]{0,30}ho tro(?: them| toi thieu| it nhat)?\s*$/;

function supportOf(passage: Passage, value: FoundValue, setting: TextSetting): PlanTarget[] {
  const { folded } = passage;
  const left = folded.slice(value.left.at, value.left.end);
  const isPaid = PAYS.test(left) && !/^\s*(?:muc|tien|kinh phi) dong/.test(folded.slice(value.end));
  const helped = isPaid ? nearestGroup(folded.slice(value.sentence.at, value.left.at)) : null;
  const name = helped ?? readGroup(passage, value, setting)?.name ?? EVERYONE;
  if (name === EVERYONE) return [];
  const year = readYear(passage, value, setting, value.sentence);
  return [
    {
      unit: setting.unit,
      group: name,
      ...yearFields(year, setting),
      value: value.value,
      op: isPaid ? operatorOf(wordsAround(passage, value)) : '=',
      uom: '% mức đóng',
      kind: 'subsidy',
      source: 'text',
      line: lineAt(passage, value.at),
      raw: value.raw,
    },
  ];
}

function yearFields(
  year: FoundYear,
  { period }: TextSetting,
): Pick<PlanTarget, 'year' | 'yearFrom' | 'yearTo'> {
  if (year.from !== undefined) return { year: year.year, yearFrom: year.from, yearTo: year.to };
  if (typeof year.year === 'number' || !year.year.startsWith('hằng năm'))
    return { year: year.year };
  const from = Number(period?.from ?? Number.NaN);
  const to = Number(period?.to ?? Number.NaN);
  const isSpan = Number.isInteger(from) && Number.isInteger(to);
  return isSpan ? { year: year.year, yearFrom: from, yearTo: to } : { year: year.year };
}
