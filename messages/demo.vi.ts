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

/** Words of the made-up acts and answers beside the targets of the Sơn Dương demo. */
export const demoTargetsVi = {
  roadmap: 'Lộ trình bao phủ BHYT giai đoạn 2022 - 2025 (phần II.II.2)',
  document: 'Kế hoạch huyện Sơn Dương 2022 - 2025',
  everybody: 'Tỷ lệ bao phủ BHYT (%)',
  resultOf: (year: string) => `Kết quả ${year}`,
  plan: {
    number: null,
    title: 'Kế hoạch thực hiện chỉ tiêu bao phủ bảo hiểm y tế giai đoạn 2022 - 2025',
    issuer: 'UBND huyện Sơn Dương',
  },
  assignment: (year: string) => ({
    number: null,
    title: `Quyết định (mẫu) giao chỉ tiêu bao phủ BHYT cho các xã, thị trấn năm ${year}`,
    issuer: 'UBND huyện Sơn Dương',
  }),
  provincePlan: {
    number: null,
    title: 'Kế hoạch (mẫu) giao chỉ tiêu bao phủ BHYT cho các xã, phường năm 2026',
    issuer: 'UBND tỉnh Tuyên Quang',
  },
  communePlan: {
    number: null,
    title: 'Kế hoạch (mẫu) giao chỉ tiêu bao phủ BHYT cho các thôn, tổ dân phố năm 2026',
    issuer: 'UBND xã',
  },
  newRural: 'Tỷ lệ người tham gia BHYT trong bộ tiêu chí nông thôn mới (mẫu)',
  survey: 'Khảo sát (mẫu) của trạm y tế, tháng 01/2026',
  answer:
    'Hai thôn vừa ra khỏi danh sách đặc biệt khó khăn, người dân chưa kịp đóng theo hộ gia đình; xin giảm chỉ tiêu năm nay.',
};
