/** A household's place is where its people live: it follows when all of them have moved. */
import { beforeEach, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { NO_LISTENERS } from '../stores/context.ts';
import { checkRegister, previewFacts, recordFacts, undoEntry } from './ops.ts';
import { listHouseholdVersions } from './sql.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import type { CommandInput } from './types.ts';

const database = useTestDatabase();
const ctx = () => database.ctx({ listeners: NO_LISTENERS });

beforeAll(() => insertTestPlaces(database.db()));

const SINCE = '2015-01-01';

async function record(commands: CommandInput[]) {
  const done = await recordFacts(ctx(), { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

const move = (person: number, placeId: number, from = '2026-03-01'): CommandInput => ({
  kind: 'setResidence',
  person,
  placeId,
  residence: 'permanent',
  from,
});

describe('the place of a household', () => {
  let home = 0;
  let [head, child] = [0, 0];

  beforeEach(async () => {
    const add = (person: string): CommandInput => ({
      kind: 'addPerson',
      person,
      attributes: { fullName: `Người ${person.slice(4)}` },
      residence: { placeId: PLACES.villageOne, kind: 'permanent', from: SINCE },
    });
    const made = await record([
      add('new:a'),
      add('new:b'),
      {
        kind: 'addHousehold',
        household: 'new:h',
        placeId: PLACES.villageOne,
        code: 'K7',
        address: 'Xóm Trên',
        from: SINCE,
      },
      { kind: 'joinHousehold', person: 'new:a', household: 'new:h', relation: 'head', from: SINCE },
      {
        kind: 'joinHousehold',
        person: 'new:b',
        household: 'new:h',
        relation: 'child',
        from: SINCE,
      },
    ]);
    home = made.households['new:h'] ?? 0;
    [head, child] = [made.people['new:a'] ?? 0, made.people['new:b'] ?? 0];
  });

  async function placesOf(): Promise<[number, string, string | null][]> {
    const found = await listHouseholdVersions(database.db(), [home], null);
    return found.map(({ placeId, validFrom, validTo }) => [placeId, validFrom, validTo]);
  }

  test('stays while somebody stays, and follows with the last one', async () => {
    await record([move(child, PLACES.villageTwo)]);
    expect(await placesOf()).toEqual([[PLACES.villageOne, SINCE, null]]);
    const last = [move(head, PLACES.villageTwo, '2026-05-01')];
    const shown = await previewFacts(ctx(), last);
    const households =
      shown.ok && shown.value.changes.filter((change) => change.table === 'household');
    expect(households).toMatchObject([
      { change: 'superseded', values: { placeId: PLACES.villageOne } },
      { change: 'added', from: SINCE, to: '2026-05-01', values: { address: 'Xóm Trên' } },
      {
        change: 'added',
        from: '2026-05-01',
        values: { placeId: PLACES.villageTwo, address: null },
      },
    ]);
    const { entryId } = await record(last);
    expect(await placesOf()).toEqual([
      [PLACES.villageOne, SINCE, '2026-05-01'],
      [PLACES.villageTwo, '2026-05-01', null],
    ]);
    expect((await checkRegister(ctx())).violations).toEqual([]);
    await undoEntry(ctx(), entryId, 'ghi nhầm');
    expect(await placesOf()).toEqual([[PLACES.villageOne, SINCE, null]]);
    expect((await checkRegister(ctx())).violations).toEqual([]);
  });

  test('does not follow two who go to two places', async () => {
    await record([move(head, PLACES.villageTwo), move(child, PLACES.neighbourVillage)]);
    expect(await placesOf()).toEqual([[PLACES.villageOne, SINCE, null]]);
  });

  test('nor those who live elsewhere for a time', async () => {
    await record(
      [head, child].map((person) => ({
        kind: 'setResidence',
        person,
        placeId: PLACES.villageTwo,
        residence: 'temporary',
        from: '2026-03-01',
      })),
    );
    expect(await placesOf()).toEqual([[PLACES.villageOne, SINCE, null]]);
  });

  test('nor somebody who leaves it as he moves; who stays decides', async () => {
    await record([
      move(child, PLACES.villageTwo),
      { kind: 'leaveHousehold', person: child, from: '2026-03-01' },
    ]);
    expect(await placesOf()).toEqual([[PLACES.villageOne, SINCE, null]]);
    await record([move(head, PLACES.neighbourVillage)]);
    expect((await placesOf()).at(-1)).toEqual([PLACES.neighbourVillage, '2026-03-01', null]);
  });

  test('is what the same write says of it', async () => {
    await record([
      move(head, PLACES.villageTwo),
      move(child, PLACES.villageTwo),
      { kind: 'correctHousehold', household: home, placeId: PLACES.commune, from: '2026-03-01' },
    ]);
    expect((await placesOf()).at(-1)).toEqual([PLACES.commune, '2026-03-01', null]);
  });
});
