//! A watched folder brings in what comes, when it is whole, once.

use std::fs;
use std::io::Write as _;
use std::time::Duration;

use app::Scanner;
use app::view::{JobOutcome, Nothing, SkipCode, WatchedSave};

use crate::newsroom::{Newsroom, camera_picture};

fn wish(newsroom: &Newsroom, folder: &str) -> WatchedSave {
    WatchedSave {
        id: None,
        path: newsroom.path(folder).to_string_lossy().into_owned(),
        album: None,
        rename: Some("{date}-{name}".to_owned()),
        credit: "Kim Huy".to_owned(),
        active: true,
    }
}

/// Looks until something comes in, or nothing waits any more.
async fn look(newsroom: &Newsroom, scanner: &mut Scanner) -> Vec<JobOutcome> {
    let looking = async {
        loop {
            let begun = newsroom.app.look_at_folders(scanner).await.unwrap();
            if !begun.is_empty() || !scanner.is_waiting() {
                let mut over = Vec::new();
                for job in begun {
                    over.push(newsroom.over(job.id).await);
                }
                return over;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), looking).await.unwrap()
}

/// Photos of the network drive that never come in, come in half, or come in twice.
#[tokio::test]
async fn what_comes_into_the_folder_comes_in_once() {
    let newsroom = Newsroom::new().await;
    let folder = newsroom.path("ổ mạng");
    fs::create_dir_all(folder.join("Huy")).unwrap();
    camera_picture(&folder.join("cũ.jpg"), 1);
    newsroom.app.watched_save(wish(&newsroom, "ổ mạng")).await.unwrap();
    let mut scanner = Scanner::default();
    assert_eq!(look(&newsroom, &mut scanner).await, [], "what lay there before came in");

    camera_picture(&folder.join("Huy/mới.jpg"), 2);
    fs::write(folder.join("ghi chú.txt"), "chữ").unwrap();
    // Created by a copying program that has written nothing yet: never taken while it is empty.
    let mut copied = fs::File::create(folder.join("đang chép.jpg")).unwrap();
    let came = look(&newsroom, &mut scanner).await;
    assert_eq!(came.len(), 1);
    assert_eq!((came[0].photos.len(), came[0].skipped.len()), (1, 0), "{came:?}");
    let row = newsroom.photos().await.remove(0);
    assert_eq!((row.file_name.as_str(), row.credit.as_str()), ("2022-07-15-mới.jpg", "Kim Huy"));

    camera_picture(&newsroom.path("nguồn.jpg"), 3);
    copied.write_all(&fs::read(newsroom.path("nguồn.jpg")).unwrap()).unwrap();
    drop(copied);
    assert_eq!(look(&newsroom, &mut scanner).await[0].photos.len(), 1);
    assert_eq!(look(&newsroom, &mut scanner).await, []);

    // Another run of the program knows what was taken.
    newsroom.reopen().await;
    assert_eq!(look(&newsroom, &mut Scanner::default()).await, [], "it came in again");
    assert_eq!(newsroom.photos().await.len(), 2);
}

/// A drive that is not connected: photos that do not come, and nobody is told why.
#[tokio::test]
async fn a_folder_that_is_gone_is_told() {
    let newsroom = Newsroom::new().await;
    let missing = newsroom.app.watched_save(wish(&newsroom, "không có")).await.unwrap_err();
    assert_eq!(missing.failure().code, app::view::FailureCode::FileFailed);
    let folder = newsroom.path("ổ mạng");
    fs::create_dir(&folder).unwrap();
    newsroom.app.watched_save(wish(&newsroom, "ổ mạng")).await.unwrap();
    let mut scanner = Scanner::default();
    let problem = async || newsroom.app.watched_list(Nothing {}).await.unwrap().rows[0].problem;

    fs::rename(&folder, newsroom.path("rút ra")).unwrap();
    look(&newsroom, &mut scanner).await;
    assert_eq!(problem().await, Some(SkipCode::Missing));

    fs::rename(newsroom.path("rút ra"), &folder).unwrap();
    look(&newsroom, &mut scanner).await;
    assert_eq!(problem().await, None);
}
