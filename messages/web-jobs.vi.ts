/** Names of background jobs, and steps whose domain has no words of its own for them. */
export const webJobsVi = {
  names: {
    'lists.advance': 'Đọc, đối chiếu một danh sách',
    'lists.compare': 'Lập chênh lệch của một danh sách',
    'lists.commit': 'Đưa một danh sách vào sổ',
    'lists.undo': 'Rút một danh sách khỏi sổ',
    'lists.sweep': 'Dọn tệp không dùng',
    'linkage.duplicates': 'Tìm hồ sơ có thể trùng',
    'review.detect': 'Tìm những chỗ đáng ngờ trong sổ',
    'coverage.export': 'Kết xuất danh sách người',
    'entitlement.decide': 'Xét đối tượng',
    'entitlement.scenario': 'Tính một kịch bản',
    'tasks.watch': 'Nhắc hạn các việc được giao',
  } as Readonly<Record<string, string>>,
  steps: {
    'linkage.read': 'Đang đọc hồ sơ',
    'linkage.candidates': 'Đang tìm các cặp có thể là một người',
    'linkage.compare': 'Đang so từng cặp',
    'linkage.decide': 'Đang phân loại các cặp',
    'linkage.write': 'Đang ghi kết quả',
  } as Readonly<Record<string, string>>,
  duplicatesFound: (proposals: string, doubtful: string) =>
    `Đã tìm xong: ${proposals} cặp gần như chắc, ${doubtful} cặp cần xem`,
};
