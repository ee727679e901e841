/**
 * Words of the register and of the tree of units for what the law asks about (`facts.ts`). A word
 * that says nothing to the law gives nothing; under six and minority follow from birth and
 * ethnicity, never from a status.
 */
import { type AreaClass, STATUSES, type StatusCode } from './facts.ts';

const STATUS_NAMES: Readonly<Record<string, readonly StatusCode[]>> = {
  poorHousehold: ['poor'],
  nearPoorHousehold: ['nearPoor'],
  averageLivingHousehold: ['averageLiving'],
};

/** Statuses of the law for a status of the register; its own names pass through. */
export function statusesOf(status: string): readonly StatusCode[] {
  return STATUS_NAMES[status] ?? STATUSES.filter((code) => code === status);
}

const ETHNIC_AREA: Readonly<Record<string, readonly AreaClass[]>> = {
  I: ['regionI', 'minorityMountain'],
  II: ['regionII', 'minorityMountain'],
  III: ['regionIII', 'minorityMountain'],
};

/**
 * Area classes of the law for a class of a unit (scheme and value of `units.AREA_SCHEMES`). Communes
 * of regions I, II and III are by definition in the ethnic-minority and mountain area (QĐ 861).
 */
export function areaClassesOf(scheme: string, value: string): readonly AreaClass[] {
  if (scheme === 'ethnicArea') return ETHNIC_AREA[value] ?? [];
  if (value !== 'yes') return [];
  if (scheme === 'especiallyDifficult') return ['especiallyDifficultVillage', 'minorityMountain'];
  if (scheme === 'island' || scheme === 'safeZone') return [scheme];
  return [];
}
