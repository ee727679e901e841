/** Shapes of users, grants, sessions, tokens and the journal as they are sent. */
import { z } from 'zod';
import { ROLES } from '../kernel/actor.ts';

export const RoleName = z.enum(ROLES);

/** Id of a unit, or its code in the tree of the grant's day. */
export const UnitReference = z.union([z.number().int().positive(), z.string().min(1).max(20)]);
export type UnitReference = z.infer<typeof UnitReference>;

export const UnitName = z.object({
  unitId: z.number().int(),
  code: z.string().nullable(),
  name: z.string(),
});

export const GrantView = z.object({
  grantId: z.number().int(),
  role: RoleName,
  unit: UnitName,
  /** of the unit in the tree of `boundaries` */
  path: z.string(),
  boundaries: z.iso.date(),
  from: z.iso.date(),
  /** first day it no longer holds */
  to: z.iso.date().nullable(),
  reason: z.string(),
  grantedBy: z.string().nullable(),
  grantedAt: z.string(),
});
export type GrantView = z.infer<typeof GrantView>;

export const UserView = z.object({
  userId: z.string(),
  name: z.string(),
  username: z.string(),
  /** null where only a made-up address stands */
  email: z.string().nullable(),
  language: z.enum(['vi', 'en']),
  homeUnit: z.object({ unitId: z.number().int(), name: z.string() }).nullable(),
  isDemo: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  suspendedAt: z.string().nullable(),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
  grants: z.array(GrantView),
});
export type UserView = z.infer<typeof UserView>;

export const NewGrant = z.object({
  role: RoleName,
  unit: UnitReference,
  /** the tree in which the unit is read; today's unless said */
  boundaries: z.iso.date().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type NewGrant = z.infer<typeof NewGrant>;

export const Reason = z.string().trim().min(3).max(500);

export const Invitation = z.object({
  name: z.string().trim().min(1).max(200),
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/),
  email: z.email().max(200).optional(),
  language: z.enum(['vi', 'en']).default('vi'),
  homeUnit: UnitReference.optional(),
  grants: z.array(NewGrant).min(1).max(20),
  reason: Reason,
});
export type Invitation = z.infer<typeof Invitation>;

export const LinkView = z.object({
  /** shown once, stored nowhere */
  code: z.string(),
  /** to put after the server's address */
  path: z.string(),
  expiresAt: z.string(),
});

export const SessionView = z.object({
  sessionId: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  userAgent: z.string().nullable(),
  isThisOne: z.boolean(),
});

export const TokenView = z.object({
  tokenId: z.number().int(),
  name: z.string(),
  grantIds: z.array(z.number().int()),
  mayChange: z.boolean(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const JournalView = z.object({
  seq: z.number().int(),
  at: z.string(),
  userId: z.string(),
  userName: z.string(),
  actorKind: z.string(),
  role: z.string().nullable(),
  kind: z.string(),
  action: z.string(),
  unitIds: z.array(z.number().int()),
  personIds: z.array(z.number().int()),
  entryId: z.number().int().nullable(),
  reason: z.string(),
});

export const AnchorView = z.object({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  signature: z.string(),
});

export const JournalCheckView = z.object({
  ok: z.boolean(),
  rows: z.number().int(),
  lastSeq: z.number().int(),
  lastHash: z.string(),
  fault: z
    .object({
      seq: z.number().int(),
      kind: z.enum(['missing', 'changed', 'unlinked', 'rewritten', 'cut']),
    })
    .nullable(),
  anchors: z.number().int(),
});
