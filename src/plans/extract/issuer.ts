/** Who issues the document: from the lines of its head, from "UBND … ban hành", from its decision. */
import { type Passage, type SourceLine, foldSame } from './passage.ts';
import type { PlanIssuer } from '../types.ts';

const LEVELS = '(?:tỉnh|thành phố|TP\\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)';
const UNIT = `${LEVELS} (?:\\p{Lu}[\\p{L}'’]*|\\d{1,2})(?:(?: | - |-)\\p{Lu}[\\p{L}'’]*)*`;
const UNITS = new RegExp(`(?<!\\p{L})${UNIT}`, 'gu');
const UNIT_AT_END = new RegExp(`(?<!\\p{L})${UNIT}$`, 'u');
const BODY =
  '(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Bảo hiểm xã hội|BHXH|Tỉnh ủy|Huyện ủy)';
const ISSUING = new RegExp(`((?:Chủ tịch |Ban Thường vụ )?${BODY}) (${UNIT})`, 'gu');
const ISSUING_PLAIN = new RegExp(
  `(?:Chủ tịch )?(?:${BODY}) (tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?=,? (?:ban hành|xây dựng|triển khai|tổ chức))`,
  'u',
);
const ISSUES = /^,? (?:ban hành|xây dựng|triển khai|thông báo|quyết định|tổ chức|yêu cầu)/;

export interface IssuerSources {
  head: readonly SourceLine[];
  title: Passage | null;
  /** preamble first, then the body */
  texts: readonly Passage[];
  attachedIssuer: string | null;
  /** of "Bình Nguyên, ngày …" */
  place: string | null;
  /** from 1/7/2025 a city above a commune is a province */
  isTwoLevel: boolean;
}

/** Rule `issuer/read`: the head's lines, else "UBND … ban hành", else the decision's issuer. */
export function readIssuer(sources: IssuerSources): PlanIssuer {
  const bodies = bodiesOfHead(sources.head);
  const mentions = sources.texts.flatMap((passage) => mentionsIn(passage));
  const named =
    bodies.at(-1) ??
    mentions.find((each) => each.isIssuing)?.name ??
    plainIssuer(sources) ??
    sources.attachedIssuer;
  const name = named === null ? null : longForm(named);
  const parent = bodies.length > 1 ? longForm(bodies.at(-2) ?? '') : null;
  const unit = unitOf(name) ?? unitOf(parent);
  const units = [
    ...bodies.map((body) => unitOf(body)),
    ...(sources.title ? unitsIn(sources.title.text) : []),
    ...mentions.map((each) => each.unit),
  ].filter((each): each is string => each !== null);
  return {
    name,
    level: levelOf(unit, name),
    province: provinceOf(unit, units, sources.isTwoLevel),
    ...(parent === null ? {} : { parent }),
  };
}

function plainIssuer({ texts, place }: IssuerSources): string | null {
  if (place === null) return null;
  for (const passage of texts) {
    const found = ISSUING_PLAIN.exec(passage.text);
    if (found) return `${found[0]} ${place}`;
  }
  return null;
}

function mentionsIn(passage: Passage): { name: string; unit: string; isIssuing: boolean }[] {
  return [...passage.text.matchAll(ISSUING)].map((found) => ({
    name: found[0],
    unit: found[2] ?? '',
    isIssuing: ISSUES.test(passage.text.slice(found.index + found[0].length)),
  }));
}

function unitsIn(text: string): string[] {
  return [...text.matchAll(UNITS)].map((found) => found[0]);
}

const BODY_START =
  /^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so |phong |bao hiem xa hoi|tinh uy|huyen uy|thanh uy|dang uy|dang bo|ban |bo |trung tam|chinh phu|benh vien|lien doan|hoi |van phong)/;
const OTHER_LINE = /^(?:cong hoa|doc lap|dang cong san|so\s*:|so hieu|v\/v|\*|[-_=.]+$)/;

/** Rule `issuer/head`: bodies in capitals, one under the other; the last one issues. */
function bodiesOfHead(head: readonly SourceLine[]): string[] {
  const cells = head.flatMap((line) => line.text.split(/\s*\|\s*/));
  const bodies: string[] = [];
  for (const cell of cells) {
    const text = cell.replace(/\s*CỘNG H[OÒ][AÀÒ].*$/u, '').trim();
    const folded = foldSame(text);
    const isCapital = /\p{Lu}{2}/u.test(text) && text === text.toUpperCase();
    if (!isCapital || OTHER_LINE.test(folded)) continue;
    if (BODY_START.test(folded)) bodies.push(text);
    else if (bodies.length > 0) bodies.push(`${bodies.pop()} ${text}`);
  }
  return bodies.map((body) => nameCase(body));
}

const LEVEL_IN_NAME =
  /(?:^|\s)(tỉnh ủy|tỉnh|thành phố|thành ủy|tp\.?|huyện ủy|huyện|quận|thị xã|phường|thị trấn|đặc khu|xã(?! hội)|đảng ủy xã|việt nam)(?=\s|$)/gu;

