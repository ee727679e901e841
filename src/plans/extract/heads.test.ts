import { describe, expect, test } from 'vitest';
import { extractPlan } from '../extract.ts';

const BODY = '\n\nI. MỤC TIÊU\n\n- Tỷ lệ bao phủ BHYT đạt 95%.\n';

describe('head/number', () => {
  test.each([
    ['Số: 45/KH-UBND', { value: '45/KH-UBND', symbol: 'KH-UBND', status: 'present' }],
    ['Số:  215 /KH-BHXH', { value: '215/KH-BHXH', symbol: 'KH-BHXH', status: 'present' }],
    ['Số: /KH-UBND', { value: null, symbol: 'KH-UBND', status: 'blank' }],
    ['Số:       /KH-UBND', { value: null, symbol: 'KH-UBND', status: 'blank' }],
    ['Số: 17/2025/NQ-HĐND', { value: '17/2025/NQ-HĐND', symbol: 'NQ-HĐND', status: 'present' }],
    ['Số 21-KH/TU', { value: '21-KH/TU', symbol: 'KH/TU', status: 'present' }],
    [
      'Số hiệu: 122/KH-UBND Loại văn bản: Kế hoạch',
      { value: '122/KH-UBND', symbol: 'KH-UBND', status: 'present-in-header-only' },
    ],
    ['', { value: null, symbol: null, status: 'absent' }],
  ])('%s', (line, expected) => {
    expect(extractPlan(`${line}\n\nKẾ HOẠCH\nThực hiện BHYT năm 2026${BODY}`).number).toMatchObject(
      expected,
    );
  });
});

describe('head/place-day', () => {
  test.each([
    ['Tân Hòa, ngày 15 tháng 01 năm 2026', { date: '2026-01-15', precision: 'day' }],
    ['Tân Hòa, ngày     tháng 10 năm 2023', { date: null, precision: 'month', month: '2023-10' }],
    ['Tân Hòa, ngày tháng năm 2024', { date: null, precision: 'year', year: 2024 }],
    ['Tân Hòa, ngày tháng năm', { date: null, precision: 'none' }],
    ['Tân Hòa, ngày … tháng … năm 2025', { date: null, precision: 'year', year: 2025 }],
    ['Tân Hòa, ngày 08 tháng 89 năm 2024', { date: null, precision: 'year', year: 2024 }],
    ['Tân Hòa, ngày 31 tháng 6 năm 2024', { date: null, precision: 'month', month: '2024-06' }],
  ])('%s', (line, expected) => {
    expect(extractPlan(`${line}\n\nKẾ HOẠCH\nThực hiện BHYT${BODY}`).issuedAt).toMatchObject(
      expected,
    );
  });

  test('a day that does not exist is warned of', () => {
    const { warnings } = extractPlan(
      `An Bình, ngày 08 tháng 89 năm 2024\n\nKẾ HOẠCH\nThực hiện BHYT${BODY}`,
    );
    expect(warnings.map((warning) => warning.code)).toContain('date-misprinted');
  });

  test('an undated plan is no older than the newest document it is based on', () => {
    const basis =
      'Căn cứ Quyết định số 1/QĐ-UBND ngày 05/01/2026 của UBND tỉnh; Kế hoạch số 9/KH-UBND ngày 02/02/2026;';
    expect(extractPlan(`KẾ HOẠCH\nThực hiện BHYT\n\n${basis}${BODY}`).issuedAt).toMatchObject({
      date: null,
      notBefore: '2026-02-02',
    });
  });
});

describe('issuer/read', () => {
  test.each([
    [
      'ỦY BAN NHÂN DÂN\nTỈNH HÒA SƠN',
      { name: 'Ủy ban nhân dân tỉnh Hòa Sơn', level: 'tỉnh', province: 'Hòa Sơn' },
    ],
    [
      'UBND TỈNH HÒA SƠN\nSỞ Y TẾ',
      {
        name: 'Sở Y tế',
        level: 'tỉnh',
        province: 'Hòa Sơn',
        parent: 'Ủy ban nhân dân tỉnh Hòa Sơn',
      },
    ],
    [
      'BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH HÒA SƠN',
      { name: 'Bảo hiểm xã hội tỉnh Hòa Sơn', level: 'tỉnh', parent: 'Bảo hiểm xã hội Việt Nam' },
    ],
    [
      'ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN HÒA | Độc lập - Tự do - Hạnh phúc',
      { name: 'Ủy ban nhân dân xã Tân Hòa', level: 'xã' },
    ],
    ['TỈNH ỦY HÒA SƠN\n*', { name: 'Tỉnh ủy Hòa Sơn', level: 'tỉnh', province: 'Hòa Sơn' }],
    [
      'BẢO HIỂM XÃ HỘI VIỆT NAM',
      { name: 'Bảo hiểm xã hội Việt Nam', level: 'trung ương', province: null },
    ],
  ])('%j', (head, expected) => {
    expect(extractPlan(`${head}\n\nKẾ HOẠCH\nThực hiện BHYT${BODY}`).issuer).toMatchObject(
      expected,
    );
  });

  test('without a head: who issues it in the preamble; the province above a district', () => {
    const preamble =
      'Thực hiện Kế hoạch số 1/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Hòa Sơn về BHYT.\n\nỦy ban nhân dân huyện Tân Lập ban hành Kế hoạch như sau:';
    expect(extractPlan(`KẾ HOẠCH\nThực hiện BHYT\n\n${preamble}${BODY}`).issuer).toEqual({
      name: 'Ủy ban nhân dân huyện Tân Lập',
      level: 'huyện',
      province: 'Hòa Sơn',
    });
  });
});

