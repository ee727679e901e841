import { describe, expect, test } from 'vitest';
import { mayPass, waitBefore } from './patience.ts';
import { sizeWithin } from './shrink.ts';

describe('a paper on a bad line', () => {
  test('is tried four times by itself, each time later', () => {
    expect([1, 2, 3, 4, 5].map(waitBefore)).toEqual([2, 5, 15, 30, null]);
  });

  test.each([
    ['network', true],
    ['server', true],
    ['tooMany', true],
    ['invalid', false],
    ['forbidden', false],
    ['notFound', false],
  ])('after %s: again %s', (kind, again) => {
    expect(mayPass(kind)).toBe(again);
  });
});

test.each([
  [
    { width: 4000, height: 3000 },
    { width: 2000, height: 1500 },
  ],
  [
    { width: 900, height: 4000 },
    { width: 450, height: 2000 },
  ],
  [
    { width: 800, height: 600 },
    { width: 800, height: 600 },
  ],
])('%o fits into 2000 as %o', (from, to) => {
  expect(sizeWithin(from, 2000)).toEqual(to);
});
