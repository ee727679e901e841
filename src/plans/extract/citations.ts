/**
 * Documents that a plan names: number, type, day, issuer, title, and whether they are its basis.
 * The issuer is read where it is printed, else it follows from the sign (NĐ-CP is the Government's).
 */
import { agencyAt } from './agencies.ts';
import type { AgencyKind } from './agency-rows.ts';
import { findTimes } from './days.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import { sticky, takeAt } from './words.ts';
import type { LegalBasis } from '../types.ts';

/** Types by folded words, longest first. */
const TYPES: readonly [string, string][] = [
  ['thong tu lien tich', 'Thông tư liên tịch'],
  ['chuong trinh hanh dong', 'Chương trình hành động'],
  ['nghi quyet', 'Nghị quyết'],
  ['nghi dinh', 'Nghị định'],
  ['quyet dinh', 'Quyết định'],
  ['phap lenh', 'Pháp lệnh'],
  ['thong tu', 'Thông tư'],
  ['chi thi', 'Chỉ thị'],
  ['ke hoach', 'Kế hoạch'],
  ['cong van', 'Công văn'],
  ['chuong trinh', 'Chương trình'],
  ['ket luan', 'Kết luận'],
  ['thong bao', 'Thông báo'],
  ['huong dan', 'Hướng dẫn'],
  ['cong dien', 'Công điện'],
  ['to trinh', 'Tờ trình'],
  ['bao cao', 'Báo cáo'],
  ['quy dinh', 'Quy định'],
  ['de an', 'Đề án'],
  ['bo luat', 'Bộ luật'],
  ['luat', 'Luật'],
];

/** Type by the letters of the sign, where no word says it. */
const TYPE_OF_SIGN: Readonly<Record<string, string>> = {
  NĐ: 'Nghị định',
  QH: 'Luật',
  QĐ: 'Quyết định',
  NQ: 'Nghị quyết',
  CT: 'Chỉ thị',
  KH: 'Kế hoạch',
  TT: 'Thông tư',
  TTLT: 'Thông tư liên tịch',
  CV: 'Công văn',
  CTR: 'Chương trình hành động',
  KL: 'Kết luận',
  TB: 'Thông báo',
  HD: 'Hướng dẫn',
  CĐ: 'Công điện',
  TTR: 'Tờ trình',
  BC: 'Báo cáo',
  ĐA: 'Đề án',
};

/** Issuer by the end of the sign: national bodies only. */
const ISSUER_OF_SIGN: readonly [RegExp, string][] = [
  [/(?:NĐ|NQ|CT)-CP$|\/NQ-CP$/, 'Chính phủ'],
  [/-TTg$/i, 'Thủ tướng Chính phủ'],
  [/\/QH\d+$/, 'Quốc hội'],
  [/\/UBTVQH\d+$/, 'Ủy ban Thường vụ Quốc hội'],
  [/NQ\/TW$/, 'Ban Chấp hành Trung ương'],
  [/(?:CT|KL)\/TW$/, 'Ban Bí thư'],
  [/-BYT$/, 'Bộ Y tế'],
  [/-BTC$/, 'Bộ Tài chính'],
  [/-UBDT$/, 'Ủy ban Dân tộc'],
  [/-B?LĐTBXH$/, 'Bộ Lao động - Thương binh và Xã hội'],
];

const SIGN =
  /(?<![\p{L}\d/.,-])\d{1,5}[a-z]?(?:\s?\/\s?\d{4})?\s?[/-]\s?(?:[A-ZĐ][A-Za-zĐđ]*\d{0,3})(?:\s?[-–/&]\s?[A-ZĐ][A-Za-zĐđ]*\d{0,3})*/gu;

interface Cited {
  basis: LegalBasis;
  at: number;
  end: number;
}

export interface CitationSetting {
  relation: LegalBasis['relation'];
  /** name of the province or unit, to complete "UBND tỉnh" and "Tỉnh ủy" */
  province: string | null;
}

/** Rule `citations/numbered`: every numbered document that the passage names, in order. */
export function findCitations(passage: Passage, setting: CitationSetting): LegalBasis[] {
  const cited: Cited[] = [];
  for (const match of passage.text.matchAll(SIGN)) {
    const found = readCitation(passage, match, setting);
    if (found) cited.push(found);
  }
  shareIssuers(passage, cited);
  shareAmending(passage, cited);
  if (setting.relation === 'basis') markNested(passage, cited);
  return [...cited, ...findUnnumbered(passage, setting)]
    .toSorted((a, b) => a.at - b.at)
    .map((each) => each.basis);
}

