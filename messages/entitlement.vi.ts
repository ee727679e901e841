/** Entitlement: faults, reasons, causes, lists and tables it exports, the words of its steps. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const entitlementFaultsVi = {
  'entitlement.notDecided': () =>
    'Chưa xét đối tượng cho dân cư trong sổ. Xin chạy “Xét đối tượng” rồi mở lại.',
  'entitlement.notResident': () =>
    'Người này không cư trú tại nơi nào trong sổ vào ngày xét, nên không có kết quả xét đối tượng.',
  'entitlement.tooLong': ({ limit }) =>
    `Danh sách có hơn ${viFormat.number(Number(limit))} người. Xin chọn đơn vị nhỏ hơn hoặc lọc bớt.`,
  'entitlement.unknownPage': () =>
    'Không rõ trang danh sách cần xem. Xin mở lại danh sách từ trang đầu.',
  'entitlement.sponsorship.notFound': () => 'Không tìm thấy khoản tài trợ của đơn vị này.',
  'entitlement.sponsorship.emptyPeriod': () =>
    'Ngày kết thúc phải sau ngày bắt đầu. Xin xem lại hai ngày.',
  'entitlement.sponsorship.tooLong': ({ years }) =>
    `Một khoản tài trợ dài nhất ${years} năm. Xin ghi khoản mới cho thời gian sau.`,
  'entitlement.sponsorship.amount': () =>
    'Chưa rõ trả bao nhiêu: xin ghi tỷ lệ cho cách “theo tỷ lệ”, số tiền cho cách “số tiền cố định”, không ghi gì cho cách “tặng thẻ”.',
  'entitlement.sponsorship.notCommune': () =>
    'Chỉ xã, phường mới ghi được khoản từ ngân sách xã. Xin mở trang của xã, hoặc chọn nhà tài trợ.',
  'entitlement.sponsorship.unitOutside': () =>
    'Có nơi được chọn không nằm trong đơn vị này. Xin chọn lại.',
  'entitlement.sponsorship.chosenOutside': ({ count }) =>
    `Có ${count} người hoặc hộ được chọn không cư trú tại nơi đã chọn. Xin xem lại danh sách.`,
  'entitlement.sponsorship.isOver': () =>
    'Khoản này đã kết thúc sớm hoặc đã hủy. Xin tải lại trang để xem tình trạng mới nhất.',
  'entitlement.sponsorship.endOutside': ({ from, to }) =>
    `Ngày kết thúc sớm phải sau ngày bắt đầu ${viFormat.date(String(from))} và trước ngày ${viFormat.date(String(to))}.`,
  'entitlement.scenario.conflict': ({ name }) =>
    `Đơn vị đã có kịch bản tên “${name}”. Xin đặt tên khác.`,
  'entitlement.scenario.notFound': () => 'Không tìm thấy kịch bản của đơn vị này.',
  'entitlement.scenario.notComputed': () => 'Kịch bản đang được tính. Xin chờ tác vụ kết thúc.',
  'entitlement.scenario.stopped': () => 'Lần tính đã bị dừng. Bấm “Tính lại” khi cần.',
  'entitlement.scenario.broken': () =>
    'Máy chủ gặp lỗi khi tính kịch bản; lỗi đã được ghi lại. Xin bấm “Tính lại”; nếu vẫn lỗi, báo người quản trị.',
} satisfies FaultTexts;

export const entitlementVi = {
  reasons: {
    newborn: 'Trẻ mới sinh, chưa cấp thẻ',
    never: 'Chưa từng tham gia',
    termEnded: 'Hết hạn thẻ, chưa đóng tiếp',
    listNotRenewed: 'Vẫn thuộc diện nhưng chưa có trong danh sách mới',
    listEnded: 'Ra khỏi danh sách hộ nghèo, cận nghèo, mức sống trung bình',
    areaListEnded: 'Xã, thôn ra khỏi danh sách vùng khó khăn',
    supportEnded: 'Hết thời gian được hỗ trợ',
    turnedSix: 'Đủ 6 tuổi',
    leftSchool: 'Thôi học, ra trường',
    leftEmployment: 'Thôi việc',
    benefitEnded: 'Hết hưởng lương hưu, trợ cấp',
    leftGroup: 'Không còn thuộc đối tượng cũ',
  },
  causes: {
    statusEnds: 'Hết thời gian trong danh sách, chế độ',
    statusStarts: 'Bắt đầu thuộc một danh sách, chế độ',
    areaListEnds: 'Xã, thôn ra khỏi danh sách vùng',
    areaListStarts: 'Xã, thôn vào danh sách vùng',
    turns: 'Đến tuổi luật quy định',
    underSixCardEnds: 'Thẻ trẻ dưới 6 tuổi hết hạn',
    limitedSupportEnds: 'Hết thời gian hỗ trợ có thời hạn',
    resolutionChanges: 'Nghị quyết của tỉnh bắt đầu hoặc hết hiệu lực',
    lawChanges: 'Pháp luật thay đổi',
    termEnds: 'Thẻ tự đóng hết hạn',
    listEnds: 'Thẻ theo danh sách hết hạn, chờ danh sách mới',
    leavesCategory: 'Không còn thuộc đối tượng của thẻ',
  },
  notOffered: 'Chưa xác định',
  list: {
    sheet: 'Cần vận động',
    title: 'DANH SÁCH NGƯỜI CẦN VẬN ĐỘNG THAM GIA BẢO HIỂM Y TẾ',
    unit: (name: string) => `Đơn vị: ${name}`,
    asOf: (day: string, law: string) => `Xét theo ngày ${day}, bộ luật ${law}`,
    price:
      'Số tiền là phần người dân tự đóng mỗi tháng khi mọi người chưa có thẻ trong hộ cùng tham gia.',
    masked: 'Số định danh và số điện thoại được che một phần.',
    writtenBy: (name: string) => `Người lập: ${name}`,
    page: 'Trang &P/&N',
    columns: {
      order: 'STT',
      fullName: 'Họ và tên',
      birthDate: 'Ngày sinh',
      phone: 'Điện thoại',
      place: 'Thôn, tổ dân phố',
      commune: 'Xã, phường',
      category: 'Đối tượng được tham gia',
      reason: 'Lý do chưa tham gia',
      lapsedOn: 'Hết thẻ từ ngày',
      monthlyVnd: 'Tự đóng mỗi tháng (đồng)',
      statePercent: 'Ngân sách đóng (%)',
      provincePercent: 'Tỉnh hỗ trợ thêm (%)',
      communeVnd: 'Xã hỗ trợ thêm mỗi tháng (đồng)',
      sponsorVnd: 'Nhà tài trợ trả mỗi tháng (đồng)',
      nextOn: 'Ngày sắp thay đổi',
      nextCause: 'Thay đổi gì',
    },
    hidden: '(không còn thuộc địa bàn quản lý)',
    fileName: (unit: string, date: string) => `can-van-dong-${unit}-${date}.xlsx`,
  },
  lapsing: {
    sheet: 'Sắp mất thẻ',
    title: 'DANH SÁCH NGƯỜI SẮP MẤT THẺ BẢO HIỂM Y TẾ',
    until: (day: string) => `Mất thẻ đến hết ngày ${viFormat.date(day)} nếu không ai làm gì`,
    price:
      'Số tiền là phần người dân tự đóng mỗi tháng theo đối tượng khi ấy, mỗi người tính như người thứ nhất của hộ.',
    columns: { card: 'Thẻ đang có theo', cause: 'Vì sao mất thẻ' },
    fileName: (unit: string, day: string) => `sap-mat-the-${unit}-${day}.xlsx`,
  },
  fiveYears: {
    sheet: '5 năm liên tục',
    titles: {
      soonFull: 'DANH SÁCH NGƯỜI SẮP ĐỦ 5 NĂM THAM GIA BẢO HIỂM Y TẾ LIÊN TỤC',
      atRisk: 'DANH SÁCH NGƯỜI SẮP MẤT TÍNH LIÊN TỤC 5 NĂM THAM GIA BẢO HIỂM Y TẾ',
      broken: 'DANH SÁCH NGƯỜI ĐÃ MẤT TÍNH LIÊN TỤC 5 NĂM THAM GIA BẢO HIỂM Y TẾ',
    },
    periods: {
      soonFull: (_since: string, until: string) => `Đủ 5 năm đến hết ngày ${viFormat.date(until)}`,
      atRisk: (_since: string, until: string) =>
        `Mất tính liên tục nếu không tham gia lại, hạn đến hết ngày ${viFormat.date(until)}`,
      broken: (since: string, _until: string) =>
        `Hạn tham gia lại đã qua, tính từ ngày ${viFormat.date(since)}`,
    },
    rule: 'Tính từ các thẻ có trong sổ; thẻ ghi ngày sớm hơn thì theo thẻ.',
    columns: {
      lastDay: 'Có thẻ đến hết',
      fullOn: 'Đủ 5 năm từ ngày',
      keepUntil: 'Tham gia lại chậm nhất',
    },
    fileName: (unit: string, day: string) => `5-nam-lien-tuc-${unit}-${day}.xlsx`,
  },
  doubleCover: {
    sheet: 'Đóng trùng',
    title: 'DANH SÁCH NGƯỜI CÓ HAI THẺ BẢO HIỂM Y TẾ TRONG CÙNG THỜI GIAN',
    amounts:
      'Số tiền tính cho các tháng trọn vẹn theo mức của từng tháng; ước tính khi chưa rõ thứ tự đóng của hộ hoặc mức hỗ trợ của người ấy, khi đó theo hộ gia đình là nhiều nhất chừng ấy.',
    sure: 'chắc chắn',
    estimated: 'ước tính',
    notSaid: 'Văn bản đang lưu không nói tiền về đâu',
    columns: {
      counts: 'Thẻ được xếp',
      other: 'Thẻ trùng',
      from: 'Trùng từ ngày',
      lastDay: 'Trùng đến hết',
      months: 'Số tháng',
      ownVnd: 'Người dân đã đóng (đồng)',
      stateVnd: 'Ngân sách đã đóng (đồng)',
      sureness: 'Số tiền là',
      outcome: 'Xử lý',
    },
    fileName: (unit: string, day: string) => `dong-trung-${unit}-${day}.xlsx`,
  },
  budget: {
    sheet: 'Dự toán',
    title: (year: string) => `DỰ TOÁN VÀ QUYẾT TOÁN HỖ TRỢ ĐÓNG BẢO HIỂM Y TẾ NĂM ${year}`,
    settled: (months: string) => `Quyết toán theo thẻ thực có của ${months} tháng đầu năm.`,
    payers: {
      state: 'Ngân sách nhà nước',
      province: 'Ngân sách tỉnh hỗ trợ thêm',
      participant: 'Người tham gia',
      employer: 'Người sử dụng lao động',
      socialInsurance: 'Quỹ BHXH',
      commune: 'Ngân sách xã hỗ trợ thêm',
      sponsor: 'Nhà tài trợ',
    },
    levels: {
      central: 'Ngân sách trung ương',
      province: 'Ngân sách địa phương',
      byLocalRule: 'Theo phân cấp ngân sách của địa phương',
      school: 'Ngân sách nơi trường đóng trụ sở',
      notStated: 'Văn bản không nêu cấp ngân sách',
      localResolution: 'Tỉnh hỗ trợ thêm theo nghị quyết',
      commune: 'Ngân sách xã hỗ trợ thêm',
      sponsor: 'Nhà tài trợ',
    },
    columns: {
      commune: 'Xã, phường',
      category: 'Đối tượng',
      payer: 'Nguồn đóng',
      level: 'Cấp ngân sách',
      month: 'Tháng',
      estimatedPeople: 'Số người dự toán',
      estimatedVnd: 'Dự toán (đồng)',
      actualPeople: 'Số người thực tế',
      actualVnd: 'Quyết toán (đồng)',
      difference: 'Chênh lệch (đồng)',
    },
    fileName: (unit: string, year: string) => `du-toan-ho-tro-${unit}-${year}.xlsx`,
  },
  budgetPeople: {
    sheet: 'Người',
    sides: { estimated: 'DỰ TOÁN', actual: 'QUYẾT TOÁN' },
    title: (side: string, year: string) => `DANH SÁCH NGƯỜI TRONG ${side} ĐÓNG BHYT NĂM ${year}`,
    sum: (months: number) => `Tổng số lượt người – tháng: ${viFormat.number(months)}`,
    months: 'Số tháng',
    fileName: (unit: string, year: string) => `nguoi-trong-du-toan-${unit}-${year}.xlsx`,
  },
  sponsorship: {
    sheet: 'Người được tài trợ',
    title: 'DANH SÁCH NGƯỜI ĐƯỢC TÀI TRỢ, HỖ TRỢ THÊM MỨC ĐÓNG BẢO HIỂM Y TẾ',
    by: (payer: string, name: string) => `${payer}: ${name}`,
    yes: 'Có',
    no: 'Chưa',
    columns: {
      hasCard: 'Có thẻ',
      reservedVnd: 'Dành cho người này (đồng)',
      usedMonths: 'Số tháng đã có thẻ',
      usedVnd: 'Đã dùng (đồng)',
    },
    fileName: (unit: string, id: number) => `nguoi-duoc-tai-tro-${unit}-${id}.xlsx`,
  },
  whatIf: {
    sheet: 'Kịch bản',
    title: (name: string) => `PHỤ LỤC KỊCH BẢN: ${name}`,
    assumed:
      'Giả định: dân cư không đổi; người mất thẻ miễn phí tham gia theo tỷ lệ hiện có của đối tượng mới.',
    total: 'Toàn đơn vị',
    inScenario: (header: string) => `${header} (kịch bản)`,
    columns: {
      commune: 'Xã, phường',
      day: 'Ngày',
      residents: 'Dân cư',
      statePaid: 'Ngân sách đóng toàn bộ',
      insured: 'Dự kiến có thẻ',
      stateVnd: 'NSNN, đồng/tháng',
      provinceVnd: 'Tỉnh, đồng/tháng',
      communeVnd: 'Xã, đồng/tháng',
      sponsorVnd: 'Tài trợ, đồng/tháng',
      ownVnd: 'Tự đóng, đồng/tháng',
    },
    fileName: (id: string) => `kich-ban-${id}.xlsx`,
  },
  steps: {
    'entitlement.read': ({ people }: { people: string }) => `Đã xét ${people} người`,
    'entitlement.write': ({ people }: { people: string }) => `Đang ghi ${people} kết quả`,
    'entitlement.decided': ({ people }: { people: string }) => `Đã xét xong ${people} người`,
    'entitlement.scenarioFailed': () => 'Tính không thành công',
  },
  money: (vnd: number): string => viFormat.money(vnd),
};
