// Words of the book of officials (Sổ chức danh).

import type { RowReason } from "../../ipc/generated";

const reasons: Record<RowReason, string> = {
  no_code: "Thiếu mã. Điền cột “Mã”.",
  bad_code: "Mã chỉ gồm chữ, số, dấu - và _, không quá 32 ký tự.",
  no_name: "Thiếu họ tên. Điền cột “Họ tên”.",
  bad_date: "Ngày không đọc được. Viết như 15/07/2022.",
  dates_reversed: "Ngày cuối đứng trước ngày đầu.",
  overlap: "Trùng ngày với chức danh khác của cùng mã.",
  too_long: "Tên hoặc chức danh quá dài.",
};

export const officials = {
  text: "Gõ mã giữa hai dấu bằng, ví dụ =ctubnd=, trong chú thích, văn bản thay thế hay bài viết. Mã thành chức danh và họ tên đúng vào ngày chụp ảnh hoặc ngày của bài.",
  search: "Tìm trong Sổ chức danh",
  searchPlaceholder: "Tìm mã, họ tên, chức danh",
  clearSearch: "Xóa chữ tìm",
  importFile: "Nhập từ tệp…",
  add: "Thêm mã",
  edit: (code: string) => `Sửa mã “${code}”`,
  remove: (code: string) => `Xóa mã “${code}”`,
  removed: (code: string) => `Đã xóa mã “${code}”`,
  columns: {
    code: "Mã",
    name: "Họ tên",
    title: "Chức danh",
    from: "Từ ngày",
    until: "Đến ngày",
  },
  open: "từ trước",
  now: "nay",
  none: "Sổ chức danh còn trống",
  noneText: "Thêm từng mã, hoặc nhập bảng CSV, XLSX có các cột Mã, Họ tên, Chức danh.",
  noMatch: (query: string) => `Không có mã nào hợp với “${query}”.`,
  total: (count: string) => `${count} dòng`,
  found: (count: string, total: string) => `${count} trong ${total} dòng`,
  addTitle: "Thêm mã chức danh",
  editTitle: "Sửa mã chức danh",
  namePlaceholder: "Nguyễn Văn A",
  titlePlaceholder: "Chủ tịch UBND tỉnh",
  dayPlaceholder: "ngày/tháng/năm",
  datesHelp:
    "Để trống nếu không rõ ngày đầu, hoặc còn đương chức. Người thay chức thêm một dòng cùng mã.",
  problems: {
    code_missing: "Điền mã.",
    code_signs: "Chỉ dùng chữ, số, dấu - và _.",
    name_missing: "Điền họ tên.",
    day: "Viết ngày như 15/07/2022.",
    reversed: "Ngày cuối đứng trước ngày đầu.",
  },
  importing: {
    title: "Nhập Sổ chức danh từ tệp",
    text: "Dòng đầu của bảng là tên cột: Mã, Họ tên, Chức danh, Từ ngày, Đến ngày. Dòng nào sai được kể ra, các dòng khác vẫn vào sổ.",
    add: "Thêm vào sổ đang có",
    addHelp: "Dòng cùng mã, cùng ngày đầu được thay bằng dòng mới.",
    replace: "Thay cả sổ",
    replaceHelp: (count: string) => `Bỏ ${count} dòng đang có, chỉ giữ các dòng của tệp.`,
    go: "Nhập",
    other: "Chọn tệp khác…",
    figures: { added: "Thêm mới", changed: "Đã đổi", same: "Giữ nguyên", refused: "Bị bỏ" },
    refusedTitle: "Các dòng bị bỏ",
    row: (row: string) => `Dòng ${row}`,
    reasons,
  },
};