/** "BẢO HIỂM XÃ HỘI TỈNH AN SƠN" → "Bảo hiểm xã hội tỉnh An Sơn". */
function nameCase(text: string): string {
  const lowered = text.toLowerCase().replace(/\s+/g, ' ').trim();
  const level = [...lowered.matchAll(LEVEL_IN_NAME)].at(-1);
  if (!level) return fieldCase(lowered);
  if (level[1] === 'việt nam') return fieldCase(lowered).replace(/việt nam$/u, 'Việt Nam');
  const cut = level.index + level[0].length;
  return `${fieldCase(lowered.slice(0, cut))}${wordsCase(lowered.slice(cut))}`;
}

function fieldCase(lowered: string): string {
  const body = lowered.replace(
    /^(sở|phòng|bộ|ban) (\p{Ll})/u,
    (_all, kind: string, letter: string) => `${kind} ${letter.toUpperCase()}`,
  );
  return body
    .slice(0, 1)
    .toUpperCase()
    .concat(body.slice(1))
    .replace(/(?<!\p{L})(?:ubnd|hđnd|bhxh|bhyt|bhtn|mttq)(?!\p{L})/giu, (word) =>
      word.toUpperCase(),
    )
    .replace(
      / (và|-) (\p{Ll})/gu,
      (_all, and: string, letter: string) => ` ${and} ${letter.toUpperCase()}`,
    );
}

function wordsCase(text: string): string {
  return text.replace(
    /(^|[\s-])(\p{Ll})/gu,
    (_all, gap: string, letter: string) => `${gap}${letter.toUpperCase()}`,
  );
}

/** Written out, and marks that a scanner lost or moved put right in the words of the office itself. */
function longForm(name: string): string {
  return name
    .replace(/^[UỦỤŨ][YỶỸỲ] ban nh[aàáâăầấậ]n d[aàáâăầấậ]n(?=\s|$)/iu, 'Ủy ban nhân dân')
    .replace(/^H[oộôồổ]i đ[oồôổ]ng nh[aàáâăầấậ]n d[aàáâăầấậ]n(?=\s|$)/iu, 'Hội đồng nhân dân')
    .replace(/\bUBND\b/, 'Ủy ban nhân dân')
    .replace(/HĐND/, 'Hội đồng nhân dân')
    .replace(/^BHXH\b/, 'Bảo hiểm xã hội')
    .replace(/Uỷ/, 'Ủy');
}

function unitOf(name: string | null): string | null {
  if (name === null) return null;
  const found = UNIT_AT_END.exec(name)?.[0];
  if (found !== undefined) return found;
  const party = /^(?:Ban Thường vụ )?(Tỉnh|Huyện|Thành) (?:ủy|uỷ) (.+)$/u.exec(name);
  return party ? `${(party[1] ?? '').toLowerCase()} ${party[2]}` : null;
}

const LEVELS_BY_WORD: readonly [RegExp, string][] = [
  [/^tinh\b/, 'tỉnh'],
  [/^(?:thanh pho|tp)/, 'thành phố'],
  [/^(?:huyen|thi xa|quan)\b/, 'huyện'],
  [/^(?:xa|thi tran|dac khu)\b/, 'xã'],
  [/^phuong\b/, 'phường'],
];

function levelOf(unit: string | null, name: string | null): string | null {
  if (unit !== null)
    return LEVELS_BY_WORD.find(([words]) => words.test(foldSame(unit)))?.[1] ?? null;
  return /^(?:Bộ|Chính phủ|Ban Bí thư|Bộ Chính trị)|Việt Nam$/u.test(name ?? '')
    ? 'trung ương'
    : null;
}

/** The unit itself when nothing above it is a province; else the first province that the text names. */
function provinceOf(
  unit: string | null,
  units: readonly string[],
  isTwoLevel: boolean,
): string | null {
  if (unit !== null && /^tỉnh /i.test(unit)) return bareName(unit);
  const above = units.find((each) => /^tỉnh /i.test(each));
  if (above !== undefined) return bareName(above);
  if (unit !== null && /^(?:thành phố|TP)/i.test(unit)) return bareName(unit);
  const city = isTwoLevel ? units.find((each) => /^(?:thành phố|TP)/i.test(each)) : undefined;
  return city === undefined ? null : bareName(city);
}

export function bareName(unit: string): string {
  return unit.replace(new RegExp(`^${LEVELS} `, 'iu'), '');
}

const NO_UNIT = '(không nêu)';

/** "Tỉnh Bình Nguyên" as the unit that the plan's figures speak of. */
export function unitLabel(issuer: PlanIssuer): string {
  const unit = unitOf(issuer.name) ?? unitOf(issuer.parent ?? null);
  if (unit !== null) return unit.slice(0, 1).toUpperCase() + unit.slice(1);
  if (issuer.level === 'trung ương') return 'Toàn quốc';
  return issuer.province === null ? NO_UNIT : `Tỉnh ${issuer.province}`;
}

/** Folded word of the issuer's own level, for completing names of offices. */
export function levelWord(issuer: PlanIssuer): string | null {
  const unit = unitOf(issuer.name) ?? unitOf(issuer.parent ?? null);
  const word = /^(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)/;
  const found = unit === null ? null : word.exec(foldSame(unit));
  return found?.[0] ?? (issuer.province === null ? null : 'tinh');
}
