import { describe, expect, test } from 'vitest';
import { agenciesAt, namesOf } from './agencies.ts';
import { textPassage } from './passage.ts';
import { joinersOf, roleOf, subjectAtStart, subjectWithin } from './subjects.ts';

function names(text: string, level: string | null = 'tinh'): string[] {
  const list = agenciesAt(textPassage(text), 0);
  return list ? namesOf(list.agencies, level) : [];
}

describe('agencies/list', () => {
  test.each<[string, string[]]>([
    ['Sở Kế hoạch và Đầu tư, Sở Tài chính', ['Sở Kế hoạch và Đầu tư', 'Sở Tài chính']],
    ['Bộ Chỉ huy Quân sự tỉnh và Công an tỉnh', ['Bộ Chỉ huy Quân sự tỉnh', 'Công an tỉnh']],
    [
      'Hội Liên hiệp Phụ nữ tỉnh và Hội Nông dân tỉnh chỉ đạo',
      ['Hội Liên hiệp Phụ nữ tỉnh', 'Hội Nông dân tỉnh'],
    ],
    [
      'Báo Đông Hải, Đài Phát thanh và Truyền hình tỉnh',
      ['Báo Đông Hải', 'Đài Phát thanh và Truyền hình tỉnh'],
    ],
    ['Báo và Phát thanh, truyền hình Hòa Sơn', ['Báo và Phát thanh, truyền hình Hòa Sơn']],
    [
      'Các Sở, ban, ngành, UBND cấp xã, các doanh nghiệp trên địa bàn tỉnh có',
      ['Các Sở, ban, ngành', 'UBND cấp xã', 'Các doanh nghiệp trên địa bàn tỉnh'],
    ],
    [
      'các sở, ngành, các cơ quan, đơn vị, đoàn thể tỉnh, UBND huyện, thành phố triển khai',
      ['Các sở, ngành, các cơ quan, đơn vị, đoàn thể tỉnh', 'UBND huyện, thành phố'],
    ],
    ['Uỷ ban nhân dân (UBND) các cấp trình', ['Uỷ ban nhân dân (UBND) các cấp']],
    ['Ủy ban nhân dân huyện Tân Lập ban hành', ['Ủy ban nhân dân huyện Tân Lập']],
    [
      'Hiệu trưởng các trường Đại học, Cao đẳng, Trung cấp chuyên nghiệp dạy nghề:',
      ['Hiệu trưởng các trường Đại học, Cao đẳng, Trung cấp chuyên nghiệp dạy nghề'],
    ],
    ['Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo', ['Đảng ủy Ủy ban nhân dân tỉnh']],
    ['Trưởng các thôn: rà soát', ['Trưởng các thôn']],
    ['Giám đốc Sở Y tế chịu trách nhiệm', ['Giám đốc Sở Y tế']],
    ['các ngành chức năng liên quan xây dựng', ['Các ngành chức năng liên quan']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each([
    'Ban hành văn bản hướng dẫn',
    'Báo cáo kết quả thực hiện',
    'Thanh tra, kiểm tra và xử lý vi phạm',
    'Thống kê, rà soát, phân tích',
    'Tổ chức thực hiện kế hoạch',
    'Hội nghị triển khai',
    'Xã hội hóa công tác y tế',
    'Địa phương hóa nội dung',
  ])('no agency: %s', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('agencies/level', () => {
  test('one level at the end serves those before it', () => {
    expect(names('Thường trực Huyện ủy, Hội đồng nhân dân, Ủy ban nhân dân huyện về')).toEqual([
      'Thường trực Huyện ủy',
      'Hội đồng nhân dân huyện',
      'Ủy ban nhân dân huyện',
    ]);
  });

  test('an office of the district, the insurance of the plan’s own level', () => {
    expect(names('phòng Y tế và Bảo hiểm xã hội huyện', 'huyen')).toEqual([
      'Phòng Y tế huyện',
      'Bảo hiểm xã hội huyện',
    ]);
    expect(names('cơ quan BHXH', 'tinh')).toEqual(['Bảo hiểm xã hội tỉnh']);
    expect(names('BHXH cơ sở', 'xa')).toEqual(['Bảo hiểm xã hội cơ sở']);
    expect(names('Phòng Văn hóa - Xã hội', 'xa')).toEqual(['Phòng Văn hóa - Xã hội']);
  });
});

describe('subjects', () => {
  function atStart(text: string): string[] {
    const found = subjectAtStart(textPassage(text));
    return found ? namesOf(found.agencies, null) : [];
  }

  test.each<[string, string[]]>([
    ['Hàng năm, UBND các cấp trình Hội đồng nhân dân', ['UBND các cấp']],
    [
      'Tuỳ theo nhóm đối tượng, các ngành chức năng liên quan xây dựng',
      ['Các ngành chức năng liên quan'],
    ],
    ['Giao Bảo hiểm xã hội tỉnh chủ trì, phối hợp', ['Bảo hiểm xã hội tỉnh']],
    [
      'Hằng năm, giao trách nhiệm Ủy ban nhân dân các xã, thị trấn tổ chức',
      ['Ủy ban nhân dân các xã, thị trấn'],
    ],
    ['Căn cứ chỉ tiêu được giao, tham mưu cấp ủy, UBND cùng cấp giao chỉ tiêu', []],
    ['Chỉ đạo Bảo hiểm xã hội các huyện chủ động tham mưu', []],
    ['Phối hợp với Sở Y tế kiểm tra', []],
  ])('at the start: %s', (text, expected) => {
    expect(atStart(text)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['Phân định rõ trách nhiệm; UBND tỉnh chỉ đạo các sở tổ chức thanh tra', ['UBND tỉnh']],
    [
      'Nâng cao y đức: Các cơ sở khám chữa bệnh tiếp tục thực hiện tốt',
      ['Các cơ sở khám chữa bệnh'],
    ],
    ['Xác định trách nhiệm của nhà trường trong việc phối hợp', ['Nhà trường']],
    ['Khuyến khích các cơ sở khám chữa bệnh thực hiện phương thức mới', []],
  ])('within: %s', (text, expected) => {
    const found = subjectWithin(textPassage(text));
    expect(found ? namesOf(found.agencies, null) : []).toEqual(expected);
  });

  test.each([
    ['Chủ trì, phối hợp với Sở Y tế', 'chủ trì'],
    ['Xây dựng kế hoạch; chủ trì, phối hợp với các cơ quan', 'chủ trì'],
    ['Tăng cường phối hợp với Bảo hiểm xã hội tỉnh', 'phối hợp'],
    ['Triển khai thực hiện. Phối hợp chặt chẽ với cơ quan BHXH', 'thực hiện'],
  ])('role: %s', (text, role) => {
    expect(roleOf(textPassage(text), null)).toBe(role);
  });

  test('joiners stand behind "phối hợp với"', () => {
    const passage = textPassage(
      'Chủ trì, phối hợp chặt chẽ với Sở Tài chính, BHXH tỉnh và các đơn vị liên quan rà soát',
    );
    expect(namesOf(joinersOf(passage), 'tinh')).toEqual([
      'Sở Tài chính',
      'Bảo hiểm xã hội tỉnh',
      'Các đơn vị liên quan',
    ]);
  });
});
