//! Waiting for conditions instead of sleeping.

use std::time::{Duration, Instant};

/// How long anything may take before the test calls it lost.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(40);

/// Looks until `look` finds something; `None` when it did not within `patience`.
pub async fn find<T>(patience: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if Instant::now() > end {
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks until `look` says yes.
pub async fn until(what: &str, mut look: impl FnMut() -> bool) {
    let found = find(PATIENCE, async || look().then_some(())).await;
    assert!(found.is_some(), "{what}: not within {PATIENCE:?}");
}
