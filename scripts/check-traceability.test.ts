import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXPECTED, traceabilityFaults } from './check-traceability.ts';
import type { Expected } from './check-traceability.ts';
import { renderPage } from './gen-traceability-page.ts';
import { MAIN_FILE, PAGE_FILE, expandLink, readTraceability } from './traceability.ts';

const PROJECT = join(import.meta.dirname, '..');
const SMALL: Expected = {
  plans: { '0': 2, '1': 1 },
  letters: { A: 2, B: 1 },
  needs: ['urgentLane'],
};

const DUTIES = `
- {id: '0.01', at: I.1, text: Việc một, features: [A1-A2], state: served,
   where: [/don-vi], tests: ['test/tree.test.ts#merges two communes']}
- {id: '0.02', at: I.2, text: Việc hai, features: [B1], needs: [urgentLane], state: partly,
   where: [bin/baophu coverage], tests: [test/tree.test.ts]}
- {id: '1.01', text: 'Việc ba | có gạch', features: [all], state: open}
`;
const FEATURES = `
- {id: A1, text: Cây có ngày, en: Dated tree, state: served, where: [/don-vi],
   tests: [test/tree.test.ts]}
- {id: A2, text: Sáp nhập, en: Merge, state: partly, where: [/don-vi], tests: [test/tree.test.ts]}
- {id: B1, text: Hộ gia đình, en: Household, state: open}
`;
const NEEDS = `- {id: urgentLane, text: Luồng khẩn, state: open}\n`;

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'traceability-'));
  write('docs/parts/duties.yaml', DUTIES);
  write('docs/parts/features.yaml', FEATURES);
  write('docs/parts/needs.yaml', NEEDS);
  write(MAIN_FILE, smallMain());
  write('test/tree.test.ts', "test('merges two communes', () => undefined);\n");
  writePage();
});

afterEach(() => rmSync(root, { recursive: true }));

