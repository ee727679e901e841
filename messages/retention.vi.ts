/** Faults of retention, and the few words it writes into the journal. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const retentionFaultsVi = {
  'retention.rule.keeps': () => 'Loại dữ liệu này được lưu giữ, không xóa.',
  'retention.rule.rootOnly': () =>
    'Loại dữ liệu này chung của cả hệ thống; chỉ quản trị cấp toàn hệ thống xóa được.',
  'retention.nothingDue': () => 'Hiện không có gì đến hạn xóa trong đơn vị này.',
  'retention.run.unknown': () => 'Không tìm thấy lần xóa này.',
  'retention.run.stale': () => 'Lần xóa này đã được giải quyết. Xin tải lại trang.',
  'retention.certificate.unknown': () => 'Không tìm thấy chứng nhận này.',
  'retention.alreadyErased': () => 'Dữ liệu của người này đã được xóa.',
  'retention.receivedInFuture': () => 'Ngày nhận yêu cầu không thể ở sau hôm nay.',
  'retention.validInPast': ({ day }) =>
    `Thời hạn mới chỉ áp dụng từ hôm nay (${viFormat.date(String(day))}) trở đi.`,
  'retention.hold.unknown': () => 'Không có lệnh giữ này, hoặc lệnh đã được gỡ.',
} satisfies FaultTexts;

export const retentionJournalVi = {
  certificate: (run: number, root: string) => `Chứng nhận xóa của lần xóa số ${run}: ${root}`,
  itself: 'Tự xóa khi hết thời hạn lưu giữ',
  reapplied: 'Xóa lại sau khi khôi phục bản sao lưu những gì đã xóa trước đó',
};
