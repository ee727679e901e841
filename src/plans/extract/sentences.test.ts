import { describe, expect, test } from 'vitest';
import { extractPlan } from '../extract.ts';

/** "group | year op value uom [kind]" for a sentence under a heading of a district's plan. */
function targets(
  sentence: string,
  heading = 'MỤC TIÊU',
  period = 'giai đoạn 2026 - 2030',
): string[] {
  const text = `KẾ HOẠCH\nThực hiện BHYT ${period}\n\nUBND huyện Hòa An ban hành Kế hoạch như sau:\n\nII. ${heading}\n\n- ${sentence}\n\nIII. GIẢI PHÁP\n\n1. Tuyên truyền\n`;
  return extractPlan(text).targets.map(({ group, year, op, value, uom, kind }) => {
    const shown = `${group} | ${year} ${op} ${value} ${uom}`;
    return kind === 'target' ? shown : `${shown} ${kind}`;
  });
}

test.each<[string, string[]]>([
  [
    'Năm 2026 tỷ lệ bao phủ BHYT đạt 96,2%; trong đó Khu phố 1: 97%, Khu phố 2: 95,5%.',
    ['Huyện Hòa An = 96.2', 'Khu phố 1 = 97', 'Khu phố 2 = 95.5'],
  ],
  [
    'Năm 2026 bao phủ BHYT đạt 95,6% trở lên; không có xã, phường nào dưới 90%.',
    ['Huyện Hòa An >= 95.6', 'Từng xã, phường >= 90'],
  ],
  // of everybody, and yet no coverage
  [
    'Đến năm 2030 trên 95% người dân hài lòng với dịch vụ y tế.',
    ['Huyện Hòa An > 95 hài lòng người bệnh'],
  ],
])('whose: %s', (sentence, expected) => {
  const text = `KẾ HOẠCH\nThực hiện BHYT năm 2026\n\nUBND huyện Hòa An ban hành Kế hoạch như sau:\n\nII. MỤC TIÊU\n\n- ${sentence}\n`;
  const found = extractPlan(text).targets.map(({ unit, op, value, indicator }) => {
    return [unit, op, value, indicator].filter((part) => part !== undefined).join(' ');
  });
  expect(found).toEqual(expected);
});

describe('aims', () => {
  test.each<[string, string[]]>([
    [
      'Phấn đấu đến hết năm 2026, tỷ lệ bao phủ BHYT đạt 95,5% dân số.',
      ['Toàn dân | 2026 = 95.5 %'],
    ],
    ['Phân đầu năm 2027 có trên 99% dân số của huyện có thẻ BHYT.', ['Toàn dân | 2027 > 99 %']],
    [
      'Tỷ lệ bao phủ đạt tối thiểu 96,2% năm 2026 và trên 96,35% năm 2030.',
      ['Toàn dân | 2026 >= 96.2 %', 'Toàn dân | 2030 > 96.35 %'],
    ],
    [
      'Năm 2026 đạt trên 95% dân số tham gia BHYT, đến năm 2030 đạt 98%.',
      ['Toàn dân | 2026 > 95 %', 'Toàn dân | 2030 = 98 %'],
    ],
    [
      'Tăng tỷ lệ bao phủ BHYT từ 93,2% năm 2025 lên 95% năm 2026.',
      ['Toàn dân | 2025 = 93.2 % actual', 'Toàn dân | 2026 = 95 %'],
    ],
    [
      'Tỷ lệ bao phủ năm 2026 đạt 95,15%, tăng 0,65% so với năm 2025 (94,5%).',
      ['Toàn dân | 2026 = 95.15 %', 'Toàn dân | 2025 = 94.5 % actual'],
    ],
    [
      'Tỷ lệ tham gia BHYT của nhóm hộ gia đình đạt từ 75% trở lên.',
      ['Nhóm tham gia BHYT theo hộ gia đình | đến 2030 >= 75 %'],
    ],
    ['Không để tỷ lệ bao phủ BHYT thấp hơn 94%.', ['Toàn dân | đến 2030 >= 94 %']],
    [
      'Đến năm 2027 đạt 95% dân số tham gia BHYT, trong đó học sinh, sinh viên đạt 100%, hộ cận nghèo đạt 98%.',
      [
        'Toàn dân | 2027 = 95 %',
        'Học sinh, sinh viên | 2027 = 100 %',
        'Người thuộc hộ cận nghèo | 2027 = 98 %',
      ],
    ],
    [
      '100% trẻ em dưới 6 tuổi, người cao tuổi từ 80 tuổi trở lên được cấp thẻ BHYT.',
      ['Trẻ em dưới 6 tuổi, người cao tuổi từ 80 tuổi trở lên | hằng năm = 100 %'],
    ],
    [
      'Duy trì các nhóm đối tượng đã tham gia BHYT đạt tỷ lệ 100%; đến năm 2027 đạt 93%.',
      ['Các nhóm đã đạt 100% | hằng năm = 100 %', 'Toàn dân | 2027 = 93 %'],
    ],
    [
      'Duy trì các nhóm tham gia BHYT đã đạt 100% (gồm học sinh); tăng số người tham gia đến hết năm 2029.',
      ['Các nhóm đã đạt 100% (gồm học sinh) | đến hết 2029 >= 100 %'],
    ],
    [
      'Mức độ hài lòng của người bệnh đạt 90% trở lên.',
      ['Mức độ hài lòng của người bệnh | đến 2030 >= 90 %'],
    ],
    [
      'Đến năm 2028 giảm chi tiêu trực tiếp từ tiền túi của hộ gia đình xuống dưới 40%.',
      ['Chi tiêu trực tiếp từ tiền túi của hộ gia đình | 2028 < 40 %'],
    ],
    [
      'Phát triển mới ít nhất 320 người tham gia BHYT hộ gia đình năm 2026.',
      ['Nhóm tham gia BHYT theo hộ gia đình | đến 2030 >= 320 người'],
    ],
    ['Bao phủ BHYT toàn dân vào năm 2030.', ['Toàn dân | 2030 = 100 %']],
    [
      'Tỷ lệ bao phủ BHYT năm 2027: hết quý I/2027 đạt 94,4%; hết quý II/2027 đạt 94,8%.',
      ['Toàn dân | quý I/2027 = 94.4 %', 'Toàn dân | quý II/2027 = 94.8 %'],
    ],
    // a scanner's slips
    ['Năm 2O26 tỷ lệ bao phủ BHYT đạt 9O,5%.', ['Toàn dân | 2026 = 90.5 %']],
  ])('%s', (sentence, expected) => {
    expect(targets(sentence)).toEqual(expected);
  });

  test.each([
    'Mỗi năm tăng tối thiểu 0,5% tỷ lệ bao phủ.',
    'Mức đóng BHYT bằng 4,5% mức lương cơ sở.',
    'Quỹ BHYT thanh toán 80% chi phí khám bệnh, chữa bệnh.',
    'Từng bước hiện thực hóa BHYT toàn dân.',
    'Bố trí 5% ngân sách nhà nước cho y tế.',
  ])('no target: %s', (sentence) => {
    expect(targets(sentence)).toEqual([]);
  });

  test('a plan of one year gives its year', () => {
    expect(
      targets('Tỷ lệ bao phủ BHYT đạt 95%; 100% học sinh tham gia BHYT.', 'CHỈ TIÊU', 'năm 2026'),
    ).toEqual(['Toàn dân | 2026 = 95 %', 'Học sinh | 2026 = 100 %']);
  });

  test('support is told from coverage', () => {
    expect(
      targets(
        'Hỗ trợ thêm 30% mức đóng BHYT cho người thuộc hộ cận nghèo; 20% mức đóng cho học sinh giai đoạn 2026 - 2030.',
      ),
    ).toEqual([
      'Người thuộc hộ cận nghèo | 2026-2030 = 30 % mức đóng subsidy',
      'Học sinh | 2026-2030 = 20 % mức đóng subsidy',
    ]);
  });
});

