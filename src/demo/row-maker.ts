/** What the rows of a scope are made from. */
import type { Day } from './days.ts';
import type { NameMaker } from './names.ts';
import { type Commune, type Household, type Person, type Village } from './people.ts';
import type { Scope } from './rules.ts';
import { dice } from './numbers.ts';

/** Units of the made-up places. */
export interface PlaceIds {
  village(village: Village): number;
  commune(commune: Commune): number;
}

export interface RowMaker {
  scope: Scope;
  names: NameMaker;
  places: PlaceIds;
  today: Day;
  /** everybody in the order of serials */
  people: Person[];
  /** ids before those of this demo: province code × 10^10 and what was given out earlier */
  ids: IdBases;
  /** added to serials: those of the scopes before */
  offset: number;
  scopeIndex: number;
}

export interface IdBases {
  person: number;
  household: number;
}

export function personId(maker: RowMaker, person: Person): number {
  return maker.ids.person + maker.offset + person.serial;
}

export function householdId(maker: RowMaker, household: Household): number {
  return maker.ids.household + maker.offset + household.serial;
}

/** Below ten million; belongs to this person in this demo. */
export function sequenceOf(maker: RowMaker, person: Person): number {
  return maker.offset + person.serial;
}

/** Known on `today`: has come, and had not gone before the register began. */
export function isKnown(maker: RowMaker, person: Person): boolean {
  return person.since <= maker.today && person.until > maker.scope.plan.since;
}

/** Now and then only the commune is known. */
export function placeOf(maker: RowMaker, village: Village, household: number): number {
  return dice(household, 10) < 0.008
    ? maker.places.commune(village.commune)
    : maker.places.village(village);
}
