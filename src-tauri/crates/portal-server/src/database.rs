//! The database: one writer, a few readers, all off the asynchronous threads.

mod migrate;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::PortalServerError;

/// How many idle readers are kept; more are opened when needed and closed afterwards.
const IDLE_READERS: usize = 8;

/// The portal's database. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    /// Bytes that files and database may take together.
    quota: Option<u64>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

/// Whether a write brings something that the quota is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    WithinQuota,
    Free,
}

impl Database {
    /// Opens the database in `folder`, makes it when it is not there, brings an older one up to
    /// date, and checks that it is whole.
    pub(crate) fn open(folder: &Path, quota: Option<u64>) -> Result<Self, PortalServerError> {
        let path = folder.join("portal.sqlite");
        migrate::refuse_newer(&path)?;
        let mut writer = connect(&path, OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate::bring_up_to_date(&mut writer, &path)?;
        let readers = Mutex::new(Vec::new());
        let inner = Inner { path, quota, writer: Mutex::new(writer), readers };
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
        tokio::task::spawn_blocking(move || database.transact(Growth::Free, work))
            .await
            .map_err(PortalServerError::from)?
    }

    /// [`Self::write`] for what clients send to be kept: it fails with
    /// [`PortalServerError::DiskFull`] when the data would outgrow the quota. Whatever takes away
    /// is written with [`Self::write`], so that a full portal can still take a picture down.
    pub(crate) async fn write_within_quota<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<PortalServerError> + Send + 'static,
    {
        let database = self.clone();
        tokio::task::spawn_blocking(move || database.transact(Growth::WithinQuota, work))
            .await
            .map_err(PortalServerError::from)?
    }

    /// [`Self::write`] for callers that may block.
    pub(crate) fn write_blocking<T, E: From<PortalServerError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(Growth::Free, work)
    }

    /// Checks that a file of `bytes` has room.
    ///
    /// # Errors
    /// [`PortalServerError::QuotaReached`] when it has none.
    pub(crate) async fn has_room(&self, bytes: u64) -> Result<(), PortalServerError> {
        let Some(quota) = self.inner.quota else { return Ok(()) };
        self.read(move |tx| {
            let used = files(tx)? + pages(tx, "page_count")? * pages(tx, "page_size")?;
            let room = quota.saturating_sub(used);
            if bytes > room { Err(PortalServerError::QuotaReached { quota }) } else { Ok(()) }
        })
        .await
    }

    fn transact<T, E: From<PortalServerError>>(
        &self,
        growth: Growth,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.inner.writer);
        let tx = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(PortalServerError::from)?;
        if let Some(quota) = self.inner.quota {
            limit(&tx, (growth == Growth::WithinQuota).then_some(quota))?;
        }
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
        let reader = connect(&self.path, OpenFlags::empty())?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(reader)
    }
}

/// Lets the database grow to what files leave of `quota`, or as far as the disk goes. Pages it has
/// already stay: SQLite never takes the limit below them.
fn limit(connection: &Connection, quota: Option<u64>) -> Result<(), PortalServerError> {
    /// SQLite's own limit (<https://www.sqlite.org/limits.html>, 13).
    const MOST: u64 = 4_294_967_294;
    let allowed = match quota {
        Some(quota) => quota.saturating_sub(files(connection)?) / pages(connection, "page_size")?,
        None => MOST,
    };
    let allowed = i64::try_from(allowed.clamp(1, MOST)).unwrap_or(i64::MAX);
    connection.pragma_update_and_check(None, "max_page_count", allowed, |_| Ok(()))?;
    Ok(())
}

/// Bytes of blobs and of what uploads announced that are not whole yet.
fn files(connection: &Connection) -> Result<u64, PortalServerError> {
    let sum = "SELECT (SELECT coalesce(sum(bytes), 0) FROM blob)
                   + (SELECT coalesce(sum(bytes), 0) FROM upload
                          WHERE hash NOT IN (SELECT hash FROM blob))";
    let bytes: i64 = connection.prepare_cached(sum)?.query_row([], |row| row.get(0))?;
    Ok(bytes.unsigned_abs())
}

fn pages(connection: &Connection, pragma: &str) -> Result<u64, PortalServerError> {
    let value: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0))?;
    Ok(value.unsigned_abs())
}

/// A connection to read and write, set up as all of them are.
fn connect(path: &Path, more: OpenFlags) -> Result<Connection, PortalServerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// A transaction that panicked was rolled back when it was dropped, so the connection is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
