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
