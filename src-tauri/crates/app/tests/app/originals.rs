//! Originals that are missing or damaged are found, named and given back; thumbnails come again.

use std::fs;

use app::PictureSize;
use app::view::{
    FailureCode, JobKind, JobState, OriginalReplace, OriginalsCheck, PhotoRefs, SkipCode,
};

use crate::import::card;
use crate::newsroom::Newsroom;

fn original(newsroom: &Newsroom, hash: domain::BlobHash) -> std::path::PathBuf {
    let name = hash.to_string();
    newsroom.path("Thư viện/originals").join(&name[..2]).join(name)
}

/// A picture that rots on the disk until nobody has the card any more.
#[tokio::test]
async fn missing_and_damaged_originals_are_named_and_given_back() {
    let newsroom = Newsroom::new().await;
    let card = card(&newsroom, 3);
    let ids = newsroom.bring_in(std::slice::from_ref(&card)).await.photos;
    let mut files = Vec::new();
    for id in &ids {
        let photo = newsroom.app.photo_get(app::view::PhotoRef { id: *id }).await.unwrap().photo;
        files.push(original(&newsroom, photo.original));
    }
    fs::remove_file(&files[0]).unwrap();
    let mut damaged = fs::read(&files[1]).unwrap();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    fs::write(&files[1], damaged).unwrap();
    let check = async |thorough| {
        let job = newsroom.app.originals_check(OriginalsCheck { thorough }).await.unwrap();
        let mut job = newsroom.over(job.id).await;
        job.skipped.sort_by(|a, b| a.file.cmp(&b.file));
        let told = job.skipped.into_iter().map(|skipped| (skipped.file, skipped.code));
        (job.job.kind, job.job.state, job.job.done, told.collect::<Vec<_>>())
    };

    let missing = ("DSC_0000.JPG".to_owned(), SkipCode::Missing);
    let broken = ("DSC_0001.JPG".to_owned(), SkipCode::Broken);
    let kind = (JobKind::CheckOriginals, JobState::Done, 3);
    assert_eq!(check(false).await, (kind.0, kind.1, kind.2, vec![missing.clone()]));
    assert_eq!(check(true).await, (kind.0, kind.1, kind.2, vec![missing, broken]));

    let marked = newsroom.photos().await.into_iter().map(|row| row.missing).collect::<Vec<_>>();
    assert_eq!(marked, [true, true, false]);

    let replace = async |index: usize, file: &str| {
        let path = card.join(file).to_string_lossy().into_owned();
        newsroom.app.original_replace(OriginalReplace { id: ids[index], path }).await
    };
    let refused = replace(0, "DSC_0002.JPG").await.unwrap_err().failure();
    assert_eq!(refused.code, FailureCode::OriginalDiffers);
    replace(0, "DSC_0000.JPG").await.unwrap();
    replace(1, "DSC_0001.JPG").await.unwrap();

    assert_eq!(check(true).await, (kind.0, kind.1, kind.2, Vec::new()));
    assert!(newsroom.photos().await.into_iter().all(|row| !row.missing));
}

/// Thumbnails that were lost or spoilt stay so.
#[tokio::test]
async fn thumbnails_are_drawn_anew() {
    let newsroom = Newsroom::new().await;
    let ids = newsroom.bring_in(&[card(&newsroom, 3)]).await.photos;
    let folder = newsroom.path("Thư viện/thumbnails/400");
    for entry in walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            fs::write(entry.path(), "hỏng").unwrap();
        }
    }

    let one = newsroom.app.thumbnails_rebuild(PhotoRefs { ids: vec![ids[1]] }).await.unwrap();
    assert_eq!(newsroom.over(one.id).await.job.done, 1);
    let all = newsroom.app.thumbnails_rebuild(PhotoRefs { ids: Vec::new() }).await.unwrap();
    let all = newsroom.over(all.id).await;

    assert_eq!((all.job.kind, all.job.done, all.skipped.len()), (JobKind::RebuildThumbnails, 3, 0));
    for id in ids {
        let shown = newsroom.app.picture(id, PictureSize::Grid).await.unwrap();
        assert!(image::load_from_memory(&shown.bytes).is_ok(), "a spoilt thumbnail stayed");
    }
}
