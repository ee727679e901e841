/**
 * Ready layouts as data: forms that exchange lists, by their headers as printed. Known ones are named
 * when a file comes, and templates to fill in are made of them, which read back by themselves.
 * Column names of forms: Nghị định 188/2025/NĐ-CP (Mẫu số 3, 4), Quyết định 490/QĐ-BHXH (TK1-TS,
 * D03-TS) and Quyết định 595/QĐ-BHXH before it; where no form is known the names are our own.
 */
import { fold } from '../kernel/text.ts';
import type { ColumnMapping, ListKind } from './types.ts';

export interface Layout {
  id: string;
  kind: ListKind;
  /** as a file's title */
  title: string;
  /** where the columns come from; null = our own proposal */
  source: string | null;
  columns: readonly LayoutColumn[];
  /** headings among the rows, in order */
  sections: readonly string[];
}

export interface LayoutColumn {
  header: string;
  /** upper line of a two-line header */
  group?: string;
  width: number;
  kind: 'text' | 'number' | 'date';
}

const text = (header: string, width = 16, group?: string): LayoutColumn => ({
  header,
  width,
  kind: 'text',
  ...(group !== undefined && { group }),
});
const ORDINAL: LayoutColumn = { header: 'STT', width: 6, kind: 'number' };
const NAME = text('Họ và tên', 28);
const BIRTH = text('Ngày sinh', 12);
const SEX = text('Giới tính', 10);
const ID = text('Số định danh/CCCD', 18);
const SOCIAL = text('Mã số BHXH', 14);
const PLACE = [text('Thôn', 24), text('Xã', 24)];

