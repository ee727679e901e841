/** Coverage: faults, the lists it exports, the words of its steps. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

const day = (value: unknown): string => viFormat.date(String(value));

export const coverageFaultsVi = {
  'coverage.dayOutside': ({ first, end }) =>
    `Số liệu bao phủ có từ ngày ${day(first)} (Luật BHYT có hiệu lực) đến trước ngày ${day(end)}. Xin chọn ngày trong khoảng này.`,
  'coverage.definition.unknown': ({ code }) =>
    `Không có cách tính “${code}”. Xin xem danh sách cách tính rồi chọn lại.`,
  'coverage.definition.conflict': ({ code }) =>
    `Đã có cách tính mang mã “${code}”. Cách tính không sửa được; xin đặt mã khác.`,
  'coverage.definition.countsNobody': () =>
    'Cách tính phải gồm ít nhất một loại nơi cấp thẻ hoặc số liệu tổng hợp.',
  'coverage.unmask.forbidden': () =>
    'Vai trò của Ông/Bà không được xem đầy đủ số định danh và số điện thoại trong danh sách.',
  'coverage.unmask.needsReason': () =>
    'Xin ghi lý do xem đầy đủ số định danh, số điện thoại; lý do được lưu vào nhật ký.',
  'coverage.list.unknownPage': () =>
    'Không rõ trang danh sách cần xem. Xin mở lại danh sách từ trang đầu.',
  'coverage.export.tooLarge': ({ limit }) =>
    `Danh sách có hơn ${viFormat.number(Number(limit))} người nên cần được lập thành tệp trong nền. Xin dùng “Xuất danh sách lớn”.`,
  'coverage.export.notFound': () => 'Không tìm thấy tệp, hoặc tệp đã hết hạn lưu (24 giờ).',
  'coverage.export.conflict': () => 'Tệp đang được lập, chưa tải về được. Xin chờ tác vụ kết thúc.',
  'coverage.open.notMonthEnd': () => 'Dữ liệu mở chỉ có số liệu của ngày cuối tháng.',
} satisfies FaultTexts;

export const coverageVi = {
  issuers: {
    own: 'BHXH tỉnh',
    otherProvince: 'Tỉnh khác',
    army: 'Quân đội',
    police: 'Công an',
    unknown: 'Chưa rõ',
  },
  reasons: {
    otherIssuer: 'Có thẻ do nơi khác cấp',
    lapsed: 'Thẻ đã hết hạn',
    newborn: 'Trẻ mới sinh',
    movedIn: 'Mới chuyển đến',
    never: 'Chưa có thẻ',
  },
  sexes: { male: 'Nam', female: 'Nữ' },
  list: {
    sheets: { covered: 'Đã tham gia', uncovered: 'Chưa tham gia', ending: 'Sắp hết hạn' },
    titles: {
      covered: 'DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM Y TẾ',
      uncovered: 'DANH SÁCH NGƯỜI CHƯA THAM GIA BẢO HIỂM Y TẾ',
      ending: 'DANH SÁCH NGƯỜI CÓ THẺ BẢO HIỂM Y TẾ SẮP HẾT HẠN',
    },
    unit: (name: string) => `Đơn vị: ${name}`,
    asOf: (text: string) => `Tính đến ngày ${text}`,
    within: (days: string) => `Hết hạn trong ${days} ngày tới`,
    definition: (name: string) => `Cách tính: ${name}`,
    knownAt: (text: string) => `Theo thông tin đã biết đến ${text}`,
    masked: 'Số định danh, mã số BHXH, số thẻ và số điện thoại được che một phần.',
    writtenBy: (name: string, at: string) => `Người lập: ${name}, lúc ${at}`,
    page: 'Trang &P/&N',
    columns: {
      order: 'STT',
      fullName: 'Họ và tên',
      birthDate: 'Ngày sinh',
      sex: 'Giới tính',
      nationalId: 'Số định danh',
      socialInsuranceNumber: 'Mã số BHXH',
      phone: 'Điện thoại',
      place: 'Thôn, tổ dân phố',
      commune: 'Xã, phường',
      category: 'Đối tượng',
      issuer: 'Nơi cấp thẻ',
      cardNumber: 'Số thẻ BHYT',
      cardFrom: 'Từ ngày',
      lastDay: 'Đến hết ngày',
      endsOn: 'Bảo hiểm đến hết ngày',
      reason: 'Lý do chưa tham gia',
      lapsedOn: 'Thẻ cuối hết hạn ngày',
      lastCategory: 'Đối tượng gần nhất',
      startsOn: 'Đã có thẻ từ ngày',
      since: 'Cư trú từ ngày',
    },
    hidden: '(không còn thuộc địa bàn quản lý)',
    fileName: (list: string, unit: string, date: string) => `${list}-${unit}-${date}.xlsx`,
  },
  steps: {
    'coverage.export': ({ rows }: { rows: string }) => `Đã ghi ${rows} người`,
  },
};
