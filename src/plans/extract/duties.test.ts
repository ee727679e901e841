import { describe, expect, test } from 'vitest';
import { extractPlan } from '../extract.ts';

function plan(body: string): ReturnType<typeof extractPlan> {
  return extractPlan(
    `KẾ HOẠCH\nThực hiện BHYT giai đoạn 2026 - 2030\n\nUBND tỉnh Hòa An ban hành Kế hoạch như sau:\n\n${body}\n`,
  );
}

/** Under "1. Sở Y tế" of the section that assigns. */
function assigned(sentence: string): ReturnType<typeof extractPlan> {
  return plan(`IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- ${sentence}`);
}

describe('tasks/split', () => {
  test.each<[string, [string, string | null][]]>([
    [
      'Triển khai tới các xã trước ngày 26/10/2026; đánh giá kết quả trước ngày 20/12/2026.',
      [
        ['Triển khai tới các xã', '2026-10-26'],
        ['đánh giá kết quả', '2026-12-20'],
      ],
    ],
    [
      'Tham mưu ban hành kế hoạch trước ngày 28/02/2026 và tổ chức hội nghị trước ngày 10/3/2026.',
      [
        ['Tham mưu ban hành kế hoạch', '2026-02-28'],
        ['tổ chức hội nghị', '2026-03-10'],
      ],
    ],
    [
      'Tổ chức phát động; giao chỉ tiêu đến các xã, thời gian xong trước ngày 01/11/2026.',
      [['Tổ chức phát động; giao chỉ tiêu', '2026-11-01']],
    ],
    [
      'Vận động học sinh tham gia; thu tiền xong trước ngày 30/11/2026.',
      [
        ['Vận động học sinh tham gia', null],
        ['thu tiền', '2026-11-30'],
      ],
    ],
    [
      'Xây dựng đề án giảm tải; hoàn thành trước ngày 30/6/2026.',
      [['Xây dựng đề án giảm tải; hoàn thành', '2026-06-30']],
    ],
    [
      'Nâng cao chất lượng. Phấn đấu đến 2028 giảm quá tải.',
      [['Nâng cao chất lượng. Phấn đấu', '2028-12-31']],
    ],
  ])('%s', (sentence, expected) => {
    const { tasks } = assigned(sentence);
    expect(tasks.map((task) => task.deadline)).toEqual(expected.map(([, deadline]) => deadline));
    tasks.forEach((task, at) => expect(task.text.startsWith(expected[at]?.[0] ?? '?')).toBe(true));
  });

  test('a sentence that forbids is a constraint of its own agency', () => {
    const { tasks } = assigned(
      'Chỉ đạo các trường thu BHYT. Các nhà trường chỉ được giới thiệu bảo hiểm khác sau đó.',
    );
    expect(tasks.map(({ kind, agency }) => [kind, agency])).toEqual([
      ['assigned', ['Sở Y tế']],
      ['constraint', ['Các nhà trường']],
    ]);
  });
});

describe('tasks/agency', () => {
  test('title, inline title, own subject, list under "Chỉ đạo …:", role handed down', () => {
    const { tasks } = plan(
      [
        'V. TỔ CHỨC THỰC HIỆN',
        '1. Sở Y tế',
        '- Nâng cao chất lượng khám, chữa bệnh.',
        '- Chỉ đạo các cơ sở y tế:',
        '+ Cải cách thủ tục cấp thuốc.',
        '- Hội Nông dân tỉnh tuyên truyền đến hội viên.',
        '2. Sở Tài chính: Bố trí kinh phí hỗ trợ mức đóng.',
        '3. UBND các xã, phường:',
        'a) Xây dựng kế hoạch của địa phương.',
        'b) Chủ trì thực hiện các giải pháp:',
        '- Rà soát danh sách đối tượng tham gia.',
        '4. Đề nghị Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội',
        'Vận động đoàn viên, hội viên tham gia.',
      ].join('\n\n'),
    );
    expect(tasks.map(({ agency, role }) => [agency.join('; '), role])).toEqual([
      ['Sở Y tế', 'thực hiện'],
      ['Các cơ sở y tế', 'thực hiện'],
      ['Hội Nông dân tỉnh', 'thực hiện'],
      ['Sở Tài chính', 'thực hiện'],
      ['UBND các xã, phường', 'thực hiện'],
      ['UBND các xã, phường', 'chủ trì'],
      ['Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội', 'thực hiện'],
    ]);
  });

  test('measures without an agency stay without one; a joiner’s bullet carries the one before', () => {
    const { tasks } = plan(
      'III. NHIỆM VỤ, GIẢI PHÁP\n\n1. Tuyên truyền\n\n- Đổi mới nội dung, hình thức tuyên truyền.\n\n' +
        '- BHXH tỉnh phối hợp với cơ quan Thuế rà soát doanh nghiệp.\n\n- Phối hợp với Thanh tra tỉnh kiểm tra doanh nghiệp.',
    );
    expect(
      tasks.map(({ agency, agencyImplicit, kind }) => [agency[0], agencyImplicit, kind]),
    ).toEqual([
      ['(không nêu)', undefined, 'solution'],
      ['Bảo hiểm xã hội tỉnh', undefined, 'solution'],
      ['Bảo hiểm xã hội tỉnh', true, 'solution'],
    ]);
  });

  test('labels under the work and in brackets', () => {
    const { tasks } = plan(
      'I. NHIỆM VỤ TRỌNG TÂM\n\n1. Xây dựng kế hoạch truyền thông\n- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị phối hợp: BHXH tỉnh.\n- Thời gian hoàn thành: Tháng 3/2026.\n\n' +
        '2. Tổ chức hội nghị (Chủ trì: BHXH tỉnh; phối hợp: Bưu điện tỉnh; thời gian: Quý II/2026).',
    );
    expect(tasks.map(({ agency, coAgencies, deadline }) => [agency, coAgencies, deadline])).toEqual(
      [
        [['Sở Y tế'], ['Bảo hiểm xã hội tỉnh'], '2026-03-31'],
        [['Bảo hiểm xã hội tỉnh'], ['Bưu điện tỉnh'], '2026-06-30'],
      ],
    );
  });

  test('formulas at the end are nobody’s task', () => {
    const { tasks } = plan(
      'V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Theo dõi, đôn đốc việc thực hiện.\n\nTrên đây là Kế hoạch năm 2026. Yêu cầu Thủ trưởng các cơ quan nghiêm túc triển khai thực hiện./.\n\n' +
        'Đề nghị các Sở, ban, ngành, UBND các xã, phường, cơ quan liên quan triển khai thực hiện./.',
    );
    expect(tasks).toHaveLength(1);
  });

  test('what is assessed, aimed at or merely described is no task', () => {
    const { tasks } = plan(
      'I. ĐÁNH GIÁ KẾT QUẢ\n\n- Chỉ đạo BHXH tỉnh phối hợp với Đài Phát thanh và Truyền hình tỉnh.\n\nII. MỤC ĐÍCH, YÊU CẦU\n\n- Xác định rõ trách nhiệm của các cơ quan.\n\nIII. MỤC TIÊU\n\n- Tiếp tục vận động người dân.',
    );
    expect(tasks).toEqual([]);
  });
});