export const LAYOUTS: readonly Layout[] = [
  {
    id: 'residents',
    kind: 'residents',
    title: 'DANH SÁCH DÂN CƯ',
    source: null,
    columns: [
      ORDINAL,
      NAME,
      BIRTH,
      SEX,
      ID,
      SOCIAL,
      text('Dân tộc', 12),
      text('Mã hộ', 12),
      text('Quan hệ với chủ hộ', 18),
      text('Địa chỉ', 30),
      ...PLACE,
      text('Điện thoại', 14),
    ],
    sections: [],
  },
  {
    id: 'insured',
    kind: 'insured',
    title: 'DANH SÁCH NGƯỜI CÓ THẺ BHYT',
    source: null,
    columns: [
      ORDINAL,
      NAME,
      BIRTH,
      SEX,
      ID,
      text('Mã thẻ BHYT', 20),
      text('Mã đối tượng', 12),
      text('Giá trị từ ngày', 14),
      text('Giá trị đến ngày', 14),
      text('Nơi đăng ký KCB', 16),
      ...PLACE,
    ],
    sections: [],
  },
  {
    id: 'mau-so-3',
    kind: 'joiners',
    title: 'DANH SÁCH ĐỐI TƯỢNG THAM GIA BHYT',
    source: 'Mẫu số 3, Nghị định 188/2025/NĐ-CP',
    columns: [
      ORDINAL,
      NAME,
      text('Mã số BHYT', 20),
      text('Số CCCD/ĐDCN', 18),
      text('Nơi đăng ký KCB ban đầu', 16),
      text('Tiền lương', 14, 'Mức đóng'),
      text('PC chức vụ', 12, 'Mức đóng'),
      text('TN vượt khung (%)', 12, 'Mức đóng'),
      text('TN nghề (%)', 12, 'Mức đóng'),
      text('Phụ cấp lương và thu nhập bổ sung', 16, 'Mức đóng'),
      text('Tháng tham gia', 12),
      text('Tỷ lệ NSNN hỗ trợ (%)', 12),
      text('Bản điện tử', 10, 'Loại thẻ'),
      text('Bản giấy', 10, 'Loại thẻ'),
      text('Ghi chú', 24),
    ],
    sections: ['I Tăng', 'II Giảm'],
  },
  {
    id: 'mau-so-4',
    kind: 'joiners',
    title: 'DANH SÁCH THÀNH VIÊN HỘ GIA ĐÌNH THAM GIA BHYT',
    source: 'Mẫu số 4, Nghị định 188/2025/NĐ-CP',
    columns: [
      ORDINAL,
      NAME,
      text('Mã số BHYT', 20),
      text('Số CCCD/ĐDCN', 18),
      BIRTH,
      text('Nơi đăng ký KCB ban đầu', 16),
      text('Tiền lương', 14),
      text('Quan hệ với chủ hộ', 16),
      text('Tỷ lệ NSNN hỗ trợ (%)', 12),
      text('Thẻ điện tử', 10),
      text('Thẻ giấy', 10),
      text('Ghi chú', 24),
    ],
    sections: [],
  },
  {
    id: 'd03-ts-490',
    kind: 'joiners',
    title: 'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT (Mẫu D03-TS)',
    source: 'Quyết định 490/QĐ-BHXH',
    columns: [
      ORDINAL,
      NAME,
      SOCIAL,
      text('Số CCCD/CMTND/ĐDCN/hộ chiếu', 18),
      text('Ngày tháng năm sinh', 14),
      SEX,
      text('Địa chỉ', 30),
      text('Nơi đăng ký KCB ban đầu', 16),
      text('Ngày biên lai', 12),
      text('Số biên lai', 12),
      text('Tiền lương hưu, trợ cấp', 14),
      text('NSĐP', 10, 'Hỗ trợ thêm'),
      text('Khác', 10, 'Hỗ trợ thêm'),
      text('Từ tháng', 10, 'Thời gian'),
      text('Số tháng', 8, 'Thời gian'),
      text('Mã số nhân viên thu', 14),
      text('Ghi chú', 20),
    ],
    sections: ['I Tăng', 'II Giảm'],
  },
  {
    id: 'd03-ts-595',
    kind: 'joiners',
    title: 'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT (Mẫu D03-TS)',
    source: 'Quyết định 595/QĐ-BHXH',
    columns: [
      ORDINAL,
      NAME,
      SOCIAL,
      text('Ngày tháng năm sinh', 14),
      SEX,
      text('Địa chỉ', 30),
      text('Nơi đăng ký KCB ban đầu', 16),
      text('Ngày biên lai', 12),
      text('Số biên lai', 12),
      text('Tiền lương hưu, trợ cấp', 14),
      text('NSĐP', 10, 'Hỗ trợ thêm'),
      text('Khác', 10, 'Hỗ trợ thêm'),
      text('Từ tháng', 10, 'Thời gian'),
      text('Số tháng', 8, 'Thời gian'),
      text('Ghi chú', 20),
    ],
    sections: ['I Tăng', 'II Giảm'],
  },
  {
    id: 'tk1-ts',
    kind: 'joiners',
    title: 'TỜ KHAI THAM GIA, ĐIỀU CHỈNH THÔNG TIN BHXH, BHYT (TK1-TS), mỗi người một dòng',
    source: 'Quyết định 490/QĐ-BHXH',
    columns: [
      ORDINAL,
      text('[01] Họ và tên', 28),
      text('[02] Ngày, tháng, năm sinh', 14),
      text('[03] Giới tính', 10),
      text('[04] Quốc tịch', 12),
      text('[05] Dân tộc', 12),
      SOCIAL,
      ID,
      text('Địa chỉ', 30),
      text('Điện thoại', 14),
      text('Nơi đăng ký KCB ban đầu', 16),
    ],
    sections: [],
  },
  {
    id: 'poor',
    kind: 'poor',
    title: 'DANH SÁCH HỘ NGHÈO',
    source: null,
    columns: [
      ORDINAL,
      text('Mã hộ', 12),
      NAME,
      BIRTH,
      SEX,
      ID,
      text('Dân tộc', 12),
      text('Quan hệ với chủ hộ', 16),
      ...PLACE,
      text('Số quyết định', 16),
      text('Từ ngày', 12),
      text('Đến ngày', 12),
    ],
    sections: [],
  },
  {
    id: 'near-poor',
    kind: 'near-poor',
    title: 'DANH SÁCH HỘ CẬN NGHÈO',
    source: null,
    columns: [
      ORDINAL,
      text('Mã hộ', 12),
      NAME,
      BIRTH,
      SEX,
      ID,
      text('Dân tộc', 12),
      text('Quan hệ với chủ hộ', 16),
      ...PLACE,
      text('Số quyết định', 16),
      text('Từ ngày', 12),
      text('Đến ngày', 12),
    ],
    sections: [],
  },
  {
    id: 'pupils',
    kind: 'pupils',
    title: 'DANH SÁCH HỌC SINH THAM GIA BHYT',
    source: null,
    columns: [
      ORDINAL,
      text('Lớp', 8),
      NAME,
      BIRTH,
      SEX,
      ID,
      text('Mã số BHYT', 18),
      text('Trường', 24),
      ...PLACE,
      text('Điện thoại', 14),
    ],
    sections: [],
  },
  {
    id: 'employees',
    kind: 'employees',
    title: 'DANH SÁCH NGƯỜI LAO ĐỘNG',
    source: null,
    columns: [
      ORDINAL,
      NAME,
      BIRTH,
      SEX,
      ID,
      SOCIAL,
      text('Đơn vị công tác', 28),
      text('Từ ngày', 12),
      ...PLACE,
    ],
    sections: [],
  },
  {
    id: 'merit',
    kind: 'merit',
    title: 'DANH SÁCH NGƯỜI CÓ CÔNG',
    source: null,
    columns: [
      ORDINAL,
      NAME,
      BIRTH,
      SEX,
      ID,
      ...PLACE,
      text('Số quyết định', 16),
      text('Từ ngày', 12),
    ],
    sections: [],
  },
  {
    id: 'newborns',
    kind: 'newborns',
    title: 'DANH SÁCH TRẺ MỚI SINH',
    source: null,
    columns: [
      ORDINAL,
      NAME,
      BIRTH,
      SEX,
      ID,
      text('Mã hộ', 12),
      text('Quan hệ với chủ hộ', 16),
      ...PLACE,
    ],
    sections: [],
  },
  {
    id: 'deaths',
    kind: 'deaths',
    title: 'DANH SÁCH NGƯỜI ĐÃ MẤT',
    source: null,
    columns: [ORDINAL, NAME, BIRTH, SEX, ID, text('Ngày mất', 12), ...PLACE],
    sections: [],
  },
  {
    id: 'c12-ts',
    kind: 'employer-debts',
    title: 'THÔNG BÁO ĐÓNG BHXH, BHYT THEO ĐƠN VỊ (trích C12-TS)',
    source: 'C12-TS, bản trích phẳng',
    columns: [
      text('Mã đơn vị', 14),
      text('Tên đơn vị', 40),
      text('Địa chỉ', 40),
      text('Điện thoại', 14),
      text('Người liên hệ', 24),
      text('Tiền đầu kỳ', 16),
      text('Tiền đã nộp', 16),
      text('Tiền cuối kỳ', 16),
    ],
    sections: [],
  },
];

export function headerOf(column: LayoutColumn): string {
  return column.group === undefined ? column.header : `${column.group} / ${column.header}`;
}

/** The layout with just these headers, of the kind where several have them; null = none we know. */
export function nameLayout(columns: readonly ColumnMapping[], kind: ListKind): string | null {
  const key = columns
    .map((column) => fold(column.header))
    .filter((header) => header !== '')
    .join('|');
  const fits = LAYOUTS.filter((layout) => keyOf(layout) === key);
  return (fits.find((layout) => layout.kind === kind) ?? fits[0])?.id ?? null;
}

function keyOf(layout: Layout): string {
  return layout.columns.map((column) => fold(headerOf(column))).join('|');
}
