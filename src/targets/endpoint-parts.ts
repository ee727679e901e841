/** What the endpoints of targets share: roles, the unit in the address. */
import { z } from 'zod';
import type { Role } from '../kernel/actor.ts';
import { parseUnitRef } from '../units/ops.ts';

/** Who assigns targets in his places, and answers for them. */
export const ASSIGNING_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
];

export const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });

interface UnitAsked {
  params: { unit: string };
  query: { codeOn?: string | undefined };
}

export function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: UnitAsked) => parseUnitRef(params.unit),
    on: ({ query }: UnitAsked) => query.codeOn,
  };
}

export const EXAMPLE_UNIT = { params: { unit: '08' } };

export const EXAMPLE_ACT = {
  number: '126/KH-UBND',
  title: 'Kế hoạch thực hiện chỉ tiêu bao phủ BHYT',
  issuer: 'UBND tỉnh',
};
