//! "Kiểm tra kết nối": a portal tried out step by step, each step with what it found.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use portal::wire::{Permission, PortalInfo};
use portal::{Portal, PortalError};

use super::native;
use crate::Error;
use crate::view::{DiagnosisResult, DiagnosisStep, DiagnosisSubject, PortalDiagnosis};

/// Clocks further apart than this many seconds put wrong times on pages.
const CLOCK_TOLERANCE_SECONDS: i64 = 120;

/// Tries the portal at `url`. Later steps are left out when an earlier one failed.
pub(super) async fn run(url: &str, token: &str, now: DateTime<Utc>) -> PortalDiagnosis {
    let mut steps = Vec::new();
    let began = Instant::now();
    let answer = match native(url, token, &Arc::default()) {
        Ok(portal) => portal.probe().await.map_err(Error::from),
        Err(error) => Err(error),
    };
    let milliseconds = began.elapsed().as_millis();
    match answer {
        Err(error @ Error::Portal(PortalError::Unauthorized | PortalError::Forbidden { .. })) => {
            steps.push(passed(DiagnosisSubject::Reach, format!("{milliseconds} ms")));
            steps.push(secure(url));
            steps.push(failed(DiagnosisSubject::SignIn, &error));
            PortalDiagnosis { steps, name: String::new() }
        }
        Err(error @ Error::Portal(PortalError::Untrusted { .. })) => {
            steps.push(passed(DiagnosisSubject::Reach, format!("{milliseconds} ms")));
            steps.push(failed(DiagnosisSubject::Secure, &error));
            PortalDiagnosis { steps, name: String::new() }
        }
        Err(error) => {
            steps.push(failed(DiagnosisSubject::Reach, &error));
            PortalDiagnosis { steps, name: String::new() }
        }
        Ok(info) => {
            steps.push(passed(DiagnosisSubject::Reach, format!("{milliseconds} ms")));
            steps.push(secure(url));
            steps.push(passed(DiagnosisSubject::SignIn, info.user.clone()));
            steps.push(permissions(&info));
            steps.push(clock(&info, now));
            PortalDiagnosis { steps, name: info.name }
        }
    }
}

/// Plain http gets this far only to this machine: the adapter refuses it elsewhere.
fn secure(url: &str) -> DiagnosisStep {
    let detail = if url.starts_with("https:") { "https" } else { "loopback" };
    passed(DiagnosisSubject::Secure, detail.to_owned())
}

fn permissions(info: &PortalInfo) -> DiagnosisStep {
    let may = |permission| info.permissions.contains(&permission);
    if may(Permission::Write) && may(Permission::Publish) {
        return passed(DiagnosisSubject::Permissions, String::new());
    }
    let message = "the token may not write and publish".to_owned();
    failed(DiagnosisSubject::Permissions, &Error::Portal(PortalError::Forbidden { message }))
}

fn clock(info: &PortalInfo, now: DateTime<Utc>) -> DiagnosisStep {
    let seconds = (now - info.time).num_seconds();
    let step = passed(DiagnosisSubject::Clock, seconds.to_string());
    if seconds.abs() <= CLOCK_TOLERANCE_SECONDS {
        step
    } else {
        DiagnosisStep { result: DiagnosisResult::Reminder, ..step }
    }
}

fn passed(subject: DiagnosisSubject, detail: String) -> DiagnosisStep {
    DiagnosisStep { subject, result: DiagnosisResult::Passed, detail, failure: None }
}

fn failed(subject: DiagnosisSubject, error: &Error) -> DiagnosisStep {
    DiagnosisStep {
        subject,
        result: DiagnosisResult::Failed,
        detail: String::new(),
        failure: Some(error.failure()),
    }
}
