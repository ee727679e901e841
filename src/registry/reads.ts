/**
 * What the register says of a person, a household, an entry: now, or as it was known at an instant.
 * Row security hides what lies outside the caller's places; a hidden thing is not found. Numbers are
 * masked; `unmaskPerson` shows them.
 */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inTransaction, today } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { scopeOf } from '../units/ops.ts';
import type { HouseholdFacts, PersonFacts, VersionFact } from './facts.ts';
import {
  maskCardNumber,
  maskEmail,
  maskNationalId,
  maskPhone,
  maskSocialInsuranceNumber,
  maskValues,
} from './mask.ts';
import { describePlaces } from './places.ts';
import {
  checkHousehold,
  checkPerson,
  countingResidenceOn,
  lastResidence,
  versionOn,
} from './rules.ts';
import { holdsOn } from './spans.ts';
import { listEntryPeople, listPersonNames } from './sql-entries.ts';
import { type MergeRow, listMergedInto, listMergesOf } from './sql-merge.ts';
import { listPlacesUnder } from './sql-search.ts';
import { findErasedAt } from './sql-erase.ts';
import {
  ALL_KNOWN,
  type EntryFilter,
  type Known,
  type Recorded,
  type Written,
  countEntryPlaces,
  findEntry,
  lastEntryAt,
  listEntries,
  listEntriesById,
  listHouseholdVersions,
  listMembers,
  listMemberSpells,
  listParticipations,
  listResidences,
  listStatuses,
  listVersions,
} from './sql.ts';
import type { Entry, EntryId, FactTable, PersonAttributes } from './types.ts';
import type {
  EntryPage,
  FactChangeView,
  HistoryEntry,
  HouseholdPage,
  Member,
  MergedRecord,
  PersonPage,
  RecordedBy,
  Spell,
  UnmaskedPerson,
} from './views.ts';

export interface ReadOptions {
  /** as the register knew it then; now unless said */
  knownAt?: Temporal.Instant;
}

type WrittenFacts = {
  [Key in Exclude<keyof PersonFacts, 'personId'>]: Written<PersonFacts[Key][number]>[];
};

/** Refuses with `registry.person.notFound`, also where nothing was known yet at that instant. */
export async function getPerson(
  ctx: Context,
  personId: number,
  options: ReadOptions = {},
): Promise<PersonPage> {
  return await inTransaction(ctx, async (tx) => {
    const merges = await listMergesOf(tx.db, [personId]);
    const into = merges.find((merge) => merge.loserId === personId);
    const known = await resolveKnown(tx.db, options, into);
    const facts = await readFacts(tx.db, personId, known);
    const day = today(tx);
    const version = versionOn(facts.versions, day);
    if (!version) refuse('registry.person.notFound');
    const recorded = await readRecorded(tx.db, Object.values(facts).flat());
    const placeIds = facts.residences.map((residence) => residence.placeId);
    const places = await describePlaces(tx.db, placeIds, day);
    const home = countingResidenceOn(facts.residences, day) ?? lastResidence(facts.residences);
    const memberSpell = facts.memberSpells.find((member) => holdsOn(member, day));
    const spell = spellMaker(recorded);
    const versions = facts.versions.map((row) => ({ ...spell(row), ...maskAttributes(row) }));
    return {
      personId,
      knownAt: options.knownAt?.toString() ?? null,
      attributes: { ...spell(version as Written<VersionFact>), ...maskAttributes(version) },
      place: home === null ? null : (places.get(home.placeId) ?? null),
      residenceKind: home?.kind ?? null,
      household: memberSpell ? await readHousehold(tx, memberSpell.householdId, known) : null,
      attributeHistory: versions,
      residences: facts.residences.map((row) => ({
        ...spell(row),
        kind: row.kind,
        placeId: row.placeId,
        place: places.get(row.placeId) ?? null,
        note: row.note,
      })),
      memberSpells: facts.memberSpells.map((row) => ({
        ...spell(row),
        householdId: row.householdId,
        relation: row.relation,
      })),
      statuses: facts.statuses.map((row) => ({
        ...spell(row),
        status: row.status,
        detail: row.detail,
        source: row.source,
      })),
      participations: facts.participations.map((row) => ({
        ...spell(row),
        category: row.category,
        issuer: row.issuer,
        cardNumber: maskCardNumber(row.cardNumber),
        facilityCode: row.facilityCode,
        source: row.source,
      })),
      warnings: checkPerson({ personId, ...facts }, day),
      ...(await readMerges(tx.db, personId, into)),
      erasedAt: await findErasedAt(tx.db, personId),
    };
  });
}

/** Of somebody merged into another the last that was known is what stood before the merge. */
async function resolveKnown(db: Database, options: ReadOptions, into?: MergeRow): Promise<Known> {
  const last = into ? into.mergedBy - 1 : null;
  if (options.knownAt === undefined) return last;
  const known = await lastEntryAt(db, options.knownAt.toString());
  return last === null ? known : Math.min(known, last);
}

