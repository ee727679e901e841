import { describe, expect, test } from 'vitest';
import { groupsOn } from '../targets/groups.ts';
import {
  type MatchLevel,
  type NamedCode,
  proposeAgency,
  proposeGroup,
  proposeIndicator,
  proposeLevel,
} from './names.ts';

const groups = (day: string): NamedCode[] =>
  groupsOn(day).map(({ code, name }) => ({ code, name: name.vi }));

describe('who acts', () => {
  test.each<[MatchLevel, string, object]>([
    ['province', 'Sở Y tế', { is: 'agency' }],
    ['province', 'Bảo hiểm xã hội tỉnh', { is: 'agency' }],
    ['province', 'Bưu điện tỉnh', { is: 'agency' }],
    ['province', 'Hội Liên hiệp Phụ nữ tỉnh', { is: 'agency' }],
    ['province', 'Các sở, ngành, cơ quan, đơn vị, đoàn thể tỉnh', { is: 'agency' }],
    ['province', 'Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội', { is: 'agency' }],
    ['province', 'Uỷ ban nhân dân tỉnh', { is: 'level', level: 'province' }],
    ['province', 'Cấp tỉnh', { is: 'level', level: 'province' }],
    ['province', 'Cấp huyện', { is: 'level', level: 'district' }],
    ['province', 'UBND huyện, thành phố', { is: 'level', level: 'district' }],
    [
      'province',
      'Uỷ ban nhân dân các huyện, thị xã, thành phố',
      { is: 'level', level: 'district' },
    ],
    ['province', 'Các huyện, thành phố', { is: 'level', level: 'district' }],
    ['province', 'UBND các xã, phường, thị trấn', { is: 'level', level: 'commune' }],
    ['province', 'Chủ tịch UBND xã, phường, thị trấn', { is: 'level', level: 'commune' }],
    ['province', 'Trưởng Ban Chỉ đạo cấp xã', { is: 'levelAgency', level: 'commune' }],
    ['district', 'Ủy ban nhân dân các xã, thị trấn', { is: 'level', level: 'commune' }],
    ['district', 'Bảo hiểm xã hội huyện', { is: 'agency' }],
    ['district', 'Phòng Lao động - Thương binh và Xã hội huyện', { is: 'agency' }],
    ['district', 'Trung tâm Văn hóa, Truyền thông và Thể thao huyện', { is: 'agency' }],
    ['commune', 'UBND xã', { is: 'level', level: 'commune' }],
    ['commune', 'Trưởng thôn', { is: 'levelAgency', level: 'village' }],
  ])('in a plan of a %s, %s', (own, name, meaning) => {
    expect(proposeAgency(name, own)).toMatchObject(meaning);
  });

  test.each([
    ['Từng xã, phường', 'commune'],
    ['Các huyện, thành phố', 'district'],
    ['Tỉnh Bắc Giang', null],
    ['Xã Tân Trào', null],
  ])('%s means units of a level: %s', (name, level) => {
    expect(proposeLevel(name)).toBe(level);
  });
});

describe('groups by their printed names', () => {
  test.each([
    ['2012-12-31', 'Toàn dân', ''],
    ['2013-12-31', '1. Nhóm do NLĐ và NSDLĐ đóng', '1'],
    ['2013-12-31', '1.4. Công an, Quân đội và thân nhân', '#Công an, Quân đội và thân nhân'],
    ['2013-12-31', '2. Nhóm do BHXH đóng', '2'],
    ['2013-12-31', '3. Nhóm do NSNN đóng', '3'],
    ['2013-12-31', '4. Nhóm được NSNN hỗ trợ', '4'],
    ['2013-12-31', '4.1. Cận nghèo', '4/nearPoor'],
    ['2013-12-31', '4.2. Học sinh, sinh viên', '4/pupilStudent'],
    ['2013-12-31', '5. Nhóm tự đóng', '5'],
    ['2021-12-31', 'Nhóm do ngân sách nhà nước đóng > Người nghèo', '3/poor'],
    [
      '2021-12-31',
      'Nhóm được ngân sách nhà nước hỗ trợ mức đóng > Người thuộc hộ cận nghèo',
      '4/nearPoor',
    ],
    ['2021-12-31', 'Nhóm tham gia BHYT theo hộ gia đình', '5'],
    ['2024-12-31', 'Thẻ do BHXH huyện cấp', '#Thẻ do BHXH huyện cấp'],
  ])('%s: %s → "%s"', (day, name, code) => {
    expect(proposeGroup(name, groups(day))).toBe(code);
  });
});

describe('indicators by their printed names', () => {
  const known = [
    { code: 'outOfPocket', name: 'Tỷ lệ chi trực tiếp từ tiền túi của hộ gia đình' },
    { code: 'satisfaction', name: 'Tỷ lệ hài lòng của người bệnh' },
    { code: 'stationsWithDoctor', name: 'Tỷ lệ trạm y tế xã có bác sỹ' },
  ];

  test.each([
    ['tỷ lệ chi tiền túi', 'outOfPocket'],
    ['hài lòng người bệnh', 'satisfaction'],
    ['trạm y tế xã có bác sỹ', 'stationsWithDoctor'],
    ['số buổi phát thanh', null],
  ])('%s → %s', (name, code) => {
    expect(proposeIndicator(name, known)).toBe(code);
  });
});
