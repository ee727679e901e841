/** Reading plans: faults of a file, what a person should look at, the words of the score. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const plansFaultsVi = {
  'plans.file.unknownKind': ({ name }) =>
    `Chưa đọc được loại tệp “${name}”. Xin dùng .docx, .pdf (có chữ), .txt hoặc .md, hoặc dán văn bản.`,
  'plans.file.unreadable': ({ name }) =>
    `Tệp “${name}” bị hỏng hoặc không đúng định dạng. Xin mở và lưu lại tệp rồi thử lại.`,
  'plans.file.withoutText': ({ name }) =>
    `Tệp “${name}” không có chữ (có thể là bản quét). Xin nhận dạng chữ trước hoặc dán văn bản.`,
  'plans.file.encrypted': ({ name }) => `Tệp “${name}” có mật khẩu. Xin bỏ mật khẩu rồi thử lại.`,
  'plans.file.tooLarge': ({ limit }) =>
    `Văn bản quá dài (tối đa ${viFormat.number(Number(limit))} ký tự). Xin chỉ chọn tệp kế hoạch.`,
  'plans.score.noPlans': ({ folder }) =>
    `Thư mục “${folder}” không có kết quả trích mẫu (.json) nào để so.`,
  'plans.score.broken': ({ name }) =>
    `Tệp “${name}” không phải kết quả trích mẫu hợp lệ hoặc thiếu văn bản đi kèm.`,
  'plans.fileOrText': () => 'Xin chọn một tệp hoặc dán văn bản (chỉ một trong hai).',
  'plans.notFound': () => 'Không có kế hoạch này ở đơn vị đang chọn.',
  'plans.itemUnknown': ({ item }) => `Không có mục số ${item}. Xin tải lại trang.`,
  'plans.itemReplaced': ({ item }) =>
    `Mục số ${item} đã được tách hoặc gộp thành mục khác. Xin tải lại trang.`,
  'plans.kindChanged': ({ item }) =>
    `Mục số ${item} không thể đổi sang loại khác: xin bỏ mục này và thêm mục mới.`,
  'plans.alreadyAdopted': () =>
    'Kế hoạch đã được đưa vào thực hiện, không sửa ở đây nữa. Nếu văn bản thay đổi, xin đọc bản mới.',
  'plans.notAdopted': () => 'Kế hoạch chưa được đưa vào thực hiện nên không có gì để hoàn tác.',
  'plans.laterDecisions': ({ count }) =>
    `Chưa hoàn tác được: ${count} việc làm về sau còn dựa vào kế hoạch này. Xin rút lại các việc đó trước (hủy nhiệm vụ, rút chỉ tiêu, dừng báo cáo, hủy chiến dịch), rồi hoàn tác.`,
  'plans.laterDecision': ({ title, unit, by, day }) => `${title} (${unit}): ${by}, ngày ${day}.`,
  'plans.abandoned': () => 'Kế hoạch đang cất đi. Xin lấy ra trước khi sửa.',
  'plans.nothingToUndo': () => 'Không còn lần sửa nào để hoàn tác.',
  'plans.noEarlierVersion': () =>
    'Kế hoạch này không thay bản nào trước đó. Xin chọn bản để so sánh.',
  'plans.itemsOpen': ({ count }) =>
    `Còn ${count} mục chưa xác nhận. Xin xác nhận hoặc bỏ từng mục trước khi đưa vào thực hiện.`,
  'plans.nameUnmatched': ({ name, count }) =>
    `Chưa rõ “${name}” là ai, là gì trong hệ thống (dùng ở ${count} mục). Xin chọn ở phần Tên gọi.`,
  'plans.periodUnclear': ({ words }) =>
    `Chưa rõ “${words}” là năm nào. Xin sửa mục này thành một năm hoặc một khoảng năm.`,
  'plans.measureUnknown': ({ uom }) =>
    `Chưa tính được theo đơn vị “${uom}”. Xin đổi sang % hoặc người, hoặc bỏ mục này.`,
  'plans.valueNegative': ({ value }) =>
    `“${value}” là số giảm, không phải chỉ tiêu để đạt. Xin bỏ mục này.`,
  'plans.campaignWithoutDays': () => 'Chiến dịch chưa có ngày bắt đầu hoặc ngày kết thúc.',
  'plans.meaningOfOtherKind': ({ name }) => `Nghĩa chọn cho “${name}” không đúng loại.`,
  'plans.unitOutside': ({ name }) =>
    `Đơn vị chọn cho “${name}” không thuộc địa bàn của kế hoạch này.`,
} satisfies FaultTexts;

/** `detail` is what stands in the document; null when there is nothing to show. */
type Detail = string | undefined;

export const plansVi = {
  parts: {
    head: 'Phần đầu văn bản',
    bases: 'Căn cứ',
    references: 'Văn bản dẫn chiếu',
    targets: 'Chỉ tiêu và kết quả',
    support: 'Mức hỗ trợ',
    assigned: 'Nhiệm vụ được giao',
    solutions: 'Nhiệm vụ trong giải pháp',
    'other tasks': 'Việc khác',
    'task deadlines': 'Thời hạn của nhiệm vụ',
    reports: 'Nhiệm vụ báo cáo',
    milestones: 'Mốc của chiến dịch',
    committees: 'Ban chỉ đạo',
    recipients: 'Nơi nhận',
    'missing annexes': 'Phụ lục còn thiếu',
  },
  warnings: {
    'number-blank': () => 'Văn bản để trống số.',
    'number-absent': () => 'Văn bản không có dòng số, ký hiệu.',
    'number-present-in-header-only': () => 'Số văn bản chỉ có ở phần thông tin kèm theo.',
    'date-incomplete': () => 'Ngày ban hành để trống hoặc chưa đủ ngày, tháng, năm.',
    'date-misprinted': (detail: Detail) => `Ngày không có thật: “${detail ?? ''}”.`,
    'duplicate-numeral': (detail: Detail) => `Số La Mã “${detail ?? ''}” được đánh trùng.`,
    'skipped-numeral': (detail: Detail) => `Số mục nhảy đến “${detail ?? ''}”.`,
    'letters-spaced': (detail: Detail) => `Chữ bị giãn, đã đọc là: “${detail ?? ''}”.`,
    'sentence-over-page': () => 'Câu bị ngắt trang, đã được nối lại.',
    'sign-variants': (detail: Detail) => `Một văn bản được ghi hai số hiệu: ${detail ?? ''}.`,
    'table-unread': () => 'Có bảng chưa đọc được tiêu đề cột; xin nhập tay các số liệu này.',
    'annex-missing': (detail: Detail) => `Văn bản nhắc đến nhưng không kèm: “${detail ?? ''}”.`,
    'shares-not-100': (detail: Detail) => `Các tỷ lệ cộng lại không bằng 100%: ${detail ?? ''}%.`,
    'task-repeated': (detail: Detail) => `Nhiệm vụ trùng nguyên văn với dòng ${detail ?? ''}.`,
  },
};

export type PlansMessages = typeof plansVi;
