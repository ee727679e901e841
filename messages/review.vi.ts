/** The review: faults, names of kinds and decisions, steps of the detectors. */
import { viFormat as f } from './format.ts';
import type { FaultTexts } from './shape.ts';

const n = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const reviewFaultsVi = {
  'review.item.notFound': () => 'Không tìm thấy việc rà soát này.',
  'review.item.forbidden': () =>
    'Vai trò của Ông/Bà không quyết định loại việc này ở đây. Xin chuyển cho cán bộ phụ trách.',
  'review.item.stale': () =>
    'Việc này vừa được người khác quyết định hoặc không còn. Xin tải lại danh sách.',
  'review.decision.notAllowed': () => 'Loại việc này không có cách quyết định đó.',
  'review.later.day': ({ days }) =>
    `Ngày xem lại phải sau hôm nay và không quá ${n(days)} ngày nữa.`,
  'review.candidate.missing': () =>
    'Xin cho biết quyết định về người nào: việc này không có ứng viên phù hợp.',
  'review.candidate.elsewhere': () =>
    'Người này ở nơi khác, Ông/Bà chưa thể ghép. Nơi kia đã nhận được việc; xin chờ họ trả lời.',
  'review.card.missing': () => 'Xin chọn thẻ nào trong hai thẻ sẽ kết thúc.',
  'review.reason.missing': () => 'Xin ghi lý do (ít nhất 3 ký tự): việc này còn người khác xem.',
  'review.assignee.forbidden': () => 'Cán bộ này không quyết định loại việc này ở nơi này.',
  'review.bulk.changed': ({ items }) =>
    `Số việc theo điều kiện nay là ${n(items)}, khác lúc xem trước. Xin xem trước lại rồi quyết định.`,
  'review.bulk.empty': () => 'Không có việc nào theo các điều kiện này.',
  'review.bulk.oneByOne': () =>
    'Quyết định này ghi vào sổ nên phải xem từng việc một, không làm hàng loạt.',
  'review.act.notFound': () => 'Không tìm thấy quyết định này.',
  'review.undo.already': () => 'Quyết định này đã được hoàn tác rồi.',
  'review.undo.dependent': ({ items }) =>
    `Đã có quyết định mới hơn trên ${n(items)} việc trong số này. Xin hoàn tác quyết định đó trước.`,
  'review.undo.applied': () =>
    'Danh sách đã được ghi vào sổ theo quyết định này. Xin hoàn tác lần nhập danh sách trước.',
  'review.approval.notFound': () => 'Không tìm thấy đề nghị duyệt này.',
  'review.approval.stale': () => 'Đề nghị này đã được giải quyết. Xin tải lại danh sách.',
  'review.approval.own.forbidden': () =>
    'Ông/Bà là người lập nên không được tự duyệt. Xin chờ người khác duyệt.',
  'review.approval.forbidden': () => 'Ông/Bà không có trong những người được duyệt việc này.',
  'review.approval.twice': () => 'Ông/Bà đã duyệt việc này rồi; còn chờ người khác.',
  'review.rule.role': ({ role }) => `Không có vai trò “${role}”.`,
  'review.rule.approvers': ({ needed }) =>
    `Cần ${n(needed)} người duyệt nên phải nêu ít nhất ${n(needed)} người.`,
} satisfies FaultTexts;

