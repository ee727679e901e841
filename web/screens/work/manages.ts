/** Whether the reader gives work and keeps the registers (`TASK_MANAGERS`); the server decides anyway. */
import type { Role } from '../../../src/kernel/actor.ts';
import { useHoldsAny } from '../../shell/session.ts';

const MANAGERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer', 'healthOfficer'];

export function useManagesWork(): boolean {
  return useHoldsAny(MANAGERS);
}
