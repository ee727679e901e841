import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NaiveRegister } from '../../test/naive-count.ts';
import { type MadeRows, madePlaces, makeProvince, makeSonDuong } from '../../test/province.ts';
import { checkNationalId } from '../registry/identifiers.ts';
import type { BulkRow } from '../registry/types.ts';
import { planSonDuong } from './plan.ts';
import { readDemoTables } from './tables.ts';

const TODAY = '2026-11-22';
const tables = readDemoTables();

function hashOf(made: MadeRows): string {
  const hash = createHash('sha256');
  for (const rows of Object.values(made)) for (const row of rows) hash.update(row.join('\t'));
  return hash.digest('hex');
}

describe('Sơn Dương', () => {
  let made: MadeRows;
  let register: NaiveRegister;
  beforeAll(() => {
    const district = makeSonDuong();
    made = district.rows;
    register = district.naive;
  }, 180_000);

  // Kế hoạch bao phủ BHYT huyện Sơn Dương 2022–2025, part I.I.2
  test('meets the plan of 31/12/2021 to the person', () => {
    const figure = register.on('2021-12-31');
    expect(figure.residents).toBe(182_330);
    expect(figure.insured).toBe(153_953);
    expect(figure.byGroup).toEqual({ 1: 8_541, 2: 5_374, 3: 80_185, 4: 33_118, 5: 26_735 });
    expect(figure.bySubgroup).toMatchObject({
      poor: 4_154,
      difficultArea: 38_658,
      meritAndOther: 37_373,
      nearPoor: 6_198,
      pupilStudent: 24_746,
      averageLiving: 2_174,
      household: 26_735,
    });
    const army = made.aggregate_participation;
    expect(new Set(army.map((row) => row[0])).size).toBe(army.length);
    expect(army.reduce((sum, row) => sum + Number(row[5]), 0)).toBe(1_210);
    expect(army.every((row) => row[3] === 'TQ' && row[4] === 'army')).toBe(true);
  });

  test('has people whose only card another province issued, and people with both', () => {
    const figure = register.on('2021-12-31');
    expect(figure.otherOnly).toBeGreaterThan(2_000);
    expect(figure.otherOnly).toBeLessThan(3_000);
    const valid = made.participation.filter((row) => isOn(row, '2021-12-31'));
    const owners = new Set(valid.filter((row) => row[4] === 'own').map((row) => row[0]));
    const both = valid.filter((row) => row[4] === 'otherProvince' && owners.has(row[0]));
    expect(both.length).toBeGreaterThan(200);
  });

  // plan, I.II.3: "số thẻ BHYT do ngân sách nhà nước hỗ trợ giảm 30.082 thẻ"
  test('loses 30,082 cards of the difficult areas on 1/7/2021, no other of that kind', () => {
    const before = register.on('2021-06-30');
    const after = register.on('2021-07-01');
    const area = 'difficultArea';
    expect((before.bySubgroup[area] ?? 0) - (after.bySubgroup[area] ?? 0)).toBe(30_082);
    expect(before.insured / before.residents).toBeGreaterThan(0.93);
    expect(after.insured / after.residents).toBeLessThan(0.8);
    const ended = made.participation.filter(
      (row) => row[2] === '2021-07-01' && (row[3] === 'DT' || row[3] === 'DK'),
    );
    expect(ended.length).toBe(30_082);
    const people = new Set(ended.map((row) => row[0]));
    const later = new Set(
      made.participation
        .filter((row) => people.has(row[0]) && String(row[1]) > '2021-07-01')
        .filter((row) => String(row[1]) < '2023-01-01')
        .map((row) => row[0]),
    );
    expect(later.size).toBeGreaterThan(10_000);
    expect(later.size).toBeLessThan(people.size);
  });

  // plan, II.II.2: 90,6 % (2022), 91,5 % (2023), 92,0 % (2024), 92,1 % (2025)
  test.each([
    ['2022-12-31', 9_060],
    ['2023-12-31', 9_150],
    ['2024-12-31', 9_200],
    ['2025-12-31', 9_210],
  ])('follows the road map of the plan: %s', (day, rateBp) => {
    const { residents, insured } = register.on(day);
    expect(Math.round(((insured + 1_210) * 10_000) / residents)).toBe(rateBp);
  });

  test('today stands a little above, with cards that end soon', () => {
    const { residents, insured } = register.on(TODAY);
    const rate = (insured + 1_210) / residents;
    expect(rate).toBeGreaterThan(0.92);
    expect(rate).toBeLessThan(0.93);
    for (const until of ['2026-12-22', '2027-01-21', '2027-02-20']) {
      const ending = made.participation.filter(
        (row) => isOn(row, TODAY) && row[2] !== null && String(row[2]) <= until,
      );
      expect(ending.length).toBeGreaterThan(1_500);
    }
  });

  test('tells nothing of what comes after today', () => {
    for (const table of ['residence', 'household', 'household_member', 'person_version'] as const) {
      const late = made[table].filter(
        (row) => String(row[1]) > TODAY || String(row[2] ?? '') > TODAY,
      );
      expect([table, late.length]).toEqual([table, 0]);
    }
    const cards = made.participation.filter((row) => String(row[1]) > TODAY);
    expect(cards.every((row) => row[3] === 'GD' && String(row[1]) <= '2026-12-22')).toBe(true);
  });

  test('every place has people, and the communes stand as the plan of the demo says', () => {
    const { places: found } = register.on('2021-12-31');
    const villages = planSonDuong(tables, 1)
      .scopes.flat()
      .flatMap((commune) => commune.villages);
    expect(villages.length).toBeGreaterThanOrEqual(300);
    for (const village of villages) {
      expect(found.get(madePlaces.village(village))?.residents ?? 0).toBeGreaterThan(100);
    }
  });

  describe('is plausible', () => {
    test('nobody has two residences of a kind, or two households, at once', () => {
      for (const [table, kindAt] of [
        ['residence', 4],
        ['household_member', -1],
        ['person_version', -1],
        ['status', 3],
      ] as const) {
        expect([table, overlapping(made[table], kindAt)]).toEqual([table, 0]);
      }
    });

    test('a household has one head on a day, and one as long as anybody lives there', () => {
      const heads = new Map<number, BulkRow[]>();
      const members = new Map<number, BulkRow[]>();
      for (const row of made.household_member) {
        const household = Number(row[3]);
        push(members, household, row);
        if (row[4] === true) push(heads, household, row);
      }
      let without = 0;
      let two = 0;
      for (const [household, rows] of members) {
        const first = rows.map((row) => String(row[1])).reduce((a, b) => (a < b ? a : b));
        const spells = (heads.get(household) ?? []).sort((a, b) =>
          String(a[1]) < String(b[1]) ? -1 : 1,
        );
        if (spells[0]?.[1] !== first) without += 1;
        for (let i = 1; i < spells.length; i += 1) {
          if (spells[i - 1]?.[2] === null || String(spells[i - 1]?.[2]) > String(spells[i]?.[1])) {
            two += 1;
          }
        }
      }
      expect({ without, two }).toEqual({ without: 0, two: 0 });
    });

    test('cards fit ages: children, pupils, pensioners, social pension', () => {
      const born = new Map(made.person_version.map((row) => [row[0], String(row[4])]));
      const wrong: Record<string, number> = {};
      for (const row of made.participation) {
        const age = Number(String(row[1]).slice(0, 4)) - Number(born.get(row[0])?.slice(0, 4));
        const fits =
          row[3] === 'TE'
            ? age <= 6
            : row[3] === 'HS'
              ? age >= 6 && age <= 18
              : row[3] === 'LH'
                ? age >= 74
                : row[3] === 'HT' || row[3] === 'CT'
                  ? age >= 54
                  : row[3] === 'DN' || row[3] === 'HC'
                    ? age >= 17 && age <= 62
                    : true;
        const category = String(row[3]);
        if (!fits) wrong[category] = (wrong[category] ?? 0) + 1;
      }
      expect(wrong).toEqual({});
    });

    test('numbers are right by rule but for a few, and nobody shares one', () => {
      const people = made.person_version;
      const warned = people.filter(
        (row) =>
          row[9] !== null &&
          checkNationalId(String(row[9]), {
            birthDate: String(row[4]),
            sex: row[6] === 'male' ? 'male' : 'female',
          }).length > 0,
      );
      expect(warned.length / people.length).toBeGreaterThan(0.001);
      expect(warned.length / people.length).toBeLessThan(0.02);
      for (const column of [9, 10, 11]) {
        const numbers = people.map((row) => row[column]).filter((number) => number !== null);
        expect([column, new Set(numbers).size]).toEqual([column, numbers.length]);
      }
      const missing = people.filter((row) => row[9] === null).length / people.length;
      expect(missing).toBeGreaterThan(0.01);
      expect(missing).toBeLessThan(0.03);
      const yearOnly = people.filter((row) => row[5] === 'year').length / people.length;
      expect(yearOnly).toBeGreaterThan(0.005);
      expect(yearOnly).toBeLessThan(0.03);
    });

    test('ages, sexes, peoples and families are those of a rural northern district', () => {
      const alive = new Set(
        made.residence
          .filter((row) => row[4] === 'permanent' && isOn(row, '2021-12-31'))
          .map((row) => row[0]),
      );
      const people = made.person_version.filter((row) => alive.has(row[0]));
      const share = (fits: (row: BulkRow) => boolean): number =>
        people.filter(fits).length / people.length;
      const bornFrom = (from: string, to: string) => (row: BulkRow) =>
        String(row[4]) >= from && String(row[4]) < to;
      expect(share(bornFrom('2016-01-01', '2022-01-01'))).toBeCloseTo(0.105, 1);
      expect(share(bornFrom('2004-01-01', '2016-01-01'))).toBeCloseTo(0.21, 1);
      expect(share(bornFrom('1900-01-01', '1962-01-01'))).toBeCloseTo(0.12, 1);
      expect(share((row) => row[6] === 'male')).toBeCloseTo(0.5, 1);
      expect(share((row) => row[7] === '01')).toBeCloseTo(0.52, 1);
      const households = new Set(
        made.household_member.filter((row) => isOn(row, '2021-12-31')).map((row) => row[3]),
      );
      expect(people.length / households.size).toBeGreaterThan(3.4);
      expect(people.length / households.size).toBeLessThan(4.4);
    });
  });

  test('the same seed makes the same rows, another seed others, with the same figures', () => {
    expect(hashOf(makeSonDuong(1, TODAY).rows)).toBe(hashOf(made));
    const other = makeSonDuong(20_26, '2022-03-01');
    expect(hashOf(other.rows)).not.toBe(hashOf(made));
    const figure = other.naive.on('2021-12-31');
    expect(figure.residents).toBe(182_330);
    expect(figure.byGroup).toEqual({ 1: 8_541, 2: 5_374, 3: 80_185, 4: 33_118, 5: 26_735 });
  }, 180_000);

  test('a later today finds the same people and only adds', () => {
    const earlier = makeSonDuong(1, '2022-03-01').rows;
    const known = new Map(made.person_version.map((row) => [row[0], row.join('\t')]));
    const changed = earlier.person_version.filter(
      (row) => !String(known.get(Number(row[0]))).startsWith(row.slice(0, 9).join('\t')),
    );
    expect(changed.length).toBe(0);
    expect(made.person_version.length).toBeGreaterThan(earlier.person_version.length);
  }, 180_000);
});

