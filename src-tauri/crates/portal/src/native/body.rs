//! Sending a file without holding it in memory, and noticing when it stops moving.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};
use tokio::sync::watch;
use tokio_util::io::ReaderStream;

use super::http::{Answer, Fault};
use crate::{PortalError, TrafficCounter};

/// Bytes read from disk at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// A stretch of a file.
pub(super) struct FilePart<'a> {
    pub(super) file: &'a Path,
    /// First byte to send.
    pub(super) from: u64,
    /// Size of the whole file in bytes.
    pub(super) size: u64,
    /// Told how many bytes of the whole file are through.
    pub(super) sent: &'a (dyn Fn(u64) + Send + Sync),
}

impl FilePart<'_> {
    pub(super) fn length(&self) -> u64 {
        self.size - self.from
    }

    /// The bytes as a request body, and where to see how many of the part went out.
    pub(super) async fn open(
        &self,
        traffic: &Arc<TrafficCounter>,
    ) -> Result<(reqwest::Body, watch::Receiver<u64>), PortalError> {
        let mut file = tokio::fs::File::open(self.file).await?;
        file.seek(SeekFrom::Start(self.from)).await?;
        let (tell, progress) = watch::channel(0);
        let traffic = Arc::clone(traffic);
        let chunks = ReaderStream::with_capacity(file.take(self.length()), CHUNK_BYTES);
        let counted = chunks.inspect(move |chunk| {
            if let Ok(chunk) = chunk {
                traffic.sent(chunk.len() as u64);
                tell.send_modify(|sent| *sent += chunk.len() as u64);
            }
        });
        Ok((reqwest::Body::wrap_stream(counted), progress))
    }
}

/// Waits for the answer while telling how far the file is; gives up when nothing moves for longer
/// than the first of `timeouts`, or when the answer takes longer than the second once all is sent.
pub(super) async fn watch(
    sending: impl Future<Output = Result<Answer, Fault>>,
    part: &FilePart<'_>,
    mut progress: watch::Receiver<u64>,
    timeouts: (Duration, Duration),
) -> Result<Answer, Fault> {
    let (stall, answer) = timeouts;
    let mut sending = std::pin::pin!(sending);
    let mut open = true;
    loop {
        let patience = if open { stall } else { answer };
        tokio::select! {
            outcome = &mut sending => return outcome,
            moved = progress.changed(), if open => {
                let through = *progress.borrow_and_update();
                (part.sent)(part.from + through);
                open = moved.is_ok() && through < part.length();
            }
            () = tokio::time::sleep(patience) => return Err(Fault::Network(None)),
        }
    }
}
