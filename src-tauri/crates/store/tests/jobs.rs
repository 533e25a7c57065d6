use domain::JobId;
use serde_json::json;
use store::{JobItemState, JobState, Library};

use crate::newsroom::{at, library};

/// An import cut off by a power cut must go on with the files that are left, not from the start and
/// not never.
#[test]
fn interrupted_job_goes_on_with_what_is_left() {
    let (folder, library) = library();
    let id = JobId::generate();
    library
        .write(|writer| {
            let mut jobs = writer.jobs_mut();
            jobs.insert(id, "import_photos", &json!({"album": null}), at(0))?;
            jobs.insert_items(id, &["a.jpg".to_owned(), "b.jpg".to_owned()])?;
            jobs.insert_items(id, &["c.txt".to_owned()])?;
            jobs.update_running(id, at(1))?;
            jobs.update_item(id, 0, JobItemState::Done, None, None, at(2))?;
            jobs.update_item(id, 2, JobItemState::Skipped, Some("no_picture"), None, at(2))
        })
        .unwrap();
    drop(library);

    let library = Library::open(folder.path()).unwrap();
    let jobs = library.read(|reader| reader.jobs().list_unfinished()).unwrap();
    assert_eq!(
        (jobs[0].id, jobs[0].state, jobs[0].done, jobs[0].total),
        (id, JobState::Running, 2, 3)
    );
    let left = library.read(|r| r.jobs().list_items(id, Some(JobItemState::Pending))).unwrap();
    assert_eq!(left.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(), ["b.jpg"]);

    library
        .write(|writer| {
            let mut jobs = writer.jobs_mut();
            jobs.update_cancel_requested(id)?;
            jobs.update_finished(id, JobState::Cancelled, &json!({"imported": 1}), at(3))
        })
        .unwrap();
    library
        .read(|reader| {
            assert_eq!(reader.jobs().list_unfinished()?, []);
            let job = reader.jobs().get(id)?;
            assert!(job.cancel_requested);
            assert_eq!((job.report, job.finished_at), (Some(json!({"imported": 1})), Some(at(3))));
            Ok(())
        })
        .unwrap();
}
