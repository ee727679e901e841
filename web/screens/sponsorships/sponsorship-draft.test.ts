import { expect, test } from 'vitest';
import { inputOf, newDraft } from './sponsorship-draft.ts';

const TODAY = '2026-11-30';

test('a new one begins with the next month and lasts a year', () => {
  expect(newDraft(TODAY)).toMatchObject({ from: '2026-12-01', lastDay: '2027-11-30' });
  expect(newDraft('2027-01-31').from).toBe('2027-02-01');
});

test('nothing is sent before who, how much and when are said', () => {
  const draft = newDraft(TODAY);
  expect(inputOf(draft)).toBeNull();
  const named = { ...draft, payerName: '  Hội P ' };
  expect(inputOf(named)).toBeNull();
  expect(inputOf({ ...named, percent: 30, lastDay: null })).toBeNull();
  expect(inputOf({ ...named, way: 'fixed', percent: 30 })).toBeNull();
});

test('people read the last day, the law counts to the day after', () => {
  const draft = { ...newDraft(TODAY), payerName: '  Hội P ', percent: 12.5, monthlyVnd: 9 };
  expect(inputOf(draft)).toMatchObject({
    payerName: 'Hội P',
    shareBp: 1250,
    monthlyVnd: null,
    to: '2027-12-01',
    moneyMaxVnd: null,
  });
});

test('a card as a gift names no amount, chosen people go by their ids', () => {
  const people = [{ id: 7, name: 'Chị Năm' }];
  const draft = {
    ...newDraft(TODAY, people),
    payerName: 'Hội P',
    way: 'card',
    percent: 30,
  } as const;
  expect(inputOf(draft)).toMatchObject({ way: 'card', shareBp: null, personIds: [7] });
});
