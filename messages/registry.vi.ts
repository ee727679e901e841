/** Texts of the register: faults, warnings, and the names of its words. */
import { viFormat as f } from './format.ts';
import type { FaultTexts } from './shape.ts';

const day = (value: string | number | undefined): string => f.date(String(value ?? ''));
const lastDay = (value: string | number | undefined): string => f.lastDay(String(value ?? ''));
const instant = (value: string | number | undefined): string => f.instant(String(value ?? ''));

export const registryFaultsVi = {
  'registry.person.notFound': () => 'Không tìm thấy người này.',
  'registry.person.died': ({ on }) =>
    `Người này đã được ghi là mất ngày ${day(on)}. Nếu ghi nhầm, xin hoàn tác lần ghi đó trước.`,
  'registry.person.noResidence': () =>
    'Chưa biết người này ở đâu nên không ghi được việc rời đi hoặc mất. Xin ghi nơi cư trú trước.',
  'registry.household.notFound': () => 'Không tìm thấy hộ này.',
  'registry.household.headTaken': ({ from }) =>
    `Hộ đã có chủ hộ trong thời gian từ ${day(from)}. Xin dùng “Đổi chủ hộ”.`,
  'registry.household.notMember': ({ on }) =>
    `Ngày ${day(on)} người này không thuộc hộ nào hoặc không thuộc hộ đã chọn.`,
  'registry.entry.notFound': () => 'Không tìm thấy lần ghi này.',
  'registry.place.unknown': ({ placeId }) => `Không có đơn vị số ${placeId}.`,
  'registry.place.notFound': () => 'Không tìm thấy đơn vị này.',
  'registry.place.tooHigh': () =>
    'Nơi cư trú phải là thôn, bản, tổ dân phố; nếu chưa biết thì là xã, phường, đặc khu.',
  'registry.place.missing': () => 'Xin cho biết nơi cư trú của người mới.',
  'registry.command.forbidden': () =>
    'Vai trò của Ông/Bà không được ghi nội dung này ở đây. Xin liên hệ người quản trị của đơn vị.',
  'registry.fact.stale': () =>
    'Dữ kiện này vừa được người khác thay. Xin tải lại trang rồi làm lại.',
  'registry.period.empty': ({ from, to }) =>
    `Bắt đầu từ ${day(from)} mà đến hết ${lastDay(to)} thì không có ngày nào. Xin chọn ngày cuối từ ${day(from)} trở đi.`,
  'registry.reference.unknown': ({ name }) => `Chưa có “${name}” trong các thao tác trước đó.`,
  'registry.reference.twice': ({ name }) => `Tên “${name}” dùng cho hai người hoặc hộ mới.`,
  'registry.participation.twice': ({ from }) =>
    `Khoảng tham gia từ ${day(from)} đã có, giống hệt khoảng đang ghi.`,
  'registry.nothingChanges': () => 'Không có gì thay đổi nên không ghi.',
  'registry.idempotencyKey.conflict': () =>
    'Mã chống ghi trùng này đã dùng cho một nội dung khác. Xin gửi lại với mã mới.',
  'registry.undo.dependent': ({ entryId, recordedAt, actorName, reason }) =>
    `Lần ghi số ${entryId} (${instant(recordedAt)}, ${actorName}: ${reason}) dựa trên lần ghi này. Xin hoàn tác lần đó trước.`,
  'registry.search.empty': () => 'Xin nhập họ tên hoặc một số giấy tờ, thẻ, điện thoại.',
  'registry.search.tooManyWords': ({ words }) => `Xin nhập không quá ${words} từ.`,
  'registry.violation.versionsOverlap': () =>
    'Thông tin nhân thân có hai nội dung trong cùng một thời gian.',
  'registry.violation.residencesOverlap': () =>
    'Hai nơi cư trú cùng loại chồng lên nhau về thời gian.',
  'registry.violation.residenceAfterEnd': () =>
    'Có nơi cư trú sau ngày người này đã chuyển đi hẳn hoặc mất.',
  'registry.violation.householdsOverlap': () => 'Một người thuộc hai hộ trong cùng một thời gian.',
  'registry.violation.statusesOverlap': () => 'Cùng một diện được ghi hai lần chồng thời gian.',
  'registry.violation.householdVersionsOverlap': () =>
    'Thông tin của hộ có hai nội dung trong cùng một thời gian.',
  'registry.violation.twoHeads': () => 'Hộ có hai chủ hộ trong cùng một thời gian.',
  'registry.violation.aggregatesOverlap': () =>
    'Hai số tổng hợp cùng nơi, mã đối tượng và nơi cấp chồng thời gian.',
  'registry.violation.factWithoutPerson': ({ id }) =>
    `Có dữ kiện của người số ${id} nhưng không có thông tin nhân thân.`,
  'registry.violation.memberOfNothing': ({ id }) =>
    `Người số ${id} thuộc một hộ không có trong sổ.`,
  'registry.violation.mergedWithFacts': ({ id }) =>
    `Người số ${id} đã gộp vào hồ sơ khác nhưng vẫn còn dữ kiện riêng.`,
  'registry.person.erased': () =>
    'Dữ liệu của người này đã được xóa; không ghi thêm vào hồ sơ được. Nếu là người khác, xin thêm người mới.',
  'registry.merge.samePerson': () => 'Hai hồ sơ phải là hai mã người khác nhau.',
  'registry.merge.notFound': () => 'Hồ sơ này không ở trong trạng thái đã gộp.',
  'registry.unmerge.mergedOn': ({ personId }) =>
    `Hồ sơ nhận gộp sau đó lại được gộp tiếp. Xin gỡ gộp hồ sơ số ${personId} trước.`,
} satisfies FaultTexts;

