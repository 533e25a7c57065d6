//! What is being done right now and must not be done twice at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Names of work under way. In memory: after a restart nothing is under way.
#[derive(Clone, Default)]
pub(crate) struct Running {
    names: Arc<Mutex<HashSet<String>>>,
}

/// Holds a name until dropped.
pub(crate) struct Claim {
    running: Running,
    name: String,
}

impl Running {
    /// Takes the name; `None` while somebody else has it.
    pub(crate) fn claim(&self, name: String) -> Option<Claim> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let free = names.insert(name.clone());
        free.then(|| Claim { running: self.clone(), name })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut names = self.running.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.remove(&self.name);
    }
}