function readCitation(
  passage: Passage,
  match: RegExpExecArray,
  setting: CitationSetting,
): Cited | null {
  const number = match[0].replace(/\s/g, '').replaceAll('–', '-');
  if (!/[/-][A-ZĐ]{2}|\/[A-ZĐ]|-[A-ZĐ]{2}/.test(number) || /^\d+-\d+$/.test(number)) return null;
  const before = passage.folded.slice(Math.max(0, match.index - 40), match.index);
  const type = typeBefore(before) ?? typeOfSign(number);
  const isCalled = /\bso\s*:?\s*$/.test(before) || typeBefore(before) !== null;
  if (!type || (!isCalled && !/-(?:TW|TU|CP|TTg|UBND|HĐND|BYT)|\/(?:TW|TU|QH\d+)/.test(number)))
    return null;
  const end = match.index + match[0].length;
  const day = dayBehind(passage, end);
  const issuer = issuerBehind(passage, day.end, setting.province);
  const isAmending = /(?:sua doi|bo sung)[^.;]{0,60}(?:tai|boi|theo)\s+\S+ ?\S*\s*(?:so\s*)?$/.test(
    before,
  );
  const title = lawTitle(passage, match.index) ?? titleBehind(passage, issuer.end);
  return {
    at: match.index,
    end: title.end,
    basis: {
      number,
      type,
      date: day.date,
      issuer: issuer.name ?? issuerOfSign(number),
      relation: isAmending && setting.relation === 'basis' ? 'amended-by-basis' : setting.relation,
      line: lineAt(passage, match.index),
      ...(title.text === null ? {} : { title: title.text }),
    },
  };
}

function typeBefore(before: string): string | null {
  for (const [words, type] of TYPES) {
    if (new RegExp(`\\b${words}(?: lien tich)?(?:,? so)?\\s*:?\\s*$`).test(before)) return type;
  }
  return null;
}

function typeOfSign(number: string): string | null {
  const letters = /[/-]([A-Za-zĐđ]+)/.exec(number.replace(/^\d+[a-z]?\/\d{4}/, ''))?.[1] ?? '';
  return (
    TYPE_OF_SIGN[letters.toUpperCase()] ?? (/\/[A-ZĐ]+-[A-ZĐ]+$/.test(number) ? 'Công văn' : null)
  );
}

function issuerOfSign(number: string): string | null {
  return ISSUER_OF_SIGN.find(([pattern]) => pattern.test(number))?.[1] ?? null;
}

/** The day right behind the sign: "ngày 28/6/2022", ", ngày 03 tháng 10 năm 2025". */
function dayBehind(passage: Passage, end: number): { date: string | null; end: number } {
  const rest = passage.folded.slice(end, end + 60);
  const gap = /^[\s,]*(?:\([^)]{1,30}\)[\s,]*)?/.exec(rest)?.[0].length ?? 0;
  const near = findTimes(passage).find((time) => time.at >= end && time.at <= end + gap + 6);
  if (!near || (near.clock !== null && near.clock.kind !== 'day')) return { date: null, end };
  return { date: near.clock?.date ?? null, end: near.end };
}

/** "Luật Bảo hiểm y tế số 25/2008/QH12": a law bears its title before its number. */
function lawTitle(passage: Passage, at: number): { text: string; end: number } | null {
  const found = /(Luật [^,;.\d]{3,90}?) số\s*$/u.exec(
    passage.text.slice(Math.max(0, at - 110), at),
  );
  return found ? { text: found[1] ?? '', end: at } : null;
}

const OF = sticky('[\\s,]*(?:\\([^)]{1,40}\\)[\\s,]*)?(?:cua|do) ');
const CONGRESS = sticky('[\\s,]*hoi nghi[^.;]{0,30}?(?=ban chap hanh trung uong)');
const ISSUER_KINDS: readonly AgencyKind[] = [
  'national',
  'committee',
  'council',
  'party',
  'department',
  'insurance',
  'post',
  'steering',
  'front',
];

interface FoundIssuer {
  name: string | null;
  end: number;
}

function issuerBehind(passage: Passage, end: number, province: string | null): FoundIssuer {
  const of = takeAt(OF, passage.folded, end) ?? takeAt(CONGRESS, passage.folded, end);
  if (!of) return { name: null, end };
  const agency = agencyAt(passage, end + of[0].length);
  if (!agency || !ISSUER_KINDS.includes(agency.kind)) return { name: null, end };
  const behind = /^ (?:dang bo tinh|tinh uy|khoa [ivx]+)/.exec(passage.folded.slice(agency.end));
  const name = `${agency.name}${behind && !behind[0].includes('khoa') ? printed(passage, agency.end, agency.end + behind[0].length).replace(/^/, ' ') : ''}`;
  return { name: completeIssuer(name, province), end: agency.end + (behind?.[0].length ?? 0) };
}

