/** Lists to fill in. Forms are Vietnamese, whatever language the reader has chosen. */
export const listTemplateVi = {
  /** name of a file made of rows typed by hand */
  typedFile: 'nhap-tay',
  howTo:
    'Mỗi người một dòng. Ngày ghi dạng ngày/tháng/năm; chỉ biết năm sinh thì ghi năm. Xin giữ nguyên tên các cột.',
  fields: {
    birthDate: 'Ngày/tháng/năm, hoặc chỉ năm',
    nationalId: '12 chữ số, kể cả số 0 ở đầu',
    socialInsuranceNumber: '10 chữ số, kể cả số 0 ở đầu',
    cardNumber: 'Mã thẻ 15 ký tự, hoặc 10 số cuối',
    householdCode: 'Những người cùng hộ ghi cùng một mã',
    relation: 'Chủ hộ đứng đầu hộ; những người khác ghi là gì của chủ hộ',
    village: 'Tên thôn, bản, tổ dân phố',
    commune: 'Tên xã, phường hiện nay',
  },
  sexes: ['Nam', 'Nữ'],
  relations: [
    'Chủ hộ',
    'Vợ',
    'Chồng',
    'Con',
    'Con dâu',
    'Con rể',
    'Cháu',
    'Bố',
    'Mẹ',
    'Ông',
    'Bà',
    'Anh',
    'Chị',
    'Em',
    'Khác',
  ],
  choicesSheet: 'Danh mục',
  choiceRefused: 'Xin chọn một giá trị trong danh sách.',
};
