/** The printed table of the Vĩnh Long plan: entered as its golden extraction has it, shown as printed. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import excel from 'exceljs';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { assignTargets } from './assign-ops.ts';
import { getMatrix, setMatrix, writeMatrixFile } from './matrix-ops.ts';
import { MatrixInput } from './types.ts';

interface Golden {
  targets: {
    group: string;
    year: number | string;
    value: number | null;
    op: string;
    kind: string;
    source: string;
    line: number;
    raw?: string;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/plans/vinh-long-2012.json', import.meta.url), 'utf8'),
) as Golden;

const database = useTestDatabase();
const PROVINCE = PLACE.provinceP;
const ACT = {
  number: '1384/QĐ-UBND',
  title: 'Thực hiện lộ trình tiến tới bảo hiểm y tế toàn dân',
  issuer: 'Chủ tịch UBND tỉnh Vĩnh Long',
  signedOn: '2012-08-14',
};
const LATER = { number: '7/QĐ-UBND', title: 'Điều chỉnh lộ trình', issuer: 'UBND tỉnh Vĩnh Long' };

/** How a person matches the printed lines to the law of 2008; two lines have no group of their own. */
const GROUPS: Readonly<Record<string, string>> = {
  'Toàn dân': '',
  '1. Nhóm do NLĐ và NSDLĐ đóng': '1',
  '1.1. Lao động cơ quan hành chính sự nghiệp': '1/publicSector',
  '1.2. Lao động trong doanh nghiệp nhà nước': '#1.2. Lao động trong doanh nghiệp nhà nước',
  '1.3. Lao động trong doanh nghiệp ngoài nhà nước':
    '#1.3. Lao động trong doanh nghiệp ngoài nhà nước',
  '1.4. Công an, Quân đội và thân nhân': '1/armedForces',
  '2. Nhóm do BHXH đóng': '2',
  '3. Nhóm do NSNN đóng': '3',
  '4. Nhóm được NSNN hỗ trợ': '4',
  '4.1. Cận nghèo': '4/nearPoor',
  '4.2. Học sinh, sinh viên': '4/pupilStudent',
  '4.3. Hộ gia đình nông dân có mức sống trung bình': '4/averageLiving',
  '5. Nhóm tự đóng': '5',
};

const YEARS = [2012, 2013, 2014, 2015, 2020];

function printedTable() {
  const cells = golden.targets.filter((target) => target.source === 'table');
  const byGroup = Map.groupBy(cells, (target) => target.group);
  const rows = [...byGroup].map(([label, row]) => {
    const inOrder = YEARS.map((year) => row.find((cell) => cell.year === year));
    return {
      label,
      group: GROUPS[label] ?? null,
      depth: label === 'Toàn dân' ? 0 : /^\d\.\d/.test(label) ? 2 : 1,
      cells: inOrder.map((cell) => cell?.raw ?? ''),
      lines: inOrder.map((cell) => cell?.line ?? null),
    };
  });
  const heading = { label: 'Tỷ lệ bao phủ theo nhóm (%)', group: null, depth: 0, cells: [] };
  return MatrixInput.parse({
    title: 'Tỷ lệ bao phủ BHYT theo nhóm đối tượng giai đoạn 2012 - 2015 và 2020',
    document: 'vinh-long-2012',
    act: ACT,
    columns: YEARS.map((year) => ({
      label: year === 2012 ? 'Kết quả thực hiện 2012' : String(year),
      period: year,
      kind: year === 2012 ? 'actual' : 'target',
    })),
    rows: [rows[0], heading, ...rows.slice(1)],
  });
}

