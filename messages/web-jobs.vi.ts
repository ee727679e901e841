/** Names of background jobs, and steps whose domain has no words of its own for them. */
export const webJobsVi = {
  names: {
    'lists.advance': 'Đọc, đối chiếu một danh sách',
    'lists.compare': 'Lập chênh lệch của một danh sách',
    'lists.commit': 'Đưa một danh sách vào sổ',
    'lists.undo': 'Rút một danh sách khỏi sổ',
    'lists.duplicates': 'Tìm dòng trùng trong một danh sách',
    'lists.sweep': 'Dọn tệp không dùng',
    'linkage.duplicates': 'Tìm hồ sơ có thể trùng',
    'review.detect': 'Tìm những chỗ đáng ngờ trong sổ',
    'coverage.export': 'Kết xuất danh sách người',
    'entitlement.decide': 'Xét đối tượng',
    'entitlement.scenario': 'Tính một kịch bản',
    'upgrade.finish': 'Làm nốt việc sau khi nâng cấp',
    'tasks.watch': 'Nhắc hạn các việc được giao',
  } as Readonly<Record<string, string>>,
  steps: {
    'linkage.read': 'Đang đọc hồ sơ',
    'linkage.candidates': 'Đang tìm các cặp có thể là một người',
    'linkage.compare': 'Đang so từng cặp',
    'linkage.decide': 'Đang phân loại các cặp',
    'linkage.write': 'Đang ghi kết quả',
    'upgrade.statements': 'Đang lập chỉ mục, không dừng hệ thống',
    'upgrade.registry.search': 'Đang lập lại bảng tìm kiếm',
    'upgrade.linkage.person': 'Đang lập lại bảng đối chiếu',
    'upgrade.coverage.counts': 'Đang tính lại độ bao phủ',
    'upgrade.done': 'Đã xong',
  } as Readonly<Record<string, string>>,
  duplicatesFound: (proposals: string, doubtful: string) =>
    `Đã tìm xong: ${proposals} cặp gần như chắc, ${doubtful} cặp cần xem`,
};
