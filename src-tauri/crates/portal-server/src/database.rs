//! The database: one writer, a few readers, all off the asynchronous threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::PortalServerError;

/// The schema this program writes.
const SCHEMA_VERSION: u32 = 1;

/// How many idle readers are kept; more are opened when needed and closed afterwards.
const IDLE_READERS: usize = 8;

/// The portal's database. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Database {
    /// Opens the database in `folder`, makes it when it is not there, and checks that it is whole.
    pub(crate) fn open(folder: &Path) -> Result<Self, PortalServerError> {
        let path = folder.join("portal.sqlite");
        let mut writer = Connection::open(&path)?;
        configure(&writer)?;
        let found: u32 = writer.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > SCHEMA_VERSION {
            return Err(PortalServerError::TooNew { path, found, known: SCHEMA_VERSION });
        }
        if found == 0 {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Exclusive)?;
            // Another process may have made it meanwhile.
            let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if found == 0 {
                tx.execute_batch(include_str!("schema.sql"))?;
                tx.pragma_update(None, "user_version", SCHEMA_VERSION)?;
            }
            tx.commit()?;
        } else {
            let finding: String =
                writer.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if finding != "ok" {
                return Err(PortalServerError::Damaged { path, finding });
            }
        }
        let inner = Inner { path, writer: Mutex::new(writer), readers: Mutex::new(Vec::new()) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs `work` on a connection that cannot write, in one consistent snapshot.
    pub(crate) async fn read<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<PortalServerError> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || inner.read(work))
            .await
            .map_err(PortalServerError::from)?
    }

    /// Runs `work` in a transaction: all of it is durable when this returns `Ok`, none of it when
    /// it returns `Err`.
    pub(crate) async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<PortalServerError> + Send + 'static,
    {
        let database = self.clone();
        tokio::task::spawn_blocking(move || database.write_blocking(work))
            .await
            .map_err(PortalServerError::from)?
    }

    /// [`Self::write`] for callers that may block.
    pub(crate) fn write_blocking<T, E: From<PortalServerError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.inner.writer);
        let tx = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(PortalServerError::from)?;
        let done = work(&tx)?;
        tx.commit().map_err(PortalServerError::from)?;
        Ok(done)
    }
}

impl Inner {
    fn read<T, E: From<PortalServerError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = lock(&self.readers).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        let tx = reader.transaction().map_err(PortalServerError::from)?;
        let done = work(&tx);
        drop(tx);
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        done
    }

    fn open_reader(&self) -> Result<Connection, PortalServerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags)?;
        configure(&reader)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(reader)
    }
}

fn configure(connection: &Connection) -> Result<(), PortalServerError> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// A transaction that panicked was rolled back when it was dropped, so the connection is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
