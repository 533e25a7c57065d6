// What went wrong and what to do next, by the code that Rust sends. A code without words is a type
// error.

import type { FailureCode } from "../../ipc/generated";

/** Words of a failure; some need a value that came with it, such as the path. */
export type ErrorWords =
  string | ((fields: Readonly<Record<string, string | undefined>>) => string);

export const errors: Record<FailureCode, ErrorWords> = {
  no_library: "Chưa mở thư viện nào. Chọn hoặc tạo thư viện trong Cài đặt.",
  not_a_library:
    "Thư mục này không phải thư viện Tòa Soạn. Chọn thư mục khác hoặc tạo thư viện mới.",
  library_in_use: "Thư viện đang mở ở một cửa sổ khác. Đóng cửa sổ kia, hoặc chọn thư viện khác.",
  library_too_new:
    "Thư viện được tạo bởi bản Tòa Soạn mới hơn. Cập nhật chương trình rồi mở lại; dữ liệu vẫn nguyên vẹn.",
  library_damaged:
    "Thư viện bị hỏng và chưa được mở, để không hỏng thêm. Khôi phục từ bản sao lưu gần nhất.",
  no_access: ({ path }) =>
    path
      ? `Không có quyền với “${path}”. Chọn nơi khác hoặc xin quyền rồi thử lại.`
      : "Không có quyền với tệp hoặc thư mục này. Chọn nơi khác hoặc xin quyền rồi thử lại.",
  disk_full: "Ổ đĩa đã đầy. Nội dung vẫn còn trong cửa sổ; dọn bớt ổ đĩa rồi lưu lại.",
  stale: "Bài vừa được lưu ở nơi khác. Mở lại để xem bản mới rồi sửa tiếp.",
  not_found: "Mục này không còn nữa. Có thể nó đã bị xóa.",
  undo_gone: "Việc này đã làm từ lâu, không hoàn tác được nữa. Ảnh giữ nguyên như hiện nay.",
  status_refused: "Không làm được bước này ở trạng thái hiện tại của bài.",
  reason_missing: "Cần ghi lý do.",
  check_failed: "Bài còn lỗi phải sửa trước khi đăng. Xem thẻ Kiểm tra.",
  invalid_request: "Yêu cầu không hợp lệ. Kiểm tra lại những gì đã nhập.",
  no_portal: "Chưa nối cổng nào. Thêm cổng trong Cài đặt.",
  secret_missing: "Thiếu mã kết nối của cổng. Nhập lại mã trong Cài đặt.",
  keychain_unavailable:
    "Máy này không có nơi cất mã kết nối. Mã chỉ được giữ tới khi đóng chương trình.",
  portal_unauthorized: "Cổng không nhận mã kết nối: mã sai hoặc đã hết hạn. Nhập mã mới.",
  portal_forbidden: "Mã kết nối này không có quyền đăng. Xin quyền hoặc nhập mã khác.",
  portal_unavailable:
    "Không nối được với cổng. Bài vẫn được lưu trên máy và sẽ đăng tiếp khi có mạng.",
  portal_busy: ({ seconds }) =>
    seconds ? `Cổng đang bận. Tự thử lại sau ${seconds} giây.` : "Cổng đang bận. Sẽ tự thử lại.",
  portal_protocol: "Địa chỉ này không trả lời như một cổng Tòa Soạn. Kiểm tra lại địa chỉ.",
  portal_address: "Địa chỉ cổng không dùng được. Địa chỉ bắt đầu bằng https://.",
  portal_untrusted:
    "Máy này không tin chứng chỉ của cổng, có thể có kẻ đứng giữa. Chưa gửi gì đi. Báo người quản trị cổng.",
  portal_rejected: "Cổng không nhận nội dung này. Xem chi tiết và sửa bài.",
  portal_too_large: "Tệp quá lớn so với giới hạn của cổng. Dùng ảnh nhỏ hơn.",
  portal_conflict: "Cổng và máy này có hai bản khác nhau. Chưa đăng đè lên bản nào.",
  portal_incomplete: "Trên cổng còn thiếu ảnh hoặc tệp của bài. Đăng lại để gửi phần thiếu.",
  portal_full:
    "Ổ đĩa của cổng đã đầy. Báo người quản trị cổng; bài vẫn chờ và sẽ tự đăng khi có chỗ.",
  local_portal_too_new:
    "Dữ liệu của cổng thử nghiệm được tạo bởi bản Tòa Soạn mới hơn. Cập nhật chương trình rồi thử lại; dữ liệu vẫn nguyên vẹn.",
  picture_unreadable: "Không mở được ảnh: tệp hỏng hoặc định dạng lạ.",
  original_differs: "Tệp này không phải ảnh gốc: nội dung khác. Hãy tìm đúng tệp đã nhập.",
  file_failed: ({ path }) =>
    path ? `Không đọc hoặc ghi được “${path}”. Thử lại.` : "Không đọc hoặc ghi được tệp. Thử lại.",
  codebook_overlap: ({ code }) =>
    `Mã “${code ?? ""}” đã có người khác trong cùng khoảng ngày. Ghi ngày kết thúc cho dòng cũ trước.`,
  table_unreadable: "Tệp này không phải bảng đọc được. Lưu lại dạng XLSX, hoặc CSV mã UTF-8.",
  table_too_large: "Bảng quá lớn. Chia nhỏ rồi nhập từng phần.",
  table_columns:
    "Bảng cần dòng tiêu đề có cột Mã và Họ tên (thêm Chức danh, Từ ngày, Đến ngày nếu có).",
  internal: "Có lỗi bất ngờ. Thử lại; nếu vẫn lỗi, gửi chi tiết cho người quản trị.",
};
