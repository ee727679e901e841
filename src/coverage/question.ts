/** What every read is asked: which unit, on which day, by which tree, definition and knowledge. */
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { groupOf, precedenceOf } from '../policy/groups.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { getUnitByRef } from '../units/ops.ts';
import { COUNTED_TO, FIRST_ANSWERED } from './days.ts';
import { type CoverageLaw, currentLaw } from './law.ts';
import { type KnownEntry, findEntryAt } from './known-sql.ts';
import { type MemberSum } from './read-sql.ts';
import { listDefinitions } from './reference-sql.ts';
import { type LawRow, countFromFacts } from './residents-sql.ts';
import { type Scope, findScope, listMembers } from './scope-sql.ts';
import type { Definition } from './types.ts';

export interface Question {
  /** an id, or an official code of `codeOn` */
  unit: number | string;
  /** the day on which the code is looked up; `asOf` unless given */
  codeOn?: IsoDate;
  /** today unless given */
  asOf?: IsoDate;
  /** the day of whose tree the figures are divided by; `asOf` unless given */
  boundaries?: IsoDate;
  /** codes; the first is the main one; the first of all definitions unless given */
  definition?: readonly string[];
  /** instant; facts recorded later are not seen */
  knownAt?: string;
}

export interface Prepared {
  scope: Scope;
  asOf: IsoDate;
  definitions: readonly [Definition, ...Definition[]];
  law: CoverageLaw;
  known: KnownEntry;
  knownAt: string | null;
}

/**
 * Figures are read as the owner of the tables: the endpoint has decided that the caller may ask of
 * this unit, and a sum over only the visible rows would be a wrong figure.
 */
export async function readAsOwner<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => work(tx)));
}

export async function prepare(tx: Context, question: Question): Promise<Prepared> {
  const asOf = question.asOf ?? today(tx);
  refuseOutside(asOf, 'query.asOf');
  const boundaries = question.boundaries ?? asOf;
  const { unit } = question;
  const unitId =
    typeof unit === 'number'
      ? unit
      : (await getUnitByRef(tx, unit, question.codeOn ?? asOf)).unitId;
  const scope = await findScope(tx.db, unitId, boundaries);
  if (!scope) return refuse('units.notFound', { unitId });
  const knownAt = question.knownAt ?? null;
  return {
    scope,
    asOf,
    definitions: await pickDefinitions(tx, question.definition ?? []),
    law: currentLaw(),
    known: knownAt === null ? null : await findEntryAt(tx.db, knownAt),
    knownAt,
  };
}

export function refuseOutside(day: IsoDate, at: string): void {
  if (day < FIRST_ANSWERED || day >= COUNTED_TO) {
    refuse('coverage.dayOutside', { first: FIRST_ANSWERED, end: COUNTED_TO }, at);
  }
}

async function pickDefinitions(
  tx: Context,
  codes: readonly string[],
): Promise<readonly [Definition, ...Definition[]]> {
  const all = await listDefinitions(tx.db);
  const picked = codes.map(
    (code) =>
      all.find((definition) => definition.code === code) ??
      refuse('coverage.definition.unknown', { code }, 'query.definition'),
  );
  const [first, ...rest] = picked.length > 0 ? picked : all.slice(0, 1);
  return first ? [first, ...rest] : refuse('coverage.definition.unknown', { code: '' });
}

/** The law of a day as rows for SQL: rank and group of every category it names. */
export function lawRowsOn(law: CoverageLaw, day: IsoDate): LawRow[] {
  return [...law.book.categories.keys()].map((category) => {
    const { group, subgroup } = groupOf(law.book, category, day);
    return { category, rank: precedenceOf(law.book, category, day), group, subgroup };
  });
}

/** The state of a unit on a day counted from the facts, in the form of the kept counts. */
export async function recountSums(
  tx: Context,
  { scope, known, law }: Prepared,
  day: IsoDate,
  withChildren: boolean,
): Promise<MemberSum[]> {
  const members = await listMembers(tx.db, scope, withChildren);
  const byPlace = new Map(members.map((member) => [member.placeId, member]));
  const sums = await countFromFacts(tx.db, [...byPlace.keys()], day, known, lawRowsOn(law, day));
  const ids = new Map<string, number>();
  return sums.flatMap(({ placeId, categories, n }) => {
    const member = byPlace.get(placeId);
    if (!member) return [];
    const key = categories.join();
    const signatureId = ids.get(key) ?? ids.size;
    ids.set(key, signatureId);
    return { part: member.part, child: member.child, placeId, signatureId, categories, n };
  });
}
