//! How far it is, on standard error: standard output belongs to the answer.

use app::view::{AppEvent, JobKind, PublishPhase};

/// Shows what changed; says nothing twice.
#[derive(Default)]
pub(crate) struct Progress {
    last: String,
}

impl Progress {
    /// Shows one event.
    pub(crate) fn show(&mut self, event: &AppEvent) {
        let line = match event {
            AppEvent::JobChanged { job } => {
                let (doing, skipped) = (doing(job.kind), job.left_out);
                format!("{doing}: {}/{} (bỏ qua {skipped})", job.done, job.total)
            }
            AppEvent::PublishChanged { run } => {
                let phase = phase(run.phase);
                format!("Đăng lên {}: {phase}, đã gửi {} byte", run.portal, run.sent_bytes)
            }
            _ => return,
        };
        self.say(line);
    }

    /// Shows how many thumbnails are ready.
    pub(crate) fn thumbnails(done: u32, total: u32) {
        if done == total || done.is_multiple_of(50) {
            eprintln!("Ảnh thu nhỏ: {done}/{total}");
        }
    }

    fn say(&mut self, line: String) {
        if line != self.last {
            eprintln!("{line}");
            self.last = line;
        }
    }
}

fn doing(kind: JobKind) -> &'static str {
    match kind {
        JobKind::ImportPhotos => "Nhập ảnh",
        JobKind::Publish => "Đăng",
        JobKind::CheckOriginals => "Kiểm tra ảnh gốc",
        JobKind::RebuildThumbnails => "Tạo lại ảnh thu nhỏ",
    }
}

fn phase(phase: PublishPhase) -> &'static str {
    match phase {
        PublishPhase::Preparing => "chuẩn bị bản đăng",
        PublishPhase::Comparing => "so với bản trên cổng",
        PublishPhase::Sending => "tải ảnh và nội dung",
        PublishPhase::Verifying => "đọc lại để kiểm chứng",
        PublishPhase::Finished => "xong",
    }
}
