//! One request and its answer, whole or not at all: retries, redirects, limits, counting.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Client, Method, Request, StatusCode, redirect};
use url::Url;

use super::address::Address;
use super::answer;
use super::body::{self, FilePart};
use super::options::Options;
use super::tls;
use crate::{PortalError, Secret};

/// Redirects that are followed at most, on the portal's own origin only.
const REDIRECT_LIMIT: usize = 5;

/// The line to one portal.
pub(super) struct Http {
    client: Client,
    pub(super) address: Address,
    authorization: HeaderValue,
    pub(super) options: Options,
}

/// What is asked for.
pub(super) struct Call<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Body<'a>,
    /// Whether the token goes along; public pages are read as any reader reads them.
    pub(super) with_token: bool,
    /// Largest answer in bytes.
    pub(super) answer_limit: usize,
}

/// What is sent.
pub(super) enum Body<'a> {
    /// Nothing.
    None,
    /// Something small.
    Bytes(Bytes),
    /// A file or the rest of one, streamed.
    File(FilePart<'a>),
}

/// What came back, whole.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is no answer.
pub(super) enum Fault {
    /// The network, or a time-out: may be better next time.
    Network(Option<reqwest::Error>),
    /// No use in trying again.
    Final(PortalError),
}

impl Http {
    pub(super) fn new(
        address: Address,
        token: &Secret,
        options: Options,
    ) -> Result<Self, PortalError> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| PortalError::Unauthorized)?;
        authorization.set_sensitive(true);
        let origin = address.clone();
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls::configuration(&address)?)
            .user_agent(format!("{}{}", portal_wire::CLIENT_AGENT, options.version))
            .connect_timeout(options.connect_timeout)
            .referer(false)
            .redirect(redirect::Policy::custom(move |attempt| {
                let home = origin.is_origin_of(attempt.url());
                if home && attempt.previous().len() <= REDIRECT_LIMIT {
                    attempt.follow()
                } else {
                    attempt.stop()
                }
            }));
        if address.is_local() {
            builder = builder.no_proxy();
        }
        let client =
            builder.build().map_err(|error| PortalError::Address { detail: error.to_string() })?;
        Ok(Self { client, address, authorization, options })
    }

    /// Sends until there is an answer that trying again would not better.
    pub(super) async fn send(&self, call: &Call<'_>) -> Result<Answer, PortalError> {
        let mut failures = 0;
        loop {
            let outcome = self.attempt(call).await;
            failures += 1;
            let (asked, error) = match outcome {
                Ok(answer) if answer::is_passing(&answer) => (
                    answer::retry_after(&answer.headers, (self.options.timing.now)()),
                    answer::error(&answer, (self.options.timing.now)()),
                ),
                Ok(answer) if answer.status.is_redirection() => {
                    return Err(led_elsewhere(&answer));
                }
                Ok(answer) => return Ok(answer),
                Err(Fault::Network(source)) => (None, PortalError::Unavailable { source }),
                Err(Fault::Final(error)) => return Err(error),
            };
            tracing::debug!(url = %call.url, failures, %error, "the portal did not answer");
            if failures >= self.options.retry.tries || !self.pause(failures, asked).await {
                return Err(error);
            }
        }
    }

    /// Waits before the next try; `false` when the portal asks for more patience than there is.
    pub(super) async fn pause(&self, failures: u32, asked: Option<Duration>) -> bool {
        let timing = &self.options.timing;
        let pause = match asked {
            Some(asked) if asked > self.options.retry.longest_pause => return false,
            Some(asked) => asked,
            None => self.options.retry.pause(failures, (timing.chance)()),
        };
        (timing.sleep)(pause).await;
        true
    }

    /// Sends once and reads the whole answer.
    pub(super) async fn attempt(&self, call: &Call<'_>) -> Result<Answer, Fault> {
        let mut request = Request::new(call.method.clone(), call.url.clone());
        *request.headers_mut() = call.headers.clone();
        if call.with_token {
            request.headers_mut().insert(AUTHORIZATION, self.authorization.clone());
        }
        let traffic = &self.options.traffic;
        traffic.request();
        match &call.body {
            Body::None => self.within_time(request, call.answer_limit).await,
            Body::Bytes(bytes) => {
                traffic.sent(bytes.len() as u64);
                *request.body_mut() = Some(bytes.clone().into());
                self.within_time(request, call.answer_limit).await
            }
            Body::File(part) => {
                let (stream, progress) = part.open(traffic).await.map_err(Fault::Final)?;
                request
                    .headers_mut()
                    .insert(reqwest::header::CONTENT_LENGTH, HeaderValue::from(part.length()));
                *request.body_mut() = Some(stream);
                let sending = self.exchange(request, call.answer_limit);
                let timeouts = (self.options.stall_timeout, self.options.answer_timeout);
                body::watch(sending, part, progress, timeouts).await
            }
        }
    }

    async fn within_time(&self, request: Request, limit: usize) -> Result<Answer, Fault> {
        tokio::time::timeout(self.options.answer_timeout, self.exchange(request, limit))
            .await
            .unwrap_or(Err(Fault::Network(None)))
    }

    async fn exchange(&self, request: Request, limit: usize) -> Result<Answer, Fault> {
        let network = |error: reqwest::Error| Fault::Network(Some(error.without_url()));
        let unsent = |error: reqwest::Error| match tls::is_distrust(&error) {
            true => Fault::Final(PortalError::Untrusted { source: error.without_url() }),
            false => network(error),
        };
        let mut response = self.client.execute(request).await.map_err(unsent)?;
        let too_long = || {
            Fault::Final(PortalError::Protocol {
                detail: format!("the answer exceeds {limit} bytes"),
            })
        };
        if response.content_length().is_some_and(|length| length > limit as u64) {
            return Err(too_long());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(network)? {
            self.options.traffic.received(chunk.len() as u64);
            if body.len() + chunk.len() > limit {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body: body.freeze() })
    }
}

/// A redirect that was not followed: to another origin, where the token must not go, or in circles.
fn led_elsewhere(answer: &Answer) -> PortalError {
    let target = answer.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("?");
    PortalError::Protocol { detail: format!("it leads on to {target}") }
}
