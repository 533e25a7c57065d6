//! All that scripts do, in one file of over 400 lines because each further test program links anew.
//!
//! The main job with `toasoan-cli` and `toasoan-portal` as processes, the page read over HTTP.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use acceptance::desktop::{published::Page, seed};
use acceptance::pictures;
use acceptance::programs::{Desk, PortalProcess};
use chrono::{Days, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;

fn new_desk() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::new(&folder.path().join("Thư viện"));
    let made = desk.ask(&["library", "init"]).done();
    assert_eq!((&made["articles"], &made["photos"]), (&json!(0), &json!(0)));
    (folder, desk)
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let file: PathBuf = folder.join(name);
    std::fs::write(&file, content).unwrap();
    file.display().to_string()
}

fn rows<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("{name} in {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// One file that is no picture must neither stop the others nor vanish from the report.
#[test]
fn broken_files_are_listed_and_the_rest_comes_in() {
    let (folder, desk) = new_desk();
    let whole = pictures::jpeg(1, 320, 240, 85);
    let good = write(folder.path(), "Lễ hội.jpg", &whole);
    let cut = write(folder.path(), "cut.jpg", &whole[..whole.len() / 2]);
    let letter = write(folder.path(), "letter.jpg", "Kính gửi");
    let missing = folder.path().join("missing.jpg").display().to_string();

    let answered =
        desk.ask(&["photo", "import", &good, &cut, &letter, &missing, "--album", "Lễ hội"]);

    assert_eq!(answered.status, Some(1), "refused files were passed over in silence");
    let imported = rows(&answered.json, "imported");
    assert_eq!(imported.len(), 1);
    assert_eq!(imported[0]["file"], good.as_str());
    assert_eq!((&imported[0]["width"], &imported[0]["height"]), (&json!(320), &json!(240)));
    assert_eq!(text(&imported[0]["sha256"]).len(), 64);
    for field in ["id", "orientation", "taken_at", "gps", "caption", "credit"] {
        assert!(imported[0].get(field).is_some(), "{field} is not told");
    }
    let why: Vec<_> = rows(&answered.json, "skipped")
        .iter()
        .map(|skipped| (text(&skipped["file"]), text(&skipped["code"])))
        .collect();
    assert_eq!(why, [(&*cut, "broken"), (&*letter, "not_a_picture"), (&*missing, "missing")]);
    assert!(answered.told.contains("Nhập ảnh: 4/4"), "no progress: {}", answered.told);

    let again = desk.ask(&["photo", "import", &good]).done();
    assert_eq!(rows(&again, "duplicates").len(), 1);
    let albums = desk.ask(&["album", "list"]).done();
    assert_eq!(
        (&albums["rows"][0]["title"], &albums["rows"][0]["photo_count"]),
        (&json!("Lễ hội"), &json!(1))
    );
    let out = folder.path().join("small");
    let _ = desk
        .ask(&["photo", "thumbnails", "--box", "64", "--out", &out.display().to_string()])
        .done();
    let small = std::fs::read(out.join(format!("{}.jpg", text(&imported[0]["sha256"])))).unwrap();
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!((small.width(), small.height()), (64, 48));
}

/// A codebook that a script cannot fill or ask would leave captions of old photos with the names of
/// today's officials.
#[test]
fn codes_mean_whom_they_meant_that_day() {
    let (folder, desk) = new_desk();
    let table = "Mã;Họ tên;Chức danh;Từ ngày;Đến ngày\n\
        ct;Phạm Đại Dương;Chủ tịch UBND tỉnh;;30/06/2021\n\
        ct;Trần Hữu Thế;Chủ tịch UBND tỉnh;01/07/2021;\n\
        ?;Ai Đó;;;\n";
    let file = write(folder.path(), "lanh-dao.csv", table);

    let taken = desk.ask(&["codebook", "import", &file]);

    assert_eq!(taken.status, Some(1), "a refused row was passed over in silence");
    assert_eq!((&taken.json["added"], &taken.json["changed"]), (&json!(2), &json!(0)));
    assert_eq!(rows(&taken.json, "refused")[0]["reason"], "bad_code");
    let expanded = |on: &str| {
        let answer = desk.ask(&["codebook", "expand", "=ct.name= dự lễ", "--on", on]).done();
        text(&answer["text"]).to_owned()
    };
    assert_eq!(expanded("2021-06-30"), "Phạm Đại Dương dự lễ");
    assert_eq!(expanded("2021-07-01"), "Trần Hữu Thế dự lễ");
    let overlapping = desk.ask(&["codebook", "set", "ct", "--name", "Lê Văn C"]);
    assert_eq!(overlapping.status, Some(3));
    let made = desk.ask(&["template", "set", "Hội nghị", "--caption", "{event}, {date}"]).done();
    assert_eq!(rows(&made, "rows")[0]["name"], "Hội nghị");
    let usage = desk.ask(&["library", "usage"]).done();
    assert_eq!(usage["originals"]["files"], 0);
}

/// The page an office has today: every element, to the letter, from a script alone; and a second
/// run that sends nothing.
#[tokio::test]
async fn seed_page_goes_out_once_and_whole() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (folder, mut desk) = new_desk();
    let portal = PortalProcess::start(&folder.path().join("portal"));
    desk.add_portal(&portal);
    let seed = seed::read();
    let article = write_seed(&desk, folder.path(), &seed);

    let plan = desk.ask(&["publish", &article, "--dry-run"]).done();
    assert_eq!(
        (&plan["plan"]["create"], &plan["plan"]["items"][0]["photos"]),
        (&json!(1), &json!(2))
    );
    let published = desk.ask(&["publish", &article]).done();

    let receipt = &published["receipt"]["items"][0];
    assert_eq!(receipt["state"]["state"], "verified", "{published}");
    count_readers(&portal, &article);
    let page = Page::fetch(text(&receipt["state"]["url"])).await;
    assert_eq!(page.text("h1"), seed.title);
    let meta = format!("Cập nhật lúc: {} Số lượt xem: 5 Người đăng: {}", seed.stamp, seed.poster);
    assert_eq!(page.text(".story-meta"), meta);
    assert_eq!(page.text(".sapo"), seed.lead);
    assert_eq!(page.texts(".body p"), seed.body);
    assert_eq!(page.text(".sign-off"), seed.sign_off);
    assert!(page.text("p.source").starts_with(&format!("Tác giả : {} |", seed.source)));
    assert_eq!(page.text("#thu-vien"), "Thư viện ảnh");
    assert_eq!(page.texts("section figcaption")[0], "Bến cảng. Ảnh: Kim Huy");
    assert_eq!(page.text("#truy-cap"), "Số Lượt Truy Cập");
    let counters = page.texts(".counters div");
    for line in ["Trong ngày: 19", "Hôm qua: 31", "Tổng truy cập: 119.909"] {
        assert!(counters.iter().any(|counter| counter == line), "{line} in {counters:?}");
    }
    assert!(page.attributes("[onclick], [onerror]", "class").is_empty());
    assert!(page.texts("script").iter().all(|script| !script.contains("stolen")));

    let second = desk.ask(&["publish"]).done();
    assert_eq!((&second["sent_bytes"], rows(&second["plan"], "items").len()), (&json!(0), 0));
    let statistics = desk.ask(&["statistics"]).done();
    assert_eq!(statistics["visits"]["total"], 119_909);
    assert_eq!(statistics["top"][0]["views"], 5);
    let found = desk.ask(&["article", "search", "lien ket vung"]).done();
    assert_eq!(found[0]["id"], article.as_str());

    let down = desk.ask(&["publish", &article, "--take-down"]).done();
    assert_eq!(down["plan"]["items"][0]["action"], "take_down");
}

