//! The codebook on disk, and the templates beside it.

use chrono::NaiveDate;
use domain::{CaptionTemplate, CodeEntry, CodeEntryId, TemplateId};

use crate::newsroom::library;

fn entry(code: &str, name: &str, from: Option<NaiveDate>) -> CodeEntry {
    CodeEntry {
        id: CodeEntryId::generate(),
        code: code.to_owned(),
        name: name.to_owned(),
        title: "Chủ tịch UBND tỉnh".to_owned(),
        from,
        until: None,
    }
}

/// Days and marks lost on the way through the disk would put a wrong name under a picture.
#[test]
fn entries_come_back_whole_and_are_found_without_marks() {
    let (_folder, library) = library();
    let older = entry("CT", "Phạm Đại Dương", None);
    let newer = entry("ct", "Trần Hữu Thế", NaiveDate::from_ymd_opt(2021, 7, 1));
    let other = entry("gd", "Đỗ Thị Ánh", None);
    library
        .write(|writer| {
            [&older, &newer, &other]
                .into_iter()
                .try_for_each(|entry| writer.code_entries_mut().update(entry))
        })
        .unwrap();

    let search = |query: &str| library.read(|r| r.code_entries().search(query)).unwrap();
    assert_eq!(search(""), [newer.clone(), older.clone(), other.clone()]);
    assert_eq!(search("  do thi anh "), std::slice::from_ref(&other));
    assert_eq!(search("chu tich").len(), 3);
    assert_eq!(search("%"), []);
    let of_code = library.read(|r| r.code_entries().list_by_code("Ct")).unwrap();
    assert_eq!(of_code, [older.clone(), newer]);

    library.write(|writer| writer.code_entries_mut().delete(older.id)).unwrap();
    assert!(library.write(|writer| writer.code_entries_mut().delete(older.id)).is_err());
    assert_eq!(library.read(|r| r.code_entries().count()).unwrap(), 2);
}

/// A template that came back changed would go under every photo it is used for.
#[test]
fn templates_come_back_in_vietnamese_order() {
    let (_folder, library) = library();
    let template = |name: &str| CaptionTemplate {
        id: TemplateId::generate(),
        name: name.to_owned(),
        caption: "Quang cảnh {event}, ngày {date}.".to_owned(),
        alt: String::new(),
        credit: "=pv=".to_owned(),
    };
    let (last, first) = (template("Ư"), template("Đại hội"));
    library
        .write(|writer| {
            writer.caption_templates_mut().update(&last)?;
            writer.caption_templates_mut().update(&first)
        })
        .unwrap();

    let listed = library.read(|reader| reader.caption_templates().list()).unwrap();
    assert_eq!(listed, [first.clone(), last]);
    assert_eq!(library.read(|r| r.caption_templates().get(first.id)).unwrap(), first);
    library.write(|writer| writer.caption_templates_mut().delete(first.id)).unwrap();
    assert!(library.read(|r| r.caption_templates().get(first.id)).is_err());
}