describe('measures', () => {
  test.each<[string, string[]]>([
    [
      'Chỉ đạo các trường học, đảm bảo 100% học sinh các cấp học đều có thẻ BHYT.',
      ['Học sinh các cấp học | hằng năm = 100 %'],
    ],
    ['Duy trì 100% trạm y tế xã có bác sỹ.', ['Trạm y tế xã có bác sỹ | hằng năm = 100 %']],
  ])('%s', (sentence, expected) => {
    expect(targets(sentence, 'GIẢI PHÁP')).toEqual(expected);
  });

  test.each([
    'Chỉ giới thiệu bảo hiểm khác sau khi 100% học sinh tham gia BHYT.',
    'Tập trung tại các địa phương có tỷ lệ tham gia BHYT thấp dưới 50% dân số.',
    'Đối với nhóm đối tượng đã đạt tỷ lệ bao phủ 100%, tiếp tục rà soát danh sách.',
  ])('no target: %s', (sentence) => {
    expect(targets(sentence, 'GIẢI PHÁP')).toEqual([]);
  });
});

describe('results', () => {
  test('counts, parts of a count, shares and a decrease', () => {
    const sentence =
      'Dân số toàn huyện 182.330 người; tổng số người tham gia BHYT là 155.163 người. Nhóm do ngân sách nhà nước đóng: 80.185 thẻ, chiếm 52,1%, bao gồm: Người nghèo 4.154 thẻ; người có công 37.373 thẻ. Số thẻ BHYT do ngân sách hỗ trợ giảm 30.082 thẻ.';
    expect(targets(sentence, 'ĐÁNH GIÁ KẾT QUẢ NĂM 2025')).toEqual([
      'Dân số | 2025 = 182330 người actual',
      'Toàn dân | 2025 = 155163 người actual',
      'Nhóm do ngân sách nhà nước đóng | 2025 = 80185 thẻ actual',
      'Nhóm do ngân sách nhà nước đóng > Người nghèo | 2025 = 4154 thẻ actual',
      'Nhóm do ngân sách nhà nước đóng > Người có công | 2025 = 37373 thẻ actual',
      'Thẻ BHYT do ngân sách hỗ trợ | 2025 = -30082 thẻ actual',
    ]);
  });
});