/// The article of the seed page, its body from a page with everything that must not come through.
fn write_seed(desk: &Desk, folder: &Path, seed: &seed::Seed) -> String {
    let photos = [1, 2].map(|number| {
        write(folder, &format!("ben-cang-{number}.jpg"), pictures::jpeg(number, 800, 600, 85))
    });
    let imported = desk.ask(&["photo", "import", &photos[0], &photos[1]]).done();
    let ids: Vec<_> = rows(&imported, "imported").iter().map(|photo| text(&photo["id"])).collect();
    let _ = desk
        .ask(&["photo", "set", ids[0], ids[1], "--caption", "Bến cảng", "--credit", "Kim Huy"])
        .done();
    let hostile = format!(
        "<script>steal('stolen')</script><p onclick=\"steal()\" style=\"display:block\">{}</p>\
         <img src=x onerror=\"steal()\"><iframe src=\"https://evil.example/\"></iframe>\
         <p>{}</p><svg onload=\"steal()\"></svg>",
        seed.body[0], seed.body[1]
    );
    let body = write(folder, "bài.html", hostile);
    let made = desk
        .ask(&["article", "new", "--title", seed.title, "--lead", seed.lead, "--body", &body])
        .done();
    assert!(
        rows(&made, "report").iter().any(|note| note["element"] == "script"),
        "what was dropped is not told: {made}"
    );
    let id = text(&made["id"]).to_owned();
    let fields = [
        format!("updated={}", seed.stamp),
        format!("poster={}", seed.poster),
        format!("sign_off={}", seed.sign_off),
        format!("source={}", seed.source),
        format!("gallery={}", ids.join(",")),
        "category=Kinh tế - Xã hội".to_owned(),
    ];
    let mut words = vec!["article", "set", &id];
    words.extend(fields.iter().map(String::as_str));
    let _ = desk.ask(&words).done();
    id
}

