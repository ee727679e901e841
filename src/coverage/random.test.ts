import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { Refusal } from '../kernel/outcome.ts';
import { type Random, makeRandom } from '../kernel/random.ts';
import { recordFacts, undoEntry } from '../registry/ops.ts';
import { type CommandInput, ISSUER_CLASSES } from '../registry/types.ts';
import type { Context } from '../stores/context.ts';
import { loadReference } from '../units/loading.ts';
import { VillagesInput } from '../units/types.ts';
import { importVillages } from '../units/villages.ts';
import { type DayStep, coverageBelow } from './below-ops.ts';
import { checkCounts } from './check-ops.ts';
import { listPeople } from './list-ops.ts';
import { coverageTree, listDefinitions } from './ops.ts';
import { monthEnds, coverageSeries } from './series-ops.ts';
import { type NaiveFacts, addResidents, countNaively, pathOn, readFacts } from './test-register.ts';

const database = useTestDatabase();
const SEED = 'coverage-random';

/** Places of Tuyên Quang old and new, of a commune split three ways, and villages. */
let places: number[] = [];
const UNITS = [1, 1208, 1008, 2076, 202545, 202536, 118796, 1042];
const CATEGORIES = ['GD', 'HN', 'DN', 'HT', 'TE', 'HS', 'TQ', 'DT', 'ZZ'];

beforeAll(async () => {
  const ctx = database.ctx();
  await loadReference(ctx);
  const rows = [
    { name: 'Thôn Tân Lập', commune: '02545' },
    { name: 'Thôn Lũng Tẩu', commune: '02545' },
    { name: 'Tổ dân phố Đăng Châu', commune: '02536' },
  ];
  const input = VillagesInput.parse({ on: '2026-01-01', within: 1208, rows });
  await importVillages(ctx, input, false);
  const found = await sql<{ id: number }>`
    select place_id as id from units.placement
    where path <@ 'u1.u1008.u2076' and nlevel(path) = 4 and place_id < 200000
    order by 1 limit 6`.execute(ctx.db);
  const villages = await sql<{ id: number }>`
    select unit_id as id from units.unit where unit_id >= 1000000`.execute(ctx.db);
  places = [...found.rows, ...villages.rows].map((row) => row.id);
  places.push(202_545, 202_536, 118_796);
  await addResidents(
    ctx,
    Array.from({ length: 40 }, (_, at) => ({
      placeId: places[at % places.length] ?? 0,
      from: '2015-03-01',
    })),
  );
});

function randomDay(random: Random): IsoDate {
  if (random.chance(0.2)) return random.pick(['2018-12-01', '2025-07-01', '2024-01-01']);
  return addDays('2014-06-01', random.int(4600));
}

interface Known {
  people: number[];
  facts: { personId: number; factId: number; table: 'residence' | 'participation' }[];
}

async function readKnown(ctx: Context): Promise<Known> {
  const facts = await sql<Known['facts'][number]>`
    select person_id as "personId", fact_id as "factId", 'residence' as table
    from registry.residence where recorded_to is null
    union all
    select person_id, fact_id, 'participation'
    from registry.participation where recorded_to is null
    order by 1, 2`.execute(ctx.db);
  return { people: [...new Set(facts.rows.map((row) => row.personId))], facts: facts.rows };
}

function randomCommand(random: Random, known: Known): CommandInput {
  const person = random.pick(known.people);
  const from = randomDay(random);
  const to = random.chance(0.4) ? null : addDays(from, 1 + random.int(900));
  const fact = random.pick(known.facts);
  switch (random.int(9)) {
    case 0:
      return {
        kind: 'setResidence',
        person,
        placeId: random.pick(places),
        residence: random.pick(['permanent', 'temporary', 'away']),
        from,
        to,
      };
    case 1:
      return random.chance(0.5)
        ? { kind: 'recordLeaving', person, from }
        : { kind: 'recordDeath', person, on: from };
    case 2:
      return { kind: 'removeFact', person: fact.personId, fact: fact.table, factId: fact.factId };
    case 3:
      return fact.table === 'residence'
        ? { kind: 'endResidence', person: fact.personId, factId: fact.factId, to: from }
        : { kind: 'endParticipation', person: fact.personId, factId: fact.factId, to: from };
    default:
      return {
        kind: 'addParticipation',
        person,
        category: random.pick(CATEGORIES),
        issuer: random.pick([...ISSUER_CLASSES, 'own', 'own']),
        from,
        to,
      };
  }
}

