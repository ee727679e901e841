/** The road map of Sơn Dương beside the made-up district; Sơn La's targets on the two-level tree. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureDemoTemplate } from '../../test/app.ts';
import { cloneDatabase, testContext, testUrl } from '../../test/database.ts';
import { addDefinition } from '../coverage/ops.ts';
import type { Context } from '../stores/context.ts';
import { type Database, connectClient, connectDatabase } from '../stores/database.ts';
import { assignTargets } from './assign-ops.ts';
import { getMatrix } from './matrix-ops.ts';
import { splitTarget } from './split-ops.ts';
import { daysOf } from './statements.ts';
import { targetTree } from './tree-ops.ts';
import { type Operator, SplitInput } from './types.ts';

const NAME = `roadmap_${process.pid}`;
const SON_DUONG = 2076;
let db: Database | undefined;

beforeAll(async () => {
  await ensureDemoTemplate();
  await cloneDatabase(NAME, 'baophu_demo_template');
  db = connectDatabase({ url: testUrl(NAME), connectionsMax: 4 });
}, 900_000);

afterAll(async () => {
  await db?.destroy();
  const admin = await connectClient(testUrl('postgres'));
  await admin.query(`drop database if exists ${NAME} with (force)`);
  await admin.end();
});

function ctx(): Context {
  if (!db) throw new Error('only inside tests');
  return testContext(db);
}

interface Golden {
  targets: { unit: string; group: string; year: number | string; value: number; op: Operator }[];
}

function goldenOf(plan: string): Golden['targets'] {
  const path = new URL(`../../test/golden/plans/${plan}.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as Golden).targets;
}

function tree(unit: string | number, year: number, asOf: string, depth = 1) {
  const period = daysOf(year);
  return targetTree(ctx(), { unit, indicator: 'coverage', group: '', ...period, asOf, depth });
}

describe('the road map of Sơn Dương', () => {
  test('stands as the plan prints it: 85,1 reached, then 90,6 to 92,1', async () => {
    const printed = goldenOf('son-duong-2022').slice(0, 5);
    const matrix = await getMatrix(ctx(), { unit: SON_DUONG, indicator: 'coverage' });
    const cells = matrix.rows[0]?.cells.map((cell) => (cell.rateBp ?? 0) / 100);
    expect(cells).toEqual(printed.map((target) => target.value));
    expect(matrix.columns.map((column) => Number(column.from.slice(0, 4)))).toEqual(
      printed.map((target) => target.year),
    );
  });

  test.each([2022, 2023, 2024, 2025])(
    'at the end of %i the district is where it should be',
    async (year) => {
      const { nodes, boundaries } = await tree(SON_DUONG, year, `${year}-12-31`);
      const [district, ...communes] = nodes;
      const wanted = goldenOf('son-duong-2022').find((target) => target.year === year)?.value ?? 0;
      expect(district?.target?.current.rateBp).toBe(wanted * 100);
      // the demo sells just as many cards as the rate to two decimals needs
      expect(district?.result.rateBp).toBe(wanted * 100);
      expect(district?.shortfall).toBeLessThanOrEqual(9);
      expect(boundaries).toBe(`${year}-12-31`);
      // 30 communes of the three-level tree, 10 of today's after 1/7/2025
      expect(communes).toHaveLength(year === 2025 ? 10 : 30);
    },
  );

  test('shared among thirty communes it adds up to the person, and none falls below last year', async () => {
    const { nodes } = await tree(SON_DUONG, 2024, '2024-01-20');
    const [district, ...communes] = nodes;
    const sum = communes.reduce((people, node) => people + (node.target?.current.people ?? 0), 0);
    expect(sum).toBe(Math.ceil(((district?.result.population ?? 0) * 9200) / 10_000));
    expect(district?.below).toMatchObject({ units: 30, withTarget: 30, difference: 0 });
    for (const { target, lastYear, result } of communes) {
      const people = target?.current.people ?? 0;
      expect(people).toBeLessThanOrEqual(result.population ?? 0);
      const shareBp = (people * 10_000) / (result.population ?? 1);
      expect(shareBp).toBeGreaterThanOrEqual((lastYear?.rateBp ?? 0) - 1);
      expect(target?.current.state).toBe('accepted');
    }
  });

  test('after 1/7/2025 the targets of the old communes follow into the new ones, and say so', async () => {
    const { nodes } = await tree(SON_DUONG, 2025, '2025-12-31');
    const communes = nodes.slice(1);
    const inherited = communes.flatMap((node) => node.inherited.map((row) => row.unit.name));
    const kept = communes.filter((node) => node.target !== null).length;
    expect(inherited.length + kept).toBe(30);
    expect(new Set(inherited).size).toBe(inherited.length);
  });
});

test('two digits are a province, whatever numbers villages bear', async () => {
  const { nodes } = await tree('08', 2026, '2026-06-30', 0);
  expect(nodes[0]?.unit).toMatchObject({ level: 'province', name: 'Tỉnh Tuyên Quang' });
});

describe('the targets of Sơn La', () => {
  const rows = goldenOf('son-la-2025').filter((target) => target.group === 'Toàn dân');

  beforeAll(async () => {
    const done = await assignTargets(ctx(), '14', {
      act: {
        number: null,
        title: 'Kế hoạch thực hiện Chỉ thị 52-CT/TW',
        issuer: 'UBND tỉnh Sơn La',
      },
      codeOn: '2025-12-31',
      rows: rows.map(({ year, value, op }) => ({
        unit: '14',
        period: Number(year),
        measure: 'rate',
        value: Math.round(value * 100),
        operator: op,
      })),
    });
    expect(done.ok).toBe(true);
    const defined = await addDefinition(ctx(), {
      code: 'schemePopulation',
      name: 'Trên dân số đề án 2025',
      nameEn: 'Of the population of the scheme of 2025',
      issuers: ['own'],
      aggregateIssuers: [],
      denominator: { kind: 'official', source: 'de-an-2025', year: 2024 },
      citation: 'kiểm thử',
    });
    expect(defined.ok).toBe(true);
  });

  test('"tối thiểu 96,2 %" and "trên 96,35 %" are kept apart', async () => {
    const first = await tree('14', 2025, '2025-12-31', 0);
    const second = await tree('14', 2030, '2026-11-30', 0);
    const said = [first, second].map(({ nodes }) => nodes[0]?.target?.current);
    expect(said.map((value) => [value?.operator, value?.rateBp])).toEqual([
      ['>=', 9620],
      ['>', 9635],
    ]);
  });

  test('go from the province straight to its 75 communes: no district is left', async () => {
    const done = await splitTarget(
      ctx(),
      '14',
      SplitInput.parse({
        period: 2030,
        asOf: '2026-11-30',
        method: 'population',
        definition: 'schemePopulation',
        keepsLastYear: false,
      }),
    );
    const [province, ...communes] = done.rows;
    expect(communes).toHaveLength(75);
    expect(communes.every((row) => row.unit.level === 'commune')).toBe(true);
    const population = province?.population ?? 0;
    expect(population).toBeGreaterThan(1_000_000);
    // more than 96.35 %: one person above it
    expect(done.total).toBe(Math.floor((population * 9635) / 10_000) + 1);
    expect(communes.reduce((sum, row) => sum + row.people, 0)).toBe(done.total);
    expect(province?.difference).toBe(0);
  });

  test('before 1/7/2025 the same province had districts between', async () => {
    const { nodes } = await tree('14', 2025, '2025-06-30');
    expect(new Set(nodes.slice(1).map((node) => node.unit.level))).toEqual(new Set(['district']));
  });
});
