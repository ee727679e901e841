/** Targets: faults, the words of exported tables. */
import type { FaultTexts } from './shape.ts';

export const targetsFaultsVi = {
  'targets.notFound': () => 'Không tìm thấy chỉ tiêu này ở đơn vị.',
  'targets.contradiction': ({ row, other }) =>
    `Dòng ${row} và dòng ${other} cho cùng một chỉ tiêu hai giá trị khác nhau. Xin giữ một giá trị.`,
  'targets.actNeeded': () =>
    'Giao chỉ tiêu cần văn bản giao: số, trích yếu, cơ quan ban hành. Chưa có văn bản, xin lưu dự thảo.',
  'targets.reasonNeeded': () =>
    'Chỉ tiêu này đã giao. Điều chỉnh cần ghi lý do; giá trị cũ vẫn được giữ.',
  'targets.alreadyAssigned': () =>
    'Chỉ tiêu này đã giao nên không lưu đè bằng dự thảo. Muốn đổi, xin điều chỉnh kèm văn bản và lý do.',
  'targets.assignedAbove': () =>
    'Chỉ tiêu này do cấp trên giao. Đơn vị không tự sửa được; xin đề xuất lại với cấp giao.',
  'targets.notAnswerable': () =>
    'Chỉ tiêu không ở trạng thái trả lời được: chưa giao, do chính đơn vị đặt ra, hoặc đã được quyết định.',
  'targets.indicatorUnknown': ({ code }) =>
    `Không có chỉ số “${code}”. Xin xem danh sách chỉ số rồi chọn lại.`,
  'targets.indicator.conflict': ({ code }) =>
    `Đã có chỉ số mang mã “${code}”. Chỉ số không sửa được; xin đặt mã khác.`,
  'targets.wrongMeasure': ({ name }) =>
    `Giá trị của “${name}” không đúng loại (tỷ lệ hay số người). Xin xem lại đơn vị tính.`,
  'targets.cellUnread': ({ text }) =>
    `Không đọc được số trong ô “${text}”. Xin ghi số (ví dụ 72,99), hoặc “-” nếu để trống.`,
  'targets.cellsBeyond': ({ row }) => `Dòng ${row} có nhiều ô hơn số cột của bảng.`,
  'targets.matrix.unknown': () => 'Đơn vị không có bảng chỉ tiêu này. Xin chọn bảng khác.',
  'targets.readFromRegister': ({ name }) =>
    `“${name}” được đọc từ sổ tham gia nên không nhập tay kết quả.`,
  'targets.observationValue': () =>
    'Kết quả phải là một tỷ lệ, hoặc một phần trên tổng số, hoặc số người – đúng loại của chỉ số.',
  'targets.nothingToSplit': () =>
    'Đơn vị chưa có chỉ tiêu của kỳ này để phân bổ. Xin giao chỉ tiêu trước, hoặc ghi tổng số người.',
  'targets.nobodyBelow': () => 'Đơn vị không có đơn vị cấp dưới để phân bổ.',
  'targets.criterion.unknown': () => 'Không tìm thấy tiêu chí này ở đơn vị.',
} satisfies FaultTexts;

export const targetsVi = {
  matrix: {
    sheet: 'Chỉ tiêu',
    title: 'BẢNG CHỈ TIÊU',
    group: 'Nhóm đối tượng',
    actual: (label: string) => `Thực hiện ${label}`,
    unit: (name: string) => `Đơn vị: ${name}`,
    act: (number: string) => `Văn bản: ${number}`,
    noAct: 'Văn bản: chưa ghi',
    values: 'Tỷ lệ tính bằng %, số khác là người; ô trống là chưa có chỉ tiêu.',
    page: 'Trang &P/&N',
    fileName: (code: string) => `chi-tieu-${code}.xlsx`,
  },
};
