/** What an agency is by its printed name, for the icon and the filter; a person may correct it. */
import { fold } from '../kernel/text.ts';
import type { AGENCY_KINDS } from './types.ts';

type AgencyKind = (typeof AGENCY_KINDS)[number];

/** The first that fits; folded words of the name. */
const KINDS: readonly [word: string, kind: AgencyKind][] = [
  ['ban chi dao', 'committee'],
  ['uy ban nhan dan', 'committee'],
  ['ubnd', 'committee'],
  ['bao hiem xa hoi', 'socialInsurance'],
  ['bhxh', 'socialInsurance'],
  ['truong hoc', 'school'],
  ['hieu truong', 'school'],
  ['giao duc', 'education'],
  ['benh vien', 'facility'],
  ['trung tam y te', 'facility'],
  ['tram y te', 'facility'],
  ['co so kham', 'facility'],
  ['y te', 'health'],
  ['lao dong', 'labour'],
  ['noi vu', 'labour'],
  ['tai chinh', 'finance'],
  ['thue', 'tax'],
  ['phat thanh', 'press'],
  ['truyen hinh', 'press'],
  ['truyen thanh', 'press'],
  ['bao ', 'press'],
  ['thong tin', 'information'],
  ['van hoa', 'information'],
  ['buu dien', 'post'],
  ['mat tran', 'front'],
  ['mttq', 'front'],
  ['hoi ', 'union'],
  ['doan thanh nien', 'union'],
  ['lien doan', 'union'],
  ['to chuc chinh tri', 'union'],
];

export function guessAgencyKind(name: string): AgencyKind {
  const folded = `${fold(name)} `;
  return KINDS.find(([word]) => folded.includes(word))?.[1] ?? 'other';
}