/// The figures of the seed page, one reader before this one.
fn count_readers(portal: &PortalProcess, article: &str) {
    let today = domain::display::local(Utc::now()).date_naive();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap();
    let (today, yesterday) = (format!("{today}=18"), format!("{yesterday}=31"));
    let words = ["counters", "set", "--total", "119908", "--day", &today, "--day", &yesterday];
    portal.administer(&words);
    portal.administer(&["counters", "views", article, "4"]);
}

/// A script acts on status and code: each way to fail must have its own.
#[test]
fn failures_have_their_status_and_code() {
    let (folder, desk) = new_desk();
    let body = write(folder.path(), "bài.txt", "Một đoạn.");
    let latin = write(folder.path(), "cũ.txt", b"T\xead \xb9\xed");
    let nobody = "01a20890-70d7-75bd-b486-0dc13c456a11";

    let nowhere = Desk::new(&folder.path().join("nowhere")).ask(&["article", "list"]);
    assert_eq!((nowhere.status, nowhere.code()), (Some(3), "not_a_library"));
    let field = desk.ask(&["article", "set", nobody, "titel=x"]);
    assert_eq!((field.status, field.code()), (Some(2), "usage"));
    let gone = desk.ask(&["article", "show", nobody]);
    assert_eq!((gone.status, gone.code()), (Some(3), "not_found"));
    let encoding = desk.ask(&["article", "new", "--title", "x", "--body", &latin]);
    assert_eq!((encoding.status, encoding.code()), (Some(3), "file_failed"));
    let lonely = desk.ask(&["publish"]);
    assert_eq!((lonely.status, lonely.code()), (Some(3), "no_portal"));
    assert!(lonely.told.contains("Chưa nối cổng nào."), "no word of it: {}", lonely.told);
    let words = desk.command(&["article", "frobnicate"]).output().unwrap();
    assert_eq!(words.status.code(), Some(2));

    let _ = desk.ask(&["article", "new", "--title", "Một", "--body", &body]).done();
    let texts = desk.ask(&["article", "list"]).done();
    assert_eq!(texts["total"], 1);
}

/// Two writers on one library would corrupt it; the second must be told who is first.
#[test]
fn library_that_is_open_elsewhere_is_only_read() {
    let (folder, desk) = new_desk();
    let window = store::Library::open(&folder.path().join("Thư viện")).unwrap();

    let refused = desk.ask(&["album", "create", "Lễ hội"]);
    assert_eq!((refused.status, refused.code()), (Some(3), "library_in_use"));
    assert!(refused.told.contains("đang mở ở một cửa sổ"), "{}", refused.told);
    assert_eq!(desk.ask(&["album", "list"]).done()["rows"], json!([]));

    drop(window);
    let _ = desk.ask(&["album", "create", "Lễ hội"]).done();
}

