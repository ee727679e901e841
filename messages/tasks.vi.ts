/** Tasks, duties, committees, documents, obstacles, campaigns: texts of expected faults. */
import { viFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const tasksFaultsVi = {
  'tasks.twoClocks': () =>
    'Một việc chỉ có một thời hạn: một ngày cụ thể hoặc một kỳ lặp lại, không cả hai.',
  'tasks.unitsOrLevel': () => 'Xin chọn hoặc danh sách đơn vị, hoặc cả một cấp, không cả hai.',
  'tasks.noUnitOfLevel': () => 'Trong đơn vị không có đơn vị nào thuộc cấp đã chọn vào ngày này.',
  'tasks.unitOutside': ({ unitId }) =>
    `Đơn vị số ${viFormat.number(Number(unitId))} không nằm trong đơn vị đang làm việc. Xin chọn lại.`,
  'tasks.unknownTask': () => 'Không tìm thấy việc này trong đơn vị. Xin mở lại từ danh sách việc.',
  'tasks.unknownEvidence': () => 'Không tìm thấy tệp minh chứng này.',
  'tasks.unknownAgency': () => 'Cơ quan này không có trong danh bạ của đơn vị.',
  'tasks.unknownUser': ({ username }) =>
    `Không có người dùng đang hoạt động nào tên đăng nhập “${username}”.`,
  'tasks.unknownCommittee': () => 'Không tìm thấy Ban chỉ đạo này của đơn vị.',
  'tasks.unknownMember': () => 'Không tìm thấy thành viên này trong Ban chỉ đạo của đơn vị.',
  'tasks.unknownConclusion': () => 'Không tìm thấy kết luận này trong các cuộc họp của đơn vị.',
  'tasks.unknownDocument': () => 'Không tìm thấy văn bản này trong sổ của đơn vị và cấp trên.',
  'tasks.unknownObstacle': () => 'Không tìm thấy vướng mắc này trong đơn vị.',
  'tasks.unknownAnswer': () => 'Câu trả lời muốn dùng lại không có hoặc không được dùng chung.',
  'tasks.unknownDuty': () => 'Đơn vị không có nhiệm vụ báo cáo này.',
  'tasks.unknownPeriod': ({ period }) =>
    `Nhiệm vụ báo cáo không có kỳ “${period}”. Xin chọn kỳ trong danh sách.`,
  'tasks.unknownCalendarDay': () => 'Ngày này không do đơn vị thêm vào lịch.',
  'tasks.agency.conflict': ({ name }) => `Danh bạ của đơn vị đã có cơ quan “${name}”.`,
  'tasks.agencyHasTasks': ({ open }) =>
    `Cơ quan còn ${viFormat.number(Number(open))} việc đang mở. Xin giao lại các việc này trước.`,
  'tasks.isOver': () => 'Việc đã xong hoặc đã hủy. Muốn làm tiếp, xin mở lại việc.',
  'tasks.isOpen': () => 'Việc đang mở, không cần mở lại.',
  'tasks.recurringHasNoDeadline': () =>
    'Việc định kỳ tính hạn theo kỳ, không đổi hạn từng lần. Xin hủy và giao việc mới nếu đổi kỳ.',
  'tasks.doneInTheFuture': () => 'Thời điểm hoàn thành không thể ở sau lúc này.',
  'tasks.exceptionNeedsReason': () => 'Miễn báo cáo phải kèm lý do.',
  'tasks.fileTooLarge': ({ limit }) =>
    `Tệp rỗng hoặc lớn hơn ${viFormat.number(Number(limit))} MB. Xin thu nhỏ ảnh rồi thử lại.`,
  'tasks.termEndsBeforeItStarts': () => 'Ngày kết thúc phải sau ngày bắt đầu.',
  'tasks.documentOfAnother': () =>
    'Văn bản do cấp khác ghi vào sổ; đơn vị chỉ được xem. Xin đề nghị nơi ghi sửa.',
  'tasks.documentItself': () => 'Văn bản không thể thay thế hay sửa đổi chính nó.',
  'tasks.relation.conflict': () => 'Quan hệ giữa hai văn bản này đã được ghi.',
  'tasks.link.conflict': () => 'Văn bản đã được gắn với mục này.',
  'tasks.obstacleClosed': () => 'Vướng mắc đã được trả lời hoặc đã rút.',
  'tasks.obstacleElsewhere': () =>
    'Vướng mắc đang chờ đơn vị khác trả lời. Chỉ đơn vị đó trả lời hoặc chuyển tiếp được.',
  'tasks.nobodyAbove': () => 'Không còn cấp trên nào trong hệ thống để chuyển tiếp.',
  'campaigns.endsBeforeItStarts': () => 'Ngày cuối của chiến dịch phải từ ngày đầu trở đi.',
  'campaigns.unknown': () => 'Không tìm thấy chiến dịch này ở đơn vị, cấp trên hay cấp dưới.',
  'campaigns.ofAnother': () => 'Chiến dịch do cấp khác lập; chỉ nơi lập sửa được.',
  'campaigns.unknownStep': () => 'Không tìm thấy bước này trong chiến dịch.',
  'campaigns.stepOfOthers': () => 'Bước này không giao cho đơn vị. Xin chọn đơn vị đúng cấp.',
  'campaigns.photoWanted': () =>
    'Bước này cần ảnh hoặc đường dẫn chứng minh. Xin thêm một trong hai.',
  'campaigns.unknownLine': () => 'Dòng này không do đơn vị ghi hoặc đã rút.',
  'campaigns.dayOutside': ({ day }) =>
    `Ngày ${viFormat.date(String(day))} không thuộc chiến dịch hoặc chưa đến.`,
} satisfies FaultTexts;
