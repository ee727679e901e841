/** Which people, places or things a value in a sentence is for. */
import { EVERYONE, indicatorOf } from './indicators.ts';
import { type Passage, printed } from './passage.ts';
import type { FoundValue, TextSetting } from './text-targets.ts';
import { LEVEL } from './words.ts';

export interface FoundGroup {
  name: string;
  /** "Từng xã, phường" when the value counts places */
  unit?: string;
  /** what is measured when it is no coverage */
  indicator: string | null;
}

/** Groups by their folded words, narrowest first; the label is used where the text only points. */
const GROUPS: readonly [RegExp, string][] = [
  [/hoc sinh,? (?:va )?sinh vien|hssv/, 'Học sinh, sinh viên'],
  [/sinh vien/, 'Sinh viên'],
  [/hoc sinh/, 'Học sinh'],
  [/can ngheo/, 'Người thuộc hộ cận nghèo'],
  [/(?:ho|nguoi) ngheo/, 'Người thuộc hộ nghèo'],
  [/muc song trung binh/, 'Người thuộc hộ gia đình có mức sống trung bình'],
  [/nguoi cao tuoi/, 'Người cao tuổi'],
  [/tre em duoi 6|tre duoi 6/, 'Trẻ em dưới 6 tuổi'],
  [/nguoi khuyet tat/, 'Người khuyết tật'],
  [/dan toc thieu so/, 'Người dân tộc thiểu số'],
  [/nguoi co cong/, 'Người có công'],
  [/luc luong lao dong/, 'Lực lượng lao động'],
  [/nguoi lao dong|lao dong (?:trong|tai) (?:cac )?doanh nghiep/, 'Người lao động'],
  [
    /(?:ngan sach nha nuoc|nsnn) (?:ho tro|duoc ho tro)/,
    'Nhóm được ngân sách nhà nước hỗ trợ mức đóng',
  ],
  [/(?:ngan sach nha nuoc|nsnn) dong/, 'Nhóm do ngân sách nhà nước đóng'],
  [
    /(?:bhyt|bao hiem y te|theo) ho gia dinh|nhom ho gia dinh/,
    'Nhóm tham gia BHYT theo hộ gia đình',
  ],
  [/ho gia dinh(?! (?:can|ngheo|co muc|lam|nong))/, 'Nhóm tham gia BHYT theo hộ gia đình'],
];

const SCHOOL_STANDARD = /cong nhan truong|truong (?:hoc )?dat chuan|truong chuan quoc gia/;

/** Rule `target-groups/read`; null when the words name nothing that can be counted. */
export function readGroup(
  passage: Passage,
  value: FoundValue,
  setting: TextSetting,
): FoundGroup | null {
  const { folded } = passage;
  const left = folded.slice(value.left.at, value.left.end);
  const right = folded.slice(value.right.at, value.right.end);
  const clause = folded.slice(value.clause.at, value.clause.end);
  const maintained = maintainedGroups(passage, value, left);
  if (maintained) return maintained;
  const sentence = folded.slice(value.sentence.at, value.sentence.end);
  const place = placeBefore(passage, value, `${sentence} ${setting.headings}`);
  if (place) return place;
  const counted = countedThings(passage, value, right);
  if (counted) return counted;
  if (SCHOOL_STANDARD.test(right) || SCHOOL_STANDARD.test(clause)) {
    return { name: 'Học sinh (tiêu chí trường đạt chuẩn)', indicator: null };
  }
  const indicator = indicatorOf(left.slice(-120)) ?? indicatorOf(clause);
  if (indicator !== null && !/bao phu|tham gia (?:bhyt|bao hiem y te)/.test(left.slice(-60))) {
    return { name: phraseBefore(passage, value) ?? indicator, indicator };
  }
  const named = nearestGroup(left) ?? nearestGroup(right.slice(0, 80));
  if (named !== null) return { name: named, indicator: null };
  if (/bao phu|dan so|tham gia|co the|nguoi dan|toan dan/.test(`${left} ${right.slice(0, 60)}`)) {
    return { name: EVERYONE, indicator: null };
  }
  const ofHeading = nearestGroup(setting.headings);
  if (ofHeading !== null) return { name: ofHeading, indicator: null };
  return /bao phu|bhyt|bao hiem y te/.test(`${clause} ${setting.headings}`)
    ? { name: EVERYONE, indicator: null }
    : null;
}

