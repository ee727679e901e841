import { describe, expect, test } from 'vitest';
import { findTimes, makeDate } from './days.ts';
import { findDeadlines, findRecurrence, findSpan } from './deadlines.ts';
import { parseNumber } from './numbers.ts';
import { textPassage } from './passage.ts';

/** "clock [hour]" of every limit in the text. */
function limits(text: string): string[] {
  return findDeadlines(textPassage(text)).map(({ clock, time }) => {
    const at =
      clock.kind === 'weekly'
        ? `weekday ${clock.isoWeekday}`
        : clock.kind === 'yearly'
          ? `every ${clock.month}-${clock.day}`
          : clock.kind === 'monthly'
            ? `day ${clock.day} of ${clock.of}`
            : clock.date;
    return time === undefined ? at : `${at} ${time}`;
  });
}

describe('deadlines/find', () => {
  test.each([
    ['hoàn thành trước ngày 26/10/2023', ['2023-10-26']],
    ['thời gian xong trước ngày 01/11/2023', ['2023-11-01']],
    ['chậm nhất ngày 05 tháng 3 năm 2026', ['2026-03-05']],
    ['chậm nhất 30/6/2026 hoàn thành', ['2026-06-30']],
    ['xong trong quý I/2024', ['2024-03-31']],
    ['Thời gian: Quý III/2026', ['2026-09-30']],
    ['Trong tháng 11/2023, chủ trì', ['2023-11-30']],
    ['trong tháng 02 năm 2024', ['2024-02-29']],
    ['vào năm 2020.', ['2020-12-31']],
    ['Dự kiến 2014, nghiên cứu', ['2014-12-31']],
    ['Phấn đấu đến 2015 giảm chi tiêu', ['2015-12-31']],
    ['đến hết năm 2030, 100% học sinh', ['2030-12-31']],
    ['trước 15 giờ 00’ ngày thứ 5 hằng tuần', ['weekday 4 15:00']],
    ['trước 15h 30’ ngày thứ 4', ['weekday 3 15:30']],
    ['trước 16h00 ngày thứ Sáu hàng tuần', ['weekday 5 16:00']],
    ['hằng tuần vào chiều chủ nhật', ['weekday 7']],
    ['trước 17 giờ ngày 25/11/2025', ['2025-11-25 17:00']],
    ['trước ngày 20/11', ['every 11-20']],
    ['trước ngày 31 tháng 01 hằng năm', ['every 1-31']],
    ['trước ngày 25 hằng tháng', ['day 25 of tháng']],
    ['trước ngày 05 của tháng đầu quý sau', ['day 5 of quý']],
    ['trước ngày 20/6 và 20/12/2026', ['2026-06-20', '2026-12-20']],
    ['từ ngày 01/3/2026 đến ngày 31/3/2026', []],
    ['hằng tháng báo cáo trước ngày 22', ['day 22 of tháng']],
    ['hoàn thành trước quý III năm 2026', ['2026-06-30']],
    ['trước ngày l5/3/2O26', ['2026-03-15']],
  ])('%s', (text, expected) => {
    expect(limits(text)).toEqual(expected);
  });

  test.each([
    'Kế hoạch số 126/KH-UBND ngày 28/6/2022 của Ủy ban nhân dân tỉnh',
    'Quyết định số 47/2008/QĐ-TTg ngày 02/4/2008',
    'giai đoạn 2012 - 2015 và đến năm 2020 trên địa bàn tỉnh',
    'giai đoạn 2022-2025, tầm nhìn đến năm 2030',
    'tỷ lệ tham gia BHYT năm 2024 đến các xã',
    'năm học 2023-2024 và các năm tiếp theo',
    'ra viện vào thứ 7, chủ nhật, ngày nghỉ',
    'Từ tháng 7/2021, thực hiện',
    'tăng mức đóng từ năm 2027',
  ])('no limit: %s', (text) => {
    expect(limits(text)).toEqual([]);
  });
});

describe('days/find', () => {
  test('a day that does not exist has no date', () => {
    const [time] = findTimes(textPassage('ngày 08 tháng 89 năm 2024'));
    expect(time?.clock).toBeNull();
    expect(makeDate(2023, 2, 29)).toBeNull();
    expect(makeDate(2024, 2, 29)).toBe('2024-02-29');
  });

  test('words run together', () => {
    const [time] = findTimes(textPassage('ngày12tháng 3 năm2026'));
    expect(time?.clock).toEqual({ kind: 'day', date: '2026-03-12' });
  });
});

test.each([
  ['Từ 2013 - 2015 tập trung', '2013-2015'],
  ['tăng mức đóng từ năm 2027 phù hợp', '2027/'],
  ['từ ngày 01/11/2023 đến ngày 30/11/2023', '2023-11-01/2023-11-30'],
  ['giai đoạn 2022 - 2025', null],
])('deadlines/span: %s', (text, span) => {
  expect(findSpan(textPassage(text))).toBe(span);
});

test.each([
  ['hang thang, quy, 6 thang, nam tong hop', 'tháng; quý; 6 tháng; năm'],
  ['cap nhat so lieu hang ngay; giao ban hang tuan', 'hằng ngày; hằng tuần'],
  ['dinh ky hang nam', 'hằng năm; định kỳ'],
  ['ngay tu dau nam hoc', 'đầu năm học'],
  ['xay dung ke hoach', null],
])('recurrence: %s', (folded, words) => {
  expect(findRecurrence(folded)).toBe(words);
});

test.each([
  ['72,99', 72.99],
  ['182.330', 182_330],
  ['1.205.430', 1_205_430],
  ['92.60%', 92.6],
  ['92,0%', 92],
  ['100', 100],
  ['-', null],
  ['2022-2025', null],
  ['ba', null],
])('numbers/parse: %s', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});
