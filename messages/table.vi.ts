/** Files of rows that come in: why one can not be read, and what a person should know of one that can. */
import { viFormat as f } from './format.ts';
import type { FaultTexts } from './shape.ts';

const count = (value: string | number | undefined) => f.number(Number(value ?? 0));

export const tableFaultsVi = {
  'table.empty': () => 'Tệp rỗng, không có dữ liệu. Xin kiểm tra lại và gửi đúng tệp danh sách.',
  'table.noRows': () =>
    'Tệp không có dòng dữ liệu nào. Xin mở tệp xem có đúng danh sách cần gửi không.',
  'table.fileTooLarge': ({ size, limit }) =>
    `Tệp nặng ${count(size)} MB, quá mức cho phép ${count(limit)} MB. Xin chia danh sách thành nhiều tệp (ví dụ theo xã).`,
  'table.unknownKind': () =>
    'Đây không phải tệp bảng tính. Hệ thống đọc được Excel (.xlsx, .xlsm, .xls) và tệp chữ (.csv, .tsv, .txt). Xin mở tệp bằng Excel rồi lưu lại dạng .xlsx.',
  'table.otherKind': ({ kind }) =>
    `Tệp này là ${kind}, không phải bảng tính. Xin chép bảng trong đó sang Excel rồi lưu dạng .xlsx.`,
  'table.oldKind': ({ kind }) =>
    `Tệp này ở dạng ${kind}, quá cũ hoặc hiếm nên chưa đọc được. Xin mở bằng Excel rồi lưu lại dạng .xlsx.`,
  'table.binaryWorkbook': () =>
    'Tệp ở dạng nhị phân .xlsb chưa đọc được. Xin mở bằng Excel, chọn Lưu thành (Save As), loại .xlsx.',
  'table.openDocument': () =>
    'Tệp ở dạng OpenDocument (.ods) chưa đọc được. Xin mở tệp, chọn Lưu thành (Save As), loại .xlsx.',
  'table.archive': () =>
    'Đây là tệp nén, không phải bảng tính. Xin giải nén rồi gửi từng tệp danh sách bên trong.',
  'table.encrypted': () =>
    'Tệp có mật khẩu mở nên không đọc được. Xin bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi gửi lại.',
  'table.truncated': () =>
    'Tệp bị cụt, có thể do tải lên hoặc chép chưa xong. Xin mở thử trên máy; nếu mở được, xin gửi lại.',
  'table.damaged': ({ part }) =>
    `Tệp bị hỏng${part ? ` ở phần “${part}”` : ''}. Xin mở bằng Excel, cho sửa chữa nếu được hỏi, lưu thành tệp mới rồi gửi lại.`,
  'table.bomb': ({ part }) =>
    `Tệp bung ra lớn bất thường${part ? ` ở phần “${part}”` : ''} nên bị dừng để giữ an toàn. Xin chép riêng bảng danh sách sang tệp mới rồi gửi lại.`,
  'table.unpackedTooLarge': ({ limit }) =>
    `Nội dung tệp khi bung ra quá ${count(limit)} MB. Xin chia danh sách thành nhiều tệp nhỏ hơn.`,
  'table.tooManyParts': ({ limit }) =>
    `Tệp có quá ${count(limit)} phần bên trong. Xin chép riêng bảng danh sách sang tệp mới rồi gửi lại.`,
  'table.tooManySheets': ({ limit }) =>
    `Tệp có quá ${count(limit)} trang tính. Xin giữ lại các trang có danh sách rồi gửi lại.`,
  'table.tooManyTexts': ({ limit }) =>
    `Chữ trong tệp chiếm quá ${count(limit)} MB. Xin chia danh sách thành nhiều tệp, hoặc lưu dạng .csv.`,
  'table.tooManyRows': ({ limit }) =>
    `Danh sách có quá ${count(limit)} dòng. Xin chia thành nhiều tệp (ví dụ theo xã).`,
  'table.tooManyColumns': ({ limit, row }) =>
    `Dòng ${count(row)} có quá ${count(limit)} cột. Xin kiểm tra dấu ngăn cách hoặc xóa các cột thừa bên phải.`,
  'table.cellTooLong': ({ cell, limit }) =>
    `Ô ${cell} dài quá ${count(limit)} ký tự. Xin rút ngắn; với tệp .csv, có thể thiếu dấu ngoặc kép đóng.`,
  'table.rowTooLong': ({ row }) =>
    `Dòng ${count(row)} quá dài. Xin kiểm tra dấu xuống dòng và dấu ngoặc kép của tệp.`,
  'table.unclosedQuote': ({ cell }) =>
    `Ô ${cell} mở ngoặc kép (") mà không đóng, nên không biết các dòng sau thuộc đâu. Xin sửa ô này rồi gửi lại.`,
  'table.doctype': ({ part }) =>
    `Phần “${part}” của tệp khai báo thực thể XML, điều mà Excel không bao giờ ghi; tệp bị từ chối để giữ an toàn. Xin mở bằng Excel rồi lưu lại dạng .xlsx.`,
  'table.noSheets': () =>
    'Tệp không có trang tính nào. Xin kiểm tra lại và gửi đúng tệp danh sách.',
  'table.noTables': () =>
    'Trang web này không có bảng nào. Xin xuất lại danh sách từ cổng thông tin, chọn dạng Excel.',
  'table.note.damagedText': () =>
    'Một số chữ trong tệp bị hỏng mã, được thay bằng dấu �. Xin xem lại các ô đó.',
  'table.note.encoding': ({ encoding }) =>
    `Tệp không dùng mã UTF-8; đã đọc theo bảng mã ${String(encoding).toUpperCase()}. Xin xem thử vài dòng có đúng chữ không.`,
  'table.note.html': () =>
    'Tệp này thật ra là trang web được đặt đuôi Excel (nhiều cổng thông tin xuất như vậy). Đã đọc bảng trong đó.',
  'table.note.xml': () => 'Tệp ở dạng XML Spreadsheet 2003. Đã đọc được các trang tính.',
  'table.note.externalLinks': () =>
    'Tệp có liên kết đến tệp khác. Hệ thống không mở các liên kết đó, chỉ dùng giá trị đã lưu trong tệp.',
  'table.note.macros': () => 'Tệp có macro. Hệ thống không chạy macro, chỉ đọc dữ liệu.',
  'table.note.date1904': () =>
    'Tệp tính ngày từ năm 1904 (Excel trên máy Mac cũ). Các ngày đã được đổi cho đúng.',
} satisfies FaultTexts;
