import { expect, test } from 'vitest';
import { addDays } from '../kernel/dates.ts';
import { makeRandom } from '../kernel/random.ts';
import { loadLawBook } from './book-files.ts';
import { buildPeriod, lawDay } from './law-day.ts';

const book = loadLawBook();

test('a day shares what was built for another day of its period, and that is what it would have built', () => {
  const random = makeRandom(20_261_130);
  for (let round = 0; round < 400; round += 1) {
    const on = addDays('2009-07-01', random.int(7_300));
    const { on: same, underSix, ...period } = lawDay(book, on);
    expect(same).toBe(on);
    expect(underSix('2020-01-01').lastDay).toBeDefined();
    expect(period).toEqual(buildPeriod(book, on));
  }
});
