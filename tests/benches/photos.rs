//! Prints how long the grid of 100,000 photos takes to open, jump, filter and search, asked as the
//! window asks: by command, with requests and answers as JSON.
//!
//! `cargo bench -p acceptance --bench photos`

use std::time::Duration;

use acceptance::figures::{Figures, timed};
use acceptance::gallery_archive::{self, RARE};
use acceptance::office::Office;
use domain::AlbumId;
use serde_json::{Value, json};
use store::Library;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Photos in the library.
const PHOTOS: usize = 100_000;

/// How often each question is asked, each time after all the others: the application keeps the order
/// of the last few lists, and opening a list anew must not find its own.
const ROUNDS: usize = 20;

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
    let (first, answer) = timed(open_list(&office, &json!({}))).await;
    let Answer { found, bytes } = answer?;
    let first = first.as_secs_f64() * 1000.0;
    println!("first grid after that {first:.1} ms, {found} found, {bytes} bytes of JSON");

    println!("\n{:<34}{:>7}{:>10}{:>10}{:>10}", "in milliseconds", "found", "p50", "p95", "max");
    let album = albums.first().copied();
    let mut worst = measure(&office, &lists(album)).await?;
    worst = worst.max(measure(&office, &searches()).await?);
    worst = worst.max(measure(&office, &scrolling()).await?);
    worst = worst.max(measure(&office, &figures(album)).await?);
    println!("\nslowest p95: {worst:.1} ms (wanted: at most 50)");
    Ok(())
}

/// Something that the window asks.
struct Question {
    name: String,
    filter: Value,
    asks: Asks,
}

#[derive(Clone, Copy)]
enum Asks {
    /// The shapes of all and the first rows, side by side, as when a list is opened.
    List,
    /// The shapes by day, and the first rows of that.
    Days,
    /// Rows from a place on, in a list that is open.
    Rows(u32),
    /// The figures beside the filters.
    Figures,
}

fn question(name: &str, filter: Value, asks: Asks) -> Question {
    Question { name: name.to_owned(), filter, asks }
}

/// Filtered and sorted in every way.
fn lists(album: Option<AlbumId>) -> Vec<Question> {
    [
        ("all, newest first", json!({})),
        ("by time of taking", json!({ "sort": "taken" })),
        ("by file name", json!({ "sort": "name" })),
        ("last import", json!({ "set": "recent" })),
        ("used", json!({ "set": "used" })),
        ("used nowhere", json!({ "set": "unused" })),
        ("without caption", json!({ "set": "no_caption" })),
        ("without alt text", json!({ "set": "no_alt" })),
        ("without credit", json!({ "set": "no_credit" })),
        ("with GPS", json!({ "set": "with_gps" })),
        ("picked", json!({ "flag": "pick" })),
        ("three stars and more", json!({ "min_stars": 3 })),
        ("in the bin", json!({ "set": "trashed" })),
        ("an album", json!({ "album": album })),
    ]
    .into_iter()
    .map(|(name, filter)| question(name, filter, Asks::List))
    .chain([question("by day", json!({ "sort": "taken" }), Asks::Days)])
    .collect()
}

fn searches() -> Vec<Question> {
    [RARE, "ganh da dia", "dsc 07", "học sinh", "hoc sinh tuy hoa", "tai", "t", "d", "th"]
        .map(|query| question(&format!("search: {query}"), json!({ "query": query }), Asks::List))
        .into()
}

fn scrolling() -> Vec<Question> {
    [("rows in the middle", 50_000), ("rows at the end", 99_800)]
        .map(|(name, offset)| question(name, json!({}), Asks::Rows(offset)))
        .into()
}

fn figures(album: Option<AlbumId>) -> Vec<Question> {
    vec![
        question("figures of all", json!({}), Asks::Figures),
        question("figures of an album", json!({ "album": album }), Asks::Figures),
    ]
}

/// What an answer was about, and how long it was.
struct Answer {
    found: u64,
    bytes: usize,
}

/// Asks all of them in turns, prints a line for each and gives the largest p95.
async fn measure(office: &Office, questions: &[Question]) -> Outcome<f64> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); questions.len()];
    let mut found = vec![0; questions.len()];
    for _ in 0..ROUNDS {
        for (place, question) in questions.iter().enumerate() {
            let (time, answer) = timed(answer(office, question)).await;
            found[place] = answer?.found;
            times[place].push(time);
        }
    }
    let mut worst = 0.0_f64;
    for ((question, times), found) in questions.iter().zip(&times).zip(found) {
        let times = Figures::of_times(times);
        let (p50, p95, most) = (times.median(), times.quantile(0.95), times.most());
        println!("{:<34}{found:>7}{p50:>10.2}{p95:>10.2}{most:>10.2}", question.name);
        worst = worst.max(p95);
    }
    Ok(worst)
}

async fn answer(office: &Office, question: &Question) -> Outcome<Answer> {
    let filter = &question.filter;
    match question.asks {
        Asks::List => open_list(office, filter).await,
        Asks::Days => {
            let layout = with(filter, "grouping", json!("day"));
            let rows = json!({ "filter": filter, "grouping": "day", "range": range(0) });
            side_by_side(office, &layout, &rows).await
        }
        Asks::Rows(offset) => {
            let request = json!({ "filter": filter, "range": range(offset) });
            let (answer, bytes) = ask(office, "photo_list", &request).await?;
            Ok(Answer { found: number(&answer["total"]), bytes })
        }
        Asks::Figures => {
            let (answer, bytes) = ask(office, "photo_counts", filter).await?;
            Ok(Answer { found: number(&answer["all"]), bytes })
        }
    }
}

async fn open_list(office: &Office, filter: &Value) -> Outcome<Answer> {
    side_by_side(office, filter, &json!({ "filter": filter, "range": range(0) })).await
}

async fn side_by_side(office: &Office, layout: &Value, rows: &Value) -> Outcome<Answer> {
    let (layout, rows) =
        tokio::join!(ask(office, "photo_layout", layout), ask(office, "photo_list", rows));
    let ((_, shapes), (rows, bytes)) = (layout?, rows?);
    Ok(Answer { found: number(&rows["total"]), bytes: shapes + bytes })
}

async fn ask(office: &Office, command: &str, request: &Value) -> Outcome<(Value, usize)> {
    let answer = ipc::dispatch(&office.app, command, request.clone())
        .await
        .map_err(|failure| format!("{command}: {}", failure.message))?;
    let bytes = serde_json::to_vec(&answer)?.len();
    Ok((answer, bytes))
}

fn range(offset: u32) -> Value {
    json!({ "offset": offset, "limit": ROWS })
}

fn with(filter: &Value, name: &str, value: Value) -> Value {
    let mut filter = filter.clone();
    filter[name] = value;
    filter
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}