/** "UBND tỉnh" → "UBND tỉnh X", "Tỉnh ủy" → "Tỉnh ủy X": one number may belong to many provinces. */
function completeIssuer(name: string, province: string | null): string {
  return province !== null && /(?:tỉnh|tỉnh ủy|tỉnh uỷ)$/i.test(name)
    ? `${name} ${province}`
    : name;
}

const TITLE = sticky(
  '[\\s,]*(?:\\([^)]{1,40}\\)[\\s,]*)?(?:ve (?:viec )?|(?=phe duyet|quy dinh|huong dan|sua doi|ban hanh|giao chi tieu|thuc hien |trien khai ))',
);
const TITLE_END =
  /[;.](?=\s|$)|,\s(?=(?:Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|Bảo hiểm xã hội|BHXH|Sở|Đảng ủy|Phòng|Ban)\s)|\s(?:và|;)\s(?=(?:Kế hoạch|Quyết định|Nghị quyết|Công văn|Chỉ thị|Nghị định) )/u;

function titleBehind(passage: Passage, end: number): { text: string | null; end: number } {
  const about = takeAt(TITLE, passage.folded, end);
  if (!about) return { text: null, end };
  const from = end + about[0].length;
  const stop = TITLE_END.exec(passage.text.slice(from, from + 400));
  const to = stop ? from + stop.index : Math.min(passage.text.length, from + 400);
  const text = printed(passage, from, to).replace(/^["“]|["”]$/g, '');
  if (text.length < 4) return { text: null, end };
  return { text: text.slice(0, 1).toUpperCase() + text.slice(1), end: to };
}

/** "Quyết định A và Quyết định B của Thủ tướng": both are the Prime Minister's. */
function shareIssuers(passage: Passage, cited: readonly Cited[]): void {
  for (const [index, each] of cited.entries()) {
    const next = cited[index + 1];
    if (each.basis.issuer !== null || !next) continue;
    const between = passage.folded.slice(each.at, next.at);
    if (between.length < 60 && / va /.test(between)) each.basis.issuer = next.basis.issuer;
  }
}

/** "được sửa đổi, bổ sung bởi Luật A và Luật B": both amend. */
function shareAmending(passage: Passage, cited: readonly Cited[]): void {
  for (const [index, each] of cited.entries()) {
    const next = cited[index + 1];
    if (each.basis.relation !== 'amended-by-basis' || !next) continue;
    const between = passage.folded.slice(each.end, next.at);
    if (/^[^;]{0,40}(?:,| va) \S+ (?:so )?$/.test(between))
      next.basis.relation = 'amended-by-basis';
  }
}

/** A document named inside the title of another is referred to, not a basis of its own. */
function markNested(passage: Passage, cited: readonly Cited[]): void {
  for (const [index, each] of cited.entries()) {
    const holder = cited.slice(0, index).findLast((other) => other.end > each.at);
    if (holder && each.basis.relation === 'basis') each.basis.relation = 'referenced';
  }
}

const LAW =
  /(?<!\p{L})Luật ((?:sửa đổi,? bổ sung (?:một số điều của )?(?:các )?Luật )?(?:Bảo hiểm y tế|BHYT|Bảo hiểm xã hội|BHXH|[Kk]hám bệnh, chữa bệnh|Tổ chức chính quyền địa phương|Ngân sách nhà nước|Việc làm|\p{Lu}[\p{L}]*(?: \p{Ll}+){0,3}?(?=[,;.]|$| ngày| số| và)))/gu;
const CONGRESS_RESOLUTION =
  /nghi quyet (dai hoi (?:dai bieu )?dang bo [a-z]+(?: [a-z]+){0,3}? lan thu [ivx\d]+)/g;
const SCHEME_NUMBER = /(?<!\p{L})Đề án (?:số )?(\d{1,3})(?![\d/.%-])/gu;
const SCHEME_OF =
  /\bde an ([^.;]{10,200}?) cua (thu tuong chinh phu|chinh phu|bo y te|bao hiem xa hoi viet nam)/g;

