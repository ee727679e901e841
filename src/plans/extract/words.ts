/**
 * Words of administrative Vietnamese that several rules share, as pieces of patterns over folded
 * text (lower case, no marks, đ → d).
 */

/** Levels of place, longest first. */
export const LEVEL =
  '(?:thanh pho|tinh(?! hinh| trang| uu| chat| nhan)|huyen|quan(?! ly| su| triet| tam| trong| chung| doi| nhan)|thi xa|' +
  'xa(?! hoi)|phuong(?! an| phap| thuc| tien| cham| huong)|thi tran|dac khu)(?![a-z])';

/** "các huyện, thị xã, thành phố", "xã, phường, thị trấn", "cấp xã", "các cấp". */
export const LEVELS = `(?:(?:cap |cac |moi )?${LEVEL}(?:(?:, | va |; |,|-)(?:cac |cap )?${LEVEL})*|cac cap|cung cap|cap tren|so tai|dia phuong|trung uong)`;

/** Verbs with which what somebody shall do begins. */
export const VERB =
  '(?:co trach nhiem|chiu trach nhiem|co nhiem vu|can |phai |chu dong|chu tri|phoi hop|chi dao|huong dan|tham muu|' +
  'to chuc|xay dung|thuc hien|trien khai|tiep tuc|tang cuong|day manh|ra soat|lap |giao |bao cao|dua |de xuat|' +
  'trinh |ban hanh|bo tri|bao dam|dam bao|cap nhat|theo doi|don doc|kiem tra|thanh tra|giam sat|van dong|' +
  'tuyen truyen|tap trung|nang cao|doi moi|cung cap|phan cong|thong ke|tong hop|can cu|theo chuc nang|' +
  'trong pham vi|tich cuc|thuong xuyen|kip thoi|quan tam|phat huy|nghiem tuc|kien toan|phe duyet|quan ly|' +
  'cu the hoa|quan triet|pho bien|cong khai|ho tro|huy dong|dong loat|chu trong|gui |nop |phan anh|duy tri|' +
  'phat trien|hoan thanh|dang ky|dang tai|cap |ky |thu |chi |xac dinh|xac nhan|lien he|tham gia|lanh dao|' +
  'khan truong|dinh ky|hang (?:nam|thang|tuan|quy|ngay)|cu |duoc giao|chi duoc|khong duoc|vao cuoc|nghien cuu|mo rong|khai thac|cai cach|tu kiem tra|ap dung|tiep nhan|ket noi|phat dong|xu ly|khen thuong|danh gia|lam tot|tu to chuc|truc tiep|' +
  'neu cao|xem xet|de nghi|kien nghi|dieu phoi|hoan thien|cham soc|phan dau|thuc day|chuan bi|giai quyet|so ket|tong ket|co ke hoach|thu thap|nam |ban giao|phat hanh|dieu chinh|bo sung|su dung|tiep can|giao ban)';

export function sticky(pattern: string): RegExp {
  return new RegExp(pattern, 'y');
}

export function everywhere(pattern: string): RegExp {
  return new RegExp(pattern, 'g');
}

/** What the sticky pattern takes at a place, or null. */
export function takeAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** First letter in capitals, the rest as it stands. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
