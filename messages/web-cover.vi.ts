import { viFormat as f } from './format.ts';

/** Texts of five continuous years, cards on the same days, insurance beside the card. */
export const webCoverVi = {
  fiveYears: {
    title: '5 năm liên tục',
    titleOf: (unit: string) => `5 năm liên tục: ${unit}`,
    about:
      'Ai sắp đủ 5 năm tham gia BHYT liên tục, ai sắp mất tính liên tục và phải tham gia lại chậm nhất ngày nào, ai vừa mất. Đủ 5 năm và cùng chi trả trong năm quá 6 tháng lương cơ sở thì được hưởng 100 %.',
    show: 'Xem',
    shows: {
      soonFull: (people: number) => `Sắp đủ 5 năm (${f.number(people)})`,
      atRisk: (people: number) => `Sắp mất liên tục (${f.number(people)})`,
      broken: (people: number) => `Đã mất (${f.number(people)})`,
    },
    captions: {
      soonFull: (unit: string, until: string) => `Đủ 5 năm liên tục đến hết ${until}: ${unit}`,
      atRisk: (unit: string, until: string) =>
        `Mất tính liên tục nếu không tham gia lại, hạn đến hết ${until}: ${unit}`,
      broken: (unit: string, since: string) => `Đã mất tính liên tục từ ${since}: ${unit}`,
    },
    until: 'Đến hết ngày',
    since: 'Từ ngày',
    card: 'Thẻ theo',
    anyCard: 'Mọi đối tượng',
    withAll: 'Cả người được hưởng 100 %',
    rule: 'Tính từ các thẻ có trong sổ. Thẻ ghi thời điểm sớm hơn thì theo thẻ.',
    column: {
      card: 'Thẻ đang có, thẻ cuối',
      coveredTo: 'Có thẻ đến hết',
      fullOn: 'Đủ 5 năm từ',
      keepUntil: 'Tham gia lại chậm nhất',
      keepUntilHint: 'Ngày cuối cùng thẻ mới phải bắt đầu để thời gian vẫn liên tục',
      daysLeft: 'Còn, ngày',
      benefit: 'Mức hưởng',
      now: 'Nay được tham gia theo',
      price: 'Tự đóng, đ/tháng',
    },
    open: 'chưa có ngày kết thúc',
    empty: 'Không có ai trong danh sách này',
    emptyHint: 'Hãy chọn khoảng ngày dài hơn, hoặc bỏ bớt điều kiện lọc.',
  },
  doubleCover: {
    title: 'Đóng trùng, bảo hiểm khác',
    titleOf: (unit: string) => `Đóng trùng, bảo hiểm khác: ${unit}`,
    about:
      'Người có hai thẻ BHYT cùng thời gian: ai đã đóng cho thẻ không được xếp, bao nhiêu tháng, bao nhiêu tiền, văn bản nói tiền về đâu. Và người có bảo hiểm khác bên cạnh thẻ.',
    show: 'Xem',
    shows: { cards: 'Hai thẻ BHYT', beside: 'Bảo hiểm khác' },
    pairs: 'Cặp thẻ trùng',
    people: (people: number) => `của ${f.number(people)} người`,
    paidBy: (payer: string) => `${payer} đã đóng trùng`,
    refund: (money: string) => `văn bản cho hoàn trả ${money}`,
    noRefund: 'văn bản đang lưu không nói tiền về đâu',
    unknown: (cards: number) => `chưa kể ${f.number(cards)} thẻ đóng theo thu nhập`,
    payer: 'Ai đã đóng thẻ trùng',
    anyPayer: 'Mọi nguồn',
    since: 'Còn trùng sau ngày',
    amounts:
      'Tiền ước tính cho các tháng trọn vẹn, theo mức chung của ngày bắt đầu trùng, người thứ nhất của hộ; thực tế có thể thấp hơn. Danh sách chỉ cảnh báo, không thu hồi thẻ nào.',
    captionCards: (unit: string) => `Người có hai thẻ BHYT cùng thời gian: ${unit}`,
    captionBeside: (unit: string) => `Người có bảo hiểm khác bên cạnh thẻ BHYT: ${unit}`,
    column: {
      counts: 'Thẻ được xếp',
      other: 'Thẻ trùng',
      from: 'Trùng từ',
      to: 'Trùng đến hết',
      months: 'Tháng',
      own: 'Người dân đã đóng, đ',
      state: 'Ngân sách đã đóng, đ',
      outcome: 'Tiền về đâu',
      insurance: 'Loại bảo hiểm',
      insurer: 'Công ty, hợp đồng',
      insuredFrom: 'Từ ngày',
      insuredTo: 'Đến hết',
      card: 'Thẻ BHYT theo',
    },
    issued: (category: string, issuer: string) => `${category} (${issuer})`,
    besideTotal: 'Có bảo hiểm khác',
    withCard: (people: number) => `${f.number(people)} người đồng thời có thẻ BHYT`,
    besideNote:
      'Khi khám chữa bệnh, chi phí quỹ BHYT đã trả không thanh toán lần nữa với bảo hiểm khác. Ghi bảo hiểm của một người tại trang của người ấy.',
    noCard: 'không có thẻ BHYT',
    empty: 'Không ai có hai thẻ cùng thời gian',
    emptyBeside: 'Chưa ghi bảo hiểm khác của ai',
    emptyHint: 'Hãy chọn ngày sớm hơn, đơn vị lớn hơn, hoặc bỏ bớt điều kiện lọc.',
    emptyBesideHint: 'Mở trang của một người, bấm “Ghi thay đổi”, chọn “Ghi diện, danh sách”.',
  },
  person: {
    title: 'Thẻ: 5 năm liên tục, đóng trùng',
    since: 'Liên tục từ',
    fullOn: 'Đủ 5 năm',
    fullSince: (day: string) => `từ ${day}`,
    fullLater: (day: string) => `vào ${day}, nếu không gián đoạn quá mức cho phép`,
    fullUnknown: 'luật của ngày này chưa nói số năm',
    keep: 'Để không mất',
    keepOpen: 'thẻ chưa có ngày kết thúc',
    keepUntil: (lastDay: string, keep: string) =>
      `thẻ đến hết ${lastDay}; thẻ sau phải bắt đầu chậm nhất ${keep}`,
    keepNow: (lastDay: string, keep: string) =>
      `hết thẻ ngày ${lastDay}; tham gia lại chậm nhất ${keep} thì vẫn liên tục`,
    broken: (lastDay: string, keep: string) =>
      `đã mất: hết thẻ ngày ${lastDay}, hạn tham gia lại ${keep} đã qua; lần tham gia tới tính lại từ đầu`,
    never: 'Chưa từng có thẻ, nên chưa tính.',
    breaks: 'Các lần gián đoạn',
    breakOf: (from: string, to: string, days: number) =>
      `${from} đến hết ${to}: ${f.number(days)} ngày`,
    because: {
      withinLimit: 'trong mức cho phép, vẫn liên tục',
      keptByCard: 'giữ thời gian trước, không tính những ngày này',
      tooLong: 'quá mức cho phép, tính lại từ đầu',
      ruleMissing: 'sổ luật chưa có quy định của ngày ấy, tính từ sau đó',
    },
    notReckoned: 'Thẻ trong sổ không nói được, xin hỏi thêm',
    doubles: 'Hai thẻ cùng thời gian',
    noDoubles: 'Một năm qua không có hai thẻ cùng thời gian.',
    doubleOf: (counts: string, other: string, from: string, to: string) =>
      `${from} – ${to}: được xếp theo ${counts}; thẻ ${other} trùng`,
    toNow: 'nay',
    paid: (payer: string, months: number, money: string) =>
      `${payer} đóng trùng ${f.number(months)} tháng, tối đa ${money}`,
    paidByIncome: (payer: string, months: number) =>
      `${payer} đóng trùng ${f.number(months)} tháng, số tiền tùy thu nhập`,
    notSaid: 'Văn bản đang lưu không nói tiền về đâu; xin hỏi cơ quan BHXH.',
    beside: 'Bảo hiểm khác',
    noBeside: 'Chưa ghi bảo hiểm nào khác.',
    besideOf: (name: string, from: string, to: string) => `${name}, từ ${from} đến ${to}`,
    besideWarn:
      'Có cả thẻ BHYT và bảo hiểm khác: chi phí quỹ BHYT đã trả không thanh toán lần nữa.',
    record: 'Ghi bảo hiểm khác',
  },
};
