/**
 * Who a text speaks of. A dictionary of kinds of agency (people's committee, department, office,
 * social insurance, union, party, post, collective …) over folded text, checked against the capitals
 * of the printed text where a word could be another; names of places are taken as they come.
 */
import { AGENCY_ROWS, type AgencyKind, type AgencyRow } from './agency-rows.ts';
import type { Passage } from './passage.ts';
import { LEVEL, VERB, capitalised, sticky, takeAt } from './words.ts';

export interface Agency {
  kind: AgencyKind;
  /** as printed, first letter in capitals */
  name: string;
  at: number;
  end: number;
  /** the level named in it ("huyện"), if any */
  level: string | null;
}

/** Proper name after a level or a kind: capitalised words, Roman or Arabic numbers, "1". */
const NAME = /(?: (?:\p{Lu}[\p{L}'’]*|[IVX]+|\d{1,2})(?![\p{L}\d/%]))+/uy;

/** Words that begin an agency themselves end a proper name. */
const HEAD_WORD =
  /^ (?:Sở|Phòng|Ban|UBND|HĐND|BHXH|Ủy|Uỷ|Hội|Đoàn|Công an|Bưu|Trung tâm|Bệnh|Đài|Báo|Chủ|Giám|Mặt|MTTQ|Bảo hiểm|Kho|Liên đoàn|BHYT|BHTN|KCB|CNTT|NSNN|HSSV|Luật|Quyết|Nghị|Kế|Chỉ|Tháng|Nhân dân)/u;

const LEVEL_WORD = new RegExp(`(?<!lien |co |huu )\\b(${LEVEL})`);

/** Rows by the word they begin with: most places of a text are left at once. */
const ROWS_BY_WORD = new Map<string, AgencyRow[]>();
for (const row of AGENCY_ROWS) {
  for (const word of row.first.split(' ')) {
    ROWS_BY_WORD.set(word, [...(ROWS_BY_WORD.get(word) ?? []), row]);
  }
}

const WORD_BEFORE = /[a-z0-9đ]/;

/** Rule `agencies/one`: the longest agency of the dictionary that begins at a place. */
export function agencyAt(passage: Passage, at: number): Agency | null {
  const { folded, text } = passage;
  if (at > 0 && WORD_BEFORE.test(folded[at - 1] ?? '')) return null;
  const rows = ROWS_BY_WORD.get(/^[a-z]*/.exec(folded.slice(at, at + 8))?.[0] ?? '');
  if (!rows) return null;
  let best: Agency | null = null;
  for (const row of rows) {
    const found = takeAt(row.pattern, folded, at);
    if (!found || found[0] === '') continue;
    if (row.starts && !row.starts.test(text.slice(at, at + 40))) continue;
    let end = at + found[0].trimEnd().length;
    if (/[a-z0-9]/.test(folded[end] ?? '')) continue;
    if (row.takesName) end = withName(text, end);
    if (best && end <= best.end) continue;
    const level = LEVEL_WORD.exec(found[0])?.[1] ?? null;
    best = { kind: row.kind, name: capitalised(passage.text.slice(at, end)), at, end, level };
  }
  return best ? withPostHolder(passage, best) : null;
}

function withName(text: string, end: number): number {
  if (HEAD_WORD.test(text.slice(end, end + 16))) return end;
  const name = takeAt(NAME, text, end);
  if (!name) return end;
  const cut = [...name[0].matchAll(/ /g)].find(
    (gap) => gap.index > 0 && HEAD_WORD.test(name[0].slice(gap.index)),
  );
  return end + (cut ? cut.index : name[0].length);
}

/** "Giám đốc Sở Y tế", "Trưởng phòng Y tế": the post takes the agency behind it. */
function withPostHolder(passage: Passage, agency: Agency): Agency {
  if (
    agency.kind !== 'post' ||
    !/^(?:giam|truong phong|pho giam|chanh)/.test(passage.folded.slice(agency.at))
  ) {
    return agency;
  }
  const held = agencyAt(passage, agency.end + 1);
  const end = held?.end ?? agency.end;
  return { ...agency, end, name: capitalised(passage.text.slice(agency.at, end)) };
}

const SEPARATOR = sticky('(?:, va |, | va |; | cung (?:voi )?| voi )');

export interface AgencyList {
  agencies: Agency[];
  at: number;
  end: number;
}

/** Rule `agencies/list`: agencies one after another; neighbouring collectives are one. */
export function agenciesAt(passage: Passage, at: number): AgencyList | null {
  const agencies: Agency[] = [];
  let next = at;
  let end = at;
  while (true) {
    const agency = agencyAt(passage, next);
    if (!agency) break;
    end = agency.end;
    const last = agencies.at(-1);
    const areBoth = last?.kind === 'collective' && agency.kind === 'collective';
    if (last && areBoth && !/lien quan|dia ban/.test(passage.folded.slice(last.at, last.end))) {
      last.end = agency.end;
      last.name = capitalised(passage.text.slice(last.at, last.end));
    } else agencies.push(agency);
    const separator = takeAt(SEPARATOR, passage.folded, end);
    if (!separator) break;
    next = end + separator[0].length;
  }
  return agencies.length === 0 ? null : { agencies, at, end };
}

/** True when what follows a list of agencies says what they do. */
export function isFollowedByVerb(passage: Passage, end: number): boolean {
  const rest = passage.folded.slice(end, end + 60);
  return new RegExp(`^(?: ?\\([^)]*\\))?(?:,)? (?:${VERB})`).test(rest);
}

const LEVEL_NAMES: Readonly<Record<string, string>> = {
  tinh: 'tỉnh',
  'thanh pho': 'thành phố',
  huyen: 'huyện',
  quan: 'quận',
  'thi xa': 'thị xã',
  xa: 'xã',
  phuong: 'phường',
  'thi tran': 'thị trấn',
  'dac khu': 'đặc khu',
};

const NEEDS_LEVEL: readonly AgencyKind[] = ['office', 'insurance', 'council', 'front', 'union'];

/**
 * Rule `agencies/level`: "Hội đồng nhân dân, Ủy ban nhân dân huyện" gives both the level; an office
 * or social insurance without one is that of the plan's own level (offices only below the province).
 */
export function namesOf(list: readonly Agency[], planLevel: string | null): string[] {
  return list.map((agency, index) => {
    if (agency.level !== null || !NEEDS_LEVEL.includes(agency.kind)) return tidyName(agency);
    if (/viet nam|khu vuc|co so|lien huyen/i.test(foldName(agency.name))) return tidyName(agency);
    const shared = list
      .slice(index + 1)
      .find((later) => later.level !== null && later.kind !== 'collective');
    const level = shared?.level ?? planLevel;
    const isOffice = /^phòng/i.test(agency.name);
    if (level === null || (isOffice && !/^(?:huyen|quan|thi xa)$/.test(level))) {
      return tidyName(agency);
    }
    return `${tidyName(agency)} ${LEVEL_NAMES[level] ?? level}`;
  });
}

function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** "cơ quan BHXH huyện" is the social insurance of the district. */
function tidyName(agency: Agency): string {
  if (agency.kind !== 'insurance') return agency.name;
  const bare = agency.name.replace(/^(?:cơ quan)\s+/i, '').replace(/^BHXH\b/, 'Bảo hiểm xã hội');
  return capitalised(bare);
}
