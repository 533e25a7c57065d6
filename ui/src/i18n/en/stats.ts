// Words of the statistics.

import type { stats as vi } from "../vi/stats";

export const stats: typeof vi = {
  title: "Statistics",
};
