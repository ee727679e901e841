/** Texts of the search for exact duplicates by chosen columns. */
import { viFormat as f } from './format.ts';

const n = (value: number): string => f.number(value);

export const webDuplicatesVi = {
  tab: 'Trùng',
  aboutRows:
    'Chọn những cột mà hai dòng giống nhau thì đáng ngờ là một. Ô trống không giống ô nào. Tìm được cả khi danh sách chưa đối chiếu.',
  columns: 'Giống nhau ở',
  way: (column: string) => `Cách so cột ${column}`,
  unnamed: (letter: string) => `Cột ${letter}`,
  ready: 'Bộ cột',
  keep: 'Lưu bộ cột này',
  keepName: 'Tên bộ cột',
  keepSubmit: 'Lưu',
  drop: (name: string) => `Bỏ bộ cột ${name}`,
  search: 'Tìm trùng',
  nothingChosen: 'Xin chọn ít nhất một cột.',
  searching: 'Đang tìm các dòng trùng',
  rowsRead: (rows: string) => `Đã đọc ${rows} dòng`,
  failed: 'Không tìm được',
  start: 'Chưa tìm lần nào',
  startHint: 'Chọn cột ở trên rồi bấm Tìm trùng.',
  empty: 'Không có dòng nào trùng nhau theo các cột này',
  emptyPeople: 'Không có ai giống nhau theo các mục này',
  emptyHint: (compared: number, blank: number) =>
    `Đã so ${n(compared)}; ${n(blank)} thiếu một trong các cột nên không so.`,
  sumRows: (groups: number, members: number) => `${n(groups)} nhóm, ${n(members)} dòng`,
  sumPeople: (groups: number, members: number) => `${n(groups)} nhóm, ${n(members)} người`,
  compared: (compared: number, blank: number) =>
    blank === 0
      ? `đã so ${n(compared)}`
      : `đã so ${n(compared)}, ${n(blank)} thiếu cột nên không so`,
  cut: 'Quá nhiều dòng trùng: bảng dưới không đủ hết, các con số thì đủ. Xin chọn thêm cột.',
  group: 'Nhóm',
  size: 'Số trong nhóm',
  line: 'Dòng',
  lineOf: (sheet: number, line: number) =>
    sheet === 0 ? n(line) : `${n(line)} (trang ${sheet + 1})`,
  name: 'Họ và tên',
  birth: 'Ngày sinh',
  place: 'Nơi ở',
  head: 'Chủ hộ',
  hidden: 'người Ông/Bà không xem được',
  caption: 'Những dòng trùng nhau',
  captionPeople: 'Những người giống nhau trong sổ',
  saveCsv: 'Kết xuất .csv',
  raise: 'Đưa vào rà soát',
  raiseHint: 'Mỗi dòng lặp, hoặc mỗi cặp hồ sơ, thành một việc; nhóm quá 20 thì không đưa.',
  raised: (opened: number, waiting: number, decided: number) =>
    `${n(opened)} việc mới, ${n(waiting)} việc đã chờ sẵn, ${n(decided)} việc đã quyết định từ trước.`,
  toReview: 'Mở hàng đợi',
  people: {
    title: 'Tìm trùng trong sổ',
    about:
      'Những người giống nhau đúng ở các mục được chọn, trong một địa bàn. Hồ sơ gần giống nhau được tìm hằng đêm và nằm ở Rà soát.',
    unit: 'Trong địa bàn',
  },
};
