import { describe, expect, test } from 'vitest';
import { encodeRow } from '../../stores/copy.ts';
import { type Decisions, NOBODY, OUTCOME, REASON } from './decide.ts';
import { OWN_HANDS } from './hands.ts';
import { type LinkTables, linkTables, pairTables } from './linker.ts';
import { FIRST_MODEL } from './model.ts';
import { NameTable } from './names.ts';
import { packBirth, toShared } from './packed.ts';
import { PAIR_STRIDE } from './pairs.ts';
import { PersonReader, RowReader } from './reading.ts';

const VILLAGE = 11;
const PLACES = new Map([[VILLAGE, { villageId: VILLAGE, communeId: 1 }]]);

interface Someone {
  name: string;
  year: number;
  month?: number;
  day?: number;
  nationalId?: string;
}

const ALIKE: Someone = { name: 'giang a pao', year: 1980 };
const TUYEN: Someone = { name: 'trinh thi tuien', year: 1971, month: 5, day: 17 };

/** A register and a list of one village; places in the answer are places in these arrays. */
function makeTables(persons: readonly Someone[], rows: readonly Someone[]): LinkTables {
  const names = new NameTable();
  const people = new PersonReader(names, PLACES, persons.length);
  const list = new RowReader(names, PLACES, rows.length);
  const birth = ({ year, month = 0, day = 0 }: Someone): number => packBirth(year, month, day);
  people.read(
    toBytes(persons.map((p, at) => [at, p.name, birth(p), 1, VILLAGE, p.nationalId ?? 0, 0])),
  );
  list.read(
    toBytes(
      rows.map((r, at) => {
        const { name, year, month = 0, day = 0 } = r;
        return [at, name, year, month, day, 'male', VILLAGE, r.nationalId ?? null, null];
      }),
    ),
  );
  const bearers = new Map<number, number>();
  const records = toShared(people.records);
  for (const person of persons) {
    const bytes = Buffer.from(person.name);
    const sorted = names.sortedOf(names.intern(bytes, 0, bytes.length));
    bearers.set(sorted, (bearers.get(sorted) ?? 0) + 1);
  }
  return {
    persons: records,
    rows: toShared(list.records),
    names,
    bearers: Int32Array.from({ length: names.sortedCount + 1 }, (_, at) => bearers.get(at) ?? 0),
    people: persons.length,
  };
}

function toBytes(lines: readonly (string | number | null)[][]): Uint8Array {
  return Buffer.from(lines.map(encodeRow).join(''));
}

function many(count: number, of: Someone): Someone[] {
  return Array.from({ length: count }, () => of);
}

/** A register of other people beside those who are alike, so that a name weighs something. */
function others(count: number): Someone[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `nguien ${'abcdeghik'[at % 9]}an ${'lmnopqrst'[at % 7]}u${'aeiou'[at % 5]}`,
    year: 1930 + (at % 90),
    month: 1 + (at % 12),
    day: 1 + (at % 28),
  }));
}

async function link(persons: readonly Someone[], rows: readonly Someone[]): Promise<Decisions> {
  return await linkTables(makeTables(persons, rows), FIRST_MODEL, OWN_HANDS);
}

function countOf(decisions: Decisions, outcome: keyof typeof OUTCOME): number {
  return decisions.outcome.filter((found) => found === OUTCOME[outcome]).length;
}

describe('thousands of rows alike', () => {
  const ROWS = 6_000;

  test('against as many people alike: all are for somebody to look at, who stands out is linked', async () => {
    const persons = [...many(ROWS, ALIKE), TUYEN, ...others(500)];
    const rows = [...many(ROWS, ALIKE), TUYEN];
    const decisions = await link(persons, rows);
    expect(decisions.outcome[ROWS]).toBe(OUTCOME.linked);
    expect(decisions.person[ROWS]).toBe(ROWS);
    for (let row = 0; row < ROWS; row += 1) expect(decisions.outcome[row]).not.toBe(OUTCOME.linked);
    expect(decisions.reason.filter((reason) => reason === REASON.manyAlike).length).toBeGreaterThan(
      0,
    );
    expect(countOf(decisions, 'review') + countOf(decisions, 'duplicate')).toBe(ROWS);
  });

  test('against one such person: he is found once, the other rows repeat that row', async () => {
    const persons = [...others(2_000), ALIKE];
    const decisions = await link(persons, many(ROWS, ALIKE));
    expect(countOf(decisions, 'linked') + countOf(decisions, 'review')).toBe(1);
    expect(decisions.person[0]).toBe(2_000);
    expect(countOf(decisions, 'duplicate')).toBe(ROWS - 1);
  });

  test('against nobody: the others repeat the first, which somebody looks at', async () => {
    const decisions = await link(others(2_000), many(ROWS, ALIKE));
    expect(decisions.outcome[0]).toBe(OUTCOME.review);
    expect(decisions.person[0]).toBe(NOBODY);
    expect(countOf(decisions, 'duplicate')).toBe(ROWS - 1);
  });

  test('each with a number of its own: nobody says that they are one, or new', async () => {
    const rows = many(ROWS, ALIKE).map((row, at) => ({
      ...row,
      nationalId: String(14_080_000_000 + at * 1_237),
    }));
    const decisions = await link(others(2_000), rows);
    expect(countOf(decisions, 'linked')).toBe(0);
    const open = decisions.outcome.map((outcome, row) =>
      outcome === OUTCOME.review && decisions.reason[row] === REASON.manyAlike ? 1 : 0,
    );
    expect(open.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(ROWS * 0.9);
  });

  test('each with the number of its own person: the numbers tell them apart', async () => {
    const numbered = many(ROWS, ALIKE).map((row, at) => ({
      ...row,
      nationalId: String(14_080_000_000 + at * 1_237),
    }));
    const decisions = await link([...others(500), ...numbered], numbered);
    expect(countOf(decisions, 'linked')).toBe(ROWS);
    for (let row = 0; row < ROWS; row += 1) expect(decisions.person[row]).toBe(500 + row);
  });

  test('a number that a sender put on every row links nobody by itself', async () => {
    const owner = { name: 'trinh thi tuien', year: 1901, month: 5, day: 31 };
    const rows = others(ROWS).map((row) => ({ ...row, nationalId: '014080000001' }));
    const persons = [...others(300), { ...owner, nationalId: '014080000001' }];
    const decisions = await link(persons, rows);
    const holders = decisions.person.filter(
      (person, row) => person === 300 && decisions.outcome[row] === OUTCOME.linked,
    );
    expect(holders.length).toBe(0);
  });
});

test('a register of people alike gives no more pairs than somebody could look through', async () => {
  const persons = makeTables(many(20_000, ALIKE), []);
  const pairs = await pairTables({ ...persons, rows: persons.persons }, FIRST_MODEL, OWN_HANDS);
  expect(pairs.length / PAIR_STRIDE).toBeLessThan(300_000);
});