describe('reports', () => {
  /** "who → to | frequency | deadline | via | purpose" */
  function reports(sentence: string): string[] {
    return assigned(sentence).reports.map(({ who, to, frequency, deadline, via, purpose }) =>
      [
        `${who.join('; ')} → ${to.join('; ')}`,
        [frequency].flat().join(','),
        deadline === null
          ? ''
          : typeof deadline === 'string'
            ? deadline
            : Object.values(deadline).join(' '),
        via ?? '',
        purpose ?? '',
      ].join(' | '),
    );
  }

  test.each<[string, string[]]>([
    ['Theo dõi tiến độ, hằng tuần báo cáo UBND tỉnh.', ['Sở Y tế → UBND tỉnh | tuần |  |  | ']],
    [
      'Định kỳ hằng năm báo cáo kết quả về UBND tỉnh (qua Sở Tài chính) trước ngày 20/11 để tổng hợp báo cáo Bộ Y tế.',
      ['Sở Y tế → UBND tỉnh | năm | 11 20 | Sở Tài chính | tổng hợp báo cáo Bộ Y tế'],
    ],
    [
      'Hàng tháng, quý, 6 tháng, năm tổng hợp kết quả báo cáo Thường trực Tỉnh ủy, UBND tỉnh.',
      ['Sở Y tế → Thường trực Tỉnh ủy; UBND tỉnh | tháng,quý,6 tháng,năm |  |  | '],
    ],
    [
      'UBND các xã báo cáo nhanh kết quả về Thường trực Ban Chỉ đạo cấp tỉnh trước ngày 01/11/2026.',
      ['UBND các xã → Thường trực Ban Chỉ đạo cấp tỉnh | một lần | 2026-11-01 |  | '],
    ],
    [
      'Báo cáo Ban Chỉ đạo cấp tỉnh để tổng hợp báo cáo UBND tỉnh trước 15 giờ 00’ ngày thứ 5 hằng tuần.',
      ['Sở Y tế → Ban Chỉ đạo cấp tỉnh | tuần | thứ 5 4 15:00 |  | tổng hợp báo cáo UBND tỉnh'],
    ],
    [
      'UBND các xã hằng năm báo cáo kết quả về Sở Y tế để tổng hợp, báo cáo UBND tỉnh.',
      [
        'UBND các xã → Sở Y tế | năm |  |  | tổng hợp, báo cáo UBND tỉnh',
        'Sở Y tế → UBND tỉnh | năm |  |  | ',
      ],
    ],
    [
      'Trước ngày 25 hàng tháng, tổng hợp số liệu gửi Bảo hiểm xã hội tỉnh.',
      ['Sở Y tế → Bảo hiểm xã hội tỉnh | tháng | 25 tháng |  | '],
    ],
    [
      'Báo cáo kết quả 6 tháng trước ngày 20/6, báo cáo năm trước ngày 20/12 gửi BHXH tỉnh.',
      [
        'Sở Y tế → Bảo hiểm xã hội tỉnh | 6 tháng | 6 20 |  | ',
        'Sở Y tế → Bảo hiểm xã hội tỉnh | năm | 12 20 |  | ',
      ],
    ],
    [
      'Báo cáo kết quả về UBND tỉnh trước ngày 20/6 và 20/12/2026.',
      [
        'Sở Y tế → UBND tỉnh | một lần | 2026-06-20 |  | ',
        'Sở Y tế → UBND tỉnh | một lần | 2026-12-20 |  | ',
      ],
    ],
    [
      'Báo cáo UBND tỉnh những khó khăn, vướng mắc trong quá trình thực hiện.',
      ['Sở Y tế → UBND tỉnh | khi có vướng mắc |  |  | '],
    ],
  ])('%s', (sentence, expected) => {
    expect(reports(sentence)).toEqual(expected);
  });

  test.each([
    'Thực hiện chế độ báo cáo theo quy định.',
    'Xây dựng hệ thống báo cáo thống kê thống nhất trên địa bàn tỉnh.',
    'Trình UBND tỉnh phê duyệt đề án.',
  ])('no duty to report: %s', (sentence) => {
    expect(reports(sentence)).toEqual([]);
  });

  test('a day of the month keeps hour and day', () => {
    const [report] = assigned(
      'Tổng hợp kết quả báo cáo UBND tỉnh trước 16 giờ ngày 28/3/2026.',
    ).reports;
    expect(report).toMatchObject({ deadline: '2026-03-28', time: '16:00' });
  });
});

