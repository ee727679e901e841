/** Who may do what with a paper. Pure. */
import type { Role } from '../kernel/actor.ts';
import { RECORDING_ROLES, UNMASKING_ROLES, UNDOING_ROLES } from '../registry/permissions.ts';
import { IDENTITY_KINDS, type PaperKind } from './types.ts';

/** Who attaches: those who record. */
export const PAPER_KEEPING_ROLES: readonly Role[] = RECORDING_ROLES;

/** Who opens what shows no numbers by its nature, beside those who attach. */
const OPENING_ROLES: readonly Role[] = [...RECORDING_ROLES, 'auditor'];

export interface PaperHolder {
  userId: string;
  /** over the place of the record */
  holds: (roles: readonly Role[]) => boolean;
}

export function isIdentity(kind: PaperKind): boolean {
  return IDENTITY_KINDS.includes(kind);
}

/**
 * A scan of an identity card shows the number that is masked everywhere else, so it opens for those who
 * may see numbers, and for who brought it.
 */
export function mayOpen(
  who: PaperHolder,
  paper: { kind: PaperKind; actorId: string; removedAt: string | null },
): boolean {
  if (paper.removedAt !== null) return mayRemove(who, paper);
  if (!isIdentity(paper.kind)) return who.holds(OPENING_ROLES);
  return who.holds(UNMASKING_ROLES) || isOwnPaper(who, paper);
}

/** Also brings back what was removed. */
export function mayRemove(who: PaperHolder, paper: { actorId: string }): boolean {
  return who.holds(UNDOING_ROLES) || isOwnPaper(who, paper);
}

function isOwnPaper(who: PaperHolder, paper: { actorId: string }): boolean {
  return paper.actorId === who.userId && who.holds(PAPER_KEEPING_ROLES);
}
