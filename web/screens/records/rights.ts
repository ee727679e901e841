/** The server decides; these only spare others a button that would be refused. */
import type { Role } from '../../../src/kernel/actor.ts';
import { useHoldsAny } from '../../shell/session.ts';

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
  return useHoldsAny(RECORDING);
}

export function useMayUndo(): boolean {
  return useHoldsAny(UNDOING);
}
