/**
 * The chain that makes the journal tamper-evident: each row's hash covers its content and the hash
 * of the row before, numbers have no holes, and anchors signed outside the database fix how far it
 * had grown. Pure.
 */
import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
} from 'node:crypto';

/**
 * What the hash of a row covers, in this order; of the reason its salted hash, so that words about an
 * erased person can be blanked and the chain still holds. A new field goes to the end of `canonicalOf`.
 */
export interface JournalContent {
  seq: number;
  /** ISO instant in UTC with milliseconds */
  at: string;
  userId: string;
  userName: string;
  actorKind: string;
  role: string | null;
  kind: string;
  action: string;
  unitIds: readonly number[];
  personIds: readonly number[];
  entryId: number | null;
  reason: string;
}

/** Words and what the chain knows of them; without a salt they were blanked. */
export interface SealedReason {
  reasonSalt: Buffer | null;
  reasonHash: Buffer;
}

export interface JournalLink extends JournalContent, SealedReason {
  previousHash: Buffer;
  hash: Buffer;
}

export interface ChainEnd {
  seq: number;
  hash: Buffer;
}

export const CHAIN_START: ChainEnd = { seq: 0, hash: Buffer.alloc(32) };

export function sealReason(reason: string, reasonSalt: Buffer): SealedReason {
  const reasonHash = createHash('sha256').update(reasonSalt).update(reason, 'utf8').digest();
  return { reasonSalt, reasonHash };
}

/** Whether the words are those that were sealed, or were blanked. */
function holdsSeal({ reason, reasonSalt, reasonHash }: JournalLink): boolean {
  if (reasonSalt === null) return reason === '';
  return sealReason(reason, reasonSalt).reasonHash.equals(reasonHash);
}

type Sealed = JournalContent & Pick<SealedReason, 'reasonHash'>;

function canonicalOf(row: Sealed): string {
  return JSON.stringify([
    row.seq,
    row.at,
    row.userId,
    row.userName,
    row.actorKind,
    row.role,
    row.kind,
    row.action,
    row.unitIds,
    row.personIds,
    row.entryId,
    row.reasonHash.toString('hex'),
  ]);
}

export function hashOf(row: Sealed, previousHash: Buffer): Buffer {
  return createHash('sha256').update(previousHash).update(canonicalOf(row), 'utf8').digest();
}

/**
 * What is wrong, and at which row it first shows:
 * `missing` no row of that number · `changed` its content is not what was hashed ·
 * `unlinked` it does not follow the row before (swapped, replaced) ·
 * `rewritten` the chain is whole but not the one that was anchored · `cut` rows after it are gone.
 */
export interface ChainFault {
  seq: number;
  kind: 'missing' | 'changed' | 'unlinked' | 'rewritten' | 'cut';
}

/** The fault of `row` as the next link after `end`, if it has one. */
export function checkLink(row: JournalLink, end: ChainEnd): ChainFault | null {
  if (row.seq !== end.seq + 1) return { seq: end.seq + 1, kind: 'missing' };
  const isWhole = hashOf(row, row.previousHash).equals(row.hash) && holdsSeal(row);
  if (!isWhole) return { seq: row.seq, kind: 'changed' };
  if (!row.previousHash.equals(end.hash)) return { seq: row.seq, kind: 'unlinked' };
  return null;
}

/** The end of the journal at an instant, signed with a key that is not in the database. */
export interface Anchor {
  seq: number;
  /** hex */
  hash: string;
  at: string;
  /** base64, Ed25519 over `seq hash at` */
  signature: string;
}

const ED25519_SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 secret bytes */
export function anchorKey(seed: Buffer): KeyObject {
  const key = Buffer.concat([ED25519_SEED_PREFIX, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** PEM, for whoever keeps anchors elsewhere and checks them without this installation. */
export function anchorPublicKey(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
}

export function makeAnchor(end: ChainEnd, at: string, key: KeyObject): Anchor {
  const unsigned = { seq: end.seq, hash: end.hash.toString('hex'), at };
  return { ...unsigned, signature: sign(null, anchorText(unsigned), key).toString('base64') };
}

export function isAnchorGenuine(anchor: Anchor, key: KeyObject): boolean {
  const signature = Buffer.from(anchor.signature, 'base64');
  return verify(null, anchorText(anchor), createPublicKey(key), signature);
}

function anchorText(anchor: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(`${anchor.seq} ${anchor.hash} ${anchor.at}`, 'utf8');
}