/// A backup that cannot be brought back is none.
#[test]
fn backup_comes_back() {
    let (folder, desk) = new_desk();
    let body = write(folder.path(), "bài.md", "## Mục\n\n- một\n- hai\n");
    let made = desk.ask(&["article", "new", "--title", "Còn", "--body", &body]).done();
    let file = folder.path().join("copy.db").display().to_string();
    let _ = desk.ask(&["library", "backup", &file]).done();
    let _ = desk.ask(&["article", "set", text(&made["id"]), "title=Mất"]).done();

    let _ = desk.ask(&["library", "restore", &file]).done();

    let shown = desk.ask(&["article", "show", text(&made["id"]), "--as", "text"]).done();
    assert_eq!((&shown["title"], &shown["text"]), (&json!("Còn"), &json!("Mục\nmột\nhai")));
}

/// A batch that comes in without the names and the credit that were typed for it, or under other
/// names than were shown before.
#[test]
fn an_import_names_and_credits_its_photos() {
    let (folder, desk) = new_desk();
    let camera = pictures::Camera::new(1, 320, 240, 85);
    let card = folder.path().join("thẻ");
    std::fs::create_dir(&card).unwrap();
    for number in 0..3 {
        let name = format!("DSC_{number}.JPG");
        let _ = write(&card, &name, camera.shot(number));
    }
    let card = card.display().to_string();
    let words = [
        "photo",
        "import",
        &card,
        "--rename",
        "{date}_{event}_{seq:2}",
        "--event",
        "Hội xuân",
        "--credit",
        "Kim Huy",
        "--keywords",
        "hội,xuân",
    ];

    let dry = desk.ask(&[words.as_slice(), &["--dry-run"]].concat()).done();
    let imported = desk.ask(&words).done();

    assert_eq!((&dry["files"], &dry["more"]), (&json!(3), &json!(false)));
    let rows = desk.ask(&["photo", "list"]).done();
    let mut names: Vec<_> =
        self::rows(&rows, "rows").iter().map(|row| text(&row["file_name"])).collect();
    names.sort_unstable();
    let promised: Vec<_> =
        self::rows(&dry, "examples").iter().map(|row| text(&row["to"])).collect();
    assert_eq!(names, promised);
    assert_eq!(names[0], "2022-07-15_Hội xuân_01.JPG");
    for photo in self::rows(&imported, "imported") {
        let shown = desk.ask(&["photo", "show", text(&photo["id"])]).done();
        let photo = &shown["photo"];
        assert_eq!((&photo["credit"], &photo["event"]), (&json!("Kim Huy"), &json!("Hội xuân")));
        assert_eq!(photo["keywords"], json!(["hội", "xuân"]));
    }
}

/// An office's script that fetches from a network drive: it must bring in what is new, once, and
/// say when a folder is gone.
#[test]
fn a_watched_folder_is_fetched_from() {
    let (folder, desk) = new_desk();
    let camera = pictures::Camera::new(2, 320, 240, 85);
    let drive = folder.path().join("ổ mạng");
    std::fs::create_dir(&drive).unwrap();
    let _ = write(&drive, "cũ.jpg", camera.shot(0));
    let path = drive.display().to_string();
    let added = desk.ask(&["photo", "watched", "add", &path, "--credit", "Kim Huy"]).done();
    let _ = write(&drive, "mới.jpg", camera.shot(1));

    let first = desk.ask(&["photo", "watched", "run"]).done();
    let second = desk.ask(&["photo", "watched", "run"]).done();
    std::fs::rename(&drive, folder.path().join("rút ra")).unwrap();
    let gone = desk.ask(&["photo", "watched", "run"]);

    assert_eq!(rows(&first["jobs"][0], "photos").len(), 1);
    assert_eq!(rows(&second, "jobs").len(), 0);
    assert_eq!((gone.status, &gone.json["folders"][0]["problem"]), (Some(1), &json!("missing")));
    let listed = desk.ask(&["photo", "list"]).done();
    assert_eq!((&listed["total"], &listed["rows"][0]["file_name"]), (&json!(1), &json!("mới.jpg")));
    let id = text(&added["rows"][0]["id"]);
    assert_eq!(rows(&desk.ask(&["photo", "watched", "remove", id]).done(), "rows").len(), 0);
}

