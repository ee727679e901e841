import { describe, expect, test } from 'vitest';
import { extractPlan } from '../extract.ts';
import { findGrids } from './grids.ts';
import { readLines } from './lines.ts';

const HEAD =
  'KẾ HOẠCH\nThực hiện BHYT giai đoạn 2026 - 2030\n\nỦy ban nhân dân tỉnh Hòa An ban hành Kế hoạch như sau:\n\nII. MỤC TIÊU\n\n';

/** "unit | group | year op value uom kind" of every target of a table in the aims. */
function targets(table: string): string[] {
  return extractPlan(`${HEAD}${table}\n\nIII. GIẢI PHÁP\n`).targets.map(
    ({ unit, group, year, op, value, uom, kind }) =>
      `${unit} | ${group} | ${year} ${op} ${value} ${uom} ${kind}`,
  );
}

describe('grids/delimited', () => {
  test('groups and years under bars; a dash is no number, a result column stays a result', () => {
    const table =
      '| Nhóm đối tượng | Kết quả thực hiện 2025 | Chỉ tiêu 2026 | Chỉ tiêu 2027 |\n|---|---|---|---|\n' +
      '| Tỷ lệ bao phủ chung (%) | 93,1 | 95 | 96,25 |\n| 1.1. Cận nghèo (%) | - | 100 | - |';
    expect(targets(table)).toEqual([
      'Tỉnh Hòa An | Toàn dân | 2025 = 93.1 % actual',
      'Tỉnh Hòa An | Toàn dân | 2026 = 95 % target',
      'Tỉnh Hòa An | Toàn dân | 2027 = 96.25 % target',
      'Tỉnh Hòa An | 1.1. Cận nghèo | 2025 = null % actual',
      'Tỉnh Hòa An | 1.1. Cận nghèo | 2026 = 100 % target',
      'Tỉnh Hòa An | 1.1. Cận nghèo | 2027 = null % target',
    ]);
  });

  test('places in the rows, a head of two rows, the total is the whole', () => {
    const table =
      'STT\tĐơn vị\tDân số\tThực hiện 2025\tChỉ tiêu 2026\n\t\t\tSố người\tTỷ lệ (%)\tSố người\tTỷ lệ (%)\n' +
      '1\tXã A Lưới\t5.004\t4.980\t99,52\t5.004\t100\n2\tPhường Ba Đình\t9.332\t8.799\t94,29\t8.912\t95,5\n\tTổng cộng\t14.336\t13.779\t96,11\t13.916\t97,07';
    const found = targets(table);
    expect(found).toHaveLength(15);
    expect(found[1]).toBe('Xã A Lưới | Toàn dân | 2025 = 4980 người actual');
    expect(found[9]).toBe('Phường Ba Đình | Toàn dân | 2026 = 95.5 % target');
    expect(found[14]).toBe('Tỉnh Hòa An | Toàn dân | 2026 = 97.07 % target');
  });

  test('differences and remarks are no targets', () => {
    const table =
      'Đơn vị\tChỉ tiêu 2026 (%)\tSo sánh tăng (%)\tGhi chú\nXã An Bình\t95\t1,5\t2\nXã An Lạc\t96\t0,8\t3';
    expect(targets(table)).toEqual([
      'Xã An Bình | Toàn dân | 2026 = 95 % target',
      'Xã An Lạc | Toàn dân | 2026 = 96 % target',
    ]);
  });
});

