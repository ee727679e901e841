/**
 * Day after day of a month: what is decided in part must be what everybody decided anew would be,
 * with cards, lists, moves and households that were recorded long before their day comes.
 */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { addDays } from '../kernel/dates.ts';
import { type Random, makeRandom } from '../kernel/random.ts';
import type { CommandInput } from '../registry/types.ts';
import { listDecidedCounts } from './below-sql.ts';
import { decideRegister } from './decide-ops.ts';
import { listKeptCounts } from './kept-sql.ts';
import { ctxOn, record } from './test-register.ts';

const database = useTestDatabase();
const FIRST = '2026-11-02';
const DAYS = 27;
const PERSONS = 60;

const dayIn = (random: Random): string => addDays(FIRST, 1 + random.int(DAYS - 1));

function commandsOf(random: Random, at: number): CommandInput[] {
  const person = `new:p${at}`;
  const birthDate = random.pick([
    // turns one this month, six and out of the card at its end, 75, or nothing
    addDays('2025-11-02', random.int(26)),
    addDays('2020-11-02', random.int(26)),
    addDays('1951-11-02', random.int(26)),
    '1990-05-05',
  ]);
  const arrives = random.chance(0.15) ? dayIn(random) : '2026-01-01';
  const place = random.pick([PLACE.villageA, PLACE.villageD]);
  const commands: CommandInput[] = [
    {
      kind: 'addPerson',
      person,
      attributes: { fullName: `Người ${at}`, birthDate, birthPrecision: 'day', sex: 'female' },
      residence: { placeId: place, kind: 'permanent', from: arrives },
    },
  ];
  const status = random.pick([null, 'poorHousehold', 'pupil', 'pensioner'] as const);
  if (status !== null) {
    const from = random.chance(0.3) ? dayIn(random) : '2026-01-01';
    const to = random.chance(0.4) ? addDays(dayIn(random), 30) : null;
    commands.push({ kind: 'setStatus', person, status, from, to });
  }
  if (random.chance(0.6)) {
    const category = random.pick(['GD', 'HN', 'HS', 'TE']);
    const to = random.chance(0.5) ? dayIn(random) : null;
    const card = { category, issuer: 'own' as const, from: '2026-02-01', to };
    commands.push({ kind: 'addParticipation', person, ...card });
    if (to !== null && random.chance(0.5)) {
      const from = addDays(to, random.int(5));
      commands.push({ kind: 'addParticipation', person, ...card, from, to: addDays(from, 365) });
    }
  }
  if (random.chance(0.2) && arrives < FIRST) {
    const move = { placeId: place === PLACE.villageA ? PLACE.villageD : PLACE.villageA };
    const from = dayIn(random);
    commands.push({
      kind: 'setResidence',
      person,
      ...move,
      residence: 'permanent',
      from,
      to: null,
    });
  }
  const household = `new:h${at % 12}`;
  const from = random.chance(0.2) ? dayIn(random) : '2026-01-01';
  if (random.chance(0.8)) {
    commands.push({ kind: 'joinHousehold', person, household, relation: 'otherRelative', from });
  }
  return commands;
}

beforeAll(async () => {
  await plantSmallTree(database.db());
  const random = makeRandom('days');
  const households = Array.from({ length: 12 }, (_, at): CommandInput => ({
    kind: 'addHousehold',
    household: `new:h${at}`,
    placeId: PLACE.villageA,
    from: '2026-01-01',
  }));
  const persons = Array.from({ length: PERSONS }, (_, at) => commandsOf(random, at));
  await record(ctxOn(database, FIRST), [...households, ...persons.flat()]);
});

async function rows(): Promise<unknown[]> {
  const found = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(d) - 'basis_id' as row
    from entitlement.decision d
    order by d.person_id`.execute(database.db());
  return found.rows.map(({ row }) => row);
}

test('a part decided each day equals the whole', async () => {
  await decideRegister(ctxOn(database, FIRST));
  let parts = 0;
  for (let at = 1; at < DAYS; at += 1) {
    const ctx = ctxOn(database, addDays(FIRST, at));
    const part = await decideRegister(ctx);
    if (!part.isWhole) parts += 1;
    const found = await rows();
    await expectCountsKept(part.on);
    await decideRegister(ctx, { whole: true });
    expect(found, part.on).toEqual(await rows());
  }
  expect(parts).toBeGreaterThan(20);
}, 120_000);

/** What is kept of each place is what its decisions, counted now, say. */
async function expectCountsKept(on: string): Promise<void> {
  const db = database.db();
  const places = await sql<{ id: number }>`
    select distinct place_id as id from entitlement.decision`.execute(db);
  const placeIds = places.rows.map((row) => row.id);
  const until = `${on.slice(0, 4)}-12-31`;
  const lines = (counts: readonly object[]) => counts.map((row) => JSON.stringify(row)).toSorted();
  const kept = lines(await listKeptCounts(db, placeIds, until));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept, on).toEqual(lines(await listDecidedCounts(db, placeIds, until)));
}

test('an earlier day than the last is decided whole', async () => {
  await decideRegister(ctxOn(database, '2026-11-10'), { whole: true });
  await decideRegister(ctxOn(database, '2026-11-20'));
  const back = await decideRegister(ctxOn(database, '2026-11-15'));
  expect(back.isWhole).toBe(true);
});
