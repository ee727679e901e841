/** A row with everything wrong says all of it at once, cell by cell; a good one says what it means. */
import { describe, expect, test } from 'vitest';
import { EMPTY_CELL, type TableCell } from '../formats/table.ts';
import { type FoundPlace, makeRowCleaner } from './clean-row.ts';
import { findColumns } from './columns.ts';
import { KIND_RULES } from './kinds.ts';
import type { ListKind, ListOptions } from './types.ts';

const HOME: FoundPlace = { placeId: 101, communeId: 100, doubt: null };
const NO_HEADINGS = { section: null, village: null, commune: null, schoolClass: null };

function cellsOf(texts: readonly string[]): TableCell[] {
  return texts.map((text) => (text === '' ? EMPTY_CELL : { text, kind: 'text', isFormula: false }));
}

function clean(
  kind: ListKind,
  header: string,
  row: string,
  more: { place?: FoundPlace; options?: ListOptions; headings?: Partial<typeof NO_HEADINGS> } = {},
) {
  const found = findColumns(
    [
      { line: 1, cells: header.split(',') },
      { line: 2, cells: row.split(',') },
    ],
    [],
  );
  const cleaner = makeRowCleaner({
    rule: KIND_RULES[kind],
    mapping: { ...found, sheets: [], layout: null },
    options: more.options ?? {},
    asOf: '2026-10-01',
    findPlace: () => more.place ?? HOME,
    ethnicityOf: (written) => (written === 'tay' ? '02' : null),
  });
  const headings = { ...NO_HEADINGS, ...more.headings };
  const { values, faults } = cleaner(7, cellsOf(row.split(',')), headings);
  return {
    values,
    faults: faults.map((fault) => [fault.cell, fault.code.replace('lists.cell.', '')]),
  };
}

describe('a row of residents', () => {
  const header = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Mã số BHXH,Dân tộc,Điện thoại,Thôn';

  test('that is good', () => {
    const row = '1,LÒ THỊ ÁNH,06/05/1980,Nữ,014180000111,0812345678,Tày,0912 345 678,Lũng Tẩu';
    expect(clean('residents', header, row)).toEqual({
      values: {
        fullName: 'Lò Thị Ánh',
        birthDate: '1980-05-06',
        birthPrecision: 'day',
        sex: 'female',
        nationalId: '014180000111',
        socialInsuranceNumber: '0812345678',
        placeId: 101,
        communeId: 100,
        cardNumber: null,
        category: null,
        validFrom: null,
        validTo: null,
        householdCode: null,
        headName: null,
        relation: null,
        facilityCode: null,
        ethnicityCode: '02',
        phone: '0912345678',
        address: null,
        detail: null,
      },
      faults: [],
    });
  });

  test('in which everything is wrong', () => {
    const row = '1,,31/02/1980,?,1.4E+10,12345,Người,123,Đâu đó';
    const place: FoundPlace = { placeId: null, communeId: null, doubt: 'unknown' };
    expect(clean('residents', header, row, { place }).faults).toEqual([
      ['C7', 'birthUnreadable'],
      ['E7', 'numberRounded'],
      ['F7', 'insuranceNumberLength'],
      ['D7', 'sexUnreadable'],
      ['I7', 'placeUnknown'],
      ['B7', 'nameMissing'],
      ['G7', 'ethnicityUnreadable'],
      ['H7', 'phoneUnreadable'],
    ]);
  });

  test('whose numbers contradict the rest', () => {
    const row = '1,Lò Thị Ánh,06/05/1981,Nữ,014080000111,,,,Lũng Tẩu';
    expect(clean('residents', header, row).faults).toEqual([
      ['E7', 'nationalIdOtherSex'],
      ['E7', 'nationalIdOtherYear'],
    ]);
  });

  test('born tomorrow, or before anybody now alive', () => {
    expect(clean('residents', header, '1,Lò Văn A,02/10/2026,,,,,,X').faults).toEqual([
      ['C7', 'birthAfterList'],
    ]);
    expect(clean('residents', header, '1,Lò Văn A,01/01/1890,,,,,,X').faults).toEqual([
      ['C7', 'birthTooLongAgo'],
    ]);
  });
});

describe('a row of cards', () => {
  test('category and number from the card, the last day within', () => {
    const header = 'Họ và tên,Năm sinh,Mã thẻ BHYT,Từ ngày,Đến ngày';
    const { values, faults } = clean(
      'insured',
      header,
      'Lò Văn An,1980,HN2080812345678,01/01/2026,31/12/2026',
    );
    expect(faults).toEqual([]);
    expect(values).toMatchObject({
      birthDate: '1980-01-01',
      birthPrecision: 'year',
      category: 'HN',
      cardNumber: 'HN2080812345678',
      socialInsuranceNumber: '0812345678',
      validFrom: '2026-01-01',
      validTo: '2027-01-01',
    });
  });

  test('months from the first one; the category of the whole list', () => {
    const header = 'Họ và tên,Ngày sinh,Từ tháng,Số tháng';
    const { values } = clean('insured', header, 'Lò Văn An,06/05/1980,07/2026,6', {
      options: { category: 'HS' },
    });
    expect(values).toMatchObject({
      category: 'HS',
      validFrom: '2026-07-01',
      validTo: '2027-01-01',
    });
  });

  test('without any category is faulty', () => {
    const { faults } = clean('insured', 'Họ và tên,Ngày sinh', 'Lò Văn An,06/05/1980');
    expect(faults).toEqual([['7', 'categoryMissing']]);
  });
});

test('what stands above a row holds for it', () => {
  const { values } = clean('pupils', 'Họ và tên,Ngày sinh', 'Lò Văn An,06/05/2015', {
    headings: { schoolClass: '6A' } as object,
    options: { detail: 'THCS Tân Trào' },
  });
  expect(values.detail).toBe('6A · THCS Tân Trào');
});