async function readMerges(
  db: Database,
  personId: number,
  into: MergeRow | undefined,
): Promise<Pick<PersonPage, 'mergedInto' | 'mergedFrom'>> {
  const from = await listMergedInto(db, personId);
  const entryIds = [...from.map((row) => row.entryId), ...(into ? [into.mergedBy] : [])];
  const entries = await readRecordedBy(db, entryIds);
  const record = (id: number, fullName: string, entryId: EntryId): MergedRecord => ({
    personId: id,
    fullName,
    recorded: entries.get(entryId) ?? unknownEntry(entryId),
  });
  const survivor = into && (await listPersonNames(db, [into.survivorId])).get(into.survivorId);
  return {
    mergedInto: into ? record(into.survivorId, survivor?.fullName ?? '', into.mergedBy) : null,
    mergedFrom: from.map((row) => record(row.personId, row.fullName, row.entryId)),
  };
}

async function readFacts(db: Database, personId: number, known: Known): Promise<WrittenFacts> {
  const ids = [personId];
  return {
    versions: await listVersions(db, ids, known),
    residences: await listResidences(db, ids, known),
    memberSpells: await listMemberSpells(db, ids, known),
    statuses: await listStatuses(db, ids, known),
    participations: await listParticipations(db, ids, known),
  };
}

async function readRecorded(
  db: Database,
  rows: readonly Recorded[],
): Promise<ReadonlyMap<EntryId, RecordedBy>> {
  return await readRecordedBy(
    db,
    rows.flatMap((row) => [row.recordedFrom, row.recordedTo ?? row.recordedFrom]),
  );
}

async function readRecordedBy(
  db: Database,
  ids: readonly EntryId[],
): Promise<ReadonlyMap<EntryId, RecordedBy>> {
  const entries = await listEntriesById(db, [...new Set(ids)]);
  return new Map(
    entries.map(({ entryId, recordedAt, actorName, reason, source }) => [
      entryId,
      { entryId, recordedAt, actorName, reason, source },
    ]),
  );
}

function spellMaker(recorded: ReadonlyMap<EntryId, RecordedBy>) {
  return (row: Recorded & { validFrom: string; validTo: string | null }): Spell => ({
    factId: row.factId,
    from: row.validFrom,
    to: row.validTo,
    recorded: recorded.get(row.recordedFrom) ?? unknownEntry(row.recordedFrom),
  });
}

function unknownEntry(entryId: EntryId): RecordedBy {
  return { entryId, recordedAt: '', actorName: '', reason: '', source: null };
}

function maskAttributes(version: PersonAttributes): PersonAttributes {
  return {
    fullName: version.fullName,
    birthDate: version.birthDate,
    birthPrecision: version.birthPrecision,
    sex: version.sex,
    ethnicityCode: version.ethnicityCode,
    nationalityCode: version.nationalityCode,
    nationalId: maskNationalId(version.nationalId),
    socialInsuranceNumber: maskSocialInsuranceNumber(version.socialInsuranceNumber),
    phone: maskPhone(version.phone),
    email: maskEmail(version.email),
  };
}

/** Numbers whole, as last known. Callers journal who asked and why. */
export async function unmaskPerson(ctx: Context, personId: number): Promise<UnmaskedPerson> {
  return await inTransaction(ctx, async (tx) => {
    const facts = await readFacts(tx.db, personId, null);
    const version = versionOn(facts.versions, today(tx));
    if (!version) refuse('registry.person.notFound');
    const { nationalId, socialInsuranceNumber, phone, email } = version;
    const cardNumbers = facts.participations.flatMap(({ factId, cardNumber }) =>
      cardNumber === null ? [] : [{ factId, cardNumber }],
    );
    return { personId, nationalId, socialInsuranceNumber, phone, email, cardNumbers };
  });
}

// ── households ──────────────────────────────────────────────────────────────────────────────────

export async function getHousehold(
  ctx: Context,
  householdId: number,
  options: ReadOptions = {},
): Promise<HouseholdPage> {
  return await inTransaction(ctx, async (tx) => {
    const page = await readHousehold(tx, householdId, await resolveKnown(tx.db, options));
    if (!page) refuse('registry.household.notFound');
    return page;
  });
}

