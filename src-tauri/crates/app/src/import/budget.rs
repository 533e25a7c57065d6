//! How much memory imports may take at once, whatever the number and size of the pictures.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes that are shared by all workers of all imports.
#[derive(Debug)]
pub(crate) struct Budget {
    total: u64,
    free: Mutex<u64>,
    returned: Condvar,
}

impl Budget {
    pub(crate) fn new(bytes: u64) -> Self {
        Self { total: bytes, free: Mutex::new(bytes), returned: Condvar::new() }
    }

    /// Waits until so many bytes are free, and takes them. What is larger than everything gets
    /// everything: one such picture at a time.
    pub(crate) fn take(&self, bytes: u64) -> Taken<'_> {
        let bytes = bytes.min(self.total);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .returned
            .wait_while(free, |free| *free < bytes)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Taken { budget: self, bytes }
    }
}

/// Part of a budget; given back when dropped.
#[derive(Debug)]
pub(crate) struct Taken<'b> {
    budget: &'b Budget,
    bytes: u64,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::Budget;

    /// Without a bound, a card of panoramas takes all the memory an office computer has; with one
    /// that never lets a large picture through, the import would hang.
    #[test]
    fn no_more_is_taken_than_there_is_and_everything_gets_its_turn() {
        let budget = Budget::new(100);
        let (taken, most) = (AtomicU64::new(0), AtomicU64::new(0));

        thread::scope(|scope| {
            for bytes in [30, 40, 60, 70, 500, 100, 1] {
                let (budget, taken, most) = (&budget, &taken, &most);
                scope.spawn(move || {
                    let part = budget.take(bytes);
                    let now = taken.fetch_add(part.bytes, Ordering::SeqCst) + part.bytes;
                    most.fetch_max(now, Ordering::SeqCst);
                    thread::yield_now();
                    taken.fetch_sub(part.bytes, Ordering::SeqCst);
                });
            }
        });

        assert!(most.load(Ordering::SeqCst) <= 100, "{most:?}");
        assert_eq!(*budget.free.lock().unwrap(), 100);
    }
}
