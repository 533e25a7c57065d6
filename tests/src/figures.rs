//! Figures of a measurement: taken often enough, sorted, and printed in the same way everywhere.

use std::fmt;
use std::time::{Duration, Instant};

/// The same thing measured several times, smallest first. The unit is the caller's.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// From one or more values.
    ///
    /// # Panics
    /// When there are none: a measurement that measured nothing is a mistake in the program.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        assert!(!values.is_empty(), "nothing was measured");
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// From one or more times, in milliseconds.
    #[must_use]
    pub fn of_times(times: &[Duration]) -> Self {
        Self::of(times.iter().map(|time| time.as_secs_f64() * 1000.0))
    }

    /// The value that this share of all values does not exceed.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let last = self.0.len() - 1;
        let at = (share * self.0.len() as f64).ceil() as usize;
        self.0[at.saturating_sub(1).min(last)]
    }

    /// Half of the values are smaller.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The smallest value.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.0[0]
    }

    /// The largest value.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.0[self.0.len() - 1]
    }
}

/// `median (least to most)`
impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.1} ({:.1} to {:.1})", self.median(), self.least(), self.most())
    }
}

/// Runs `work` and says how long it took.
pub async fn timed<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let answer = work.await;
    (start.elapsed(), answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quantile that is off by one reports the wrong figure for every measurement.
    #[test]
    fn quantiles_are_values_that_were_measured() {
        let figures = Figures::of((1..=100).rev().map(f64::from));

        assert_eq!(figures.median().to_string(), "50");
        assert_eq!(figures.quantile(0.95).to_string(), "95");
        assert_eq!(figures.least().to_string(), "1");
        assert_eq!(figures.most().to_string(), "100");
        assert_eq!(Figures::of([7.0]).quantile(0.95).to_string(), "7");
    }
}