describe('grids/stacked', () => {
  test('one cell a line, blank lines between all of them, row numbers left out', () => {
    const table = [
      'TT',
      'Tỉnh, thành phố',
      'TỶ LỆ BAO PHỦ BẢO HIỂM Y TẾ',
      'Năm 2026',
      'Năm 2027',
      'TOÀN TỈNH',
      '92.60%',
      '93.20%',
      '1',
      'Xã Hòa Sơn',
      '91.66%',
      '92.40%',
      '2',
      'Xã Hòa Lạc',
      '91.25%',
      '92.25%',
    ].join('\n\n');
    expect(targets(table)).toEqual([
      'Tỉnh Hòa An | Toàn dân | 2026 = 92.6 % target',
      'Tỉnh Hòa An | Toàn dân | 2027 = 93.2 % target',
      'Xã Hòa Sơn | Toàn dân | 2026 = 91.66 % target',
      'Xã Hòa Sơn | Toàn dân | 2027 = 92.4 % target',
      'Xã Hòa Lạc | Toàn dân | 2026 = 91.25 % target',
      'Xã Hòa Lạc | Toàn dân | 2027 = 92.25 % target',
    ]);
  });
});

describe('grids/rows', () => {
  test('a head in pieces over one line of values', () => {
    const table =
      'Nội dung\n\nKết quả\nthực hiện\nNăm\n2025\n\nMục tiêu giai đoạn 2026-2027\n\nNăm\n2026\n\nNăm\n2027\n\nTỷ lệ người tham gia BHYT/dân số 91,4% 92,6% 93%';
    expect(targets(table)).toEqual([
      'Tỉnh Hòa An | Toàn dân | 2025 = 91.4 % actual',
      'Tỉnh Hòa An | Toàn dân | 2026 = 92.6 % target',
      'Tỉnh Hòa An | Toàn dân | 2027 = 93 % target',
    ]);
  });

  test('columns kept apart by spaces', () => {
    const table =
      'STT   Đơn vị           Dân số    Chỉ tiêu 2026 (%)\n1     Xã Tân Lập       8.200     92,5\n2     Xã Phú Thịnh     9.541     93,85';
    expect(targets(table)).toEqual([
      'Xã Tân Lập | Dân số | không nêu = 8200 người actual',
      'Xã Tân Lập | Toàn dân | 2026 = 92.5 % target',
      'Xã Phú Thịnh | Dân số | không nêu = 9541 người actual',
      'Xã Phú Thịnh | Toàn dân | 2026 = 93.85 % target',
    ]);
  });

  test('a head that does not fit the columns gives nothing and says so', () => {
    const plan = extractPlan(
      `${HEAD}Bảng số liệu\nXã Tân Lập 8.200 92,5 12\nXã Phú Thịnh 9.541 93,85 14\n`,
    );
    expect(plan.targets).toEqual([]);
    expect(plan.warnings.map((warning) => warning.code)).toContain('table-unread');
  });

  test('sentences that end in numbers are no rows', () => {
    const lines = readLines(
      'kế hoạch phát triển kinh tế xã hội giai đoạn 2021 - 2025\nthực hiện từ năm 2024 2025',
    );
    expect(findGrids(lines)).toEqual([]);
  });
});

test('table-tasks/read: who leads, who joins, until when', () => {
  const table =
    'TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\n' +
    '1\tRà soát người chưa có thẻ\tUBND các xã, phường\tBHXH cơ sở; Công an xã\tTrước 31/3/2026\n' +
    '2\tKiểm tra liên ngành\tSở Y tế\t\tTháng 9/2026\n3\tTruyền thông\tĐài Phát thanh và Truyền hình tỉnh\tCác sở, ngành\tThường xuyên';
  const { tasks } = extractPlan(
    `${HEAD.replace('II. MỤC TIÊU', 'III. PHÂN CÔNG NHIỆM VỤ')}${table}\n`,
  );
  expect(
    tasks.map(({ agency, coAgencies, deadline, recurrence }) => [
      agency,
      coAgencies,
      deadline,
      recurrence,
    ]),
  ).toEqual([
    [['UBND các xã, phường'], ['Bảo hiểm xã hội cơ sở', 'Công an xã'], '2026-03-31', undefined],
    [['Sở Y tế'], undefined, '2026-09-30', undefined],
    [['Đài Phát thanh và Truyền hình tỉnh'], ['Các sở, ngành'], null, 'thường xuyên'],
  ]);
});
