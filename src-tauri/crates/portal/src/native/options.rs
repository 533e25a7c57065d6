//! What the native adapter is told from outside: limits, patience, and where time and chance come
//! from.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use crate::TrafficCounter;

/// How the adapter behaves. The defaults suit an office line.
#[derive(Clone)]
pub struct Options {
    /// Version of the app, for the `User-Agent`.
    pub version: String,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for a whole answer to a request without a file.
    pub answer_timeout: Duration,
    /// Longest pause in which a file that is being sent does not move.
    pub stall_timeout: Duration,
    /// Largest JSON answer in bytes; a portal that sends more is not listened to.
    pub answer_limit: usize,
    /// Largest public page in bytes.
    pub page_limit: usize,
    /// When to try again by itself.
    pub retry: Retry,
    /// Clock, chance and waiting.
    pub timing: Timing,
    /// Where requests and bytes are counted.
    pub traffic: Arc<TrafficCounter>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(60),
            stall_timeout: Duration::from_secs(45),
            answer_limit: 32 << 20,
            page_limit: 8 << 20,
            retry: Retry::default(),
            timing: Timing::default(),
            traffic: Arc::default(),
        }
    }
}

/// When the adapter tries again by itself: network errors, 408, 429, and 5xx but 501, 505, 507.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// Tries in all, at least 1.
    pub tries: u32,
    /// The first pause is at most this long, each further one at most twice the one before.
    pub first_pause: Duration,
    /// No pause is longer. A portal that asks for a longer one is left alone, and the caller told.
    pub longest_pause: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            tries: 4,
            first_pause: Duration::from_millis(400),
            longest_pause: Duration::from_secs(15),
        }
    }
}

impl Retry {
    /// Full jitter: anything between nothing and the doubling limit, so that many clients that lost
    /// the same portal do not come back in step. `chance` is from 0 to 1.
    #[must_use]
    pub fn pause(&self, failures: u32, chance: f64) -> Duration {
        let doublings = failures.saturating_sub(1).min(20);
        self.first_pause
            .saturating_mul(1 << doublings)
            .min(self.longest_pause)
            .mul_f64(chance.clamp(0.0, 1.0))
    }
}

/// Clock, chance and waiting; tests bring their own.
#[derive(Clone)]
pub struct Timing {
    /// The time, to understand a `Retry-After` with a date.
    pub now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// A number from 0 to 1.
    pub chance: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// Waits.
    pub sleep: Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            now: Arc::new(Utc::now),
            chance: Arc::new(fastrand::f64),
            sleep: Arc::new(|pause| Box::pin(tokio::time::sleep(pause))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pauses that grow without limit would leave an article waiting for hours after a short fault.
    #[test]
    fn pauses_double_up_to_the_longest() {
        let retry = Retry {
            tries: 9,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(5),
        };
        let pauses: Vec<_> = (1..=5).map(|failures| retry.pause(failures, 1.0).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 5, 5]);
        assert_eq!(retry.pause(40, 1.0), Duration::from_secs(5));
        assert_eq!(retry.pause(3, 0.0), Duration::ZERO);
    }
}
