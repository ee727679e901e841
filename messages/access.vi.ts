/** Faults of the server, of sign-in, grants and the journal. */
import type { FaultTexts } from './shape.ts';

export const accessFaultsVi = {
  'http.signIn': () => 'Xin đăng nhập để tiếp tục.',
  'http.notFound': () => 'Không tìm thấy, hoặc Ông/Bà không có quyền xem nội dung này.',
  'http.forbidden': () =>
    'Ông/Bà được xem nhưng không có quyền thay đổi nội dung này. Xin liên hệ người quản trị của đơn vị.',
  'http.invalid': () => 'Dữ liệu gửi lên có chỗ chưa đúng.',
  'http.unreadable': () => 'Không đọc được dữ liệu gửi lên (không phải JSON hợp lệ).',
  'http.tooLarge': () => 'Dữ liệu gửi lên quá lớn.',
  'http.failed': () =>
    'Hệ thống gặp lỗi. Xin thử lại; nếu vẫn lỗi, báo mã sự cố cho người quản trị.',
  'http.tookTooLong': () =>
    'Yêu cầu mất quá nhiều thời gian nên đã dừng. Xin thử lại hoặc thu hẹp phạm vi.',
  'http.conflict': () => 'Có người khác vừa thay đổi cùng dữ liệu. Xin tải lại rồi làm lại.',
  'http.wrongOrigin': () => 'Yêu cầu không đến từ trang của hệ thống nên bị từ chối.',
  'http.readOnlyToken': () => 'Mã truy cập này chỉ được đọc.',
  'input.notADate': () => 'Không phải một ngày có thật; viết NĂM-THÁNG-NGÀY, ví dụ 2026-08-10.',
  'input.dayOutOfRange': () => 'Ngày phải từ 1800-01-01 đến 2199-12-31.',
  'input.missing': () => 'Còn thiếu.',
  'input.wrongType': ({ expected }) => `Sai kiểu dữ liệu, cần ${typeVi(String(expected))}.`,
  'input.wrongFormat': ({ format }) => `Sai định dạng${formatVi(String(format))}.`,
  'input.notOneOf': ({ values }) => `Phải là một trong: ${values}.`,
  'input.tooShort': ({ minimum }) => `Quá ngắn, ít nhất ${minimum} ký tự.`,
  'input.tooLong': ({ maximum }) => `Quá dài, nhiều nhất ${maximum} ký tự.`,
  'input.tooFew': ({ minimum }) => `Quá ít, cần ít nhất ${minimum}.`,
  'input.tooMany': ({ maximum }) => `Quá nhiều, tối đa ${maximum}.`,
  'input.tooSmall': ({ minimum }) => `Quá nhỏ, không dưới ${minimum}.`,
  'input.tooBig': ({ maximum }) => `Quá lớn, không quá ${maximum}.`,
  'input.unknownName': ({ name }) => `Không có tham số “${name}”.`,
  'input.invalid': () => 'Không hợp lệ.',
  'jobs.notFound': () => 'Không tìm thấy tác vụ.',
  'jobs.alreadyOver': () => 'Tác vụ đã kết thúc nên không dừng được nữa.',
  'access.passwordTooShort': ({ minimum }) => `Mật khẩu cần ít nhất ${minimum} ký tự.`,
  'access.passwordTooLong': ({ maximum }) => `Mật khẩu không quá ${maximum} ký tự.`,
  'access.passwordTooCommon': () =>
    'Mật khẩu quá dễ đoán. Hãy dùng một câu vài từ chỉ riêng Ông/Bà nhớ.',
  'access.passwordHoldsName': () => 'Mật khẩu không được chứa họ tên hay tên đăng nhập.',
  'access.user.notFound': () => 'Không tìm thấy người dùng.',
  'access.username.conflict': () => 'Tên đăng nhập này đã có người dùng.',
  'access.email.conflict': () => 'Thư điện tử này đã thuộc về người dùng khác.',
  'access.unitUnknown': () => 'Không có đơn vị này trong địa giới ngày đã chọn.',
  'access.cannotGive': () =>
    'Chỉ được trao quyền mà Ông/Bà có, trong địa bàn của Ông/Bà và không lâu hơn quyền của Ông/Bà.',
  'access.cannotManage': () =>
    'Người dùng này có quyền ngoài địa bàn của Ông/Bà nên Ông/Bà không quản lý được.',
  'access.datesReversed': () => 'Ngày kết thúc phải sau ngày bắt đầu.',
  'access.noVault': () => 'Máy chủ này không giữ khóa ký nhật ký.',
  'access.unit.notFound': () => 'Không tìm thấy đơn vị.',
  'access.grant.notFound': () => 'Không tìm thấy quyền này.',
  'access.usernameFormat': () =>
    'Tên đăng nhập gồm 3–64 chữ thường không dấu, số, dấu chấm, gạch ngang; bắt đầu bằng chữ hoặc số.',
  'access.grantAlreadyEnded': () => 'Quyền này đã kết thúc.',
  'access.grantNotYours': () => 'Mã truy cập chỉ được mang quyền đang có của chính Ông/Bà.',
  'access.alreadySuspended': () => 'Tài khoản đang bị khóa rồi.',
  'access.notSuspended': () => 'Tài khoản không bị khóa.',
  'access.notYourself': () => 'Không làm được việc này với tài khoản của chính mình.',
  'access.lastAdministrator': () =>
    'Đây là người quản trị cuối cùng của toàn hệ thống; hãy trao quyền cho người khác trước.',
  'access.session.notFound': () => 'Không tìm thấy phiên đăng nhập.',
  'access.token.notFound': () => 'Không tìm thấy mã truy cập.',
  'access.tooManyTokens': ({ maximum }) => `Mỗi người chỉ có tối đa ${maximum} mã truy cập.`,
  'access.linkInvalid': () =>
    'Liên kết không đúng, đã dùng hoặc đã hết hạn. Xin người quản trị cấp liên kết mới.',
  'access.tooManyTries': ({ minutes }) =>
    `Đăng nhập sai nhiều lần. Xin thử lại sau ${minutes} phút, hoặc nhờ người quản trị cấp lại mật khẩu.`,
  'access.wrongLogin': () => 'Tên đăng nhập hoặc mật khẩu không đúng.',
  'access.wrongPassword': () => 'Mật khẩu hiện tại không đúng.',
  'access.wrongCode': () => 'Mã xác thực không đúng hoặc đã hết hạn.',
  'access.suspended': () => 'Tài khoản đã bị khóa. Xin liên hệ người quản trị của đơn vị.',
  'access.sessionTooOld': () => 'Xin đăng nhập lại trước khi làm việc này.',
  'access.passkeyFailed': () => 'Không xác nhận được khóa truy cập (passkey). Xin thử lại.',
  'access.signInFailed': () => 'Không đăng nhập được. Xin thử lại.',
} satisfies FaultTexts;

function typeVi(expected: string): string {
  const names: Record<string, string> = {
    string: 'chữ',
    number: 'số',
    int: 'số nguyên',
    boolean: 'đúng/sai (true, false)',
    array: 'danh sách',
    object: 'nhóm trường',
  };
  return names[expected] ?? expected;
}

function formatVi(format: string): string {
  const names: Record<string, string> = {
    date: ', cần ngày dạng năm-tháng-ngày, ví dụ 2026-07-01',
    datetime: ', cần thời điểm dạng 2026-07-01T08:00:00Z',
    email: ', cần địa chỉ thư điện tử',
    uuid: ', cần mã định danh',
  };
  return names[format] ?? '';
}
