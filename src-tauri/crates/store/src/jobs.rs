//! Background jobs as rows: one that a crash interrupted is found again and goes on where it was.

use chrono::{DateTime, Utc};
use domain::JobId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::columns::{Json, Micros, micros, named};
use crate::error::{Entity, StoreError};

named! {
    /// Where a job stands.
    pub enum JobState {
        /// Not begun.
        Queued = "queued",
        /// Begun; after a start of the program this means it was interrupted.
        Running = "running",
        /// Ended as it should, perhaps with skipped items.
        Done = "done",
        /// Ended by an error.
        Failed = "failed",
        /// Ended because somebody asked for it.
        Cancelled = "cancelled",
    }
}

named! {
    /// Where an item of a job stands.
    pub enum JobItemState {
        /// Not begun, or not finished.
        Pending = "pending",
        /// Done.
        Done = "done",
        /// Passed over, for a reason.
        Skipped = "skipped",
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Job {
    /// Its identity.
    pub id: JobId,
    /// What kind of work it is.
    pub name: String,
    /// What it was asked to do; the shape belongs to the kind.
    #[ts(type = "unknown")]
    pub payload: serde_json::Value,
    /// Where it stands.
    pub state: JobState,
    /// Whether somebody asked it to stop.
    pub cancel_requested: bool,
    /// How many items are done.
    pub done: u32,
    /// Of how many.
    pub total: u32,
    /// How it ended; the shape belongs to the kind.
    #[ts(type = "unknown")]
    pub report: Option<serde_json::Value>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When something was last heard of it.
    pub updated_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// An item of a job, for example a file to import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobItem {
    /// Its place in the job, from 0.
    pub position: u32,
    /// What it is, for example a path.
    pub key: String,
    /// Where it stands.
    pub state: JobItemState,
    /// Why it was skipped, or what came of it, as a code.
    pub code: Option<String>,
    /// More about it.
    pub detail: Option<String>,
}

/// Reads jobs.
pub struct Jobs<'c> {
    pub(crate) connection: &'c Connection,
}

/// Starts, advances and ends jobs.
pub struct JobsMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "id, name, payload, state, cancel_requested, done, total, report, created_at,
    updated_at, finished_at";

impl Jobs<'_> {
    /// The newest jobs.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, limit: u32) -> Result<Vec<Job>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM jobs ORDER BY created_at DESC, id DESC LIMIT ?1"
        ))?;
        let jobs = statement.query_map([limit], read)?;
        Ok(jobs.collect::<rusqlite::Result<_>>()?)
    }

    /// The jobs that have not ended, oldest first: at the start of the program, those to go on with.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_unfinished(&self) -> Result<Vec<Job>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM jobs WHERE state IN ('queued', 'running')
             ORDER BY created_at, id"
        ))?;
        let jobs = statement.query_map([], read)?;
        Ok(jobs.collect::<rusqlite::Result<_>>()?)
    }

    /// The job, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM jobs WHERE id = ?1"))?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The job.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: JobId) -> Result<Job, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Job, id))
    }

    /// The items of a job in order, all or those of one state.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_items(
        &self,
        id: JobId,
        state: Option<JobItemState>,
    ) -> Result<Vec<JobItem>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, key, state, code, detail FROM job_items
             WHERE job = ?1 AND (?2 IS NULL OR state = ?2) ORDER BY position",
        )?;
        let items = statement.query_map(params![id.0, state], |row| {
            Ok(JobItem {
                position: row.get(0)?,
                key: row.get(1)?,
                state: row.get(2)?,
                code: row.get(3)?,
                detail: row.get(4)?,
            })
        })?;
        Ok(items.collect::<rusqlite::Result<_>>()?)
    }
}

