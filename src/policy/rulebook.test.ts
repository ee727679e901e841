import { expect, test } from 'vitest';
import { loadLawBook, readTopics } from './book-files.ts';
import { makeLawBook } from './book.ts';
import { parseLawData } from './law-data.ts';
import { readCardNumber } from './card-number.ts';
import { parseCases } from './cases.ts';
import { casesOf, listEndingRules, listRules, timeline } from './rulebook.ts';

const book = loadLawBook();

test('what ends soon is told before it ends', () => {
  const ending = listEndingRules(book, '2025-10-01', 92);
  const local = ending.filter((rule) => rule.topic === 'localSupport');
  expect(local.map((rule) => [rule.value['document'], rule.to])).toEqual([
    ['NQ60-BG', '2026-01-01'],
    ['NQ60-BG', '2026-01-01'],
  ]);
  expect(
    listEndingRules(book, '2025-09-30', 92).filter(({ topic }) => topic === 'localSupport'),
  ).toEqual([]);
});

test('the timeline shows what starts and ends on the day of the reform', () => {
  const day = timeline(book).find((row) => row.on === '2025-07-01');
  const starts = day?.starts.map((rule) => `${rule.topic} ${rule.key}`);
  expect(starts).toContain('taxonomy taxonomy');
  expect(starts).toContain('parameter contributionRate');
  expect(day?.ends.length).toBeGreaterThan(20);
});

test('every rule has a citation; a rule finds its worked cases', () => {
  const rules = listRules(book);
  expect(rules.every((rule) => rule.citation.length > 0)).toBe(true);
  const cases = parseCases(readTopics());
  if (!cases.ok) throw new Error('cases do not parse');
  const base = rules.find((rule) => rule.topic === 'parameter' && rule.key === 'baseSalary');
  if (!base) throw new Error('no base salary');
  expect(casesOf(base, cases.value).map((row) => row.id)).toEqual(['V-baseSalary']);
});

test('the version changes with any value and with nothing else', () => {
  const again = parseLawData(readTopics());
  if (!again.ok) throw new Error('law does not parse');
  expect(makeLawBook(again.value).version).toBe(book.version);
  const changed = structuredClone(again.value);
  const value = changed.contribution.parameters['baseSalary']?.values.at(-1);
  if (!value) throw new Error('no base salary');
  value.value = 2_530_001;
  expect(makeLawBook(changed).version).not.toBe(book.version);
});

test('the book is frozen', () => {
  expect(() => book.data.support.supports.pop()).toThrow(TypeError);
});

test.each([
  ['HS4 24 1234567890', '2026-09-01', 'HS', 4, []],
  ['CN3241234567890', '2025-12-31', 'CN', 3, []],
  ['CN3241234567890', '2026-01-01', 'CN', 3, ['digitUnexpected']],
  ['KT4241234567890', '2025-06-30', 'KT', 4, ['categoryNotInForce']],
  ['ZZ4241234567890', '2026-01-01', 'ZZ', 4, ['categoryUnknown']],
])('card %s on %s', (text, on, category, benefitDigit, warnings) => {
  expect(readCardNumber(book, text, on)).toEqual({
    category,
    benefitDigit,
    provinceCode: '24',
    socialInsuranceNumber: '1234567890',
    warnings,
  });
});

test('what is no card number is none', () => {
  expect(readCardNumber(book, '1234567890', '2026-01-01')).toBeNull();
});
