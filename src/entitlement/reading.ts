/** Reads persons one after another out of the stream of facts. */
import type { BinaryRow } from '../stores/copy-binary.ts';
import type { Database } from '../stores/database.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type PlaceFacts, placeFactsOf } from './areas.ts';
import type { AreaListChange } from '../policy/scenario.ts';
import { applyAreaListChanges } from '../policy/scenario.ts';
import { type PersonRecord, type Places, makePlaces } from './person.ts';
import {
  FACT,
  FIELD,
  FIRST_ENDING_KIND,
  type FactsScope,
  listClasses,
  listProvinceCodes,
  listSpans,
  streamFacts,
} from './sql-facts.ts';

/** Everyone who lives somewhere on the day, in order of ids. The record is reused: keep nothing. */
export async function readPersons(
  db: Database,
  scope: FactsScope,
  onPerson: (person: PersonRecord) => void,
): Promise<void> {
  const reading: Reading = { person: emptyRecord(), on: scope.on, kind: NO_KIND, versionFrom: '' };
  const { person } = reading;
  const finish = (): void => {
    if (person.personId !== 0 && reading.kind < FIRST_ENDING_KIND) onPerson(person);
  };
  await streamFacts(db, scope, (row) => {
    const personId = row.integer(FIELD.person);
    if (personId !== person.personId) {
      finish();
      start(reading, personId);
    }
    switch (row.integer(FIELD.fact)) {
      case FACT.person:
        addVersion(reading, row);
        return;
      case FACT.residence:
        addResidence(reading, row);
        return;
      case FACT.household:
        person.householdId = row.integer(FIELD.id);
        return;
      case FACT.status:
        person.statuses.push({
          status: row.word(FIELD.word) ?? '',
          from: row.day(FIELD.from) ?? '',
          to: row.day(FIELD.to),
        });
        return;
      default:
        person.cards.push({
          category: row.word(FIELD.word) ?? '',
          from: row.day(FIELD.from) ?? '',
          to: row.day(FIELD.to),
        });
    }
  });
  finish();
}

/** The person whose facts are coming. */
interface Reading {
  person: PersonRecord;
  on: IsoDate;
  /** weight of the residence that counts; an ending kind = lives nowhere any more */
  kind: number;
  versionFrom: IsoDate;
}

function start(reading: Reading, personId: number): void {
  const { person } = reading;
  reading.kind = NO_KIND;
  reading.versionFrom = '';
  person.personId = personId;
  person.birthDate = null;
  person.ethnicityCode = null;
  person.placeTo = null;
  person.householdId = null;
  person.statuses = [];
  person.cards = [];
}

/** Of several versions the last that has begun. */
function addVersion(reading: Reading, row: BinaryRow): void {
  const { person, on, versionFrom } = reading;
  const from = row.day(FIELD.from) ?? '';
  if (versionFrom !== '' && from > on) return;
  if (versionFrom !== '' && versionFrom <= on && from < versionFrom) return;
  reading.versionFrom = from;
  person.birthDate = row.day(FIELD.birth);
  person.ethnicityCode = row.word(FIELD.word);
}

function addResidence(reading: Reading, row: BinaryRow): void {
  const { person, on, kind } = reading;
  const from = row.day(FIELD.from) ?? '';
  const turn = from > on ? from : row.day(FIELD.to);
  if (turn !== null && (person.placeTo === null || turn < person.placeTo)) person.placeTo = turn;
  if (from > on) return;
  const weight = row.integer(FIELD.weight);
  if (weight >= FIRST_ENDING_KIND) reading.kind = weight;
  else if (kind === NO_KIND || (weight < kind && kind < FIRST_ENDING_KIND)) {
    reading.kind = weight;
    person.placeId = row.integer(FIELD.id);
  }
}

const NO_KIND = 99;

function emptyRecord(): PersonRecord {
  return {
    personId: 0,
    birthDate: null,
    ethnicityCode: null,
    placeId: 0,
    placeTo: null,
    householdId: null,
    statuses: [],
    cards: [],
  };
}

/** Area classes and provinces of places, under the lists as they are or as a scenario changes them. */
export async function readPlaces(
  db: Database,
  placeIds: readonly number[] | null,
): Promise<(changes?: readonly AreaListChange[]) => Places> {
  const spans = await listSpans(db, placeIds);
  const classes = await listClasses(db);
  const provinces = await listProvinceCodes(db);
  const made = new Map<number, PlaceFacts>();
  const factsOf = (placeId: number): PlaceFacts => {
    let facts = made.get(placeId);
    if (!facts) {
      facts = placeFactsOf(
        placeId,
        spans.get(placeId) ?? [],
        (unitId) => classes.get(unitId) ?? [],
        (unitId) => provinces.get(unitId) ?? [],
      );
      made.set(placeId, facts);
    }
    return facts;
  };
  return (changes = []) => {
    if (changes.length === 0) return makePlaces(factsOf);
    const changed = new Map<number, PlaceFacts>();
    return makePlaces((placeId) => {
      let facts = changed.get(placeId);
      if (!facts) {
        const own = factsOf(placeId);
        const units = [placeId, ...(spans.get(placeId) ?? []).flatMap((span) => span.path)];
        const areas = unitsChanged(own.areas, units, changes);
        facts = { ...own, areas };
        changed.set(placeId, facts);
      }
      return facts;
    });
  };
}

/** A change that names a commune reaches its villages. */
function unitsChanged(
  areas: PlaceFacts['areas'],
  units: readonly number[],
  changes: readonly AreaListChange[],
): PlaceFacts['areas'] {
  let spells = [...areas];
  for (const change of changes) {
    const named = units.find((unitId) => change.placeIds.includes(unitId));
    if (named !== undefined) spells = applyAreaListChanges(spells, named, [change]);
  }
  return spells;
}
