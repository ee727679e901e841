import { describe, expect, test } from 'vitest';
import { findCitations, mergeCitations } from './citations.ts';
import { textPassage } from './passage.ts';

function cited(text: string): string[] {
  const found = findCitations(textPassage(text), { relation: 'basis', province: 'Hòa Sơn' });
  return found.map(({ type, number, date, issuer, relation }) =>
    [type, number ?? '', date ?? '', issuer ?? '', relation].join(' | '),
  );
}

describe('citations/numbered', () => {
  test.each<[string, string[]]>([
    [
      'Thực hiện Kế hoạch số 126/KH-UBND ngày 28/6/2022 của Ủy ban nhân dân tỉnh Bình Nguyên về chỉ tiêu',
      ['Kế hoạch | 126/KH-UBND | 2022-06-28 | Ủy ban nhân dân tỉnh Bình Nguyên | basis'],
    ],
    [
      'Thực hiện Chỉ thị số 52-CT/TW, ngày 03 tháng 10 năm 2025 của Ban Bí thư về bảo hiểm y tế',
      ['Chỉ thị | 52-CT/TW | 2025-10-03 | Ban Bí thư | basis'],
    ],
    [
      'Kế hoạch 630/KH-UBND ngày 30/11/2021 của UBND tỉnh',
      ['Kế hoạch | 630/KH-UBND | 2021-11-30 | UBND tỉnh Hòa Sơn | basis'],
    ],
    [
      'Quyết định số 47/2008/QĐ-TTg ngày 02/4/2008 và Quyết định số 930/QĐ-TTg ngày 30/6/2009 của Thủ tướng Chính phủ',
      [
        'Quyết định | 47/2008/QĐ-TTg | 2008-04-02 | Thủ tướng Chính phủ | basis',
        'Quyết định | 930/QĐ-TTg | 2009-06-30 | Thủ tướng Chính phủ | basis',
      ],
    ],
    [
      'Căn cứ Luật Bảo hiểm y tế số 25/2008/QH12 được sửa đổi, bổ sung bởi Luật số 46/2014/QH13 và Luật số 51/2024/QH15',
      [
        'Luật | 25/2008/QH12 |  | Quốc hội | basis',
        'Luật | 46/2014/QH13 |  | Quốc hội | amended-by-basis',
        'Luật | 51/2024/QH15 |  | Quốc hội | amended-by-basis',
      ],
    ],
    [
      'Kế hoạch số 36-KH/TU ngày 06/01/2013 của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số 21-NQ/TW của Bộ Chính trị',
      [
        'Kế hoạch | 36-KH/TU | 2013-01-06 | Ban Thường vụ Tỉnh ủy Hòa Sơn | basis',
        'Nghị quyết | 21-NQ/TW |  | Bộ Chính trị | referenced',
      ],
    ],
    [
      'Nghị quyết số 20-NQ/TW về tăng cường',
      ['Nghị quyết | 20-NQ/TW |  | Ban Chấp hành Trung ương | basis'],
    ],
  ])('%s', (text, expected) => {
    expect(cited(text)).toEqual(expected);
  });

  test.each([
    'dịch Covid-19 năm 2021',
    'giai đoạn 2022-2025',
    'từ 10-15 người',
    'ngày 12/8/2021',
    'VssID-BHXH số',
  ])('no document: %s', (text) => {
    expect(cited(text)).toEqual([]);
  });
});

test('citations/unnumbered: laws, schemes, resolutions of a congress', () => {
  expect(
    cited(
      'thực hiện nghiêm Luật Bảo hiểm y tế; Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII; bệnh án điện tử theo Đề án 06; theo đề án thực hiện lộ trình của Thủ tướng Chính phủ',
    ),
  ).toEqual([
    'Luật |  |  | Quốc hội | basis',
    'Nghị quyết |  |  | Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII | basis',
    'Đề án |  |  |  | basis',
    'Đề án |  |  | Thủ tướng Chính phủ | basis',
  ]);
  expect(cited('đúng pháp luật về bảo hiểm y tế')).toEqual([]);
});

describe('citations/merge', () => {
  const common = {
    type: 'Công văn',
    date: '2023-09-26',
    issuer: null,
    relation: 'referenced' as const,
  };

  test('one letter apart on the same day is one document', () => {
    const { bases, variants } = mergeCitations([
      { ...common, number: '3018/BHXX-TST', line: 59 },
      { ...common, number: '3018/BHXH-TST', line: 117 },
    ]);
    expect(bases).toEqual([
      { ...common, number: '3018/BHXH-TST', line: 59, variants: ['3018/BHXX-TST'] },
    ]);
    expect(variants).toEqual([{ line: 59, detail: '3018/BHXX-TST / 3018/BHXH-TST' }]);
  });

  test('the same number of another day is another document', () => {
    const { bases } = mergeCitations([
      { ...common, number: '15-KH/TU', line: 1 },
      { ...common, number: '15-KH/TU', date: '2025-11-17', line: 9 },
    ]);
    expect(bases).toHaveLength(2);
  });
});
