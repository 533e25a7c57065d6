//! Finding damage before it spreads.

use domain::BlobHash;
use rusqlite::Connection;

use crate::error::StoreError;
use crate::library::Library;

/// What [`Library::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct CheckReport {
    /// Faults in the database file, in SQLite's words; empty when it is whole.
    pub database: Vec<String>,
    /// How many stored files were looked at.
    pub blobs: u64,
    /// Originals that are recorded but not in the folder, or have another size.
    pub missing: Vec<BlobHash>,
    /// Originals whose bytes are not those their name promises; looked for only in a thorough check.
    pub changed: Vec<BlobHash>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.database.is_empty() && self.missing.is_empty() && self.changed.is_empty()
    }
}

impl Library {
    /// Looks through the database file for damage. It reads every page and every word of the search
    /// index, so its time grows with the library (close to a second for 10,000 articles of a page
    /// each): opening does not wait for it. Run it in the background right after opening; readers
    /// and the writer go on meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what was found.
    pub fn quick_check(&self) -> Result<(), StoreError> {
        let findings = self.with_reader(|connection| quick_check(connection))?;
        if findings.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Damaged { findings, source: None })
        }
    }

    /// Looks through the database and the originals. `thorough` also reads every original and
    /// compares it with its name, which takes as long as reading the whole folder.
    ///
    /// # Errors
    /// Only those of reading; what is wrong is in the report.
    pub fn check(&self, thorough: bool) -> Result<CheckReport, StoreError> {
        let database = self.with_reader(|connection| quick_check(connection))?;
        let mut report = CheckReport { database, ..CheckReport::default() };
        for blob in self.read(|reader| reader.blobs().list())? {
            // Photos on their way have no original to miss.
            if blob.hash == BlobHash::EMPTY {
                continue;
            }
            report.blobs += 1;
            if self.originals().size(blob.hash)? != Some(blob.bytes) {
                report.missing.push(blob.hash);
            } else if thorough {
                match self.originals().verify(blob.hash) {
                    Ok(()) => {}
                    Err(StoreError::BlobDamaged { hash }) => report.changed.push(hash),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(report)
    }
}

pub(crate) fn quick_check(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA quick_check(20)")?;
    let mut findings = Vec::new();
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            findings.push(line);
        }
    }
    Ok(findings)
}
