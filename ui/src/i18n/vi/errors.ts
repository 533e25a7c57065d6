// What went wrong and what to do next, by the code that Rust sends. A code without words is a type
// error.

import type { ErrorCode } from "../../ipc/generated";

export const errors: Record<ErrorCode, string> = {
  internal: "Có lỗi bất ngờ. Thử lại; nếu vẫn lỗi, gửi chi tiết cho người quản trị.",
};
