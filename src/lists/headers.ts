/** Words of headers, as data: what a column is called by those who make lists. Pure. */
import { fold } from '../kernel/text.ts';
import type { Field } from './types.ts';

/**
 * Folded headers, the first that fits decides. Units issue variants without end, so patterns name
 * what a header must hold and what it must not.
 */
const HEADERS: readonly (readonly [Field, RegExp, RegExp?])[] = [
  ['ordinal', /^(stt|tt|so tt|so thu tu|thu tu|no)$/],
  // forms of poor households: one column for the head and those under him
  ['fullName', /\b(ho va ten|ho ten|ten)\b.*\bthanh vien\b/, /\b(quan he|so|tong)\b/],
  ['headName', /\bchu ho\b/, /\b(quan he|qh|moi quan he|dien thoai|so dien thoai|ma)\b/],
  ['relation', /\b(quan he|moi quan he|qh)\b/],
  ['birthYearMale', /(nam|ngay|ngay thang nam) sinh nam$|^nam sinh nam\b/],
  ['birthYearFemale', /(nam|ngay|ngay thang nam) sinh nu$|^nam sinh nu\b/],
  ['birthDay', /sinh ngay$|^ngay sinh ngay$/],
  ['birthMonth', /sinh thang$/],
  ['birthYear', /sinh nam$|^nam sinh( am lich| duong lich)?$|^nam sinh /],
  [
    'birthDate',
    /\bngay sinh\b|\bngay thang nam sinh\b|\bngay thang sinh\b|^sinh ngay\b|^(dob|date of birth|birth date|ntns|nt ns|ns)$/,
    /\bnoi sinh\b/,
  ],
  [
    'diedOn',
    /\b(ngay|ngay thang nam|tu vong ngay|thoi diem) ?(chet|mat|tu vong|qua doi)\b|^ngay tu vong\b/,
  ],
  ['sex', /^(gioi tinh|gioi|gt|phai|sex|gender|nam nu|nu nam)$|\bgioi tinh\b/],
  [
    'nationalId',
    /\b(dinh danh|ddcn|sddcn|cccd|cmnd|cmt|cmtnd|can cuoc|chung minh( nhan dan| thu)?|ho chieu|so giay to|national ?id|nationalid)\b/,
    /\b(ngay cap|noi cap|chu ho|cha|me|nguoi giam ho)\b/,
  ],
  [
    'socialInsuranceNumber',
    /\b(ma so|so|ma|so so|so dinh danh) (bhxh|bao hiem xa hoi)\b|^bhxh$|\bmsbhxh\b|^ma so bhxh\b|\bsocial insurance number\b/,
  ],
  [
    'cardNumber',
    /\b(ma|so|so ma) the\b|\b(ma so|so|ma|the) (bhyt|bao hiem y te)\b|^bhyt$|\bsoths?e\b|^the bhyt$/,
    /\b(loai the|gia tri|han|ban dien tu|ban giay|tu ngay|den ngay|tien)\b/,
  ],
  [
    'householdCode',
    /\b(ma|so|ma so|stt|so thu tu) ho\b(?! (va|ten|chieu))|\bma ho gia dinh\b|\bso ho khau\b|^ho so$|\bma hgd\b/,
  ],
  [
    'validFrom',
    /\b(tu ngay|tu thang|gia tri tu|bat dau|hieu luc tu|thoi han tu|co gia tri tu|valid from|ngay cap the)\b|^tu$/,
  ],
  [
    'validTo',
    /\b(den ngay|den thang|gia tri den|ket thuc|het han|hieu luc den|het hieu luc|gia tri su dung|han the|han su dung|thoi han su dung|valid to)\b|^den$/,
  ],
  ['months', /\bso thang\b|^thang dong$/],
  ['decisionDate', /\bngay (quyet dinh|qd|cong nhan|ban hanh)\b|\b(quyet dinh|qd) ngay$/],
  [
    'decisionNumber',
    /\b(so quyet dinh|so qd|qd so|quyet dinh so|quyet dinh cong nhan)\b|^quyet dinh$/,
  ],
  [
    'facility',
    /\bkcb\b|\bdkkcb\b|\bkham chua benh\b|\bnoi (dang ky|dk) kham\b|\bco so kham\b|^noi kham\b/,
  ],
  [
    'category',
    /\b(ma|nhom|loai|ma nhom) (doi tuong|dt)\b|^doi tuong\b|^ma dt$|^nhom$|\bnhom the\b|^doi tuong tham gia/,
  ],
  [
    'classification',
    /\b(phan loai|ket qua ra soat|loai ho|ho ngheo|can ngheo)\b|^(thuoc )?dien\b(?! thoai)/,
  ],
  ['ethnicity', /\bdan toc\b/],
  ['phone', /\b(dien thoai|sdt|so dt|sodt|dien thoai lien he|di dong|phone|dtdd)\b|^dt$/],
  ['communeCode', /\b(ma xa|ma phuong|ma dvhc|ma don vi hanh chinh|ma px)\b/],
  [
    'village',
    /^(ten )?(thon|ban|xom|to dan pho|tdp|ap|khu pho|khom|buon|lang|khu|to)\b|\b(thon|ban|xom|to dan pho)$/,
    /\b(dia chi|xa phuong|ky ten|so)\b/,
  ],
  [
    'address',
    /\b(dia chi|noi o|cho o|noi cu tru|cu tru|thuong tru|hktt|ho khau|tam tru|address)\b/,
  ],
  ['commune', /^(ten )?(xa|phuong|thi tran|dac khu|px|x p)\b|\bxa phuong\b|\bphuong xa\b/],
  ['district', /^(ten )?(huyen|quan|thi xa|qh|h)\b|\bquan huyen\b/],
  ['province', /^(ten )?(tinh|thanh pho|tp)\b/],
  ['schoolClass', /^(ten )?lop\b/],
  ['school', /^(ten )?truong\b/],
  ['employer', /\b(don vi cong tac|noi lam viec|don vi lam viec|co quan|cong ty|noi cong tac)\b/],
  ['unitCode', /^(ma don vi|madvi|ma dv)$/],
  ['unitName', /^(ten don vi|tendvi|ten dv|don vi)$/],
  ['amountVnd', /\btien\b/, /\btien luong\b/],
  ['note', /^(ghi chu|chu thich|note)/],
  [
    'familyName',
    /^(ho|ho dem|ho va dem|ho lot|ho va ten dem|ho va chu dem|ho chu dem|ho ten dem|ho va ten lot)$/,
  ],
  ['givenName', /^ten$/],
  [
    'fullName',
    /^(ho va ten|ho ten|hoten|ho va chu dem va ten|ho chu dem va ten|full ?name|ten day du|nguoi tham gia|name)\b|\b(ho va ten|ho ten|hoten)\b|^ten (nguoi|hoc sinh|sinh vien|thanh vien|doi tuong|tre|chau)/,
    /\b(cha|me|bo|nguoi giam ho|phu huynh|nguoi nop|nguoi bao lanh|nguoi thu|nhan vien)\b/,
  ],
];

