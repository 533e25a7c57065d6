//! Prints what publishing one changed article costs in a library of 100 articles and in one of
//! 10,000, all of them on the portal already: it must be the same.
//!
//! `cargo bench -p acceptance --bench publish`

use acceptance::archive::{self, Wanted};
use acceptance::figures::timed;
use acceptance::newsroom::some_time;
use acceptance::office::Office;
use acceptance::portal::TestPortal;
use app::ports::Secrets as _;
use app::view::{
    ArticleFilter, ArticleList, ArticleRef, ArticleSave, PublishItemState, PublishRun, PublishWish,
    Range,
};
use domain::{ArticleId, PortalId};
use store::{Library, PortalAccount, PortalKind};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    // The portal has a runtime of its own and must not be ended inside another one.
    let mut costs: Vec<PublishRun> = Vec::new();
    for articles in [100, 10_000] {
        let portal = TestPortal::start();
        costs.push(tokio::runtime::Runtime::new()?.block_on(measure(&portal, articles))?);
    }
    let [small, large] = costs.try_into().map_err(|_| "two sizes are measured")?;
    // The portal's names of revisions may grow by a digit or two with its history.
    println!(
        "\nthe larger library took {:+} requests and {:+} bytes",
        i64::from(large.requests) - i64::from(small.requests),
        large.sent_bytes.cast_signed() - small.sent_bytes.cast_signed()
    );
    Ok(())
}

async fn measure(portal: &TestPortal, articles: usize) -> Outcome<PublishRun> {
    let office = Office::new();
    fill(&office, portal, articles)?;
    office.open().await;

    let (all, run) = timed(publish(&office, PublishWish::default())).await;
    let run = run?;
    println!(
        "\n{articles} articles: published in {:.1} s with {} requests, {} bytes sent",
        all.as_secs_f64(),
        run.requests,
        run.sent_bytes
    );

    // The run after a large one hears in the change feed what that one did itself, once.
    let id = first(&office).await?;
    change(&office, id).await?;
    let heard = publish(&office, PublishWish { articles: vec![id], ..Default::default() }).await?;
    println!("the run after that: {} requests, {} bytes sent", heard.requests, heard.sent_bytes);

    change(&office, id).await?;
    let wish = PublishWish { articles: vec![id], ..PublishWish::default() };
    let (one, run) = timed(publish(&office, wish)).await;
    let run = run?;
    println!(
        "one of them changed: {} requests, {} bytes sent, read back after {:.0} ms",
        run.requests,
        run.sent_bytes,
        one.as_secs_f64() * 1000.0
    );
    Ok(run)
}

/// A library with an account on the portal, all articles waiting to be published.
fn fill(office: &Office, portal: &TestPortal, count: usize) -> Outcome {
    let library = Library::create(&office.library())?;
    let account = PortalId::generate();
    let row = PortalAccount {
        id: account,
        kind: PortalKind::Native,
        name: "Cổng của sở".to_owned(),
        url: portal.url(),
        user: String::new(),
        created_at: some_time(),
        active: true,
        change_cursor: None,
        paused: None,
    };
    library.write(|writer| writer.portals_mut().insert(&row))?;
    archive::fill(&library, Wanted { count, publish_to: Some(account) });
    office.keychain.set(&account.to_string(), &portal.token)?;
    Ok(())
}

/// The oldest article: it has the same text in every archive.
async fn first(office: &Office) -> Outcome<ArticleId> {
    let range = Range { offset: 0, limit: 1 };
    let request = ArticleList { filter: ArticleFilter::default(), range };
    let page = office.app.article_list(request).await?;
    Ok(page.rows.first().ok_or("the library is empty")?.id)
}

async fn change(office: &Office, id: ArticleId) -> Outcome {
    let view = office.app.article_get(ArticleRef { id }).await?;
    let mut article = view.article;
    article.lead.push_str(" Tin được cập nhật thêm một câu.");
    let save = ArticleSave { article, revision: view.revision, version_name: String::new() };
    office.app.article_save(save).await?;
    Ok(())
}

async fn publish(office: &Office, wish: PublishWish) -> Outcome<PublishRun> {
    office.app.publish_start(wish).await?;
    let run = office.app.publish_finished().await?.ok_or("there was no run")?;
    if let Some(failure) = &run.failure {
        return Err(format!("the run ended early: {}", failure.message).into());
    }
    let unproven =
        run.plan.items.iter().find(|item| !matches!(item.state, PublishItemState::Verified { .. }));
    match unproven {
        Some(item) => Err(format!("{}: {:?}", item.title, item.state).into()),
        None => Ok(run),
    }
}