/** Beside an answer: what looks doubtful. */
export const registryWarningsVi = {
  nameWithoutLetters: () => 'Họ tên không có chữ cái nào.',
  nameOneWord: () => 'Họ tên chỉ có một từ.',
  nameWithDigits: () => 'Họ tên có chữ số.',
  nameWithSigns: () => 'Họ tên có ký tự lạ.',
  birthUnknown: () => 'Chưa biết ngày sinh.',
  birthInFuture: () => 'Ngày sinh ở tương lai.',
  birthLongAgo: ({ age }) => `Ngày sinh cho tuổi ${age}, cần kiểm tra.`,
  birthYearOnly: () => 'Chỉ biết năm sinh.',
  nationalIdOldCard: () => 'Số chứng minh nhân dân 9 số, cần thay bằng số định danh 12 số.',
  nationalIdNotTwelveDigits: ({ length }) => `Số định danh có ${length} ký tự, phải là 12 chữ số.`,
  nationalIdUnknownProvince: ({ code }) => `Ba số đầu ${code} không phải mã nơi đăng ký khai sinh.`,
  nationalIdOtherSex: ({ sex }) =>
    `Số định danh là của ${sex === 'male' ? 'nam' : 'nữ'}, khác giới tính đã ghi.`,
  nationalIdOtherYear: ({ year }) => `Số định danh cho năm sinh ${year}, khác năm sinh đã ghi.`,
  socialInsuranceNumberNotTenDigits: ({ length }) =>
    `Mã số BHXH có ${length} ký tự, phải là 10 chữ số (hoặc số định danh 12 chữ số).`,
  socialInsuranceNumberOtherNationalId: () => 'Mã số BHXH là một số định danh khác.',
  cardNumberNotFifteen: ({ length }) => `Mã thẻ có ${length} ký tự, phải là 15 ký tự.`,
  cardNumberOtherCategory: ({ card, category }) =>
    `Mã thẻ ghi đối tượng ${card}, khoảng tham gia ghi ${category}.`,
  cardNumberUnknownProvince: ({ code }) => `Mã tỉnh ${code} trên thẻ không có.`,
  cardNumberOtherPerson: () => 'Mã thẻ mang mã số BHXH khác của người này.',
  phoneUnusual: () => 'Số điện thoại không có dạng thường gặp.',
  numberShared: ({ people }) =>
    `Số này đang ghi cho ${f.number(Number(people))} người khác trong sổ. Xin kiểm tra có ghi trùng người không.`,
  noResidence: () => 'Chưa biết nơi cư trú.',
  participationBeforeBirth: () => 'Khoảng tham gia bắt đầu trước ngày sinh.',
  participationOverlapsSame: ({ category, from }) =>
    `Hai khoảng tham gia ${category} cùng nơi cấp chồng nhau từ ${day(from)}.`,
  participationAfterDeath: ({ on }) => `Có khoảng tham gia sau ngày mất ${day(on)}.`,
  statusAfterDeath: ({ on }) => `Có diện được hưởng sau ngày mất ${day(on)}.`,
  householdWithoutHead: ({ household }) => `Hộ ${household} đang không có chủ hộ.`,
  mergeDiffers: ({ field }) =>
    `Hai hồ sơ ghi khác nhau về ${
      { birthDate: 'ngày sinh', sex: 'giới tính', nationalId: 'số định danh' }[String(field)] ??
      'nhân thân'
    }. Xin chắc chắn đây là một người.`,
  mergeOneDied: () => 'Một hồ sơ ghi đã mất, hồ sơ kia thì không. Xin chọn nơi ở theo hồ sơ nào.',
} satisfies FaultTexts;

