use store::{RevisionKind, StoreError};

use crate::newsroom::{article, insert, library, paragraph, save};

/// On a full disk the save is refused as a whole and what was saved before stays; once there is
/// room again, the same save goes through.
#[test]
fn full_disk_refuses_the_save_and_loses_nothing() {
    let (_folder, library) = library();
    let first = article("Đã lưu");
    let revision = insert(&library, &first);
    let mut long = first.clone();
    long.body.content = vec![paragraph(&"Nội dung rất dài. ".repeat(20_000))];
    let change = save(RevisionKind::Saved, 1);

    library.limit_pages(Some(4)).unwrap();
    let refused = library.write(|writer| writer.articles_mut().update(&long, revision, &change));
    assert!(matches!(refused, Err(StoreError::DiskFull(_))), "{refused:?}");
    let kept = library.read(|reader| reader.articles().get(first.id)).unwrap();
    assert_eq!((kept.article, kept.revision), (first.clone(), revision));

    library.limit_pages(None).unwrap();
    library.write(|writer| writer.articles_mut().update(&long, revision, &change)).unwrap();
    library.quick_check().unwrap();
    let saved = library.read(|reader| reader.articles().get(first.id)).unwrap();
    assert_eq!(saved.article, long);
}

/// A photo that does not fit must be refused by name and leave nothing behind that takes up the
/// last room.
#[cfg(target_os = "linux")]
#[test]
fn full_disk_refuses_the_photo() {
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    // A file system of its own, as small as a full disk. Only root may make one.
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
        .arg(folder.path())
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        eprintln!("skipped: this user may not mount a small file system");
        return;
    }
    let outcome = std::panic::catch_unwind(|| fill_the_disk(folder.path()));
    assert!(Command::new("umount").arg(folder.path()).status().unwrap().success());
    outcome.unwrap();
}

#[cfg(target_os = "linux")]
fn fill_the_disk(folder: &std::path::Path) {
    let library = store::Library::create(folder).unwrap();
    let first = article("Đã lưu");
    let revision = insert(&library, &first);
    let small = library.originals().put(&[1; 1000]).unwrap();

    let refused = library.originals().put(&vec![2; 8 << 20]);
    assert!(matches!(refused, Err(StoreError::DiskFull(_))), "{refused:?}");
    let unfinished = library.originals().root().join(".unfinished");
    assert_eq!(std::fs::read_dir(unfinished).unwrap().count(), 0, "the half file takes the room");
    library.originals().verify(small.hash).unwrap();

    let mut long = first.clone();
    long.body.content = vec![paragraph(&"Nội dung rất dài. ".repeat(400_000))];
    let change = save(RevisionKind::Saved, 1);
    let refused = library.write(|writer| writer.articles_mut().update(&long, revision, &change));
    assert!(matches!(refused, Err(StoreError::DiskFull(_))), "{refused:?}");
    let kept = library.read(|reader| reader.articles().get(first.id)).unwrap();
    assert_eq!(kept.article, first);
}