export const reviewVi = {
  kind: {
    doubtfulMatch: 'Dòng chưa chắc là ai',
    duplicatePeople: 'Hồ sơ có thể trùng',
    sharedNumber: 'Một số, hai người',
    twoCards: 'Hai thẻ cùng lúc',
    insuredNotResident: 'Có thẻ nhưng không cư trú',
    residentUnknown: 'Trong danh sách, chưa có trong sổ',
    vanished: 'Vắng mặt không rõ lý do',
    ageAgainstGroup: 'Tuổi không hợp đối tượng',
    nearPoorUninsured: 'Hộ nghèo, cận nghèo chưa có thẻ',
    leftOutOfHousehold: 'Sót người của hộ nghèo, cận nghèo',
    inOtherPlace: 'Người của nơi khác',
    sourceConflict: 'Hai nguồn nói khác nhau',
    repeatedRow: 'Dòng lặp lại trong danh sách',
  },
  /** what the officer is asked to find out */
  question: {
    doubtfulMatch: 'Dòng này có phải người trong sổ không?',
    duplicatePeople: 'Hai hồ sơ này có phải một người không?',
    sharedNumber: 'Số này ghi sai cho ai?',
    twoCards: 'Thẻ nào đúng, thẻ nào phải kết thúc?',
    insuredNotResident: 'Người này còn ở địa phương không?',
    residentUnknown: 'Có thêm người này vào sổ không?',
    vanished: 'Vì sao người này không còn trong danh sách?',
    ageAgainstGroup: 'Sai ngày sinh hay sai đối tượng?',
    nearPoorUninsured: 'Vì sao chưa có thẻ?',
    leftOutOfHousehold: 'Người này có bị sót khỏi danh sách của hộ không?',
    inOtherPlace: 'Dòng của nơi kia có phải người của mình không?',
    sourceConflict: 'Nguồn nào đúng?',
    repeatedRow: 'Dòng này có ghi lại một dòng ở trên không?',
  },
  state: { open: 'Đang chờ', later: 'Để sau', decided: 'Đã quyết định', withdrawn: 'Không còn' },
  decision: { accept: 'Đúng', reject: 'Không phải', new: 'Người mới', later: 'Để sau' },
  /** what accepting and rejecting mean for each kind */
  accept: {
    doubtfulMatch: 'Đúng người này',
    duplicatePeople: 'Một người: gộp',
    sharedNumber: 'Có sai: sẽ sửa số',
    twoCards: 'Kết thúc một thẻ',
    insuredNotResident: 'Đúng là không ở đây',
    residentUnknown: 'Đúng',
    vanished: 'Kết thúc theo danh sách',
    ageAgainstGroup: 'Có sai: sẽ sửa',
    nearPoorUninsured: 'Đúng: đưa vào cấp thẻ',
    leftOutOfHousehold: 'Đúng là sót: sẽ bổ sung',
    inOtherPlace: 'Đúng người của nơi này',
    sourceConflict: 'Theo danh sách mới',
    repeatedRow: 'Đúng là lặp: bỏ dòng này',
  },
  reject: {
    doubtfulMatch: 'Không phải người này',
    duplicatePeople: 'Hai người khác nhau',
    sharedNumber: 'Không sai',
    twoCards: 'Giữ cả hai thẻ',
    insuredNotResident: 'Vẫn ở đây',
    residentUnknown: 'Không nhận dòng này',
    vanished: 'Vẫn giữ',
    ageAgainstGroup: 'Không sai',
    nearPoorUninsured: 'Không phải cấp thẻ',
    leftOutOfHousehold: 'Không sót: không thuộc hộ',
    inOtherPlace: 'Không phải người của nơi này',
    sourceConflict: 'Giữ như trong sổ',
    repeatedRow: 'Không lặp: giữ cả hai',
  },
  agreement: { equal: 'khớp', near: 'gần khớp', differ: 'khác', missing: 'thiếu một bên' },
  field: {
    fullName: 'Họ và tên',
    birthDate: 'Ngày sinh',
    sex: 'Giới tính',
    nationalId: 'Số định danh',
    socialInsuranceNumber: 'Mã số BHXH',
    phone: 'Điện thoại',
    place: 'Nơi ở',
  },
  act: {
    decide: 'Quyết định',
    bulk: 'Quyết định hàng loạt',
    assign: 'Giao việc',
    undo: 'Hoàn tác',
  },
  action: {
    mergePersons: 'Gộp hai hồ sơ có thẻ',
    unmergePersons: 'Gỡ gộp hồ sơ',
    recordDeath: 'Ghi nhận đã mất',
    decideBulk: 'Quyết định hàng loạt',
    erasePersons: 'Xóa dữ liệu của người',
  },
  approvalState: {
    waiting: 'Chờ duyệt',
    done: 'Đã duyệt',
    refused: 'Bị từ chối',
    withdrawn: 'Đã rút',
  },
  steps: {
    'review.detecting': () => 'Đang tìm những chỗ đáng ngờ trong sổ',
    'review.detected': ({ items }: { items: string }) => `Đã tìm xong: ${items} chỗ cần xem`,
  },
};
