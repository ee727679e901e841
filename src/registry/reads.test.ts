import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { Refusal } from '../kernel/outcome.ts';
import { NO_LISTENERS } from '../stores/context.ts';
import { recordFacts, undoEntry } from './ops.ts';
import { getHousehold, getPerson, getPersonHistory, unmaskPerson } from './reads.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import type { CommandInput } from './types.ts';

const database = useTestDatabase();

/** Writes happen at instants of our choosing: each test reads as of between them. */
const ctxAt = (instant: string) =>
  database.ctx({ listeners: NO_LISTENERS, now: () => Temporal.Instant.from(instant) });

beforeAll(() => insertTestPlaces(database.db()));

async function recordAt(instant: string, commands: CommandInput[], reason = 'kiểm thử') {
  const done = await recordFacts(ctxAt(instant), { reason, source: 'biểu mẫu' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

const at = (instant: string) => ({ knownAt: Temporal.Instant.from(instant) });

describe('getPerson', () => {
  let person = 0;
  let household = 0;
  let cardEntry = 0;
  const later = () => ctxAt('2026-02-01T00:00:00Z');

  beforeAll(async () => {
    const from = '2020-01-01';
    const made = await recordAt('2025-01-10T03:00:00Z', [
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: {
          fullName: 'Nông Thị Biết',
          birthDate: '1988-03-01',
          birthPrecision: 'month',
          sex: 'female',
          nationalId: '008188000777',
          phone: '0912345678',
        },
        residence: { placeId: PLACES.villageOne, kind: 'permanent', from },
      },
      { kind: 'addHousehold', household: 'new:h', placeId: PLACES.villageOne, code: 'H-7', from },
      { kind: 'joinHousehold', person: 'new:a', household: 'new:h', relation: 'head', from },
    ]);
    person = made.people['new:a'] ?? 0;
    household = made.households['new:h'] ?? 0;
    const card = await recordAt('2025-03-10T03:00:00Z', [
      {
        kind: 'addParticipation',
        person,
        category: 'HN',
        issuer: 'own',
        cardNumber: 'HN2080123456789',
        from: '2025-01-01',
        to: '2026-01-01',
      },
    ]);
    cardEntry = card.entryId;
    await recordAt('2025-06-10T03:00:00Z', [
      {
        kind: 'setResidence',
        person,
        placeId: PLACES.neighbour,
        residence: 'permanent',
        from: '2025-02-01',
      },
    ]);
  });

  test('says who, where, in which household, insured how, recorded by whom from what', async () => {
    const page = await getPerson(later(), person);
    expect(page.attributes).toMatchObject({
      fullName: 'Nông Thị Biết',
      birthDate: '1988-03-01',
      birthPrecision: 'month',
      nationalId: '008•••••••77',
      phone: '•••••••678',
    });
    expect(page.place?.name).toBe('Xã Bình Ca');
    expect(page.household).toMatchObject({ householdId: household, code: 'H-7' });
    expect(page.household?.members.map((member) => member.fullName)).toEqual(['Nông Thị Biết']);
    expect(page.participations).toMatchObject([
      {
        category: 'HN',
        cardNumber: 'HN208•••••••789',
        from: '2025-01-01',
        to: '2026-01-01',
        recorded: { entryId: cardEntry, source: 'biểu mẫu', actorName: 'Hệ thống' },
      },
    ]);
    expect(page.residences.map((spell) => [spell.place?.name, spell.from, spell.to])).toEqual([
      ['Thôn Lũng Tẩu', '2020-01-01', '2025-02-01'],
      ['Xã Bình Ca', '2025-02-01', null],
    ]);
  });

  test('as known at an instant: what had not been recorded yet is not there', async () => {
    const inFebruary = await getPerson(later(), person, at('2025-02-15T00:00:00Z'));
    expect(inFebruary.participations).toEqual([]);
    expect(inFebruary.place?.name).toBe('Thôn Lũng Tẩu');
    const inApril = await getPerson(later(), person, at('2025-04-15T00:00:00Z'));
    expect(inApril.participations).toHaveLength(1);
    // The move of 1/2 was recorded only in June: in April the register still had her at home.
    expect(inApril.residences.map((spell) => [spell.place?.name, spell.to])).toEqual([
      ['Thôn Lũng Tẩu', null],
    ]);
    const before = getPerson(later(), person, at('2025-01-01T00:00:00Z'));
    await expect(before).rejects.toThrow(Refusal);
  });

  test('an undone entry is gone now and still there in between', async () => {
    const wrong = await recordAt('2025-09-01T00:00:00Z', [
      { kind: 'setStatus', person, status: 'poorHousehold', from: '2025-01-01' },
    ]);
    await undoEntry(ctxAt('2025-10-01T00:00:00Z'), wrong.entryId, 'nhập nhầm hộ');
    expect((await getPerson(later(), person)).statuses).toEqual([]);
    const between = await getPerson(later(), person, at('2025-09-15T00:00:00Z'));
    expect(between.statuses.map((spell) => spell.status)).toEqual(['poorHousehold']);
  });

  test('history names every entry with what it wrote and what it ended', async () => {
    const history = await getPersonHistory(later(), person);
    const first = history.at(-1);
    expect(first?.changes.map((change) => [change.change, change.table])).toEqual([
      ['added', 'person_version'],
      ['added', 'residence'],
      ['added', 'household_member'],
    ]);
    const moved = history.find((entry) => entry.recordedAt === '2025-06-10T03:00:00.000Z');
    expect(moved?.changes.map((change) => [change.change, change.from, change.to])).toEqual([
      ['superseded', '2020-01-01', null],
      ['added', '2020-01-01', '2025-02-01'],
      ['added', '2025-02-01', null],
    ]);
    expect(JSON.stringify(history)).not.toContain('008188000777');
  });

  test('numbers are whole only when unmasked', async () => {
    expect(await unmaskPerson(later(), person)).toMatchObject({
      nationalId: '008188000777',
      phone: '0912345678',
      cardNumbers: [{ cardNumber: 'HN2080123456789' }],
    });
  });

  test('a household shows who was in it', async () => {
    const page = await getHousehold(later(), household);
    // she was alone in it, so it went with her
    expect(page.place?.units.map((unit) => unit.name)).toEqual(['Xã Bình Ca', 'Tỉnh Tuyên Quang']);
    await expect(getHousehold(later(), 4_711)).rejects.toThrow('registry.household.notFound');
  });

  test('a clock that runs back does not turn the order of entries round', async () => {
    const early = await recordAt('2020-01-01T00:00:00Z', [
      { kind: 'correctPerson', person, attributes: { phone: '0987654321' } },
    ]);
    const history = await getPersonHistory(later(), person);
    expect(history[0]?.entryId).toBe(early.entryId);
    expect(history[0]?.recordedAt).toBe('2025-10-01T00:00:00.000Z');
  });
});
