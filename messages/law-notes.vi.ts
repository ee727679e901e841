/**
 * Notes of the rules in Vietnamese. The files of `policy/` hold them in English, as they were written
 * when the rule was looked up; a test asks for each of them here.
 */
export const lawNotesVi: Readonly<Record<string, string>> = {
  'the law names 25 categories; the five headings are those of the Vĩnh Long plan of 2012':
    'luật kể 25 đối tượng; năm nhóm là cách gộp của kế hoạch tỉnh Vĩnh Long năm 2012',
  'the former group 6 is in group 1 again (12.1i, NĐ188 5.5); Art 12.6 (others named by a law) holds nobody until such a law exists':
    'nhóm 6 cũ trở lại nhóm 1 (điểm i khoản 1 Điều 12, khoản 5 Điều 5 NĐ 188); khoản 6 Điều 12 (đối tượng khác do luật quy định) chưa có ai cho đến khi có luật như vậy',
  'contract of 3 months or more': 'hợp đồng từ đủ 3 tháng',
  'contract of 1 month or more': 'hợp đồng từ đủ 1 tháng',
  'that regions II and III are the difficult and especially difficult areas of the law is read from ND75 3.3 and the plans':
    'khu vực II, III là vùng khó khăn, đặc biệt khó khăn của luật: hiểu theo khoản 3 Điều 3 NĐ 75 và các kế hoạch',
  'that region III and the listed villages are the especially difficult areas of the law is read from the plans':
    'khu vực III và các thôn trong danh sách là vùng đặc biệt khó khăn của luật: hiểu theo các kế hoạch',
  'places of the lists 2016–2020 that are not on the lists 2021–2025 (signed 2021-06-04 and 2021-06-18, applied by the plans from July 2021), so not those that left a list of 2021–2025 later; counted from 2023-11-01':
    'nơi có trong danh sách 2016–2020 mà không có trong danh sách 2021–2025 (ký ngày 04/6/2021 và 18/6/2021, các kế hoạch áp dụng từ tháng 7/2021), nên không gồm nơi ra khỏi danh sách 2021–2025 về sau; tính từ 01/11/2023',
  '36 months from the day the place left the lists; whether those promised from 2023-11-01 go on after 2025-06-30 is not said':
    '36 tháng kể từ ngày nơi ở ra khỏi danh sách; chưa có quy định nói rõ những người được tính từ 01/11/2023 có tiếp tục sau 30/06/2025 hay không',
  '1 year from the confirmation': '1 năm kể từ ngày được xác nhận',
  'pupils and students (4b) are not in this list':
    'học sinh, sinh viên (điểm b khoản 4) không có trong danh sách này',
  'the first day is stated in the Sơn Dương plan; the last day follows from the period of the lists':
    'ngày đầu ghi trong kế hoạch huyện Sơn Dương; ngày cuối suy từ giai đoạn của danh sách',
  'to rise step by step from 2027; a decree is due in March 2027 (QD844, task 8), the figure is not set':
    'sẽ tăng dần từ năm 2027; nghị định phải trình tháng 3/2027 (QĐ 844, nhiệm vụ 8), chưa có con số',
  'the base salary itself': 'chính là mức lương cơ sở',
  'until the Government sets a reference level': 'đến khi Chính phủ quy định mức tham chiếu',
  'salary before the maternity leave': 'tiền lương trước khi nghỉ thai sản',
  'conscripts and cadets (3b): on the reference level':
    'hạ sĩ quan, chiến sĩ, học viên (điểm b khoản 3): tính trên mức tham chiếu',
  'not named in Art 10.2; treated as pupils and farm households':
    'khoản 2 Điều 10 không nêu; tính như học sinh và hộ nông, lâm, ngư nghiệp',
  'near-poor with partial support are not named in Art 8; treated as 8.2':
    'Điều 8 không nêu người cận nghèo được hỗ trợ một phần; tính theo khoản 2 Điều 8',
  'not named in Art 8; treated as 8.2': 'Điều 8 không nêu; tính theo khoản 2 Điều 8',
  'no official rule is known; every amount of a month is rounded half up to one đồng, the participant (or the last payer) carries the rest, and a term is the month times the months':
    'chưa biết quy định chính thức nào; mỗi khoản của một tháng làm tròn đến đồng, phần lẻ do người tham gia (hoặc bên trả cuối) chịu, cả kỳ bằng số tiền tháng nhân số tháng',
  'whether the rate applied in the merged province to 2025-12-31 is not confirmed':
    'chưa xác nhận mức này có áp dụng ở tỉnh sau hợp nhất đến 31/12/2025 hay không',
  'up to the whole own part; from that day or after the current card':
    'đến toàn bộ phần tự đóng; từ ngày đó hoặc khi hết thẻ hiện có',
  'people of 65 and older; up to the whole own part': 'người từ 65 tuổi; đến toàn bộ phần tự đóng',
  'near-poor households and households that escaped poverty; rate and first day not known':
    'hộ cận nghèo và hộ mới thoát nghèo; chưa rõ mức và ngày bắt đầu',
  'everyone whom Art 14.1 does not name': 'mọi người mà khoản 1 Điều 14 không nêu',
  'the day of the move from digit 4 is not known': 'chưa rõ ngày chuyển từ số 4',
  'LH only for people of 75 and older': 'LH chỉ với người từ 75 tuổi',
  'first day not known': 'chưa rõ ngày bắt đầu',
  'the day of the move to digits 2 and 3 is not known': 'chưa rõ ngày chuyển sang số 2 và số 3',
  'from 2026-01-01 only below 75': 'từ 01/01/2026 chỉ còn người dưới 75 tuổi',
  'quoted by a public article; QĐ 366/QĐ-BHXH of 2026-04-29 follows it and its text is not held':
    'theo một bài viết trích lại; Quyết định 366/QĐ-BHXH ngày 29/4/2026 thay tiếp, chưa có toàn văn',
  'the day of the application is not known, so the day of five years may be earlier':
    'sổ không biết ngày nộp hồ sơ trợ cấp thất nghiệp, nên thời điểm đủ 5 năm có thể sớm hơn',
};
