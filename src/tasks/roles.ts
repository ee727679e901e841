/** Who may do what with tasks and committees; the place is checked apart. */
import type { Role } from '../kernel/actor.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';

/** Who sees tasks, committees, documents of his places. */
export const TASK_READERS: readonly Role[] = READING_ROLES;

/** Who works: marks tasks, sends reports, raises obstacles. */
export const TASK_ACTORS: readonly Role[] = READING_ROLES.filter((role) => role !== 'auditor');

/** Who gives work and keeps the registers: the standing agency and the committee's advisers. */
export const TASK_MANAGERS: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
];

/** The place of an endpoint whose path names a unit. */
export function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: { params: { unit: string } }) => parseUnitRef(params.unit),
  };
}
