/** Lists that come in: faults of files and cells, kinds, states, fields, control figures. */
import { viFormat as f } from './format.ts';
import type { FaultTexts } from './shape.ts';

const number = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const listsVi = {
  reasonHead: 'Lý do',
  kinds: {
    residents: 'Dân cư',
    insured: 'Người có thẻ BHYT',
    joiners: 'Tham gia BHYT (tăng, giảm)',
    poor: 'Hộ nghèo',
    'near-poor': 'Hộ cận nghèo',
    'average-living': 'Hộ có mức sống trung bình',
    pupils: 'Học sinh',
    students: 'Sinh viên',
    employees: 'Người lao động',
    merit: 'Người có công',
    'social-protection': 'Đối tượng bảo trợ xã hội',
    newborns: 'Trẻ mới sinh',
    deaths: 'Người đã mất',
    'employer-debts': 'Thông báo đóng theo đơn vị (C12)',
  },
  states: {
    uploaded: 'Chờ xác nhận cột',
    mapped: 'Đã xác nhận cột',
    cleaned: 'Đã làm sạch',
    linked: 'Đã đối chiếu',
    compared: 'Chờ xem chênh lệch',
    reviewed: 'Đã xem chênh lệch',
    committed: 'Đã vào sổ',
    undone: 'Đã hoàn tác',
    abandoned: 'Đã bỏ',
  },
  fields: {
    ordinal: 'Số thứ tự',
    fullName: 'Họ và tên',
    familyName: 'Họ và tên đệm',
    givenName: 'Tên',
    birthDate: 'Ngày sinh',
    birthDay: 'Ngày (sinh)',
    birthMonth: 'Tháng (sinh)',
    birthYear: 'Năm sinh',
    birthYearMale: 'Năm sinh, nam',
    birthYearFemale: 'Năm sinh, nữ',
    sex: 'Giới tính',
    nationalId: 'Số định danh, CCCD',
    socialInsuranceNumber: 'Mã số BHXH',
    cardNumber: 'Mã thẻ, mã số BHYT',
    address: 'Địa chỉ',
    village: 'Thôn, bản, tổ dân phố',
    commune: 'Xã, phường',
    communeCode: 'Mã xã',
    district: 'Huyện (cũ)',
    province: 'Tỉnh',
    householdCode: 'Mã hộ',
    headName: 'Chủ hộ',
    relation: 'Quan hệ với chủ hộ',
    ethnicity: 'Dân tộc',
    phone: 'Điện thoại',
    category: 'Mã đối tượng',
    facility: 'Nơi đăng ký KCB',
    validFrom: 'Từ ngày',
    validTo: 'Đến ngày',
    months: 'Số tháng',
    school: 'Trường',
    schoolClass: 'Lớp',
    employer: 'Đơn vị công tác',
    decisionNumber: 'Số quyết định',
    decisionDate: 'Ngày quyết định',
    classification: 'Phân loại hộ',
    diedOn: 'Ngày mất',
    unitCode: 'Mã đơn vị',
    unitName: 'Tên đơn vị',
    amountVnd: 'Số tiền',
    note: 'Ghi chú',
  },
  rowKinds: {
    data: 'Dòng người',
    faulty: 'Dòng lỗi',
    header: 'Tiêu đề cột',
    title: 'Tên biểu, chữ ký',
    section: 'Đề mục',
    total: 'Dòng cộng',
  },
  outcomes: {
    linked: 'Có trong sổ',
    new: 'Chưa có trong sổ',
    review: 'Cần xem lại',
    duplicate: 'Trùng dòng khác',
    leftOut: 'Để ngoài',
  },
  changes: {
    new: 'Người mới',
    changed: 'Thay đổi',
    same: 'Như cũ',
    vanished: 'Không còn trong danh sách',
    conflict: 'Mâu thuẫn',
  },
  changeReasons: {
    identifier: 'Số giấy tờ khác với sổ, hoặc đang là của người khác',
    attributes: 'Họ tên, ngày sinh hoặc giới tính khác với sổ',
    otherPlace: 'Sổ ghi người này ở nơi ngoài phạm vi danh sách',
    newerKnown: 'Sổ đã có nơi ở mới hơn ngày của danh sách',
    headTaken: 'Sổ ghi chủ hộ khác, người đó không có trong danh sách',
    died: 'Sổ ghi người này đã mất',
    left: 'Sổ ghi người này đã chuyển đi',
    noResidence: 'Chưa biết nơi ở nên không ghi được việc mất',
    missing: 'Đang ở địa bàn nhưng không có trong danh sách đầy đủ',
    notOnList: 'Không có trong danh sách đầy đủ nên hết từ ngày của danh sách',
    otherCategory: 'Danh sách đầy đủ ghi đối tượng khác',
    notSinceLast: 'Có trong danh sách lần trước của nơi gửi, lần này không có',
  },
  figures: {
    statedBySender: 'Số người nơi gửi báo',
    statedInFile: 'Dòng cộng trong tệp',
    cardsArePersons: 'Số thẻ bằng số người có thẻ',
    cardOnce: 'Mỗi mã thẻ một lần',
    villagesAddUp: 'Cộng các thôn bằng cả danh sách',
    personsOnce: 'Mỗi người một dòng',
  },
  steps: {
    'lists.waiting': 'Đang chờ đến lượt',
    'lists.inspect': 'Đang xem các cột',
    'lists.clean': 'Đang đọc và làm sạch từng dòng',
    'lists.link': 'Đang đối chiếu với sổ',
    'lists.compare': 'Đang lập chênh lệch',
    'lists.commit': 'Đang đưa vào sổ',
    'lists.undo': 'Đang rút khỏi sổ',
    'lists.uploaded': 'Chờ xác nhận cột',
    'lists.compared': 'Đã có chênh lệch để xem',
    'lists.committed': 'Đã vào sổ',
    'lists.undone': 'Đã hoàn tác',
    'lists.duplicates': 'Đang tìm các dòng trùng',
  },
  /** exact duplicates by chosen columns */
  duplicates: {
    ways: {
      same: 'Đúng từng chữ',
      folded: 'Không kể dấu, hoa thường, khoảng trắng',
      digits: 'Chỉ so chữ số',
      day: 'Cùng ngày, viết kiểu nào cũng được',
      year: 'Cùng năm',
    },
    keys: {
      village: 'Thôn, bản, tổ dân phố',
      household: 'Hộ',
      phone: 'Điện thoại',
      birthYear: 'Năm sinh',
    },
    ready: {
      nameAndBirth: 'Họ tên và ngày sinh',
      nameAndYear: 'Họ tên và năm sinh',
      nameYearVillage: 'Họ tên, năm sinh và thôn',
      nationalId: 'Số định danh, CCCD',
      socialInsuranceNumber: 'Mã số BHXH',
      cardNumber: 'Mã thẻ BHYT',
      nameAndHousehold: 'Họ tên và hộ',
    },
    file: {
      name: 'trung',
      sheet: 'Trùng',
      title: 'NHỮNG DÒNG TRÙNG NHAU THEO CÁC CỘT ĐÃ CHỌN',
      register: 'Sổ theo dõi người tham gia BHYT',
      group: 'Nhóm',
      members: 'Số người',
      line: 'Dòng',
      personId: 'Mã hồ sơ',
      fullName: 'Họ và tên (trong sổ)',
      birthDate: 'Ngày sinh (trong sổ)',
      place: 'Nơi ở (trong sổ)',
      sums: (groups: string, members: string) => `${groups} nhóm, ${members} dòng`,
      by: (actor: string, on: string) => `${actor} tìm ngày ${on}`,
      footer: 'Trang &P/&N',
    },
  },
};