async function readHousehold(
  tx: Context,
  householdId: number,
  known: Known,
): Promise<HouseholdPage | null> {
  const day = today(tx);
  const versions = await listHouseholdVersions(tx.db, [householdId], known);
  const version = versions.findLast((row) => row.validFrom <= day) ?? versions[0];
  if (!version) return null;
  const rows = await listMembers(tx.db, [householdId], known);
  const names = await listPersonNames(tx.db, [...new Set(rows.map((row) => row.personId))]);
  const places = await describePlaces(tx.db, [version.placeId], day);
  const members = rows.flatMap((row): Member[] => {
    const name = names.get(row.personId);
    if (!name) return [];
    const { relation, isHead, validFrom, validTo } = row;
    return [{ personId: row.personId, ...name, relation, isHead, from: validFrom, to: validTo }];
  });
  const facts: HouseholdFacts = { householdId, versions };
  return {
    householdId,
    code: version.code,
    address: version.address,
    placeId: version.placeId,
    place: places.get(version.placeId) ?? null,
    members: members.toSorted((a, b) => orderOf(a, day) - orderOf(b, day)),
    warnings: checkHousehold(facts, rows),
  };
}

/** The head, then present members, then those who left. */
function orderOf(member: Member, day: string): number {
  const isPresent = member.from <= day && (member.to === null || day < member.to);
  if (!isPresent) return 2;
  return member.isHead ? 0 : 1;
}

// ── history ─────────────────────────────────────────────────────────────────────────────────────

/** Every entry that touched a person, newest first, with the facts it wrote and ended. */
export async function getPersonHistory(ctx: Context, personId: number): Promise<HistoryEntry[]> {
  return await inTransaction(ctx, async (tx) => {
    const facts = await readFacts(tx.db, personId, ALL_KNOWN);
    if (facts.versions.length === 0) refuse('registry.person.notFound');
    const changes = (Object.keys(HISTORY_TABLES) as (keyof WrittenFacts)[]).flatMap((part) =>
      facts[part].flatMap((row) => changesOf(HISTORY_TABLES[part], row)),
    );
    const byEntry = Map.groupBy(changes, (change) => change.entryId);
    const entries = await listEntriesById(tx.db, [...byEntry.keys()]);
    return entries.toReversed().map((entry) => ({
      ...entry,
      changes: (byEntry.get(entry.entryId) ?? []).map(({ entryId: _entryId, ...change }) => change),
    }));
  });
}

const HISTORY_TABLES = {
  versions: 'person_version',
  residences: 'residence',
  memberSpells: 'household_member',
  statuses: 'status',
  participations: 'participation',
} as const satisfies Record<keyof WrittenFacts, FactTable>;

type DatedChange = FactChangeView & { entryId: EntryId };

function changesOf(
  table: FactTable,
  row: Recorded & { validFrom: string; validTo: string | null },
): DatedChange[] {
  const { factId, validFrom, validTo, recordedFrom, recordedTo, ...rest } = row;
  const values = maskValues(rest as Record<string, string | number | boolean | null>);
  const fact = { table, factId, from: validFrom, to: validTo, values };
  const added: DatedChange = { change: 'added', entryId: recordedFrom, ...fact };
  if (recordedTo === null) return [added];
  return [added, { change: 'superseded', entryId: recordedTo, ...fact }];
}

// ── entries ─────────────────────────────────────────────────────────────────────────────────────

export interface EntryQuery {
  unitId?: number;
  boundaries?: string;
  /** instants, ISO */
  since?: string;
  until?: string;
  actorId?: string;
  kind?: string;
  limit?: number;
  /** entries before this one */
  before?: EntryId;
}

const ENTRIES_MAX = 100;

/** Who changed what, newest first: entries that reached a place the caller sees. */
export async function listEntriesFor(ctx: Context, query: EntryQuery): Promise<Entry[]> {
  return await inTransaction(ctx, async (tx) => {
    const filter: EntryFilter = {
      before: query.before ?? null,
      since: query.since ?? null,
      until: query.until ?? null,
      actorId: query.actorId ?? null,
      kind: query.kind ?? null,
      placeIds: null,
      visibleOnly: tx.who.kind !== 'system',
      limit: Math.min(query.limit ?? 50, ENTRIES_MAX),
    };
    if (query.unitId !== undefined) {
      const { path, on } = await scopeOf(tx, query.unitId, query.boundaries ?? today(tx));
      filter.placeIds = await listPlacesUnder(tx.db, path, on);
    }
    return await listEntries(tx.db, filter);
  });
}

/** One entry with the persons it touched. */
export async function getEntry(ctx: Context, entryId: EntryId, after = 0): Promise<EntryPage> {
  return await inTransaction(ctx, async (tx) => {
    const entry = await findEntry(tx.db, entryId);
    if (!entry) refuse('registry.entry.notFound');
    const isReached = tx.who.kind === 'system' || (await countEntryPlaces(tx.db, entryId)) > 0;
    if (!isReached) refuse('registry.entry.notFound');
    const touched = await listEntryPeople(tx.db, entry, after, ENTRIES_MAX + 1);
    const shown = touched.slice(0, ENTRIES_MAX);
    const next = touched.length > ENTRIES_MAX ? (shown.at(-1)?.personId ?? null) : null;
    return { ...entry, touched: shown, next };
  });
}
