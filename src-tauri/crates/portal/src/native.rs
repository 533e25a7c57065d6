//! The native adapter: the API of `docs/PORTAL-API.md` over https.
//!
//! It trusts nothing that answers: sizes are limited, forms are checked, and nothing that is not
//! this API is taken for an answer of it. The token goes to the portal's own origin only.

mod address;
mod answer;
mod body;
mod http;
mod options;
mod tls;
mod upload;

use std::path::Path;

use async_trait::async_trait;
use bytes::Bytes;
use domain::BlobHash;
use portal_wire::{
    API_NAME, API_ROOT, ChangePage, IDEMPOTENCY_KEY, ItemRef, PortalInfo, PublishAnswer,
    PublishRequest, Resource, Revision, Statistics, Stored,
};
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
};
use reqwest::{Method, StatusCode};
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

use self::address::Address;
use self::http::{Answer, Body, Call, Http};
pub use self::options::{Options, Retry, Timing};
use crate::{Expected, Portal, PortalError, Secret, same_content};

/// A portal that speaks the native API.
pub struct NativePortal {
    http: Http,
    limits: OnceCell<Limits>,
}

/// What of [`PortalInfo`] the adapter itself obeys.
#[derive(Debug, Clone, Copy)]
struct Limits {
    max_blob_bytes: u64,
    resumable_above_bytes: u64,
}

impl NativePortal {
    /// The portal at `base_url`. Sends nothing yet.
    ///
    /// # Errors
    /// [`PortalError::Address`] when the address cannot be used, [`PortalError::Unauthorized`] when the
    /// token holds characters that no token has.
    pub fn new(base_url: &str, token: Secret, options: Options) -> Result<Self, PortalError> {
        let http = Http::new(Address::parse(base_url)?, &token, options)?;
        Ok(Self { http, limits: OnceCell::new() })
    }

    fn call(&self, method: Method, path: &str) -> Call<'static> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        Call {
            method,
            url: self.http.address.at(&format!("{API_ROOT}{path}")),
            headers,
            body: Body::None,
            with_token: true,
            answer_limit: self.http.options.answer_limit,
        }
    }

    fn item_call(&self, method: Method, item: ItemRef) -> Call<'static> {
        self.call(method, &format!("/{}/{}", item.kind.segment(), item.id))
    }

    /// Sends; what is no success is an error.
    async fn ask(&self, call: &Call<'_>) -> Result<Answer, PortalError> {
        let answer = self.http.send(call).await?;
        if answer::is_success(&answer) { Ok(answer) } else { Err(self.refusal(&answer)) }
    }

    fn refusal(&self, answer: &Answer) -> PortalError {
        if answer.status == StatusCode::PRECONDITION_FAILED {
            return match answer::json::<Stored>(answer) {
                Ok(current) => PortalError::Conflict { current: Box::new(current) },
                Err(error) => error,
            };
        }
        answer::error(answer, (self.http.options.timing.now)())
    }

    async fn limits(&self) -> Result<Limits, PortalError> {
        self.limits
            .get_or_try_init(|| async {
                let info = self.probe().await?;
                Ok(Limits {
                    max_blob_bytes: info.max_blob_bytes,
                    resumable_above_bytes: info.resumable_above_bytes,
                })
            })
            .await
            .copied()
    }
}

#[async_trait]
impl Portal for NativePortal {
    async fn probe(&self) -> Result<PortalInfo, PortalError> {
        let answer = self.ask(&self.call(Method::GET, "")).await?;
        let info: PortalInfo = answer::json(&answer)?;
        if info.api != API_NAME {
            return Err(PortalError::Protocol { detail: format!("it speaks {}", info.api) });
        }
        Ok(info)
    }

    async fn changes(&self, cursor: Option<&str>) -> Result<ChangePage, PortalError> {
        let mut call = self.call(Method::GET, "/changes");
        query(&mut call.url, "cursor", cursor);
        answer::json(&self.ask(&call).await?)
    }