/// An original that is lost must be named by the check and come back from the card; thumbnails can
/// always be drawn anew.
#[test]
fn lost_originals_are_named_and_given_back() {
    let (folder, desk) = new_desk();
    let file = write(folder.path(), "Lễ hội.jpg", pictures::jpeg(3, 320, 240, 85));
    let other = write(folder.path(), "khác.jpg", pictures::jpeg(4, 320, 240, 85));
    let imported = desk.ask(&["photo", "import", &file]).done();
    let photo = &imported["imported"][0];
    let (id, hash) = (text(&photo["id"]), text(&photo["sha256"]));
    let original = folder.path().join("Thư viện/originals").join(&hash[..2]).join(hash);
    assert!(rows(&desk.ask(&["library", "check", "--originals"]).done(), "skipped").is_empty());
    std::fs::remove_file(original).unwrap();

    let lost = desk.ask(&["library", "check", "--originals"]);
    let refused = desk.ask(&["photo", "replace", id, &other]);
    let _ = desk.ask(&["photo", "replace", id, &file]).done();

    assert_eq!((lost.status, &lost.json["skipped"][0]["code"]), (Some(1), &json!("missing")));
    assert_eq!(lost.json["skipped"][0]["file"], "Lễ hội.jpg");
    assert_eq!(refused.code(), "original_differs");
    let whole = desk.ask(&["library", "check", "--originals", "--thorough"]).done();
    assert!(rows(&whole, "skipped").is_empty());
    assert_eq!(desk.ask(&["photo", "rebuild"]).done()["photos"], json!(1));
}

/// Going through the pictures of an event by script must do what a person does with keys, and say
/// so when a picture stays.
#[test]
fn photos_are_chosen_turned_cut_and_thrown_away() {
    let (folder, desk) = new_desk();
    let files = [1, 2].map(|number| {
        write(folder.path(), &format!("{number}.jpg"), pictures::jpeg(number, 320, 240, 85))
    });
    let imported = desk.ask(&["photo", "import", &files[0], &files[1]]).done();
    let ids: Vec<_> = rows(&imported, "imported").iter().map(|photo| text(&photo["id"])).collect();
    let (one, two) = (ids[0], ids[1]);

    let marked = desk.ask(&["photo", "mark", one, "--flag", "pick", "--stars", "4"]).done();
    assert_eq!((&marked["changed"], &marked["rows"][0]["flag"]), (&json!(1), &json!("pick")));
    let listed =
        desk.ask(&["photo", "list", "--flag", "pick", "--min-stars", "4", "--group", "day"]).done();
    assert_eq!((&listed["total"], &listed["rows"][0]["id"]), (&json!(1), &json!(one)));
    assert_eq!(listed["groups"][0]["count"], 1);

    let turned = desk.ask(&["photo", "rotate", one, two, "--by", "-90"]).done();
    assert_eq!((&turned["changed"], &turned["rows"][1]["height"]), (&json!(2), &json!(320)));
    let cut = desk.ask(&["photo", "edit", one, "--crop", "0,0,1,0.5"]).done();
    assert_eq!((&cut["rows"][0]["width"], &cut["rows"][0]["height"]), (&json!(240), &json!(160)));
    let out = folder.path().join("công bố.jpg");
    let _ = desk.ask(&["photo", "publishable", one, "--out", &out.display().to_string()]).done();
    let published = image::load_from_memory(&std::fs::read(out).unwrap()).unwrap();
    assert_eq!((published.width(), published.height()), (240, 160));
    let outside = desk.ask(&["photo", "edit", one, "--crop", "0.5,0,0.6,1"]);
    assert_eq!((outside.status, outside.code()), (Some(3), "invalid_request"));
    let aslant = desk.command(&["photo", "rotate", one, "--by", "45"]).output().unwrap();
    assert_eq!(aslant.status.code(), Some(2));

    let _ = desk.ask(&["photo", "trash", two]).done();
    let purged = desk.ask(&["photo", "purge", one, two]);
    assert_eq!(purged.status, Some(1), "a photo that stays was passed over in silence");
    assert_eq!((&purged.json["removed"], &purged.json["kept"]), (&json!(1), &json!(1)));
    assert_eq!(desk.ask(&["photo", "list"]).done()["total"], 1);
}
