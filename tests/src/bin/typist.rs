//! Types into an article as the window does, without pause, until it is killed. Each line it prints
//! is something that was acknowledged: the article's id first, then the number of each keystroke.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::Path;

use acceptance::office::Office;
use app::Access;
use serde_json::json;

#[tokio::main]
async fn main() {
    let library = std::env::args_os().nth(1).unwrap();
    let office = Office::new();
    office.app.open_library(Path::new(&library), Access::Create).await.unwrap();
    let view = ipc::dispatch(&office.app, "article_create", json!({})).await.unwrap();
    let mut article = view["article"].clone();
    acknowledge(article["id"].as_str().unwrap());
    for number in 1_u64.. {
        article["title"] = format!("Gõ lần thứ {number}").into();
        let request = json!({ "article": article });
        ipc::dispatch(&office.app, "article_journal", request).await.unwrap();
        acknowledge(&number.to_string());
    }
}

fn acknowledge(line: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}").unwrap();
    output.flush().unwrap();
}
