//! Every answer that is not a success, as the JSON clients know.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{BlobHash, PhotoId};
use portal_wire::{Problem, ProblemCode, Stored};

use super::precondition;
use crate::error::PortalServerError;

/// Why a request was not done.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The client is told a problem.
    Problem(StatusCode, Box<Problem>),
    /// 412: what is there instead of what was expected.
    Stale(Box<Stored>),
    /// The portal's own fault; details go to the log, not to the client.
    Server(PortalServerError),
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: ProblemCode, message: impl Into<String>) -> Self {
        let message = message.into();
        let problem =
            Problem { code, message, missing_blobs: Vec::new(), missing_photos: Vec::new() };
        Self::Problem(status, Box::new(problem))
    }

    /// 422.
    pub(crate) fn invalid(message: String) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::Invalid, message)
    }

    /// A status of HTTP or tus that this API has no word of its own for.
    pub(crate) fn other(status: StatusCode, message: &str) -> Self {
        Self::new(status, ProblemCode::Invalid, message)
    }

    /// 404.
    pub(crate) fn not_found(message: String) -> Self {
        Self::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, message)
    }

    /// 413.
    pub(crate) fn too_large(message: String) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, ProblemCode::TooLarge, message)
    }

    /// 428.
    pub(crate) fn precondition_required(message: &str) -> Self {
        Self::new(StatusCode::PRECONDITION_REQUIRED, ProblemCode::PreconditionRequired, message)
    }

    /// 410.
    pub(crate) fn cursor_expired() -> Self {
        let message = "this cursor is from another history; start again without one";
        Self::new(StatusCode::GONE, ProblemCode::CursorExpired, message)
    }

    /// 412 with what is there; 404 when nothing is.
    pub(crate) fn stale(stored: Option<Stored>) -> Self {
        match stored {
            Some(stored) => Self::Stale(Box::new(stored)),
            None => Self::not_found("there is no such item".to_owned()),
        }
    }

    /// 422 with what must be sent first.
    pub(crate) fn incomplete(missing_blobs: Vec<BlobHash>, missing_photos: Vec<PhotoId>) -> Self {
        let message = format!(
            "{} blobs and {} photos are missing or taken down",
            missing_blobs.len(),
            missing_photos.len()
        );
        let code = ProblemCode::Incomplete;
        let problem = Problem { code, message, missing_blobs, missing_photos };
        Self::Problem(StatusCode::UNPROCESSABLE_ENTITY, Box::new(problem))
    }
}

impl From<PortalServerError> for Refusal {
    fn from(error: PortalServerError) -> Self {
        Self::Server(error)
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::Server(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(status, problem) => {
                let mut response = (status, Json(problem)).into_response();
                if status == StatusCode::UNAUTHORIZED {
                    let challenge = HeaderValue::from_static("Bearer");
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                }
                response
            }
            Self::Stale(stored) => {
                precondition::with_etag(StatusCode::PRECONDITION_FAILED, *stored)
            }
            Self::Server(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "request failed");
                let (status, code, message) = match error {
                    PortalServerError::DiskFull(_) | PortalServerError::QuotaReached { .. } => (
                        StatusCode::INSUFFICIENT_STORAGE,
                        ProblemCode::StorageFull,
                        "the portal's disk is full",
                    ),
                    _ => (
                        StatusCode::INTERNAL_SERVER_ERROR,
                        ProblemCode::Internal,
                        "the portal failed; its log says why",
                    ),
                };
                Self::new(status, code, message).into_response()
            }
        }
    }
}