    async fn get(&self, item: ItemRef) -> Result<Option<Stored>, PortalError> {
        match self.ask(&self.item_call(Method::GET, item)).await {
            Ok(answer) => stored(&answer, item).map(Some),
            Err(PortalError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn put(&self, resource: &Resource, expected: Expected) -> Result<Stored, PortalError> {
        let item = resource.item();
        let mut call = self.item_call(Method::PUT, item);
        match &expected {
            Expected::Absent => call.headers.insert(IF_NONE_MATCH, HeaderValue::from_static("*")),
            Expected::Revision(revision) => call.headers.insert(IF_MATCH, etag(revision)?),
        };
        call.body = json_body(&mut call.headers, resource)?;
        match self.ask(&call).await {
            Ok(answer) => stored(&answer, item),
            // Exactly this is there already: the answer to an earlier sending was lost.
            Err(PortalError::Conflict { current }) if same_content(resource, &current.resource) => {
                Ok(*current)
            }
            Err(error) => Err(error),
        }
    }

    async fn delete(&self, item: ItemRef, expected: &Revision) -> Result<(), PortalError> {
        let mut call = self.item_call(Method::DELETE, item);
        call.headers.insert(IF_MATCH, etag(expected)?);
        match self.ask(&call).await {
            // Gone is gone, whoever's request it was.
            Ok(_) | Err(PortalError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn has_blob(&self, hash: BlobHash) -> Result<bool, PortalError> {
        let answer = self.http.send(&self.call(Method::HEAD, &format!("/blobs/{hash}"))).await?;
        match answer.status {
            status if status.is_success() => Ok(true),
            StatusCode::NOT_FOUND => Ok(false),
            _ => Err(self.refusal(&answer)),
        }
    }

    async fn put_blob(
        &self,
        hash: BlobHash,
        media_type: &str,
        file: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), PortalError> {
        self.upload(hash, media_type, file, sent).await
    }

    async fn publish(
        &self,
        request: &PublishRequest,
        key: Uuid,
    ) -> Result<PublishAnswer, PortalError> {
        let mut call = self.call(Method::POST, "/publish");
        let key = header_value(&key.to_string())?;
        call.headers.insert(HeaderName::from_static(IDEMPOTENCY_KEY), key);
        call.body = json_body(&mut call.headers, request)?;
        let answer: PublishAnswer = answer::json(&self.ask(&call).await?)?;
        if !answer.items.iter().map(|item| item.item).eq(request.items.iter().map(|item| item.item))
        {
            return Err(PortalError::Protocol { detail: "it answers for other items".to_owned() });
        }
        Ok(answer)
    }

    async fn statistics(&self, views_cursor: Option<&str>) -> Result<Statistics, PortalError> {
        let mut call = self.call(Method::GET, "/statistics");
        query(&mut call.url, "views_cursor", views_cursor);
        answer::json(&self.ask(&call).await?)
    }

    async fn page(&self, path: &str) -> Result<String, PortalError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("text/html"));
        let call = Call {
            method: Method::GET,
            url: self.http.address.at(path),
            headers,
            body: Body::None,
            with_token: false,
            answer_limit: self.http.options.page_limit,
        };
        let answer = self.http.send(&call).await?;
        match answer.status {
            StatusCode::OK => String::from_utf8(answer.body.into())
                .map_err(|_| PortalError::Protocol { detail: "the page is not UTF-8".to_owned() }),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(PortalError::NotFound),
            _ => Err(answer::odd(&answer)),
        }
    }

    fn page_url(&self, path: &str) -> String {
        self.http.address.at(path).into()
    }
}

/// The stored resource in an answer, which must be the one asked about.
fn stored(answer: &Answer, item: ItemRef) -> Result<Stored, PortalError> {
    let stored: Stored = answer::json(answer)?;
    if stored.resource.item() == item {
        Ok(stored)
    } else {
        Err(PortalError::Protocol { detail: "it answers with another item".to_owned() })
    }
}

fn etag(revision: &Revision) -> Result<HeaderValue, PortalError> {
    header_value(&format!("\"{}\"", revision.0))
}

/// For text that came from a portal: it may hold what no header can.
fn header_value(text: &str) -> Result<HeaderValue, PortalError> {
    HeaderValue::from_str(text)
        .map_err(|_| PortalError::Protocol { detail: "a revision that no header holds".to_owned() })
}

fn json_body(
    headers: &mut HeaderMap,
    value: &impl serde::Serialize,
) -> Result<Body<'static>, PortalError> {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let bytes = serde_json::to_vec(value)
        .map_err(|error| PortalError::Rejected { message: error.to_string() })?;
    Ok(Body::Bytes(Bytes::from(bytes)))
}

fn query(url: &mut Url, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        url.query_pairs_mut().append_pair(name, value);
    }
}
