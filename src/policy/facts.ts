/**
 * What the law asks about a person: dated facts, as the register knows them. Statuses of the
 * household (poor, near-poor, average living) are given on each member. `areaClasses` is the whole dated
 * history of the area classes of the place where the person lives on the asked day, so that "the
 * commune left the list 36 months ago" can be seen.
 */
import type { IsoDate } from '../kernel/dates.ts';

/** Statuses the law distinguishes. Order is storage order of the bulk path: append only. */
export const STATUSES = [
  'employee',
  'shortContractEmployee',
  'cooperativeEmployee',
  'otherBodyEmployee',
  'foreignBodyEmployee',
  'otherOrganisationEmployee',
  'unpaidManager',
  'foreignEmployee',
  'partTimeEmployee',
  'householdBusinessOwner',
  'civilServant',
  'communeOfficer',
  'defenceWorker',
  'defenceWorkerRelative',
  'cipherWorkerRelative',
  'pensioner',
  'workAccidentAllowance',
  'longSickness',
  'sickLeave',
  'maternityLeave',
  'retiredCommuneCadre',
  'unemploymentBenefit',
  'rubberWorker',
  'armyMember',
  'policeMember',
  'cipherMember',
  'foreignCadet',
  'reserveOfficerTrainee',
  'standingMilitia',
  'meritTop',
  'merit',
  'veteran',
  'resistance',
  'deputy',
  'martyrRelative',
  'meritRelative',
  'meritCarer',
  'armyRelative',
  'policeRelative',
  'cipherRelative',
  'organDonor',
  'foreignScholar',
  'poor',
  'retiredCommuneCadreBudget',
  'formerDisability',
  'socialProtection',
  'survivorAllowance',
  'socialPension',
  'interimAllowance',
  'lowIncomeArtisan',
  'communeMilitaryTrainee',
  'nearPoor',
  'multidimensionalPoor',
  'pupil',
  'student',
  'securityForce',
  'averageLiving',
  'villageHealthWorker',
  'villageOfficer',
  'artisan',
  'traffickingVictim',
  'mineVictim',
  'establishmentResident',
  'unpaidLeave',
] as const;
export type StatusCode = (typeof STATUSES)[number];

/** Area classes of a commune or village (policy/areas.yaml). Append only, as above. */
export const AREA_CLASSES = [
  'regionI',
  'regionII',
  'regionIII',
  'especiallyDifficultVillage',
  'minorityMountain',
  'island',
  'safeZone',
  'poorDistrict',
  'poorCommune',
] as const;
export type AreaClass = (typeof AREA_CLASSES)[number];

/** The areas whose end starts the 36 months of 12.4g: the bulk path keeps one day for them. */
export const DIFFICULT_AREAS: readonly AreaClass[] = [
  'regionII',
  'regionIII',
  'especiallyDifficultVillage',
];

/** Statuses whose first day starts a clock: the bulk path keeps one day for each. */
export const CLOCKED_STATUSES = ['traffickingVictim'] as const satisfies readonly StatusCode[];
export type ClockedStatus = (typeof CLOCKED_STATUSES)[number];

export interface StatusSpell {
  status: StatusCode;
  from: IsoDate;
  /** first day without it; null = no end known */
  to: IsoDate | null;
}

export interface AreaClassSpell {
  areaClass: AreaClass;
  from: IsoDate;
  to: IsoDate | null;
}

/**
 * A recorded choice: `household` = pays as a household member instead of a supported category;
 * `highestSupport` = of several supported categories the one with the highest support; `kept` = keeps
 * `category` because units merged (NĐ 188 Art 69.2); `individual` = pays alone, without the ladder.
 */
export interface Choice {
  kind: 'household' | 'highestSupport' | 'kept' | 'individual';
  category?: string;
  from: IsoDate;
  to: IsoDate | null;
}

export interface PersonFacts {
  birthDate: IsoDate | null;
  /** code of QĐ 121 ("01" Kinh); null = not known */
  ethnicityCode: string | null;
  statuses: readonly StatusSpell[];
  areaClasses: readonly AreaClassSpell[];
  /** province of residence by the boundaries of the day asked (34 provinces since 2025-07-01) */
  provinceCode: string | null;
  /** province of residence by the boundaries before 2025-07-01 (63 provinces) */
  formerProvinceCode: string | null;
  /** where a pupil or student learns: its budget pays the state part, whatever the residence */
  school: SchoolFacts | null;
  choices: readonly Choice[];
}

export interface SchoolFacts {
  /** schools of ministries and central bodies are paid by the central budget */
  level: 'central' | 'province';
  /** province of the seat, by the boundaries of the day asked */
  provinceCode: string | null;
}

export const KINH_CODE = '01';
/** QĐ 121 lists foreigners with the ethnic groups; they are no ethnic minority of Vietnam. */
export const FOREIGN_CODE = '55';

export function isMinority(ethnicityCode: string | null): boolean {
  return ethnicityCode !== null && ethnicityCode !== KINH_CODE && ethnicityCode !== FOREIGN_CODE;
}

export const NO_FACTS: PersonFacts = {
  birthDate: null,
  ethnicityCode: null,
  statuses: [],
  areaClasses: [],
  provinceCode: null,
  formerProvinceCode: null,
  school: null,
  choices: [],
};
