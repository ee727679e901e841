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
} satisfies FaultTexts;
