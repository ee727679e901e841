import { describe, expect, test } from 'vitest';
import { viFormat } from '../../../messages/format.ts';
import { type SeriesData, chartOption, lowEndOf, placeEvents } from './series.ts';

function data(kind: SeriesData['kind'], values: (number | null)[]): SeriesData {
  return {
    kind,
    days: ['2021-05-31', '2021-06-30', '2021-07-31'],
    lines: [{ id: 'own', name: 'Tỷ lệ', color: '#000', values }],
    events: [
      { day: '2021-07-01', title: 'QĐ 861/QĐ-TTg' },
      { day: '2021-07-20', title: 'QĐ 433/QĐ-UBDT' },
      { day: '2021-09-16', title: 'sau biểu đồ' },
      { day: '2020-01-01', title: 'trước biểu đồ' },
    ],
  };
}

describe('series chart', () => {
  test('events stand at the month end known on their day; those outside are left out', () => {
    expect(placeEvents(data('rate', []))).toEqual([
      { index: 1, titles: ['QĐ 861/QĐ-TTg', 'QĐ 433/QĐ-UBDT'] },
    ]);
  });

  test.each([
    [[9650, 9700, 8510], 8000],
    [[300, 400], 0],
    [[], 0],
  ])('rates %j start at %d', (values, expected) => {
    expect(lowEndOf(data('rate', values))).toBe(expected);
  });

  test('numbers start at zero unless they move little', () => {
    expect(lowEndOf(data('number', [10, 400]))).toBe(0);
    expect(lowEndOf(data('number', [150_000, 155_000]))).toBe(140_000);
  });

  test('a name with angle brackets cannot become markup in the tooltip', () => {
    const own = data('rate', [1, 2, 3]);
    const option = chartOption(
      { ...own, lines: [{ id: 'x', name: '<img>', color: '#000', values: [1, 2, 3] }] },
      viFormat,
      { text: '', soft: '', line: '', surface: '', event: '', font: '' },
    ) as { tooltip: { formatter: (points: { dataIndex: number }[]) => string } };
    expect(option.tooltip.formatter([{ dataIndex: 0 }])).toContain('&lt;img&gt;');
  });
});
