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
const ETHNICITY = text('Dân tộc', 12);
const ADDRESS = text('Địa chỉ', 30);
const PHONE = text('Điện thoại', 14);
const FACILITY = text('Nơi đăng ký KCB ban đầu', 16);
const DECISION = text('Số quyết định', 16);
const FROM = text('Từ ngày', 12);
const NOTE = text('Ghi chú', 24);
const PERSON = [NAME, BIRTH, SEX, ID];
const HOUSEHOLD = [text('Mã hộ', 12), text('Quan hệ với chủ hộ', 18)];
const PLACE = [text('Thôn', 24), text('Xã', 24)];
/** NĐ 188/2025 names the two numbers so */
const NUMBERS_188 = [text('Mã số BHYT', 20), text('Số CCCD/ĐDCN', 18)];

/** One of our own: no form of a ministry is known. */
function own(kind: ListKind, title: string, columns: readonly LayoutColumn[]): Layout {
  return { id: kind, kind, title, source: null, columns: [ORDINAL, ...columns], sections: [] };
}

/** Mẫu D03-TS: 490/QĐ-BHXH put the personal number and the collector's into the form of 595. */
function d03(id: string, source: string, isNewer: boolean): Layout {
  const added = (column: LayoutColumn): LayoutColumn[] => (isNewer ? [column] : []);
  return {
    id,
    kind: 'joiners',
    title: 'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT (Mẫu D03-TS)',
    source,
    columns: [
      ORDINAL,
      NAME,
      SOCIAL,
      ...added(text('Số CCCD/CMTND/ĐDCN/hộ chiếu', 18)),
      text('Ngày tháng năm sinh', 14),
      SEX,
      ADDRESS,
      FACILITY,
      text('Ngày biên lai', 12),
      text('Số biên lai', 12),
      text('Tiền lương hưu, trợ cấp', 14),
      text('NSĐP', 10, 'Hỗ trợ thêm'),
      text('Khác', 10, 'Hỗ trợ thêm'),
      text('Từ tháng', 10, 'Thời gian'),
      text('Số tháng', 8, 'Thời gian'),
      ...added(text('Mã số nhân viên thu', 14)),
      NOTE,
    ],
    sections: ['I Tăng', 'II Giảm'],
  };
}

const POVERTY = [
  ...HOUSEHOLD,
  ...PERSON,
  ETHNICITY,
  ...PLACE,
  DECISION,
  FROM,
  text('Đến ngày', 12),
];

export const LAYOUTS: readonly Layout[] = [
  own('residents', 'DANH SÁCH DÂN CƯ', [
    ...PERSON,
    SOCIAL,
    ETHNICITY,
    ...HOUSEHOLD,
    ADDRESS,
    ...PLACE,
    PHONE,
  ]),
  own('insured', 'DANH SÁCH NGƯỜI CÓ THẺ BHYT', [
    ...PERSON,
    text('Mã thẻ BHYT', 20),
    text('Mã đối tượng', 12),
    text('Giá trị từ ngày', 14),
    text('Giá trị đến ngày', 14),
    text('Nơi đăng ký KCB', 16),
    ...PLACE,
  ]),
  {
    id: 'mau-so-3',
    kind: 'joiners',
    title: 'DANH SÁCH ĐỐI TƯỢNG THAM GIA BHYT',
    source: 'Mẫu số 3, Nghị định 188/2025/NĐ-CP',
    columns: [
      ORDINAL,
      NAME,
      ...NUMBERS_188,
      FACILITY,
      text('Tiền lương', 14, 'Mức đóng'),
      text('PC chức vụ', 12, 'Mức đóng'),
      text('TN vượt khung (%)', 12, 'Mức đóng'),
      text('TN nghề (%)', 12, 'Mức đóng'),
      text('Phụ cấp lương và thu nhập bổ sung', 16, 'Mức đóng'),
      text('Tháng tham gia', 12),
      text('Tỷ lệ NSNN hỗ trợ (%)', 12),
      text('Bản điện tử', 10, 'Loại thẻ'),
      text('Bản giấy', 10, 'Loại thẻ'),
      NOTE,
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
      ...NUMBERS_188,
      BIRTH,
      FACILITY,
      text('Tiền lương', 14),
      text('Quan hệ với chủ hộ', 16),
      text('Tỷ lệ NSNN hỗ trợ (%)', 12),
      text('Thẻ điện tử', 10),
      text('Thẻ giấy', 10),
      NOTE,
    ],
    sections: [],
  },
  d03('d03-ts-490', 'Quyết định 490/QĐ-BHXH', true),
  d03('d03-ts-595', 'Quyết định 595/QĐ-BHXH', false),
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
      ADDRESS,
      PHONE,
      FACILITY,
    ],
    sections: [],
  },
  own('poor', 'DANH SÁCH HỘ NGHÈO', POVERTY),
  own('near-poor', 'DANH SÁCH HỘ CẬN NGHÈO', POVERTY),
  own('average-living', 'DANH SÁCH HỘ CÓ MỨC SỐNG TRUNG BÌNH', POVERTY),
  own('pupils', 'DANH SÁCH HỌC SINH THAM GIA BHYT', [
    text('Lớp', 8),
    ...PERSON,
    text('Mã số BHYT', 18),
    text('Trường', 24),
    ...PLACE,
    PHONE,
  ]),
  own('employees', 'DANH SÁCH NGƯỜI LAO ĐỘNG', [
    ...PERSON,
    SOCIAL,
    text('Đơn vị công tác', 28),
    FROM,
    ...PLACE,
  ]),
  own('merit', 'DANH SÁCH NGƯỜI CÓ CÔNG', [...PERSON, ...PLACE, DECISION, FROM]),
  own('newborns', 'DANH SÁCH TRẺ MỚI SINH', [...PERSON, ...HOUSEHOLD, ...PLACE]),
  own('deaths', 'DANH SÁCH NGƯỜI ĐÃ MẤT', [...PERSON, text('Ngày mất', 12), ...PLACE]),
  {
    id: 'c12-ts',
    kind: 'employer-debts',
    title: 'THÔNG BÁO ĐÓNG BHXH, BHYT THEO ĐƠN VỊ (trích C12-TS)',
    source: 'C12-TS, bản trích phẳng',
    columns: [
      text('Mã đơn vị', 14),
      text('Tên đơn vị', 40),
      text('Địa chỉ', 40),
      PHONE,
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
