// Words of the gallery's filters, of smart albums and of taking steps back.

import type { Flag, PhotoSet } from "../../ipc/generated";

/** The sets as the filter names them. */
const short: Record<PhotoSet, string> = {
  all: "Tất cả",
  recent: "Nhập gần đây",
  unused: "Chưa dùng",
  no_caption: "Thiếu chú thích",
  no_alt: "Thiếu alt",
  no_credit: "Thiếu tác giả",
  with_gps: "Có GPS",
  trashed: "Thùng rác",
  duplicates: "Trùng lặp",
  used: "Đã dùng",
  published: "Đã đăng",
  changed: "Sửa sau khi đăng",
  missing: "Mất ảnh gốc",
};

const flags: Record<Flag, string> = { pick: "Chọn", reject: "Loại", none: "Chưa đánh dấu" };

/** What an empty list means, by the set that narrows it. */
const sets: Record<PhotoSet, { title: string; text?: string }> = {
  all: { title: "Không có ảnh nào ở đây." },
  recent: { title: "Chưa nhập ảnh nào gần đây." },
  unused: { title: "Ảnh nào cũng đã được dùng." },
  no_caption: { title: "Ảnh nào cũng có chú thích." },
  no_alt: { title: "Ảnh nào cũng có văn bản thay thế." },
  no_credit: { title: "Ảnh nào cũng có tên người chụp." },
  with_gps: { title: "Không ảnh nào còn vị trí GPS." },
  trashed: { title: "Thùng rác trống." },
  duplicates: { title: "Không có ảnh nào gần giống nhau." },
  used: {
    title: "Chưa ảnh nào được dùng.",
    text: "Ảnh chèn vào bài hoặc xếp vào album sẽ hiện ở đây.",
  },
  published: { title: "Chưa ảnh nào lên cổng." },
  changed: { title: "Ảnh đã đăng đều khớp với cổng." },
  missing: {
    title: "Không thiếu ảnh gốc nào.",
    text: "Theo lần kiểm tra gần nhất, trong Cài đặt › Lưu trữ ảnh.",
  },
};

export const filters = {
  label: "Lọc ảnh",
  open: "Lọc",
  openWith: (count: string) => `Lọc · ${count}`,
  short,
  flags,
  groups: { lacking: "Còn thiếu", uses: "Sử dụng", files: "Tệp ảnh" },
  flag: "Dấu chọn",
  any: "Bất kỳ",
  fromStars: "Số sao, từ",
  stars: (count: string) => `Từ ${count} sao`,
  fiveStars: "5 sao",
  day: (day: string) => `Chụp ngày ${day}`,
  noDay: "Không rõ ngày chụp",
  oneImport: "Một lần nhập",
  remove: (part: string) => `Bỏ lọc “${part}”`,
  clear: "Xóa lọc",
  save: "Lưu bộ lọc này…",
  undo: "Hoàn tác việc vừa làm",
  undone: (step: string) => `Đã hoàn tác: ${step}`,
  empty: {
    sets,
    several: { title: "Không ảnh nào hợp với bộ lọc.", text: "Bớt một điều kiện lọc." },
    smart: {
      title: "Album thông minh này chưa có ảnh.",
      text: "Ảnh hợp với bộ lọc sẽ tự hiện ở đây.",
    },
    queryText: "Thử bớt từ, hoặc xóa lọc.",
  },
  smart: {
    saveTitle: "Lưu bộ lọc thành album thông minh",
    saveText: "Ảnh hợp với bộ lọc tự vào album, kể cả ảnh nhập sau này.",
    saveGo: "Lưu",
    name: "Tên album thông minh",
    menu: "Việc với album thông minh",
    rename: "Đổi tên",
    edit: "Sửa bộ lọc",
    remove: "Xóa album thông minh",
    removed: (title: string) => `Đã xóa album thông minh “${title}”`,
    editing: (title: string) => `Đang sửa bộ lọc của “${title}”`,
    keep: "Lưu bộ lọc",
    changed: (title: string) => `Đã đổi bộ lọc của “${title}”`,
  },
};
