/** Which role may record what. The place is checked apart: a role holds over its grant's places. */
import type { Role } from '../kernel/actor.ts';
import type { Command, Status } from './types.ts';

/** Who may read persons of their places. */
export const READING_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'financeOfficer',
  'villageCollaborator',
  'collector',
  'auditor',
];

/** Who may see numbers whole, with a reason and a line in the journal. */
export const UNMASKING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

export const UNDOING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

export const MANAGERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

/** Those who keep the list of residents up to date. */
const RESIDENT_KEEPERS: readonly Role[] = [
  ...MANAGERS,
  'healthOfficer',
  'labourOfficer',
  'villageCollaborator',
];

const STATUS_KEEPERS: Readonly<Record<Status, readonly Role[]>> = {
  poorHousehold: [...MANAGERS, 'labourOfficer'],
  nearPoorHousehold: [...MANAGERS, 'labourOfficer'],
  averageLivingHousehold: [...MANAGERS, 'labourOfficer'],
  merit: [...MANAGERS, 'labourOfficer'],
  meritRelative: [...MANAGERS, 'labourOfficer'],
  veteran: [...MANAGERS, 'labourOfficer'],
  socialProtection: [...MANAGERS, 'labourOfficer'],
  disabled: [...MANAGERS, 'labourOfficer', 'healthOfficer'],
  pupil: [...MANAGERS, 'educationOfficer'],
  student: [...MANAGERS, 'educationOfficer'],
  employee: [...MANAGERS, 'labourOfficer'],
  pensioner: MANAGERS,
  unemploymentBenefit: [...MANAGERS, 'labourOfficer'],
  underSix: [...MANAGERS, 'healthOfficer', 'labourOfficer'],
  ethnicMinority: [...MANAGERS, 'labourOfficer'],
  difficultArea: [...MANAGERS, 'labourOfficer'],
  armyRelative: MANAGERS,
  policeRelative: MANAGERS,
  meritTop: [...MANAGERS, 'labourOfficer'],
  resistance: [...MANAGERS, 'labourOfficer'],
  martyrRelative: [...MANAGERS, 'labourOfficer'],
  meritCarer: [...MANAGERS, 'labourOfficer'],
  deputy: [...MANAGERS, 'labourOfficer'],
  survivorAllowance: [...MANAGERS, 'labourOfficer'],
  socialPension: [...MANAGERS, 'labourOfficer'],
  workAccidentAllowance: MANAGERS,
  longSickness: MANAGERS,
  retiredCommuneCadre: MANAGERS,
  retiredCommuneCadreBudget: MANAGERS,
  formerDisability: MANAGERS,
  supplementaryInsurance: [...MANAGERS, 'healthOfficer', 'labourOfficer'],
  privateInsurance: [...MANAGERS, 'healthOfficer', 'labourOfficer'],
};

const ANY_STATUS_KEEPER: readonly Role[] = [...new Set(Object.values(STATUS_KEEPERS).flat())];

/** Everyone who may record something at all. */
export const RECORDING_ROLES: readonly Role[] = [
  ...new Set([...RESIDENT_KEEPERS, ...ANY_STATUS_KEEPER]),
];

export function rolesFor(command: Command): readonly Role[] {
  switch (command.kind) {
    case 'addPerson':
    case 'correctPerson':
    case 'setResidence':
    case 'endResidence':
    case 'recordLeaving':
    case 'recordDeath':
    case 'addHousehold':
    case 'correctHousehold':
    case 'joinHousehold':
    case 'leaveHousehold':
    case 'changeHead':
      return RESIDENT_KEEPERS;
    case 'setStatus':
      return STATUS_KEEPERS[command.status];
    case 'endStatus':
      return ANY_STATUS_KEEPER;
    case 'removeFact':
      if (command.fact === 'participation') return MANAGERS;
      return command.fact === 'status' ? ANY_STATUS_KEEPER : RESIDENT_KEEPERS;
    default:
      return MANAGERS;
  }
}
