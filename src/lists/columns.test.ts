/** Headers as senders write them, and what is found. */
import { describe, expect, test } from 'vitest';
import { findColumns, fingerprintOf, headerAt } from './columns.ts';
import { headingOf, isColumnNumbers, isTitle, isTotal, statedPeople } from './row-kinds.ts';

function rowsOf(...lines: string[][]) {
  return lines.map((cells, at) => ({ line: at + 1, cells }));
}

function fieldsOf(...lines: string[][]) {
  return findColumns(rowsOf(...lines), []).columns.map((column) => column.field);
}

describe('columns are found', () => {
  test('in the headers everybody uses', () => {
    const header =
      'Họ và tên, Ngày sinh, Giới tính, Số định danh/CCCD, Mã số BHXH, Địa chỉ, Thôn, Xã'.split(
        ', ',
      );
    expect(fieldsOf(header, ['Lò Thị Ánh', '1/2/1980'])).toEqual([
      'fullName',
      'birthDate',
      'sex',
      'nationalId',
      'socialInsuranceNumber',
      'address',
      'village',
      'commune',
    ]);
  });

  test('without marks, in capitals, shortened, squeezed', () => {
    expect(fieldsOf('TT,HO TEN,NAM SINH,GT,SO CCCD,MA THE BHYT,THON/BAN,SDT'.split(','))).toEqual([
      'ordinal',
      'fullName',
      'birthYear',
      'sex',
      'nationalId',
      'cardNumber',
      'village',
      'phone',
    ]);
    expect(fieldsOf(['stt', 'hoTen', 'ngaySinh', 'gioiTinh', 'soCCCD', 'maSoBHXH'])).toEqual([
      'ordinal',
      'fullName',
      'birthDate',
      'sex',
      'nationalId',
      'socialInsuranceNumber',
    ]);
  });

  test('below titles, in two lines with merged cells, above numbers of columns (D03-TS)', () => {
    const rows = rowsOf(
      ['ĐƠN VỊ: UBND XÃ TÂN TRÀO'],
      ['DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT'],
      [
        'STT',
        'Họ và tên',
        'Mã số BHXH',
        'Ngày tháng năm sinh',
        'Giới tính',
        'Hỗ trợ thêm',
        '',
        'Thời gian',
        '',
      ],
      ['', '', '', '', '', 'NSĐP', 'Khác', 'Từ tháng', 'Số tháng'],
      ['A', 'B', '1', '2', '3', '4', '5', '6', '7'],
      ['I', 'Tăng'],
      ['1', 'Lò Thị Ánh', '0812345678', '01/02/1980', 'Nữ', '', '', '07/2026', '12'],
    );
    const merges = [0, 1, 2, 3, 4].map((at) => ({
      firstRow: 3,
      lastRow: 4,
      firstColumn: at + 1,
      lastColumn: at + 1,
    }));
    merges.push({ firstRow: 3, lastRow: 3, firstColumn: 6, lastColumn: 7 });
    merges.push({ firstRow: 3, lastRow: 3, firstColumn: 8, lastColumn: 9 });
    const found = findColumns(rows, merges);
    expect([found.headerFirst, found.headerLast]).toEqual([3, 4]);
    expect(found.columns.map((column) => column.field)).toEqual([
      'ordinal',
      'fullName',
      'socialInsuranceNumber',
      'birthDate',
      'sex',
      null,
      null,
      'validFrom',
      'months',
    ]);
    expect(headerAt(rows, merges, found.columns)).toEqual({ first: 3, last: 4 });
  });

  test('with the year of birth under Nam or Nữ', () => {
    const rows = rowsOf(
      ['STT', 'Họ và tên', 'Năm sinh', '', 'Thôn'],
      ['', '', 'Nam', 'Nữ', ''],
      ['1', 'Lò Văn A', '1980', '', 'Bản A'],
      ['2', 'Lò Thị B', '', '1982', 'Bản A'],
    );
    const merges = [{ firstRow: 1, lastRow: 1, firstColumn: 3, lastColumn: 4 }];
    expect(findColumns(rows, merges).columns.map((column) => column.field)).toEqual([
      'ordinal',
      'fullName',
      'birthYearMale',
      'birthYearFemale',
      'village',
    ]);
  });

  test('by what stands in them where no header is', () => {
    const rows = rowsOf(
      ['1', 'Lò Thị Ánh', '01/02/1980', 'Nữ', '014180000123'],
      ['2', 'Quàng Văn Bình', '03/04/1975', 'Nam', '014075000456'],
      ['3', 'Cà Thị Cúc', '05/06/1990', 'Nữ', '014190000789'],
    );
    const found = findColumns(rows, []);
    expect(found.headerLast).toBe(0);
    expect(found.columns.map((column) => column.field)).toEqual([
      null,
      'fullName',
      'birthDate',
      'sex',
      'nationalId',
    ]);
  });

  test('family and given name apart; "Tên" alone is the whole name', () => {
    expect(fieldsOf(['Họ đệm', 'Tên', 'Ngày sinh'])).toEqual([
      'familyName',
      'givenName',
      'birthDate',
    ]);
    expect(fieldsOf(['TT', 'Tên', 'Ngày sinh'])[1]).toBe('fullName');
  });

  test('what belongs to others is not the person', () => {
    expect(
      fieldsOf([
        'Họ và tên',
        'Ngày sinh',
        'Họ tên cha',
        'Ngày cấp CCCD',
        'Họ tên chủ hộ',
        'Nơi sinh',
      ]),
    ).toEqual(['fullName', 'birthDate', null, null, 'headName', null]);
    expect(fieldsOf(['Họ và tên', 'Điện thoại', 'Diện', 'Dân tộc'])).toEqual([
      'fullName',
      'phone',
      'classification',
      'ethnicity',
    ]);
  });

  test('heads and members in one column, and heads alone, are the people of the list', () => {
    expect(fieldsOf(['TT', 'Họ tên chủ hộ và thành viên', 'QH với chủ hộ', 'Mã hộ'])).toEqual([
      'ordinal',
      'fullName',
      'relation',
      'householdCode',
    ]);
    expect(fieldsOf(['TT', 'Họ và tên chủ hộ', 'Năm sinh', 'Số thành viên'])).toEqual([
      'ordinal',
      'fullName',
      'birthYear',
      null,
    ]);
  });

  test('the fingerprint is of the layout, not of its capitals', () => {
    expect(fingerprintOf(['Họ và tên', 'Ngày sinh'])).toBe(
      fingerprintOf(['HỌ VÀ TÊN', 'ngay sinh']),
    );
    expect(fingerprintOf(['Họ và tên', 'Ngày sinh'])).not.toBe(
      fingerprintOf(['Ngày sinh', 'Họ và tên']),
    );
  });
});