export const registryVi = {
  residenceKind: {
    permanent: 'Thường trú',
    temporary: 'Tạm trú',
    away: 'Đi làm ăn, học tập xa',
    left: 'Đã chuyển đi',
    died: 'Đã mất',
  },
  issuer: {
    own: 'Tỉnh này cấp',
    otherProvince: 'Tỉnh khác cấp',
    army: 'Quân đội cấp',
    police: 'Công an cấp',
    unknown: 'Chưa rõ nơi cấp',
  },
  sex: { male: 'Nam', female: 'Nữ' },
  relation: {
    head: 'Chủ hộ',
    spouse: 'Vợ, chồng',
    child: 'Con',
    childInLaw: 'Con dâu, con rể',
    grandchild: 'Cháu',
    parent: 'Bố, mẹ',
    parentInLaw: 'Bố, mẹ vợ (chồng)',
    grandparent: 'Ông, bà',
    sibling: 'Anh, chị, em',
    otherRelative: 'Họ hàng khác',
    notRelated: 'Không họ hàng',
  },
  status: {
    poorHousehold: 'Hộ nghèo',
    nearPoorHousehold: 'Hộ cận nghèo',
    averageLivingHousehold: 'Hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
    merit: 'Người có công',
    meritRelative: 'Thân nhân người có công',
    veteran: 'Cựu chiến binh',
    socialProtection: 'Bảo trợ xã hội',
    disabled: 'Người khuyết tật',
    pupil: 'Học sinh',
    student: 'Sinh viên',
    employee: 'Người lao động',
    pensioner: 'Người hưởng lương hưu',
    unemploymentBenefit: 'Hưởng trợ cấp thất nghiệp',
    underSix: 'Trẻ em dưới 6 tuổi',
    ethnicMinority: 'Người dân tộc thiểu số',
    difficultArea: 'Sống ở vùng khó khăn',
    armyRelative: 'Thân nhân quân đội',
    policeRelative: 'Thân nhân công an',
    meritTop: 'Người có công (không áp dụng tỷ lệ thanh toán)',
    resistance: 'Người tham gia kháng chiến, làm nghĩa vụ quốc tế',
    martyrRelative: 'Thân nhân liệt sĩ',
    meritCarer: 'Người phục vụ người có công',
    deputy: 'Đại biểu Quốc hội, Hội đồng nhân dân',
    survivorAllowance: 'Hưởng trợ cấp tuất hằng tháng',
    socialPension: 'Hưởng trợ cấp hưu trí xã hội',
    workAccidentAllowance: 'Hưởng trợ cấp tai nạn lao động, bệnh nghề nghiệp',
    longSickness: 'Nghỉ việc hưởng trợ cấp ốm đau dài ngày',
    retiredCommuneCadre: 'Cán bộ xã nghỉ việc hưởng trợ cấp BHXH',
    retiredCommuneCadreBudget: 'Cán bộ xã nghỉ việc hưởng trợ cấp ngân sách',
    formerDisability: 'Thôi hưởng trợ cấp mất sức lao động',
    supplementaryInsurance: 'BHYT bổ sung',
    privateInsurance: 'Bảo hiểm sức khỏe thương mại',
  },
  entryKind: {
    record: 'Ghi tay',
    load: 'Nạp hàng loạt',
    import: 'Nhập danh sách',
    canvass: 'Vận động tại hộ',
    undo: 'Hoàn tác',
    merge: 'Gộp hồ sơ',
    unmerge: 'Gỡ gộp hồ sơ',
  },
  table: {
    person_version: 'Nhân thân',
    residence: 'Cư trú',
    household: 'Hộ gia đình',
    household_member: 'Thành viên hộ',
    status: 'Diện',
    participation: 'Tham gia BHYT',
    aggregate_participation: 'Số thẻ tổng hợp',
  },
};
