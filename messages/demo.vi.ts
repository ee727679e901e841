/** Faults of demonstration data. */
import type { FaultTexts } from './shape.ts';

export const demoFaultsVi = {
  'demo.unknown': ({ name }) =>
    `Không có bộ dữ liệu mẫu “${name}”. Xin dùng son-duong, hoặc tên hay mã một tỉnh hiện nay (ví dụ son-la, 14).`,
  'demo.fixedPeople': ({ name }) =>
    `Bộ “${name}” có số dân theo kế hoạch, không chọn được. Xin bỏ --people, hoặc nạp một tỉnh.`,
  'demo.registerUsed': () =>
    'Sổ đăng ký đã có dữ liệu nên không nạp dữ liệu mẫu vào. Xin dùng một thư mục dữ liệu trống (BAOPHU_DATA).',
  'demo.otherLoaded': ({ name }) =>
    `Nơi này đã có bộ dữ liệu mẫu khác (${name}, hoặc khác số dân, khác hạt giống). Xin dùng một thư mục dữ liệu trống (BAOPHU_DATA).`,
  'demo.unknownUser': ({ username, known }) =>
    `Không có người dùng mẫu “${username}”. Có: ${known}.`,
} satisfies FaultTexts;
