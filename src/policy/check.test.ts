import { describe, expect, test } from 'vitest';
import { readTopics } from './book-files.ts';
import { parseCases } from './cases.ts';
import { checkLaw } from './check.ts';

const topics = readTopics();

test('the law as carried has no fault, and every case comes out', () => {
  const result = checkLaw(topics);
  expect(result.faults).toEqual([]);
  expect(result.softDifferences).toEqual([]);
  expect(result.passed).toBe(result.cases);
  expect(result.rules).toBeGreaterThan(300);
});

test('the 48 worked contributions are carried, 45 of them hard', () => {
  const cases = parseCases(topics);
  if (!cases.ok) throw new Error('cases do not parse');
  const worked = cases.value.filter((row) => /^W\d+[a-d]?$/.test(row.id));
  expect(worked).toHaveLength(48);
  expect(worked.filter((row) => !row.hard).map((row) => row.id)).toEqual(['W9b', 'W17b', 'W23c']);
});

/** A copy of the files in which one thing is broken. */
function broken(breakIt: (files: Files) => void): string[] {
  const files = structuredClone(topics) as unknown as Files;
  breakIt(files);
  return checkLaw(files).faults.map((fault) => fault.code);
}

interface Row {
  [key: string]: unknown;
  categories?: string[];
  citation: string;
  from: string;
}
interface Files {
  [file: string]: unknown;
  groups: { taxonomies: Row[]; categories: { id: string; places: Row[]; subgroup: string }[] };
  precedence: { orders: { order: string[] }[] };
  support: { supports: Row[] };
  contribution: { payments: Row[]; parameters: { baseSalary: { values: Row[] } } };
  'local/bac-giang': {
    province: object;
    resolutions: { document: string; supports: Row[] }[];
  };
  'cases/contributions': { cases: Row[] };
}

