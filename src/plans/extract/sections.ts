/**
 * Third stage: blocks become a tree of headings with what stands under them, and every heading gets
 * its kind: what is assessed, aimed at, to be done, by whom, with what money.
 */
import { agenciesAt } from './agencies.ts';
import type { Block } from './blocks.ts';
import { type Marker, RANKS, romanValue } from './markers.ts';
import type { Passage } from './passage.ts';

export type SectionKind =
  | 'assessment'
  | 'purpose'
  | 'aims'
  | 'content'
  | 'solutions'
  | 'assigned'
  | 'committee'
  | 'reporting'
  | 'budget'
  | 'annex'
  | 'none';

export interface Section {
  marker: Marker | null;
  /** title of a heading, text of an item or paragraph; null for the root and for a table */
  passage: Passage | null;
  /** a heading holds others; an item or a paragraph is text of its own */
  isHeading: boolean;
  kind: SectionKind;
  table: number | null;
  parent: Section | null;
  children: Section[];
}

const PARAGRAPH_RANK = 50;

export function buildTree(blocks: readonly Block[]): Section {
  const root: Section = {
    marker: null,
    passage: null,
    isHeading: true,
    kind: 'none',
    table: null,
    parent: null,
    children: [],
  };
  let top = root;
  blocks.forEach((block, index) => {
    const rank = block.marker?.rank ?? PARAGRAPH_RANK;
    const isHeading = block.marker !== null && isHeadingAt(blocks, index);
    const parent = block.marker ? parentFor(top, rank) : paragraphParent(top);
    const section: Section = {
      marker: block.marker,
      passage: block.table === null ? block.passage : null,
      isHeading,
      kind: 'none',
      table: block.table,
      parent,
      children: [],
    };
    parent.children.push(section);
    top = block.marker ? section : parent;
  });
  for (const child of root.children) giveKind(child);
  return root;
}

function parentFor(top: Section, rank: number): Section {
  let at: Section = top;
  while (at.parent && (at.marker?.rank ?? 0) >= rank) at = at.parent;
  return at;
}

/** A plain paragraph after bullets or items goes back to the heading above them. */
function paragraphParent(top: Section): Section {
  let at: Section = top;
  if (at.isHeading && at.children.length === 0) return at;
  while (at.parent && (!at.isHeading || (at.marker?.rank ?? 0) >= RANKS.letter)) at = at.parent;
  return at;
}

