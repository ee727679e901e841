/**
 * The dictionary of agencies by kind: generic words of Vietnamese administration over folded text,
 * no names of places. The longest row that fits at a place wins.
 */
import { LEVEL, LEVELS, VERB, sticky } from './words.ts';

export type AgencyKind =
  | 'committee'
  | 'council'
  | 'party'
  | 'front'
  | 'department'
  | 'office'
  | 'insurance'
  | 'facility'
  | 'force'
  | 'media'
  | 'union'
  | 'post'
  | 'steering'
  | 'level'
  | 'collective'
  | 'national';

/** Fields of departments and offices, national wording. Longest first where one begins another. */
const FIELD =
  '(?:giao duc va dao tao|gd\\s?(?:&|va)\\s?dt|gddt|y te|tai chinh(?: ?- ?ke hoach| va ke hoach)?|' +
  'lao dong[ ,]{1,2}(?:- ?|– ?)?thuong binh va xa hoi|ld ?-? ?tb ?(?:&|va|-)? ?xh|noi vu|ke hoach va dau tu|' +
  'ke hoach - tai chinh|thong tin va truyen thong|tt ?(?:&|va) ?tt|khoa hoc va cong nghe|khoa hoc, cong nghe va moi truong|' +
  'van hoa, truyen thong va the thao|van hoa, thong tin va the thao|van hoa, thong tin va truyen thong|' +
  'van hoa, the thao va du lich|van hoa, the thao|van hoa va the thao|van hoa,? khoa hoc va thong tin|van hoa va thong tin|van hoa ?- ?thong tin|' +
  'van hoa ?- ?xa hoi|van hoa|nong nghiep va phat trien nong thon|nong nghiep va ptnt|nong nghiep va moi truong|nong nghiep|' +
  'tai nguyen va moi truong|cong thuong|cong nghiep va thuong mai|xay dung|giao thong van tai|tu phap|ngoai vu|' +
  'dan toc va ton giao|dan toc|du lich|kinh te,? ha tang va do thi|kinh te va ha tang|kinh te - ha tang|kinh te|quan ly do thi)';

export interface AgencyRow {
  kind: AgencyKind;
  /** words that the row may begin with: other rows need not be tried at a place */
  first: string;
  pattern: RegExp;
  /** the printed text at the place must begin like this */
  starts?: RegExp;
  takesName?: boolean;
}

const SCOPE = `(?: ${LEVELS})`;
const RELATED = '(?: (?:co )?lien quan| huu quan| chuc nang)';
const THERE = `(?: (?:tren dia ban|dong tren dia ban|trong|toan|thuoc|truc thuoc)(?: (?:toan |cac )?(?:${LEVELS}|ubnd ${LEVELS}))?)`;
const PEOPLE = '(?:uy ban nhan dan|ubnd|uy ban)(?: ?\\([^)]{2,14}\\))?';
const INSURANCE = '(?:(?:co quan |nganh )?(?:bao hiem xa hoi|bhxh)(?: ?\\([^)]{2,14}\\))?)';

const NOUN =
  '(?:dang uy|co quan (?:thong tin|truyen thong|bao chi)(?: dai chung| tuyen truyen|, bao chi)?|nganh chuc nang|so|ban|nganh|phong|doan the|co quan|don vi|to chuc(?: dang(?! ky)| chinh tri ?- ?xa hoi| chinh tri| xa hoi| thanh vien| dich vu thu| kinh te| doan the| ct-xh)?|' +
  'hoi(?: quan chung)?|doanh nghiep|dia phuong|truong(?! (?:thon|ban|ap|khom|phong|to |khu|tram))(?: hoc| dai hoc| cao dang| pho thong)?|co so (?:giao duc|y te|kham,? ?chua benh|kham benh,? ?chua benh|kcb|giao duc, dao tao)(?: bhyt)?|' +
  'benh vien|tram y te|trung tam y te|cap uy(?: dang)?|chinh quyen(?: dia phuong| cac cap)?|cap|huyen|thanh pho|thi xa|quan|xa|phuong|thi tran|dac khu|tinh|thon|ban|' +
  'to dan pho|ap|khu pho|chi bo|hop tac xa|truong hoc|nha truong|dai ly thu|chu su dung lao dong|nguoi su dung lao dong|lanh dao|thanh vien)';
const MORE_NOUNS = `(?:(?:, | va |; | - |/)(?:cac )?${NOUN})*`;
const TAILS = `(?:${RELATED}|${THERE}|${SCOPE}| cung cap| co thu| nha nuoc| dia phuong)*`;

