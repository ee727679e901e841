/** Reads persons one after another out of the stream of facts. */
import type { BinaryRow } from '../stores/copy-binary.ts';
import type { Database } from '../stores/database.ts';
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
  const person: PersonRecord = emptyRecord();
  let kind = NO_KIND;
  let versionFrom = '';
  const finish = (): void => {
    if (person.personId !== 0 && kind < FIRST_ENDING_KIND) onPerson(person);
  };
  const start = (personId: number): void => {
    finish();
    kind = NO_KIND;
    versionFrom = '';
    person.personId = personId;
    person.birthDate = null;
    person.ethnicityCode = null;
    person.placeTo = null;
    person.householdId = null;
    person.statuses = [];
    person.cards = [];
  };
  const addVersion = (row: BinaryRow): void => {
    const from = row.day(FIELD.from) ?? '';
    // of several versions the last that has begun
    if (versionFrom !== '' && from > scope.on) return;
    if (versionFrom !== '' && versionFrom <= scope.on && from < versionFrom) return;
    versionFrom = from;
    person.birthDate = row.day(FIELD.birth);
    person.ethnicityCode = row.word(FIELD.word);
  };
  const addResidence = (row: BinaryRow): void => {
    const from = row.day(FIELD.from) ?? '';
    const turn = from > scope.on ? from : row.day(FIELD.to);
    if (turn !== null && (person.placeTo === null || turn < person.placeTo)) person.placeTo = turn;
    if (from > scope.on) return;
    const weight = row.integer(FIELD.weight);
    if (weight >= FIRST_ENDING_KIND) kind = weight;
    else if (weight < kind || kind === NO_KIND) {
      if (kind !== NO_KIND && kind >= FIRST_ENDING_KIND) return;
      kind = weight;
      person.placeId = row.integer(FIELD.id);
    }
  };
  await streamFacts(db, scope, (row) => {
    const personId = row.integer(FIELD.person);
    if (personId !== person.personId) start(personId);
    switch (row.integer(FIELD.fact)) {
      case FACT.person:
        addVersion(row);
        return;
      case FACT.residence:
        addResidence(row);
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
