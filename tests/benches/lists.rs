//! Prints how long the list of 10,000 articles takes to open, filter, sort and search, asked as the
//! window asks: through the application, 60 rows at a time.
//!
//! `cargo bench -p acceptance --bench lists`

use acceptance::archive::{self, RARE, Wanted};
use acceptance::figures::{Figures, timed};
use acceptance::office::Office;
use app::view::{ArticleCount, ArticleFilter, ArticleList, ArticleSort, Range};
use domain::{CategoryId, Status};
use store::Library;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Articles in the library.
const ARTICLES: usize = 10_000;

/// How often each question is asked.
const TIMES: usize = 100;

/// Rows of one question: what fits into a tall window, twice.
const ROWS: u32 = 60;

#[tokio::main]
async fn main() -> Outcome {
    let office = Office::new();
    let library = Library::create(&office.library())?;
    let (filling, categories) =
        timed(async { archive::fill(&library, Wanted { count: ARTICLES, publish_to: None }) })
            .await;
    drop(library);
    println!("{ARTICLES} articles written in {:.1} s", filling.as_secs_f64());

    let (opening, ()) = timed(office.open()).await;
    let (first, page) = timed(ask(&office, ArticleFilter::default(), 0)).await;
    println!("open the library {:.1} ms", opening.as_secs_f64() * 1000.0);
    println!("first list after that {:.1} ms, {} found", first.as_secs_f64() * 1000.0, page?);

    println!("\n{:<34}{:>7}{:>10}{:>10}{:>10}", "in milliseconds", "found", "p50", "p95", "max");
    let mut worst = lists(&office, &categories).await?;
    worst = worst.max(searches(&office).await?);
    println!("\nslowest p95: {worst:.1} ms (wanted: at most 50)");
    Ok(())
}

async fn lists(office: &Office, categories: &[CategoryId]) -> Outcome<f64> {
    let newest = ArticleFilter { descending: true, ..ArticleFilter::default() };
    let sorted = |sort| ArticleFilter { sort, ..newest.clone() };
    let status = |status| ArticleFilter { status: Some(status), ..newest.clone() };
    let category = categories.first().copied();
    let mut worst = measure(office, "list, newest first", newest.clone(), 0).await?;
    worst = worst.max(measure(office, "list, far down", newest.clone(), 9_000).await?);
    for (name, filter) in [
        ("sorted by title", sorted(ArticleSort::Title)),
        ("sorted by views", sorted(ArticleSort::Views)),
        ("filter: drafts", status(Status::Draft)),
        ("filter: published", status(Status::Published)),
        ("filter: category", ArticleFilter { category, ..newest.clone() }),
        ("filter: category and drafts", ArticleFilter { category, ..status(Status::Draft) }),
        ("filter: bin", ArticleFilter { trashed: true, ..newest.clone() }),
    ] {
        worst = worst.max(measure(office, name, filter, 0).await?);
    }
    Ok(worst.max(counts(office, "figures beside the filters", "").await?))
}

/// The figures beside the filters, of those that a search finds.
async fn counts(office: &Office, name: &str, query: &str) -> Outcome<f64> {
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let request = ArticleCount { query: query.to_owned() };
        let (time, counts) = timed(office.app.article_counts(request)).await;
        found = counts?.all;
        times.push(time);
    }
    Ok(print(name, found, &Figures::of_times(&times)))
}

async fn searches(office: &Office) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for query in [
        RARE,
        "ran san ho hon yen",
        "tin 07341",
        "tin 07",
        "cồng chiêng",
        "lien ket vung kinh te",
        "\"chuyển đổi số\"",
        "tỉnh",
        "tinh",
        "t",
        "d",
        "th",
        "ti",
        "tin",
        "ngh",
        "du lịch b",
    ] {
        let sort = ArticleSort::Relevance;
        let filter =
            ArticleFilter { query: query.to_owned(), sort, descending: true, ..Default::default() };
        worst = worst.max(measure(office, &format!("search: {query}"), filter.clone(), 0).await?);
        let newest = ArticleFilter { sort: ArticleSort::Updated, ..filter };
        worst = worst.max(measure(office, &format!("  newest first: {query}"), newest, 0).await?);
        worst = worst.max(counts(office, &format!("  figures: {query}"), query).await?);
    }
    Ok(worst)
}

async fn measure(office: &Office, name: &str, filter: ArticleFilter, offset: u32) -> Outcome<f64> {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..TIMES {
        let (time, total) = timed(ask(office, filter.clone(), offset)).await;
        found = total?;
        times.push(time);
    }
    Ok(print(name, found, &Figures::of_times(&times)))
}

async fn ask(office: &Office, filter: ArticleFilter, offset: u32) -> Outcome<u32> {
    let range = Range { offset, limit: ROWS };
    Ok(office.app.article_list(ArticleList { filter, range }).await?.total)
}

/// Prints a line and gives its p95.
fn print(name: &str, found: u32, times: &Figures) -> f64 {
    let p95 = times.quantile(0.95);
    println!("{name:<34}{found:>7}{:>10.2}{p95:>10.2}{:>10.2}", times.median(), times.most());
    p95
}