describe('the matrix of Vĩnh Long', () => {
  const on = (instant: string) => database.ctx({ now: () => Temporal.Instant.from(instant) });

  beforeAll(async () => {
    await plantSmallTree(database.db());
    await setMatrix(on('2012-08-20T03:00:00Z'), PROVINCE, printedTable());
  });

  test('five groups and seven sub-groups by five years: 65 cells exactly as printed', async () => {
    const answer = await getMatrix(database.ctx(), { unit: PROVINCE, indicator: 'coverage' });
    expect(answer.columns.map(({ label, kind }) => [label, kind])).toEqual([
      ['Kết quả thực hiện 2012', 'actual'],
      ['2013', 'target'],
      ['2014', 'target'],
      ['2015', 'target'],
      ['2020', 'target'],
    ]);
    expect(answer.rows.filter((row) => row.depth === 1)).toHaveLength(5);
    expect(answer.rows.filter((row) => row.depth === 2)).toHaveLength(7);
    expect(answer.rows[1]).toMatchObject({ label: 'Tỷ lệ bao phủ theo nhóm (%)', cells: [] });
    const shown = answer.rows.flatMap((row) =>
      row.cells.map((cell, at) => ({
        group: row.label,
        year: YEARS[at],
        value: cell.rateBp === null ? null : cell.rateBp / 100,
        raw: cell.printed,
        line: cell.line,
      })),
    );
    const expected = golden.targets
      .filter((target) => target.source === 'table')
      .map(({ group, year, value, raw, line }) => ({ group, year, value, raw, line }));
    expect(shown).toHaveLength(65);
    expect(shown).toEqual(expected);
  });

  test('the two blank cells stay blank: a target without a value, not 0', async () => {
    const answer = await getMatrix(database.ctx(), { unit: PROVINCE, indicator: 'coverage' });
    const row = answer.rows.find((one) => one.group === '4/averageLiving');
    expect(row?.cells.map((cell) => [cell.printed, cell.rateBp])).toEqual([
      ['-', null],
      ['-', null],
      ['16', 1600],
      ['35', 3500],
      ['99', 9900],
    ]);
    expect(row?.cells[0]?.targetId).not.toBeNull();
  });

  test('"trên 71 %" of the text joins the 71 of the table; the table prints the same', async () => {
    const text = golden.targets.filter((t) => t.source === 'text' && t.group === 'Toàn dân');
    expect(text.map(({ year, value, op }) => [year, value, op])).toEqual([
      [2015, 71, '>'],
      [2020, 82, '>'],
    ]);
    const done = await assignTargets(on('2012-08-20T04:00:00Z'), PROVINCE, {
      act: ACT,
      reason: 'Lời văn của kế hoạch: trên',
      rows: text.map(({ year, value, line }) => ({
        unit: PROVINCE,
        period: Number(year),
        measure: 'rate',
        value: (value ?? 0) * 100,
        operator: '>',
        source: { document: 'vinh-long-2012', line },
      })),
    });
    expect(done.ok && done.value.changed).toBe(2);
    const answer = await getMatrix(database.ctx(), { unit: PROVINCE, indicator: 'coverage' });
    expect(answer.rows[0]?.cells[3]).toMatchObject({
      printed: '71',
      rateBp: 7100,
      operator: '>',
      isChanged: false,
    });
  });

  test('adjusted later: what is printed stays, what holds is shown, both as known then', async () => {
    await assignTargets(on('2014-05-01T03:00:00Z'), PROVINCE, {
      act: LATER,
      reason: 'Trung ương điều chỉnh đề án',
      rows: [{ unit: PROVINCE, period: 2015, measure: 'rate', value: 7500 }],
    });
    const question = { unit: PROVINCE, indicator: 'coverage' };
    const now = await getMatrix(database.ctx(), question);
    expect(now.rows[0]?.cells[3]).toMatchObject({
      printed: '71',
      rateBp: 7500,
      isChanged: true,
      state: 'adjusted',
    });
    const knownAt = '2014-04-30T00:00:00Z';
    const then = await getMatrix(database.ctx(), { ...question, knownAt });
    expect(then.rows[0]?.cells[3]).toMatchObject({ rateBp: 7100, isChanged: false });
  });

  test('a cell that is no number is told with its place, and nothing is written', async () => {
    const table = printedTable();
    const [first] = table.rows;
    if (first) first.cells = ['59,1', 'sáu lăm', '68', '71', '82'];
    await expect(setMatrix(database.ctx(), PLACE.provinceQ, table)).rejects.toMatchObject({
      faults: [{ code: 'targets.cellUnread', params: { text: 'sáu lăm' }, at: 'rows.0.cells.1' }],
    });
    const question = { unit: PLACE.provinceQ, indicator: 'coverage' };
    const answer = await getMatrix(database.ctx(), question);
    expect([answer.matrixId, answer.rows]).toEqual([null, []]);
  });

  test('as .xlsx: numbers are numbers, blank cells are empty', async () => {
    const file = await writeMatrixFile(database.ctx(), {
      unit: PROVINCE,
      indicator: 'coverage',
      language: 'vi',
    });
    const book = new excel.Workbook();
    await book.xlsx.load(Buffer.from(file.bytes) as unknown as ArrayBuffer);
    const rows = book.worksheets[0]?.getSheetValues() as unknown[][];
    const averageLiving = rows.find((row) => String(row?.[1]).includes('4.3.'));
    expect(averageLiving?.[2] ?? null).toBeNull();
    expect(averageLiving?.[3] ?? null).toBeNull();
    expect(averageLiving?.slice(4)).toEqual([16, 35, 99]);
  });
});
