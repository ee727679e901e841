/** Ways of writing met in plans of other provinces: each row is a rule, its sentence and what it says. */
import { describe, expect, test } from 'vitest';
import { extractPlan } from '../extract.ts';

function plan(body: string, title = 'Thực hiện BHYT năm 2026'): ReturnType<typeof extractPlan> {
  return extractPlan(
    `KẾ HOẠCH\n${title}\n\nUBND tỉnh Hòa An ban hành Kế hoạch như sau:\n\n${body}\n`,
  );
}

function aims(sentence: string): string[] {
  return plan(`II. MỤC TIÊU\n\n- ${sentence}`).targets.map(
    ({ unit, year, op, value, uom, kind }) => `${unit} ${year} ${op} ${value} ${uom} ${kind}`,
  );
}

test.each<[string, string, string[]]>([
  [
    'target-years/list',
    'Tỷ lệ bao phủ BHYT toàn tỉnh đến năm 2026/2030 đạt tương ứng 95,5%/97,5% dân số.',
    ['Tỉnh Hòa An 2026 = 95.5 % target', 'Tỉnh Hòa An 2030 = 97.5 % target'],
  ],
  [
    'target-years/list',
    'Tỷ lệ bao phủ BHYT năm 2026, 2028 và 2030 lần lượt đạt 95%, 96,5% và 98%.',
    [
      'Tỉnh Hòa An 2026 = 95 % target',
      'Tỉnh Hòa An 2028 = 96.5 % target',
      'Tỉnh Hòa An 2030 = 98 % target',
    ],
  ],
  [
    'one value for the years listed',
    'Năm 2026, 2027 tỷ lệ bao phủ BHYT đạt trên 95% dân số.',
    ['Tỉnh Hòa An 2026 > 95 % target', 'Tỉnh Hòa An 2027 > 95 % target'],
  ],
  [
    'one value for a span',
    'Tỷ lệ bao phủ BHYT các năm 2026–2030 đạt trên 95% dân số.',
    ['Tỉnh Hòa An 2026-2030 > 95 % target'],
  ],
  [
    'other numbers of years and values: no pairs are made',
    'Giai đoạn 2026 - 2030 tỷ lệ bao phủ BHYT đạt trên 95% dân số.',
    ['Tỉnh Hòa An 2026-2030 > 95 % target'],
  ],
  [
    'a month is narrower than the year',
    'Năm học 2026 - 2027, 100% học sinh tham gia BHYT, trong đó tối thiểu 99% học sinh tham gia ngay trong tháng 9/2026.',
    ['Tỉnh Hòa An Năm học 2026 - 2027 = 100 % target', 'Tỉnh Hòa An tháng 9/2026 >= 99 % target'],
  ],
  [
    'headcounts/aims without a verb, headcounts/each-place',
    'Mỗi xã, phường: 150 người tham gia BHYT hộ gia đình; 25 người tham gia BHXH tự nguyện.',
    ['Từng xã, phường 2026 = 150 người target', 'Từng xã, phường 2026 = 25 người target'],
  ],
  ['numbers of no coverage', 'Mỗi xã có 15 người vận động, 25 người ký hợp đồng dịch vụ.', []],
  [
    'the whole province is no past ("toàn tỉnh đến", not "tính đến")',
    'Tỷ lệ bao phủ BHYT toàn tỉnh đến hết năm 2026 đạt 95%.',
    ['Tỉnh Hòa An 2026 = 95 % target'],
  ],
  [
    'a day within the year is not the year',
    'Đến 30/6/2026, tỷ lệ bao phủ BHYT đạt 93,5%, đến 31/12/2026 đạt 95% dân số.',
    ['Tỉnh Hòa An đến 30/6/2026 = 93.5 % target', 'Tỉnh Hòa An 2026 = 95 % target'],
  ],
  [
    'of so many places: no rate of everybody',
    'Phấn đấu có 10/12 xã, thị trấn đạt tỷ lệ bao phủ trên 95%.',
    [],
  ],
  [
    'a share of the plan is no coverage',
    'Số người tham gia BHYT hộ gia đình đạt 98,3% kế hoạch.',
    [],
  ],
  ['no place below', 'Không để xã nào có tỷ lệ bao phủ dưới 90%.', ['Từng xã 2026 >= 90 % target']],
  ['scanned digits', 'Học sinh tham gia BHYT đạt 1OO%.', ['Tỉnh Hòa An 2026 = 100 % target']],
])('%s: %s', (_rule, sentence, expected) => {
  expect(aims(sentence)).toEqual(expected);
});

