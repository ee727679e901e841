/**
 * Texts of the law: faults, the explanation of decisions and quotes, causes of changes, names of
 * statuses. Names of groups, categories, documents and area classes stand in the data of `policy/`.
 */
import type { LineNames, LineParams } from '../src/policy/explain.ts';
import { viFormat as f } from './format.ts';

type Params = Readonly<Record<string, string | number>>;

const text = (value: string | number | undefined): string => String(value ?? '');
const money = (value: string | number | undefined): string => f.money(Number(value ?? 0));
const rate = (value: string | number | undefined): string => f.rate(Number(value ?? 0));
const day = (value: string | number | undefined): string => f.date(text(value));

/** "2/3" for thirds, "70%" for basis points, "toàn bộ" for the whole. */
function part(params: Params): string {
  const numerator = Number(params['numerator'] ?? 0);
  const denominator = Number(params['denominator'] ?? 1);
  if (numerator === denominator) return 'toàn bộ mức đóng';
  if (denominator === 10_000) return `${f.rate(numerator, numerator % 100 === 0 ? 0 : 2)} mức đóng`;
  return `${numerator}/${denominator} mức đóng`;
}

/** Who pays, where he was named. */
function called(params: Params): string {
  return params['name'] === undefined ? '' : ` (${text(params['name'])})`;
}

const bases: Readonly<Record<string, string>> = {
  salary: 'tiền lương',
  pension: 'lương hưu hoặc trợ cấp',
  benefit: 'trợ cấp thất nghiệp',
  income: 'tiền lương',
};

const statuses = {
  employee: 'Người lao động trong doanh nghiệp (hợp đồng từ 3 tháng)',
  shortContractEmployee: 'Người lao động có hợp đồng từ 1 đến dưới 3 tháng',
  cooperativeEmployee: 'Người lao động trong hợp tác xã',
  otherBodyEmployee: 'Người lao động trong cơ quan, đơn vị khác',
  foreignBodyEmployee: 'Người lao động trong tổ chức nước ngoài, quốc tế',
  otherOrganisationEmployee: 'Người lao động trong tổ chức khác',
  unpaidManager: 'Người quản lý không hưởng lương',
  foreignEmployee: 'Người lao động nước ngoài có hợp đồng từ 12 tháng',
  partTimeEmployee: 'Người lao động không trọn thời gian',
  householdBusinessOwner: 'Chủ hộ kinh doanh đóng BHXH bắt buộc',
  civilServant: 'Cán bộ, công chức, viên chức',
  communeOfficer: 'Người hoạt động không chuyên trách cấp xã',
  defenceWorker: 'Công nhân, viên chức quốc phòng, công an, cơ yếu',
  defenceWorkerRelative: 'Thân nhân công nhân, viên chức quốc phòng, công an',
  cipherWorkerRelative: 'Thân nhân người làm công tác khác trong tổ chức cơ yếu',
  pensioner: 'Hưởng lương hưu, trợ cấp mất sức lao động',
  workAccidentAllowance: 'Hưởng trợ cấp tai nạn lao động, bệnh nghề nghiệp',
  longSickness: 'Nghỉ ốm đau dài ngày',
  sickLeave: 'Nghỉ ốm từ 14 ngày làm việc trong tháng',
  maternityLeave: 'Nghỉ thai sản từ 14 ngày làm việc trong tháng',
  retiredCommuneCadre: 'Cán bộ xã nghỉ việc hưởng trợ cấp BHXH',
  unemploymentBenefit: 'Hưởng trợ cấp thất nghiệp',
  rubberWorker: 'Công nhân cao su hưởng trợ cấp',
  armyMember: 'Quân nhân',
  policeMember: 'Công an',
  cipherMember: 'Người làm công tác cơ yếu',
  foreignCadet: 'Học viên lực lượng vũ trang là người nước ngoài',
  reserveOfficerTrainee: 'Học viên đào tạo sĩ quan dự bị',
  standingMilitia: 'Dân quân thường trực',
  meritTop: 'Người có công (hưởng quyền lợi không áp dụng tỷ lệ)',
  merit: 'Người có công với cách mạng',
  veteran: 'Cựu chiến binh',
  resistance: 'Người tham gia kháng chiến',
  deputy: 'Đại biểu Quốc hội, Hội đồng nhân dân',
  martyrRelative: 'Thân nhân liệt sĩ',
  meritRelative: 'Thân nhân người có công',
  meritCarer: 'Người phục vụ người có công',
  armyRelative: 'Thân nhân quân nhân',
  policeRelative: 'Thân nhân công an',
  cipherRelative: 'Thân nhân người làm công tác cơ yếu',
  organDonor: 'Người đã hiến bộ phận cơ thể',
  foreignScholar: 'Người nước ngoài học bằng học bổng ngân sách',
  poor: 'Thuộc hộ nghèo',
  retiredCommuneCadreBudget: 'Cán bộ xã nghỉ việc hưởng trợ cấp ngân sách',
  formerDisability: 'Thôi hưởng trợ cấp mất sức lao động',
  socialProtection: 'Hưởng trợ cấp xã hội hằng tháng',
  survivorAllowance: 'Hưởng trợ cấp tuất hằng tháng',
  socialPension: 'Hưởng trợ cấp hưu trí xã hội',
  interimAllowance: 'Hưởng trợ cấp hằng tháng chờ hưu trí xã hội',
  lowIncomeArtisan: 'Nghệ nhân thuộc hộ thu nhập thấp',
  communeMilitaryTrainee: 'Học viên đào tạo cán bộ quân sự cấp xã',
  nearPoor: 'Thuộc hộ cận nghèo',
  multidimensionalPoor: 'Thuộc hộ nghèo đa chiều',
  pupil: 'Học sinh',
  student: 'Sinh viên',
  securityForce: 'Tham gia bảo vệ an ninh, trật tự ở cơ sở',
  averageLiving: 'Thuộc hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
  villageHealthWorker: 'Nhân viên y tế thôn, bản, cô đỡ',
  villageOfficer: 'Người hoạt động không chuyên trách ở thôn, tổ dân phố',
  artisan: 'Nghệ nhân nhân dân, nghệ nhân ưu tú',
  traffickingVictim: 'Nạn nhân mua bán người',
  mineVictim: 'Nạn nhân bom mìn sau chiến tranh',
  establishmentResident: 'Sống trong cơ sở từ thiện, tôn giáo',
  unpaidLeave: 'Nghỉ không lương, tạm hoãn hợp đồng',
};

