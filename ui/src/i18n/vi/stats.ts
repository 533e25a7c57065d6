// Words of the statistics.

export const stats = {
  title: "Thống kê",
};
