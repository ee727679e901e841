import { describe, expect, test } from 'vitest';
import { viFormat } from '../../../messages/format.ts';
import { type SeriesData, dayTicks, lowEndOf, placeEvents, valueTicks } from './series.ts';

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

  test('ticks are round, start at the low end and reach the top', () => {
    expect(valueTicks(data('rate', [9650, 8510]), viFormat).map((tick) => tick.text)).toEqual([
      '80%',
      '85%',
      '90%',
      '95%',
      '100%',
    ]);
    const counts = valueTicks(data('number', [12, 437]), viFormat).map((tick) => tick.value);
    expect(counts).toEqual([0, 100, 200, 300, 400, 500]);
  });

  test('labels thin out with the room: every month, then quarter ends, then Decembers', () => {
    const days = Array.from({ length: 36 }, (_, at) => {
      const month = String((at % 12) + 1).padStart(2, '0');
      return `${2019 + Math.floor(at / 12)}-${month}-28`;
    });
    const labelled = (width: number) =>
      dayTicks(days, width, 60).map((index) => days[index]?.slice(0, 7));
    expect(labelled(3000)).toHaveLength(36);
    expect(labelled(800)[0]).toBe('2019-03');
    expect(labelled(200)).toEqual(['2019-12', '2020-12', '2021-12']);
  });
});