impl JobsMut<'_> {
    /// Adds a job that waits for its turn.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(
        &mut self,
        id: JobId,
        name: &str,
        payload: &serde_json::Value,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO jobs (id, name, payload, state, created_at, updated_at)
                 VALUES (?1, ?2, ?3, 'queued', ?4, ?4)",
            )?
            .execute(params![id.0, name, Json(payload), Micros(at)])?;
        Ok(())
    }

    /// Adds what the job is to do, behind what it has, and sets its total. Returns the place of the
    /// first one.
    ///
    /// # Errors
    /// Those of the database, also when there is no such job.
    pub fn insert_items(&mut self, id: JobId, keys: &[String]) -> Result<u32, StoreError> {
        let first: u32 = self
            .connection
            .prepare_cached("SELECT coalesce(max(position) + 1, 0) FROM job_items WHERE job = ?1")?
            .query_row([id.0], |row| row.get(0))?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO job_items (job, position, key, state) VALUES (?1, ?2, ?3, 'pending')",
        )?;
        for (position, key) in (first..).zip(keys) {
            insert.execute(params![id.0, position, key])?;
        }
        self.connection
            .prepare_cached(
                "UPDATE jobs SET total = (SELECT count(*) FROM job_items WHERE job = ?1)
                 WHERE id = ?1",
            )?
            .execute([id.0])?;
        Ok(first)
    }

    /// Notes what became of an item and counts it. Do this in the transaction that stores the
    /// item's result, so that a crash neither loses nor repeats it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_item(
        &mut self,
        id: JobId,
        position: u32,
        state: JobItemState,
        code: Option<&str>,
        detail: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let before: JobItemState = self
            .connection
            .prepare_cached("SELECT state FROM job_items WHERE job = ?1 AND position = ?2")?
            .query_row(params![id.0, position], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::not_found(Entity::JobItem, format!("{id}/{position}")))?;
        self.connection
            .prepare_cached(
                "UPDATE job_items SET state = ?3, code = ?4, detail = ?5
                 WHERE job = ?1 AND position = ?2",
            )?
            .execute(params![id.0, position, state, code, detail])?;
        // Counted on, not anew: a job may have a hundred thousand items.
        let ended = |state| i32::from(state != JobItemState::Pending);
        self.connection
            .prepare_cached("UPDATE jobs SET updated_at = ?2, done = done + ?3 WHERE id = ?1")?
            .execute(params![id.0, Micros(at), ended(state) - ended(before)])?;
        Ok(())
    }

    /// Notes how far a job without items has come, and that it runs.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_progress(
        &mut self,
        id: JobId,
        done: u32,
        total: u32,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE jobs SET done = ?2, total = ?3, updated_at = ?4 WHERE id = ?1")?
            .execute(params![id.0, done, total, Micros(at)])?;
        found(changed, Entity::Job, id)
    }

    /// Notes that the job runs.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_running(&mut self, id: JobId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE jobs SET state = 'running', updated_at = ?2 WHERE id = ?1")?
            .execute(params![id.0, Micros(at)])?;
        found(changed, Entity::Job, id)
    }

    /// Asks the job to stop at its next chance.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_cancel_requested(&mut self, id: JobId) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE jobs SET cancel_requested = 1 WHERE id = ?1")?
            .execute([id.0])?;
        found(changed, Entity::Job, id)
    }

    /// Ends the job: done, failed or cancelled.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_finished(
        &mut self,
        id: JobId,
        state: JobState,
        report: &serde_json::Value,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE jobs SET state = ?2, report = ?3, updated_at = ?4, finished_at = ?4
                 WHERE id = ?1",
            )?
            .execute(params![id.0, state, Json(report), micros(Some(at))])?;
        found(changed, Entity::Job, id)
    }
}

fn found(changed: usize, entity: Entity, id: impl ToString) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::not_found(entity, id)) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: JobId(row.get("id")?),
        name: row.get("name")?,
        payload: row.get::<_, Json<_>>("payload")?.0,
        state: row.get("state")?,
        cancel_requested: row.get("cancel_requested")?,
        done: row.get("done")?,
        total: row.get("total")?,
        report: row.get::<_, Option<Json<_>>>("report")?.map(|report| report.0),
        created_at: row.get::<_, Micros>("created_at")?.0,
        updated_at: row.get::<_, Micros>("updated_at")?.0,
        finished_at: row.get::<_, Option<Micros>>("finished_at")?.map(|at| at.0),
    })
}