describe('rows that are no persons', () => {
  test('numbers of columns', () => {
    expect(isColumnNumbers(['A', 'B', '1', '2', '3'])).toBe(true);
    expect(isColumnNumbers(['(1)', '(2)', '(3)', '(4)=(2)-(3)'])).toBe(true);
    expect(isColumnNumbers(['1', 'Lò Thị Ánh', '1980'])).toBe(false);
  });

  test('sums', () => {
    expect(isTotal(['', 'Tổng cộng', '125'])).toBe(true);
    expect(isTotal(['Cộng: 125 người'])).toBe(true);
    expect(isTotal(['1', 'Tống Công Danh', '1980'])).toBe(false);
    expect(statedPeople(['Tổng cộng: 1.250 người'])).toBe(1250);
    expect(statedPeople(['', 'Cộng', '', '125'])).toBe(125);
    expect(statedPeople(['', 'Cộng', '3', '125'])).toBeNull();
  });

  test.each([
    [['I', 'Tăng'], { kind: 'increase' }],
    [['II. Giảm'], { kind: 'decrease' }],
    [['I.1', 'Người tham gia'], { kind: 'other' }],
    [['Thôn Đồng Găng'], { kind: 'village', name: 'Thôn Đồng Găng' }],
    [['', 'Lớp: 6A'], { kind: 'class', name: '6A' }],
    [['1', 'Lò Thị Ánh'], null],
    [['Lò Thị Ánh'], null],
  ])('heading %j', (cells, heading) => expect(headingOf(cells)).toEqual(heading));

  test('signatures', () => {
    expect(isTitle(['', 'NGƯỜI LẬP BIỂU', 'THỦ TRƯỞNG ĐƠN VỊ'])).toBe(true);
    expect(isTitle(['Sơn Dương, ngày 15 tháng 9 năm 2026'])).toBe(true);
    expect(isTitle(['1', 'Lò Thị Ánh', '1980'])).toBe(false);
  });
});
