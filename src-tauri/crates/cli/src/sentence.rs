//! What a person is told, by the code of a failure: what happened and what to do next.

use app::view::{Failure, FailureCode};

/// The sentence for a failure.
pub(crate) fn of(failure: &Failure) -> String {
    let field = |name: &str| failure.fields.get(name).map_or("?", String::as_str);
    match failure.code {
        FailureCode::NotALibrary => {
            format!("“{}” không có thư viện. Tạo bằng lệnh library init.", field("path"))
        }
        FailureCode::LibraryInUse if failure.fields.contains_key("path") => format!(
            "Thư viện “{}” đang mở ở một cửa sổ hoặc lệnh khác. Đóng ở đó rồi chạy lại.",
            field("path")
        ),
        FailureCode::NoAccess => {
            format!("Không có quyền với “{}”. Xin quyền hoặc chọn nơi khác.", field("path"))
        }
        FailureCode::FileFailed if failure.fields.contains_key("path") => {
            format!("Không đọc hoặc ghi được “{}”.", field("path"))
        }
        FailureCode::CodebookOverlap => format!(
            "Mã “{}” đã có người khác trong cùng khoảng ngày. Sửa ngày kết thúc của dòng cũ.",
            field("code")
        ),
        FailureCode::CheckFailed => {
            format!("Bài “{}” còn lỗi phải sửa trước khi đăng.", field("title"))
        }
        FailureCode::SecretMissing => format!(
            "Thiếu mã kết nối của “{}”. Đặt mã vào biến môi trường đã đặt tên ở portal add, hoặc nêu biến khác bằng --secret-env.",
            field("portal")
        ),
        FailureCode::PortalBusy => {
            format!("Cổng đang bận. Chạy lại sau {} giây.", field("seconds"))
        }
        code => plain(code).to_owned(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one sentence for each code")]
fn plain(code: FailureCode) -> &'static str {
    match code {
        FailureCode::NoLibrary => "Chưa mở thư viện nào. Nêu thư viện bằng --library.",
        FailureCode::NotALibrary => "Thư mục này không có thư viện.",
        FailureCode::LibraryInUse => "Thư viện đang mở ở nơi khác, chỉ đọc được.",
        FailureCode::LibraryTooNew => {
            "Thư viện được tạo bởi bản Tòa Soạn mới hơn. Cập nhật chương trình; dữ liệu vẫn nguyên vẹn."
        }
        FailureCode::LibraryDamaged => {
            "Thư viện bị hỏng. Khôi phục từ bản sao lưu bằng lệnh library restore."
        }
        FailureCode::NoAccess => "Không có quyền với tệp hoặc thư mục này.",
        FailureCode::DiskFull => "Ổ đĩa đã đầy. Dọn bớt rồi chạy lại; những gì đã lưu vẫn còn.",
        FailureCode::Stale => "Bài vừa được lưu ở nơi khác. Chạy lại để sửa trên bản mới.",
        FailureCode::NotFound => "Mục này không có trong thư viện.",
        FailureCode::UndoGone => "Việc này đã làm từ lâu, không hoàn tác được nữa.",
        FailureCode::StatusRefused => "Không làm được bước này ở trạng thái hiện tại của bài.",
        FailureCode::ReasonMissing => "Cần ghi lý do.",
        FailureCode::CheckFailed => "Bài còn lỗi phải sửa trước khi đăng.",
        FailureCode::InvalidRequest => "Yêu cầu không hợp lệ. Kiểm tra lại lệnh.",
        FailureCode::NoPortal => "Chưa nối cổng nào. Thêm cổng bằng lệnh portal add.",
        FailureCode::SecretMissing => "Thiếu mã kết nối của cổng.",
        FailureCode::KeychainUnavailable => "Máy này không có nơi cất mã kết nối.",
        FailureCode::PortalUnauthorized => {
            "Cổng không nhận mã kết nối: mã sai hoặc đã bị thu hồi. Xin mã mới."
        }
        FailureCode::PortalForbidden => "Mã kết nối này không có quyền làm việc đó.",
        FailureCode::PortalUnavailable => {
            "Không nối được với cổng. Thay đổi vẫn chờ trong thư viện; chạy lại khi có mạng."
        }
        FailureCode::PortalBusy => "Cổng đang bận. Chạy lại sau.",
        FailureCode::PortalProtocol => {
            "Địa chỉ này không trả lời như một cổng Tòa Soạn. Kiểm tra lại địa chỉ."
        }
        FailureCode::PortalAddress => {
            "Địa chỉ cổng không dùng được: cần https://, hoặc http:// trên máy này."
        }
        FailureCode::PortalUntrusted => {
            "Máy này không tin chứng chỉ của cổng. Chưa gửi gì đi; báo người quản trị cổng."
        }
        FailureCode::PortalRejected => "Cổng không nhận nội dung này. Sửa bài rồi đăng lại.",
        FailureCode::PortalTooLarge => "Tệp quá lớn so với giới hạn của cổng.",
        FailureCode::PortalConflict => {
            "Cổng và máy này có hai bản khác nhau. Chưa đăng đè lên bản nào."
        }
        FailureCode::PortalIncomplete => "Trên cổng còn thiếu ảnh hoặc tệp của bài. Đăng lại.",
        FailureCode::PortalFull => "Ổ đĩa của cổng đã đầy. Báo người quản trị cổng.",
        FailureCode::LocalPortalTooNew => {
            "Dữ liệu của cổng thử nghiệm được tạo bởi bản Tòa Soạn mới hơn. Cập nhật chương trình; dữ liệu vẫn nguyên vẹn."
        }
        FailureCode::PictureUnreadable => "Không mở được ảnh: tệp hỏng hoặc định dạng lạ.",
        FailureCode::OriginalDiffers => {
            "Tệp này không phải ảnh gốc: nội dung khác. Tìm đúng tệp đã nhập rồi chạy lại."
        }
        FailureCode::CodebookOverlap => {
            "Mã này đã có người khác trong cùng khoảng ngày. Sửa ngày kết thúc của dòng cũ."
        }
        FailureCode::TableUnreadable => {
            "Tệp này không phải bảng đọc được. Lưu lại dạng XLSX, hoặc CSV mã UTF-8."
        }
        FailureCode::TableTooLarge => "Bảng quá lớn. Chia nhỏ rồi nhập từng phần.",
        FailureCode::TableColumns => {
            "Bảng cần dòng tiêu đề có cột Mã và Họ tên (thêm Chức danh, Từ ngày, Đến ngày nếu có)."
        }
        FailureCode::FileFailed => "Không đọc hoặc ghi được tệp.",
        FailureCode::Internal => "Có lỗi bất ngờ. Thử lại.",
    }
}