export const listsFaultsVi = {
  'lists.notFound': () => 'Không tìm thấy danh sách này.',
  'lists.sheet.notFound': () => 'Không tìm thấy tờ danh sách thôn này.',
  'lists.layout.notFound': () => 'Không có mẫu này.',
  'lists.kind.forbidden': () =>
    'Vai trò của Ông/Bà không đưa được loại danh sách này cho đơn vị này. Xin liên hệ người quản trị.',
  'lists.numbers.forbidden': () =>
    'Vai trò của Ông/Bà không xem được đầy đủ các số. Xin nhờ cán bộ BHXH hoặc người quản trị.',
  'lists.file.gone': () =>
    'Tệp của danh sách không còn trong kho. Xin gửi lại tệp, hoặc khôi phục thư mục files từ bản sao lưu.',
  'lists.file.noRows': () => 'Tệp không có dòng nào để đọc. Xin kiểm tra lại tệp và trang tính.',
  'lists.state.notNow': ({ state }) =>
    `Danh sách đang ở bước “${stateName(state)}” nên chưa (hoặc không còn) làm được việc này.`,
  'lists.columns.notFound': () => 'Chưa nhận ra cột nào. Xin chọn cột cho từng trường.',
  'lists.columns.twice': ({ field }) =>
    `Hai cột cùng được chọn là “${fieldName(field)}”. Xin giữ một cột.`,
  'lists.columns.missing': ({ field }) =>
    `Chưa có cột “${fieldName(field)}”, thiếu cột này thì không dòng nào dùng được. Xin chọn cột.`,
  'lists.stale': () =>
    'Sổ hoặc các quyết định đã thay đổi từ khi lập chênh lệch. Xin lập lại chênh lệch, xem rồi đưa vào sổ.',
  'lists.figures.disagree': ({ expected, found }) =>
    `Nơi gửi báo ${number(expected)} người nhưng tệp có ${number(found)} dòng. Xin hỏi lại nơi gửi, hoặc sửa số đã báo.`,
  'lists.full.empty': ({ faulty }) =>
    Number(faulty ?? 0) > 0
      ? `Danh sách ghi là đầy đủ nhưng cả ${number(faulty)} dòng đều lỗi, không còn người nào: nếu nhận thì mọi người đang có sẽ hết. Xin sửa các dòng lỗi rồi gửi lại; hoặc bỏ danh sách và gửi lại không đánh dấu “đầy đủ”.`
      : 'Danh sách ghi là đầy đủ nhưng không có người nào: nếu nhận thì mọi người đang có sẽ hết. Xin xem lại tệp và trang tính (có thể mới chỉ có dòng tiêu đề), bỏ danh sách này rồi gửi tệp đúng.',
  'lists.vanished.unconfirmed': ({ vanished, known }) =>
    `Danh sách này sẽ làm ${number(vanished)} người hết vì không có tên (sổ đang có ${number(known)}); số đó lớn bất thường nên chưa ghi gì. Xin xem lại tệp có đủ không, có đúng xã không. Nếu đúng, xin nhập số ${number(vanished)} để xác nhận (dòng lệnh: --vanished ${String(vanished)}; chỉ --yes thì chưa đủ).`,
  'lists.rest.undecided': () =>
    'Danh sách đã vào sổ và từ đó chưa có dòng nào được quyết định thêm, nên không có gì để lập lại. Xin quyết định các dòng còn chờ ở Rà soát trước.',
  'lists.typed.notThisKind': () => 'Loại danh sách này không nhập tay từng dòng được. Xin gửi tệp.',
  'lists.duplicates.notFound': () =>
    'Không tìm thấy lần tìm trùng này; có thể đã có những lần tìm mới hơn. Xin tìm lại.',
  'lists.duplicates.notDone': () => 'Lần tìm này chưa xong. Xin chờ kết quả.',
  'lists.duplicates.column': ({ column }) =>
    `Không có cột “${String(column)}”. Xin chọn trong các cột của tệp (hoặc mục của sổ).`,
  'lists.duplicates.choice.notFound': () => 'Không tìm thấy bộ cột đã lưu này.',
  'lists.code.unknown': ({ code }) =>
    `Không có mã “${code}” trong danh sách đã in của thôn này. Xin xem lại mã ở đầu dòng.`,
  'lists.note.sheetHidden': ({ sheet }) => `Trang tính ẩn “${sheet}” không được đọc.`,
  'lists.note.sheetLeftOut': ({ sheet }) =>
    `Trang tính “${sheet}” có các cột khác nên không được đọc cùng. Xin gửi thành danh sách riêng nếu cần.`,
  'lists.cell.nameMissing': () => 'Thiếu họ tên.',
  'lists.cell.nameNotLetters': () => 'Họ tên có chữ số hoặc ký tự lạ.',
  'lists.cell.nameFormula': () =>
    'Họ tên bắt đầu bằng =, +, - hoặc @ như một công thức. Xin ghi lại họ tên bằng chữ.',
  'lists.cell.nameOneWord': () => 'Họ tên chỉ có một từ.',
  'lists.cell.missing': ({ field }) => `Thiếu “${fieldName(field)}”.`,
  'lists.cell.birthUnreadable': () => 'Không đọc được ngày sinh. Xin ghi dạng ngày/tháng/năm.',
  'lists.cell.birthAfterList': () => 'Ngày sinh sau ngày của danh sách.',
  'lists.cell.birthTooLongAgo': () => 'Ngày sinh cách nay hơn 125 năm.',
  'lists.cell.birthMonthFirst': () => 'Ngày sinh ghi tháng trước ngày; đã đọc theo cách đó.',
  'lists.cell.birthCentury': ({ year }) => `Năm sinh ghi hai chữ số; đã hiểu là năm ${year}.`,
  'lists.cell.dateUnreadable': () => 'Không đọc được ngày. Xin ghi dạng ngày/tháng/năm.',
  'lists.cell.diedAfterList': () => 'Ngày mất sau ngày của danh sách.',
  'lists.cell.periodEmpty': () => 'Ngày kết thúc không sau ngày bắt đầu.',
  'lists.cell.sexUnreadable': () => 'Không đọc được giới tính. Xin ghi Nam hoặc Nữ.',
  'lists.cell.numberRounded': () =>
    'Số bị bảng tính làm tròn (dạng 1,4E+10), không khôi phục được. Xin định dạng cột là văn bản rồi nhập lại.',
  'lists.cell.numberUnreadable': () => 'Không đọc được số.',
  'lists.cell.zeroAdded': () => 'Số thiếu chữ số 0 ở đầu; đã thêm.',
  'lists.cell.nationalIdLength': ({ length }) => `Số định danh có ${length} chữ số, phải là 12.`,
  'lists.cell.insuranceNumberLength': ({ length }) =>
    `Mã số có ${length} ký tự; mã số BHXH có 10, mã thẻ có 15.`,
  'lists.cell.cardOfAnother': () => 'Mã thẻ và mã số BHXH là của hai người.',
  'lists.cell.nationalIdOtherSex': () => 'Số định danh là của giới tính khác.',
  'lists.cell.nationalIdOtherYear': ({ year }) => `Số định danh là của người sinh năm ${year}.`,
  'lists.cell.placeUnknown': () => 'Không tìm thấy nơi ở trong danh mục đơn vị.',
  'lists.cell.placeSeveral': () =>
    'Nơi ở có thể là nhiều đơn vị (tên trùng, hoặc xã cũ đã chia). Xin ghi rõ thôn, xã.',
  'lists.cell.villageUnknown': () => 'Không tìm thấy thôn trong xã; đã ghi ở xã.',
  'lists.cell.placeSimilar': () => 'Tên nơi ở viết gần đúng; đã hiểu là đơn vị tên gần nhất.',
  'lists.cell.placeOutside': () => 'Nơi ở ngoài phạm vi của danh sách.',
  'lists.cell.categoryMissing': () => 'Thiếu mã đối tượng của thẻ.',
  'lists.cell.categoryUnreadable': () => 'Không đọc được mã đối tượng.',
  'lists.cell.ethnicityUnreadable': () => 'Không có dân tộc tên này trong danh mục.',
  'lists.cell.phoneUnreadable': () => 'Số điện thoại không đúng dạng; không dùng.',
} satisfies FaultTexts;

function fieldName(field: string | number | undefined): string {
  const names: Readonly<Record<string, string>> = listsVi.fields;
  return names[String(field)] ?? String(field);
}

function stateName(state: string | number | undefined): string {
  const names: Readonly<Record<string, string>> = listsVi.states;
  return names[String(state)] ?? String(state);
}
