/** Faults of places: changing the tree, entering villages, figures and lists. */
import type { FaultTexts } from './shape.ts';

export const unitsFaultsVi = {
  'units.notFound': () => 'Không tìm thấy đơn vị này.',
  'units.unknown': ({ unitId }) => `Không có đơn vị số ${unitId}.`,
  'units.ended': ({ name, on }) =>
    `${name} đã kết thúc từ ngày ${dayVi(on)}, không thay đổi được nữa.`,
  'units.changedLater': ({ name, on }) =>
    `${name} đã có thay đổi từ ngày ${dayVi(on)}; ngày hiệu lực phải sau ngày đó.`,
  'units.countryStays': () => 'Không thay đổi được đơn vị cả nước.',
  'units.mergeNeedsTwo': () => 'Nhập đơn vị cần ít nhất hai đơn vị.',
  'units.splitNeedsTwo': () => 'Chia đơn vị cần ít nhất hai phần.',
  'units.keyRepeated': () => 'Có hai đơn vị mới cùng ký hiệu.',
  'units.keyUnknown': ({ key }) => `Không có đơn vị mới với ký hiệu “${key}”.`,
  'units.resultWithoutSource': ({ name }) => `Chưa nêu ${name} được lập từ đơn vị nào.`,
  'units.flowsContradict': () =>
    'Dân của một đơn vị hoặc đi trọn về một nơi, hoặc chia về từ hai nơi trở lên; hãy xem lại các phần.',
  'units.emptyMeansNobody': () => 'Phần đất không có dân thì không có người đi theo, và ngược lại.',
  'units.residentsWithoutWay': ({ key }) =>
    `Có danh sách hộ, người về “${key}” nhưng không có phần nào của đơn vị cũ về đó.`,
  'units.residentTwice': ({ id }) => `Hộ hoặc người số ${id} được nêu hai lần.`,
  'units.childNotBelow': ({ unitId }) => `Đơn vị số ${unitId} không trực thuộc đơn vị được chia.`,
  'units.childTwice': ({ name }) => `${name} được nêu ở hai phần.`,
  'units.childEnds': ({ name }) => `${name} cũng kết thúc trong lần thay đổi này.`,
  'units.childrenUnassigned': ({ count, names }) =>
    `Còn ${count} đơn vị trực thuộc chưa nêu về phần nào: ${names}. Người ở đó sẽ là “chưa chắc chắn”.`,
  'units.hasChildren': ({ count, names }) =>
    `Còn ${count} đơn vị trực thuộc: ${names}. Hãy chuyển hoặc kết thúc các đơn vị đó trước.`,
  'units.nothingChanges': () => 'Không có gì thay đổi.',
  'units.levelChanges': () => 'Loại mới thuộc cấp khác; hãy dùng “chuyển cấp”.',
  'units.insideItself': () => 'Đơn vị không thể nằm trong chính nó.',
  'units.parentNotInForce': ({ name }) =>
    `Cấp trên của ${name} không tồn tại vào ngày hiệu lực, hoặc kết thúc trong lần thay đổi này.`,
  'units.parentLevel': ({ name, parent }) => `${name} không thể trực thuộc ${parent}: sai cấp.`,
  'units.codeFormat': ({ code, digits }) => `Mã “${code}” phải gồm ${digits} chữ số.`,
  'units.codeTaken': ({ code, name }) => `Mã ${code} đang là của ${name}.`,
  'units.codeRepeated': ({ code }) => `Mã ${code} được nêu hai lần.`,
  'units.listChangesNothing': () => 'Danh mục này không khác cây đơn vị: không có gì để ghi.',
  'units.listChangesTooMany': ({ found, most }) =>
    `Danh mục có ${found} đơn vị thay đổi, mỗi lần ghi được ${most}. Xin chọn bớt, hoặc gửi từng phần.`,
  'units.codeMissing': ({ name }) => `${name} chưa có mã.`,
  'units.codeUnknown': ({ code }) => `Không tìm thấy đơn vị “${code}” vào ngày này.`,
  'units.sameName': ({ name }) => `Đã có một đơn vị tên ${name} cùng cấp trên.`,
  'units.alreadyUndone': () => 'Thay đổi này đã được hoàn tác.',
  'units.dependent.operation': ({ operationId }) =>
    `Thay đổi số ${operationId} dựa vào thay đổi này; hãy hoàn tác nó trước.`,
  'units.dependent.people': ({ count }) => `Đã có ${count} người được ghi ở đơn vị mới.`,
  'units.dependent.population': ({ count }) => `Đã có ${count} số liệu dân số của đơn vị mới.`,
  'units.dependent.areaClass': ({ count }) => `Đã có ${count} phân loại khu vực của đơn vị mới.`,
  'units.dependent.grouping': ({ count }) => `Đơn vị mới đã nằm trong ${count} cây thứ hai.`,
  'units.dependent.child': ({ count }) => `Đã có ${count} đơn vị trực thuộc đơn vị mới.`,
  'units.dependent.assignment': ({ count }) =>
    `Đã chuyển nơi ở của ${count} hộ, người theo danh sách.`,
  'units.rowTwice': ({ name }) => `${name} được nêu hai lần.`,
  'units.outside': ({ name }) => `${name} nằm ngoài địa bàn của danh sách.`,
  'units.communeUnknown': ({ commune }) => `Không tìm thấy xã “${commune}” trong địa bàn.`,
  'units.communeAmbiguous': ({ commune, names }) =>
    `“${commune}” có thể là nhiều xã: ${names}. Hãy ghi mã, hoặc thêm huyện, tỉnh.`,
  'units.communeSplit': ({ name, names }) =>
    `${name} đã chia về ${names}; hãy ghi xã hiện nay, và xã cũ ở cột riêng.`,
  'units.notSuccessor': ({ name, former }) => `${name} không được lập từ ${former}.`,
  'units.villageCodeDiffers': ({ name, known, code }) =>
    `${name} đã có mã ${known}, khác mã ${code} trong danh sách.`,
  'units.classNeedsCommune': ({ name }) => `${name} không phải cấp xã hay thôn.`,
  'units.classOfOtherScheme': () => 'Có phân loại không thuộc danh mục này.',
  'units.periodReversed': () => 'Ngày kết thúc phải sau ngày bắt đầu.',
  'units.groupingCodeTaken': ({ code }) => `Mã “${code}” đã được dùng.`,
  'units.nodeUnknown': () => 'Không có nút này, hoặc nút đã kết thúc.',
  'units.nodeHasChildren': ({ count }) => `Còn ${count} nút bên dưới; hãy kết thúc chúng trước.`,
  'units.outsideNode': ({ name }) => `Ngày này nằm ngoài thời gian của ${name}.`,
} as const satisfies FaultTexts;

function dayVi(day: string | number | undefined): string {
  return String(day).split('-').toReversed().join('/');
}