/** Written without spaces, as programs export them: `hoTen`, `ngaySinh`, `ma_so_bhxh`, `SoCCCD`. */
const SQUEEZED: Readonly<Record<string, Field>> = {
  hoten: 'fullName',
  hovaten: 'fullName',
  tendoituong: 'fullName',
  ngaysinh: 'birthDate',
  namsinh: 'birthYear',
  gioitinh: 'sex',
  socccd: 'nationalId',
  sodinhdanh: 'nationalId',
  sodinhdanhcanhan: 'nationalId',
  cccd: 'nationalId',
  socmnd: 'nationalId',
  masobhxh: 'socialInsuranceNumber',
  sobhxh: 'socialInsuranceNumber',
  mathe: 'cardNumber',
  mathebhyt: 'cardNumber',
  sothe: 'cardNumber',
  sothebhyt: 'cardNumber',
  diachi: 'address',
  thon: 'village',
  xa: 'commune',
  maxa: 'communeCode',
  huyen: 'district',
  tinh: 'province',
  maho: 'householdCode',
  quanhe: 'relation',
  dantoc: 'ethnicity',
  dienthoai: 'phone',
  sodienthoai: 'phone',
  madoituong: 'category',
  tungay: 'validFrom',
  denngay: 'validTo',
  sothang: 'months',
  madvi: 'unitCode',
  tendvi: 'unitName',
  lop: 'schoolClass',
  truong: 'school',
  ghichu: 'note',
};

/** The field a header names; null = none that we know. Parts of a two-line header come joined. */
export function fieldOfHeader(header: string): Field | null {
  // the number of the column in a form: "(1)", "[02] Họ và tên"
  const folded = fold(
    header.replace(/^\s*[[(]?\d{1,2}(\.\d)?[\])]\s*/, '').replace(/([a-z])([A-Z])/g, '$1 $2'),
  );
  if (folded === '') return null;
  for (const [field, fits, fitsNot] of HEADERS) {
    if (fits.test(folded) && !fitsNot?.test(folded)) return field;
  }
  return SQUEEZED[folded.replaceAll(' ', '')] ?? null;
}
