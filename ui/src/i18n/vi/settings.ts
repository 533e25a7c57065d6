// Words of the settings, the library and portal accounts.

export const settings = {
  title: "Cài đặt",
  firstRun: {
    title: "Thư viện nằm ở đâu?",
    text: "Bài viết và ảnh được giữ trong một thư mục trên máy này. Thư mục đó là của cơ quan: mở được, sao lưu được.",
    folder: "Thư mục",
    create: "Tạo thư viện",
    open: "Mở thư viện có sẵn",
  },
};