test('a letter is read by its "V/v", its parts by "Tổ chức thực hiện" under a number', () => {
  const { docType, title, tasks } = extractPlan(
    'BẢO HIỂM XÃ HỘI TỈNH HÒA AN\nSố: 45/BHXH-QLT\nV/v giao chỉ tiêu năm 2026\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKính gửi: Bảo hiểm xã hội cơ sở\n\n1. Chỉ tiêu (theo biểu)\n\n2. Tổ chức thực hiện\n\n- Phòng Truyền thông xây dựng kế hoạch, hoàn thành trong tháng 02/2026.\n',
  );
  expect([docType, title]).toEqual(['Công văn', 'V/v giao chỉ tiêu năm 2026']);
  expect(tasks.map(({ agency, deadline }) => [agency, deadline])).toEqual([
    [['Phòng Truyền thông'], '2026-02-28'],
  ]);
});

test('what stands under "phát triển mới:" is new, not the whole group', () => {
  const { targets } = plan(
    'II. CHỈ TIÊU\n\nToàn tỉnh phấn đấu phát triển tăng mới:\n\n- BHYT hộ gia đình: 1.200 người.\n\n- BHXH tự nguyện: 300 người.',
  );
  expect(targets.map(({ value, indicator }) => [value, indicator])).toEqual([
    [1200, 'phát triển mới: Nhóm tham gia BHYT theo hộ gia đình'],
    [300, 'phát triển mới: Tham gia BHXH tự nguyện'],
  ]);
});

/** "who → to frequency deadline" of the duties of one bullet of the social insurance. */
function duties(sentence: string): string[] {
  return plan(`IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- ${sentence}`).reports.map(
    ({ who, to, frequency, deadline }) =>
      `${who.join(', ')} → ${to.join(', ')} ${String(frequency)} ${JSON.stringify(deadline)}`,
  );
}

describe('reports', () => {
  test.each<[string, string, string[]]>([
    [
      'reports/again',
      'Tổng hợp kết quả hằng tuần báo cáo UBND tỉnh trước 16 giờ 00 thứ Sáu; báo cáo tổng kết trước ngày 15/11/2026.',
      [
        'Sở Y tế → UBND tỉnh tuần {"weekday":"thứ 6","isoWeekday":5,"time":"16:00"}',
        'Sở Y tế → UBND tỉnh một lần "2026-11-15"',
      ],
    ],
    [
      'reports/again: nobody is named to be told',
      'Báo cáo tổng kết trước ngày 15/12/2026.',
      ['Sở Y tế →  một lần "2026-12-15"'],
    ],
    ['reports/again: without a limit it is no duty', 'Tổ chức hội nghị, báo cáo tổng kết.', []],
    [
      'reports/siblings',
      'Báo cáo kết quả đợt 1 trước ngày 30/9/2026, đợt 2 trước ngày 15/01/2027 gửi UBND tỉnh.',
      ['Sở Y tế → UBND tỉnh một lần "2026-09-30"', 'Sở Y tế → UBND tỉnh một lần "2027-01-15"'],
    ],
    [
      'one limit a period',
      'Định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12) báo cáo kết quả về UBND tỉnh.',
      [
        'Sở Y tế → UBND tỉnh 6 tháng {"month":6,"day":15}',
        'Sở Y tế → UBND tỉnh năm {"month":12,"day":15}',
      ],
    ],
    [
      'days/alone',
      'Hằng tháng tổng hợp, báo cáo UBND tỉnh trước ngày 22.',
      ['Sở Y tế → UBND tỉnh tháng {"day":22,"of":"tháng"}'],
    ],
    [
      'nộp danh sách',
      'Nộp danh sách học sinh về BHXH tỉnh trước ngày 05 hằng tháng.',
      ['Sở Y tế → Bảo hiểm xã hội tỉnh tháng {"day":5,"of":"tháng"}'],
    ],
  ])('%s: %s', (_rule, sentence, expected) => {
    expect(duties(sentence)).toEqual(expected);
  });

  test('tasks/behind-clock: what comes round and what has a day are two tasks', () => {
    const { tasks } = plan(
      'IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Gửi báo cáo tiến độ về UBND tỉnh trước 15 giờ 30 thứ Năm hằng tuần và báo cáo tổng kết về UBND tỉnh trước ngày 05/11/2026.',
    );
    expect(
      tasks.map(({ start, deadline, recurrence }) => [start.slice(0, 18), deadline, recurrence]),
    ).toEqual([
      ['Gửi báo cáo tiến đ', null, 'hằng tuần'],
      ['báo cáo tổng kết v', '2026-11-05', undefined],
    ]);
  });
});

