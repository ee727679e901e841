/** Faults of papers attached to records. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const papersFaultsVi = {
  'papers.empty': () => 'Tệp rỗng. Xin chụp hoặc chọn lại.',
  'papers.heic': () =>
    'Ảnh HEIC của iPhone chưa đọc được ở đây. Xin vào Cài đặt → Camera → Định dạng, chọn “Tương thích nhất” rồi chụp lại; hoặc bấm “Chụp ảnh” ngay trên trang này.',
  'papers.unknownType': () =>
    'Tệp không phải ảnh JPEG, PNG, WebP hay văn bản PDF (hệ thống xem nội dung, không xem tên tệp). Xin chụp ảnh giấy tờ hoặc quét ra PDF.',
  'papers.broken': () => 'Tệp hỏng hoặc gửi dở dang, không đọc được. Xin chụp hoặc quét lại.',
  'papers.tooManyPixels': ({ limit }) =>
    `Ảnh quá lớn, tối đa ${viFormat.number(Number(limit))} triệu điểm ảnh. Xin quét ở độ phân giải thấp hơn.`,
  'papers.datedInFuture': () => 'Ngày trên giấy tờ không thể ở sau hôm nay.',
  'papers.entryOfAnother': () => 'Lần ghi này không ghi gì về người này.',
  'papers.unknownPaper': () => 'Hồ sơ không có giấy tờ này.',
  'papers.open.forbidden': () =>
    'Giấy tờ tùy thân chỉ người được xem số đầy đủ (quản trị, cán bộ BHXH) hoặc người đính kèm mở được.',
  'papers.reason.missing': () => 'Xin nêu lý do mở giấy tờ tùy thân; lý do được ghi vào nhật ký.',
  'papers.file.gone': () =>
    'Tệp của giấy tờ này đã xóa theo thời hạn lưu giữ. Xin hỏi người quản trị xem chứng nhận xóa.',
  'papers.remove.forbidden': () =>
    'Chỉ người đính kèm, quản trị hoặc cán bộ BHXH gỡ và khôi phục được giấy tờ.',
  'papers.removed.stale': () => 'Giấy tờ vừa được người khác gỡ hoặc khôi phục. Xin tải lại trang.',
} satisfies FaultTexts;