export const AGENCY_ROWS: readonly AgencyRow[] = [
  {
    kind: 'national',
    first: 'thu chinh quoc bo ban uy bao bhxh trung',
    pattern: sticky(
      '(?:thu tuong chinh phu|chinh phu|quoc hoi|bo chinh tri|ban bi thu|ban chap hanh trung uong(?: dang)?|uy ban thuong vu quoc hoi|uy ban dan toc|bao hiem xa hoi viet nam|bhxh viet nam|trung uong)',
    ),
    starts: /^[\p{Lu}]/u,
  },
  { kind: 'national', first: 'bo', pattern: sticky(`bo ${FIELD}`), starts: /^Bộ /u },
  {
    kind: 'post',
    first: 'pho chu',
    pattern: sticky(`(?:pho )?chu tich (?:${PEOPLE}|hdnd|hoi dong nhan dan)(?:${SCOPE})?`),
    takesName: true,
  },
  {
    kind: 'post',
    first: 'thu',
    pattern: sticky(`thu truong (?:cac )?${NOUN}${MORE_NOUNS}${TAILS}`),
  },
  {
    kind: 'post',
    first: 'nguoi',
    pattern: sticky(`nguoi dung dau (?:cac )?(?:cap uy, chinh quyen|${NOUN}${MORE_NOUNS})${TAILS}`),
  },
  {
    kind: 'post',
    first: 'hieu',
    pattern: sticky(
      `hieu truong (?:cac )?truong(?: (?:dai hoc|cao dang|trung cap|pho thong|hoc|tieu hoc|thcs|thpt|chuyen nghiep|day nghe|mam non|trung hoc co so|trung hoc pho thong|nghe))*(?:(?:, | va )(?:truong )?(?:dai hoc|cao dang|trung cap|tieu hoc|thcs|thpt|chuyen nghiep|day nghe|mam non|trung hoc co so|trung hoc pho thong|nghe)(?: (?:chuyen nghiep|day nghe|nghe))*)*${TAILS}`,
    ),
  },
  {
    kind: 'post',
    first: 'cac truong pho thanh',
    pattern: sticky(
      `(?:cac )?(?:truong|pho truong|thanh vien|pho) ban chi dao(?: (?:thuc hien )?[^,;:.]{0,40}?)??(?: (?:cap )?${LEVEL}| cac cap)?(?= )`,
    ),
  },
  {
    kind: 'post',
    first: 'cac truong to',
    pattern: sticky(
      `(?:cac )?(?:to truong (?=to dan pho|dan pho|to )|truong )(?:cac )?(?:dan pho|thon|ban|ap|khom|khu pho|to dan pho|khu dan cu)(?:(?:, | va )(?:to truong |truong )?(?:thon|ban|ap|khom|khu pho|to dan pho|khu dan cu))*`,
    ),
  },
  { kind: 'post', first: 'bi', pattern: sticky(`bi thu (?:chi bo|dang uy|cap uy)${TAILS}`) },
  {
    kind: 'post',
    first: 'giam truong chanh pho cong',
    pattern: sticky(
      `(?:giam doc|truong phong|chanh van phong|pho giam doc|truong tram|cong chuc [^,;:.]{3,40}?(?= ${VERB}))`,
    ),
    starts: /^[\p{Lu}c]/u,
  },
  {
    kind: 'steering',
    first: 'co thuong ban',
    pattern: sticky(
      `(?:co quan )?(?:thuong truc )?ban chi dao(?: thuc hien chinh sach (?:bhxh, bhyt|bao hiem xa hoi, bao hiem y te))?(?: (?:cap )?${LEVEL}| o ${LEVEL}| cac cap)?(?: \\([^)]{3,30}\\))?`,
    ),
  },
  {
    kind: 'steering',
    first: 'ban',
    pattern: sticky(
      `ban (?:van dong|cham soc suc khoe|phat trien|cong tac mat tran|nhan dan)(?: [^,;:.]{0,30}?)??(?= ${VERB}|[,;:.])`,
    ),
  },
  { kind: 'committee', first: 'uy ubnd', pattern: sticky(`${PEOPLE}${SCOPE}`), takesName: true },
  {
    kind: 'council',
    first: 'thuong hoi hdnd',
    pattern: sticky(`(?:thuong truc )?(?:hoi dong nhan dan|hdnd)(?:${SCOPE})?`),
    takesName: true,
  },
  {
    kind: 'council',
    first: 'cac to dai',
    pattern: sticky(
      `(?:cac ban cua |cac ban |(?:cac )?to dai bieu va dai bieu |(?:cac )?to dai bieu |dai bieu )(?:hoi dong nhan dan|hdnd)(?:${SCOPE})?`,
    ),
  },
  {
    kind: 'party',
    first: 'thuong ban tt ttr cac tinh huyen thanh quan thi dang',
    pattern: sticky(
      `(?:thuong truc |ban thuong vu |ban chap hanh |tt |ttr )?(?:cac )?(?:tinh uy|huyen uy|thanh uy|quan uy|thi uy|dang uy|dang bo)(?: (?:${PEOPLE}|hoi dong nhan dan|hdnd|cac co quan dang|truc thuoc))?(?:${SCOPE})?`,
    ),
    takesName: true,
  },
  {
    kind: 'party',
    first: 'ban van tuyen dan to noi',
    pattern: sticky(
      `(?:ban |van phong )?(?:tuyen giao|dan van|to chuc|noi chinh)(?: va dan van)? (?:tinh uy|huyen uy|thanh uy|dang uy)`,
    ),
  },
  {
    kind: 'front',
    first: 'ban uy ub mat mttq',
    pattern: sticky(
      `(?:ban thuong truc )?(?:uy ban |ub )?(?:mat tran to quoc|mttq)(?: viet nam)?(?:${SCOPE})?(?: va (?:cac )?(?:to chuc|doan the|don vi|hoi)(?: chinh tri ?- ?xa hoi| chinh tri| thanh vien| doan the| ct-xh| xa hoi|, doan the)*(?:${SCOPE})?)?`,
    ),
    takesName: true,
  },
  { kind: 'department', first: 'so', pattern: sticky(`so ${FIELD}`), starts: /^Sở /u },
  {
    kind: 'office',
    first: 'phong',
    pattern: sticky(`phong ${FIELD}(?:${SCOPE})?`),
    starts: /^[Pp]hòng \p{Lu}/u,
    takesName: true,
  },
  // an office that the fields do not know, right before what it shall do
  {
    kind: 'office',
    first: 'phong',
    pattern: sticky(`phong (?:(?!va |voi )[a-z]+ ){1,5}?(?=${VERB})`),
    starts: /^Phòng \p{Lu}/u,
  },
  {
    kind: 'insurance',
    first: 'co nganh bao bhxh',
    pattern: sticky(
      `${INSURANCE}(?: (?:co so|lien huyen|khu vuc(?: [ivx]+| \\d+)?|viet nam))?(?:${SCOPE})?`,
    ),
    starts: /^(?:[Cc]ơ quan |[Nn]gành )?(?:[Bb]ảo hiểm|BHXH)/u,
    takesName: true,
  },
  {
    kind: 'facility',
    first: 'trung tram',
    pattern: sticky(`(?:trung tam|tram) y te(?:${SCOPE})?`),
    takesName: true,
  },
  {
    kind: 'facility',
    first: 'benh',
    pattern: sticky(
      `benh vien(?: (?:da khoa|dkkv|dk|khu vuc|y hoc co truyen|san|nhi|tam than|lao|phoi|chuyen khoa|${LEVEL}|quan y))*`,
    ),
    starts: /^Bệnh/u,
    takesName: true,
  },
  {
    kind: 'media',
    first: 'bao',
    pattern: sticky('bao va (?:dai )?phat thanh(?:,| va) truyen hinh(?: tinh| thanh pho)?'),
    starts: /^Báo/u,
    takesName: true,
  },
  {
    kind: 'media',
    first: 'dai',
    pattern: sticky(
      `dai (?:phat thanh(?: ?(?:va|-|,) ?truyen hinh)?|truyen thanh|pt-?th|ptth|truyen hinh)(?:${SCOPE})?`,
    ),
    starts: /^Đài|^đài p|^đài t/u,
    takesName: true,
  },
  { kind: 'media', first: 'bao', pattern: sticky('bao'), starts: /^Báo \p{Lu}/u, takesName: true },
  {
    kind: 'media',
    first: 'cong trung',
    pattern: sticky(`(?:cong thong tin dien tu|trung tam truyen thong)(?:${SCOPE})?`),
    takesName: true,
  },
  {
    kind: 'office',
    first: 'trung',
    pattern: sticky(`trung tam ${FIELD}(?:${SCOPE})?`),
    starts: /^Trung/u,
    takesName: true,
  },
  {
    kind: 'office',
    first: 'trung',
    pattern: sticky(
      `trung tam (?:phuc vu hanh chinh cong|kiem soat benh tat|dich vu [^,;:.]{3,40}?(?= ${VERB})|chinh tri|gdnn ?- ?gdtx)(?:${SCOPE})?`,
    ),
    takesName: true,
  },
  {
    kind: 'office',
    first: 'buu kho chi cuc thue thong ngan',
    pattern: sticky(
      `(?:buu dien|kho bac nha nuoc|kho bac|chi cuc (?:thue|thong ke|dan so)|cuc (?:thue|thong ke)|(?:thue|thong ke)(?= (?:tinh|thanh pho|huyen|co so|khu vuc))|ngan hang chinh sach xa hoi)(?:${SCOPE}| co so| khu vuc(?: [ivx]+| \\d+)?)?`,
    ),
    starts: /^[\p{Lu}]/u,
    takesName: true,
  },
  {
    kind: 'office',
    first: 'thanh',
    pattern: sticky(`thanh tra (?:${LEVEL}|so|nha nuoc)`),
    starts: /^Thanh tra/u,
  },
  {
    kind: 'office',
    first: 'van',
    pattern: sticky(
      `van phong(?: (?:doan dbqh va )?(?:hdnd|ubnd|hoi dong nhan dan|uy ban nhan dan)(?:(?: va|,|&| ?- ?) ?(?:ubnd|uy ban nhan dan))?(?:${SCOPE})?| dang ky dat dai)`,
    ),
    starts: /^Văn phòng/u,
  },
  {
    kind: 'office',
    first: 'ban',
    pattern: sticky(
      `ban (?:dan toc|quan ly (?:cac )?(?:khu|du an)[^,;:.]{0,40}?(?= ${VERB}|[,;:.]|$)|tuyen giao|kinh te|dan van)(?:${SCOPE})?`,
    ),
    starts: /^Ban /u,
    takesName: true,
  },
  {
    kind: 'force',
    first: 'cong',
    pattern: sticky(`cong an(?:${SCOPE})?`),
    starts: /^Công an/u,
    takesName: true,
  },
  {
    kind: 'force',
    first: 'bo ban',
    pattern: sticky(`(?:bo|ban) chi huy (?:quan su|bo doi bien phong)(?:${SCOPE})?`),
    takesName: true,
  },
  {
    kind: 'union',
    first: 'hoi doan tinh huyen lien ldld cong',
    pattern: sticky(
      `(?:hoi (?:lien hiep phu nu|lhpn|phu nu|nong dan|cuu chien binh|ccb|chu thap do|nguoi cao tuoi|khuyen hoc|dong y)|doan thanh nien(?: cong san ho chi minh)?|doan tncs ho chi minh|tinh doan|huyen doan|lien doan lao dong|ldld|cong doan|lien minh hop tac xa)(?:${SCOPE})?`,
    ),
    takesName: true,
  },
  {
    kind: 'level',
    first: 'cap',
    pattern: sticky(`cap (?:${LEVEL})(?=$|[ :,])`),
    starts: /^[Cc]ấp/u,
  },
  {
    kind: 'collective',
    first: 'to',
    pattern: sticky(
      'to chuc (?:ho tro phat trien doi tuong|dich vu thu|dai ly thu)(?: (?:tham gia )?(?:bhxh, bhyt|bhxh|bhyt))?',
    ),
  },
  {
    kind: 'collective',
    first: 'nganh nha nhan tong',
    pattern: sticky(
      '(?:nganh (?:y te|giao duc|bao hiem xa hoi|thue|buu dien)|nha truong|nhan vien thu|tong dai ly thu)',
    ),
  },
  {
    kind: 'collective',
    first: 'cap',
    pattern: sticky(
      'cap uy(?: dang)?(?:(?:, | va )(?:to chuc dang|chinh quyen))+(?: cac cap| dia phuong| co so)?',
    ),
  },
  {
    kind: 'collective',
    first: 'tat toan cac',
    pattern: sticky(`(?:tat ca |toan bo )?cac ${NOUN}${MORE_NOUNS}${TAILS}`),
  },
  {
    kind: 'collective',
    first: 'thanh tinh huyen quan thi xa phuong dac',
    pattern: sticky(`(?:${LEVEL})(?:, | va )(?:${LEVEL})(?:(?:, | va )(?:${LEVEL}))*`),
  },
];