describe('a province by its code', () => {
  test('Sơn La in small: all communes, the peoples of the census, coverage about 96 %', () => {
    const { plan, rows, naive } = makeProvince({ people: 36_000, seed: 3, communes: 100 });
    expect(plan.scopes.flat().length).toBe(75);
    const end = naive.on('2025-12-31');
    expect(end.residents).toBe(36_000);
    const covered = (end.insured + end.otherOnly) / end.residents;
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.98);
    const byPeople = (code: string): number =>
      rows.person_version.filter((row) => row[7] === code).length / rows.person_version.length;
    // census of 2019: Thái 53.6 %, Kinh 16.3 %, Mông 16.1 %
    expect(Math.abs(byPeople('03') - 0.536)).toBeLessThan(0.08);
    expect(Math.abs(byPeople('08') - 0.161)).toBeLessThan(0.06);
  }, 180_000);

  test.each(['01', '24', '46', '66', '79', '86', '96'])('%s makes people too', (code) => {
    const { naive } = makeProvince({ code, people: 3_000 });
    const end = naive.on('2025-12-31');
    expect(end.residents).toBe(3_000);
    expect((end.insured + end.otherOnly) / end.residents).toBeGreaterThan(0.9);
  });
});

function isOn(row: BulkRow, day: string): boolean {
  return String(row[1]) <= day && (row[2] === null || day < String(row[2]));
}

function push(map: Map<number, BulkRow[]>, key: number, row: BulkRow): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}

/** Rows of one person (and kind, in the column given) that overlap in time. */
function overlapping(rows: readonly BulkRow[], kindAt: number): number {
  const spells = new Map<string, BulkRow[]>();
  for (const row of rows) {
    const key = `${row[0]} ${kindAt < 0 ? '' : row[kindAt]}`;
    const list = spells.get(key);
    if (list) list.push(row);
    else spells.set(key, [row]);
  }
  let found = 0;
  for (const list of spells.values()) {
    list.sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1));
    for (let i = 1; i < list.length; i += 1) {
      const end = list[i - 1]?.[2] ?? null;
      if (end === null || String(end) > String(list[i]?.[1])) found += 1;
    }
  }
  return found;
}
