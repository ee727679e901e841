import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportedNames, glossaryFaults, wordsOf } from './check-glossary.ts';

const PROJECT = join(import.meta.dirname, '..');
const GLOSSARY = `
terms:
  - {id: unit, vi: đơn vị, short: đơn vị, means: a place of the tree, avoid: [area]}
  - {id: areaClass, vi: khu vực, short: khu vực, means: class of a commune, from: '2021-06-04'}
  - {id: household, vi: hộ gia đình, short: hộ, means: people together, avoid: [family]}
  - {id: collector, vi: nhân viên thu, short: người thu, means: takes money, avoid: [agent]}
  - {id: nationalId, vi: số định danh, short: định danh, means: twelve digits, avoid: [idNumber]}
allow:
  - {word: agent, names: [userAgentOf], why: a browser calls itself so}
`;

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'glossary-'));
  write('docs/glossary.yaml', GLOSSARY);
});

afterEach(() => rmSync(root, { recursive: true }));

describe('the words', () => {
  test('nothing is wrong with a good glossary', () => {
    expect(glossaryFaults(root)).toEqual([]);
  });

  test.each([
    ['id: areaClass', 'id: unit', /unit: stands twice/],
    ['id: areaClass', 'id: area_class', /area_class: id must be camelCase/],
    ['id: areaClass', 'id: AreaClass', /AreaClass: id must be camelCase/],
    ['vi: khu vực', 'vi: Đơn vị', /areaClass: "Đơn vị" is already unit/],
    [', means: class of a commune', '', /areaClass: means /],
    ['avoid: [family]', 'avoid: [family, collector]', /avoid collector is a term of its own/],
    ["from: '2021-06-04'", "from: '2021-06-31'", /areaClass: from must be a day/],
    [
      "from: '2021-06-04'",
      "from: '2021-06-04', to: '2021-06-04'",
      /areaClass: from 2021-06-04 is not before to/,
    ],
    ['short: hộ', 'brief: hộ', /household: (short|.*Unrecognized key)/],
    ['word: agent', 'word: broker', /allow broker: no term avoids it/],
    [', why: a browser calls itself so', '', /allow\.0\.why/],
    ['{id: unit', '{id: unit}', /docs\/glossary\.yaml: /],
  ])('%s → %s', (before, after, fault) => {
    expect(GLOSSARY).toContain(before);
    write('docs/glossary.yaml', GLOSSARY.replace(before, after));
    expect(glossaryFaults(root).join('\n')).toMatch(fault);
  });
});

describe('the names in the code', () => {
  test('an exported name must not use an avoided word, alone, in a compound or in the plural', () => {
    write(
      'src/units/ops.ts',
      'const area = 1;\n\nexport function listAreas() {\n  return area;\n}\n',
    );
    write('web/screens/home.tsx', 'type FamilyRow = number;\nexport type { FamilyRow };\n');
    write('src/registry/types.ts', 'export const ID_NUMBER = 1;\nexport interface Families {}\n');
    expect(glossaryFaults(root)).toEqual([
      'src/registry/types.ts:1: ID_NUMBER says "idNumber"; the glossary\'s word is nationalId',
      'src/registry/types.ts:2: Families says "family"; the glossary\'s word is household',
      'src/units/ops.ts:3: listAreas says "area"; the glossary\'s word is unit',
      'web/screens/home.tsx:2: FamilyRow says "family"; the glossary\'s word is household',
    ]);
  });

  test('a term may hold what alone is avoided, and an allowed name stands', () => {
    write('src/a.ts', 'export type AreaClassRow = 1;\nexport function userAgentOf() {}\n');
    expect(glossaryFaults(root)).toEqual([]);
    write('src/a.ts', 'export function agentOf() {}\n');
    expect(glossaryFaults(root)).toHaveLength(1);
  });

  test('tests, generated files and names that stay inside are left alone', () => {
    write('src/a.test.ts', 'export const area = 1;\n');
    write('src/a.generated.ts', 'export const area = 1;\n');
    write('src/b.ts', 'function area() {}\narea();\n');
    expect(glossaryFaults(root)).toEqual([]);
  });

  test.each([
    ['export async function* readRows() {}', ['readRows']],
    ['export abstract class Store {}', ['Store']],
    ['export type { A, B as C } from "./x.ts";', ['A', 'C']],
    ['export {\n  one,\n  two as three,\n};', ['one', 'three']],
    ['// export const hidden = 1;\nconst x = "export const no";', []],
  ])('exports of %s', (text, names) => {
    expect(exportedNames(text).map(({ name }) => name)).toEqual(names);
  });

  test.each([
    ['listNearPoorHouseholds', ['list', 'near', 'poor', 'households']],
    ['XMLClaim', ['xml', 'claim']],
    ['PAGE_SIZE', ['page', 'size']],
  ])('the words of %s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe('the glossary of this repository', () => {
  test('holds the words the domains need, and the command finds it in order', () => {
    const { terms } = parse(readFileSync(join(PROJECT, 'docs/glossary.yaml'), 'utf8')) as {
      terms: { id: string }[];
    };
    expect(terms.length).toBeGreaterThanOrEqual(120);
    expect(terms.map((term) => term.id)).toEqual(
      expect.arrayContaining(['unit', 'participantGroup', 'spell', 'coverageRate', 'journal']),
    );
    const run = spawnSync(process.execPath, ['scripts/check-glossary.ts'], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  test('the command exits with 1 where a word is missing its sentence', () => {
    write('docs/glossary.yaml', GLOSSARY.replace('means: takes money, ', ''));
    const run = spawnSync(process.execPath, ['scripts/check-glossary.ts', root], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('collector: means');
  });
});

function write(file: string, text: string): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
