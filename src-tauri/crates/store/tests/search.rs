use std::collections::{HashMap, HashSet};
use std::path::Path;

use domain::{Article, ArticleId};
use store::{Library, SearchMode};

use crate::newsroom::{article, insert, library, save};

fn titles(library: &Library, text: &str, mode: SearchMode) -> Vec<String> {
    let hits = library.read(|reader| reader.search().articles(text, mode, 100)).unwrap();
    hits.into_iter().map(|hit| hit.title).collect()
}

/// Who types without accents, in haste or on a foreign keyboard, must find everything; who types
/// them must find that first.
#[test]
fn words_are_found_with_and_without_accents() {
    let (_folder, library) = library();
    for title in ["Đường ven biển", "Dương Văn An", "Họp báo thuý kiều", "HOÀ BÌNH", "Tỉnh ủy"]
    {
        insert(&library, &article(title));
    }
    let words = |text| titles(&library, text, SearchMode::Words);
    let mut both = words("duong");
    both.sort();
    assert_eq!(both, ["Dương Văn An", "Đường ven biển"]);
    assert_eq!(words("đường"), ["Đường ven biển"], "đ is no d");
    assert_eq!(words("đuong"), ["Đường ven biển"]);
    assert_eq!(words("hòa bình"), ["HOÀ BÌNH"], "tone placement is no difference");
    assert_eq!(words("thúy"), ["Họp báo thuý kiều"]);
    assert_eq!(words("\"bien ven\""), [""; 0], "a phrase has an order");
    assert_eq!(words("\"ven bien\""), ["Đường ven biển"]);
    assert_eq!(words("ve"), [""; 0]);
    assert_eq!(titles(&library, "ve", SearchMode::Typeahead), ["Đường ven biển"]);
    assert_eq!(titles(&library, "ve ", SearchMode::Typeahead), [""; 0]);
    assert_eq!(words("tinh uy"), ["Tỉnh ủy"]);
}

/// A person looks for the article named so before one that mentions it.
#[test]
fn exact_accents_and_titles_come_first() {
    let (_folder, library) = library();
    let mut mention = article("Tin trong ngày");
    mention.lead = "Hội nghị về thuế đất.".to_owned();
    insert(&library, &mention);
    insert(&library, &article("Thuê đất"));
    insert(&library, &article("Thuế đất"));
    assert_eq!(
        titles(&library, "thuế đất", SearchMode::Words),
        ["Thuế đất", "Tin trong ngày", "Thuê đất"]
    );
}

/// Nothing that can be typed may break the search or be read as one of its operators.
#[test]
fn nothing_typed_breaks_the_search() {
    let (_folder, library) = library();
    insert(&library, &article("Nghị quyết 57/NQ-CP và OR, AND, NOT, NEAR"));
    for text in [
        "\"",
        "\"\"",
        "*",
        "a*",
        "^tin",
        "title:x",
        "{title}: x",
        "NEAR(a b)",
        "NOT",
        "AND OR",
        "-x",
        "(",
        "))",
        "a AND (",
        "'; DROP TABLE articles; --",
        "\0",
        "57/NQ-CP\"",
        "“chưa đóng",
        "+",
        "\\",
    ] {
        for mode in [SearchMode::Words, SearchMode::Typeahead] {
            titles(&library, text, mode);
        }
    }
    assert_eq!(titles(&library, "57/nq-cp", SearchMode::Words).len(), 1);
    assert_eq!(titles(&library, "not", SearchMode::Words).len(), 1);
    assert_eq!(titles(&library, "or NEAR", SearchMode::Words).len(), 1);
}

/// The index must follow the text: a word that was edited out finds nothing, one that came in does.
#[test]
fn index_follows_edits_and_trash() {
    let (_folder, library) = library();
    let mut article = article("Cũ");
    let revision = insert(&library, &article);
    article.title = "Mới".to_owned();
    let change = save(store::RevisionKind::Saved, 1);
    library.write(|writer| writer.articles_mut().update(&article, revision, &change)).unwrap();
    assert_eq!(titles(&library, "cu", SearchMode::Words), [""; 0]);
    assert_eq!(titles(&library, "moi", SearchMode::Words), ["Mới"]);
    library.write(|writer| writer.articles_mut().delete(&[article.id], change.at)).unwrap();
    assert_eq!(titles(&library, "moi", SearchMode::Words), [""; 0]);
}

#[derive(serde::Deserialize)]
struct CorpusLine {
    id: String,
    title: String,
    lead: String,
}

#[derive(serde::Deserialize)]
struct QueryLine {
    id: String,
    query: String,
    mode: String,
    expected: Vec<String>,
    first: Vec<String>,
    allowed_extra: Vec<String>,
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A thousand headlines and forty queries with the answers a plain matcher gives. They lie outside
/// the repository; without them the tests above stand alone.
#[test]
fn every_query_of_the_corpus_is_answered() {
    let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/paste"));
    if !data.exists() {
        eprintln!("skipped: no corpus at {}", data.display());
        return;
    }
    let (_folder, library) = library();
    let mut names: HashMap<ArticleId, String> = HashMap::new();
    let articles: Vec<Article> = lines::<CorpusLine>(&data.join("corpus.jsonl"))
        .into_iter()
        .map(|line| {
            let mut made = article(&line.title);
            made.lead = line.lead;
            made.body.content.clear();
            names.insert(made.id, line.id);
            made
        })
        .collect();
    library
        .write(|writer| {
            for article in &articles {
                writer.articles_mut().insert(article, &save(store::RevisionKind::Import, 0))?;
            }
            Ok(())
        })
        .unwrap();

    let queries = lines::<QueryLine>(&data.join("search.jsonl"));
    assert_eq!(queries.len(), 40);
    let wrong: Vec<_> = queries.iter().filter_map(|query| judge(&library, &names, query)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn judge(
    library: &Library,
    names: &HashMap<ArticleId, String>,
    query: &QueryLine,
) -> Option<String> {
    let mode = if query.mode == "typeahead" { SearchMode::Typeahead } else { SearchMode::Words };
    let hits = library.read(|r| r.search().articles(&query.query, mode, 5_000)).unwrap();
    let found: Vec<&str> = hits.iter().map(|hit| names[&hit.id].as_str()).collect();
    let set = |ids: &[String]| ids.iter().cloned().collect::<HashSet<_>>();
    let (expected, extra, first) =
        (set(&query.expected), set(&query.allowed_extra), set(&query.first));
    let missing = query.expected.iter().filter(|id| !found.contains(&id.as_str())).count();
    let alien = found.iter().filter(|id| !expected.contains(**id) && !extra.contains(**id)).count();
    let last_first = found.iter().rposition(|id| first.contains(*id));
    let first_extra = found.iter().position(|id| extra.contains(*id));
    let in_order = match (last_first, first_extra) {
        (Some(last_first), Some(first_extra)) => last_first < first_extra,
        _ => true,
    };
    (missing > 0 || alien > 0 || !in_order).then(|| {
        format!(
            "{} {:?}: {missing} missing, {alien} wrong, in order: {in_order}",
            query.id, query.query
        )
    })
}
