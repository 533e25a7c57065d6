//! Prints how long the grid of 100,000 photos takes to open, jump, filter and search, asked as the
//! window asks: by command, with requests and answers as JSON.
//!
//! `cargo bench -p acceptance --bench photos`

use acceptance::figures::{Figures, timed};
use acceptance::gallery_archive::{self, RARE};
use acceptance::office::Office;
use domain::AlbumId;
use serde_json::{Value, json};
use store::Library;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Photos in the library.
const PHOTOS: usize = 100_000;

/// How often each question is asked.
const TIMES: usize = 40;

/// Rows of one question.
const ROWS: u32 = 200;

#[tokio::main]
async fn main() -> Outcome {
    let office = Office::new();
    let library = Library::create(&office.library())?;
    let (filling, albums) = timed(async { gallery_archive::fill(&library, PHOTOS) }).await;
    drop(library);
    println!("{PHOTOS} photos written in {:.1} s", filling.as_secs_f64());

    let (opening, ()) = timed(office.open()).await;
    println!("open the library {:.1} ms", opening.as_secs_f64() * 1000.0);
    let (first, answer) = timed(grid(&office, &json!({}))).await;
    let Answer { found, bytes } = answer?;
    let first = first.as_secs_f64() * 1000.0;
    println!("first grid after that {first:.1} ms, {found} found, {bytes} bytes of JSON");

    println!("\n{:<34}{:>7}{:>10}{:>10}{:>10}", "in milliseconds", "found", "p50", "p95", "max");
    let worst = [
        grids(&office, albums.first().copied()).await?,
        windows(&office).await?,
        figures(&office, albums.first().copied()).await?,
        searches(&office).await?,
    ];
    let worst = worst.into_iter().fold(0.0, f64::max);
    println!("\nslowest p95: {worst:.1} ms (wanted: at most 50)");
    Ok(())
}

/// Opening the grid, filtered and sorted in every way.
async fn grids(office: &Office, album: Option<AlbumId>) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for (name, filter) in [
        ("all, newest first", json!({})),
        ("by time of taking", json!({ "sort": "taken" })),
        ("by file name", json!({ "sort": "name" })),
        ("last import", json!({ "set": "recent" })),
        ("used nowhere", json!({ "set": "unused" })),
        ("without caption", json!({ "set": "no_caption" })),
        ("without alt text", json!({ "set": "no_alt" })),
        ("without credit", json!({ "set": "no_credit" })),
        ("with GPS", json!({ "set": "with_gps" })),
        ("in the bin", json!({ "set": "trashed" })),
        ("an album", json!({ "album": album })),
    ] {
        worst = worst.max(repeat(name, async || grid(office, &filter).await).await?);
    }
    Ok(worst)
}

/// Rows alone, as scrolling asks for them.
async fn windows(office: &Office) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for (name, filter, offset) in [
        ("rows in the middle", json!({}), 50_000),
        ("rows at the end", json!({}), 99_800),
        ("rows in the middle, by name", json!({ "sort": "name" }), 50_000),
        ("rows used nowhere, far down", json!({ "set": "unused" }), 80_000),
    ] {
        worst = worst.max(repeat(name, async || rows(office, &filter, offset).await).await?);
    }
    Ok(worst)
}

async fn figures(office: &Office, album: Option<AlbumId>) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for (name, request) in
        [("figures of all", json!({})), ("figures of an album", json!({ "album": album }))]
    {
        let count = async || {
            let (answer, bytes) = ask(office, "photo_counts", &request).await?;
            Ok(Answer { found: answer["all"].as_u64().unwrap_or_default(), bytes })
        };
        worst = worst.max(repeat(name, count).await?);
    }
    Ok(worst)
}

async fn searches(office: &Office) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for query in
        [RARE, "ganh da dia", "dsc 07", "học sinh", "hoc sinh tuy hoa", "tai", "t", "d", "th"]
    {
        let filter = json!({ "query": query });
        let name = format!("search: {query}");
        worst = worst.max(repeat(&name, async || grid(office, &filter).await).await?);
    }
    Ok(worst)
}

/// What an answer was about, and how long it was.
struct Answer {
    found: u64,
    bytes: usize,
}

/// The shapes of all and the first rows, asked for side by side as the window does.
async fn grid(office: &Office, filter: &Value) -> Outcome<Answer> {
    let (layout, rows) = tokio::join!(ask(office, "photo_layout", filter), rows(office, filter, 0));
    let rows = rows?;
    Ok(Answer { bytes: layout?.1 + rows.bytes, ..rows })
}

async fn rows(office: &Office, filter: &Value, offset: u32) -> Outcome<Answer> {
    let request = json!({ "filter": filter, "range": { "offset": offset, "limit": ROWS } });
    let (answer, bytes) = ask(office, "photo_list", &request).await?;
    Ok(Answer { found: answer["total"].as_u64().unwrap_or_default(), bytes })
}

async fn ask(office: &Office, command: &str, request: &Value) -> Outcome<(Value, usize)> {
    let answer = ipc::dispatch(&office.app, command, request.clone())
        .await
        .map_err(|failure| format!("{command}: {}", failure.message))?;
    let bytes = serde_json::to_vec(&answer)?.len();
    Ok((answer, bytes))
}

/// Asks again and again, prints a line and gives its p95.
async fn repeat(name: &str, question: impl AsyncFn() -> Outcome<Answer>) -> Outcome<f64> {
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let (time, answer) = timed(question()).await;
        found = answer?.found;
        times.push(time);
    }
    let times = Figures::of_times(&times);
    let p95 = times.quantile(0.95);
    println!("{name:<34}{found:>7}{:>10.2}{p95:>10.2}{:>10.2}", times.median(), times.most());
    Ok(p95)
}