const statusName = (code: string | number | undefined): string =>
  (statuses as Readonly<Record<string, string>>)[text(code)] ?? text(code);

export const policyVi = {
  faults: {
    'policy.fileMissing': (p: Params) =>
      `Thiếu tệp quy định ${p['file']}.yaml trong thư mục policy.`,
    'policy.fileUnknown': (p: Params) => `Không rõ tệp ${p['file']}.yaml trong thư mục policy.`,
    'policy.schema': (p: Params) => `Tệp ${p['file']} sai cấu trúc: ${p['reason']}.`,
    'policy.missingRule': (p: Params) =>
      `Dữ liệu pháp luật chưa có quy định "${p['rule']}" cho ngày ${day(p['on'])}. Đề nghị bổ sung vào thư mục policy kèm căn cứ.`,
    'policy.twice': (p: Params) => `"${p['what']}" xuất hiện hai lần.`,
    'policy.noCitation': (p: Params) => `Quy định ${p['rule']} chưa ghi căn cứ.`,
    'policy.unknownDocument': (p: Params) =>
      `Căn cứ "${p['document']}" chưa có trong documents.yaml.`,
    'policy.emptyPeriod': (p: Params) => `Khoảng hiệu lực từ ${day(p['from'])} không có ngày nào.`,
    'policy.overlap': (p: Params) =>
      `Quy định ${p['rule']} bị chồng hiệu lực từ ngày ${day(p['on'])}.`,
    'policy.hole': (p: Params) =>
      `Quy định ${p['rule']} bị hở hiệu lực từ ngày ${day(p['from'])}${p['to'] ? ` đến ngày ${day(p['to'])}` : ''}.`,
    'policy.unknownSubgroup': (p: Params) => `Không rõ nhóm nhỏ "${p['subgroup']}".`,
    'policy.unknownGroup': (p: Params) =>
      `Đối tượng ${p['category']}: bảng phân nhóm ${p['taxonomy']} không có nhóm ${p['group']}.`,
    'policy.unknownCategory': (p: Params) => `Không rõ đối tượng "${p['category']}".`,
    'policy.supportUseless': (p: Params) =>
      `Đối tượng ${p['category']}: ngày ${day(p['on'])} người tham gia không tự đóng, nên hỗ trợ của tỉnh không có tác dụng.`,
    'policy.unranked': (p: Params) =>
      `Đối tượng ${p['category']} chưa có trong thứ tự đóng của giai đoạn.`,
    'policy.parameterMissing': (p: Params) => `Thiếu tham số ${p['parameter']}.`,
    'policy.parameterUnknown': (p: Params) => `Không rõ tham số ${p['parameter']}.`,
    'policy.valueMissing': (p: Params) =>
      `Tham số ${p['parameter']} từ ngày ${day(p['on'])} phải có đúng một trong hai: value hoặc sameAs.`,
    'policy.valueCircular': (p: Params) =>
      `Tham số ${p['parameter']} lấy theo chính nó qua sameAs.`,
    'policy.sharesNotWhole': (p: Params) =>
      `Phần đóng của ${p['rule']} không cộng thành toàn bộ mức đóng.`,
    'policy.caseDiffers': (p: Params) =>
      `Ca mẫu ${p['case']} cho kết quả khác: ${p['differences']}.`,
    'policy.changeWithoutCase': (p: Params) =>
      `Thay đổi của ${p['rule']} chưa có ca mẫu cho ngày ${day(p['on'])}.`,
    'policy.categoryNotInForce': (p: Params) =>
      `Pháp luật ngày ${day(p['on'])} không có đối tượng ${p['category']}.`,
    'policy.monthsOutOfRange': (p: Params) =>
      `Số tháng phải là số nguyên từ 1 đến ${p['monthsMax']} (đã nhập ${p['months']}).`,
    'policy.termNotAllowed': (p: Params) =>
      `Không được đóng ${p['months']} tháng một lần; pháp luật cho đóng: ${p['allowed']} tháng.`,
    'policy.termCrossesSupportEnd': (p: Params) =>
      `Mức hỗ trợ chỉ đến trước ngày ${day(p['until'])} và pháp luật không nói đến kỳ đóng vượt qua ngày đó; đóng nhiều nhất ${p['monthsMax']} tháng.`,
    'policy.supportOver': (p: Params) =>
      `Thời hạn được hỗ trợ đã hết trước ngày ${day(p['until'])}; từ ngày ${day(p['on'])} đóng theo đối tượng khác (thường là hộ gia đình).`,
    'policy.incomeNeeded': (p: Params) =>
      `Cần biết ${bases[text(p['base'])] ?? 'thu nhập'} hằng tháng để tính mức đóng.`,
    'policy.allMembersMustJoin': (p: Params) =>
      `Ngày ${day(p['on'])}, giảm trừ theo hộ chỉ áp dụng khi toàn bộ thành viên chưa thuộc nhóm khác cùng tham gia; đề nghị xác nhận điều này.`,
  },
  lines: {
    taxonomy: (p: LineParams, names: LineNames) =>
      `Ngày ${day(p['on'])} áp dụng ${names.taxonomy(text(p['taxonomy']))}.`,
    nothingOffered: () => 'Dữ liệu pháp luật chưa có điều kiện phân nhóm cho ngày này.',
    'because.status': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: vì ${statusName(p['status']).toLowerCase()} từ ngày ${day(p['since'])}.`,
    'because.areaClass': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: vì nơi cư trú là ${names.areaClass(text(p['areaClass'])).toLowerCase()} từ ngày ${day(p['since'])}.`,
    'because.minority': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: vì là người dân tộc thiểu số.`,
    'because.ageFrom': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: vì đã đủ ${p['years']} tuổi.`,
    'because.ageBelow': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: vì chưa đủ ${p['years']} tuổi.`,
    'because.underSix': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: thẻ có giá trị đến hết ngày ${day(p['lastDay'])}.`,
    'because.leftArea': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: nơi cư trú ra khỏi danh sách ngày ${day(p['leftOn'])}, được ${p['months']} tháng, đến trước ngày ${day(p['until'])}.`,
    'because.statusMonths': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: trong ${p['months']} tháng kể từ ngày ${day(p['since'])}, đến trước ngày ${day(p['until'])}.`,
    'because.everyone': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: ai cũng có thể tham gia.`,
    'because.kept': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: giữ nguyên chế độ do sắp xếp đơn vị hành chính, từ ngày ${day(p['since'])}.`,
    'counts.only': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}); không thuộc đối tượng nào khác được đóng hoặc hỗ trợ.`,
    'counts.first': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), đứng trước trong thứ tự của Luật.`,
    'counts.highestSupport': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), vì có mức hỗ trợ cao nhất.`,
    'counts.choseHighestSupport': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), theo lựa chọn mức hỗ trợ cao nhất.`,
    'counts.choseHousehold': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), theo lựa chọn đóng theo hộ gia đình.`,
    'counts.choseIndividual': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), theo lựa chọn tự đóng riêng.`,
    'counts.kept': (p: LineParams, names: LineNames) =>
      `Tham gia theo: ${names.category(text(p['category']))} (nhóm ${p['group']}), giữ nguyên đến khi văn bản hết hiệu lực.`,
    'pay.participant': (p: LineParams) => `Người tham gia đóng ${part(p)}.`,
    'pay.employer': (p: LineParams) => `Người sử dụng lao động đóng ${part(p)}.`,
    'pay.socialInsurance': (p: LineParams) => `Cơ quan bảo hiểm xã hội đóng ${part(p)}.`,
    'pay.state': (p: LineParams) => `Ngân sách nhà nước đóng hoặc hỗ trợ ${part(p)}.`,
    'pay.province': (p: LineParams) => `Tỉnh hỗ trợ thêm ${part(p)}.`,
    'pay.commune': (p: LineParams) => `Ngân sách xã hỗ trợ thêm ${part(p)}.`,
    'pay.sponsor': (p: LineParams) => `Nhà tài trợ hỗ trợ ${part(p)}.`,
    'pay.missing': (p: LineParams) => `Dữ liệu pháp luật chưa có quy định "${p['rule']}".`,
    'pay.flow': (p: LineParams, names: LineNames) =>
      `${names.flow(text(p['flow']), text(p['since']))}.`,
    'pay.until': (p: LineParams) => `Chế độ này đến trước ngày ${day(p['until'])}.`,
    'pay.localUnknown': () =>
      'Tỉnh có nghị quyết hỗ trợ thêm nhưng chưa rõ mức; số tiền thực đóng có thể thấp hơn.',
    benefit: (p: LineParams, names: LineNames) =>
      `Mức hưởng ${rate(p['bp'])} chi phí khám, chữa bệnh theo ${names.category(text(p['category']))} (mức cao nhất trong các đối tượng).`,
    'missing.birthDate': () => 'Chưa có ngày sinh: có thể còn thuộc đối tượng xét theo tuổi.',
    'missing.ethnicity': () =>
      'Chưa có dân tộc: có thể còn thuộc đối tượng người dân tộc thiểu số.',
    'quote.base.referenceLevel': (p: LineParams) =>
      `Mức tham chiếu (lương cơ sở) ${money(p['baseVnd'])}, áp dụng từ ngày ${day(p['since'])}.`,
    'quote.base.salary': (p: LineParams) => `Tiền lương làm căn cứ đóng ${money(p['baseVnd'])}.`,
    'quote.base.salaryCap': (p: LineParams) =>
      `Tiền lương vượt trần, tính trên mức trần ${money(p['baseVnd'])}.`,
    'quote.base.suspendedSalary': (p: LineParams) =>
      `Đang tạm giam, tạm đình chỉ: tính trên ${money(p['baseVnd'])} (50% tiền lương tháng liền kề).`,
    'quote.base.pension': (p: LineParams) => `Lương hưu hoặc trợ cấp ${money(p['baseVnd'])}.`,
    'quote.base.benefit': (p: LineParams) => `Trợ cấp thất nghiệp ${money(p['baseVnd'])}.`,
    'quote.base.income': (p: LineParams) => `Tiền lương tháng ${money(p['baseVnd'])}.`,
    'quote.rate': (p: LineParams) => `Mức đóng bằng ${rate(p['rateBp'])}.`,
    'quote.step': (p: LineParams) =>
      `Người thứ ${p['position']} của hộ trong năm: ${f.rate(Number(p['stepBp']), 0)} mức của người thứ nhất.`,
    'quote.months': (p: LineParams) =>
      `Từ ngày ${day(p['from'])}: ${money(p['monthlyVnd'])} × ${p['months']} tháng = ${money(p['amountVnd'])}.`,
    'quote.share.participant': (p: LineParams) =>
      `Người tham gia đóng ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.employer': (p: LineParams) =>
      `Người sử dụng lao động đóng ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.socialInsurance': (p: LineParams) =>
      `Cơ quan bảo hiểm xã hội đóng ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.state': (p: LineParams) =>
      `Ngân sách nhà nước đóng hoặc hỗ trợ ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.province': (p: LineParams) =>
      `Tỉnh hỗ trợ thêm ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.commune': (p: LineParams) =>
      `Ngân sách xã hỗ trợ thêm${called(p)} ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.sponsor': (p: LineParams) =>
      `Nhà tài trợ${called(p)} hỗ trợ ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.baseChange.paymentDate': () =>
      'Tính theo mức tại ngày đóng; khi lương cơ sở hoặc tỷ lệ thay đổi thì không thu thêm, không hoàn lại cho những tháng đã đóng.',
    'quote.baseChange.follows': () =>
      'Phần ngân sách đóng thay đổi theo mức mới từ ngày mức mới áp dụng.',
    'quote.rounding.monthlyHalfUp': () =>
      'Số tiền mỗi tháng làm tròn đến đồng (từ 0,5 đồng làm tròn lên); chưa có quy định chính thức về làm tròn.',
    'quote.warning.differentTerms': () =>
      'Các thành viên đóng số tháng khác nhau: pháp luật không nói bậc giảm trừ tính thế nào; ở đây tính theo thứ tự tham gia trong năm.',
    'quote.warning.differentBases': () =>
      'Các thành viên đóng trước và sau ngày đổi mức: mỗi người tính theo mức tại ngày đóng của mình (suy luận).',
    'quote.warning.baseChangeNotStated': () =>
      'Pháp luật không nêu đối tượng này khi mức đóng đổi giữa kỳ; tính theo mức tại ngày đóng (suy luận).',
    'quote.warning.supportEndsInside': (p: LineParams) =>
      `Danh sách hoặc nghị quyết làm căn cứ hỗ trợ hết vào ngày ${day(p['until'])}, trong kỳ đóng; pháp luật không nói đến kỳ đóng vượt qua ngày đó: nên đóng đến hết thời hạn rồi đóng tiếp.`,
    'quote.warning.supportEndNotKnown': () =>
      'Đối tượng này chỉ được hỗ trợ có thời hạn; chưa có dữ kiện để biết đến ngày nào.',
    'quote.warning.localSupportUnknown': () =>
      'Tỉnh có nghị quyết hỗ trợ thêm nhưng chưa rõ mức: số tiền tự đóng có thể thấp hơn.',
    'quote.warning.notVerified': () => 'Có giá trị lấy từ nguồn thứ cấp, chưa kiểm chứng.',
    'quote.warning.inferred': () =>
      'Có mức đóng, mức hỗ trợ suy ra từ văn bản khác, chưa thấy văn bản nói rõ.',
    'quote.warning.assumed': () =>
      'Có giá trị giả định của kịch bản, không phải quy định hiện hành.',
  },
  causes: {
    statusEnds: (p: Params) => `Hết: ${statusName(p['status']).toLowerCase()}`,
    statusStarts: (p: Params) => `Bắt đầu: ${statusName(p['status']).toLowerCase()}`,
    areaListEnds: () => 'Nơi cư trú ra khỏi danh sách vùng khó khăn',
    areaListStarts: () => 'Nơi cư trú vào danh sách vùng khó khăn',
    choiceEnds: () => 'Hết thời hạn lựa chọn đã ghi nhận',
    choiceStarts: () => 'Lựa chọn đã ghi nhận bắt đầu',
    turns: (p: Params) => `Đủ ${p['years']} tuổi`,
    underSixCardEnds: () => 'Hết hạn thẻ trẻ em dưới 6 tuổi',
    limitedSupportEnds: () => 'Hết thời hạn được hỗ trợ',
    resolutionEnds: () => 'Nghị quyết của tỉnh hết hiệu lực',
    resolutionStarts: () => 'Nghị quyết của tỉnh có hiệu lực',
    baseChanges: () => 'Mức lương cơ sở hoặc tỷ lệ đóng thay đổi',
    lawChanges: () => 'Pháp luật thay đổi',
  },
  uncovered: {
    newborn: 'Trẻ mới sinh chưa có thẻ',
    never: 'Chưa từng tham gia',
    termEnded: 'Hết hạn thẻ, chưa đóng tiếp',
    listNotRenewed: 'Danh sách chưa được lập lại',
    listEnded: 'Hộ ra khỏi danh sách',
    areaListEnded: 'Xã, thôn ra khỏi danh sách vùng khó khăn',
    supportEnded: 'Hết thời hạn hỗ trợ',
    turnedSix: 'Trẻ đã đủ 6 tuổi',
    leftSchool: 'Thôi học, ra trường',
    leftEmployment: 'Nghỉ việc',
    benefitEnded: 'Hết trợ cấp bảo hiểm xã hội',
    leftGroup: 'Không còn thuộc nhóm đối tượng',
  },
  options: {
    household: 'Có thể chọn đóng theo hộ gia đình',
    highestSupport: 'Có thể chọn đối tượng có mức hỗ trợ cao nhất',
    individual: 'Có thể tự đóng riêng (không giảm trừ)',
  },
  payers: {
    participant: 'Người tham gia',
    employer: 'Người sử dụng lao động',
    socialInsurance: 'Cơ quan bảo hiểm xã hội',
    state: 'Ngân sách nhà nước',
    province: 'Ngân sách tỉnh hỗ trợ thêm',
    commune: 'Ngân sách xã hỗ trợ thêm',
    sponsor: 'Nhà tài trợ',
  },
  levels: {
    central: 'Ngân sách trung ương',
    province: 'Ngân sách địa phương',
    byLocalRule: 'Theo phân cấp ngân sách của địa phương',
    school: 'Ngân sách nơi trường đóng trụ sở',
    notStated: 'Văn bản không nêu cấp ngân sách',
  },
  confidence: {
    confirmed: 'Đã đối chiếu văn bản gốc',
    secondary: 'Chưa kiểm chứng: theo nguồn thứ cấp',
    inferred: 'Suy luận từ quy định đã kiểm chứng',
    memory: 'Chưa kiểm chứng: chưa có nguồn',
    assumed: 'Giả định của kịch bản',
  },
  cardWarnings: {
    categoryUnknown: 'Mã đối tượng không có trong danh mục',
    categoryNotInForce: 'Mã đối tượng chưa hoặc không còn áp dụng vào ngày này',
    digitUnexpected: 'Mức hưởng in trên thẻ khác mức theo quy định (thẻ có thể chưa đổi)',
  },
  topics: {
    taxonomy: 'Bảng phân nhóm đối tượng',
    parameter: 'Mức, tỷ lệ, thời hạn',
    entitlement: 'Điều kiện thuộc nhóm đối tượng',
    kept: 'Giữ nguyên chế độ do sắp xếp đơn vị',
    choice: 'Quyền lựa chọn của người tham gia',
    contract: 'Nhiều hợp đồng lao động',
    payment: 'Ai đóng, trên căn cứ nào',
    ladder: 'Giảm trừ mức đóng theo hộ gia đình',
    terms: 'Số tháng một lần đóng',
    baseChange: 'Khi mức đóng thay đổi giữa kỳ',
    waiting: 'Thẻ có giá trị sau 30 ngày',
    counting: 'Cách tính tháng',
    rounding: 'Làm tròn số tiền',
    doublePayment: 'Đóng trùng: tiền đã đóng về đâu',
    support: 'Mức hỗ trợ đóng của Nhà nước',
    flow: 'Cơ quan chuyển kinh phí',
    settledBy: 'Hạn quyết toán trong năm',
    localSupport: 'Hỗ trợ thêm của tỉnh',
    benefit: 'Mức hưởng',
    digit: 'Mã mức hưởng trên thẻ',
    continuity: 'Thời gian tham gia liên tục',
    continuityKept: 'Gián đoạn được giữ thời gian trước',
    directPayment: 'Thanh toán trực tiếp',
    selfReferral: 'Tự đi khám, chữa bệnh',
    underSix: 'Thẻ của trẻ em dưới 6 tuổi',
    schoolCards: 'Thẻ của học sinh',
    listMaker: 'Nơi lập danh sách',
    area: 'Danh sách vùng khó khăn',
    povertyNorm: 'Chuẩn nghèo',
    pattern: 'Cấu trúc mã số',
    areaCode: 'Mã nơi sinh sống',
    fine: 'Mức phạt',
    text: 'Quy định khác',
  },
  units: {
    vnd: 'đồng',
    bp: '%',
    times: 'lần',
    days: 'ngày',
    years: 'năm',
  },
  acts: {
    notListed: 'Không lập danh sách tham gia',
    late: 'Chậm đóng',
    obligedPersonNotPaying: 'Người có trách nhiệm đóng mà không đóng',
    evasion: 'Trốn đóng',
    wrongPeopleListed: 'Lập danh sách không đúng đối tượng',
    cardMisuse: 'Cho mượn thẻ, sử dụng thẻ của người khác',
  },
  facilities: {
    basicFormerDistrict: 'Cấp cơ bản, trước là tuyến huyện',
    basicFormerProvince: 'Cấp cơ bản, trước là tuyến tỉnh',
    specialised: 'Cấp chuyên sâu',
    cardNotShown: 'Không xuất trình thẻ tại cơ sở có hợp đồng',
    oldCentral: 'Tuyến trung ương (trước 2025)',
    oldProvince: 'Tuyến tỉnh (trước 2025)',
    oldDistrict: 'Tuyến huyện (trước 2025)',
    primary: 'Cấp ban đầu',
    formerDistrict: 'Cấp cơ bản hoặc chuyên sâu, trước là tuyến huyện',
    basicBelow50: 'Cấp cơ bản, dưới 50 điểm hoặc tạm xếp cấp',
    basic50To70: 'Cấp cơ bản, từ 50 đến dưới 70 điểm hoặc trước là tuyến tỉnh, trung ương',
    specialisedFormerProvince: 'Cấp chuyên sâu, trước là tuyến tỉnh',
    specialisedOther: 'Cấp chuyên sâu khác',
    hardAreaSpecialised: 'Người ở vùng khó khăn, đảo: nội trú cấp chuyên sâu',
    listedDisease: 'Bệnh hiếm, bệnh hiểm nghèo theo danh mục',
  },
  listMakers: {
    employer: 'Người sử dụng lao động',
    self: 'Người tham gia tự khai',
    communeCommittee: 'Ủy ban nhân dân cấp xã',
    school: 'Nhà trường',
    forces: 'Bộ Quốc phòng, Bộ Công an',
    socialInsurance: 'Cơ quan bảo hiểm xã hội',
  },
  citation: (document: string, article: string, clause: string, point: string) =>
    [
      point && `điểm ${point}`,
      clause && `khoản ${clause}`,
      article && (article.startsWith('Form') ? `Mẫu số ${article.slice(4)}` : `Điều ${article}`),
      document,
    ]
      .filter((piece) => piece !== '')
      .join(' '),
  statuses,
};
