/** Who lives in a near-poor household and is not on its list: the list has left somebody out. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../../test/database.ts';
import { NO_LISTENERS } from '../../stores/context.ts';
import { recordFacts } from '../../registry/ops.ts';
import { PLACES, insertTestPlaces } from '../../registry/test-places.ts';
import type { CommandInput } from '../../registry/types.ts';
import { detectKind } from './detect-ops.ts';

const database = useTestDatabase();
const NOW = Temporal.Instant.from('2026-11-21T03:00:00Z');
const ctx = () => database.ctx({ listeners: NO_LISTENERS, now: () => NOW });
const FROM = '2020-01-01';

beforeAll(() => insertTestPlaces(database.db()));

async function record(commands: CommandInput[]): Promise<Record<string, number>> {
  const done = await recordFacts(ctx(), { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value.people;
}

const add = (person: string, relation: 'head' | 'spouse' | 'child'): CommandInput[] => [
  {
    kind: 'addPerson',
    person,
    attributes: { fullName: `Người ${person.slice(4)}` },
    residence: { placeId: PLACES.villageOne, kind: 'permanent', from: FROM },
  },
  { kind: 'joinHousehold', person, household: 'new:h', relation, from: FROM },
];
const nearPoor = (person: string | number): CommandInput => ({
  kind: 'setStatus',
  person,
  status: 'nearPoorHousehold',
  from: '2026-01-01',
  to: '2027-01-01',
});

async function items(): Promise<object[]> {
  const found = await sql<object>`
    select person_id as "personId", state, evidence -> 'facts' as facts
    from review.item
    where kind = 'leftOutOfHousehold'
    order by item_id`.execute(database.db());
  return found.rows;
}

test('the child without the status is found, and gone once it is on the list', async () => {
  const people = await record([
    { kind: 'addHousehold', household: 'new:h', placeId: PLACES.villageOne, from: FROM },
    ...add('new:a', 'head'),
    ...add('new:b', 'spouse'),
    ...add('new:c', 'child'),
    ...add('new:d', 'child'),
    nearPoor('new:a'),
    nearPoor('new:b'),
  ]);
  const { 'new:c': child = 0, 'new:d': gone = 0 } = people;
  await record([{ kind: 'recordLeaving', person: gone, from: '2025-05-01' }]);
  await detectKind(ctx(), 'leftOutOfHousehold');
  expect(await items()).toEqual([
    {
      personId: child,
      state: 'open',
      facts: { status: 'nearPoorHousehold', people: 2, joined: FROM },
    },
  ]);
  await record([nearPoor(child)]);
  expect(await detectKind(ctx(), 'leftOutOfHousehold')).toMatchObject({ found: 0, withdrawn: 1 });
  expect(await items()).toMatchObject([{ state: 'withdrawn' }]);
});
