/**
 * What a name printed in a plan means here: a unit, a group of the law, an indicator, who acts. These
 * are proposals that a person confirms; what is confirmed is remembered for the unit's next plan. Pure.
 */
import { z } from 'zod';
import { fold } from '../kernel/text.ts';
import type { PlanItem } from './document-types.ts';
import { NOT_NAMED } from './types.ts';

export const MATCH_KINDS = ['unit', 'group', 'indicator', 'agency'] as const;
export const MatchKind = z.enum(MATCH_KINDS);
export type MatchKind = z.infer<typeof MatchKind>;

export const MatchLevel = z.enum(['province', 'district', 'commune', 'village']);
export type MatchLevel = z.infer<typeof MatchLevel>;

const LEVELS: readonly MatchLevel[] = MatchLevel.options;

const level = MatchLevel;
const agencyName = z.string().trim().min(1).max(200);

export const Meaning = z.discriminatedUnion('is', [
  /** one unit: for targets, and for work of its committee */
  z.object({ is: z.literal('unit'), unitId: z.int().positive() }),
  /** every unit of a level inside the plan's unit */
  z.object({ is: z.literal('level'), level }),
  /** an agency of the plan's own unit */
  z.object({ is: z.literal('agency'), name: agencyName }),
  /** the agency of that name in every unit of a level */
  z.object({ is: z.literal('levelAgency'), level, name: agencyName }),
  /** a group of the taxonomy of the target's period; "#…" = words it does not know */
  z.object({ is: z.literal('group'), code: z.string().max(201) }),
  z.object({ is: z.literal('indicator'), code: z.string().max(41) }),
  /** nothing here: items that name only this become nothing */
  z.object({ is: z.literal('nothing') }),
]);
export type Meaning = z.infer<typeof Meaning>;

export interface PrintedName {
  kind: MatchKind;
  name: string;
  /** items that name it, in order */
  items: number[];
}

/** Every name that standing items print, each once a kind. */
export function listNames(items: readonly PlanItem[]): PrintedName[] {
  const names = new Map<string, PrintedName>();
  const add = (kind: MatchKind, name: string | undefined, itemNo: number): void => {
    if (!name || name === NOT_NAMED) return;
    const key = matchKey(kind, name);
    const known = names.get(key) ?? { kind, name, items: [] };
    if (known.items.at(-1) !== itemNo) known.items.push(itemNo);
    names.set(key, known);
  };
  for (const item of items) {
    if (item.state !== 'proposed' && item.state !== 'confirmed') continue;
    const { itemNo } = item;
    if (item.kind === 'target') {
      add('unit', item.body.unit, itemNo);
      add('group', item.body.group, itemNo);
      add('indicator', item.body.indicator, itemNo);
    } else if (item.kind === 'task') {
      for (const name of item.body.agency) add('agency', name, itemNo);
    } else if (item.kind === 'report') {
      for (const name of item.body.who) add('agency', name, itemNo);
    } else if (item.kind === 'committee') add('agency', item.body.name, itemNo);
  }
  return [...names.values()];
}

export function matchKey(kind: MatchKind, name: string): string {
  return `${kind} ${fold(name)}`;
}

// ── who acts ────────────────────────────────────────────────────────────────────────────────────

const LEVEL_WORDS: Readonly<Record<MatchLevel, RegExp>> = {
  province: /\b(cap tinh|tinh)\b/,
  district: /\b(cap huyen|huyen|thi xa|thanh pho|quan)\b/,
  commune: /\b(cap xa|(?<!thi )xa|phuong|thi tran|dac khu)\b/,
  village: /\b(thon|buon|ap|khom|khu pho|to dan pho|tieu khu|truong ban)\b/,
};

/** "Xã hội", "thành phần" … hold words of levels that name none. */
const NO_LEVEL =
  /\b(xa hoi|thi truong|ban chi dao|ban ngan?h|ban thuong|so,? ban|ban chap hanh)\b/g;

const COMMITTEE = /^(chu tich |cac |cap uy )*(uy ban nhan dan|ubnd|cap|chinh quyen)\b/;
const ONLY_LEVELS =
  /^((cac|cap|tung|moi|tat ca|xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|quan|tinh|thon|ban|to dan pho) ?)+$/;