describe('each fault is found', () => {
  test.each<[string, (files: Files) => void]>([
    ['policy.fileMissing', (files) => delete files['benefit']],
    ['policy.fileUnknown', (files) => (files['suport'] = {})],
    ['policy.schema', (files) => (files.support.supports[0] = { citation: 'X', from: 'soon' })],
    ['policy.unknownDocument', (files) => set(files.support.supports[0], { citation: 'ND999 1' })],
    ['policy.noCitation', (files) => set(files.support.supports[0], { citation: '' })],
    ['policy.overlap', (files) => set(files.groups.taxonomies[1], { from: '2014-12-31' })],
    ['policy.hole', (files) => set(files.groups.taxonomies[1], { from: '2015-01-02' })],
    [
      'policy.hole',
      (files) => set(files.contribution.parameters.baseSalary.values[11], { from: '2024-08-01' }),
    ],
    ['policy.unknownCategory', (files) => files.support.supports[0]?.categories?.push('QQ')],
    ['policy.unknownGroup', (files) => set(files.groups.categories[0]?.places[0], { group: 8 })],
    [
      'policy.unknownSubgroup',
      (files) => set(files.groups.categories[0]?.places[0], { subgroup: 'poor' }),
    ],
    ['policy.unranked', (files) => files.precedence.orders[3]?.order.pop()],
    ['policy.twice', (files) => files.precedence.orders[3]?.order.push('DN')],
    [
      'policy.sharesNotWhole',
      (files) => set(files.contribution.payments[0], { shares: { employer: '2/3' } }),
    ],
    ['policy.hole', (files) => files.contribution.payments.shift()],
    [
      'policy.unknownDocument',
      (files) => set(files['local/bac-giang'].resolutions[0], { document: 'NQ1' }),
    ],
    [
      'policy.overlap',
      (files) => set(files['local/bac-giang'].resolutions[0]?.supports[2], { from: '2025-06-30' }),
    ],
    [
      'policy.caseDiffers',
      (files) => set(files['cases/contributions'].cases[0], { expected: { totalVnd: 1 } }),
    ],
    [
      'policy.changeWithoutCase',
      (files) => {
        const values = files.contribution.parameters.baseSalary.values;
        set(values.at(-1), { to: '2027-07-01' });
        values.push({
          from: '2027-07-01',
          value: 2_700_000,
          citation: 'ND161',
          confidence: 'memory',
        });
      },
    ],
  ])('%s', (code, breakIt) => {
    expect(broken(breakIt)).toContain(code);
  });

  test.each<[string, (files: Files) => void]>([
    ['policy.emptyPeriod', (files) => set(files.support.supports[0], { to: '2018-12-01' })],
    [
      'policy.valueMissing',
      (files) => set(files.contribution.parameters.baseSalary.values[0], { value: undefined }),
    ],
    ['policy.valueMissing', (files) => set(baseSalary(files), { sameAs: 'referenceLevel' })],
    [
      'policy.valueCircular',
      (files) => set(baseSalary(files), { value: undefined, sameAs: 'referenceLevel' }),
    ],
    [
      'policy.parameterMissing',
      (files) => Reflect.deleteProperty(files.contribution.parameters, 'baseSalary'),
    ],
    ['policy.schema', (files) => set(files.contribution.parameters, { baseWage: { values: [] } })],
    ['policy.unknownSubgroup', (files) => set(files.groups.categories[0], { subgroup: 'rich' })],
    ['policy.unknownGroup', (files) => set(firstPlace(files), { taxonomy: 'LAW99' })],
    ['policy.unknownCategory', (files) => files.precedence.orders[3]?.order.push('QQ')],
    ['policy.twice', (files) => files.groups.categories.push({ ...firstCategory(files) })],
    ['policy.noCitation', (files) => set(files.support.supports[0], { citation: undefined })],
    ['policy.noCitation', (files) => set(files.support.supports[0], { citation: '13.5; ?' })],
    ['policy.schema', (files) => set(files.support.supports[0], { confidence: 'certain' })],
    ['policy.schema', (files) => set(files.support.supports[0], { confidence: undefined })],
    ['policy.schema', (files) => set(files, { support: 'nothing' })],
    ['input.notADate', (files) => set(files.support.supports[0], { from: '2025-02-30' })],
    ['input.dayOutOfRange', (files) => set(files.support.supports[0], { to: '9999-12-31' })],
  ])('%s, in another way (%#)', (code, breakIt) => {
    expect(broken(breakIt)).toContain(code);
  });

  test.each<[string, string, (file: LocalRows) => void]>([
    ['an overlap', 'policy.overlap', (file) => set(file.rows[2], { from: '2025-06-30' })],
    ['a hole', 'policy.hole', (file) => set(file.rows[2], { from: '2025-07-02' })],
    ['no citation', 'policy.noCitation', (file) => set(file.rows[0], { citation: '' })],
    ['an unknown text', 'policy.unknownDocument', (file) => set(file.rows[0], { citation: 'NQ9' })],
    ['an unknown group', 'policy.unknownCategory', (file) => file.rows[0]?.categories?.push('QQ')],
    ['an empty period', 'policy.emptyPeriod', (file) => set(file.rows[3], { to: '2025-07-01' })],
    ['no day', 'policy.schema', (file) => set(file.rows[0], { from: undefined })],
    ['more than the whole', 'policy.schema', (file) => set(file.rows[0], { extraBp: 10_001 })],
    ['no rate', 'policy.schema', (file) => set(file.rows[0], { extraBp: undefined })],
    [
      'a province code of three digits',
      'policy.schema',
      (file) => set(file.province, { code: '024' }),
    ],
    [
      'support of who pays nothing',
      'policy.supportUseless',
      (file) => file.rows[0]?.categories?.push('HN'),
    ],
    [
      'a change that no case looks at',
      'policy.changeWithoutCase',
      (file) => set(file.rows[3], { to: '2025-12-01' }),
    ],
  ])('in the resolution of a province: %s', (_, code, breakIt) => {
    const found = broken((files) => {
      const file = files['local/bac-giang'];
      breakIt({ province: file.province, rows: file.resolutions[0]?.supports ?? [] });
    });
    expect(found).toContain(code);
  });

  test('two files of one province, which could overlap unseen', () => {
    const found = broken((files) => {
      files['local/bac-giang-2'] = structuredClone(files['local/bac-giang']);
    });
    expect(found).toContain('policy.twice');
  });
});

interface LocalRows {
  province: object;
  rows: Row[];
}

function baseSalary(files: Files): Row | undefined {
  return files.contribution.parameters.baseSalary.values[0];
}

function firstCategory(files: Files): Files['groups']['categories'][number] {
  const [first] = files.groups.categories;
  if (!first) throw new Error('no category');
  return first;
}

function firstPlace(files: Files): Row | undefined {
  return files.groups.categories[0]?.places[0];
}

function set(row: object | undefined, values: object): void {
  if (!row) throw new Error('the row to break is not there');
  Object.assign(row, values);
}