describe('head/title and period', () => {
  test.each([
    [
      'THỰC HIỆN BẢO HIỂM Y TẾ GIAI ĐOẠN 2012 - 2015 VÀ 2020',
      'Thực hiện bảo hiểm y tế giai đoạn 2012 - 2015 và 2020',
      { from: '2012', to: '2015', extendedTo: '2020' },
    ],
    [
      'Thực hiện chỉ tiêu BHYT giai đoạn 2022 - 2025\n\ntrên địa bàn huyện',
      'Thực hiện chỉ tiêu BHYT giai đoạn 2022 - 2025 trên địa bàn huyện',
      { from: '2022', to: '2025' },
    ],
    [
      'Thực hiện BHYT toàn dân năm 2026',
      'Thực hiện BHYT toàn dân năm 2026',
      { from: '2026', to: '2026', targetYear: 2026 },
    ],
  ])('%j', (title, text, period) => {
    const plan = extractPlan(
      `KẾ HOẠCH\n${title}\n\nThực hiện Quyết định số 1/QĐ-UBND của UBND tỉnh, UBND huyện ban hành:${BODY}`,
    );
    expect(plan.title).toBe(text);
    expect(plan.period).toMatchObject(period);
  });

  test('days of execution come before the years of the title', () => {
    const plan = extractPlan(
      'KẾ HOẠCH\nTriển khai “Tháng cao điểm vận động” năm 2027\n\nI. YÊU CẦU\n\nThời gian thực hiện từ ngày 01/11/2026 đến ngày 30/11/2026.\n\nII. NHIỆM VỤ\n\n- Tổ chức Lễ phát động trước ngày 05/11/2026.',
    );
    expect(plan.period).toMatchObject({ from: '2026-11-01', to: '2026-11-30', targetYear: 2027 });
    expect(plan.campaign).toMatchObject({
      name: 'Tháng cao điểm vận động',
      start: '2026-11-01',
      end: '2026-11-30',
      milestones: [{ before: '2026-11-05', what: 'Tổ chức Lễ phát động' }],
    });
  });
});

describe('closing', () => {
  const plan = extractPlan(
    `KẾ HOẠCH\nThực hiện BHYT${BODY}\nNơi nhận:\n- UBND tỉnh (b/c);\n- Thành viên BCĐ phát triển đối tượng tham gia\n\nBHXH, BHYT;\n- VP UBND tỉnh:\n  + LĐVP; TH;\n  + Lưu: VT, KGVX.Mẫu.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n**PHÓ CHỦ TỊCH**\n\n**Lê Thị Mẫu**`,
  );

  test('recipients go on over lines; names of drafters are left out', () => {
    expect(plan.recipients).toEqual([
      'UBND tỉnh (b/c)',
      'Thành viên BCĐ phát triển đối tượng tham gia BHXH, BHYT',
      'VP UBND tỉnh: LĐVP; TH; Lưu: VT, KGVX',
    ]);
  });

  test('the signer’s line, not the name', () => {
    expect(plan.signer).toEqual({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      capacity: 'KT. CHỦ TỊCH',
      title: 'PHÓ CHỦ TỊCH',
      nameLine: 21,
    });
    expect(JSON.stringify(plan)).not.toContain('Lê Thị Mẫu');
  });

  test('recipients and signature side by side', () => {
    const { recipients, signer } = extractPlan(
      `KẾ HOẠCH\nThực hiện BHYT${BODY}\nNơi nhận:                    TM. ỦY BAN NHÂN DÂN\n- Sở Y tế;                       CHỦ TỊCH\n- Lưu: VT.                     Lê Văn Mẫu`,
    );
    expect(recipients).toEqual(['Sở Y tế', 'Lưu: VT']);
    expect(signer).toMatchObject({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      title: 'CHỦ TỊCH',
      nameLine: 10,
    });
  });

  test('addressees of a letter', () => {
    const { addressees } = extractPlan(
      'Kính gửi:\n- Các sở, ban, ngành;\n- UBND các xã, phường.\n\nThực hiện chỉ đạo…',
    );
    expect(addressees).toEqual(['Các sở, ban, ngành', 'UBND các xã, phường']);
  });
});

test('annexes that are named and not there; those that follow the signature are', () => {
  const text = `KẾ HOẠCH\nThực hiện BHYT${BODY}\n- Giao chỉ tiêu cho các xã (có Phụ lục số 02 kèm theo).\n- Phân công thành viên (có Phụ lục số 01 kèm theo).\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Mẫu\n\nPHỤ LỤC 01\nPhân công`;
  expect(extractPlan(text).missingAnnexes).toEqual([
    { text: 'có Phụ lục số 02 kèm theo', line: 8 },
  ]);
});

test('warnings name what a person should look at', () => {
  const text = `KẾ HOẠCH\nThực hiện BHYT${BODY}\nI. NHIỆM VỤ\n\n- Tuyên truyền t h ư ờ n g  x u y ê n.\n- Tuyên truyền t h ư ờ n g  x u y ê n.\n\nIV. KINH PHÍ\n\nTheo quy định.`;
  const codes = extractPlan(text).warnings.map(({ code, line }) => `${code} ${line}`);
  expect(codes).toEqual([
    'number-absent null',
    'date-incomplete null',
    'duplicate-numeral 8',
    'letters-spaced 10',
    'letters-spaced 11',
    'task-repeated 11',
    'skipped-numeral 13',
  ]);
});
