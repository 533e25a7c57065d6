//! Prints how long the list of 10,000 articles takes to open, filter, sort and search.
//!
//! `cargo run --release -p store --example list_speed [ARTICLES]`

use std::error::Error;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use domain::{
    Article, ArticleId, Block, Category, CategoryId, Document, Inline, RevisionId, Status,
};
use store::{ArticleQuery, ArticleSort, Library, RevisionKind, Save};

const WORDS: &str = "tỉnh ủy ban nhân dân triển khai các nhiệm vụ giải pháp hoàn thiện thể chế liên kết \
    vùng kinh tế xã hội quy hoạch đất đai môi trường giáo dục đào tạo y tế bảo hiểm thuế đầu tư \
    công nông thôn mới giao thông đường ven biển cảng hàng không du lịch văn hóa lễ hội thể thao \
    an ninh trật tự phòng cháy chữa cháy thiên tai bão lũ hạn hán cải cách hành chính chuyển đổi số \
    Nguyễn Văn Thắng Trần Kim Huy Lê Quang Vũ Võ Ngọc Ẩn Đỗ Khắc Kỳ Dương Thị Thúy Phú Yên Đà Nẵng";

fn main() -> Result<(), Box<dyn Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let library = Library::create(folder.path())?;
    let filling = Instant::now();
    let categories = fill(&library, count)?;
    println!("{count} articles written in {:.1} s", filling.elapsed().as_secs_f64());
    drop(library);

    let opening = Instant::now();
    let library = Library::open(folder.path())?;
    println!("open                      {:>8.2} ms", ms(opening.elapsed()));
    let first = Instant::now();
    library.read(|reader| reader.articles().list(&ArticleQuery::default()))?;
    println!("first list after opening  {:>8.2} ms", ms(first.elapsed()));
    let checking = Instant::now();
    library.quick_check()?;
    println!("quick_check               {:>8.2} ms", ms(checking.elapsed()));
    measure_lists(&library, &categories)?;
    measure_searches(&library)
}

fn measure_lists(library: &Library, categories: &[CategoryId]) -> Result<(), Box<dyn Error>> {
    let all = ArticleQuery::default();
    println!("{:<26}{:>8} {:>11} {:>11}", "", "total", "p50", "p95");
    measure(library, "newest", &all)?;
    measure(library, "newest, far down", &ArticleQuery { offset: 9_000, ..all.clone() })?;
    let by_title = ArticleQuery { sort: ArticleSort::Title, descending: false, ..all.clone() };
    measure(library, "by title", &by_title)?;
    measure(library, "by views", &ArticleQuery { sort: ArticleSort::Views, ..all.clone() })?;
    let drafts = ArticleQuery { status: Some(Status::Draft), ..all.clone() };
    measure(library, "drafts", &drafts)?;
    measure(
        library,
        "drafts by title",
        &ArticleQuery { sort: ArticleSort::Title, ..drafts.clone() },
    )?;
    measure(
        library,
        "category",
        &ArticleQuery { category: categories.first().copied(), ..all.clone() },
    )?;
    let filed_drafts = ArticleQuery { category: categories.first().copied(), ..drafts };
    measure(library, "category and drafts", &filed_drafts)?;
    let mut times = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        library.read(|reader| reader.articles().counts())?;
        times.push(start.elapsed());
    }
    report("counts", 0, &mut times);
    Ok(())
}

fn measure_searches(library: &Library) -> Result<(), Box<dyn Error>> {
    let text = |text: &str, typeahead| ArticleQuery {
        text: text.to_owned(),
        typeahead,
        sort: ArticleSort::Relevance,
        ..ArticleQuery::default()
    };
    measure(library, "search: one rare word", &text("so500", false))?;
    measure(library, "search: word in all", &text("tinh", false))?;
    measure(library, "search: four words", &text("lien ket vung kinh", false))?;
    measure(library, "search: accented", &text("liên kết vùng", false))?;
    measure(library, "search: phrase", &text("\"kinh te xa hoi\"", false))?;
    measure(library, "typeahead: t", &text("t", true))?;
    measure(library, "typeahead: d", &text("d", true))?;
    measure(library, "typeahead: lien k", &text("lien k", true))?;
    measure(
        library,
        "typeahead, newest first",
        &ArticleQuery { sort: ArticleSort::Updated, ..text("lien k", true) },
    )?;
    Ok(())
}

fn measure(library: &Library, name: &str, query: &ArticleQuery) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut total = 0;
    for _ in 0..50 {
        let start = Instant::now();
        total = library.read(|reader| reader.articles().list(query))?.total;
        times.push(start.elapsed());
    }
    report(name, total, &mut times);
    Ok(())
}

fn report(name: &str, total: u32, times: &mut [Duration]) {
    times.sort_unstable();
    let (p50, p95) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("{name:<26}{total:>8} {:>8.2} ms {:>8.2} ms", ms(p50), ms(p95));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn fill(library: &Library, count: usize) -> Result<Vec<CategoryId>, Box<dyn Error>> {
    let categories: Vec<_> = (0..12)
        .map(|position| Category {
            id: CategoryId::generate(),
            name: format!("Chuyên mục {position}"),
            slug: format!("chuyen-muc-{position}"),
            position,
        })
        .collect();
    library.write(|writer| {
        categories.iter().try_for_each(|category| writer.categories_mut().insert(category))
    })?;
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut seed = 42_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) as usize) % below
    };
    let mut made = 0;
    while made < count {
        library.write(|writer| {
            for _ in 0..500.min(count - made) {
                let article = article(made, &words, &categories, &mut next);
                let save = Save {
                    revision: RevisionId::generate(),
                    kind: RevisionKind::Import,
                    name: String::new(),
                    by: "Trần Kim Huy".to_owned(),
                    at: article.updated_at,
                    publish_to: None,
                };
                writer.articles_mut().insert(&article, &save)?;
                made += 1;
            }
            Ok(())
        })?;
    }
    Ok(categories.into_iter().map(|category| category.id).collect())
}

fn article(
    number: usize,
    words: &[&str],
    categories: &[Category],
    next: &mut impl FnMut(usize) -> usize,
) -> Article {
    let mut text =
        |length: usize| (0..length).map(|_| words[next(words.len())]).collect::<Vec<_>>().join(" ");
    let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(27_000_000 + number as i64 * 7);
    let mut article = Article::draft(ArticleId::generate(), "Trần Kim Huy", at);
    article.title = format!("{} so{number}", text(12));
    article.lead = text(35);
    let paragraphs = (0..6).map(|_| Block::Paragraph {
        attrs: Default::default(),
        content: vec![Inline::Text { text: text(60), marks: Vec::new() }],
    });
    article.body = Document::new(paragraphs.collect());
    article.status = Status::ALL[next(Status::ALL.len())];
    article.category = Some(categories[next(categories.len())].id);
    article
}
