// Words of captions: more fields, templates, variables, and what codes give.

const fields = {
  caption: "Chú thích",
  credit: "Người chụp",
  place: "Nơi chụp",
  event: "Sự kiện",
  copyright: "Bản quyền",
  alt: "Văn bản thay thế",
};

const names = {
  date: "Ngày",
  time: "Giờ",
  place: "Nơi chụp",
  photographer: "Người chụp",
  event: "Sự kiện",
  file: "Tên tệp",
  camera: "Máy ảnh",
};

export const captions = {
  fields,
  differing: (count: string) => `${count} khác nhau`,
  people: "Người trong ảnh",
  addPerson: "Thêm tên…",
  withGps: (count: string) => `${count} ảnh còn vị trí GPS`,
  removeGps: "Gỡ",
  gpsRemoved: (count: string) => `Đã gỡ vị trí GPS khỏi ${count} ảnh`,
  variables: {
    label: "Chèn phần tự điền theo từng ảnh",
    insert: (sign: string) => `Chèn ${sign}, tự điền theo từng ảnh`,
    names,
  },
  preview: {
    first: "Ảnh đầu sẽ ghi",
    one: "Ảnh này sẽ ghi",
    unknownCodes: (codes: string) =>
      `${codes} chưa có trong Sổ chức danh vào ngày chụp. Thêm mã vào sổ, hoặc sửa lại chữ.`,
    unknownVariables: (variables: string) =>
      `${variables} không phải phần tự điền. Chọn lại từ hàng nút ở trên.`,
    empty: (variables: string) => `Ảnh chưa có ${variables}, chỗ đó sẽ để trống.`,
    openCodebook: "Mở Sổ chức danh",
  },
  templates: {
    label: "Mẫu",
    title: "Mẫu chú thích",
    text: "Mỗi mẫu giữ sẵn chữ cho chú thích, văn bản thay thế và người chụp.",
    keep: "Lưu chữ đang có thành mẫu…",
    manage: "Sửa các mẫu…",
    add: "Mẫu mới",
    name: "Tên mẫu",
    namePlaceholder: "Ví dụ: Họp thường kỳ",
    captionPlaceholder: "Ví dụ: =ctubnd= phát biểu tại {event}, ngày {date}.",
    codesHint: "Mã chức danh viết giữa hai dấu bằng, ví dụ =ctubnd=. Mã lấy từ Sổ chức danh.",
    none: "Chưa có mẫu nào",
    noneText: "Mẫu giúp ghi cả loạt ảnh cùng một kiểu chữ.",
    save: "Lưu mẫu",
    saved: "Đã lưu",
    remove: (name: string) => `Xóa mẫu “${name}”`,
    removed: (name: string) => `Đã xóa mẫu “${name}”`,
  },
};
