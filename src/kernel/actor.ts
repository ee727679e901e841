import type { IsoDate } from './dates.ts';

/** What an official may be; a grant ties one of these to a place (see `src/access`). */
export const ROLES = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'financeOfficer',
  'villageCollaborator',
  'collector',
  'facility',
  'auditor',
  'openData',
] as const;

export type Role = (typeof ROLES)[number];

/** A role over the subtree of `unitId`, in the tree as it stands on `boundaries`. */
export interface Grant {
  role: Role;
  unitId: number;
  /** path of the unit in that tree, e.g. `u1.u35.u812` */
  path: string;
  boundaries: IsoDate;
}

/** Who acts. `system` is the server itself and the command line of the machine's owner. */
export interface Actor {
  userId: string;
  name: string;
  kind: 'user' | 'token' | 'system';
  grants: readonly Grant[];
  /** the browser session he came with; absent for tokens and the system */
  sessionId?: string;
}

export const SYSTEM_ACTOR: Actor = {
  userId: 'system',
  name: 'Hệ thống',
  kind: 'system',
  grants: [],
};
