/** What the domain of places shows to others: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';

export const Level = z.enum(['country', 'province', 'district', 'commune', 'village']);
export type Level = z.infer<typeof Level>;

/** Official kinds of unit, as written in the lists of the statistics office, without marks. */
export const UNIT_TYPES = {
  'quoc-gia': { level: 'country', prefix: '' },
  'thanh-pho-trung-uong': { level: 'province', prefix: 'Thành phố' },
  tinh: { level: 'province', prefix: 'Tỉnh' },
  quan: { level: 'district', prefix: 'Quận' },
  huyen: { level: 'district', prefix: 'Huyện' },
  'thanh-pho': { level: 'district', prefix: 'Thành phố' },
  'thi-xa': { level: 'district', prefix: 'Thị xã' },
  phuong: { level: 'commune', prefix: 'Phường' },
  xa: { level: 'commune', prefix: 'Xã' },
  'thi-tran': { level: 'commune', prefix: 'Thị trấn' },
  'dac-khu': { level: 'commune', prefix: 'Đặc khu' },
  thon: { level: 'village', prefix: 'Thôn' },
  ban: { level: 'village', prefix: 'Bản' },
  'to-dan-pho': { level: 'village', prefix: 'Tổ dân phố' },
  ap: { level: 'village', prefix: 'Ấp' },
  khom: { level: 'village', prefix: 'Khóm' },
  'khu-pho': { level: 'village', prefix: 'Khu phố' },
  khu: { level: 'village', prefix: 'Khu' },
  buon: { level: 'village', prefix: 'Buôn' },
  bon: { level: 'village', prefix: 'Bon' },
  lang: { level: 'village', prefix: 'Làng' },
  plei: { level: 'village', prefix: 'Plei' },
  xom: { level: 'village', prefix: 'Xóm' },
  'khu-dan-cu': { level: 'village', prefix: 'Khu dân cư' },
  'tieu-khu': { level: 'village', prefix: 'Tiểu khu' },
  khac: { level: 'village', prefix: '' },
} as const satisfies Record<string, { level: Level; prefix: string }>;

export type UnitType = keyof typeof UNIT_TYPES;
export const UnitType = z.enum(Object.keys(UNIT_TYPES) as [UnitType, ...UnitType[]]);

export function levelOf(type: UnitType): Level {
  return UNIT_TYPES[type].level;
}

/** How many of a unit's residents went into another one. */
export const People = z.enum(['all', 'some', 'none']);
export type People = z.infer<typeof People>;

export const Share = z.enum(['whole', 'part', 'empty']);
export type Share = z.infer<typeof Share>;

export const ChangeKind = z.enum([
  'create',
  'merge',
  'split',
  'rename',
  'recode',
  'retype',
  'relevel',
  'move',
  'abolish',
  'unchanged',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

export const Day = z.string().refine(isIsoDate, { message: 'notADay' });

export const UnitId = z.int().positive();

/** The legal act behind a change. One already known by number and issuer is used again. */
export const ActInput = z.object({
  number: z.string().trim().min(1).max(100),
  title: z.string().trim().min(1).max(500),
  issuer: z.string().trim().min(1).max(200),
  signedOn: Day.nullable().default(null),
  effectiveOn: Day.nullable().default(null),
});
export type ActInput = z.infer<typeof ActInput>;

/** A unit that a change makes. `key` names it within the command. */
export const NewUnit = z.object({
  key: z.string().trim().min(1).max(50),
  /** official code; null when none is given yet, and for most villages */
  code: z.string().trim().max(20).nullable().default(null),
  /** with or without its kind; stored with it */
  name: z.string().trim().min(1).max(200),
  type: UnitType,
  parentId: UnitId,
});
export type NewUnit = z.infer<typeof NewUnit>;

/** From an old unit to a new one: how much of the land, how many of the people, which units below it. */
export const Flow = z.object({
  fromUnitId: UnitId,
  toKey: z.string(),
  share: Share,
  people: People,
  /** units directly below the old one that go this way (villages of a commune that is split) */
  children: z.array(UnitId).max(2000).default([]),
});
export type Flow = z.infer<typeof Flow>;

/** Households and persons of a split unit that a list puts into one part. */
export const ResidentRule = z.object({
  fromUnitId: UnitId,
  toKey: z.string(),
  households: z.array(z.int().positive()).max(50_000).default([]),
  persons: z.array(z.int().positive()).max(50_000).default([]),
});
export type ResidentRule = z.infer<typeof ResidentRule>;

const Part = NewUnit.extend({
  people: People.default('some'),
  children: z.array(UnitId).max(2000).default([]),
  households: z.array(z.int().positive()).max(50_000).default([]),
  persons: z.array(z.int().positive()).max(50_000).default([]),
});

/** What an administrator may do to the tree, from a day on. */
export const ChangeCommand = z.discriminatedUnion('kind', [
  /** several whole units become one */
  z.object({
    kind: z.literal('merge'),
    effectiveOn: Day,
    unitIds: z.array(UnitId).min(1).max(200),
    into: NewUnit,
  }),
  /** one unit becomes several; children and residents not assigned stay uncertain */
  z.object({
    kind: z.literal('split'),
    effectiveOn: Day,
    unitId: UnitId,
    parts: z.array(Part).min(1).max(50),
  }),
  /** a unit goes on on another level (huyện đảo → đặc khu) */
  z.object({ kind: z.literal('relevel'), effectiveOn: Day, unitId: UnitId, into: NewUnit }),
  /** any mixture of whole units and parts, as resolutions order it */
  z.object({
    kind: z.literal('reorganise'),
    effectiveOn: Day,
    results: z.array(NewUnit).min(1).max(200),
    flows: z.array(Flow).min(1).max(2000),
    residents: z.array(ResidentRule).max(2000).default([]),
  }),
  /** the same unit with another name, code, kind or parent */
  z.object({
    kind: z.literal('amend'),
    effectiveOn: Day,
    unitId: UnitId,
    name: z.string().trim().min(1).max(200).optional(),
    code: z.string().trim().max(20).nullable().optional(),
    type: UnitType.optional(),
    parentId: UnitId.optional(),
  }),
  /** a unit ends; who may live there is asked */
  z.object({ kind: z.literal('abolish'), effectiveOn: Day, unitId: UnitId }),
]);
export type ChangeCommand = z.infer<typeof ChangeCommand>;
