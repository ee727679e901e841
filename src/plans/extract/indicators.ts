/**
 * What a number measures: coverage by health insurance, or something beside it. Rates that are no
 * coverage (contribution, cost share, support) are told apart here, once for tables and texts.
 */

/** Things that plans set targets for besides coverage, by folded words. */
const INDICATORS: readonly [RegExp, string][] = [
  [/hai long/, 'hài lòng người bệnh'],
  [/tien tui|chi truc tiep|chi tieu truc tiep/, 'tỷ lệ chi tiền túi'],
  [/tram y te[^.;]{0,20}(?:co )?bac s[yi]/, 'trạm y tế xã có bác sỹ'],
  [/benh an dien tu/, 'bệnh án điện tử'],
  [/ho so suc khoe|so suc khoe dien tu/, 'hồ sơ sức khỏe điện tử'],
  [/lien thong|ket noi[^.;]{0,30}du lieu|du lieu[^.;]{0,30}ket noi/, 'liên thông dữ liệu'],
  [/(?:bhxh|bao hiem xa hoi) tu nguyen/, 'tham gia BHXH tự nguyện'],
  [/(?:bhxh|bao hiem xa hoi) bat buoc/, 'tham gia BHXH bắt buộc'],
  [/bhtn|bao hiem that nghiep/, 'tham gia BHTN'],
  [
    /(?:tham gia|bao phu) (?:bhxh|bao hiem xa hoi)(?!,? (?:va )?(?:bhyt|bao hiem y te))/,
    'tham gia BHXH',
  ],
  [/khong (?:dung )?tien mat|qua (?:ngan hang|tai khoan)/, 'không dùng tiền mặt'],
  [/dich vu cong|truc tuyen/, 'dịch vụ công trực tuyến'],
  [/can cuoc|dinh danh|vneid|vssid/, 'định danh, căn cước'],
  [/kham suc khoe|quan ly suc khoe/, 'khám, quản lý sức khỏe'],
  [/kham,? ?chua benh bang (?:can cuoc|cccd|the)/, 'khám bệnh bằng căn cước'],
  [/dat chuan|tieu chi quoc gia/, 'đạt chuẩn'],
  [/giuong benh/, 'giường bệnh'],
  [/(?:no|cham) dong/, 'nợ, chậm đóng'],
];

/** Null when the words speak of coverage by health insurance or of no known thing. */
export function indicatorOf(folded: string): string | null {
  return INDICATORS.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** Words of taking part in health insurance. */
export const COVERAGE =
  /bao phu|tham gia (?:bhyt|bao hiem y te|bhxh, bhyt)|co the (?:bhyt|bao hiem)|(?:dan so|nguoi dan)[^.;]{0,20}tham gia|the (?:bhyt|bao hiem y te)|duoc cap the|(?:bhyt|bao hiem y te) (?:toan dan|hoc sinh|ho gia dinh|hssv)/;

/** Rates that are no coverage at all. */
export const OTHER_RATE =
  /muc (?:dong|luong|huong)|tien dong|chi phi (?:kham|kcb)|cung chi tra|thu nhap|luong co so|lai suat|von |ngan sach (?:tinh|nha nuoc|huyen)[^.;]{0,20}ho tro|quy (?:kham|bhyt)|muc ho tro/;

const POPULATION = /^dan so/;
const WHOLE =
  /bao phu chung|(?:nguoi|dan so|nhan dan|nguoi dan) (?:tham gia|co the) (?:bhyt|bao hiem y te)|^ty le (?:bao phu|tham gia)(?: (?:bhyt|bao hiem y te))?(?: (?:toan dan|chung|dan so|tren dan so|toan (?:tinh|huyen|xa|phuong|thanh pho)))?$|^(?:chi tieu )?bao phu (?:bhyt|bao hiem y te)|dan so tham gia|^so (?:nguoi|dan) tham gia (?:bhyt|bao hiem y te)|^(?:tong so|tong|chung|cong|toan dan)\b|ty le bao phu (?:bhyt|bao hiem y te)$|ty le (?:nguoi |dan so )?(?:tham gia )?(?:bhyt|bao hiem y te) ?\/ ?dan so/;

export const EVERYONE = 'Toàn dân';

/** Rule `groups/label`: the group that a row's or a column's words name. */
export function groupOfLabel(label: string, folded: string): string {
  const bare = folded
    .replace(/\([^)]*\)/g, '')
    .replace(/[%:.]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (POPULATION.test(bare)) return 'Dân số';
  if (WHOLE.test(bare) && !/nhom|hoc sinh|ho gia dinh|ngheo|nld|nguoi lao dong/.test(bare))
    return EVERYONE;
  return label
    .replace(/^[-–+•]\s*/, '')
    .replace(/\s*\(%\)\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