describe('the checker on a small project', () => {
  test('finds nothing when all is well', () => {
    expect(traceabilityFaults(root, SMALL)).toEqual([]);
  });

  test('names missing, unknown and doubled ids', () => {
    write('docs/parts/duties.yaml', DUTIES.replace("'0.02'", "'0.01'").replace("'1.01'", "'1.10'"));
    const faults = traceabilityFaults(root, SMALL);
    expect(faults).toContain('duties: missing 0.02, 1.01');
    expect(faults).toContain('docs/parts/duties.yaml: row 0.01: stands twice');
    expect(faults).toContain('docs/parts/duties.yaml: row 1.10: no such id in duties');
  });

  test.each([
    ['state: served', 'state: done', /row 0\.01: state /],
    ['where: [/don-vi]', 'where: []', /row 0\.01: is served without where/],
    ['where: [bin/baophu coverage]', 'where: [trang nào đó]', /row 0\.02: where "trang nào đó"/],
    [', tests: [test/tree.test.ts]}', '}', /row 0\.02: is partly without tests/],
    ['#merges two communes', '#splits a commune', /does not hold "splits a commune"/],
    ['tests: [test/tree.test.ts]', 'tests: [test/gone.test.ts]', /"test\/gone\.test\.ts" does not/],
    ['tests: [test/tree.test.ts]', 'tests: [docs/parts/needs.yaml]', /is no \*\.test\.ts file/],
    ['tests: [test/tree.test.ts]', 'tests: [../../x.test.ts]', /x\.test\.ts" does not exist/],
    ['features: [A1-A2]', 'features: [A1-A3]', /row 0\.01: unknown feature A3/],
    ['needs: [urgentLane]', 'needs: [fastLane]', /row 0\.02: unknown need fastLane/],
    ['features: [all], ', '', /row 1\.01: names no feature and no need/],
    ['features: [A1-A2]', 'features: [B1]', /row 0\.01: is served, but B1 is still open/],
    ['text: Việc hai', 'txt: Việc hai', /row 0\.02: +(text|Unrecognized key)/],
    ["id: '0.01'", 'id: 0.01', /row 0\.01: id /],
    ["{id: '1.01'", "{id: '1.01", /docs\/parts\/duties\.yaml: (Missing closing|must be a list)/],
  ])('%s → %s', (before, after, fault) => {
    expect(DUTIES).toContain(before);
    write('docs/parts/duties.yaml', DUTIES.replace(before, after));
    expect(traceabilityFaults(root, SMALL).join('\n')).toMatch(fault);
  });

  test('lists all faults at once', () => {
    write(
      'docs/parts/duties.yaml',
      DUTIES.replace('state: served', 'state: done').replace('[B1]', '[C9]'),
    );
    write('docs/parts/features.yaml', FEATURES.replace('id: A2', 'id: A7'));
    const faults = traceabilityFaults(root, SMALL).join('\n');
    expect(faults).toMatch(/row 0\.01: state /);
    expect(faults).toMatch(/unknown feature C9/);
    expect(faults).toMatch(/row A7: no such id in features/);
    expect(faults).toMatch(/features: missing A2/);
  });

  test('a part that is not there is a fault, not a crash', () => {
    rmSync(join(root, 'docs/parts/needs.yaml'));
    expect(traceabilityFaults(root, SMALL)).toContain('docs/parts/needs.yaml: missing');
  });

  test('a plan without a heading would fall off the page', () => {
    write(MAIN_FILE, smallMain().replace("- { id: '1', name: Kế hoạch B }", ''));
    expect(traceabilityFaults(root, SMALL)).toContain('plans: must be 0, 1, are 0');
  });

  test('a page that says something else is out of date', () => {
    write('docs/parts/duties.yaml', DUTIES.replace('Việc hai', 'Việc hai đã sửa'));
    expect(traceabilityFaults(root, SMALL)).toEqual([
      `${PAGE_FILE}: out of date; run node scripts/gen-traceability-page.ts`,
    ]);
    writePage();
    expect(traceabilityFaults(root, SMALL)).toEqual([]);
  });
});

describe('the page', () => {
  test('shows every row with its state and place, and counts them', () => {
    const page = readFileSync(join(root, PAGE_FILE), 'utf8');
    expect(page).toContain('| 0.01 | Việc một | I.1 | đã có | `/don-vi` | A1-A2 |');
    expect(page).toContain('| 0.02 | Việc hai | I.2 | có một phần | `bin/baophu coverage` |');
    expect(page).toContain('| 1.01 | Việc ba \\| có gạch | — | chưa có | — | Tất cả |');
    expect(page).toContain('| B1 | Hộ gia đình | chưa có | — |');
    expect(page).toContain('| Tất cả | 7 | 2 | 2 | 3 |');
  });
});

describe('the command', () => {
  test('exits with 1 and lists the faults of a project that lacks most rows', () => {
    const run = spawnSync(process.execPath, ['scripts/check-traceability.ts', root], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('duties: missing 0.03, 0.04');
    expect(run.stderr).toContain('features: missing A3');
  });

  test('exits with 0 on the rows of this repository and counts 266 duties and 147 features', () => {
    const sum = (counts: Record<string, number>) =>
      Object.values(counts).reduce((total, count) => total + count, 0);
    expect(sum(EXPECTED.plans)).toBe(266);
    expect(sum(EXPECTED.letters)).toBe(147);
    const run = spawnSync(process.execPath, ['scripts/check-traceability.ts'], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});

test.each([
  ['C1-C4', ['C1', 'C2', 'C3', 'C4']],
  ['A9', ['A9']],
  ['C4-C1', ['C4-C1']],
  ['A1-B2', ['A1-B2']],
])('the link %s means %j', (link, ids) => {
  expect(expandLink(link)).toEqual(ids);
});

function smallMain(): string {
  const page = readFileSync(join(PROJECT, MAIN_FILE), 'utf8').split(/^page:$/m)[1] ?? '';
  return `
parts:
  duties: [docs/parts/duties.yaml]
  features: [docs/parts/features.yaml]
  needs: [docs/parts/needs.yaml]
plans:
  - { id: '0', name: Kế hoạch A }
  - { id: '1', name: Kế hoạch B }
areas:
  - { letter: A, name: Địa bàn }
  - { letter: B, name: Hộ }
page:${page}`;
}

function write(file: string, text: string): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writePage(): void {
  const { trace } = readTraceability(root);
  if (trace !== null) write(PAGE_FILE, renderPage(trace));
}
