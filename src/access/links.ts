/**
 * One-time links, for there is no mail server: an administrator hands the address over himself. The
 * code is shown once and stored as its hash; it works once, for a limited time.
 */
import { randomBytes } from 'node:crypto';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { clean } from '../kernel/text.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { hashSecret } from './gate.ts';
import { recordInJournal } from './journal.ts';
import { hashPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { endTries } from './tries.ts';
import {
  type LinkPurpose,
  type LinkRow,
  countRootAdministrators,
  deleteSessions,
  findCountry,
  findLink,
  findTaken,
  insertLink,
  insertRoleGrant,
  insertUser,
  setPassword,
} from './sql-accounts.ts';

export interface OneTimeLink {
  code: string;
  /** to put after the server's address */
  path: string;
  expiresAt: string;
}

const LIFE_HOURS: Readonly<Record<LinkPurpose, number>> = {
  first: 24,
  invite: 7 * 24,
  reset: 24,
  demo: 24,
};

/** Withdraws earlier links of the same purpose for the same person. Needs an open transaction. */
export async function createLink(
  tx: Context,
  purpose: LinkPurpose,
  userId: string | null,
): Promise<OneTimeLink> {
  const code = randomBytes(24).toString('base64url');
  const now = tx.now();
  const expiresAt = now.add({ hours: LIFE_HOURS[purpose] }).toString();
  await asOwner(tx, () =>
    insertLink(tx.db, {
      codeHash: hashSecret(code),
      purpose,
      userId,
      createdBy: tx.who.userId,
      createdAt: now.toString(),
      expiresAt,
    }),
  );
  return { code, path: `/bat-dau?ma=${code}`, expiresAt };
}

/**
 * The link with which the first administrator sets his password; null when one is there already.
 * Called at every start: an earlier link then stops working.
 */
export async function createFirstLink(ctx: Context): Promise<OneTimeLink | null> {
  return await inTransaction(ctx, async (tx) => {
    const count = await asOwner(tx, () => countRootAdministrators(tx.db, today(tx), null));
    return count > 0 ? null : await createLink(tx, 'first', null);
  });
}

export interface LinkView {
  purpose: LinkPurpose;
  name: string | null;
  username: string | null;
  needsPassword: boolean;
  expiresAt: string;
}

export async function inspectLink(ctx: Context, code: string): Promise<LinkView> {
  const link = await findLink(ctx.db, hashSecret(code), ctx.now().toString(), false);
  if (!link) return refuse('access.linkInvalid', undefined, 'body.code');
  return {
    purpose: link.purpose,
    name: link.name,
    username: link.username,
    needsPassword: link.purpose !== 'demo',
    expiresAt: link.expires_at,
  };
}

export interface LinkUse {
  code: string;
  password?: string;
  /** the first administrator says who he is */
  name?: string;
  username?: string;
}

export interface LinkUsed {
  userId: string;
  purpose: LinkPurpose;
  /** false when a second factor must be asked: the person signs in the usual way */
  maySignIn: boolean;
}

/** Uses the link up. A password that breaks the rules leaves it usable. */
export async function useLink(ctx: Context, use: LinkUse): Promise<LinkUsed> {
  return await inTransaction(ctx, async (tx) => {
    const link = await findLink(tx.db, hashSecret(use.code), tx.now().toString(), true);
    if (!link) return refuse('access.linkInvalid', undefined, 'body.code');
    const person = await personOf(tx, link, use);
    if (link.purpose !== 'demo') {
      const faults = checkPassword(use.password ?? '', person);
      if (faults[0]) throw new Refusal([faults[0], ...faults.slice(1)]);
      const hash = await hashPassword(use.password ?? '');
      await setPassword(tx.db, { accountId: tx.newId(), userId: person.userId, hash });
    } else if (!link.is_demo) return refuse('access.linkInvalid', undefined, 'body.code');
    if (link.purpose === 'reset') await deleteSessions(tx.db, person.userId, null);
    await endTries(tx, person.username);
    const who = { userId: person.userId, name: person.name, kind: 'user', grants: [] } as const;
    const action = `link.${link.purpose}`;
    await recordInJournal({ ...tx, who: { ...who } }, { kind: 'signIn', action });
    const maySignIn = link.purpose !== 'reset' && link.two_factor_enabled !== true;
    return { userId: person.userId, purpose: link.purpose, maySignIn };
  });
}

interface Person {
  userId: string;
  name: string;
  username: string;
}

async function personOf(tx: Context, link: LinkRow, use: LinkUse): Promise<Person> {
  if (link.user_id !== null && link.name !== null && link.username !== null) {
    return { userId: link.user_id, name: link.name, username: link.username };
  }
  return await createFirstAdministrator(tx, use);
}

export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,63}$/;

async function createFirstAdministrator(tx: Context, use: LinkUse): Promise<Person> {
  const name = clean(use.name ?? '');
  const username = (use.username ?? '').trim().toLowerCase();
  const faults: Fault[] = [];
  if (name === '') faults.push({ code: 'input.missing', at: 'body.name' });
  if (!USERNAME.test(username)) faults.push({ code: 'access.usernameFormat', at: 'body.username' });
  if (faults[0]) throw new Refusal([faults[0], ...faults.slice(1)]);
  // two first links cannot both be used: one withdraws the other, and this looks once more
  const day = today(tx);
  if ((await countRootAdministrators(tx.db, day, null)) > 0) {
    return refuse('access.linkInvalid', undefined, 'body.code');
  }
  const email = madeUpEmail(username);
  if (await findTaken(tx.db, username, email)) {
    return refuse('access.username.conflict', undefined, 'body.username');
  }
  const country = await findCountry(tx.db, day);
  if (country === undefined) return refuse('access.unitUnknown');
  const userId = tx.newId();
  await insertUser(tx.db, {
    userId,
    name,
    username,
    email,
    language: 'vi',
    homeUnitId: country,
    isDemo: false,
    createdBy: userId,
  });
  await insertRoleGrant(tx.db, {
    userId,
    role: 'administrator',
    unitId: country,
    boundaries: day,
    validFrom: day,
    validTo: null,
    reason: 'link.first',
    grantedBy: 'system',
    grantedAt: tx.now().toString(),
  });
  return { userId, name, username };
}

/** better-auth wants an address of everyone; nothing is ever sent to this one. */
export function madeUpEmail(username: string): string {
  return `${username}@tai-khoan.invalid`;
}
