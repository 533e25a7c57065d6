//! Sending blobs: small ones at once, large ones in parts that survive a broken line (tus 1.0).

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::BlobHash;
use portal_wire::BlobRef;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, StatusCode};
use url::Url;

use super::body::FilePart;
use super::http::{Body, Call, Fault};
use super::{NativePortal, answer, header_value};
use crate::{Portal, PortalError};

/// Files up to this size (bytes) are sent without asking the portal for its limits first.
const ALWAYS_SMALL: u64 = 1 << 20;

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const TUS_VERSION: HeaderValue = HeaderValue::from_static("1.0.0");

/// What is to be sent.
struct Upload<'a> {
    hash: BlobHash,
    media_type: &'a str,
    file: &'a Path,
    size: u64,
    sent: &'a (dyn Fn(u64) + Send + Sync),
}

impl Upload<'_> {
    fn part(&self, from: u64) -> FilePart<'_> {
        FilePart { file: self.file, from, size: self.size, sent: self.sent }
    }
}

impl NativePortal {
    /// Sends a file under its hash, in the way its size asks for.
    pub(super) async fn upload(
        &self,
        hash: BlobHash,
        media_type: &str,
        file: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), PortalError> {
        let size = tokio::fs::metadata(file).await?.len();
        let upload = Upload { hash, media_type, file, size, sent };
        if size > ALWAYS_SMALL {
            let limits = self.limits().await?;
            if size > limits.max_blob_bytes {
                let message = format!("{size} bytes of at most {}", limits.max_blob_bytes);
                return Err(PortalError::TooLarge { message });
            }
            if size > limits.resumable_above_bytes {
                return self.send_in_parts(&upload).await;
            }
        }
        self.send_at_once(&upload).await
    }

    async fn send_at_once(&self, upload: &Upload<'_>) -> Result<(), PortalError> {
        let mut call = self.call(Method::PUT, &format!("/blobs/{}", upload.hash));
        call.headers.insert(CONTENT_TYPE, header_value(upload.media_type)?);
        call.body = Body::File(upload.part(0));
        let stored: BlobRef = answer::json(&self.ask(&call).await?)?;
        if stored.blob != upload.hash || stored.bytes != upload.size {
            return Err(PortalError::Protocol { detail: "it stored other bytes".to_owned() });
        }
        Ok(())
    }

    /// Sends part after part until all is there. Each break asks the portal how far it got; the
    /// number of tries counts breaks without progress only.
    async fn send_in_parts(&self, upload: &Upload<'_>) -> Result<(), PortalError> {
        let mut place: Option<Url> = None;
        let mut furthest = 0;
        let mut failures = 0;
        loop {
            let error = match self.send_rest(upload, &mut place, &mut furthest).await {
                Ok(()) if self.has_blob(upload.hash).await? => return Ok(()),
                Ok(()) => PortalError::Protocol { detail: "all is sent, none is there".to_owned() },
                Err(Break::Final(error)) => return Err(error),
                Err(Break::Passing { error, progress }) => {
                    if progress {
                        failures = 0;
                    }
                    error
                }
            };
            failures += 1;
            let asked = match &error {
                PortalError::RateLimited { retry_after } => Some(*retry_after),
                PortalError::Unavailable { .. } => None,
                _ => return Err(error),
            };
            let spent = failures >= self.http.options.retry.tries;
            if spent || !self.http.pause(failures, asked).await {
                return Err(error);
            }
        }
    }

