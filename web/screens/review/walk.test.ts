import { expect, test } from 'vitest';
import { walkOf } from './walk.ts';

test('where one stands in a list, and what comes before and after', () => {
  expect(walkOf([4, 7, 9], 7)).toEqual({ at: 1, length: 3, next: 9, previous: 4 });
  expect(walkOf([4, 7, 9], 9)).toEqual({ at: 2, length: 3, next: null, previous: 7 });
});

test('an item that is not in the list goes on with its first', () => {
  expect(walkOf([4, 7], 5)).toEqual({ at: null, length: 2, next: 4, previous: null });
});