const OWN_DEPARTMENT = /^(cac )?(so|truong so)\b/;

/**
 * The plan's own unit acts through its committee or an agency; a level below it through each of its
 * units. Without a level a name is an agency of the plan's unit.
 * @param own level of the unit whose plan it is
 */
export function proposeAgency(name: string, own: MatchLevel): Meaning {
  const folded = fold(name);
  const levels = levelsIn(folded);
  const isCommittee = COMMITTEE.test(folded) || ONLY_LEVELS.test(folded);
  // the lowest named: "UBND các huyện, thành phố" is the district's, "cấp xã" the commune's
  const named = levels.at(-1);
  const isBelow = named !== undefined && LEVELS.indexOf(named) > LEVELS.indexOf(own);
  if (!isBelow || OWN_DEPARTMENT.test(folded)) {
    return isCommittee && named !== undefined
      ? { is: 'level', level: own }
      : { is: 'agency', name: name.trim().slice(0, 200) };
  }
  if (isCommittee) return { is: 'level', level: named };
  return { is: 'levelAgency', level: named, name: name.trim().slice(0, 200) };
}

function levelsIn(folded: string): MatchLevel[] {
  const text = folded.replaceAll(NO_LEVEL, ' ');
  return LEVELS.filter((one) => LEVEL_WORDS[one].test(text));
}

/** "Từng xã, phường", "các xã": every unit of a level; null when the name is of one unit. */
export function proposeLevel(name: string): MatchLevel | null {
  const folded = fold(name);
  return ONLY_LEVELS.test(folded) ? (levelsIn(folded).at(-1) ?? null) : null;
}

// ── groups and indicators ───────────────────────────────────────────────────────────────────────

export interface NamedCode {
  code: string;
  name: string;
}

const ABBREVIATIONS: readonly [RegExp, string][] = [
  [/\bnld\b/g, 'nguoi lao dong'],
  [/\bnsdld\b/g, 'nguoi su dung lao dong'],
  [/\bnsnn\b/g, 'ngan sach nha nuoc'],
  [/\bbhxh\b/g, 'bao hiem xa hoi'],
  [/\bbhyt\b/g, 'bao hiem y te'],
  [/\bhssv\b/g, 'hoc sinh sinh vien'],
  [/\bdtts\b/g, 'dan toc thieu so'],
];

/** Words that every group has. */
const COMMON = new Set(
  'nhom nguoi thuoc do va cac cua o co trong theo duoc dong tham gia'.split(' '),
);

const EVERYBODY =
  /^(toan dan|dan so|nguoi dan|chung|tong so|tong cong|toan tinh|toan huyen|toan xa)$/;

/** Share of words in common from which a group is proposed. */
const ALIKE_MIN = 0.5;

/**
 * Of a name with ">" the last part counts. '' = everybody; "#…" keeps the words when no group, or
 * more than one, is alike.
 */
export function proposeGroup(name: string, groups: readonly NamedCode[]): string {
  const leaf = (name.split('>').at(-1) ?? name).replace(/^\s*[\d.]+\s*/, '').trim();
  if (EVERYBODY.test(fold(leaf))) return '';
  return mostAlike(leaf, groups) ?? `#${leaf.slice(0, 200)}`;
}

export function proposeIndicator(name: string, indicators: readonly NamedCode[]): string | null {
  return mostAlike(name, indicators);
}

function mostAlike(name: string, choices: readonly NamedCode[]): string | null {
  const words = wordsOf(name);
  const scored = choices
    .map(({ code, name: other }) => ({ code, share: overlap(words, wordsOf(other)) }))
    .sort((a, b) => b.share - a.share);
  const [best, second] = scored;
  if (!best || best.share < ALIKE_MIN || best.share === second?.share) return null;
  return best.code;
}

function wordsOf(text: string): ReadonlySet<string> {
  let folded = fold(text);
  for (const [short, long] of ABBREVIATIONS) folded = folded.replaceAll(short, long);
  const words = folded.split(' ');
  const telling = words.filter((word) => !COMMON.has(word));
  return new Set(telling.length > 0 ? telling : words);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}