    /// Finds or makes the place for the upload and sends what is missing there.
    async fn send_rest(
        &self,
        upload: &Upload<'_>,
        place: &mut Option<Url>,
        furthest: &mut u64,
    ) -> Result<(), Break> {
        let (url, from) = match place {
            Some(url) => match self.offset(url).await? {
                Some(offset) => (url.clone(), offset),
                None => {
                    *place = None;
                    return Err(Break::passing(0, furthest));
                }
            },
            None => (place.insert(self.create(upload).await?).clone(), 0),
        };
        if from > upload.size {
            let detail = "it holds more than the whole file".to_owned();
            return Err(Break::Final(PortalError::Protocol { detail }));
        }
        if from == upload.size {
            return Ok(());
        }
        let mut call = self.tus(Method::PATCH, url);
        call.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/offset+octet-stream"));
        call.headers.insert(UPLOAD_OFFSET, HeaderValue::from(from));
        call.body = Body::File(upload.part(from));
        match self.http.attempt(&call).await {
            Ok(reply) if reply.status.is_success() => Ok(()),
            // The offset is not the portal's any more, or the place is gone: look again.
            Ok(reply) if matches!(reply.status.as_u16(), 404 | 409 | 410) => {
                Err(Break::passing(from, furthest))
            }
            Ok(reply) if answer::is_passing(&reply) => {
                let progress = advance(from, furthest);
                Err(Break::Passing { error: self.refusal(&reply), progress })
            }
            Ok(reply) => Err(Break::Final(self.refusal(&reply))),
            Err(Fault::Network(source)) => Err(Break::Passing {
                error: PortalError::Unavailable { source },
                progress: advance(from, furthest),
            }),
            Err(Fault::Final(error)) => Err(Break::Final(error)),
        }
    }

    async fn create(&self, upload: &Upload<'_>) -> Result<Url, Break> {
        let mut call = self.call(Method::POST, "/uploads");
        let metadata = format!(
            "sha256 {},filetype {}",
            STANDARD.encode(upload.hash.to_string()),
            STANDARD.encode(upload.media_type)
        );
        call.headers.insert(TUS_RESUMABLE, TUS_VERSION);
        call.headers.insert(UPLOAD_LENGTH, HeaderValue::from(upload.size));
        call.headers.insert(UPLOAD_METADATA, header_value(&metadata)?);
        let reply = self.ask(&call).await?;
        let odd = || Break::Final(answer::odd(&reply));
        let place = text(&reply.headers, &LOCATION).ok_or_else(odd)?;
        let place = call.url.join(place).map_err(|_| odd())?;
        // The token goes along to that place: it must be the portal's own.
        if self.http.address.is_origin_of(&place) { Ok(place) } else { Err(odd()) }
    }

    /// How much of the upload the portal has; `None` when it does not know the upload any more.
    async fn offset(&self, place: &Url) -> Result<Option<u64>, Break> {
        let reply = self.http.send(&self.tus(Method::HEAD, place.clone())).await?;
        match reply.status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(None),
            status if status.is_success() => text(&reply.headers, &UPLOAD_OFFSET)
                .and_then(|value| value.parse().ok())
                .map(Some)
                .ok_or_else(|| Break::Final(answer::odd(&reply))),
            _ => Err(Break::Final(self.refusal(&reply))),
        }
    }

    fn tus(&self, method: Method, url: Url) -> Call<'static> {
        let mut headers = HeaderMap::new();
        headers.insert(TUS_RESUMABLE, TUS_VERSION);
        let answer_limit = self.http.options.answer_limit;
        Call { method, url, headers, body: Body::None, with_token: true, answer_limit }
    }
}

/// Why sending a part ended early.
enum Break {
    /// Looking again how far it got may help.
    Passing { error: PortalError, progress: bool },
    /// Nothing helps.
    Final(PortalError),
}

impl Break {
    fn passing(offset: u64, furthest: &mut u64) -> Self {
        let error = PortalError::Unavailable { source: None };
        Self::Passing { error, progress: advance(offset, furthest) }
    }
}

impl From<PortalError> for Break {
    fn from(error: PortalError) -> Self {
        Self::Final(error)
    }
}

/// Whether `offset` is further than ever before.
fn advance(offset: u64, furthest: &mut u64) -> bool {
    let progress = offset > *furthest;
    *furthest = offset.max(*furthest);
    progress
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
