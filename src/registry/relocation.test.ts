import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { NO_LISTENERS, inTransaction } from '../stores/context.ts';
import { recordFacts } from './ops.ts';
import { assignResidents, countPeopleOf } from './relocation.ts';
import { listHouseholdVersions, listResidences } from './sql.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import type { CommandInput } from './types.ts';

const database = useTestDatabase();
const ctx = () => database.ctx({ listeners: NO_LISTENERS });

beforeAll(() => insertTestPlaces(database.db()));

async function record(commands: CommandInput[]) {
  const done = await recordFacts(ctx(), { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

async function count(placeIds: number[]): Promise<[number, number][]> {
  const found = await inTransaction(ctx(), (tx) => countPeopleOf(tx, placeIds));
  return [...found];
}

const add = (person: string, placeId: number): CommandInput => ({
  kind: 'addPerson',
  person,
  attributes: { fullName: `Người ${person.slice(4)}` },
  residence: { placeId, kind: 'permanent', from: '2015-01-01' },
});

describe('a split of a place', () => {
  test('takes the people of its list along from its day on, and nobody else', async () => {
    const from = '2015-01-01';
    const made = await record([
      add('new:a', PLACES.villageOne),
      add('new:b', PLACES.villageOne),
      add('new:c', PLACES.villageOne),
      { kind: 'addHousehold', household: 'new:h', placeId: PLACES.villageOne, from },
      { kind: 'joinHousehold', person: 'new:a', household: 'new:h', relation: 'head', from },
      { kind: 'joinHousehold', person: 'new:b', household: 'new:h', relation: 'child', from },
    ]);
    const [a = 0, b = 0, c = 0] = Object.values(made.people);
    const household = made.households['new:h'] ?? 0;
    // b lives elsewhere for a while: that spell stays where it is
    await record([
      {
        kind: 'setResidence',
        person: b,
        placeId: PLACES.far,
        residence: 'temporary',
        from: '2024-01-01',
        to: '2025-12-01',
      },
    ]);
    await inTransaction(ctx(), (tx) =>
      assignResidents(tx, [
        {
          subject: 'household',
          subjectId: household,
          fromUnitId: PLACES.villageOne,
          toUnitId: PLACES.villageTwo,
          effectiveOn: '2025-07-01',
        },
      ]),
    );
    const places = async (person: number) =>
      (await listResidences(database.db(), [person], null)).map((r) => [r.placeId, r.validFrom]);
    expect(await places(a)).toEqual([
      [PLACES.villageOne, '2015-01-01'],
      [PLACES.villageTwo, '2025-07-01'],
    ]);
    expect(await places(b)).toEqual([
      [PLACES.villageOne, '2015-01-01'],
      [PLACES.far, '2024-01-01'],
      [PLACES.villageTwo, '2025-07-01'],
    ]);
    expect(await places(c)).toEqual([[PLACES.villageOne, '2015-01-01']]);
    const versions = await listHouseholdVersions(database.db(), [household], null);
    expect(versions.map((v) => [v.placeId, v.validFrom])).toEqual([
      [PLACES.villageOne, '2015-01-01'],
      [PLACES.villageTwo, '2025-07-01'],
    ]);
  });

  test('counts each resident once, where the person counts today', async () => {
    expect(await count([PLACES.villageOne, PLACES.villageTwo, PLACES.far])).toEqual([
      [PLACES.villageOne, 1],
      [PLACES.villageTwo, 2],
    ]);
    const made = await record([add('new:d', PLACES.villageOne)]);
    const person = made.people['new:d'] ?? 0;
    await record([
      {
        kind: 'setResidence',
        person,
        placeId: PLACES.far,
        residence: 'temporary',
        from: '2024-01-01',
      },
    ]);
    expect(await count([PLACES.villageOne, PLACES.far])).toEqual([
      [PLACES.villageOne, 1],
      [PLACES.far, 1],
    ]);
  });
});
