import { describe, expect, test } from 'vitest';
import {
  type Household,
  factsOf,
  newMember,
  readBirth,
  readHousehold,
  writeHousehold,
} from './household.ts';

const TODAY = '2026-08-10';

const household: Household = {
  paidOn: '2026-06-15',
  months: 6,
  province: 'bac-giang',
  areaClasses: ['regionIII', 'minorityMountain'],
  areaLeftOn: '2025-07-01',
  standing: 'nearPoor',
  joinedBefore: 2,
  members: [
    { name: 'Mẹ', birth: '1988', statuses: [], isMinority: true, incomeVnd: null },
    {
      name: 'Bố ~ & con',
      birth: '2/5/1985',
      statuses: ['employee', 'merit'],
      isMinority: false,
      incomeVnd: 8_000_000,
    },
  ],
};

describe('a birth as typed', () => {
  test.each([
    ['15/3/2021', '2021-03-15', 'day'],
    ['2021-03-15', '2021-03-15', 'day'],
    ['1985', '1985-01-01', 'year'],
    ['40', '1986-08-10', 'age'],
    ['0', '2026-08-10', 'age'],
  ])('%s is %s', (typed, date, precision) => {
    expect(readBirth(typed, TODAY)).toEqual({ date, precision });
  });

  test.each(['', '31/2/2020', '11/8/2026', '2027', '1890', '121', 'ba'])('%s is none', (typed) => {
    expect(readBirth(typed, TODAY)).toBeNull();
  });
});

describe('the address', () => {
  test('gives back what was written, but for the sign between parts', () => {
    const written = writeHousehold(household);
    const [mother, father] = household.members;
    expect(readHousehold(written, TODAY)).toEqual({
      ...household,
      members: [mother, { ...father, name: 'Bố   & con' }],
    });
  });

  test('what cannot be read is left out', () => {
    const read = readHousehold('ngay=2026-13-01&thang=5&ho=rich&vung=moon&nguoi=~king', TODAY);
    expect(read).toMatchObject({ paidOn: TODAY, months: 12, standing: null, areaClasses: [] });
    expect(read.members).toEqual([newMember()]);
  });

  test('an empty address is one member today', () => {
    expect(readHousehold('', TODAY).members).toHaveLength(1);
  });
});

describe('the facts of a member', () => {
  test('the standing of the household is everybody’s; the old province follows the old tree', () => {
    const facts = factsOf(household, newMember(), { tree: 'old', code: '24' });
    expect(facts.statuses.map(({ status }) => status)).toEqual(['nearPoor']);
    expect(facts).toMatchObject({ provinceCode: null, formerProvinceCode: '24' });
    expect(facts.birthDate).toBeNull();
    expect(facts.areaClasses).toContainEqual({
      areaClass: 'regionIII',
      from: '2024-07-01',
      to: '2025-07-01',
    });
  });
});
