/** The server decides; these only spare others a button that would be refused. */
import type { Role } from '../../../src/kernel/actor.ts';
import { useRoles } from '../../shell/session.ts';

const RECORDING: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'villageCollaborator',
];
const UNDOING: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

export function useMayRecord(): boolean {
  const roles = useRoles();
  return RECORDING.some((role) => roles.has(role));
}

export function useMayUndo(): boolean {
  const roles = useRoles();
  return UNDOING.some((role) => roles.has(role));
}