/** Rule `citations/unnumbered`: laws, numbered schemes, schemes of the Government, congress resolutions. */
function findUnnumbered(passage: Passage, { relation }: CitationSetting): Cited[] {
  const cited: Cited[] = [];
  function add(match: { index: number }, fields: Partial<LegalBasis> & { type: string }): void {
    const line = lineAt(passage, match.index);
    const basis = { number: null, date: null, issuer: null, relation, line, ...fields };
    cited.push({ at: match.index, end: match.index, basis });
  }
  for (const match of passage.text.matchAll(LAW)) {
    if (/\bso\s*\d/.test(passage.folded.slice(match.index, match.index + match[0].length + 8)))
      continue;
    const { date } = dayBehind(passage, match.index + match[0].length);
    add(match, { type: 'Luật', issuer: 'Quốc hội', date, title: match[0] });
  }
  for (const match of passage.folded.matchAll(CONGRESS_RESOLUTION)) {
    const end = match.index + match[0].length;
    const issuer = printed(passage, end - (match[1]?.length ?? 0), end);
    add(match, { type: 'Nghị quyết', issuer });
  }
  for (const match of passage.text.matchAll(SCHEME_NUMBER)) {
    add(match, { type: 'Đề án', title: `Đề án ${match[1]}` });
  }
  for (const match of passage.folded.matchAll(SCHEME_OF)) {
    const end = match.index + 6 + (match[1]?.length ?? 0);
    const issuer = printed(passage, end + 5, end + 5 + (match[2]?.length ?? 0));
    const title = printed(passage, match.index, end);
    add(match, { type: 'Đề án', issuer, title: title.slice(0, 1).toUpperCase() + title.slice(1) });
  }
  return cited;
}

export interface MergedCitations {
  bases: LegalBasis[];
  /** signs that differ by a slip, for the warnings */
  variants: { line: number; detail: string }[];
}

/** Rule `citations/merge`: one entry a document; signs one letter apart with the same day are one. */
export function mergeCitations(found: readonly LegalBasis[]): MergedCitations {
  const bases: LegalBasis[] = [];
  const variants: MergedCitations['variants'] = [];
  for (const next of found) {
    const known = bases.find((each) => isSame(each, next));
    if (!known) {
      bases.push({ ...next });
      continue;
    }
    known.date ??= next.date;
    if (known.issuer === null || isShouted(known.issuer))
      known.issuer = next.issuer ?? known.issuer;
    if (next.title !== undefined && (known.title === undefined || isShouted(known.title))) {
      known.title = next.title;
    }
    if (next.relation === 'basis' && known.relation === 'referenced') known.relation = 'basis';
    if (known.number?.toLowerCase() === next.number?.toLowerCase()) {
      if (next.number !== null && /\p{Ll}/u.test(next.number)) known.number = next.number;
    } else if (known.number === null) known.number = next.number;
    else if (next.number !== null) {
      const [kept, slip] = choose(known.number, next.number);
      variants.push({
        line: kept === known.number ? next.line : known.line,
        detail: `${slip} / ${kept}`,
      });
      known.number = kept;
      known.variants = [...new Set([...(known.variants ?? []), slip])];
    }
  }
  return { bases, variants };
}

/** A title in capitals repeats what the preamble says in ordinary letters. */
function isShouted(text: string): boolean {
  return text === text.toUpperCase();
}

function isSame(a: LegalBasis, b: LegalBasis): boolean {
  if (a.type === 'Luật' && b.type === 'Luật' && (a.number === null) !== (b.number === null)) {
    return a.title !== undefined && b.title !== undefined && keyOf(a) === keyOf(b);
  }
  if (a.number === null || b.number === null) {
    return a.number === b.number && a.type === b.type && keyOf(a) === keyOf(b);
  }
  if (a.number.toLowerCase() === b.number.toLowerCase())
    return a.date === null || b.date === null || a.date === b.date;
  return a.date !== null && a.date === b.date && a.type === b.type && isSlip(a.number, b.number);
}

function keyOf(basis: LegalBasis): string {
  const title = basis.title ?? basis.issuer ?? '';
  return title
    .toLowerCase()
    .replace(/bảo hiểm y tế/g, 'bhyt')
    .replace(/bảo hiểm xã hội/g, 'bhxh')
    .replace(/\s+/g, ' ')
    .slice(0, 40);
}

function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a.split(/[/-]/)[0] !== b.split(/[/-]/)[0]) return false;
  return [...a].filter((letter, at) => letter !== b[at]).length === 1;
}

const KNOWN_SIGN = /\/(?:BHXH|UBND|HĐND|BYT|BTC|TTg|KH-|QĐ-|NQ-|CT-)/;

/** The sign with letters known from offices is kept; the other is the slip. */
function choose(a: string, b: string): [string, string] {
  return KNOWN_SIGN.test(b) && !KNOWN_SIGN.test(a) ? [b, a] : [a, b];
}
