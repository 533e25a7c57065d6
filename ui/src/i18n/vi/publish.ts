// Words of publishing and of sync.

export const publish = {
  title: "Đăng lên cổng",
};
