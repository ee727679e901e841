/**
 * When two wordings mean the same: groups of participants, agencies, units of measure. Plans, people
 * and lists word them differently; comparing goes by meaning, never by string.
 */
import { fold } from '../kernel/text.ts';

/** Groups by folded words, narrowest first. The number or a plan's own order says nothing. */
const GROUPS: readonly [string, RegExp][] = [
  ['population', /^dan so(?! tham gia)/],
  ['army', /quan doi cap|cong an,? quan doi|than nhan.*quan doi|quan doi va than nhan/],
  ['reached', /cac nhom (?:doi tuong )?(?:tham gia bhyt )?da dat|nhom da dat/],
  ['own-issued', /(?:co quan )?(?:bhxh|bao hiem xa hoi) \S+ cap|the do (?:bhxh|bao hiem xa hoi)/],
  ['near-poor', /can ngheo/],
  ['poor', /^(?:nhom )?(?:nguoi )?(?:thuoc )?(?:ho )?ngheo/],
  ['minority', /dan toc thieu so/],
  ['merit', /co cong|bao tro xa hoi/],
  ['school-standard', /(?:hoc sinh|truong).*(?:chuan)/],
  ['pupil-student', /hoc sinh.*sinh vien|hssv/],
  ['student', /sinh vien/],
  ['pupil', /hoc sinh/],
  ['average-standard', /muc song trung binh|lam nong|nong lam|nong - lam/],
  ['household', /ho gia dinh|tu dong/],
  ['office-workers', /lao dong co quan hanh chinh|hanh chinh su nghiep/],
  ['state-firm', /doanh nghiep nha nuoc/],
  ['private-firm', /doanh nghiep ngoai nha nuoc|doanh nghiep tu nhan/],
  ['employed', /(?:nld|nguoi lao dong) va (?:nsdld|nguoi su dung)/],
  ['insurance-paid', /(?:bhxh|bao hiem xa hoi) dong/],
  ['budget-decrease', /ngan sach nha nuoc ho tro giam|ho tro giam/],
  ['budget-supported', /(?:nsnn|ngan sach nha nuoc) ho tro/],
  ['budget-paid', /(?:nsnn|ngan sach nha nuoc) dong/],
  ['everyone', /toan dan|bao phu chung|^nguoi dan$/],
];

/** Key of a group's meaning, or its folded words when no known group. */
export function groupKey(group: string): string {
  const own = group.split('>').at(-1) ?? group;
  const folded = fold(own.replace(/^\s*\d+(?:\.\d+)*\.?\s*/, ''));
  return GROUPS.find(([, pattern]) => pattern.test(folded))?.[0] ?? folded;
}

/** One group of the law, worded by who sits on the bench. */
const SCHOOL = new Set(['pupil', 'student', 'pupil-student', 'school-standard']);

export function sameGroup(a: string, b: string): boolean {
  const [left, right] = [groupKey(a), groupKey(b)];
  if (left === right || (SCHOOL.has(left) && SCHOOL.has(right))) return true;
  return likeness(a, b) >= 0.6;
}

/** Share of words two texts have in common, 0 … 1 (Dice). */
export function likeness(a: string, b: string): number {
  const left = new Set(fold(a).split(' '));
  const right = new Set(fold(b).split(' '));
  if (left.size === 0 || right.size === 0) return 0;
  const common = [...left].filter((word) => right.has(word)).length;
  return (2 * common) / (left.size + right.size);
}

const LONG_FORMS: readonly [RegExp, string][] = [
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\bbhxh\b/g, 'bao hiem xa hoi'],
  [/\b(?:ub )?mttq\b/g, 'mat tran to quoc'],
  [/\buy ban mat tran\b/g, 'mat tran'],
  [/\bmat tran to quoc viet nam\b/g, 'mat tran to quoc'],
  [/\bld ?tb ?(?:va )?xh\b/g, 'lao dong thuong binh va xa hoi'],
  [/\bgd ?(?:va )?dt\b/g, 'giao duc va dao tao'],
  [/\bnha truong\b/g, 'truong hoc'],
  [/\bco quan (?=bao hiem|thuong truc)/g, ''],
  [/\b(?:cac|co|lien quan|tren dia ban|de nghi|kinh|uy ban nhan dan uy ban nhan dan)\b/g, ''],
];

const LEVEL_AT_END = / (?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)$/;

/** Key of an agency's meaning: abbreviations in full, fillers out. */
export function agencyKey(name: string): string {
  const folded = fold(name.replace(/\([^)]*\)/g, ' '));
  return LONG_FORMS.reduce((made, [pattern, long]) => made.replace(pattern, long), folded)
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same agency; a level that only one of the two names does not part them. */
export function sameAgency(a: string, b: string): boolean {
  const left = agencyKey(a);
  const right = agencyKey(b);
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (long.replace(LEVEL_AT_END, '') === short) return true;
  if (long.startsWith(`${short} `) && short.length * 2 >= long.length) return true;
  return likeness(left, right) >= 0.85;
}

/** Every expected agency is found, and nothing is named where the text names nobody. */
export function sameAgencies(expected: readonly string[], actual: readonly string[]): boolean {
  const isNone = (names: readonly string[]): boolean =>
    names.length === 0 || (names.length === 1 && /không nêu/.test(names[0] ?? ''));
  if (isNone(expected)) return isNone(actual);
  const isCovered = expected.every((name) => actual.some((other) => sameAgency(name, other)));
  if (isCovered && actual.length <= expected.length) return true;
  return likeness(expected.map(agencyKey).join(' '), actual.map(agencyKey).join(' ')) >= 0.8;
}

/** "% mức đóng (ngân sách hỗ trợ)" and "% mức đóng" measure the same. */
export function sameMeasure(a: string, b: string): boolean {
  const left = a
    .replace(/\([^)]*\)/g, '')
    .trim()
    .toLowerCase();
  const right = b
    .replace(/\([^)]*\)/g, '')
    .trim()
    .toLowerCase();
  return left === right || (left.startsWith('%') && right.startsWith('%'));
}