test('committees: posts in bullets and in one sentence', () => {
  const { committees } = plan(
    'III. TỔ CHỨC THỰC HIỆN\n\n1. Thành lập Ban Chỉ đạo\n\n1.1. Ban Chỉ đạo ở tỉnh:\n\n- Phó Chủ tịch UBND tỉnh là Trưởng ban.\n- Giám đốc Sở Y tế: Phó Trưởng ban thường trực.\n\n1.2. Ban Chỉ đạo cấp xã:\n\n' +
      'Các địa phương thành lập Ban Chỉ đạo do Chủ tịch UBND xã là Trưởng ban, Trưởng trạm Y tế, Công an xã là Phó ban, các thành viên là đại diện các đoàn thể.',
  );
  expect(
    committees.map(({ name, members }) => [
      name,
      members.map(({ position, who }) => `${position}: ${who}`),
    ]),
  ).toEqual([
    [
      'Ban Chỉ đạo ở tỉnh',
      ['Trưởng ban: Phó Chủ tịch UBND tỉnh', 'Phó Trưởng ban thường trực: Giám đốc Sở Y tế'],
    ],
    [
      'Ban Chỉ đạo cấp xã',
      [
        'Trưởng ban: Chủ tịch UBND xã',
        'Phó ban: Trưởng trạm Y tế, Công an xã',
        'Các thành viên: Đại diện các đoàn thể',
      ],
    ],
  ]);
});

test('an office before a colon acts, known or not; dated preparations are work too', () => {
  const { tasks, reports } = plan(
    [
      'II. NỘI DUNG',
      '1. Công tác chuẩn bị',
      '- Thành lập Tổ chỉ đạo cấp tỉnh, cấp xã: xong trước ngày 05/10/2026.',
      '- Treo băng rôn tại các trục đường chính.',
      'III. TỔ CHỨC THỰC HIỆN',
      '1. Phòng Truyền thông: xây dựng kế hoạch, trình Giám đốc trước ngày 31/01/2027.',
      '2. Sở Y tế',
      '- Báo cáo kết quả về UBND tỉnh trước 16 giờ 00 thứ Sáu hằng tuần trong tháng 9 và tháng 10/2026.',
      '- Tổng hợp, báo cáo UBND tỉnh trước ngày 15/6 và 15/12 hằng năm.',
    ].join('\n\n'),
  );
  expect(tasks.map(({ agency, deadline }) => [agency[0], deadline])).toEqual([
    ['(không nêu)', '2026-10-05'],
    ['Phòng Truyền thông', '2027-01-31'],
    ['Sở Y tế', null],
    ['Sở Y tế', null],
  ]);
  expect(reports.map(({ deadline }) => deadline)).toEqual([
    { weekday: 'thứ 6', isoWeekday: 5, time: '16:00' },
    { month: 6, day: 15 },
    { month: 12, day: 15 },
  ]);
});

test('what a section of results says is no target', () => {
  const { targets } = plan(
    'A. KẾT QUẢ NĂM 2026\n\n- Số người tham gia BHYT: 1.102.340 người, đạt tỷ lệ bao phủ 94,10% dân số, tăng 21.150 người so với năm 2025.\n\n' +
      'B. CHỈ TIÊU NĂM 2027\n\n- Số người tham gia BHYT: 1.125.800 người, tỷ lệ bao phủ đạt 95,5% dân số.',
  );
  expect(targets.map(({ kind, year, value }) => [kind, year, value])).toEqual([
    ['actual', 2026, 94.1],
    ['actual', 2026, 1_102_340],
    ['target', 2027, 95.5],
    ['target', 2027, 1_125_800],
  ]);
});
