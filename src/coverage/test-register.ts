/** For tests: a register one writes to in a line, and coverage counted the naive way from its facts. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { groupOf, precedenceOf } from '../policy/groups.ts';
import { recordFacts } from '../registry/ops.ts';
import { COUNTING_KINDS, type CommandInput, type IssuerClass } from '../registry/types.ts';
import type { Context } from '../stores/context.ts';
import { currentLaw } from './law.ts';

export async function record(ctx: Context, commands: CommandInput[]): Promise<number> {
  const done = await recordFacts(ctx, { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value.entryId;
}

export interface NewResident {
  name?: string;
  birth?: IsoDate;
  sex?: 'male' | 'female';
  placeId: number;
  from: IsoDate;
  /** category, issuer, from, to */
  cards?: [string, IssuerClass, IsoDate, IsoDate | null][];
}

/** Persons with a permanent residence and their cards, in one entry; answers their ids. */
export async function addResidents(
  ctx: Context,
  residents: readonly NewResident[],
): Promise<number[]> {
  const ids: number[] = [];
  for (let from = 0; from < residents.length; from += 200) {
    const part = residents.slice(from, from + 200);
    const commands = part.flatMap((resident, at): CommandInput[] => [
      {
        kind: 'addPerson',
        person: `new:p${at}`,
        attributes: {
          fullName: resident.name ?? `Lường Văn ${at}`,
          birthDate: resident.birth ?? '1980-05-01',
          sex: resident.sex ?? 'male',
        },
        residence: { placeId: resident.placeId, kind: 'permanent', from: resident.from },
      },
      ...(resident.cards ?? []).map(([category, issuer, start, end]): CommandInput => ({
        kind: 'addParticipation',
        person: `new:p${at}`,
        category,
        issuer,
        from: start,
        to: end,
      })),
    ]);
    const done = await recordFacts(ctx, { reason: 'kiểm thử' }, commands);
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    ids.push(...part.map((_, at) => done.value.people[`new:p${at}`] ?? 0));
  }
  return ids;
}

interface Fact {
  personId: number;
  from: IsoDate;
  to: IsoDate | null;
  what: string;
  how: string;
}

export interface NaiveFacts {
  residences: Fact[];
  cards: Fact[];
  placements: { placeId: number; from: IsoDate; to: IsoDate | null; path: string }[];
}

/** All facts known at an entry (null = now) and the placements of their places. */
export async function readFacts(ctx: Context, known: number | null): Promise<NaiveFacts> {
  const seen =
    known === null
      ? sql`recorded_to is null`
      : sql`recorded_from <= ${known} and (recorded_to is null or recorded_to > ${known})`;
  const residences = await sql<Fact>`
    select person_id as "personId", valid_from as "from", valid_to as "to",
           place_id::text as what, kind as how
    from registry.residence where ${seen}`.execute(ctx.db);
  const cards = await sql<Fact>`
    select person_id as "personId", valid_from as "from", valid_to as "to", category as what,
           issuer as how
    from registry.participation where ${seen}`.execute(ctx.db);
  const placements = await sql<NaiveFacts['placements'][number]>`
    select place_id as "placeId", valid_from as "from", valid_to as "to", path::text as path
    from units.placement
    where place_id in (select place_id from registry.residence)`.execute(ctx.db);
  return { residences: residences.rows, cards: cards.rows, placements: placements.rows };
}

function holds(fact: { from: IsoDate; to: IsoDate | null }, day: IsoDate): boolean {
  return fact.from <= day && (fact.to === null || day < fact.to);
}

export interface NaivePerson {
  personId: number;
  placeId: number;
  category: string | null;
  group: number | null;
}

/** Everyone who counts somewhere on a day: where, and by which of the issuers' cards. */
export function countNaively(
  facts: NaiveFacts,
  day: IsoDate,
  issuers: readonly string[],
): NaivePerson[] {
  const { book } = currentLaw();
  const people: NaivePerson[] = [];
  for (const [personId, all] of Map.groupBy(facts.residences, (fact) => fact.personId)) {
    const lived = all.filter((fact) => holds(fact, day));
    if (lived.some((fact) => fact.how === 'left' || fact.how === 'died')) continue;
    const [home] = lived.toSorted((a, b) => weight(a) - weight(b));
    if (!home) continue;
    const cards = facts.cards.filter(
      (card) => card.personId === personId && holds(card, day) && issuers.includes(card.how),
    );
    const [first] = cards.toSorted(
      (a, b) =>
        precedenceOf(book, a.what, day) - precedenceOf(book, b.what, day) ||
        (a.what < b.what ? -1 : 1),
    );
    const category = first?.what ?? null;
    const group = category === null ? null : groupOf(book, category, day).group;
    people.push({ personId, placeId: Number(home.what), category, group });
  }
  return people;
}

function weight(fact: Fact): number {
  return (COUNTING_KINDS as readonly string[]).indexOf(fact.how);
}

/** Where a place lies by the tree of a day: ids from the country down. */
export function pathOn(facts: NaiveFacts, placeId: number, day: IsoDate): number[] {
  const row = facts.placements.find((item) => item.placeId === placeId && holds(item, day));
  return (row?.path ?? '').split('.').map((label) => Number(label.slice(1)));
}
