/** Households and who belongs to them from when to when. */
import type { BulkRow, Relation } from '../registry/types.ts';
import { type Day, NEVER, isoOf, knownIso } from './days.ts';
import { type HeadSpell, headsOf, relationOf } from './heads.ts';
import type { Household, Person } from './people.ts';
import { type RowMaker, householdId, isKnown, personId, placeOf } from './row-maker.ts';

export function* householdRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  for (const household of maker.scope.households) {
    const heads = knownHeads(maker, household);
    if (heads.length === 0) continue;
    const id = householdId(maker, household);
    const sequence = String(maker.offset + household.serial).padStart(7, '0');
    const number = `${household.first.commune.code}-${sequence}`;
    const last = heads.at(-1)?.to ?? NEVER;
    const end = last <= maker.today ? last : NEVER;
    let from = Math.max(household.since, plan.since, heads[0]?.from ?? 0);
    let village = household.first;
    for (const move of household.moves) {
      if (move.day > maker.today || move.day >= end) break;
      if (move.day > from) {
        const place = placeOf(maker, village, household.serial);
        yield [id, knownIso(from), knownIso(move.day), place, number, null];
        from = move.day;
      }
      village = move.village;
    }
    if (from < end) {
      yield [
        id,
        knownIso(from),
        isoOf(end),
        placeOf(maker, village, household.serial),
        number,
        null,
      ];
    }
  }
}

function knownHeads(maker: RowMaker, household: Household): HeadSpell[] {
  const { plan } = maker.scope;
  return headsOf(household, plan.since).filter(
    (spell) => spell.from <= maker.today && spell.to > plan.since,
  );
}

export function* memberRows(maker: RowMaker): Generator<BulkRow> {
  for (const household of maker.scope.households) {
    const heads = knownHeads(maker, household);
    const members = household.founder
      ? [household.founder, ...household.members]
      : household.members;
    for (const person of members) {
      if (isKnown(maker, person)) yield* memberSpells(maker, household, person, heads);
    }
  }
}

/** A new row whenever the head changes: the relation is to the head of the day. */
function* memberSpells(
  maker: RowMaker,
  household: Household,
  person: Person,
  heads: readonly HeadSpell[],
): Generator<BulkRow> {
  const isFounder = household.founder === person;
  const start = isFounder ? person.movedOn : Math.max(person.since, maker.scope.plan.since);
  const leaves =
    !isFounder && person.movedTo ? Math.min(person.movedOn, person.until) : person.until;
  const end = leaves <= maker.today ? leaves : NEVER;
  let open: { from: Day; to: Day; relation: Relation } | null = null;
  for (const spell of heads) {
    const from = Math.max(start, spell.from);
    const to = Math.min(end, spell.to <= maker.today ? spell.to : NEVER);
    if (from >= to || from > maker.today) continue;
    const relation = relationOf(household, spell.head, person);
    if (open && open.to === from && open.relation === relation) open.to = to;
    else {
      if (open) yield memberRow(maker, household, person, open);
      open = { from, to, relation };
    }
  }
  if (open) yield memberRow(maker, household, person, open);
}

function memberRow(
  maker: RowMaker,
  household: Household,
  person: Person,
  spell: { from: Day; to: Day; relation: Relation },
): BulkRow {
  return [
    personId(maker, person),
    knownIso(spell.from),
    isoOf(spell.to),
    householdId(maker, household),
    spell.relation === 'head',
    spell.relation,
  ];
}