const SENTENCE_END = /[.;,]["”’)]?$|\.\/\.$/;

/** Rule `sections/heading`: a numbered line is a title when something stands under it. */
function isHeadingAt(blocks: readonly Block[], index: number): boolean {
  const block = blocks[index];
  const marker = block?.marker;
  if (!block || !marker) return false;
  if (marker.rank <= 1) return true;
  const { text } = block.passage;
  if (text.endsWith(':')) return true;
  const next = blocks[index + 1];
  if (!next) return false;
  const isDeeper = (next.marker?.rank ?? 0) > marker.rank;
  if (isDeeper) return true;
  if (marker.rank >= RANKS.dash) return false;
  if (next.table !== null || (next.marker === null && isAgencyTitle(block.passage))) return true;
  return !SENTENCE_END.test(text) && text.length <= 220 && next.marker === null;
}

function namesAgency(passage: Passage): boolean {
  return TITLE_AGENCY.test(passage.folded) || isAgencyTitle(passage);
}

/** "1. Sở Y tế." names an agency and nothing else. */
function isAgencyTitle(passage: Passage): boolean {
  const list = agenciesAt(passage, 0);
  return list !== null && /^[\s.:]*$/.test(passage.text.slice(list.end));
}

/** Kinds by the words of the title, first match wins. */
const KIND_WORDS: readonly [SectionKind, RegExp][] = [
  [
    'reporting',
    /che do (?:thong tin|bao cao)|thong tin,? bao cao|bao cao dinh ky|cong tac bao cao/,
  ],
  [
    'committee',
    /(?:thanh lap|kien toan|thanh phan)(?: cac)? (?:ban chi dao|ban van dong|to )|^ban chi dao/,
  ],
  ['solutions', /giai phap|^noi dung (?:cong viec|hoat dong|thuc hien|trien khai)/],
  ['assigned', /to chuc (?:trien khai )?thuc hien|phan cong|trach nhiem (?:cua|thuc hien|cac)/],
  ['assigned', /nhiem vu (?:cua|cho) cac|^trach nhiem/],
  ['budget', /kinh phi|ngan sach|nguon luc tai chinh/],
  ['solutions', /nhiem vu/],
  ['aims', /muc tieu|^(?:cac )?chi tieu|giao chi tieu/],
  [
    'assessment',
    /danh gia|^ket qua\b(?! (?:dau ra|mong doi|du kien))|ket qua (?:thuc hien|dat duoc)|thuc trang|tinh hinh|dac diem|uu diem/,
  ],
  ['assessment', /ton tai|han che|kho khan|nguyen nhan/],
  ['purpose', /muc dich|yeu cau|quan diem|su can thiet/],
  ['content', /noi dung|hinh thuc|thoi gian|doi tuong|dia diem|pham vi/],
];

/** Rule `sections/kind`. A kind is handed down; only some kinds may change it again. */
function giveKind(section: Section): void {
  const above = section.parent?.kind ?? 'none';
  section.kind = ownKind(section, above) ?? above;
  if (section.kind === 'solutions' && isMostlyAgencies(section)) section.kind = 'assigned';
  for (const child of section.children) giveKind(child);
}

const MAY_CHANGE: Readonly<Partial<Record<SectionKind, readonly SectionKind[]>>> = {
  assessment: [],
  aims: [],
  budget: [],
  reporting: [],
  committee: [],
  solutions: ['reporting', 'committee', 'budget', 'aims'],
  assigned: ['reporting', 'committee', 'budget'],
};

function ownKind(section: Section, above: SectionKind): SectionKind | undefined {
  const { marker, passage } = section;
  if (marker?.style === 'annex') return 'annex';
  if (!section.isHeading || !passage || !marker || marker.rank >= RANKS.letter) return undefined;
  const folded = passage.folded.slice(0, 160);
  if (marker.rank > 1 && TITLE_AGENCY.test(folded)) return undefined;
  const kind = KIND_WORDS.find(([, words]) => words.test(folded))?.[0];
  if (kind === undefined) return undefined;
  const allowed = MAY_CHANGE[above];
  if (allowed === undefined) return isPlanTitle(folded) ? undefined : kind;
  if (above === 'solutions' && kind === 'assigned') {
    return /^(?:phan cong|to chuc (?:trien khai )?thuc hien)/.test(folded) ? kind : undefined;
  }
  if (above === 'solutions' && kind === 'aims' && marker.rank > 2) return undefined;
  return allowed.includes(kind) ? kind : undefined;
}

/** "KẾ HOẠCH THỰC HIỆN CHỈ TIÊU …" names the plan again, no kind of its own. */
function isPlanTitle(folded: string): boolean {
  return /^ke hoach (?:thuc hien|trien khai)/.test(folded);
}

/** Titles that name who acts: an office, a committee, a level. */
export const TITLE_AGENCY =
  /^(?:de nghi |doi voi |trach nhiem cua |giao )?(?:cac |lien )?(?:so[ ,]|phong [^,]|ban (?:chi dao|dan toc|tuyen giao|quan ly|chi huy)|uy ban|ubnd|ub mttq|mat tran|mttq|bao hiem xa hoi|bhxh|co quan|buu dien|cong an|bo chi huy|ban chi huy|trung tam|tram y te|benh vien|dai |bao [^c]|hoi |doan |lien doan|cong doan|kho bac|truong |hieu truong|van phong|thanh tra|chi cuc|cuc |cap (?:tinh|huyen|xa|uy|thon)|to chuc(?! (?:trien khai,? )?thuc hien)|doan the|thon|to dan pho|don vi|nganh|giam doc|chu tich|thu truong|doanh nghiep|huyen|xa,? phuong|dia phuong)/;

function isMostlyAgencies(section: Section): boolean {
  const headings = section.children.filter((child) => child.isHeading && child.marker);
  if (headings.length === 0) return false;
  const named = headings.filter(({ passage }) => passage !== null && namesAgency(passage));
  return named.length * 2 > headings.length;
}

/** "PHẦN II > III. GIẢI PHÁP > 1. Truyền thông": the headings above a section, outermost first. */
export function sectionPath(section: Section): string {
  const titles: string[] = [];
  for (let at: Section | null = section; at?.parent; at = at.parent) {
    if (at.isHeading && at.passage) titles.unshift(titleOf(at));
  }
  return titles.join(' > ');
}

const TITLE_MAX = 120;

function titleOf(section: Section): string {
  const text = (section.passage?.verbatim ?? '').replace(/[:.;]+$/, '');
  const short =
    text.length > TITLE_MAX ? `${text.slice(0, TITLE_MAX).replace(/\s\S*$/, '')}…` : text;
  const { marker } = section;
  if (!marker || marker.rank >= RANKS.dash) return short;
  if (marker.style === 'part') return `PHẦN ${marker.value.toUpperCase()} ${short}`.trim();
  if (marker.style === 'annex') return short;
  if (marker.style === 'article') return `Điều ${marker.value}. ${short}`;
  return marker.style === 'letter' ? `${marker.value}) ${short}` : `${marker.value}. ${short}`;
}

/** Walks the tree in the order of the text. */
export function* walk(section: Section): Generator<Section> {
  yield section;
  for (const child of section.children) yield* walk(child);
}

export interface NumberingFault {
  code: 'duplicate-numeral' | 'skipped-numeral';
  line: number;
  detail: string;
}

/** Rule `sections/numbering`: Roman numerals that repeat or jump among the children of one heading. */
export function findNumberingFaults(root: Section): NumberingFault[] {
  const faults: NumberingFault[] = [];
  for (const section of walk(root)) {
    let last = 0;
    for (const child of section.children) {
      if (child.marker?.style !== 'roman') continue;
      const value = romanValue(child.marker.value);
      const line = child.passage?.starts[0]?.line ?? 1;
      if (value === last)
        faults.push({ code: 'duplicate-numeral', line, detail: child.marker.value });
      if (value > last + 1)
        faults.push({ code: 'skipped-numeral', line, detail: child.marker.value });
      last = value;
    }
  }
  return faults;
}