const PLACE_WORD =
  '(?:khu pho|thon|ban|buon|ap|xom|to dan pho|khoi pho|xa|phuong|thi tran|thi xa|huyen|quan|thanh pho|dac khu)';
const NONE_BELOW = new RegExp(
  `khong (?:co |de )(${PLACE_WORD}(?:(?:, | hoac | va )${PLACE_WORD})*)(?: nao)?[^,;%]{0,40}(?:thap hon|duoi)\\s*$`,
);
const NAMED_PLACE = new RegExp(
  `(?:^|[,;:(]|trong do|gom|\\bva)\\s*(${PLACE_WORD} ((?:(?! dat\\b| la\\b)[^,;:%()]){1,40}))\\s*(?::|\\bla\\b|\\bdat\\b)\\s*(?:ty le )?$`,
);

/** Rule `target-groups/place`: "không có xã nào dưới 90%", "Khu phố 1: 97%, Khu phố 2: 96%". */
function placeBefore(passage: Passage, value: FoundValue, words: string): FoundGroup | null {
  if (!/bao phu|bhyt|bao hiem y te/.test(words)) return null;
  const left = passage.folded.slice(value.left.at, value.left.end);
  const none = NONE_BELOW.exec(left);
  if (none?.[1] !== undefined) {
    const at = value.left.at + none.index + none[0].indexOf(none[1]);
    const list = printed(passage, at, at + none[1].length);
    return { name: EVERYONE, unit: `Từng ${lower(list)}`, indicator: null };
  }
  const named = NAMED_PLACE.exec(left);
  if (named?.[1] === undefined || named[2] === undefined) return null;
  const at = value.left.at + named.index + named[0].indexOf(named[1]);
  const name = printed(passage, at, at + named[1].length).trim();
  const isProper = /^(?:\p{Lu}|\d)/u.test(name.slice(name.length - named[2].trim().length));
  return isProper ? { name: EVERYONE, unit: capital(name), indicator: null } : null;
}

/** "duy trì các nhóm đối tượng … đã đạt 100% (bao gồm …)". */
function maintainedGroups(passage: Passage, value: FoundValue, left: string): FoundGroup | null {
  if (
    value.value !== 100 ||
    !/duy tri (?:[a-z,]+ ){0,4}(?:cac )?nhom (?:doi tuong|tham gia)/.test(left)
  )
    return null;
  const rest = passage.text.slice(value.end, value.clause.end);
  const bracket = /^[^;]{0,30}?\(([^)]{4,160})\)/.exec(rest);
  const detail = bracket?.[1] === undefined ? '' : ` (${bracket[1].replace(/\s+/g, ' ')})`;
  return { name: `Các nhóm đã đạt 100%${detail}`, indicator: null };
}

const VERB_AFTER =
  /\s(?:tham gia|co the|co\s(?!muc song|cong |hoan canh|dieu kien)|duoc|deu|dat|duy tri|thuc hien|su dung|ket noi|lap|cap (?:the|phat)|nam hoc|phai|trong do|hoan thanh|trien khai|to chuc|dam bao|bao dam|biet|hai long|dang ky|xay dung)|,\s(?!(?:nguoi|ho |hoc sinh|sinh vien|hoc vien|can ngheo|tre em|tram|co so|benh vien|trung tam|xa|phuong|thi tran|huyen|truong|hssv|cong chuc|vien chuc|doan vien|ngheo|lam\b|ngu\b|diem nghiep))|[.;)]\s|$/;
const PEOPLE_WORD =
  /^(?:nguoi|dan so|hoc sinh|sinh vien|hssv|tre|lao dong|nhan dan|ho |can bo|doi tuong|thanh vien|so nguoi|cong dan|nguoi dan|hoi vien|doan vien|hoc vien|cong chuc|can ngheo|ngheo)/;