async function expectNaive(ctx: Context, facts: NaiveFacts, random: Random): Promise<void> {
  const asOf = randomDay(random);
  const boundaries = random.pick([asOf, '2021-12-31', '2026-01-01']);
  const unit = random.pick([...UNITS, ...places]);
  const definition = random.pick(await listDefinitions(ctx));
  const question = { unit, asOf, boundaries, definition: [definition.code] };
  const answer = await coverageTree(ctx, question);
  const people = countNaively(facts, asOf, definition.issuers).filter(({ placeId }) =>
    pathOn(facts, placeId, answer.unitBoundaries).includes(unit),
  );
  const insured = people.filter((person) => person.category !== null);
  const why = JSON.stringify(question);
  expect(answer.residents, why).toBe(people.length);
  expect(answer.insuredByName, why).toBe(insured.length);
  for (const group of answer.byGroup) {
    const same = insured.filter((person) => person.group === group.group);
    expect(group.insured, why).toBe(same.length);
  }
  for (const child of answer.children ?? []) {
    const inside = people.filter(({ placeId }) =>
      pathOn(facts, placeId, boundaries).includes(child.unit.unitId),
    );
    expect(child.residents, `${why} child ${child.unit.unitId}`).toBe(inside.length);
  }
  const divided = (answer.children ?? []).reduce((sum, child) => sum + child.residents, 0);
  expect(divided + (answer.undivided?.people ?? 0), why).toBe(people.length);
  const listed = await listPeople(ctx, { ...question, list: 'covered', limit: 500 });
  expect(listed.rows.map((row) => row.personId).sort(), why).toEqual(
    insured.map((person) => person.personId).sort(),
  );
}

test('after any writes and undos the counts are those of the facts, by every way of counting', async () => {
  const ctx = database.ctx();
  const random = makeRandom(SEED);
  const entries: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const known = await readKnown(ctx);
    for (let write = 0; write < 12; write += 1) {
      const commands = Array.from({ length: 1 + random.int(3) }, () =>
        randomCommand(random, known),
      );
      const done = await recordFacts(ctx, { reason: `${SEED} ${round}` }, commands).catch(
        (cause: unknown) => {
          if (cause instanceof Refusal) return null;
          throw cause;
        },
      );
      if (done?.ok) entries.push(done.value.entryId);
    }
    const last = entries.at(-1 - random.int(5));
    if (last !== undefined && random.chance(0.6)) {
      await undoEntry(ctx, last, 'kiểm thử').catch((cause: unknown) => {
        if (!(cause instanceof Refusal)) throw cause;
      });
    }
    const facts = await readFacts(ctx, null);
    for (let i = 0; i < 4; i += 1) await expectNaive(ctx, facts, random);
    if (round % 3 === 2) expect((await checkCounts(ctx)).differences).toEqual([]);
  }
  expect(entries.length).toBeGreaterThan(60);
}, 180_000);

test('a series says of every month end what the figure of that day says, for every kind of unit', async () => {
  const ctx = database.ctx();
  for (const unit of [1208, 2076, 202_545, places[6] ?? 0]) {
    const question = { unit, boundaries: '2026-01-01' };
    const { series } = await coverageSeries(ctx, { ...question, asOf: '2026-02-17', months: 40 });
    const days = monthEnds('2026-02-17', 40);
    expect(series[0]?.points.map((point) => point.day)).toEqual(days);
    for (const at of [0, 1, 10, 11, 12, 13, 30, 38, 39]) {
      const point = series[0]?.points[at];
      const figure = await coverageTree(ctx, { ...question, asOf: point?.day });
      expect(point).toMatchObject({ residents: figure.residents, insured: figure.insured });
    }
  }
});

test('what a unit and those below it hold is the same by sums of communes and by places', async () => {
  const ctx = database.ctx();
  const random = makeRandom(`${SEED}-below`);
  for (let round = 0; round < 24; round += 1) {
    const unit = random.pick([1208, 1008, 2076, 202_545, 202_536]);
    const asOf = random.chance(0.2) ? '2025-12-31' : randomDay(random);
    const boundaries = random.pick([asOf, '2021-12-31', '2026-01-01']);
    const definition = random.pick(await listDefinitions(ctx));
    const question = { unit, asOf, boundaries, definition: [definition.code] };
    const read = (deepest: 'commune' | 'village') =>
      coverageBelow(ctx, { ...question, deepest: () => deepest }, async (below) => ({
        standings: await below.on(asOf),
        steps: await below.steps(`${asOf.slice(0, 4)}-01-01`, asOf),
      }));
    const [sums, places] = [await read('commune'), await read('village')];
    const why = JSON.stringify(question);
    const people = [...sums.standings.values()].reduce((sum, { residents }) => sum + residents, 0);
    expect(sums.standings.size, why).toBeGreaterThan(0);
    if (round === 0) expect(people, why).toBeGreaterThan(0);
    for (const [unitId, standing] of sums.standings) {
      expect(standing, `${why} ${unitId}`).toEqual(places.standings.get(unitId));
      expect(moving(sums.steps.get(unitId)), `${why} ${unitId}`).toEqual(
        moving(places.steps.get(unitId)),
      );
    }
  }
});

/** Days on which something came of it: people may cross between places of one commune. */
function moving(steps: readonly DayStep[] = []): DayStep[] {
  return steps.filter(({ residents, insured }) => residents !== 0 || insured !== 0);
}
