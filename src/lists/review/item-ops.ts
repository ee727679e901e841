/**
 * One item for the eye: what is asked about beside each candidate, field by field, with the words of
 * the scorer. A candidate whom the caller may not see is a province's name and nothing more.
 */
import { Refusal, refuse } from '../../kernel/outcome.ts';
import { maskNumbersIn, maskValues } from '../../registry/mask.ts';
import { describePlaces } from '../../registry/places.ts';
import { getPerson } from '../../registry/reads.ts';
import type { PersonPage } from '../../registry/views.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { compareRecords } from './agreement.ts';
import { KIND_RULES } from './kinds.ts';
import { pairMatter } from './matter.ts';
import { describeItems } from './read-ops.ts';
import { rolesOver } from './rights.ts';
import { findWaiting } from './sql-approvals.ts';
import { listPeopleNow, listProvinceNames } from './sql-people.ts';
import { type ItemRow, findItemRow, listActsOfItem } from './sql-read.ts';
import { Candidate, type ItemId, type RowRecord } from './types.ts';
import type { CandidateView, ItemPage, RecordView } from './views.ts';
import { modelOf, recordOfItem, weighCandidates } from './weighing-ops.ts';
import { explainCandidate } from './weighing.ts';

const CANDIDATES_MAX = 5;

export async function getItem(ctx: Context, itemId: ItemId): Promise<ItemPage> {
  return await inTransaction(ctx, async (tx) => {
    const row = await findItemRow(tx.db, itemId);
    if (!row) refuse('review.item.notFound');
    const [line] = await describeItems(tx, [row]);
    if (!line) refuse('review.item.notFound');
    const rule = KIND_RULES[row.kind];
    const holds = await rolesOver(tx, [row.placeId]);
    const isWaiting = row.state === 'open' || row.state === 'later';
    const acts = await listActsOfItem(tx.db, itemId);
    return {
      ...line,
      subject: await subjectOf(tx, row),
      candidates: await candidatesOf(tx, row),
      linkReason: row.evidence.reason ?? null,
      modelVersion: row.evidence.modelVersion ?? null,
      decisions: [...rule.decisions],
      effect: rule.effect,
      isSensitive: rule.isSensitive,
      mayDecide: isWaiting && holds(row.placeId, rule.roles),
      counterpart: row.counterpartId === null ? null : { answer: row.answer },
      approvalId: await waitingApproval(tx, row),
      appliedEntryId: row.appliedEntryId,
      acts: acts.map(({ undoneByActId, ...act }) => ({ ...act, isUndone: undoneByActId !== null })),
    };
  });
}

async function waitingApproval(tx: Context, row: ItemRow): Promise<number | null> {
  const { personId, otherPersonId } = row;
  if (personId === null) return null;
  const found =
    row.kind === 'duplicatePeople' && otherPersonId !== null
      ? await findWaiting(tx.db, 'mergePersons', pairMatter(personId, otherPersonId))
      : await findWaiting(tx.db, 'recordDeath', String(personId));
  return found ?? null;
}

// ── the two sides ───────────────────────────────────────────────────────────────────────────────

async function subjectOf(tx: Context, row: ItemRow): Promise<RecordView | null> {
  const { row: written } = row.evidence;
  if (written) return await viewOfRow(tx, written, row);
  return row.personId === null ? null : await viewOfPerson(tx, row.personId);
}

async function viewOfRow(tx: Context, row: RowRecord, item: ItemRow): Promise<RecordView> {
  const placeId = row.placeId ?? item.placeId;
  const places = await describePlaces(tx.db, [placeId], today(tx));
  const isOther = item.evidence.facts['side'] === 'other';
  return {
    personId: null,
    fullName: row.fullName,
    birthDate: row.birthDate,
    birthPrecision: row.birthPrecision,
    sex: row.sex,
    ...maskNumbers(row),
    place: places.get(placeId) ?? null,
    residenceKind: null,
    address: row.address,
    householdHead: null,
    cards: [],
    statuses: [],
    cells: isOther ? [] : row.cells.map(([header, value]) => [header, maskNumbersIn(value)]),
    warnings: [],
  };
}

interface Numbers {
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  cardNumber: string | null;
  phone: string | null;
}

function maskNumbers({ nationalId, socialInsuranceNumber, cardNumber, phone }: Numbers): Numbers {
  const masked = maskValues({ nationalId, socialInsuranceNumber, cardNumber, phone });
  const text = (name: keyof Numbers): string | null => {
    const value = masked[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    nationalId: text('nationalId'),
    socialInsuranceNumber: text('socialInsuranceNumber'),
    cardNumber: text('cardNumber'),
    phone: text('phone'),
  };
}

/** Null where the caller may not look. */
async function viewOfPerson(tx: Context, personId: number): Promise<RecordView | null> {
  const page = await findPage(tx, personId);
  if (!page) return null;
  const { attributes } = page;
  return {
    personId,
    fullName: attributes.fullName,
    birthDate: attributes.birthDate,
    birthPrecision: attributes.birthPrecision,
    sex: attributes.sex,
    nationalId: attributes.nationalId,
    socialInsuranceNumber: attributes.socialInsuranceNumber,
    cardNumber: page.participations.at(-1)?.cardNumber ?? null,
    phone: attributes.phone,
    place: page.place,
    residenceKind: page.residenceKind,
    address: page.household?.address ?? null,
    householdHead: page.household?.members.find((member) => member.isHead)?.fullName ?? null,
    cards: page.participations
      .slice(-CARDS_SHOWN)
      .map(({ factId, category, issuer, from, to }) => ({ factId, category, issuer, from, to })),
    statuses: page.statuses
      .slice(-CARDS_SHOWN)
      .map(({ status, from, to }) => ({ status, from, to })),
    cells: [],
    warnings: page.warnings,
  };
}

const CARDS_SHOWN = 6;

async function findPage(tx: Context, personId: number): Promise<PersonPage | null> {
  try {
    return await getPerson(tx, personId);
  } catch (cause) {
    if (cause instanceof Refusal) return null;
    throw cause;
  }
}

async function candidatesOf(tx: Context, row: ItemRow): Promise<CandidateView[]> {
  const known = await weighCandidates(tx, row, candidatesIn(row));
  const ids = known.map((one) => one.personId);
  const everyone = [...ids, ...(row.personId === null ? [] : [row.personId])];
  const people = await asOwner(tx, () => listPeopleNow(tx.db, everyone, today(tx)));
  const provinces = await asOwner(tx, () => listProvinceNames(tx.db, ids, today(tx)));
  const own = await recordOfItem(tx, row, people);
  const model = await modelOf(tx, row.evidence);
  const views: CandidateView[] = [];
  for (const one of known) {
    const record = await viewOfPerson(tx, one.personId);
    const person = people.get(one.personId);
    views.push({
      record,
      province: record === null ? (provinces.get(one.personId) ?? null) : null,
      bits: one.bits,
      agreement: own && person ? compareRecords(own, person) : {},
      rule: one.rule,
      ...explainCandidate(one, model),
    });
  }
  return views;
}

/** Best first; of items that name only two records, the other one. */
function candidatesIn({ evidence: { candidates }, otherPersonId }: ItemRow): Candidate[] {
  if (candidates.length > 0) return candidates.slice(0, CANDIDATES_MAX);
  return otherPersonId === null ? [] : [Candidate.parse({ personId: otherPersonId })];
}