const PLACES = new RegExp(
  `^(${LEVEL}(?:(?:, | va )(?:${LEVEL}))*|thon(?:,? (?:ban|to dan pho|xom))*|dia phuong)\\b`,
);

/** Rule `target-groups/counted`: "100% học sinh …", "100% trạm y tế xã có bác sỹ", "100% các xã". */
function countedThings(passage: Passage, value: FoundValue, right: string): FoundGroup | null {
  const lead = /^\s*(?:so |tong so |cac |cua |tren tong so )*/.exec(right)?.[0].length ?? 0;
  const rest = right.slice(lead);
  if (
    !/^[a-z]/.test(rest) ||
    /^(?:tro len|vao|den|trong|nam|theo|la|va|so voi|muc|kinh phi|ngan sach|tong (?:chi|thu)|von|quy|khi|tai|o |tien)\b/.test(
      rest,
    )
  )
    return null;
  const from = value.right.at + lead;
  const predicate = predicateOf(passage, value, from);
  const places = PLACES.exec(rest);
  if (places) {
    const list = printed(passage, from, from + (places[1]?.length ?? 0));
    return { name: capital(predicate), unit: `Từng ${lower(list)}`, indicator: capital(predicate) };
  }
  const stop = VERB_AFTER.exec(rest);
  const length = stop ? stop.index : rest.length;
  if (length < 3 || length > 140) return null;
  const words = rest.slice(0, length);
  const name = printed(passage, from, from + length);
  const isAll = /^(?:dan so|nguoi dan|nhan dan)(?! (?:toc|o |tai |cac ))/.test(words);
  if (isAll && !speaksOfElse(rest)) return { name: EVERYONE, indicator: null };
  if (PEOPLE_WORD.test(words)) {
    const indicator = indicatorOf(passage.folded.slice(from, value.right.end));
    return {
      name: capital(name),
      indicator:
        indicator === null || /tham gia (?:bhyt|bao hiem y te)|the bhyt/.test(rest)
          ? null
          : indicator,
    };
  }
  const known = indicatorOf(passage.folded.slice(from, value.right.end));
  return { name: capital(predicate), indicator: known ?? capital(predicate) };
}

/** "người dân hài lòng với dịch vụ y tế": of everybody, and yet no coverage. */
function speaksOfElse(rest: string): boolean {
  return indicatorOf(rest) !== null && !/tham gia (?:bhyt|bao hiem y te)|the bhyt/.test(rest);
}

/** The whole statement about the things counted, up to the end of the clause. */
function predicateOf(passage: Passage, value: FoundValue, from: number): string {
  const text = printed(passage, from, Math.min(value.right.end, from + 160));
  return text.replace(/[.,;:\s]+$/, '');
}

/** The known group named last in the words, or null. */
export function nearestGroup(words: string): string | null {
  let best: { at: number; end: number; name: string } | null = null;
  for (const [pattern, name] of GROUPS) {
    const found = [...words.matchAll(new RegExp(pattern, 'g'))].at(-1);
    if (!found) continue;
    const end = found.index + found[0].length;
    if (!best || end > best.end || (end === best.end && found.index < best.at))
      best = { at: found.index, end, name };
  }
  return best?.name ?? null;
}

const LEAD_VERB =
  /.*(?:phan dau|dam bao|bao dam|giam|nang cao|nang|tang|duy tri|trong do|den (?:het )?(?:nam )?\d{4}|nam \d{4}|[,:;])\s+/;
const TRAILING =
  /(?:\s+(?:xuong|len|con|dat|la|tren|duoi|toi thieu|it nhat|hon|ty le|khong qua|o muc|giam|tang|nang|tu|:|,))*\s*$/;

/** The words right before the value, without verbs and comparisons: the thing measured. */
function phraseBefore(passage: Passage, value: FoundValue): string | null {
  const left = passage.folded.slice(value.left.at, value.left.end);
  const tail = TRAILING.exec(left)?.index ?? left.length;
  const lead = LEAD_VERB.exec(left.slice(0, tail))?.[0].length ?? 0;
  if (tail - lead < 6) return null;
  return capital(printed(passage, value.left.at + lead, value.left.at + Math.max(tail, lead)));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