describe('campaign/launch', () => {
  const title = 'Tổ chức Tháng cao điểm vận động tham gia BHYT năm 2026';

  function steps(body: string): unknown[] {
    return (
      plan(body, title).campaign?.milestones.map(({ what, before, deadlineText }) => [
        what,
        before,
        deadlineText,
      ]) ?? []
    );
  }

  test('a line a level under the ceremony', () => {
    const body =
      'III. THỜI GIAN\n\n2. Lễ phát động\n\n- Cấp tỉnh: 07 giờ 30 ngày 01/11/2026, tại Quảng trường.\n\n- Cấp huyện: Ngày 02/11/2026.\n\n- Cấp xã: 7h00 ngày 04/11/2026.';
    expect(steps(body)).toEqual([
      ['Lễ phát động cấp tỉnh', '2026-11-01', '07 giờ 30 ngày 01/11/2026'],
      ['Lễ phát động cấp huyện', '2026-11-02', 'Ngày 02/11/2026'],
      ['Lễ phát động cấp xã', '2026-11-04', '7h00 ngày 04/11/2026'],
    ]);
  });

  test('the ceremony and its level before a colon', () => {
    expect(steps('III. THỜI GIAN\n\n- Lễ ra quân cấp xã: sáng ngày 04/11/2026.')).toEqual([
      ['Lễ ra quân cấp xã', '2026-11-04', 'ngày 04/11/2026'],
    ]);
  });

  test('a level without a ceremony is none', () => {
    expect(steps('III. KINH PHÍ\n\n- Cấp tỉnh: ngày 04/11/2026.')).toEqual([]);
  });
});

describe('tables', () => {
  function cells(table: string): string[] {
    return plan(`II. CHỈ TIÊU\n\n${table}\n\nIII. GIẢI PHÁP`).targets.map(
      ({ unit, group, year, value, kind }) => `${unit} | ${group} | ${year} ${value} ${kind}`,
    );
  }

  test('grids/total-over-two: the sum stands over the number and the name', () => {
    const rows = '1\tXã An Bình\t95,1\t96\n2\tXã An Lạc\t94\t95';
    const head = 'TT\tXã, phường\tThực hiện 2025 (%)\tChỉ tiêu 2026 (%)';
    const expected = [
      'Xã An Bình | Toàn dân | 2025 95.1 actual',
      'Xã An Bình | Toàn dân | 2026 96 target',
      'Xã An Lạc | Toàn dân | 2025 94 actual',
      'Xã An Lạc | Toàn dân | 2026 95 target',
      'Tỉnh Hòa An | Toàn dân | 2025 94.6 actual',
      'Tỉnh Hòa An | Toàn dân | 2026 95.5 target',
    ];
    expect(cells(`${head}\n${rows}\nToàn tỉnh\t94,6\t95,5`)).toEqual(expected);
    expect(cells(`${head}\n${rows}\nToàn tỉnh\t\t94,6\t95,5`)).toEqual(expected);
  });

  test('grids/placed-head: a wide head over the years of a page laid out with spaces', () => {
    const page = [
      '                       Thực hiện       Chỉ tiêu bao phủ (%)',
      'STT   Xã, phường       năm 2025 (%)    2026    2027',
      '1     Xã An Bình       95,1            96      97',
      '2     Xã An Lạc        94,2            95      96',
    ];
    expect(cells(page.join('\n'))).toEqual([
      'Xã An Bình | Toàn dân | 2025 95.1 actual',
      'Xã An Bình | Toàn dân | 2026 96 target',
      'Xã An Bình | Toàn dân | 2027 97 target',
      'Xã An Lạc | Toàn dân | 2025 94.2 actual',
      'Xã An Lạc | Toàn dân | 2026 95 target',
      'Xã An Lạc | Toàn dân | 2027 96 target',
    ]);
  });

  test('grids/wrapped-head: cells of the head over two lines; households are no aim', () => {
    const lines =
      'STT\nBản\nSố hộ\nTỷ lệ tham gia\nBHYT năm 2025\n(%)\nTỷ lệ tham gia\nBHYT năm 2026\n(%)\n1\nBản Na\n210\n93,2\n95\n2\nBản Pá\n188\n91,5\n94\n3\nBản Mai\n190\n92\n94,5\nTổng\n588\n92,4\n94,5';
    expect(cells(lines).filter((cell) => !cell.includes('Số hộ'))).toEqual([
      'Bản Na | Toàn dân | 2025 93.2 actual',
      'Bản Na | Toàn dân | 2026 95 target',
      'Bản Pá | Toàn dân | 2025 91.5 actual',
      'Bản Pá | Toàn dân | 2026 94 target',
      'Bản Mai | Toàn dân | 2025 92 actual',
      'Bản Mai | Toàn dân | 2026 94.5 target',
      'Tỉnh Hòa An | Toàn dân | 2025 92.4 actual',
      'Tỉnh Hòa An | Toàn dân | 2026 94.5 target',
    ]);
  });

  test('table-tasks/merged-down: one owner over two rows, "nt" below', () => {
    const { tasks } = plan(
      'III. PHÂN CÔNG\n\nTT\tNội dung\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\n1\tGiao chỉ tiêu\tSở Y tế\tBHXH tỉnh\tQuý I/2026\n2\tKiểm tra liên ngành\t\tnt\tQuý III/2026',
    );
    expect(tasks.map(({ agency, coAgencies, deadline }) => [agency, coAgencies, deadline])).toEqual(
      [
        [['Sở Y tế'], ['Bảo hiểm xã hội tỉnh'], '2026-03-31'],
        [['Sở Y tế'], ['Bảo hiểm xã hội tỉnh'], '2026-09-30'],
      ],
    );
  });
});

