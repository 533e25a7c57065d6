//! An import, and the bin being emptied of the very photos that it finds again.

use std::fs;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::ports::Clock;
use app::view::{JobRef, PhotoRefs};

use crate::import::{Gate, card, start};
use crate::newsroom::{Newsroom, office_hours};

/// An import writes down as many files at once.
const BATCH: u8 = 24;

/// Where somebody who asks for the time says so, and where the answer is waited for.
type Door = (Sender<()>, Receiver<()>);

/// A clock that can make whoever asks it next wait for the answer. An import asks once for each
/// batch: when the originals are on disk and nothing has been written down.
#[derive(Clone, Default)]
struct HeldClock {
    door: Arc<Mutex<Option<Door>>>,
}

/// Somebody who waits for the time.
struct Waiting {
    came: Receiver<()>,
    answer: Sender<()>,
}

impl HeldClock {
    fn clock(&self) -> Clock {
        let door = self.door.clone();
        Arc::new(move || {
            let held = door.lock().unwrap().take();
            if let Some((came, answer)) = held {
                came.send(()).unwrap();
                // Nobody answers any more once the test has failed.
                let _ = answer.recv();
            }
            office_hours()
        })
    }

    /// Holds up whoever asks next.
    fn hold(&self) -> Waiting {
        let ((coming, came), (answer, answered)) = (channel(), channel());
        *self.door.lock().unwrap() = Some((coming, answered));
        Waiting { came, answer }
    }
}

impl Waiting {
    async fn reached(&self) {
        while self.came.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
    }

    fn go_on(&self) {
        self.answer.send(()).unwrap();
    }
}

/// How many files were read whole and wait to be written down.
fn read_and_waiting(newsroom: &Newsroom) -> usize {
    let unfinished = newsroom.path("Thư viện").join("originals/.unfinished");
    fs::read_dir(unfinished).unwrap().count()
}

/// An original that an import finds on disk, and relies on, must still be there when its photo has
/// been written down: whoever empties the bin at that moment waits.
#[tokio::test(flavor = "multi_thread")]
async fn emptying_the_bin_takes_no_original_that_an_import_has_just_found() {
    let ((gate, events), clock) = (Gate::new(), HeldClock::default());
    let newsroom = Newsroom::timed(events, clock.clock()).await;
    let card = card(&newsroom, BATCH);
    for file in fs::read_dir(&card).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    {
        let name = file.file_name().unwrap().to_string_lossy();
        fs::copy(&file, card.join(format!("sau {name}"))).unwrap();
    }
    let job = start(&newsroom, card).await;
    gate.reached().await;

    // Each picture is read a second time while the library holds no photo of it yet …
    let first_batch = clock.hold();
    gate.open();
    first_batch.reached().await;
    while read_and_waiting(&newsroom) < usize::from(BATCH) {
        tokio::task::yield_now().await;
    }
    // … and of those, the second batch finds the originals that the first has put on disk.
    let second_batch = clock.hold();
    first_batch.go_on();
    second_batch.reached().await;
    let ids = newsroom.app.job_get(JobRef { id: job }).await.unwrap().photos;
    newsroom.app.photo_trash(PhotoRefs { ids: ids.clone() }).await.unwrap();
    let app = newsroom.app.clone();
    let mut emptying = tokio::spawn(async move { app.photo_purge(PhotoRefs { ids }).await });
    // Far more time than it needs when it does not wait.
    let early = tokio::time::timeout(Duration::from_secs(1), &mut emptying).await;
    second_batch.go_on();
    newsroom.over(job).await;
    if early.is_err() {
        emptying.await.unwrap().unwrap();
    }

    let check = newsroom.app.library_check(true).await.unwrap();
    assert!(check.is_whole(), "photos lost their originals: {check:?}");
    assert!(early.is_err(), "the bin was emptied while an import relied on what lay in it");
}