describe('a campaign plan with a timetable', () => {
  const plan = extractPlan(`BAN CHỈ ĐẠO

KẾ HOẠCH
Tổ chức “Tháng cao điểm vận động tham gia BHXH tự nguyện,
BHYT hộ gia đình” năm 2026
Ban Chỉ đạo tỉnh ban hành Kế hoạch như sau:
I. NỘI DUNG, TIẾN ĐỘ
1. Trước ngày 03/12/2026: UBND các xã, phường xây dựng kế hoạch, mỗi thôn 01 tổ.
2. Lễ ra quân: 7 giờ 30 phút ngày 05/12/2026 (thứ Bảy) tại các xã, phường.
3. Từ ngày 05/12/2026 đến ngày 28/12/2026: tổ vận động đến từng hộ gia đình.
4. Tổng kết: trước ngày 10/01/2027.
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
a) Báo cáo kết quả về UBND tỉnh trước ngày 05/01/2027.
2. Các thôn, tổ dân phố
a) Đến từng nhà vận động.
Nếu có vướng mắc, đề nghị các đơn vị phản ánh về UBND tỉnh để giải quyết./.
Nơi nhận:
- Lưu: VT.
TRƯỞNG BAN
PHÓ CHỦ TỊCH UBND TỈNH
Vương Thử Nghiệm
`);

  test('a title goes on until its quotation marks close, and so does the name of the campaign', () => {
    expect(plan.title).toBe(
      'Tổ chức “Tháng cao điểm vận động tham gia BHXH tự nguyện, BHYT hộ gia đình” năm 2026',
    );
    expect(plan.campaign?.name).toBe(
      'Tháng cao điểm vận động tham gia BHXH tự nguyện, BHYT hộ gia đình',
    );
  });

  test('each line of the timetable is a task with its day, its hour or its span', () => {
    const steps = plan.tasks.filter((task) => task.section.includes('TIẾN ĐỘ'));
    expect(steps.map((task) => [task.agency[0], task.deadline ?? task.period, task.time])).toEqual([
      ['UBND các xã, phường', '2026-12-03', undefined],
      ['(không nêu)', '2026-12-05', '07:30'],
      ['(không nêu)', '2026-12-05/2026-12-28', undefined],
      ['(không nêu)', '2027-01-10', undefined],
    ]);
    const milestones = plan.campaign?.milestones.map((step) => [step.before, step.what]);
    expect(milestones).toContainEqual(['2026-12-05', 'Lễ ra quân']);
    expect(milestones).toContainEqual(['2027-01-10', 'Tổng kết']);
  });

  test('a head of the committee signs with his first post, another may stand under it', () => {
    expect(plan.signer).toMatchObject({ title: 'TRƯỞNG BAN' });
    expect(plan.signer?.nameLine).not.toBeNull();
  });

  test('a sentence about all of them is not laid on the agency of the last heading', () => {
    const told = plan.reports.find((report) => report.frequency === 'khi có vướng mắc');
    expect(told?.who).toEqual(['Các đơn vị']);
  });
});
